/**
 * The sync rules' expression language, as far as the standard rules and common own rules use it. Known from the engine's function reference:
 * null is false in a condition, strings compare without letter case, `&` joins texts, `||` and `&&` are logical, `&H…` is hexadecimal.
 */
import { immutableIdOf } from "./anchor";

export type Scalar = string | number | boolean | null;
export type ExprValue = Scalar | readonly Scalar[];
export interface ExprContext {
  readonly attribute: (name: string) => ExprValue;
  readonly parameter?: (name: string) => Scalar;
  readonly dn: string;
}
/** A rule called Error(): the object fails with `sync-rule-error-function-triggered`. */
export class RuleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "RuleError";
  }
}
export class ExpressionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ExpressionError";
  }
}

type Node =
  | { k: "lit"; v: Scalar }
  | { k: "attr"; name: string }
  | { k: "param"; name: string }
  | { k: "call"; name: string; args: Node[] }
  | { k: "bin"; op: string; l: Node; r: Node }
  | { k: "not"; e: Node };
type Token = { t: "num" | "str" | "id" | "attr" | "param" | "op"; v: string };

const LEX =
  /\s*(?:(&H[0-9a-f]+|\d+(?:\.\d+)?)|"((?:[^"]|"")*)"|\[([^\]]+)\]|%([^%\s]+)%|([A-Za-z_][\w.]*)|(\|\||&&|<>|<=|>=|[=<>&+\-(),!*/]))/iy;
function lex(source: string): Token[] {
  const out: Token[] = [];
  LEX.lastIndex = 0;
  while (LEX.lastIndex < source.trimEnd().length) {
    const at = LEX.lastIndex,
      m = LEX.exec(source);
    if (m === null) throw new ExpressionError(`not understood at ${at}: ${source.slice(at, at + 20)}`);
    if (m[1] !== undefined) out.push({ t: "num", v: m[1] });
    else if (m[2] !== undefined) out.push({ t: "str", v: m[2].replace(/""/g, '"').replace(/\\\\/g, "\\") });
    else if (m[3] !== undefined) out.push({ t: "attr", v: m[3] });
    else if (m[4] !== undefined) out.push({ t: "param", v: m[4] });
    else if (m[5] !== undefined) out.push({ t: "id", v: m[5] });
    else out.push({ t: "op", v: m[6]! });
  }
  return out;
}
const LEVELS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["=", "<>", "<", ">", "<=", ">="],
  ["&"],
  ["+", "-"],
  ["*", "/"],
];
/** Parses once; throws ExpressionError on what it does not understand. */
export function parseExpression(source: string): Node {
  const tokens = lex(source);
  let i = 0;
  const is = (v: string): boolean => tokens[i]?.t === "op" && tokens[i]!.v === v;
  const eat = (v: string): void => {
    if (!is(v)) throw new ExpressionError(`"${v}" expected, "${tokens[i]?.v ?? "the end"}" found`);
    i++;
  };
  const primary = (): Node => {
    const t = tokens[i++];
    if (t === undefined) throw new ExpressionError("the expression ends too early");
    if (t.t === "num") return { k: "lit", v: /^&h/i.test(t.v) ? parseInt(t.v.slice(2), 16) : Number(t.v) };
    if (t.t === "str") return { k: "lit", v: t.v };
    if (t.t === "attr") return { k: "attr", name: t.v };
    if (t.t === "param") return { k: "param", name: t.v };
    if (t.t === "op" && t.v === "(") {
      const e = level(0);
      eat(")");
      return e;
    }
    if (t.t === "op" && (t.v === "!" || t.v === "-")) {
      const e = primary();
      return t.v === "!" ? { k: "not", e } : { k: "bin", op: "-", l: { k: "lit", v: 0 }, r: e };
    }
    if (t.t === "id") {
      if (is("(")) {
        i++;
        const args: Node[] = [];
        if (!is(")"))
          for (;;) {
            args.push(level(0));
            if (is(",")) i++;
            else break;
          }
        eat(")");
        return { k: "call", name: t.v.toLowerCase(), args };
      }
      const w = t.v.toLowerCase();
      if (w === "true" || w === "false") return { k: "lit", v: w === "true" };
      if (w === "null" || w === "ignorethisflow" || w === "authoritativenull") return { k: "lit", v: null };
      if (w === "not") return { k: "not", e: primary() };
      return { k: "lit", v: t.v };
    }
    throw new ExpressionError(`"${t.v}" not expected`);
  };
  const level = (n: number): Node => {
    if (n === LEVELS.length) return primary();
    let l = level(n + 1);
    while (tokens[i]?.t === "op" && LEVELS[n]!.includes(tokens[i]!.v)) {
      const op = tokens[i++]!.v;
      l = { k: "bin", op, l, r: level(n + 1) };
    }
    return l;
  };
  const tree = level(0);
  if (i < tokens.length) throw new ExpressionError(`"${tokens[i]!.v}" not expected`);
  return tree;
}

