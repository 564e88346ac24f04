/** Template and view in, an Adaptive Card out. Templates are constant and compiled once; views are complete and hold only text, numbers, booleans and lists of them. */
import type { Template } from "adaptivecards-templating";
import { visibleAll } from "./text";

/** The compiler and its expression language are large: they are loaded with the first card, not with the program. */
const compile = (template: object): Template => {
  const templating = require("adaptivecards-templating") as typeof import("adaptivecards-templating");
  return new templating.Template(template);
};

export interface Card {
  readonly type: "AdaptiveCard";
  readonly version: "1.5";
  readonly body: readonly object[];
  readonly actions?: readonly object[];
  readonly [k: string]: unknown;
}
export const CARD_LIMIT = 25 * 1024;
const sizeOf = (card: unknown): number => JSON.stringify(card).length;

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
  const { verb, data, title } = element,
    press: Press = { press: { verb, data } };
  return { ...element, fallback: { type: "Action.Submit", title, data: press } };
}
/** Makes the renderer of one template. Over 25 KB the values, then the lists, are shortened; what is left out stands in the report. */
export function renderer<V extends object>(template: object): (view: V) => Card {
  let compiled: Template | undefined;
  const expand = (view: V, limit: number): Card =>
    withFallbacks((compiled ??= compile(template)).expand({ $root: visibleAll(view, limit) })) as Card;
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
