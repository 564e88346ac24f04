/** Answers the agent's questions from a scenario's world, in the cmdlets' names. What no real system tells is never served. */
import { anchorAttributeOf, attributeOf } from "../rules/source-anchor";
import {
  absent,
  seen,
  unreadable,
  type AdObject,
  type CollectAnswers,
  type EndpointProbe,
  type Fact,
  type PeopleAnswer,
  type PremisesAnswers,
  type PremisesCommand,
  type PremisesQuestion,
  type QuestionKind,
  type SourceRef,
  type PeopleQuestion,
} from "../../domain";
import type { CommandOutcome } from "../../ports";
import { sameDn } from "../../identity/dn";
import { smtpAddressesOf } from "../rules/text";
import type { World } from "../scenario";
import type { MovingWorld } from "../world";
import {
  adObjectOf,
  byGuid,
  everyObject,
  hasName,
  isContainer,
  isDeleted,
  isPerson,
  keyOf,
  keysOf,
  valuesOf,
  type Placed,
} from "./directory";
import { chainOf } from "./chains";
import { executeCommand } from "./commands";
import { pilotGroupOf, rulesInForceIn } from "./reach";
import { connectorsOf, csOf, rulesOf, runErrorOf } from "./served";

/** The cmdlet or source that answers each question; `world.premises.faults` name them. */
const VIA: Readonly<Record<QuestionKind, string>> = {
  people: "LDAP",
  "ad-object": "LDAP",
  chains: "Get-ADSyncCSObject",
  host: "Win32_OperatingSystem",
  services: "Get-Service",
  endpoints: "Test-NetConnection",
  scheduler: "Get-ADSyncScheduler",
  "global-settings": "Get-ADSyncGlobalSettings",
  connectors: "Get-ADSyncConnector",
  "run-status": "Get-ADSyncConnectorRunStatus",
  "run-history": "Get-ADSyncRunProfileResult",
  "sync-rules": "Get-ADSyncRule",
  "pilot-group": "Get-ADSyncConnector",
  events: "Get-WinEvent",
  "provisioning-agents": "AADConnectProvisioningAgent",
  "missing-rights": "Get-Acl",
  "deletion-threshold": "Get-ADSyncExportDeletionThreshold",
  "pending-exports": "Get-ADSyncConnectorStatistics",
  "domain-controllers": "Get-ADReplicationPartnerMetadata",
};
/** These talk to the ADSync service: while it does not run they throw. */
const ENGINE: ReadonlySet<QuestionKind> = new Set([
  "chains",
  "scheduler",
  "global-settings",
  "connectors",
  "run-status",
  "run-history",
  "sync-rules",
  "deletion-threshold",
  "pending-exports",
]);

/** Required endpoints: Microsoft's lists for Connect Sync and for the Cloud Sync agent. */
const CONNECT = [
  "login.microsoftonline.com",
  "login.windows.net",
  "adminwebservice.microsoftonline.com",
  "graph.microsoft.com",
];
const AGENT = [
  "login.microsoftonline.com",
  "login.windows.net",
  "hybridsync.servicebus.windows.net",
  "provisioning.msappproxy.net",
];

