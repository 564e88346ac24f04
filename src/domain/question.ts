/** What may be asked of the agent. Reading is free; every question is one operation with a schema (premises/). */
import type { Fact } from "./fact";
import type * as S from "./shapes";

/**
 * Finds AD objects by any identifier in every forest (global catalog), then everything that shares a UPN, an address, an anchor, a SID or a
 * sAMAccountName with them or that they refer to, then the engine's chain of each.
 * `values`: UPNs, addresses, sAMAccountNames, GUIDs, base64 anchors, SIDs, DNs, values of the attribute that gives the sourceAnchor (exact, without letter case). `names`: display names or words of one.
 */
export interface PeopleQuestion {
  readonly kind: "people";
  readonly values: readonly string[];
  readonly names: readonly string[];
}
export interface PeopleAnswer {
  /** Objects that `values` or `names` hit directly, with what hit them. */
  matches: { object: S.AdObject; by: string[] }[];
  /** All others of the closure. */
  related: S.AdObject[];
  deleted: S.AdObject[];
  containers: S.AdObject[];
}
export type PremisesQuestion =
  | PeopleQuestion
  | { readonly kind: "chains"; readonly dns: readonly string[] } // answered inside `collect` for the people found: leave dns empty
  | { readonly kind: "ad-object"; readonly objectGUID: string }
  | {
      readonly kind:
        | "host"
        | "services"
        | "endpoints"
        | "scheduler"
        | "global-settings"
        | "connectors"
        | "run-status"
        | "run-history"
        | "sync-rules"
        | "pilot-group"
        | "events"
        | "provisioning-agents"
        | "missing-rights"
        | "deletion-threshold"
        | "pending-exports"
        | "domain-controllers";
    };
export type QuestionKind = PremisesQuestion["kind"];

export interface PremisesAnswers {
  people: PeopleAnswer;
  chains: S.Chain[];
  "ad-object": S.AdObject;
  host: S.HostInfo;
  services: S.Service[];
  endpoints: S.EndpointProbe[];
  scheduler: S.Scheduler;
  "global-settings": Record<string, unknown>;
  connectors: S.Connector[];
  "run-status": { ConnectorName: string; RunState: string }[];
  "run-history": S.RunResult[];
  "sync-rules": S.SyncRule[];
  "pilot-group": { dn: string; members: string[] };
  events: S.EventRecord[];
  "provisioning-agents": S.ProvisioningAgent[];
  "missing-rights": S.MissingRight[];
  "deletion-threshold": S.DeletionThreshold;
  "pending-exports": S.PendingExports[];
  "domain-controllers": S.DomainController[];
}
/** One answer for each question asked, by kind. A cmdlet that fails is `unreadable`, what it did not find is `absent`. */
export type CollectAnswers = { [K in QuestionKind]?: Fact<PremisesAnswers[K]> };
