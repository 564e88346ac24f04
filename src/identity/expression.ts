/**
 * The sync rules' expression language. Known from Microsoft's "Understanding Declarative Provisioning Expressions" and its functions reference:
 * `&` joins texts, `||` and `&&` are logical, `&H…` is hexadecimal, a function of texts works on every value of a multi-valued attribute. Null is
 * false in a condition, strings compare without letter case (scenario format).
 */
import { immutableIdOf } from "./anchor";
import { rdnsOf } from "./dn";

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

/** A flow with this outcome ends its attribute: no rule of lower precedence fills it (adsync reference, addendum). */
export const AUTHORITATIVE_NULL = "\u0000AuthoritativeNull";

type Node =
  | { k: "lit"; v: Scalar }
  | { k: "attr"; name: string }
  | { k: "param"; name: string }
  | { k: "call"; name: string; args: Node[] }
  | { k: "bin"; op: string; l: Node; r: Node };
type Token = { t: "num" | "str" | "id" | "attr" | "param" | "op"; v: string };

const LEX =
  /\s*(?:(&H[0-9a-f]+|\d+(?:\.\d+)?)|"((?:[^"]|"")*)"|\[([^\]]+)\]|%([^%\s]+)%|([A-Za-z_][\w.]*)|(\|\||&&|<>|<=|>=|[=<>&+\-(),*]))/iy;
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
/** Operators of one level have the same priority and are taken from left to right, `&&` no earlier than `||`; a comparison ends before both, as the standard rules need it. */
const LEVELS: readonly (readonly string[])[] = [
  ["||", "&&"],
  ["=", "<>", "<", ">", "<=", ">="],
  ["&", "+", "-", "*"],
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
    if (t.t === "op" && t.v === "-") return { k: "bin", op: "-", l: { k: "lit", v: 0 }, r: primary() };
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
      if (w === "null" || w === "ignorethisflow") return { k: "lit", v: null };
      if (w === "authoritativenull") return { k: "lit", v: AUTHORITATIVE_NULL };
      if (w === "crlf") return { k: "lit", v: "\r\n" };
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
  return isNumeric(a) || isNumeric(b)
    ? ordered(op, num(a), num(b))
    : ordered(op, text(a).toLowerCase(), text(b).toLowerCase());
}
/** One comparison of two numbers, or of two texts. */
function ordered<T extends number | string>(op: string, x: T, y: T): boolean {
  switch (op) {
    case "=":
      return x === y;
    case "<>":
      return x !== y;
    case "<":
      return x < y;
    case ">":
      return x > y;
    case "<=":
      return x <= y;
    default:
      return x >= y;
  }
}
/** Bits of large integers too: msExchRecipientTypeDetails goes beyond 32 bits. */
const bitAnd = (a: number, b: number): number => Number(BigInt(Math.trunc(a)) & BigInt(Math.trunc(b)));

type Fn = (args: (() => ExprValue)[], c: ExprContext) => ExprValue;
const listOf = (v: ExprValue): readonly Scalar[] =>
  Array.isArray(v) ? (v as Scalar[]) : v === null ? [] : [v as Scalar];
const whole = (arg: (() => ExprValue) | undefined): number => Math.trunc(num(arg?.() ?? null)) || 0;
/** A function of one text and more arguments, for every value of a multi-valued attribute. */
const ofText =
  (work: (value: string, rest: (() => ExprValue)[]) => Scalar): Fn =>
  ([first, ...rest]) => {
    const v = first?.() ?? null;
    return Array.isArray(v) ? (v as Scalar[]).map((x) => work(text(x), rest)) : work(text(v), rest);
  };
/** A negative count gives the text as it is; so does, for Mid, a start outside it. */
const leftOf = (s: string, n: number): string => (n < 0 ? s : s.slice(0, n));
const rightOf = (s: string, n: number): string => (n < 0 || n >= s.length ? s : s.slice(s.length - n));
function midOf(s: string, at: number, n: number): string {
  if (n === 0) return "";
  return n < 0 || at <= 0 || at > s.length ? s : s.slice(at - 1, at - 1 + n);
}
/** The n-th run of characters between delimiters. */
const wordOf = (s: string, n: number, delimiters: string): string =>
  [...s]
    .reduce<
      string[]
    >((words, c) => (delimiters.includes(c) ? [...words, ""] : [...words.slice(0, -1), (words.at(-1) ?? "") + c]), [])
    .filter((w) => w !== "")[n - 1] ?? "";
/** A component's value without its type, escapes kept. */
const dnValueOf = (dn: string, n: number, fromEnd: boolean): Scalar => {
  const rdns = rdnsOf(dn),
    rdn = n < 1 ? undefined : fromEnd ? rdns[rdns.length - n] : rdns[n - 1];
  return rdn === undefined ? null : rdn.replace(/^[^=]*=\s*/, "");
};
const GUID_TEXT = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

