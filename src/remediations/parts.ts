/** What the plans share: the people in the facts, what may be written, and the cycle that makes a write take effect. */
import { bareAddress, liveUpnOf, namesOf, sameText } from "../identity/address";
import { immutableIdOf } from "../identity/anchor";
import { isWithin } from "../identity/dn";
import { defaultAnchorsOf } from "../identity/legacy";
import type {
  AdObject,
  CloudUser,
  CloudUserProperty,
  Command,
  Expectation,
  FactKey,
  FactSet,
  Pii,
  PlanResult,
  Value,
  Verification,
} from "../domain";
import { valueOr } from "../domain";

export const refuse = (says: string): PlanResult => ({ refused: says });
export const adUser = (f: FactSet): AdObject | undefined => valueOr(f["ad.user"], undefined);
export const liveUsers = (f: FactSet): CloudUser[] => {
  const one = valueOr(f["entra.user"], undefined);
  const all = [...(one === undefined ? [] : [one]), ...valueOr(f["entra.relatedUsers"], [])];
  return [...new Map(all.map((u) => [u.id, u])).values()];
};
export const deletedUsers = (f: FactSet): CloudUser[] => valueOr(f["entra.deletedUsers"], []);
/** The person's AD account and everything related, each once. */
export const adObjects = (f: FactSet): AdObject[] => {
  const user = adUser(f);
  return [
    ...new Map(
      [...(user === undefined ? [] : [user]), ...valueOr(f["ad.related"], [])].map((o) => [
        o.objectGUID.toLowerCase(),
        o,
      ]),
    ).values(),
  ];
};
/** A sentence on the first of the facts that could not be read: nothing is repaired on the strength of a failed read. */
export function unread(f: FactSet, ...keys: FactKey[]): string | undefined {
  for (const k of keys) {
    const fact = f[k];
    if (fact.state === "unreadable")
      return `${k} could not be read (${fact.detail}), so this cannot be planned safely. Check again when it can.`;
  }
  return undefined;
}
export const textOf = (v: Value | undefined): string | undefined =>
  typeof v === "string"
    ? v
    : v !== undefined && typeof v === "object" && !Array.isArray(v)
      ? (v as Pii).pii
      : undefined;
export const show = (v: unknown): string =>
  v === null || v === undefined || v === "" || (Array.isArray(v) && v.length === 0)
    ? "(empty)"
    : Array.isArray(v)
      ? v.join(", ")
      : String(v);

/** The source anchor that the engine works out for this object, by the tenant's anchor attribute. */
export function anchorOf(f: FactSet, o: AdObject): string | undefined {
  const attribute = String(
    valueOr(f["server.globalSettings"], {} as Record<string, unknown>)[
      "Microsoft.SynchronizationOption.AnchorAttribute"
    ] ?? "mS-DS-ConsistencyGuid",
  );
  return /^objectguid$/i.test(attribute) ? immutableIdOf(o.objectGUID) : defaultAnchorsOf(o)[0];
}
/** True where AdminSDHolder guards the object or it is a built-in or an engine's account: never written to by a tool. */
export const isProtected = (o: AdObject): boolean =>
  o.adminCount === 1 ||
  o.isCriticalSystemObject === true ||
  /-50[0-2]$/.test(o.objectSid ?? "") ||
  /^(MSOL_|AAD_|ADSyncMSA|provAgentgMSA|krbtgt)/i.test(o.sAMAccountName ?? "");
export const PROTECTED =
  "This is a protected account (adminCount 1, built-in or an engine's own); it is never changed by a tool. An administrator must do it by hand.";

/** True where Connect Sync's engine is here. */
export const hasConnect = (f: FactSet): boolean =>
  valueOr(f["server.services"], []).some((s) => s.Name === "ADSync") || f["server.scheduler"].state === "seen";
