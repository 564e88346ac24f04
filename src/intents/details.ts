/** What a message says beside its intent: whose cases, which cycle, whether a verdict was right. Pure. */
import { clausesOf, patternOf } from "../triage/phrases";
import { SETS } from "./phrases";

const pattern = (phrase: string): RegExp => patternOf(phrase, SETS);
const says = (body: string, patterns: readonly RegExp[]): boolean =>
  clausesOf(body).some((c) => patterns.some((p) => p.test(c)));

/** Which cases are meant: the caller's own, those of this conversation, or all. */
export type Scope = "mine" | "here" | "all";
const MINE = ["my|mine|meine|meinen|ich|i|mis|mes"].map(pattern),
  HERE = ["channel|here|kanal|hier|chat|conversation|thread|unterhaltung|aquí|ici|canal"].map(pattern),
  ALL = ["all|everybody|everyone|everybody's|alle|aller|sämtliche|todos|todas|tous|toutes"].map(pattern);
/** Undefined where it does not say. */
export const scopeIn = (body: string): Scope | undefined =>
  says(body, HERE) ? "here" : says(body, ALL) ? "all" : says(body, MINE) ? "mine" : undefined;

const FULL = ["full|initial*|voll*|fullsync|full-sync"].map(pattern);
/** Which cycle is wished for. */
export const cycleIn = (body: string): "delta" | "full" => (says(body, FULL) ? "full" : "delta");

const WRONG = [
    "{notright}",
    "{not} … {right}",
    "{right}|stimmte … nicht",
    "lag|lags|liegt … nicht",
    "nicht … daran|an",
    "something|etwas … else|anderes|different",
    "{not}|nicht … cause|reason|ursache|grund|it",
  ].map(pattern),
  RIGHT = ["{right}", "well spotted", "lag an|daran", "daran lag", "that|das was|war [it|es]"].map(pattern);
/** Whether a verdict is called right; undefined where it does not say. */
export const rightIn = (body: string): boolean | undefined =>
  says(body, WRONG) ? false : says(body, RIGHT) ? true : undefined;
