/** The incident report as a card: what happened and what was changed at a glance; evidence, course and what was not checked folded; the whole as a file. */
import { speaker, wordsIn } from "../domain";
import type { Language, TriageCase, Words } from "../domain";
import { REPORT_FORMS, type ReportFormId } from "../report/forms";
import type { Repair, Report } from "../report/model";
import { APPROVAL_STATE, WORDS as REPORT_WORDS } from "../report/words";
import { linksOf } from "../triage/links";
import { foldsOf, type Button, type Fold, type Head, type Line, type Link, type NamedText } from "./blocks";
import { FEEDBACK_QUESTION, feedbackButtons } from "./feedback";
import template from "./report.template.json";
import { renderer } from "./render";
import { caseLook } from "./states";
import { labelsIn, visible, when, type Labels } from "./text";
import { personText } from "./who";

export interface ReportView {
  readonly language: Language;
  readonly labels: Labels;
  readonly id: string;
  readonly head: Head;
  readonly facts: readonly NamedText[];
  /** What the newest repair changes: before and after. */
  readonly changes: readonly { readonly what: string; readonly before: string; readonly after: string }[];
  readonly folds: readonly Fold[];
  readonly evidence: readonly Line[];
  readonly timeline: readonly Line[];
  readonly notChecked: readonly Line[];
  /** How this cause was resolved here before, and where others write about it. */
  readonly community: readonly Line[];
  readonly pages: readonly Link[];
  /** The question whether this was the cause. */
  readonly feedback: readonly Line[];
  readonly answers: readonly Button[];
  /** The number as it stands, one line; its fold is always there. */
  readonly incident: readonly Line[];
  readonly number: string;
  readonly forms: readonly { readonly title: string; readonly value: string }[];
  readonly form: ReportFormId;
  readonly share: readonly Button[];
}
/** What the template shows as it stands, the labels of the folds among it. */
export const LABELS = {
  evidence: REPORT_WORDS.evidence,
  timeline: REPORT_WORDS.timeline,
  notChecked: REPORT_WORDS.notChecked,
  community: { en: "What others did", de: "Was andere taten" },
  feedback: FEEDBACK_QUESTION,
  incident: REPORT_WORDS.incident,
  changes: { en: "Before → after", de: "Vorher → nachher" },
  form: { en: "The whole report as", de: "Der ganze Bericht als" },
  send: { en: "Send me the file", de: "Datei an mich senden" },
  number: {
    en: "The number of this case in your ticket system:",
    de: "Die Nummer dieses Falls in Ihrem Ticketsystem:",
  },
  back: { en: "Back to the case", de: "Zurück zum Fall" },
  keep: { en: "Keep the incident number", de: "Ticketnummer speichern" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  title: { en: "Incident report: {cause}", de: "Bericht zum Vorfall: {cause}" },
  bare: REPORT_WORDS.title,
  case: REPORT_WORDS.number,
  opened: REPORT_WORDS.opened,
  by: REPORT_WORDS.by,
  done: REPORT_WORDS.repairs,
  repair: { en: "{title} – {state}", de: "{title} – {state}" },
  approved: { en: "{title} – {state}, approved by {by}", de: "{title} – {state}, genehmigt von {by}" },
  next: { en: "Next", de: "Als Nächstes" },
  nothing: REPORT_WORDS.nothingDone,
  followUp: REPORT_WORDS.followUp,
  line: { en: "{at} – {what}", de: "{at} – {what}" },
  lineBy: { en: "{at} – {what} ({by})", de: "{at} – {what} ({by})" },
  seen: { en: "{text} ({source})", de: "{text} ({source})" },
  times: REPORT_WORDS.times,
  solved: REPORT_WORDS.solved,
  first: {
    en: "No earlier case of this cause is known here.",
    de: "Hier ist kein früherer Fall dieser Ursache bekannt.",
  },
  share: { en: "Share without names …", de: "Ohne Namen teilen …" },
} as const satisfies Readonly<Record<string, Words>>;
/** Changes, and lines of a fold, that a card shows; the file holds all. */
const CHANGES = 3,
  LINES = 8,
  /** Characters of a value at a glance. */
  VALUE = 120;

/** `r`: the report of the case, in the reader's language. */
export function reportView(c: TriageCase, r: Report): ReportView {
  const { language, head } = r,
    say = speaker(WORDS, language),
    labels = labelsIn(LABELS, language),
    at = (iso: string): string => when(iso, language);
  const last = r.repairs.at(-1),
    evidence = r.evidence.slice(0, LINES).map((e) => ({ text: say("seen", { text: e.text, source: e.source }) }));
  const timeline = r.timeline
    .slice(-LINES)
    .map((e) => ({ text: say(e.by === null ? "line" : "lineBy", { at: at(e.at), what: e.what, by: e.by ?? "" }) }));
  const notChecked = r.notChecked.slice(0, LINES).map((text) => ({ text })),
    community = c.diagnosis === undefined ? [] : earlierLines(r),
    feedback = c.diagnosis === undefined ? [] : [{ text: wordsIn(FEEDBACK_QUESTION, language) }],
    incident = [{ text: head.incident ?? "" }];
  return {
    language,
    labels,
    id: c.id,
    head: {
      ...caseLook(c, language),
      title: r.cause === null ? say("bare") : say("title", { cause: r.cause.title }),
      who: personText(r.person ?? undefined, language),
    },
    facts: [
      { name: say("case"), text: head.incident === null ? head.case : `${head.case} · ${head.incident}` },
      { name: say("opened"), text: say("by", { at: at(head.openedAt), by: head.openedBy }) },
      ...doneOf(last, language),
      ...nextOf(r),
    ],
    changes: (last?.changes ?? []).slice(0, CHANGES).map(({ what, before, after }) => ({
      what: visible(what, VALUE),
      before: visible(before, VALUE),
      after: visible(after, VALUE),
    })),
    folds: foldsOf({ evidence, timeline, notChecked, community, feedback, incident }, labels),
    evidence,
    timeline,
    notChecked,
    community,
    pages:
      c.diagnosis === undefined
        ? []
        : linksOf(c.found ?? c.diagnosis).map(({ title, url }) => ({ title: wordsIn(title, language), url })),
    feedback,
    answers: feedbackButtons(c.id, language),
    incident,
    number: head.incident ?? "",
    forms: Object.entries(REPORT_FORMS).map(([value, form]) => ({ title: wordsIn(form.title, language), value })),
    form: "html",
    share: [{ title: say("share"), style: "default", verb: "share", data: { id: c.id } }],
  };
}
function doneOf(last: Repair | undefined, language: Language): NamedText[] {
  const say = speaker(WORDS, language);
  if (last === undefined) return [{ name: say("done"), text: say("nothing") }];
  const by = last.decisions.filter((d) => d.verdict === "approved").map((d) => d.by);
  const data = {
    title: visible(last.title, VALUE),
    state: wordsIn(APPROVAL_STATE[last.state], language),
    by: by.join(", "),
  };
  return [{ name: say("done"), text: say(by.length === 0 ? "repair" : "approved", data) }];
}
function nextOf(r: Report): NamedText[] {
  const say = speaker(WORDS, r.language),
    text =
      r.followUpAt === null
        ? r.next.map((n) => visible(n, 2 * VALUE))[0]
        : say("followUp", { at: when(r.followUpAt, r.language) });
  return text === undefined ? [] : [{ name: say("next"), text }];
}
function earlierLines({ earlier, language }: Report): Line[] {
  const say = speaker(WORDS, language);
  if (earlier === null) return [{ text: say("first") }];
  return [
    { text: say("times", { count: earlier.count, since: when(earlier.since, language) }) },
    ...earlier.solvedBy.map((s) => ({ text: say("solved", { times: s.times, title: s.title }) })),
  ];
}
/** Renders the report. */
export const reportCard = renderer<ReportView>(template);
