/** What may be asked of the agent. Reading is free; every question is one operation, and this is the one list of them. */
import { z } from "zod";
import type { Fact } from "./fact";
import { dnText, guidText, shortText } from "./forms";
import type * as S from "./shapes";

export interface PeopleAnswer {
  /** Objects that `values` or `names` hit directly, with what hit them. */
  matches: { object: S.AdObject; by: string[] }[];
  /** All others of the closure. */
  related: S.AdObject[];
  deleted: S.AdObject[];
  containers: S.AdObject[];
}
/** What answers each question, in the words of the systems that are asked. */
export interface PremisesAnswers {
  people: PeopleAnswer;
  chains: S.Chain[];
  "ad-object": S.AdObject;
  "ad-object-at": S.AdObject;
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
/** A question that needs nothing but its name. */
const plain = <K extends string>(kind: K) => z.object({ kind: z.literal(kind) }).strict();
/**
 * Every question with the form that it has on the wire; a kind without an answer above, and an answer without a question here, do not compile.
 * `people` finds AD objects by any identifier in every forest (global catalog), then everything that shares a UPN, an address, an anchor, a SID or a
 * sAMAccountName with them or that they refer to. `values`: UPNs and their first parts, addresses, sAMAccountNames, GUIDs, base64 anchors, SIDs, DNs, values of the attribute
 * that gives the sourceAnchor (exact, without letter case); `names`: display names or words of one.
 * `ad-object` and `ad-object-at` are strong reads of one object, whatever its class; with `tokenGroups` (the SIDs of all its groups, nested ones too)
 * where the host tells them. `chains` asked beside `people` is answered for the people found: leave `dns` empty.
 */
export const QUESTIONS = {
  people: z
    .object({
      kind: z.literal("people"),
      values: z.array(shortText).max(200).readonly(),
      names: z.array(shortText).max(20).readonly(),
    })
    .strict(),
  chains: z.object({ kind: z.literal("chains"), dns: z.array(dnText).max(40).readonly() }).strict(),
  "ad-object": z.object({ kind: z.literal("ad-object"), objectGUID: guidText }).strict(),
  "ad-object-at": z.object({ kind: z.literal("ad-object-at"), dn: dnText }).strict(),
  host: plain("host"),
  services: plain("services"),
  endpoints: plain("endpoints"),
  scheduler: plain("scheduler"),
  "global-settings": plain("global-settings"),
  connectors: plain("connectors"),
  "run-status": plain("run-status"),
  "run-history": plain("run-history"),
  "sync-rules": plain("sync-rules"),
  "pilot-group": plain("pilot-group"),
  events: plain("events"),
  "provisioning-agents": plain("provisioning-agents"),
  "missing-rights": plain("missing-rights"),
  "deletion-threshold": plain("deletion-threshold"),
  "pending-exports": plain("pending-exports"),
  "domain-controllers": plain("domain-controllers"),
} as const satisfies { readonly [K in keyof PremisesAnswers]: z.ZodType<{ kind: K }> };
export type QuestionKind = keyof typeof QUESTIONS;
export type PremisesQuestion = { [K in QuestionKind]: Readonly<z.infer<(typeof QUESTIONS)[K]>> }[QuestionKind];
export type PeopleQuestion = Extract<PremisesQuestion, { kind: "people" }>;
/** One answer for each question asked, by kind. A cmdlet that fails is `unreadable`, what it did not find is `absent`. */
export type CollectAnswers = { [K in QuestionKind]?: Fact<PremisesAnswers[K]> };