/** Why a cycle cannot follow now; undefined where it can. */
export function cycleBlocked(f: FactSet): string | undefined {
  if (!hasConnect(f)) return unread(f, "server.services");
  const missing = unread(f, "server.services", "server.scheduler");
  if (missing !== undefined) return missing;
  const service = valueOr(f["server.services"], []).find((s) => s.Name === "ADSync"),
    scheduler = valueOr(f["server.scheduler"], undefined);
  if (service !== undefined && service.Status !== "Running")
    return `The ADSync service is ${service.Status}; start it first.`;
  if (scheduler?.StagingModeEnabled === true)
    return "This server is in staging mode and exports nothing. Which server is active is a person's decision.";
  if (scheduler?.SchedulerSuspended === true)
    return "The scheduler is suspended (wizard open or left in the middle); close it first.";
  if (scheduler?.SyncCycleInProgress === true)
    return "A sync cycle is running now. Wait for its end, then check again.";
  return undefined;
}
/** The commands that bring a change of the person to the cloud: a cycle of Connect, a push of Cloud Sync, or none (Cloud Sync comes round by itself). */
export function bring(f: FactSet, policyType: "Delta" | "Initial" = "Delta", dn?: string): Command[] {
  if (hasConnect(f)) return [{ system: "premises", kind: "start-sync-cycle", policyType }];
  const jobs = jobRules(f);
  return dn === undefined || jobs.length !== 1
    ? []
    : [
        {
          system: "entra",
          kind: "provision-on-demand",
          servicePrincipalId: jobs[0]!.servicePrincipalId,
          jobId: jobs[0]!.jobId,
          ruleId: jobs[0]!.ruleId,
          dn,
        },
      ];
}
/** Cloud Sync's jobs that read users from Active Directory, with the rule that does. */
export function jobRules(f: FactSet): { servicePrincipalId: string; jobId: string; ruleId: string; title: string }[] {
  return valueOr(f["entra.syncJobs"], []).flatMap((j) => {
    const rules = j.schema?.synchronizationRules ?? [];
    const rule =
      rules.find(
        (r) => /active ?directory/i.test(String(r.sourceDirectoryName ?? "")) || /ad2aad/i.test(String(r.name ?? "")),
      ) ?? rules[0];
    return typeof rule?.id === "string"
      ? [{ servicePrincipalId: j.servicePrincipalId, jobId: j.id, ruleId: rule.id, title: j.servicePrincipalName }]
      : [];
  });
}
export const idle = (f: FactSet): Expectation[] =>
  !hasConnect(f)
    ? []
    : [
        {
          system: "server",
          what: "service",
          name: "ADSync",
          property: "Status",
          equals: "Running",
          says: "The ADSync service runs.",
        },
        {
          system: "server",
          what: "scheduler",
          property: "SyncCycleInProgress",
          equals: false,
          says: "No sync cycle is running.",
        },
        {
          system: "server",
          what: "scheduler",
          property: "StagingModeEnabled",
          equals: false,
          says: "The server is not in staging mode.",
        },
      ];
/** What a cycle carries along. */
export function cycleTouches(f: FactSet): string[] {
  if (!hasConnect(f)) return [];
  const deletes = valueOr(f["cs.pendingExports"], []).reduce((n, p) => n + p.ExportDeletes, 0);
  return [
    `The sync cycle exports everybody's pending changes${deletes > 0 ? `, among them ${deletes} pending deletion(s) that were counted just now` : ""}.`,
  ];
}
/** The AD side's object as it is now. */
export const expectAd = (o: AdObject, ...attributes: string[]): Expectation[] =>
  attributes.map((a) => ({
    system: "ad",
    objectGUID: o.objectGUID,
    attribute: a,
    equals: o[a] ?? null,
    says: `${a} of ${o.dn} is still ${show(o[a])}.`,
  }));
export const expectCloud = (u: CloudUser, ...properties: CloudUserProperty[]): Expectation[] =>
  properties.map((p) => ({
    system: "entra",
    id: u.id,
    property: p,
    equals: u[p] ?? null,
    says: `${p} of ${u.userPrincipalName} is still ${show(u[p])}.`,
  }));
export const expectNoRole = (u: CloudUser): Expectation => ({
  system: "entra",
  id: u.id,
  holdsNoRole: true,
  says: `${u.userPrincipalName} holds no directory role and is eligible for none.`,
});
/** The person is linked, by whichever anchor the object can carry. */
export const linked = (
  o: AdObject | undefined,
  more: { cloudId?: string; userPrincipalName?: string } = {},
): Verification =>
  o === undefined ? { kind: "engine-runs" } : { kind: "user-linked", immutableIds: defaultAnchorsOf(o), ...more };
/** The AD connector whose partition holds the DN. */
export const connectorFor = (f: FactSet, dn: string): string | undefined =>
  valueOr(f["server.connectors"], [])
    .filter((c) => c.Type === "AD")
    .flatMap((c) => c.Partitions.filter((p) => isWithin(dn, p.DN)).map((p) => ({ name: c.Name, length: p.DN.length })))
    .sort((a, b) => b.length - a.length)[0]?.name;

/** Everything in the facts that holds the name or address, but for the objects with these ids. */
export function holdersOf(f: FactSet, value: string, except: readonly string[]): string[] {
  const bare = bareAddress(value),
    skip = new Set(except.map((e) => e.toLowerCase()));
  const cloud = [...liveUsers(f), ...deletedUsers(f)]
    .filter((u) => namesOf({ ...u, userPrincipalName: liveUpnOf(u.userPrincipalName) }).includes(bare))
    .map((u) => u.id);
  const others = valueOr(f["entra.otherHolders"], [])
    .filter((h) => namesOf(h).includes(bare))
    .map((h) => h.id);
  const ad = adObjects(f)
    .filter((o) => namesOf(o).includes(bare))
    .map((o) => o.objectGUID);
  return [...cloud, ...others, ...ad].filter((id) => !skip.has(id.toLowerCase()));
}
/** The cloud users that this AD object masters. */
export const cloudOf = (f: FactSet, o: AdObject): CloudUser[] =>
  liveUsers(f).filter(
    (u) =>
      defaultAnchorsOf(o).includes(u.onPremisesImmutableId ?? "") ||
      (u.onPremisesSyncEnabled === true && sameText(u.onPremisesSecurityIdentifier, o.objectSid)),
  );
export const isVerified = (f: FactSet, domain: string): boolean =>
  valueOr(f["entra.domains"], []).some((d) => d.isVerified && sameText(d.id, domain));
