/** The part of OData 4 filters that Graph's directory answers: a tokenizer, a parser, and an evaluator over plain objects. */
import { GraphFailure } from "./failure";

export type Literal =
  | { readonly type: "string" | "date" | "guid"; readonly value: string }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "null"; readonly value: null };
export type CompareOp = "eq" | "ne" | "gt" | "ge" | "lt" | "le";
export type CallName = "startswith" | "endswith" | "contains";
export type Expr =
  | { readonly kind: "and" | "or"; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "not"; readonly of: Expr }
  | { readonly kind: "compare"; readonly op: CompareOp; readonly path: readonly string[]; readonly value: Literal }
  | { readonly kind: "in"; readonly path: readonly string[]; readonly values: readonly Literal[] }
  | { readonly kind: "call"; readonly name: CallName; readonly path: readonly string[]; readonly value: Literal }
  | { readonly kind: "any"; readonly path: readonly string[]; readonly variable: string; readonly body: Expr };

type Token =
  | { readonly kind: "literal"; readonly literal: Literal; readonly at: number }
  | { readonly kind: "word" | "sign"; readonly text: string; readonly at: number }
  | { readonly kind: "end"; readonly at: number };
const PATTERNS: readonly [RegExp, (m: string) => Omit<Token & { kind: string }, "at"> | null][] = [
  [/\s+/y, () => null],
  [
    /'(?:[^']|'')*'/y,
    (m) => ({ kind: "literal", literal: { type: "string", value: m.slice(1, -1).replace(/''/g, "'") } }) as never,
  ],
  [
    /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/y,
    (m) => ({ kind: "literal", literal: { type: "date", value: m } }) as never,
  ],
  [
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy,
    (m) => ({ kind: "literal", literal: { type: "guid", value: m } }) as never,
  ],
  [/-?\d+(?:\.\d+)?/y, (m) => ({ kind: "literal", literal: { type: "number", value: Number(m) } }) as never],
  [
    /[A-Za-z_$@][A-Za-z0-9_.$]*/y,
    (m) =>
      (m === "true" || m === "false"
        ? { kind: "literal", literal: { type: "boolean", value: m === "true" } }
        : m === "null"
          ? { kind: "literal", literal: { type: "null", value: null } }
          : { kind: "word", text: m }) as never,
  ],
  [/[(),:/]/y, (m) => ({ kind: "sign", text: m }) as never],
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
      const token = make(m[0]);
      if (token !== null) found.push({ ...token, at } as Token);
      length = m[0].length;
      break;
    }
    if (length === 0) throw invalid(filter, at, "a syntax error");
    at += length;
  }
  return [...found, { kind: "end", at: filter.length }];
}

const COMPARE = new Set(["eq", "ne", "gt", "ge", "lt", "le"]);
const CALLS = new Set(["startswith", "endswith", "contains"]);

/** Parses a decoded `$filter`. Throws GraphFailure 400 for everything that it does not understand. */
export function parseFilter(filter: string): Expr {
  const all = tokens(filter);
  let i = 0;
  const peek = (): Token => all[i]!;
  const fail = (why: string): never => {
    throw invalid(filter, peek().at, why);
  };
  const isWord = (text: string): boolean => {
    const t = peek();
    return t.kind === "word" && t.text === text;
  };
  const isSign = (text: string): boolean => {
    const t = peek();
    return t.kind === "sign" && t.text === text;
  };
  const take = (text: string): void => {
    if (!isSign(text)) fail(`'${text}' is expected`);
    i++;
  };
  const word = (): string => {
    const t = peek();
    if (t.kind !== "word") return fail("a name is expected");
    i++;
    return t.text;
  };
  const literal = (): Literal => {
    const t = peek();
    if (t.kind !== "literal") return fail("a literal is expected");
    i++;
    return t.literal;
  };
  const or = (): Expr => {
    let left = and();
    while (isWord("or")) {
      i++;
      left = { kind: "or", left, right: and() };
    }
    return left;
  };
  const and = (): Expr => {
    let left = unary();
    while (isWord("and")) {
      i++;
      left = { kind: "and", left, right: unary() };
    }
    return left;
  };
  const unary = (): Expr => {
    if (isWord("not")) {
      i++;
      return { kind: "not", of: unary() };
    }
    if (isSign("(")) {
      i++;
      const inner = or();
      take(")");
      return inner;
    }
    return predicate();
  };
  const pathFrom = (first: string): string[] => {
    const path = [first];
    while (isSign("/")) {
      i++;
      path.push(word());
    }
    return path;
  };
  const predicate = (): Expr => {
    const first = word();
    if (isSign("(")) {
      const name = first.toLowerCase();
      if (!CALLS.has(name)) return fail(`the function '${first}' is not supported`);
      i++;
      const path = pathFrom(word());
      take(",");
      const value = literal();
      take(")");
      return { kind: "call", name: name as CallName, path, value };
    }
    const path = pathFrom(first);
    const last = path[path.length - 1]!;
    if (isSign("(")) {
      if (last !== "any" || path.length < 2) return fail(`'${last}' is not supported`);
      i++;
      const variable = word();
      take(":");
      const body = or();
      take(")");
      return { kind: "any", path: path.slice(0, -1), variable, body };
    }
    const op = word();
    if (op === "in") {
      take("(");
      const values = [literal()];
      while (isSign(",")) {
        i++;
        values.push(literal());
      }
      take(")");
      return { kind: "in", path, values };
    }
    if (!COMPARE.has(op)) {
      i--;
      return fail(`the operator '${op}' is not supported`);
    }
    return { kind: "compare", op: op as CompareOp, path, value: literal() };
  };
  const expr = or();
  if (peek().kind !== "end") fail("a syntax error");
  return expr;
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
