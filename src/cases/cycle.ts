/** A sync cycle that somebody asks for, without a person whom it is about: a case of the engine, and a plan that is approved like any other. */
import type { Around } from "../approvals/asked";
import { beforeImage } from "../approvals/before";
import { frozen } from "../approvals/compensation";
import {
  dateText,
  told,
  valueOr,
  type FactSet,
  type Finding,
  type Person,
  type TriageCase,
  type Words,
} from "../domain";
import { personOf } from "../identity/person";
import { newestFirst } from "../identity/runs";
import { planFor } from "../remediations";
import type { ProposeResult } from "./contract";
import type { CaseContext } from "./context";
import { diagnose } from "./diagnose";
import { request } from "./repair";

/** So long after the end of a cycle no further one is started, ms. */
export const REST_MS = 10 * 60_000;
const WORDS = {
  delta: { en: "A delta sync cycle was asked for", de: "Ein Delta-Synchronisierungszyklus wurde angefragt" },
  full: { en: "A full sync cycle was asked for", de: "Ein vollständiger Synchronisierungszyklus wurde angefragt" },
  opened: { en: "Case opened.", de: "Fall eröffnet." },
  running: {
    en: "A sync cycle is running now; another one cannot be started. Ask again when it has ended.",
    de: "Gerade läuft ein Synchronisierungszyklus; ein weiterer lässt sich nicht starten. Fragen Sie erneut, wenn er zu Ende ist.",
  },
  justEnded: {
    en: "A run of the engine ended {at}, less than ten minutes ago, so none is started. What changed before that has been carried along.",
    de: "Ein Lauf des Moduls endete {at}, vor weniger als zehn Minuten; darum wird keiner gestartet. Was sich davor geändert hat, ist mitgenommen.",
  },
  unread: {
    en: "When the last cycle ended could not be read, so none is started.",
    de: "Wann der letzte Zyklus endete, war nicht lesbar; darum wird keiner gestartet.",
  },
  unasked: {
    en: "This cannot be planned: {facts} could not be asked for.",
    de: "Dies lässt sich nicht planen: {facts} konnte nicht abgefragt werden.",
  },
} as const satisfies Readonly<Record<string, Words>>;

/** What is asked for, by whom and where. */
export interface CycleInput {
  readonly cycle: "delta" | "full";
  readonly by: Person;
  readonly conversationId: string;
  readonly around?: Around;
}
/** The plan rests on no finding: somebody wishes for it. */
const WISHED: Finding = {
  check: "cycle.wished",
  verdict: "warn",
  message: "wished",
  proof: "told",
  standing: "benign",
  data: {},
  evidence: [],
  suggests: [],
};

/** Asks for approval of one cycle; refused where one runs, or one ended within ten minutes. Nothing is started here. */
export async function proposeCycle(
  o: CaseContext,
  input: CycleInput,
): Promise<Exclude<ProposeResult, { kind: "choose" }>> {
  const { cycle, by, conversationId, around } = input,
    may = await o.authority.authorise("open", by);
  if (!may.allowed) return { kind: "refused", says: may.says };
  const { facts } = await diagnose({ ask: "", purpose: "open" }, o),
    resting = whyNotNow(facts, o.clock.now());
  if (resting !== undefined) return { kind: "refused", says: resting };
  const planned = planFor(cycle === "full" ? "run-full-sync" : "run-delta-sync", facts, WISHED);
  if ("refused" in planned) return { kind: "refused", says: planned.refused };
  if (!("plan" in planned))
    return { kind: "refused", says: told(WORDS.unasked, { facts: "asks" in planned ? planned.asks : [] }) };
  const openedAt = o.clock.now().toISOString();
  const c: TriageCase = {
    id: o.newId(),
    revision: 1,
    state: "diagnosed",
    tenantId: o.tenantId,
    openedBy: by,
    openedAt,
    conversationId,
    about: "engine",
    ask: WORDS[cycle][by.language ?? "en"],
    approvalIds: [],
    timeline: [{ at: openedAt, what: WORDS.opened, by: by.name }],
  };
  await o.store.putCase(c);
  await o.trail("case-opened", `cycle ${cycle}`, { caseId: c.id, by: by.id });
  return request(o, c, frozen(planned.plan, beforeImage(planned.plan, personOf(facts))), undefined, by, { around });
}
/** Undefined where a cycle may be asked for. */
function whyNotNow(facts: FactSet, now: Date): Words | undefined {
  const history = facts["server.runHistory"];
  if (valueOr(facts["server.scheduler"], undefined)?.SyncCycleInProgress === true) return WORDS.running;
  // Where there is no engine, or nothing of it can be read, the plan itself says so.
  if (facts["server.scheduler"].state !== "seen") return undefined;
  if (history.state === "unreadable") return WORDS.unread;
  const ended = newestFirst(valueOr(history, []))
    .flatMap((r) => (r.EndDate === null ? [] : [r.EndDate]))
    .sort()
    .at(-1);
  if (ended === undefined || now.getTime() - Date.parse(ended) >= REST_MS) return undefined;
  return told(WORDS.justEnded, { at: { en: dateText(ended, "en"), de: dateText(ended, "de") } });
}
