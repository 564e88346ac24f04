/** The part of OData 4 filters that Graph's directory answers: a tokenizer, a parser, and an evaluator over plain objects. */
import { GraphFailure } from "./failure";

/** A value in a filter, with the type that its spelling tells. */
export type Literal =
  | { readonly type: "string" | "date" | "guid"; readonly value: string }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "null"; readonly value: null };
/** The comparisons of OData that Graph's directory answers. */
export type CompareOp = "eq" | "ne" | "gt" | "ge" | "lt" | "le";
/** The functions over texts that Graph's directory answers. */
export type CallName = "startswith" | "endswith" | "contains";
/** A filter as it is understood; `path` is the property and what is below it, or starts with the variable of an enclosing `any`. */
export type Expr =
  | { readonly kind: "and" | "or"; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "not"; readonly of: Expr }
  | { readonly kind: "compare"; readonly op: CompareOp; readonly path: readonly string[]; readonly value: Literal }
  | { readonly kind: "in"; readonly path: readonly string[]; readonly values: readonly Literal[] }
  | { readonly kind: "call"; readonly name: CallName; readonly path: readonly string[]; readonly value: Literal }
  | { readonly kind: "any"; readonly path: readonly string[]; readonly variable: string; readonly body: Expr };

type Lexeme =
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "word" | "sign"; readonly text: string };
type Token = (Lexeme | { readonly kind: "end" }) & { readonly at: number };
const literalOf = (literal: Literal): Lexeme => ({ kind: "literal", literal });
const wordOf = (text: string): Lexeme => {
  if (text === "true" || text === "false") return literalOf({ type: "boolean", value: text === "true" });
  if (text === "null") return literalOf({ type: "null", value: null });
  return { kind: "word", text };
};
/** In this order: a date and a GUID begin as numbers and words do. Blanks give no token. */
const PATTERNS: readonly [RegExp, (text: string) => Lexeme | null][] = [
  [/\s+/y, () => null],
  [/'(?:[^']|'')*'/y, (text) => literalOf({ type: "string", value: text.slice(1, -1).replace(/''/g, "'") })],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/y, (value) => literalOf({ type: "date", value })],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy, (value) => literalOf({ type: "guid", value })],
  [/-?\d+(?:\.\d+)?/y, (text) => literalOf({ type: "number", value: Number(text) })],
  [/[A-Za-z_$@][A-Za-z0-9_.$]*/y, wordOf],
  [/[(),:/]/y, (text) => ({ kind: "sign", text })],
];
const invalid = (filter: string, at: number, why: string): GraphFailure =>
  new GraphFailure(400, "Request_BadRequest", `Invalid filter clause: ${why} at position ${at} in '${filter}'.`);

function tokens(filter: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < filter.length; ) {
    let length = 0;
    for (const [pattern, make] of PATTERNS) {
      pattern.lastIndex = at;
      const m = pattern.exec(filter);
      if (m === null) continue;
      const lexeme = make(m[0]);
      if (lexeme !== null) found.push({ ...lexeme, at });
      length = m[0].length;
      break;
    }
    if (length === 0) throw invalid(filter, at, "a syntax error");
    at += length;
  }
  return [...found, { kind: "end", at: filter.length }];
}

const COMPARE: readonly CompareOp[] = ["eq", "ne", "gt", "ge", "lt", "le"];
const CALLS: readonly CallName[] = ["startswith", "endswith", "contains"];

/** Parses a decoded `$filter`. Throws GraphFailure 400 for everything that it does not understand. */
export function parseFilter(filter: string): Expr {
  return new FilterParser(filter).whole();
}

/** Recursive descent, one method a rule of the grammar: or, and, unary, then a call, an `any`, an `in` or a comparison. */
class FilterParser {
  readonly #tokens: readonly Token[];
  #next = 0;
  constructor(private readonly filter: string) {
    this.#tokens = tokens(filter);
  }

