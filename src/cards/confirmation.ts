import { speaker, wordsIn } from "../domain";
import type { Approval, Confirmation, FollowingPurpose, Language, TriageCase, Words } from "../domain";
import template from "./confirmation.template.json";
import { renderer } from "./render";
import { labelsIn, when, type Labels } from "./text";

/** Whether the repair helped, and what was seen. `followUp` is empty where no second look is due. */
export interface ConfirmationView {
  readonly labels: Labels;
  readonly id: string;
  readonly title: string;
  readonly parts: readonly { readonly name: string; readonly lines: readonly { readonly text: string }[] }[];
  readonly followUp: string;
  /** Id of the plan that ran last, and what may follow it. */
  readonly ran: string;
  readonly canPutBack: boolean;
  readonly canGoOn: boolean;
  readonly canUndo: boolean;
}
/** What the template shows as it stands. */
export const LABELS = {
  report: "Report",
  back: "Back to the case",
  putBack: "Put back",
  goOn: "Go on",
  undo: "Undo",
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  unconfirmed: "Nothing was confirmed.",
  better: "Better",
  left: "Left",
  notes: "Seen besides",
  followUp: "I look again by myself on {at}.",
} as const satisfies Readonly<Record<string, Words>>;
/** How a repair came out, in words. */
export const TITLE: Readonly<Record<Confirmation["state"], Words>> = {
  resolved: "✓ Resolved",
  partly: "◐ Partly resolved",
  unresolved: "✗ Not resolved yet",
};
/** Lines of one part that a card shows. */
const SHOWN = 6;

/** The last confirmation of a case, with what may follow the plan that ran last; one that was not looked at again counts as not resolved. */
export function confirmationView(c: TriageCase, ran?: Approval, language: Language = "en"): ConfirmationView {
  const say = speaker(WORDS, language),
    { state = "unresolved", better = [], left = [say("unconfirmed")], notes = [] } = c.confirmation ?? {};
  const part = (name: "better" | "left" | "notes", lines: readonly string[]): ConfirmationView["parts"] =>
    lines.length === 0 ? [] : [{ name: say(name), lines: lines.slice(0, SHOWN).map((text) => ({ text })) }];
  const offers = (what: FollowingPurpose): boolean => ran?.aftermath?.offers.includes(what) === true;
  return {
    labels: labelsIn(LABELS, language),
    id: c.id,
    title: wordsIn(TITLE[state], language),
    parts: [...part("left", left), ...part("better", better), ...part("notes", notes)],
    ran: ran?.id ?? "",
    canPutBack: offers("put-back"),
    canGoOn: offers("go-on"),
    canUndo: offers("undo"),
    followUp: c.followUpAt === undefined ? "" : say("followUp", { at: when(c.followUpAt) }),
  };
}
/** Renders a confirmation. */
export const confirmationCard = renderer<ConfirmationView>(template);
