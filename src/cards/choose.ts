import { speaker } from "../domain";
import type { Language, Words } from "../domain";
import { briefly } from "../triage/words";
import type { Button, Head } from "./blocks";
import template from "./choose.template.json";
import { renderer } from "./render";
import { visible } from "./text";
import type { Verb } from "./verbs";

/** A question with a button for each answer, and a way back where there is a case. */
export interface ChooseView {
  readonly language: Language;
  readonly head: Head;
  readonly question: string;
  readonly options: readonly {
    readonly title: string;
    readonly detail: string;
    readonly button: string;
    readonly style: "default" | "positive";
    readonly verb: Verb;
    readonly id: string;
    readonly option: number;
  }[];
  readonly back: readonly Button[];
}
/** What a choice is about: our own title, the person it concerns, and the case to go back to. */
export interface Choice {
  readonly title: string;
  readonly question: string;
  readonly verb: Verb;
  /** Of the choice that the bot keeps; a button carries only that and a number. */
  readonly id: string;
  readonly options: readonly { readonly title: string; readonly detail: string }[];
  readonly who?: string;
  readonly caseId?: string;
}
const WORDS = {
  open: { en: "? One thing to decide", de: "? Eine Entscheidung steht aus" },
  recommended: { en: "{option} (recommended)", de: "{option} (empfohlen)" },
  back: { en: "Back to the case", de: "Zurück zum Fall" },
} as const satisfies Readonly<Record<string, Words>>;
/** Options that a card shows, and characters that a button holds on a phone. */
const MOST = 8,
  LONGEST = 28;
const cut = (text: string, room: number): string => {
  // What cannot be seen takes room where it is shown.
  const all = Array.from(visible(text)),
    last = all.slice(all.lastIndexOf("/"));
  // Of a place its own name tells more than the way to it.
  if (all.length > room && last[0] === "/" && last.length < room) return `…${last.join("")}`;
  return all.length > room ? `${all.slice(0, room - 1).join("")}…` : all.join("");
};

/** Of a repair's options the first is the one to recommend; of people none is. */
export function chooseView(
  { title, question, verb, id, options, who = "", caseId }: Choice,
  language: Language = "en",
): ChooseView {
  const say = speaker(WORDS, language),
    isAdvised = (i: number): boolean => i === 0 && verb === "choose-option" && options.length > 1;
  return {
    language,
    head: { tone: "accent", state: say("open"), title, who },
    question,
    options: options.slice(0, MOST).map((o, i) => {
      const name = briefly(o.title),
        room = isAdvised(i) ? LONGEST - say("recommended", { option: "" }).length : LONGEST;
      return {
        title: name,
        detail: briefly(o.detail),
        button: isAdvised(i) ? say("recommended", { option: cut(name, room) }) : cut(name, room),
        style: isAdvised(i) ? "positive" : "default",
        verb,
        id,
        option: i,
      };
    }),
    back:
      caseId === undefined ? [] : [{ title: say("back"), style: "default", verb: "diagnosis", data: { id: caseId } }],
  };
}
/** Renders a choice. */
export const chooseCard = renderer<ChooseView>(template);
