/**
 * The expression language of sync rules, read and carried out. Known from Microsoft's "Understanding Declarative Provisioning Expressions" and
 * its functions reference; the scenario format adds: null is false in a condition, and comparing texts ignores letter case.
 */
import { FUNCTIONS, type FlowFunction } from "./functions";
import { isTrue, sizeOf, textOf, type FlowValue } from "./flow-value";

/** What an expression is evaluated on: attributes by name, `%parameters%`, and the object's DN under the name `dn`. */
export interface FlowSource {
  attribute(name: string): FlowValue;
  parameter(name: string): FlowValue;
}
type Evaluate = (source: FlowSource) => FlowValue;
/** An expression that the language does not have: no rule that holds it can be carried out. */
export class UnknownExpression extends Error {}

type Token = { readonly kind: "text" | "number" | "attribute" | "parameter" | "word" | "sign"; readonly text: string };
const TOKEN =
  /\s+|"((?:[^"]|"")*)"|\[([^\]]*)\]|%([^%]*)%|(&H[0-9a-f]+|\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_.]*)|(&&|\|\||<=|>=|<>|[-+*&<>=(),])/giy;
function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.length) {
    const at = TOKEN.lastIndex,
      m = TOKEN.exec(expression);
    if (m === null) throw new UnknownExpression(`nothing begins with "${expression.slice(at, at + 12)}"`);
    const [, text, attribute, parameter, number, word, sign] = m;
    if (text !== undefined) tokens.push({ kind: "text", text: text.replaceAll('""', '"').replaceAll("\\\\", "\\") });
    else if (attribute !== undefined) tokens.push({ kind: "attribute", text: attribute.trim() });
    else if (parameter !== undefined) tokens.push({ kind: "parameter", text: parameter.trim() });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
  }
  return tokens;
}

/** Signs of one rank are taken from left to right, none before another; a comparison ends before `&&` and `||`, as the shipped rules need it. */
const RANKS: readonly (readonly string[])[] = [
  ["||", "&&"],
  ["=", "<>", "<", "<=", ">", ">="],
  ["+", "-", "*", "&"],
];
const WORDS: Readonly<Record<string, FlowValue>> = {
  null: null,
  true: true,
  false: false,
  crlf: "\r\n",
  authoritativenull: { flow: "AuthoritativeNull" },
  ignorethisflow: { flow: "IgnoreThisFlow" },
  vbtextcompare: "vbTextCompare",
  vbbinarycompare: "vbBinaryCompare",
  casesensitive: "CaseSensitive",
  caseinsensitive: "CaseInsensitive",
};