const first = (v: ExprValue): Scalar => (Array.isArray(v) ? ((v as readonly Scalar[])[0] ?? null) : (v as Scalar));
const text = (v: ExprValue): string => {
  const s = first(v);
  return s === null ? "" : typeof s === "boolean" ? (s ? "True" : "False") : String(s);
};
const num = (v: ExprValue): number => {
  const s = first(v);
  return typeof s === "number" ? s : s === null ? 0 : typeof s === "boolean" ? Number(s) : Number(s);
};
export const truthy = (v: ExprValue): boolean => {
  const s = first(v);
  return s === true || (typeof s === "string" && /^true$/i.test(s)) || (typeof s === "number" && s !== 0);
};
const present = (v: ExprValue): boolean => (Array.isArray(v) ? v.length > 0 : v !== null && v !== "");
const isNumeric = (v: Scalar): boolean => typeof v === "number";
function compare(op: string, l: ExprValue, r: ExprValue): boolean {
  const a = first(l),
    b = first(r);
  if (a === null || b === null) return op === "=" ? a === b : op === "<>" ? a !== b : false;
  if (isNumeric(a) || isNumeric(b)) {
    const x = num(a),
      y = num(b);
    return op === "="
      ? x === y
      : op === "<>"
        ? x !== y
        : op === "<"
          ? x < y
          : op === ">"
            ? x > y
            : op === "<="
              ? x <= y
              : x >= y;
  }
  const x = text(a).toLowerCase(),
    y = text(b).toLowerCase();
  return op === "="
    ? x === y
    : op === "<>"
      ? x !== y
      : op === "<"
        ? x < y
        : op === ">"
          ? x > y
          : op === "<="
            ? x <= y
            : x >= y;
}
/** Bits of large integers too: msExchRecipientTypeDetails goes beyond 32 bits. */
const bitAnd = (a: number, b: number): number => Number(BigInt(Math.trunc(a)) & BigInt(Math.trunc(b)));

