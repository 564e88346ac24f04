import { speaker } from "../domain";
import type { Language, Words } from "../domain";
import type { Head } from "./blocks";
import template from "./progress.template.json";
import { renderer } from "./render";

/** What was asked, and each step with its mark. */
export interface ProgressView {
  readonly language: Language;
  readonly head: Head;
  readonly steps: readonly { readonly mark: string; readonly text: string }[];
}
const WORDS = {
  state: { en: "… Under way", de: "… In Arbeit" },
  title: { en: "Looking into it", de: "Ich sehe nach" },
  done: { en: "✓ done", de: "✓ erledigt" },
  now: { en: "… now", de: "… jetzt" },
} as const satisfies Readonly<Record<string, Words>>;
/** Characters of an ask that the card repeats. */
const ASK_SHOWN = 160;
/** What has been done so far and what is being done now; the words say it, not a colour. */
export function progressView(ask: string, done: readonly string[], now: string, language: Language): ProgressView {
  const say = speaker(WORDS, language);
  const who = ask.length > ASK_SHOWN ? `${ask.slice(0, ASK_SHOWN - 3)}…` : ask;
  return {
    language,
    head: { tone: "accent", state: say("state"), title: say("title"), who },
    steps: [...done.map((text) => ({ mark: say("done"), text })), { mark: say("now"), text: now }],
  };
}
/** Renders the progress of a triage or a repair. */
export const progressCard = renderer<ProgressView>(template);