class Reader {
  #at = 0;
  constructor(readonly tokens: readonly Token[]) {}
  whole(): Evaluate {
    const all = this.#rank(0);
    if (this.#at < this.tokens.length) throw new UnknownExpression(`"${this.tokens[this.#at]!.text}" is one too many`);
    return all;
  }
  #sign(...wanted: readonly string[]): string | undefined {
    const t = this.tokens[this.#at];
    if (t?.kind !== "sign" || !wanted.includes(t.text)) return undefined;
    this.#at++;
    return t.text;
  }
  #expect(sign: string): void {
    if (this.#sign(sign) === undefined) throw new UnknownExpression(`"${sign}" is missing`);
  }
  #rank(rank: number): Evaluate {
    const signs = RANKS[rank];
    if (signs === undefined) return this.#single();
    let left = this.#rank(rank + 1);
    for (let sign = this.#sign(...signs); sign !== undefined; sign = this.#sign(...signs))
      left = joined(sign, left, this.#rank(rank + 1));
    return left;
  }
  #single(): Evaluate {
    if (this.#sign("(") !== undefined) {
      const inner = this.#rank(0);
      this.#expect(")");
      return inner;
    }
    if (this.#sign("-") !== undefined) {
      const positive = this.#single();
      return (source) => -sizeOf(positive(source));
    }
    const t = this.tokens[this.#at++];
    if (t === undefined) throw new UnknownExpression("a value is missing at the end");
    switch (t.kind) {
      case "text":
        return () => t.text;
      case "number":
        return always(/^&H/i.test(t.text) ? Number.parseInt(t.text.slice(2), 16) : Number(t.text));
      case "attribute":
        return (source) => source.attribute(t.text);
      case "parameter":
        return (source) => source.parameter(t.text);
      case "word":
        return this.#sign("(") !== undefined ? this.#call(t.text) : this.#named(t.text);
      case "sign":
        throw new UnknownExpression(`"${t.text}" stands where a value belongs`);
    }
  }
  #named(word: string): Evaluate {
    const value = WORDS[word.toLowerCase()];
    if (value === undefined) throw new UnknownExpression(`there is no constant ${word}`);
    return always(value);
  }
  #call(name: string): Evaluate {
    const given: Evaluate[] = [];
    if (this.#sign(")") === undefined) {
      do given.push(this.#rank(0));
      while (this.#sign(",") !== undefined);
      this.#expect(")");
    }
    const lazy = LAZY[name.toLowerCase()];
    if (lazy !== undefined) return lazy(given);
    const fn: FlowFunction | undefined = FUNCTIONS[name.toLowerCase()];
    if (fn === undefined) throw new UnknownExpression(`there is no function ${name}`);
    return (source) => fn(...given.map((g) => g(source)));
  }
}
const always =
  (value: FlowValue): Evaluate =>
  () =>
    value;

/** IIF takes the branch that its condition chooses, so that Error() in the other one is not called; on the values of a multi-valued condition, for each. */
function iif([condition, yes, no]: readonly Evaluate[]): Evaluate {
  if (condition === undefined || yes === undefined || no === undefined)
    throw new UnknownExpression("IIF takes a condition and two values");
  return (source) => {
    const asked = condition(source);
    if (!Array.isArray(asked)) return (isTrue(asked) ? yes : no)(source);
    const chosen = asked.map((each, i) => {
      const value = (isTrue(each) ? yes : no)(source);
      return Array.isArray(value) ? (value[i] ?? null) : value;
    });
    return chosen.filter((v) => v !== null) as FlowValue;
  };
}
/** The value beside the first condition that is true; null where none is. */
function switched(given: readonly Evaluate[]): Evaluate {
  if (given.length === 0 || given.length % 2 === 1) throw new UnknownExpression("Switch takes pairs");
  return (source) => {
    for (let i = 0; i < given.length; i += 2) if (isTrue(given[i]!(source))) return given[i + 1]!(source);
    return null;
  };
}
/** The attribute's value as the last import confirmed it; its name stands in quotes. */
function importedValue([name]: readonly Evaluate[]): Evaluate {
  if (name === undefined) throw new UnknownExpression("ImportedValue takes the name of an attribute");
  return (source) => source.attribute(textOf(name(source)));
}
const LAZY: Readonly<Record<string, (given: readonly Evaluate[]) => Evaluate>> = {
  iif,
  switch: switched,
  importedvalue: importedValue,
};

function joined(sign: string, left: Evaluate, right: Evaluate): Evaluate {
  if (sign === "&&") return (source) => isTrue(left(source)) && isTrue(right(source));
  if (sign === "||") return (source) => isTrue(left(source)) || isTrue(right(source));
  return (source) => eachOf(left(source), (l) => applied(sign, l, right(source)));
}
/** A sign between a multi-valued value and another works on each of its values. */
const eachOf = (value: FlowValue, work: (single: FlowValue) => FlowValue): FlowValue =>
  Array.isArray(value) ? (value.map(work) as FlowValue) : work(value);
function applied(sign: string, left: FlowValue, right: FlowValue): FlowValue {
  switch (sign) {
    case "&":
      return textOf(left) + textOf(right);
    case "+":
      return sizeOf(left) + sizeOf(right);
    case "-":
      return sizeOf(left) - sizeOf(right);
    case "*":
      return sizeOf(left) * sizeOf(right);
    default:
      return compared(sign, left, right);
  }
}
function compared(sign: string, left: FlowValue, right: FlowValue): boolean {
  if (left === null || right === null) return sign === "<>" ? left !== right : sign === "=" && left === right;
  const both =
    typeof left === "number" || typeof right === "number"
      ? ([sizeOf(left), sizeOf(right)] as const)
      : ([textOf(left).toLowerCase(), textOf(right).toLowerCase()] as const);
  const [a, b] = both;
  switch (sign) {
    case "=":
      return a === b;
    case "<>":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    default:
      return a >= b;
  }
}

/** The expression, ready to be carried out on objects. Throws UnknownExpression where the language has no such thing. */
export const flowOf = (expression: string): Evaluate => new Reader(tokensOf(expression)).whole();
