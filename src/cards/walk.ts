import template from "./walk.template.json";
import type { Verdict } from "../domain";
import type { WalkStep } from "../triage/walk";
import { renderer } from "./render";
interface Line {
  readonly text: string;
}
export interface WalkCardView {
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
const WORDS: Record<Verdict, string> = {
  pass: "✓ In order.",
  warn: "! Needs a look.",
  fail: "✗ Not in order.",
  skip: "– Nothing to check live.",
  unknown: "? Could not be checked.",
};
export const walkCardView = (caseId: string, s: WalkStep): WalkCardView => ({
  id: caseId,
  position: s.position,
  chapter: s.chapter,
  title: s.title,
  why: s.why,
  verdict: WORDS[s.verdict],
  result: s.result,
  evidence: s.evidence,
  see: s.seeYourself.map((text) => ({ text })),
  now: s.now ?? "",
  buttons: [
    ...(s.back === undefined ? [] : [{ title: "Back", event: "back" }]),
    ...(s.next === undefined ? [] : [{ title: "Next", event: "next" }]),
    { title: "Re-check", event: "recheck" },
    { title: "I fixed it", event: "fixed" },
  ].map((b) => ({ ...b, verb: "walk-step", id: caseId, node: s.node, inputs: "none" })),
  skip: s.skipTo.map((x) => ({ title: x.title, value: x.id })),
  repairs: s.remediation === undefined ? [] : [{ id: caseId, remediation: s.remediation }],
});
export const walkCard = renderer<WalkCardView>(template);
