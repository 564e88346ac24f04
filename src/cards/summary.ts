/** What everybody in a channel may see of a case: who it is about, the cause, and how it stands. Everything else is shown to whoever presses, alone. */
import { speaker, wordsIn } from "../domain";
import type { Approval, ApprovalState, Language, TriageCase, Words } from "../domain";
import { titleOf } from "../triage/words";
import { approvalTitle, STATE as APPROVAL_STATE, TONE } from "./approval";
import type { Button, Head, Line } from "./blocks";
import template from "./summary.template.json";
import { renderer, type Card } from "./render";
import { standingLines } from "./standing";
import { caseLook, outcomeLook } from "./states";
import { labelsIn, when, type Labels } from "./text";
import type { Verb } from "./verbs";
import { whoOfCase } from "./who";

/** Name and sign-in name, the cause or the repair by its title, and people's names; no value of a directory besides. */
export interface SummaryView {
  readonly language: Language;
  readonly labels: Labels;
  readonly head: Head;
  readonly lines: readonly Line[];
  readonly buttons: readonly Button[];
}
/** What the template shows as it stands. */
export const LABELS = {
  alone: {
    en: "The details are shown to whoever presses, alone.",
    de: "Die Einzelheiten sieht nur, wer drückt.",
  },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  cycle: { en: "A sync cycle", de: "Ein Synchronisierungszyklus" },
  undiagnosed: { en: "Not diagnosed yet", de: "Noch keine Diagnose" },
  openedBy: { en: "Asked by {by}, {at}", de: "Gefragt von {by}, {at}" },
  askedBy: { en: "Asked for by {by}, {at}", de: "Beantragt von {by}, {at}" },
  approved: { en: "Approved by {by}, {at}", de: "Genehmigt von {by}, {at}" },
  declined: { en: "Declined by {by}, {at}", de: "Abgelehnt von {by}, {at}" },
  expires: { en: "Expires {at}", de: "Läuft ab {at}" },
  details: { en: "Details", de: "Einzelheiten" },
  review: { en: "Review and decide", de: "Prüfen und entscheiden" },
  plan: { en: "The plan", de: "Der Plan" },
  report: { en: "Report", de: "Bericht" },
  followUp: { en: "I look again by myself on {at}.", de: "Ich sehe von selbst wieder nach: {at}." },
} as const satisfies Readonly<Record<string, Words>>;

const causeOf = (c: TriageCase, language: Language): string =>
  c.about === "engine"
    ? speaker(WORDS, language)("cycle")
    : c.diagnosis === undefined
      ? speaker(WORDS, language)("undiagnosed")
      : titleOf(c.diagnosis.rootCause.code, language);
const button = (title: string, verb: Verb, id: string): Button => ({ title, style: "default", verb, data: { id } });

/** A case as a channel sees it. `last`: its last request for approval. */
export function caseSummary(c: TriageCase, last?: Approval, language: Language = "en"): SummaryView {
  const say = speaker(WORDS, language);
  return {
    language,
    labels: labelsIn(LABELS, language),
    head: { ...caseLook(c, language), title: causeOf(c, language), who: whoOfCase(c, language) },
    lines: [
      { text: say("openedBy", { by: c.openedBy.name, at: when(c.openedAt, language) }) },
      ...standingLines(c, last, language),
    ],
    buttons: [
      button(say("details"), "diagnosis", c.id),
      ...(last?.state === "pending" ? [button(say("review"), "plan", last.id)] : []),
    ],
  };
}
/** A request for approval as a channel sees it; it is decided on the card that the approver alone is shown. */
export function approvalSummary(a: Approval, c: TriageCase, language: Language = "en"): SummaryView {
  const say = speaker(WORDS, language),
    isOpen: boolean = (a.state satisfies ApprovalState) === "pending";
  return {
    language,
    labels: labelsIn(LABELS, language),
    head: {
      tone: TONE[a.state],
      state: wordsIn(APPROVAL_STATE[a.state], language),
      title: approvalTitle(a, language),
      who: whoOfCase(c, language),
    },
    lines: [
      { text: say("askedBy", { by: a.requestedBy.name, at: when(a.createdAt, language) }) },
      ...a.decisions.map((d) => ({ text: say(d.verdict, { by: d.by.name, at: when(d.at, language) }) })),
      // How far a run is, in steps and kinds of commands.
      ...(a.endedAt === undefined && a.outcome !== undefined ? [{ text: wordsIn(a.outcome, language) }] : []),
      ...(isOpen ? [{ text: say("expires", { at: when(a.expiresAt, language) }) }] : []),
    ],
    buttons: [button(say(isOpen ? "review" : "plan"), "plan", a.id)],
  };
}
/** What a repair came to, as a channel sees it. */
export function outcomeSummary(c: TriageCase, language: Language = "en"): SummaryView {
  const say = speaker(WORDS, language);
  return {
    language,
    labels: labelsIn(LABELS, language),
    head: {
      ...outcomeLook(c.confirmation?.state ?? "unresolved", language),
      title: causeOf(c, language),
      who: whoOfCase(c, language),
    },
    lines: c.followUpAt === undefined ? [] : [{ text: say("followUp", { at: when(c.followUpAt, language) }) }],
    buttons: [button(say("details"), "outcome", c.id), button(say("report"), "report", c.id)],
  };
}
const render = renderer<SummaryView>(template);
/** Renders a summary. `refresh`: the case whose opener is shown the whole card in its place, by Teams itself. */
export function summaryCard(view: SummaryView, refresh?: TriageCase): Card {
  const card = render(view),
    user = refresh?.openedBy.channelId;
  return refresh === undefined || user === undefined
    ? card
    : {
        ...card,
        refresh: {
          action: { type: "Action.Execute", title: "", verb: "refresh" satisfies Verb, data: { id: refresh.id } },
          userIds: [user],
        },
      };
}