  whole(): Expr {
    const expr = this.#or();
    if (this.#peek().kind !== "end") this.#fail("a syntax error");
    return expr;
  }

  #or(): Expr {
    let left = this.#and();
    while (this.#skipWord("or")) left = { kind: "or", left, right: this.#and() };
    return left;
  }
  #and(): Expr {
    let left = this.#unary();
    while (this.#skipWord("and")) left = { kind: "and", left, right: this.#unary() };
    return left;
  }
  #unary(): Expr {
    if (this.#skipWord("not")) return { kind: "not", of: this.#unary() };
    if (!this.#skipSign("(")) return this.#predicate();
    const inner = this.#or();
    this.#take(")");
    return inner;
  }
  #predicate(): Expr {
    const first = this.#word();
    if (this.#isSign("(")) return this.#call(first);
    const path = this.#pathFrom(first);
    if (this.#isSign("(")) return this.#any(path);
    const word = this.#word();
    if (word === "in") return { kind: "in", path, values: this.#list() };
    const op = COMPARE.find((o) => o === word);
    if (op !== undefined) return { kind: "compare", op, path, value: this.#literal() };
    this.#next--;
    return this.#fail(`the operator '${word}' is not supported`);
  }
  #call(word: string): Expr {
    const name = CALLS.find((c) => c === word.toLowerCase());
    if (name === undefined) return this.#fail(`the function '${word}' is not supported`);
    this.#take("(");
    const path = this.#pathFrom(this.#word());
    this.#take(",");
    const value = this.#literal();
    this.#take(")");
    return { kind: "call", name, path, value };
  }
  #any(path: readonly string[]): Expr {
    const last = path[path.length - 1]!;
    if (last !== "any" || path.length < 2) return this.#fail(`'${last}' is not supported`);
    this.#take("(");
    const variable = this.#word();
    this.#take(":");
    const body = this.#or();
    this.#take(")");
    return { kind: "any", path: path.slice(0, -1), variable, body };
  }
  #list(): Literal[] {
    this.#take("(");
    const values = [this.#literal()];
    while (this.#skipSign(",")) values.push(this.#literal());
    this.#take(")");
    return values;
  }
  #pathFrom(first: string): string[] {
    const path = [first];
    while (this.#skipSign("/")) path.push(this.#word());
    return path;
  }

  #word(): string {
    const t = this.#peek();
    if (t.kind !== "word") return this.#fail("a name is expected");
    this.#next++;
    return t.text;
  }
  #literal(): Literal {
    const t = this.#peek();
    if (t.kind !== "literal") return this.#fail("a literal is expected");
    this.#next++;
    return t.literal;
  }
  #take(sign: string): void {
    if (!this.#skipSign(sign)) this.#fail(`'${sign}' is expected`);
  }
  #skipWord(text: string): boolean {
    const t = this.#peek();
    const there = t.kind === "word" && t.text === text;
    if (there) this.#next++;
    return there;
  }
  #skipSign(text: string): boolean {
    const there = this.#isSign(text);
    if (there) this.#next++;
    return there;
  }
  #isSign(text: string): boolean {
    const t = this.#peek();
    return t.kind === "sign" && t.text === text;
  }
  #peek(): Token {
    return this.#tokens[this.#next]!;
  }
  #fail(why: string): never {
    throw invalid(this.filter, this.#peek().at, why);
  }
}

/** How one property compares texts. */
export type Comparison = "ignore-case" | "exact" | "proxy";
const fold = (text: string, how: Comparison): string =>
  how === "exact"
    ? text
    : how === "ignore-case"
      ? text.toLowerCase()
      : text.includes(":")
        ? text.slice(0, text.indexOf(":") + 1) + text.slice(text.indexOf(":") + 1).toLowerCase()
        : text.toLowerCase();
