import { speaker } from "../domain";
import type { Language, Words } from "../domain";
import template from "./progress.template.json";
import { renderer } from "./render";
import { labelsIn, type Labels } from "./text";

/** What was asked, and each step with its mark. */
export interface ProgressView {
  readonly labels: Labels;
  readonly ask: string;
  readonly steps: readonly { readonly mark: string; readonly text: string }[];
}
/** What the template shows as it stands. */
export const LABELS = { title: "Looking into it" } as const satisfies Readonly<Record<string, Words>>;
const WORDS = { done: "✓ done", now: "… now" } as const satisfies Readonly<Record<string, Words>>;
/** What has been done so far and what is being done now; the words say it, not a colour. */
export function progressView(
  ask: string,
  done: readonly string[],
  now: string,
  language: Language = "en",
): ProgressView {
  const say = speaker(WORDS, language);
  return {
    labels: labelsIn(LABELS, language),
    ask: ask.length > 160 ? `${ask.slice(0, 157)}…` : ask,
    steps: [...done.map((text) => ({ mark: say("done"), text })), { mark: say("now"), text: now }],
  };
}
/** Renders the progress of a triage or a repair. */
export const progressCard = renderer<ProgressView>(template);
