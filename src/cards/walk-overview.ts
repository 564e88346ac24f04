/** The guide at a glance: every chapter with how it stands, and where to go on. */
import { speaker } from "../domain";
import type { Language, Words } from "../domain";
import type { OverviewShown, StepState, Tally } from "../triage/walk-view";
import type { Button, Head } from "./blocks";
import { renderer } from "./render";
import { labelsIn, type Labels } from "./text";
import { OVERVIEW } from "../triage/walk";
import { toneOf } from "./walk";
import { personText } from "./who";
import template from "./walk-overview.template.json";

interface ChapterRow {
  readonly mark: string;
  readonly color: string;
  readonly title: string;
  readonly tally: string;
}
export interface WalkOverviewView {
  readonly language: Language;
  readonly labels: Labels;
  readonly head: Head;
  readonly id: string;
  readonly says: string;
  readonly columns: readonly { readonly rows: readonly ChapterRow[] }[];
  readonly chapters: readonly { readonly title: string; readonly value: string }[];
  readonly first: string;
  readonly buttons: readonly Button[];
}
/** What the template shows as it stands. */
export const LABELS = {
  chapter: { en: "Chapter", de: "Kapitel" },
  goTo: { en: "Go to the chapter", de: "Zum Kapitel" },
  cause: { en: "Back to the cause", de: "Zurück zur Ursache" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  problem: { en: "Next problem: {title}", de: "Nächstes Problem: {title}" },
  title: { en: "The guide, chapter by chapter", de: "Der Leitfaden, Kapitel für Kapitel" },
  start: { en: "Start at step one", de: "Beim ersten Schritt beginnen" },
} as const satisfies Readonly<Record<string, Words>>;
/** So many steps stand so. */
const COUNT: Readonly<Record<StepState, Words>> = {
  problem: { en: "{count} not in order", de: "{count} nicht in Ordnung" },
  look: { en: "{count} to look at", de: "{count} anzusehen" },
  unread: { en: "{count} not checkable", de: "{count} nicht prüfbar" },
  good: { en: "{count} in order", de: "{count} in Ordnung" },
  none: {
    en: "{count, plural, one {# does not apply} other {# do not apply}}",
    de: "{count, plural, one {# entfällt} other {# entfallen}}",
  },
  hand: { en: "{count} by hand", de: "{count} von Hand" },
  question: {
    en: "{count, plural, one {# question} other {# questions}}",
    de: "{count, plural, one {# Frage} other {# Fragen}}",
  },
  repair: "{count}",
  end: "{count}",
};
const MARK: Readonly<Record<StepState, string>> = {
  problem: "✗",
  look: "!",
  unread: "?",
  good: "✓",
  none: "–",
  hand: "•",
  question: "…",
  repair: "→",
  end: "■",
};
const COLOR: Readonly<Partial<Record<StepState, string>>> = {
  problem: "Attention",
  look: "Warning",
  unread: "Warning",
  good: "Good",
};
const tallyText = (tally: Tally, language: Language): string =>
  tally.map(({ state, count }) => speaker({ [state]: COUNT[state] }, language)(state, { count })).join(" · ");

/** The overview of the walk. */
export function walkOverviewView(caseId: string, o: OverviewShown, language: Language = "en"): WalkOverviewView {
  const say = speaker(WORDS, language);
  const rows = o.chapters.map((c, i) => ({
    mark: MARK[c.state],
    color: COLOR[c.state] ?? "Default",
    title: `${i + 1}. ${c.title}`,
    tally: tallyText(c.tally, language),
  }));
  const move = (event: string, title: string): Button => ({
    title,
    style: "default",
    verb: "walk-step",
    data: { id: caseId, event, from: OVERVIEW },
  });
  const worst = o.tally[0]?.state ?? "none";
  const half = Math.ceil(rows.length / 2);
  return {
    language,
    labels: labelsIn(LABELS, language),
    id: caseId,
    head: {
      tone: toneOf(worst),
      state: `${MARK[worst]} ${tallyText(o.tally, language)}`,
      title: say("title"),
      who: personText(o.who, language),
    },
    says: o.says,
    columns: [{ rows: rows.slice(0, half) }, { rows: rows.slice(half) }],
    chapters: o.chapters.map((c, i) => ({ title: `${i + 1}. ${c.title}`, value: c.node })),
    first: o.chapters[0]?.node ?? "",
    buttons: [
      ...(o.problem === undefined ? [] : [move("problem", say("problem", { title: o.problem.title }))]),
      move("next", say("start")),
    ],
  };
}
/** Renders the overview of the walk. */
export const walkOverviewCard = renderer<WalkOverviewView>(template);
