import { speaker } from "../domain";
import type { Language, TriageCase, Words } from "../domain";
import template from "./confirmation.template.json";
import { renderer } from "./render";
import { labelsIn, when, type Labels } from "./text";

/** Whether the repair helped, and what was seen. `followUp` is empty where no second look is due. */
export interface ConfirmationView {
  readonly labels: Labels;
  readonly id: string;
  readonly title: string;
  readonly lines: readonly { readonly text: string }[];
  readonly followUp: string;
}
/** What the template shows as it stands. */
export const LABELS = {
  report: "Report",
  back: "Back to the case",
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  resolved: "✓ Resolved",
  unresolved: "✗ Not resolved yet",
  unconfirmed: "Nothing was confirmed.",
  followUp: "I look again by myself on {at}.",
} as const satisfies Readonly<Record<string, Words>>;
/** The last confirmation of a case; one that was not looked at again counts as not resolved. */
export function confirmationView(c: TriageCase, language: Language = "en"): ConfirmationView {
  const say = speaker(WORDS, language);
  return {
    labels: labelsIn(LABELS, language),
    id: c.id,
    title: say(c.confirmation?.resolved === true ? "resolved" : "unresolved"),
    lines: (c.confirmation?.says ?? [say("unconfirmed")]).slice(0, 8).map((text) => ({ text })),
    followUp: c.followUpAt === undefined ? "" : say("followUp", { at: when(c.followUpAt) }),
  };
}
/** Renders a confirmation. */
export const confirmationCard = renderer<ConfirmationView>(template);