type Fn = (args: (() => ExprValue)[], c: ExprContext) => ExprValue;
const FUNCTIONS: Readonly<Record<string, Fn>> = {
  iif: ([c, a, b]) => (truthy(c!()) ? a!() : b!()),
  ispresent: ([v]) => present(v!()),
  isnull: ([v]) => !present(v!()),
  isnullorempty: ([v]) => !present(v!()),
  bitand: ([a, b]) => bitAnd(num(a!()), num(b!())),
  bitor: ([a, b]) => Number(BigInt(Math.trunc(num(a!()))) | BigInt(Math.trunc(num(b!())))),
  left: ([s, n]) => text(s!()).slice(0, num(n!())),
  right: ([s, n]) => {
    const t = text(s!());
    return t.slice(Math.max(0, t.length - num(n!())));
  },
  mid: ([s, at, n]) => text(s!()).slice(num(at!()) - 1, n === undefined ? undefined : num(at!()) - 1 + num(n())),
  instr: ([s, f]) => text(s!()).toLowerCase().indexOf(text(f!()).toLowerCase()) + 1,
  cbool: ([v]) => truthy(v!()),
  cstr: ([v]) => text(v!()),
  cnum: ([v]) => num(v!()),
  len: ([v]) => text(v!()).length,
  lcase: ([v]) => text(v!()).toLowerCase(),
  ucase: ([v]) => text(v!()).toUpperCase(),
  trim: ([v]) => text(v!()).trim(),
  replace: ([s, a, b]) => text(s!()).split(text(a!())).join(text(b!())),
  word: ([s, n, d]) =>
    text(s!()).split(new RegExp(`[${text(d!()).replace(/[\]\\^-]/g, "\\$&")}]`))[num(n!()) - 1] ?? "",
  item: ([v, n]) => {
    const x = v!();
    return Array.isArray(x) ? ((x as Scalar[])[num(n!()) - 1] ?? null) : first(x);
  },
  count: ([v]) => {
    const x = v!();
    return Array.isArray(x) ? x.length : present(x) ? 1 : 0;
  },
  contains: ([v, s]) => {
    const x = v!(),
      want = text(s!()).toLowerCase();
    return (Array.isArray(x) ? (x as Scalar[]) : [x as Scalar]).findIndex((y) => text(y).toLowerCase() === want) + 1;
  },
  join: ([v, d]) => {
    const x = v!();
    return (Array.isArray(x) ? (x as Scalar[]) : [x as Scalar]).map(text).join(text(d!()));
  },
  not: ([v]) => !truthy(v!()),
  and: (a) => a.every((x) => truthy(x())),
  or: (a) => a.some((x) => truthy(x())),
  cref: ([v]) => text(v!()),
  dncomponent: ([dn, n]) => text(dn!()).split(/(?<!\\),/)[num(n!()) - 1] ?? null,
  dncomponentrev: ([dn, n]) =>
    text(dn!())
      .split(/(?<!\\),/)
      .reverse()[num(n!()) - 1] ?? null,
  converttobase64: ([v]) => {
    const s = text(v!());
    return s === "" ? null : base64OfGuid(s);
  },
  converttoutf8hex: ([v]) => Buffer.from(text(v!()), "utf8").toString("hex").toUpperCase(),
  stringfromguid: ([v]) => text(v!()),
  stringfromsid: ([v]) => text(v!()),
  guidfromstring: ([v]) => text(v!()),
  error: ([v]) => {
    throw new RuleError(text(v!()));
  },
  trimlefttext: ([v]) => text(v!()).trimStart(),
  switch: (a) => {
    for (let i = 0; i + 1 < a.length; i += 2) if (truthy(a[i]!())) return a[i + 1]!();
    return null;
  },
  removeduplicates: ([v]) => {
    const x = v!();
    return Array.isArray(x) ? [...new Set(x as Scalar[])] : x;
  },
};
function base64OfGuid(value: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return immutableIdOf(value)!;
  return /^[A-Za-z0-9+/]+=*$/.test(value) ? value : Buffer.from(value, "utf8").toString("base64");
}
function run(n: Node, c: ExprContext): ExprValue {
  switch (n.k) {
    case "lit":
      return n.v;
    case "attr":
      return n.name.toLowerCase() === "dn" ? c.dn : c.attribute(n.name);
    case "param":
      return c.parameter?.(n.name) ?? null;
    case "not":
      return !truthy(run(n.e, c));
    case "bin":
      if (n.op === "||") return truthy(run(n.l, c)) || truthy(run(n.r, c));
      if (n.op === "&&") return truthy(run(n.l, c)) && truthy(run(n.r, c));
      if (n.op === "&") return text(run(n.l, c)) + text(run(n.r, c));
      if (n.op === "+" || n.op === "-" || n.op === "*" || n.op === "/") {
        const a = num(run(n.l, c)),
          b = num(run(n.r, c));
        return n.op === "+" ? a + b : n.op === "-" ? a - b : n.op === "*" ? a * b : a / b;
      }
      return compare(n.op, run(n.l, c), run(n.r, c));
    case "call": {
      const f = FUNCTIONS[n.name];
      if (f === undefined) throw new ExpressionError(`function ${n.name} is not known here`);
      return f(
        n.args.map((a) => () => run(a, c)),
        c,
      );
    }
  }
}
/** Evaluates an expression; throws RuleError where the rule calls Error(), ExpressionError on what it does not understand. */
export const evaluateExpression = (source: string, c: ExprContext): ExprValue => run(parseExpression(source), c);
/** Attribute names that an expression reads. */
export function attributesIn(source: string): string[] {
  return [...new Set([...source.matchAll(/\[([^\]"]+)\]/g)].map((m) => m[1]!))];
}
