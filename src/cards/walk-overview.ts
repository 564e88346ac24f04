/** The guide at a glance: every chapter with how it stands, and where to go on. */
import { speaker } from "../domain";
import type { Language, Words } from "../domain";
import type { OverviewShown } from "../triage/walk-view";
import type { Button, Head } from "./blocks";
import { renderer } from "./render";
import { labelsIn, type Labels } from "./text";
import { OVERVIEW } from "../triage/walk";
import { markOf, MARK_COLOR, stepLook, tallyText } from "./walk-state";
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
  problem: { en: "Next problem", de: "Nächstes Problem" },
  title: { en: "The guide, chapter by chapter", de: "Der Leitfaden, Kapitel für Kapitel" },
  start: { en: "Start at step one", de: "Beim ersten Schritt beginnen" },
} as const satisfies Readonly<Record<string, Words>>;
/** The overview of the walk. */
export function walkOverviewView(caseId: string, o: OverviewShown, language: Language = "en"): WalkOverviewView {
  const say = speaker(WORDS, language);
  const rows = o.chapters.map((c, i) => ({
    mark: markOf(c.state),
    color: MARK_COLOR[c.state] ?? "Default",
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
      tone: stepLook(worst, language).tone,
      state: `${markOf(worst)} ${tallyText(o.tally, language)}`,
      title: say("title"),
      who: personText(o.who, language),
    },
    says: o.says,
    columns: [{ rows: rows.slice(0, half) }, { rows: rows.slice(half) }],
    chapters: o.chapters.map((c, i) => ({ title: `${i + 1}. ${c.title}`, value: c.node })),
    first: o.chapters[0]?.node ?? "",
    buttons: [...(o.problem === undefined ? [] : [move("problem", say("problem"))]), move("next", say("start"))],
  };
}
/** Renders the overview of the walk. */
export const walkOverviewCard = renderer<WalkOverviewView>(template);
