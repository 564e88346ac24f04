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

/** Makes the renderer of one template. Over 25 KB the values, then the lists, are shortened; what is left out stands in the report. */
export function renderer<V extends object>(template: object): (view: V) => Card {
  let compiled: Template | undefined;
  const expand = (view: V, limit: number): Card =>
    (compiled ??= compile(template)).expand({ $root: visibleAll(view, limit) }) as Card;
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
