import { evidenceIn, wordsIn } from "../domain";
import type { Language, Verdict, Words } from "../domain";
import type { WalkStep } from "../triage/walk";
import { renderer } from "./render";
import { labelsIn, type Labels } from "./text";
import template from "./walk.template.json";

interface Line {
  readonly text: string;
}
/** One step of the guide with what was found there. */
export interface WalkCardView {
  readonly labels: Labels;
  readonly id: string;
  readonly position: string;
  readonly chapter: string;
  readonly title: string;
  readonly why: string;
  readonly verdict: string;
  readonly result: string;
  readonly evidence: readonly { readonly text: string; readonly source: string }[];
  readonly see: readonly Line[];
  readonly now: string;
  readonly buttons: readonly {
    readonly title: string;
    readonly verb: string;
    readonly id: string;
    readonly event: string;
    readonly node: string;
    readonly inputs: string;
  }[];
  readonly skip: readonly { readonly title: string; readonly value: string }[];
  readonly repairs: readonly { readonly id: string; readonly remediation: string }[];
}
/** What the template shows as it stands. */
export const LABELS = {
  see: "See it yourself",
  now: "Today",
  skipTo: "Skip to",
  chooseChapter: "Choose a chapter",
  skip: "Skip to it",
  cause: "Back to the cause",
  repair: "Offer the repair …",
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  back: "Back",
  next: "Next",
  recheck: "Re-check",
  fixed: "I fixed it",
} as const satisfies Readonly<Record<string, Words>>;
const VERDICT: Readonly<Record<Verdict, Words>> = {
  pass: "✓ In order.",
  warn: "! Needs a look.",
  fail: "✗ Not in order.",
  skip: "– Nothing to check live.",
  unknown: "? Could not be checked.",
};
/** A step of the walk, whose own texts stand in the language that the step was made in. */
export function walkCardView(caseId: string, s: WalkStep, language: Language = "en"): WalkCardView {
  return {
    labels: labelsIn(LABELS, language),
    id: caseId,
    position: s.position,
    chapter: s.chapter,
    title: s.title,
    why: s.why,
    verdict: wordsIn(VERDICT[s.verdict], language),
    result: s.result,
    evidence: evidenceIn(s.evidence, language),
    see: s.seeYourself.map((text) => ({ text })),
    now: s.now ?? "",
    buttons: buttonsOf(s).map((event) => ({
      title: wordsIn(WORDS[event], language),
      event,
      verb: "walk-step",
      id: caseId,
      node: s.node,
      inputs: "none",
    })),
    skip: s.skipTo.map((x) => ({ title: x.title, value: x.id })),
    repairs: s.remediation === undefined ? [] : [{ id: caseId, remediation: s.remediation }],
  };
}
/** Renders a step of the walk. */
export const walkCard = renderer<WalkCardView>(template);

const buttonsOf = (s: WalkStep): readonly (keyof typeof WORDS)[] => [
  ...(s.back === undefined ? [] : ["back" as const]),
  ...(s.next === undefined ? [] : ["next" as const]),
  "recheck",
  "fixed",
];