export class PremisesSimulator {
  readonly #used = new Map<string, number>();
  constructor(readonly handle: MovingWorld) {}
  get #world(): World {
    return this.handle.world;
  }

  async collect(questions: readonly PremisesQuestion[]): Promise<CollectAnswers> {
    const answers: Record<string, unknown> = {};
    const people = questions.find((q): q is PeopleQuestion => q.kind === "people");
    const found = people === undefined ? undefined : this.#people(people);
    await Promise.all(
      questions.map(async (q) => {
        answers[q.kind] = await this.#answer(q, found);
      }),
    );
    return answers as CollectAnswers;
  }
  execute(command: PremisesCommand): Promise<CommandOutcome> {
    return executeCommand(this.handle, command);
  }

  async #answer(q: PremisesQuestion, people: PeopleAnswer | undefined): Promise<Fact<unknown>> {
    const via = VIA[q.kind],
      from: SourceRef = { system: "premises", via };
    const fault = await this.#fault(via);
    if (fault !== undefined) return unreadable(/denied/i.test(fault) ? "denied" : "failed", fault, from);
    const service = this.#world.premises.services["ADSync"];
    if (ENGINE.has(q.kind)) {
      if (service === undefined) return absent(from);
      if (service.Status !== "Running")
        return unreadable("failed", `${via} cannot reach the ADSync service; its status is ${service.Status}`, from);
    }
    if (
      q.kind === "pilot-group" &&
      (service === undefined || service.Status === "Running") &&
      pilotGroupOf(this.#world) === null
    )
      return absent(from);
    const value = this.#read(q, people);
    return value === undefined || value === null ? absent(from) : seen(value, from);
  }
  async #fault(via: string): Promise<string | undefined> {
    for (const [i, f] of this.#world.premises.faults.entries()) {
      if (f.operation.toLowerCase() !== via.toLowerCase()) continue;
      const key = `${i}/${f.operation}`,
        used = this.#used.get(key) ?? 0;
      if (f.times !== undefined && used >= f.times) continue;
      this.#used.set(key, used + 1);
      if (f.delayMs !== undefined) await new Promise((r) => setTimeout(r, f.delayMs));
      if (f.error !== undefined) return typeof f.error === "string" ? f.error : JSON.stringify(f.error);
    }
    return undefined;
  }

  #read(q: PremisesQuestion, people: PeopleAnswer | undefined): PremisesAnswers[QuestionKind] | undefined {
    const { premises } = this.#world;
    switch (q.kind) {
      case "people":
        return people;
      case "ad-object": {
        const p = byGuid(this.#world, q.objectGUID);
        return p === undefined ? undefined : adObjectOf(p);
      }
      case "chains": {
        const rules = rulesInForceIn(this.#world);
        return [
          ...(people === undefined ? [] : [...people.matches.map((m) => m.object), ...people.related]),
          ...q.dns.flatMap((dn) => [...everyObject(this.#world)].filter((p) => sameDn(p.dn, dn)).map(adObjectOf)),
        ]
          .filter(isUserObject)
          .slice(0, 40)
          .map((o) => chainOf(this.#world, o, rules));
      }
      case "host": {
        const { OtherActiveServers: _, ...told } = premises.server;
        return structuredClone(told) as PremisesAnswers["host"];
      }
      case "services":
        return Object.entries(premises.services).map(([Name, s]) => ({
          ...structuredClone(s),
          Name,
        })) as PremisesAnswers["services"];
      case "endpoints":
        return this.#endpoints();
      case "scheduler":
        return premises.scheduler === undefined
          ? undefined
          : ({ ...structuredClone(premises.scheduler) } as PremisesAnswers["scheduler"]);
      case "global-settings":
        return { ...premises.globalSettings };
      case "connectors":
        return connectorsOf(this.#world);
      case "run-status":
        return Object.entries(premises.connectors)
          .filter(([, c]) => c.RunState === "Busy")
          .map(([ConnectorName]) => ({ ConnectorName, RunState: "Busy" }));
      case "run-history":
        return premises.runHistory.map((r) => ({
          ...structuredClone(r),
          IsRunComplete: r.EndDate !== null,
          Errors: r.Errors.map(runErrorOf),
        })) as PremisesAnswers["run-history"];
      case "sync-rules":
        return rulesOf(this.#world);
      case "pilot-group":
        return pilotGroupOf(this.#world) ?? undefined;
      case "events":
        return structuredClone(premises.eventLog) as PremisesAnswers["events"];
      case "provisioning-agents": {
        const a = premises.provisioningAgent;
        return a === null || a === undefined
          ? undefined
          : (structuredClone(Array.isArray(a) ? a : [a]) as PremisesAnswers["provisioning-agents"]);
      }
      case "missing-rights":
        return structuredClone(premises.permissions) as PremisesAnswers["missing-rights"];
      case "deletion-threshold": {
        const t = premises.exportDeletionThreshold;
        return t === undefined
          ? undefined
          : { DeletionPrevention: t.Enabled ? 1 : 0, ThresholdCount: t.ThresholdCount };
      }
      case "pending-exports":
        return this.#pending();
      case "domain-controllers": {
        const dcs = Object.entries(premises.directory.forests).flatMap(([Forest, f]) =>
          Object.entries(f.domainControllers ?? {}).map(([Name, d]) => ({ ...structuredClone(d), Forest, Name })),
        );
        return dcs.length === 0 ? undefined : (dcs as PremisesAnswers["domain-controllers"]);
      }
    }
  }
  #pending(): PremisesAnswers["pending-exports"] {
    return Object.keys(this.#world.premises.connectors).map((ConnectorName) => {
      const mine = this.#world.premises.connectorSpace.filter((e) => e.ConnectorName === ConnectorName);
      const count = (k: string): number => mine.filter((e) => e.PendingExport === k).length;
      return {
        ConnectorName,
        ExportAdds: count("Add"),
        ExportUpdates: count("Update"),
        ExportDeletes: count("Delete"),
        Deletes: mine
          .filter((e) => e.PendingExport === "Delete")
          .slice(0, 50)
          .map(csOf),
      };
    });
  }
  #endpoints(): EndpointProbe[] {
    const { network, services } = this.#world.premises;
    const connect = services["ADSync"] !== undefined,
      agent = services["AADConnectProvisioningAgent"] !== undefined || this.#world.premises.provisioningAgent != null;
    const wanted = new Map<string, string>();
    if (connect) for (const h of CONNECT) wanted.set(`${h}:443`, "Connect Sync to the cloud");
    if (agent) for (const h of AGENT) wanted.set(`${h}:443`, "Cloud Sync agent to the cloud");
    for (const key of Object.keys(network))
      if (key !== "*" && !key.startsWith("*.")) wanted.set(key, wanted.get(key) ?? purposeOf(key));
    for (const key of Object.keys(network))
      if (key.startsWith("*.") && ![...wanted.keys()].some((w) => w.endsWith(key.slice(1))))
        wanted.set(`${agent && /servicebus/.test(key) ? "hybridsync" : "www"}${key.slice(1)}`, purposeOf(key));
    return [...wanted].map(([key, Purpose]) => {
      const at = key.lastIndexOf(":"),
        Host = key.slice(0, at),
        Port = Number(key.slice(at + 1));
      const best =
        network[key] ??
        Object.entries(network)
          .filter(([k]) => k.startsWith("*.") && `${Host}:${Port}`.toLowerCase().endsWith(k.slice(1).toLowerCase()))
          .sort((a, b) => b[0].length - a[0].length)[0]?.[1] ??
        network["*"];
      const { Tls, Http, ViaProxy, Dns, Tcp } = best ?? {};
      return {
        Host,
        Port,
        Purpose,
        Dns: Dns ?? [],
        Tcp: Tcp ?? ((Dns ?? []).length === 0 ? "timeout" : "open"),
        ...(Tls == null ? {} : { Tls }),
        ...(Http == null ? {} : { Http }),
        ...(ViaProxy === undefined
          ? {}
          : { ViaProxy: { ...ViaProxy, Dns: ViaProxy.Dns ?? [], Tcp: ViaProxy.Tcp ?? "open" } }),
      } as EndpointProbe;
    });
  }
  #people(q: PeopleQuestion): PeopleAnswer {
    const all = [...everyObject(this.#world)];
    const wanted = new Set(q.values.map(keyOf));
    const anchorAttribute = anchorAttributeOf(this.#world.premises.globalSettings);
    const hit = (p: Placed): string[] => {
      const keys = keysOf(p, anchorAttribute);
      return [...wanted].filter((w) => keys.has(w));
    };
    const direct = all
      .filter(isPerson)
      .map((p) => ({ p, by: [...hit(p), ...q.names.filter((n) => hasName(p, n))] }))
      .filter((x) => x.by.length > 0);
    const seedKeys = new Set<string>(),
      seedDns: string[] = [];
    for (const { p } of direct) {
      const e = p.entry;
      for (const v of [
        e["userPrincipalName"],
        e["mail"],
        e["objectGUID"],
        e["mS-DS-ConsistencyGuid"],
        e["objectSid"],
        e["sAMAccountName"],
        e["mailNickname"],
        anchorAttribute === undefined ? undefined : attributeOf(e, anchorAttribute),
        ...smtpAddressesOf(e["proxyAddresses"]),
      ])
        if (typeof v === "string" && v !== "") seedKeys.add(v.toLowerCase());
      seedDns.push(...[e["manager"], ...valuesOf(e["memberOf"])].filter((v): v is string => typeof v === "string"));
    }
    for (const w of wanted) seedKeys.add(w);
    const pilot = this.#world.premises.pilotGroup;
    if (pilot) seedDns.push(pilot);
    const shares = (p: Placed): boolean => {
      for (const k of keysOf(p, anchorAttribute)) if (seedKeys.has(k)) return true;
      return (
        seedDns.some((dn) => sameDn(dn, p.dn)) ||
        direct.some((d) => valuesOf(p.entry["member"]).some((m) => sameDn(m, d.p.dn)))
      );
    };
    const others = all.filter((p) => !direct.some((d) => d.p === p) && !isContainer(p));
    const nested = (): Placed[] => {
      const groups = others.filter((p) =>
        direct.some((d) => valuesOf(p.entry["member"]).some((m) => sameDn(m, d.p.dn))),
      );
      return others.filter((p) => groups.some((g) => valuesOf(p.entry["member"]).some((m) => sameDn(m, g.dn))));
    };
    const related = [
      ...new Set([...others.filter((p) => !isDeleted(p) && shares(p)), ...nested().filter((p) => !isDeleted(p))]),
    ];
    const deleted = all.filter(
      (p) => isDeleted(p) && (shares(p) || q.names.some((n) => hasName(p, n)) || hit(p).length > 0),
    );
    return {
      matches: direct.map(({ p, by }) => ({ object: adObjectOf(p), by })),
      related: related.map(adObjectOf),
      deleted: deleted.map(adObjectOf),
      containers: all.filter(isContainer).map(adObjectOf),
    };
  }
}
const isUserObject = (o: AdObject): boolean =>
  o.objectClass.some((c) => /^(user|inetOrgPerson|contact)$/i.test(c)) &&
  !o.objectClass.some((c) => /^computer$/i.test(c));
const purposeOf = (key: string): string =>
  /:(389|636|88|135|445|53|3268|3269|49152)$/.test(key)
    ? "Connect Sync to a domain controller"
    : /:1433$/.test(key)
      ? "Connect Sync to its SQL Server"
      : /servicebus|msappproxy/.test(key)
        ? "agent to the cloud"
        : /:80$/.test(key)
          ? "certificate revocation lists"
          : "server to the cloud";
