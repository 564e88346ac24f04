import template from "./choose.template.json";
import { renderer } from "./render";
import type { Verb } from "./verbs";
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
export const chooseCard = renderer<ChooseView>(template);
/** `id` names the choice that the bot keeps; a button carries only that and a number. */
export const chooseView = (
  title: string,
  question: string,
  verb: Verb,
  id: string,
  options: readonly { readonly title: string; readonly detail: string }[],
): ChooseView => ({
  title,
  question,
  options: options.slice(0, 8).map((o, i) => ({
    title: o.title,
    detail: o.detail === "" ? " " : o.detail,
    button: i === 0 && verb === "choose-option" ? "Take this one (recommended)" : "Take this one",
    verb,
    id,
    option: i,
  })),
});
