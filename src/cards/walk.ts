/** A step of the guide: how it stands, what was seen there, and where one can go from it. */
import { evidenceIn, speaker } from "../domain";
import type { Language, Words } from "../domain";
import type { ReadingShown, StepShown } from "../triage/walk-view";
import { foldsOf, type Button, type Fold, type Head, type Line } from "./blocks";
import { renderer } from "./render";
import { repairButton } from "./repairs";
import { labelsIn, when, type Labels } from "./text";
import { personText } from "./who";
import { stepLook, tallyText } from "./walk-state";
import template from "./walk.template.json";

/** What was read of one thing: a sentence, and a table where there are rows. */
interface SeenTable {
  readonly title: string;
  readonly says: string;
  readonly widths: readonly { readonly width: number }[];
  readonly rows: readonly { readonly cells: readonly (Line & { readonly weight: string })[] }[];
  readonly more: string;
}
/** One step of the guide with what was found there. */
export interface WalkCardView {
  readonly language: Language;
  readonly labels: Labels;
  readonly head: Head;
  /** What a new look changed. */
  readonly changes: readonly Line[];
  readonly result: string;
  readonly todo: readonly Line[];
  readonly readings: readonly SeenTable[];
  readonly seen: readonly SeenTable[];
  readonly folds: readonly Fold[];
  readonly see: readonly (Line & { readonly font: string })[];
  readonly why: readonly Line[];
  readonly evidence: readonly Line[];
  readonly choices: readonly Button[];
  readonly repairs: readonly Button[];
  readonly moves: readonly Button[];
  readonly looks: readonly Button[];
}
/** What the template shows as it stands. */
export const LABELS = {
  seen: { en: "All that was seen", de: "Alles Gesehene" },
  see: { en: "See it yourself", de: "Selbst nachsehen" },
  why: { en: "Why, and what holds today", de: "Warum, und was heute gilt" },
  evidence: { en: "Evidence", de: "Belege" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  next: { en: "Next step", de: "Nächster Schritt" },
  toRepair: { en: "To the repair", de: "Zur Reparatur" },
  toCause: { en: "To the cause's step", de: "Zum Schritt der Ursache" },
  back: { en: "Step back", de: "Schritt zurück" },
  problem: { en: "Next problem", de: "Nächstes Problem" },
  overview: { en: "All chapters", de: "Alle Kapitel" },
  recheck: { en: "Check this step again", de: "Schritt neu prüfen" },
  fixed: { en: "I fixed it", de: "Ich habe es behoben" },
  cause: { en: "Back to the cause", de: "Zurück zur Ursache" },
  left: {
    en: "{count, plural, one {# more row} other {# more rows}}",
    de: "{count, plural, one {# weitere Zeile} other {# weitere Zeilen}}",
  },
  now: { en: "Today: {now}", de: "Heute: {now}" },
} as const satisfies Readonly<Record<string, Words>>;
/** Rows of the table that is seen at once, and of each one below the fold; the whole stands in the report. */
const SEEN_ROWS = 4,
  FOLDED_ROWS = 8;
const MARK = { good: "✓ ", bad: "✗ ", "": "" } as const;
/** Letters of the narrowest and of the widest column. */
const NARROW = 8,
  USUAL = 22,
  BROAD = 40;
/** As long as a date is shown. */
const DATE = "Mon, Nov 23,";
function tableOf(r: ReadingShown, most: number, language: Language): SeenTable {
  const left = r.more + Math.max(0, r.rows.length - most);
  const cells = r.rows
    .slice(0, most)
    .map(({ cells: row, mark }) =>
      row.map((c, i) => `${i === 0 ? MARK[mark ?? ""] : ""}${typeof c === "string" ? c : when(c.at, language)}`),
    );
  const widthOf = (column: number): number => {
    const shown = r.rows.slice(0, most).map(({ cells: row }) => row[column] ?? "");
    const texts = [r.columns[column], ...shown].map((c) => (typeof c === "string" ? c : DATE));
    // What cannot be broken needs its room; other texts go over two lines.
    const whole = Math.max(...texts.map((t) => t.length)),
      token = Math.max(...texts.flatMap((t) => t.split(/[\s-]/)).map((t) => t.length));
    return Math.min(BROAD, Math.max(NARROW, token, Math.min(whole, USUAL)));
  };
  const rowOf = (texts: readonly string[], weight: string) => ({ cells: texts.map((text) => ({ text, weight })) });
  return {
    title: r.title,
    says: r.says,
    widths: r.columns.map((_, i) => ({ width: widthOf(i) })),
    rows: cells.length === 0 ? [] : [rowOf(r.columns, "Bolder"), ...cells.map((row) => rowOf(row, "Default"))],
    more: left === 0 ? "" : speaker(WORDS, language)("left", { count: left }),
  };
}
/** The reading that tells the most is seen at once; what else was read, and the rest of its rows, stands below the fold. */
function readingsOf(all: readonly ReadingShown[], language: Language): Pick<WalkCardView, "readings" | "seen"> {
  const isTelling = (r: ReadingShown): boolean => r.rows.some((row) => row.mark === "bad");
  const first = all.find(isTelling) ?? all.find((r) => r.rows.length > 0) ?? all[0];
  const hasMore = first !== undefined && first.rows.length > SEEN_ROWS;
  return {
    readings: first === undefined ? [] : [tableOf(first, SEEN_ROWS, language)],
    seen: all.filter((r) => r !== first || hasMore).map((r) => tableOf(r, FOLDED_ROWS, language)),
  };
}
const lines = (texts: readonly string[]): Line[] => texts.map((text) => ({ text }));
/** A step of the walk. */
export function walkCardView(caseId: string, s: StepShown, language: Language = "en"): WalkCardView {
  const say = speaker(WORDS, language);
  const labels = labelsIn(LABELS, language);
  const step = (event: string, title: string, more: Readonly<Record<string, string>> = {}): Button => ({
    title,
    style: "default",
    verb: "walk-step",
    data: { id: caseId, event, from: s.node, ...more },
  });
  const move = (event: "next" | "back" | "problem" | "overview" | "recheck" | "fixed", title = say(event)): Button =>
    step(event, title);
  const see = s.see.map((x) => ({ text: x.text, font: x.isCommand ? "Monospace" : "Default" })),
    why = lines([s.why, ...(s.now === "" ? [] : [say("now", { now: s.now })])]),
    { readings, seen } = readingsOf(s.readings, language),
    evidence = lines([
      ...evidenceIn(s.evidence, language).map((e) => `${e.text} (${e.source})`),
      ...s.readings.filter((r) => r.source !== "").map((r) => `${r.title}: ${r.source}`),
    ]);
  const isLive = s.state !== "hand" && s.state !== "question" && s.state !== "end";
  return {
    language,
    labels,
    head: {
      ...stepLook(s.state, language),
      title: s.title,
      who: `${s.who.displayName ?? personText(s.who, language)} · ${s.position}`,
    },
    changes: lines(s.changes),
    result: s.result,
    todo: lines([
      ...s.todo.map((t) => `• ${t}`),
      ...(s.tally.length === 0 ? [] : [`${tallyText(s.tally, language)}.`]),
    ]),
    readings,
    seen,
    folds: foldsOf({ seen, see, evidence, why }, labels),
    see,
    why,
    evidence,
    choices: s.answers.map((a) => step("answer", a.title, { answer: a.id })),
    repairs: s.repairs.map((id) => ({
      title: repairButton(id, s.who.displayName ?? s.who.userPrincipalName ?? "", language),
      style: "positive",
      verb: "propose",
      data: { id: caseId, remediation: id },
    })),
    moves: [
      ...(s.hasNext ? [move("next", say(s.toRepair ? "toRepair" : "next"))] : []),
      ...(s.cause === undefined ? [] : [step("goto", say("toCause"), { target: s.cause.node })]),
      ...(s.problem === undefined ? [] : [move("problem")]),
      move("back"),
      move("overview"),
    ],
    looks: [
      ...(isLive ? [move("recheck"), move("fixed")] : []),
      { title: say("cause"), style: "default", verb: "diagnosis", data: { id: caseId } },
    ],
  };
}
/** Renders a step of the walk. */
export const walkCard = renderer<WalkCardView>(template);
