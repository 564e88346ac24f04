import template from "./progress.template.json";
import { renderer } from "./render";
export interface ProgressView {
  readonly ask: string;
  readonly steps: readonly { readonly mark: string; readonly text: string }[];
}
/** What has been done so far and what is being done now; the words say it, not a colour. */
export const progressView = (ask: string, done: readonly string[], now: string): ProgressView => ({
  ask: ask.length > 160 ? `${ask.slice(0, 157)}…` : ask,
  steps: [...done.map((text) => ({ mark: "✓ done", text })), { mark: "… now", text: now }],
});
export const progressCard = renderer<ProgressView>(template);
