import template from "./confirmation.template.json";
import type { TriageCase } from "../domain";
import { renderer } from "./render";
import { when } from "./text";
export interface ConfirmationView {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly { readonly text: string }[];
  readonly followUp: string;
}
export const confirmationView = (c: TriageCase): ConfirmationView => ({
  id: c.id,
  title: c.confirmation?.resolved === true ? "✓ Resolved" : "✗ Not resolved yet",
  lines: (c.confirmation?.says ?? ["Nothing was confirmed."]).slice(0, 8).map((text) => ({ text })),
  followUp: c.followUpAt === undefined ? "" : `I look again by myself on ${when(c.followUpAt)}.`,
});
export const confirmationCard = renderer<ConfirmationView>(template);
