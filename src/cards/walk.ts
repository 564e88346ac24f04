/** A step of the guide: how it stands, what was seen there, and where one can go from it. */
import { evidenceIn, speaker, wordsIn } from "../domain";
import type { Language, Words } from "../domain";
import type { ReadingShown, StepShown, StepState } from "../triage/walk-view";
import { renderer } from "./render";
import { labelsIn, type Labels } from "./text";
import template from "./walk.template.json";

interface Line {
  readonly text: string;
}
interface Cell extends Line {
  readonly weight: string;
  readonly color: string;
}
/** One step of the guide with what was found there. */
export interface WalkCardView {
  readonly labels: Labels;
  readonly id: string;
  readonly state: string;
  /** Container style; the word in `state` says the same. */
  readonly style: string;
  readonly position: string;
  readonly title: string;
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
  readonly why: string;
  readonly now: string;
  readonly evidence: readonly { readonly text: string; readonly source: string }[];
  readonly see: readonly (Line & { readonly font: string })[];
  readonly choices: readonly {
    readonly title: string;
    readonly id: string;
    readonly from: string;
    readonly answer: string;
  }[];
  readonly repairs: readonly { readonly title: string; readonly id: string; readonly remediation: string }[];
  readonly buttonRows: readonly {
    readonly buttons: readonly {
      readonly title: string;
      readonly id: string;
      readonly event: string;
      readonly from: string;
    }[];
  }[];
}
/** What the template shows as it stands. */
export const LABELS = {
  more: { en: "Why, and how to see it yourself ▾", de: "Warum, und selbst nachsehen ▾" },
  see: { en: "See it yourself", de: "Selbst nachsehen" },
  now: { en: "Today", de: "Heute" },
  cause: { en: "Back to the cause", de: "Zurück zur Ursache" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  next: { en: "Next step", de: "Nächster Schritt" },
  toRepair: { en: "To the repair", de: "Zur Reparatur" },
  back: { en: "Back", de: "Zurück" },
  problem: { en: "Next problem", de: "Nächstes Problem" },
  overview: { en: "All chapters", de: "Alle Kapitel" },
  recheck: { en: "Check this step again", de: "Schritt neu prüfen" },
  fixed: { en: "I fixed it", de: "Ich habe es behoben" },
  repair: { en: "{title} …", de: "{title} …" },
  left: {
    en: "{count, plural, one {# more row} other {# more rows}}; {source}",
    de: "{count, plural, one {# weitere Zeile} other {# weitere Zeilen}}; {source}",
  },
} as const satisfies Readonly<Record<string, Words>>;
/** How a step stands, as a mark with a word. */
export const STEP_STATE: Readonly<Record<StepState, Words>> = {
  good: { en: "✓ In order", de: "✓ In Ordnung" },
  problem: { en: "✗ Not in order", de: "✗ Nicht in Ordnung" },
  look: { en: "! Needs a look", de: "! Braucht einen Blick" },
  unread: { en: "? Could not be checked", de: "? Nicht prüfbar" },
  none: { en: "– Does not apply", de: "– Entfällt" },
  hand: { en: "• By hand", de: "• Von Hand" },
  repair: { en: "→ Repair", de: "→ Reparatur" },
  question: { en: "… Question", de: "… Frage" },
  end: { en: "■ End", de: "■ Ende" },
};
export const STEP_STYLE: Readonly<Record<StepState, string>> = {
  good: "good",
  problem: "attention",
  look: "warning",
  unread: "warning",
  none: "emphasis",
  hand: "emphasis",
  repair: "accent",
  question: "accent",
  end: "accent",
};

/** Rows of each reading on a card, over all its readings; the rest stands in the report. */
const MOST_ROWS = 6;
const MARK = { good: "✓ ", bad: "✗ ", "": "" } as const;
/** The first column tells what it is, so it is the wider one. */
const widthOf = (column: number): number => (column === 0 ? 4 : 3);
function readingOf(r: ReadingShown, most: number, language: Language): WalkCardView["readings"][number] {
  const say = speaker(WORDS, language);
  const left = r.more + Math.max(0, r.rows.length - most);
  const head = { cells: r.columns.map((text) => ({ text, weight: "Bolder", color: "Default" })) };
  const rows = r.rows.slice(0, most).map(({ cells, mark }) => ({
    cells: cells.map((text, i) => ({
      text: i === 0 ? `${MARK[mark ?? ""]}${text}` : text,
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
/** A step of the walk. */
export function walkCardView(caseId: string, s: StepShown, language: Language = "en"): WalkCardView {
  const say = speaker(WORDS, language);
  const lines = (texts: readonly string[]): Line[] => texts.map((text) => ({ text }));
  const button = (event: "next" | "back" | "problem" | "overview" | "recheck" | "fixed", title = say(event)) => ({
    title,
    event,
    id: caseId,
    from: s.node,
  });
  const isLooked = s.state !== "hand" && s.state !== "question" && s.state !== "end";
  return {
    labels: labelsIn(LABELS, language),
    id: caseId,
    state: wordsIn(STEP_STATE[s.state], language),
    style: STEP_STYLE[s.state],
    position: s.position,
    title: s.title,
    changes: lines(s.changes),
    result: s.result,
    todo: lines(s.todo),
    readings: s.readings.map((r) =>
      readingOf(r, Math.max(2, Math.floor(MOST_ROWS / Math.max(1, s.readings.length))), language),
    ),
    why: s.why,
    now: s.now,
    evidence: evidenceIn(s.evidence, language),
    see: s.see.map((x) => ({ text: x.text, font: x.isCommand ? "Monospace" : "Default" })),
    choices: s.answers.map((a) => ({ title: a.title, id: caseId, from: s.node, answer: a.id })),
    repairs: s.repairs.map((r) => ({ title: say("repair", { title: r.title }), id: caseId, remediation: r.id })),
    buttonRows: [
      {
        buttons: [
          ...(s.hasNext ? [button("next", say(s.toRepair ? "toRepair" : "next"))] : []),
          ...(s.problem === undefined ? [] : [button("problem")]),
          button("back"),
          button("overview"),
        ],
      },
      ...(isLooked ? [{ buttons: [button("recheck"), button("fixed")] }] : []),
    ],
  };
}
/** Renders a step of the walk. */
export const walkCard = renderer<WalkCardView>(template);
