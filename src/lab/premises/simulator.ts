/** Answers the agent's questions from a scenario's world, in the cmdlets' names. What no real system tells is never served. */
import {
  absent,
  seen,
  unreadable,
  type AdObject,
  type Chain,
  type CollectAnswers,
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
import type { World } from "../scenario";
import type { MovingWorld } from "../world";
import { ANSWERS } from "./answers";
import { adObjectOf, byDn, byGuid, everyObject, withTokenGroups } from "./directory";
import { chainOf } from "./chains";
import { executeCommand } from "./commands";
import { peopleIn } from "./people";
import { rulesInForceIn } from "./reach";

/** The cmdlet or source that answers each question; `world.premises.faults` name them. */
const VIA: Readonly<Record<QuestionKind, string>> = {
  people: "LDAP",
  "ad-object": "LDAP",
  "ad-object-at": "LDAP",
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

/** Chains that one reading brings at most. */
const MOST_CHAINS = 40;

/** The server of the world as it is at each call; a fault of the scenario comes before the answer, as often as it says. */
export class PremisesSimulator {
  readonly #used = new Map<string, number>();
  constructor(readonly handle: MovingWorld) {}
  get #world(): World {
    return this.handle.world;
  }

  /** One answer a question. People are searched once, and the chains are theirs. */
  async collect(questions: readonly PremisesQuestion[]): Promise<CollectAnswers> {
    const answers: Record<string, unknown> = {};
    const people = questions.find((q): q is PeopleQuestion => q.kind === "people");
    const found = people === undefined ? undefined : peopleIn(this.#world, people);
    await Promise.all(
      questions.map(async (q) => {
        answers[q.kind] = await this.#answer(q, found);
      }),
    );
    return answers as CollectAnswers;
  }
  /** Carries the command out on the world. */
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
    switch (q.kind) {
      case "people":
        return people;
      case "ad-object": {
        const p = byGuid(this.#world, q.objectGUID);
        return p === undefined ? undefined : withTokenGroups(this.#world, p);
      }
      case "ad-object-at": {
        const p = byDn(this.#world, q.dn);
        return p === undefined ? undefined : withTokenGroups(this.#world, p);
      }
      case "chains":
        return this.#chains(q.dns, people);
      default:
        return ANSWERS[q.kind](this.#world);
    }
  }
  /** Of the people found in the same reading, and of the objects with the DNs. */
  #chains(dns: readonly string[], people: PeopleAnswer | undefined): Chain[] {
    const rules = rulesInForceIn(this.#world),
      found = people === undefined ? [] : [...people.matches.map((m) => m.object), ...people.related],
      named = dns.flatMap((dn) => [...everyObject(this.#world)].filter((p) => sameDn(p.dn, dn)).map(adObjectOf));
    return [...found, ...named]
      .filter(isSynced)
      .slice(0, MOST_CHAINS)
      .map((o) => chainOf(this.#world, o, rules));
  }
}
/** Of a class that the engine has objects of. */
const isSynced = (o: AdObject): boolean =>
  o.objectClass.some((c) => /^(user|inetOrgPerson|contact|group|computer)$/i.test(c));
