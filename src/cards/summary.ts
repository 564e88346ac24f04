/** What everybody in a channel may see of a case: who it is about, the cause, and how it stands. Everything else is shown to whoever presses, alone. */
import { speaker, wordsIn } from "../domain";
import type { Approval, ApprovalState, Confirmation, Language, TriageCase, Words } from "../domain";
import { remedyTitleOf, titleOf } from "../triage/words";
import { STATE as APPROVAL_STATE } from "./approval";
import { TITLE as OUTCOME_TITLE } from "./confirmation";
import { STATE as CASE_STATE } from "./diagnosis";
import template from "./summary.template.json";
import { renderer, type Card } from "./render";
import { labelsIn, when, type Labels } from "./text";
import type { Verb } from "./verbs";

/** Name and sign-in name, the cause or the repair by its title, and people's names; no value of a directory besides. */
export interface SummaryView {
  readonly labels: Labels;
  readonly state: string;
  readonly title: string;
  readonly who: string;
  readonly lines: readonly { readonly text: string }[];
  readonly buttons: readonly { readonly title: string; readonly verb: Verb; readonly id: string }[];
}
/** What the template shows as it stands. */
export const LABELS = {
  alone: "The details are shown to whoever presses, alone.",
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  nobody: "Nobody was found",
  undiagnosed: "Not diagnosed yet",
  openedBy: "Asked by {by}, {at}",
  askedBy: "Asked for by {by}, {at}",
  decidedBy: "{verdict} by {by}, {at}",
  approved: "Approved",
  declined: "Declined",
  expires: "Expires {at}",
  details: "Details",
  review: "Review and decide",
  plan: "The plan",
  report: "Report",
  followUp: "I look again by myself on {at}.",
} as const satisfies Readonly<Record<string, Words>>;

const whoOf = (c: TriageCase, language: Language): string =>
  [c.diagnosis?.subject.displayName, c.diagnosis?.subject.userPrincipalName].filter((n) => n != null).join(" · ") ||
  speaker(WORDS, language)("nobody");
const causeOf = (c: TriageCase, language: Language): string =>
  c.diagnosis === undefined ? speaker(WORDS, language)("undiagnosed") : titleOf(c.diagnosis.rootCause.code, language);

/** A case as a channel sees it. */
export function caseSummary(c: TriageCase, language: Language = "en"): SummaryView {
  const say = speaker(WORDS, language);
  return {
    labels: labelsIn(LABELS, language),
    state: wordsIn(CASE_STATE[c.state], language),
    title: causeOf(c, language),
    who: whoOf(c, language),
    lines: [{ text: say("openedBy", { by: c.openedBy.name, at: when(c.openedAt) }) }],
    buttons: [{ title: say("details"), verb: "diagnosis", id: c.id }],
  };
}
/** A request for approval as a channel sees it; it is decided on the card that the approver alone is shown. */
export function approvalSummary(a: Approval, c: TriageCase, language: Language = "en"): SummaryView {
  const say = speaker(WORDS, language),
    isOpen: boolean = (a.state satisfies ApprovalState) === "pending";
  return {
    labels: labelsIn(LABELS, language),
    state: wordsIn(APPROVAL_STATE[a.state], language),
    title: remedyTitleOf(a.plan.remediation),
    who: whoOf(c, language),
    lines: [
      { text: say("askedBy", { by: a.requestedBy.name, at: when(a.createdAt) }) },
      ...a.decisions.map((d) => ({
        text: say("decidedBy", { verdict: say(d.verdict), by: d.by.name, at: when(d.at) }),
      })),
      // How far a run is, in steps and kinds of commands.
      ...(a.endedAt === undefined && a.outcome !== undefined ? [{ text: a.outcome }] : []),
      ...(isOpen ? [{ text: say("expires", { at: when(a.expiresAt) }) }] : []),
    ],
    buttons: [{ title: say(isOpen ? "review" : "plan"), verb: "plan", id: a.id }],
  };
}
/** What a repair came to, as a channel sees it. */
export function outcomeSummary(c: TriageCase, language: Language = "en"): SummaryView {
  const say = speaker(WORDS, language),
    state: Confirmation["state"] = c.confirmation?.state ?? "unresolved";
  return {
    labels: labelsIn(LABELS, language),
    state: wordsIn(OUTCOME_TITLE[state], language),
    title: causeOf(c, language),
    who: whoOf(c, language),
    lines: c.followUpAt === undefined ? [] : [{ text: say("followUp", { at: when(c.followUpAt) }) }],
    buttons: [
      { title: say("details"), verb: "outcome", id: c.id },
      { title: say("report"), verb: "report", id: c.id },
    ],
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
