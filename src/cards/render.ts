/** Template and view in, an Adaptive Card out. Templates are constant and compiled once; views are complete and hold only text, numbers, booleans and lists of them. */
import type { Template } from "adaptivecards-templating";
import type { Language } from "../domain";
import { withBlocks, type Head } from "./blocks";
import { cardTexts, plainText } from "./text";

/** The compiler and its expression language are large: they are loaded with the first card, not with the program. */
const compile = (template: object): Template => {
  const templating = require("adaptivecards-templating") as typeof import("adaptivecards-templating");
  return new templating.Template(withBlocks(template));
};

export interface Card {
  readonly type: "AdaptiveCard";
  readonly version: "1.5";
  /** BCP 47. */
  readonly lang: Language;
  /** The card in one line, for notifications and for clients that cannot show it. */
  readonly fallbackText?: string;
  readonly body: readonly object[];
  readonly actions?: readonly object[];
  readonly [k: string]: unknown;
}
/** What every view says of its card; where one has no head, its title stands for it. */
interface Spoken {
  readonly language?: Language;
  readonly head?: Head;
  readonly title?: unknown;
}
/** Teams gives such a card the width of the conversation. */
const WIDE = { msteams: { width: "Full" } } as const;
/** Bytes of a card, in UTF-8. */
export const CARD_LIMIT = 25 * 1024;
const sizeOf = (card: unknown): number => new TextEncoder().encode(JSON.stringify(card)).length;

/** What a client that knows no Action.Execute sends in its place: a message whose value holds the press, with the inputs beside it. */
interface Press {
  readonly press: { readonly verb: unknown; readonly data: unknown };
}
/** Every Action.Execute with an Action.Submit to fall back to: some phones do not know the former. */
function withFallbacks(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withFallbacks);
  if (typeof node !== "object" || node === null) return node;
  const element = Object.fromEntries(Object.entries(node).map(([k, v]) => [k, withFallbacks(v)]));
  if (element["type"] !== "Action.Execute" || "fallback" in element) return element;
  const { verb, data, title, associatedInputs } = element,
    press: Press = { press: { verb, data } },
    inputs = associatedInputs === undefined ? {} : { associatedInputs };
  return { ...element, fallback: { type: "Action.Submit", title, data: press, ...inputs } };
}
/** State, title and person in one line. */
function lineOf({ head, title }: Spoken, limit: number): { fallbackText?: string } {
  const parts = head === undefined ? [title] : [head.state, head.title, head.who];
  const said = parts.filter((p): p is string => typeof p === "string" && p !== "");
  return said.length === 0 ? {} : { fallbackText: plainText(said.join(" · "), limit) };
}
/** Makes the renderer of one template. Over 25 KB the values, then the lists, are shortened; what is left out stands in the report. */
export function renderer<V extends object>(template: object): (view: V) => Card {
  let compiled: Template | undefined;
  const expand = (view: V, limit: number): Card => {
    const spoken: Spoken = view,
      whole = { folds: [], links: [], ...view };
    const { type, version, ...parts } = withFallbacks(
      (compiled ??= compile(template)).expand({ $root: cardTexts(whole, limit) }),
    ) as Pick<Card, "type" | "version" | "body">;
    return { type, version, lang: spoken.language ?? "en", ...lineOf(spoken, limit), ...WIDE, ...parts };
  };
  return (view) => {
    for (const limit of [900, 300, 120]) {
      const card = expand(view, limit);
      if (sizeOf(card) <= CARD_LIMIT) return card;
    }
    let short = view;
    for (const keep of [8, 4, 2, 1]) {
      short = Object.fromEntries(
        Object.entries(view).map(([k, v]) => [k, Array.isArray(v) ? v.slice(0, keep) : v]),
      ) as V;
      const card = expand(short, 120);
      if (sizeOf(card) <= CARD_LIMIT) return card;
    }
    return expand(short, 60);
  };
}
