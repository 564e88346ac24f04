import { speaker } from "../domain";
import type { Language, Words } from "../domain";
import template from "./choose.template.json";
import { renderer } from "./render";
import type { Verb } from "./verbs";

/** A question with a button for each answer. */
export interface ChooseView {
  readonly title: string;
  readonly question: string;
  readonly options: readonly {
    readonly title: string;
    readonly detail: string;
    readonly button: string;
    readonly verb: Verb;
    readonly id: string;
    readonly option: number;
  }[];
}
const WORDS = {
  take: "Take this one",
  takeRecommended: "Take this one (recommended)",
} as const satisfies Readonly<Record<string, Words>>;
/** `id` names the choice that the bot keeps; a button carries only that and a number. */
export function chooseView(
  title: string,
  question: string,
  verb: Verb,
  id: string,
  options: readonly { readonly title: string; readonly detail: string }[],
  language: Language = "en",
): ChooseView {
  const say = speaker(WORDS, language);
  return {
    title,
    question,
    options: options.slice(0, 8).map((o, i) => ({
      title: o.title,
      detail: o.detail === "" ? " " : o.detail,
      button: say(i === 0 && verb === "choose-option" ? "takeRecommended" : "take"),
      verb,
      id,
      option: i,
    })),
  };
}
/** Renders a choice. */
export const chooseCard = renderer<ChooseView>(template);
