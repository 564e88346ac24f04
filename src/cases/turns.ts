/** What an approval's turns mean for its case: one line in the timeline, and the state that follows. */
import type { ApprovalListener } from "../approvals/context";
import {
  told,
  type Approval,
  type ApprovalState,
  type InEvery,
  type Person,
  type TriageCase,
  type Words,
} from "../domain";
import type { CaseRecords } from "./records";
import { stateWith } from "./state";

const WORDS = {
  approved: { en: "Approved: {title}.", de: "Genehmigt: {title}." },
  declined: { en: "Declined: {title}.", de: "Abgelehnt: {title}." },
  expired: { en: "Expired without a decision: {title}.", de: "Ohne Entscheidung abgelaufen: {title}." },
  started: { en: "Repair started: {title}.", de: "Reparatur begonnen: {title}." },
  ended: { en: "{how}: {title}. {outcome}", de: "{how}: {title}. {outcome}" },
} as const satisfies Readonly<Record<string, Words>>;
const OUTCOME: { readonly [S in ApprovalState]?: InEvery } = {
  done: { en: "Repair carried out", de: "Reparatur ausgeführt" },
  failed: { en: "Repair failed", de: "Reparatur fehlgeschlagen" },
  unknown: {
    en: "Repair ended in an unknown way; a person must look",
    de: "Wie die Reparatur endete, ist nicht bekannt; es muss jemand nachsehen",
  },
  stale: { en: "Nothing was run", de: "Es wurde nichts ausgeführt" },
};

export const turnsIn = (records: CaseRecords): ApprovalListener => {
  /** A request that is not the last one of its case changes nothing but the timeline. */
  const turn = async (a: Approval, what: Words, by?: Person): Promise<void> => {
    await records.change(a.caseId, (c) => records.told({ ...c, state: stateAfter(c, a) }, what, by));
  };
  return {
    onResolved: (a, by) => turn(a, say(a.state === "declined" ? "declined" : "approved", a), by),
    onExpired: (a) => turn(a, say("expired", a)),
    onDispatched: (a) => turn(a, say("started", a)),
    onEnded: (a) => turn(a, say("ended", a)),
  };
};
const say = (key: keyof typeof WORDS, { plan, state, outcome = "" }: Approval): InEvery =>
  told(WORDS[key], { title: plan.title, how: OUTCOME[state] ?? state, outcome });
const stateAfter = (c: TriageCase, a: Approval): TriageCase["state"] =>
  c.approvalIds.at(-1) === a.id ? stateWith(c.state, a.state) : c.state;