const FUNCTIONS: Readonly<Record<string, Fn>> = {
  iif: ([c, a, b]) => {
    const asked = c!();
    if (!Array.isArray(asked)) return truthy(asked) ? a!() : b!();
    const each = (asked as Scalar[]).map((x, i) => listOf(truthy(x) ? a!() : b!())[i] ?? null);
    return each.filter((x) => x !== null);
  },
  ispresent: ([v]) => present(v!()),
  isnull: ([v]) => v!() === null,
  isnullorempty: ([v]) => !present(v!()),
  isempty: ([v]) => v!() === "",
  isnumeric: ([v]) => present(v!()) && !Number.isNaN(num(v!())),
  isguid: ([v]) => GUID_TEXT.test(text(v!())),
  isbitset: ([v, flag]) => bitAnd(num(v!()), num(flag!())) !== 0,
  bitand: ([a, b]) => bitAnd(num(a!()), num(b!())),
  bitor: ([a, b]) => Number(BigInt(Math.trunc(num(a!()))) | BigInt(Math.trunc(num(b!())))),
  left: ofText((s, [n]) => leftOf(s, whole(n))),
  right: ofText((s, [n]) => rightOf(s, whole(n))),
  mid: ofText((s, [at, n]) => midOf(s, whole(at), n === undefined ? s.length : whole(n))),
  instr: ofText((s, [f]) => s.toLowerCase().indexOf(text(f!()).toLowerCase()) + 1),
  cbool: ([v]) => truthy(v!()),
  cstr: ([v]) => {
    const x = v!();
    return x === null ? null : text(x);
  },
  cnum: ([v]) => num(v!()),
  len: ofText((s) => s.length),
  lcase: ofText((s) => s.toLowerCase()),
  ucase: ofText((s) => s.toUpperCase()),
  trim: ofText((s) => s.trim()),
  ltrim: ofText((s) => s.trimStart()),
  rtrim: ofText((s) => s.trimEnd()),
  replace: ofText((s, [a, b]) => (text(a!()) === "" ? s : s.split(text(a!())).join(text(b!())))),
  word: ofText((s, [n, d]) => wordOf(s, whole(n), text(d!()))),
  item: ([v, n]) => {
    const found = listOf(v!())[whole(n) - 1];
    if (found === undefined) throw new RuleError("Item: the index is out of bounds");
    return found;
  },
  itemornull: ([v, n]) => listOf(v!())[whole(n) - 1] ?? null,
  count: ([v]) => listOf(v!()).length,
  contains: ([v, s]) => listOf(v!()).findIndex((y) => text(y).includes(text(s!()))) + 1,
  join: ([v, d]) =>
    listOf(v!())
      .map(text)
      .join(d === undefined ? " " : text(d())),
  split: ([v, d]) => text(v!()).split(text(d!())),
  importedvalue: ([name], c) => c.attribute(text(name!())),
  cref: ([v]) => text(v!()),
  dncomponent: ([dn, n]) => dnValueOf(text(dn!()), whole(n), false),
  dncomponentrev: ([dn, n]) => dnValueOf(text(dn!()), whole(n), true),
  converttobase64: ([v]) => {
    const s = text(v!());
    return s === "" ? null : base64OfGuid(s);
  },
  converttoutf8hex: ofText((s) => Buffer.from(s, "utf8").toString("hex").toUpperCase()),
  stringfromguid: ([v]) => text(v!()),
  stringfromsid: ([v]) => text(v!()),
  error: ([v]) => {
    throw new RuleError(text(v!()));
  },
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
/** An operator works on every value of a multi-valued attribute at its left. */
const onValues = (v: ExprValue, work: (x: Scalar) => Scalar): ExprValue =>
  Array.isArray(v) ? (v as Scalar[]).map(work) : work(v as Scalar);
function applied(op: string, l: Scalar, r: ExprValue): Scalar {
  if (op === "&") return text(l) + text(r);
  if (op !== "+" && op !== "-" && op !== "*") return compare(op, l, r);
  return op === "+" ? num(l) + num(r) : op === "-" ? num(l) - num(r) : num(l) * num(r);
}
function run(n: Node, c: ExprContext): ExprValue {
  switch (n.k) {
    case "lit":
      return n.v;
    case "attr":
      return n.name.toLowerCase() === "dn" ? c.dn : c.attribute(n.name);
    case "param":
      return c.parameter?.(n.name) ?? null;
    case "bin":
      if (n.op === "||") return truthy(run(n.l, c)) || truthy(run(n.r, c));
      if (n.op === "&&") return truthy(run(n.l, c)) && truthy(run(n.r, c));
      return onValues(run(n.l, c), (l) => applied(n.op, l, run(n.r, c)));
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
