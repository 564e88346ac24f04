/** A step of the guide: how it stands, what was seen there, and where one can go from it. */
import { evidenceIn, speaker, wordsIn } from "../domain";
import type { Language, Words } from "../domain";
import type { ReadingShown, StepShown, StepState } from "../triage/walk-view";
import { foldsOf, type Button, type Fold, type Head, type Line, type Tone } from "./blocks";
import { renderer } from "./render";
import { labelsIn, when, type Labels } from "./text";
import { personText } from "./who";
import template from "./walk.template.json";

interface Cell extends Line {
  readonly weight: string;
  readonly color: string;
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
  readonly readings: readonly {
    readonly title: string;
    readonly says: string;
    readonly widths: readonly { readonly width: number }[];
    readonly rows: readonly { readonly cells: readonly Cell[] }[];
    readonly more: string;
  }[];
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
  see: { en: "See it yourself", de: "Selbst nachsehen" },
  why: { en: "Why, and what holds today", de: "Warum, und was heute gilt" },
  evidence: { en: "Evidence", de: "Belege" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  next: { en: "Next step", de: "Nächster Schritt" },
  toRepair: { en: "To the repair", de: "Zur Reparatur" },
  back: { en: "Step back", de: "Schritt zurück" },
  problem: { en: "Next problem", de: "Nächstes Problem" },
  overview: { en: "All chapters", de: "Alle Kapitel" },
  recheck: { en: "Check this step again", de: "Schritt neu prüfen" },
  fixed: { en: "I fixed it", de: "Ich habe es behoben" },
  cause: { en: "Back to the cause", de: "Zurück zur Ursache" },
  repair: { en: "{title} …", de: "{title} …" },
  left: {
    en: "{count, plural, one {# more row} other {# more rows}}; {source}",
    de: "{count, plural, one {# weitere Zeile} other {# weitere Zeilen}}; {source}",
  },
  now: { en: "Today: {now}", de: "Heute: {now}" },
} as const satisfies Readonly<Record<string, Words>>;
/** How a step stands: a mark with a word, and the tone that says the same in colour. */
const STATE: Readonly<Record<StepState, { readonly tone: Tone; readonly words: Words }>> = {
  good: { tone: "good", words: { en: "✓ In order", de: "✓ In Ordnung" } },
  problem: { tone: "attention", words: { en: "✗ Not in order", de: "✗ Nicht in Ordnung" } },
  look: { tone: "warning", words: { en: "! Needs a look", de: "! Braucht einen Blick" } },
  unread: { tone: "warning", words: { en: "? Could not be checked", de: "? Nicht prüfbar" } },
  none: { tone: "emphasis", words: { en: "– Does not apply", de: "– Entfällt" } },
  hand: { tone: "emphasis", words: { en: "• By hand", de: "• Von Hand" } },
  repair: { tone: "accent", words: { en: "→ Repair", de: "→ Reparatur" } },
  question: { tone: "accent", words: { en: "… Question", de: "… Frage" } },
  end: { tone: "accent", words: { en: "■ End", de: "■ Ende" } },
};
export const toneOf = (state: StepState): Tone => STATE[state].tone;

/** Rows on a card, over all its readings; the rest stands in the report. */
const MOST_ROWS = 6;
const FEWEST_ROWS = 2;
const MARK = { good: "✓ ", bad: "✗ ", "": "" } as const;
/** The first column tells what it is, so it is the wider one. */
const widthOf = (column: number): number => (column === 0 ? 4 : 3);
function readingOf(r: ReadingShown, most: number, language: Language): WalkCardView["readings"][number] {
  const say = speaker(WORDS, language);
  const left = r.more + Math.max(0, r.rows.length - most);
  const head = { cells: r.columns.map((text) => ({ text, weight: "Bolder", color: "Default" })) };
  const rows = r.rows.slice(0, most).map(({ cells, mark }) => ({
    cells: cells.map((c, i) => ({
      text: `${i === 0 ? MARK[mark ?? ""] : ""}${typeof c === "string" ? c : when(c.at, language)}`,
      weight: "Default",
      color: mark === "bad" && i === 0 ? "Attention" : "Default",
    })),
  }));
  return {
    title: r.title,
    says: r.says,
    widths: r.columns.map((_, i) => ({ width: widthOf(i) })),
    rows: rows.length === 0 ? [] : [head, ...rows],
    more: rows.length === 0 ? "" : left > 0 ? say("left", { count: left, source: r.source }) : r.source,
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
    evidence = lines(evidenceIn(s.evidence, language).map((e) => `${e.text} (${e.source})`));
  const isLive = s.state !== "hand" && s.state !== "question" && s.state !== "end";
  return {
    language,
    labels,
    head: {
      tone: toneOf(s.state),
      state: wordsIn(STATE[s.state].words, language),
      title: s.title,
      who: `${personText(s.who, language)} · ${s.position}`,
    },
    changes: lines(s.changes),
    result: s.result,
    todo: lines(s.todo.map((t) => `• ${t}`)),
    readings: s.readings.map((r) =>
      readingOf(r, Math.max(FEWEST_ROWS, Math.floor(MOST_ROWS / Math.max(1, s.readings.length))), language),
    ),
    folds: foldsOf({ see, evidence, why }, labels),
    see,
    why,
    evidence,
    choices: s.answers.map((a) => step("answer", a.title, { answer: a.id })),
    repairs: s.repairs.map((r) => ({
      title: say("repair", { title: r.title }),
      style: "positive",
      verb: "propose",
      data: { id: caseId, remediation: r.id },
    })),
    moves: [
      ...(s.hasNext ? [move("next", say(s.toRepair ? "toRepair" : "next"))] : []),
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
