/** The pieces that cards share: JSON in blocks/, placed in a template as `{ "$block": "head" }`, and the shape of the views that they show. */
import buttons from "./blocks/buttons.json";
import facts from "./blocks/facts.json";
import fold from "./blocks/fold.json";
import folds from "./blocks/folds.json";
import head from "./blocks/head.json";
import lines from "./blocks/lines.json";
import type { Labels } from "./text";
import type { Verb } from "./verbs";

/**
 * - `head`: `view.head`.
 * - `folds`: `view.folds`, one link each, which shows and hides a fold; then `view.links`. Either may be missing.
 * - `fold` (`id`, `items`): hidden at first; under the label `id`, where the view's list `id` is not empty.
 * - `facts` (`list`): name and value side by side.
 * - `lines` (`list`): one text each.
 * - `buttons` (`list`): what takes inputs with it is no button of this block.
 */
const BLOCKS: Readonly<Record<string, unknown>> = { head, folds, fold, facts, lines, buttons };

/** How a card's head looks; the word of `state` says the same without a colour. */
export type Tone = "good" | "attention" | "warning" | "accent" | "emphasis";
/** What a card is about, at one glance. `state`: a mark and a word. `title`: our own words only, it is read as Markdown. `who`: the person; may be empty. */
export interface Head {
  readonly tone: Tone;
  readonly state: string;
  readonly title: string;
  readonly who: string;
}
/** A page that opens in the browser. `url`: made of our own words and of what was proved to be an id. */
export interface Link {
  readonly title: string;
  readonly url: string;
}
/** A line of a list. */
export interface Line {
  readonly text: string;
}
/** A name and what it is. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}
/** A button without inputs. `data` hold ids and a revision. */
export interface Button {
  readonly title: string;
  readonly style: "default" | "positive" | "destructive";
  readonly verb: Verb;
  readonly data: Readonly<Record<string, string | number>>;
}
/** A link that shows and hides the fold of this id. */
export interface Fold {
  readonly id: string;
  readonly label: string;
}
/** The links to those of these lists that hold something; a list's name is its fold's id and its label's key. */
export const foldsOf = (lists: Readonly<Record<string, readonly unknown[]>>, labels: Labels): Fold[] =>
  Object.entries(lists).flatMap(([id, list]) => (list.length === 0 ? [] : [{ id, label: labels[id] ?? id }]));

/** The template with its blocks in place. A block's `@{name}` is the value beside `$block`. */
export function withBlocks(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withBlocks);
  if (typeof node !== "object" || node === null) return node;
  const parts = Object.fromEntries(Object.entries(node).map(([k, v]) => [k, withBlocks(v)]));
  if (!("$block" in parts)) return parts;
  const block = BLOCKS[String(parts["$block"])];
  if (block === undefined) throw new Error(`There is no block ${String(parts["$block"])} in src/cards/blocks.`);
  return filled(block, parts);
}
/** `@{name}` alone is replaced by the value as it is, inside a text by its text. */
function filled(node: unknown, parts: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(node)) return node.map((n) => filled(n, parts));
  if (typeof node === "object" && node !== null)
    return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, filled(v, parts)]));
  if (typeof node !== "string") return node;
  const whole = /^@\{(\w+)\}$/.exec(node)?.[1];
  return whole === undefined ? node.replace(/@\{(\w+)\}/g, (_, name: string) => String(parts[name])) : parts[whole];
}