const order = (a: unknown, value: Literal, how: Comparison): number | undefined => {
  if (value.type === "null") return a === null || a === undefined ? 0 : undefined;
  if (a === null || a === undefined) return undefined;
  if (value.type === "date") {
    const d = Date.parse(String(a)) - Date.parse(value.value);
    return Number.isNaN(d) ? undefined : d;
  }
  if (typeof value.value === "string") {
    const x = fold(String(a), how),
      y = fold(value.value, how);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return typeof a === typeof value.value ? Number(a) - Number(value.value) : undefined;
};
const HOLDS: Readonly<Record<CompareOp, (o: number | undefined) => boolean>> = {
  eq: (o) => o === 0,
  ne: (o) => o !== 0,
  gt: (o) => o !== undefined && o > 0,
  ge: (o) => o !== undefined && o >= 0,
  lt: (o) => o !== undefined && o < 0,
  le: (o) => o !== undefined && o <= 0,
};
const at = (object: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (o, p) => (typeof o === "object" && o !== null ? (o as Record<string, unknown>)[p] : undefined),
    object,
  );

/** Whether the object satisfies the expression; `how` tells the comparison of a top-level property. */
export function matches(expr: Expr, object: unknown, how: (property: string) => Comparison): boolean {
  const evaluate = (e: Expr, scope: unknown, variable?: string, property?: string): boolean => {
    const read = (path: readonly string[]): unknown =>
      variable !== undefined && path[0] === variable ? at(scope, path.slice(1)) : at(object, path);
    const compareAs = (path: readonly string[]): Comparison => how(property ?? path[0]!);
    switch (e.kind) {
      case "and":
        return evaluate(e.left, scope, variable, property) && evaluate(e.right, scope, variable, property);
      case "or":
        return evaluate(e.left, scope, variable, property) || evaluate(e.right, scope, variable, property);
      case "not":
        return !evaluate(e.of, scope, variable, property);
      case "compare":
        return HOLDS[e.op](order(read(e.path), e.value, compareAs(e.path)));
      case "in":
        return e.values.some((v) => order(read(e.path), v, compareAs(e.path)) === 0);
      case "call": {
        const value = read(e.path);
        if (typeof value !== "string" || typeof e.value.value !== "string") return false;
        const text = fold(value, compareAs(e.path)),
          part = fold(e.value.value, compareAs(e.path));
        return e.name === "startswith"
          ? text.startsWith(part)
          : e.name === "endswith"
            ? text.endsWith(part)
            : text.includes(part);
      }
      case "any": {
        const list = read(e.path);
        return Array.isArray(list) && list.some((item) => evaluate(e.body, item, e.variable, e.path[0]!));
      }
    }
  };
  return evaluate(expr, undefined);
}

/** One use of a property in a filter: which operator on which path, inside `any` or not. */
export interface Use {
  readonly path: readonly string[];
  readonly op: CompareOp | CallName | "in";
  readonly any: boolean;
  readonly negated: boolean;
  readonly value: Literal;
}
/** Every use of a property in the expression, for the rules of a resource. Throws for a path that starts at an unknown lambda variable. */
export function usesOf(expr: Expr): Use[] {
  const walk = (e: Expr, negated: boolean, lambda?: { variable: string; path: readonly string[] }): Use[] => {
    const place = (path: readonly string[]): { path: readonly string[]; any: boolean } =>
      lambda === undefined
        ? { path, any: false }
        : path[0] === lambda.variable
          ? { path: [...lambda.path, ...path.slice(1)], any: true }
          : { path, any: false };
    switch (e.kind) {
      case "and":
      case "or":
        return [...walk(e.left, negated, lambda), ...walk(e.right, negated, lambda)];
      case "not":
        return walk(e.of, true, lambda);
      case "compare":
        return [{ ...place(e.path), op: e.op, negated, value: e.value }];
      case "in":
        return e.values.map((value) => ({ ...place(e.path), op: "in" as const, negated, value }));
      case "call":
        return [{ ...place(e.path), op: e.name, negated, value: e.value }];
      case "any":
        return walk(e.body, negated, { variable: e.variable, path: e.path });
    }
  };
  return walk(expr, false);
}
