/** Functions of the expression language, each as Microsoft's "Functions Reference" of Connect Sync tells it; names are looked up in lower case. */
import { immutableIdOf } from "../../identity/anchor";
import { rdnsOf } from "../../identity/dn";
import { Bytes, isEmpty, isTrue, RuleCalledError, sizeOf, textOf, type FlowScalar, type FlowValue } from "./flow-value";

export type FlowFunction = (...given: readonly FlowValue[]) => FlowValue;
const GUID = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const whole = (value: FlowValue | undefined): number => Math.trunc(sizeOf(value ?? null));
const valuesOf = (value: FlowValue | undefined): readonly FlowScalar[] =>
  Array.isArray(value)
    ? (value as readonly FlowScalar[])
    : value === undefined || value === null
      ? []
      : [value as FlowScalar];

/** A text function works on every value of a multi-valued attribute. */
const onEach =
  (work: (text: string, ...rest: readonly FlowValue[]) => FlowScalar): FlowFunction =>
  (value = null, ...rest) =>
    Array.isArray(value) ? value.map((v) => work(textOf(v), ...rest)) : work(textOf(value), ...rest);

const bits =
  (work: (a: bigint, b: bigint) => bigint): FlowFunction =>
  (a = null, b = null) =>
    Number(work(BigInt(whole(a)), BigInt(whole(b))));

/** Left, Right and Mid: a negative count, and for Mid a start outside the text, give the text as it is. */
const left = (text: string, count?: FlowValue): string => (whole(count) < 0 ? text : text.slice(0, whole(count)));
function right(text: string, count?: FlowValue): string {
  const n = whole(count);
  return n < 0 || n >= text.length ? text : text.slice(text.length - n);
}
function mid(text: string, start?: FlowValue, count?: FlowValue): string {
  const from = whole(start);
  if (count !== undefined && whole(count) === 0) return "";
  if ((count !== undefined && whole(count) < 0) || from <= 0 || from > text.length) return text;
  return count === undefined ? text.slice(from - 1) : text.slice(from - 1, from - 1 + whole(count));
}
/** 1-based; 0 where it is not found. */
function inStr(text: string, wanted?: FlowValue, start?: FlowValue, compare?: FlowValue): number {
  const exact = compare === "vbBinaryCompare";
  const fold = (s: string): string => (exact ? s : s.toLowerCase());
  const from = start === undefined ? 0 : Math.max(0, whole(start) - 1);
  return fold(text).indexOf(fold(textOf(wanted ?? null)), from) + 1;
}
function inStrRev(text: string, wanted?: FlowValue): number {
  return text.toLowerCase().lastIndexOf(textOf(wanted ?? null).toLowerCase()) + 1;
}
function word(text: string, number?: FlowValue, delimiters?: FlowValue): string {
  const at = whole(number),
    marks = textOf(delimiters ?? null);
  if (at < 1) return "";
  let words = [""];
  for (const c of text) {
    if (marks.includes(c)) words.push("");
    else words[words.length - 1] += c;
  }
  words = words.filter((w) => w !== "");
  return words[at - 1] ?? "";
}
function replace(text: string, old?: FlowValue, fresh?: FlowValue): string {
  const spoken = (v: FlowValue | undefined): string =>
    textOf(v ?? null).replace(/\\([nrt])/g, (_, c: string) => (c === "n" ? "\n" : c === "r" ? "\r" : "\t"));
  return spoken(old) === "" ? text : text.replaceAll(spoken(old), spoken(fresh));
}
/** `{source}:{target}` pairs, one character each side of the colon or none after it; the source keeps its letter case. */
function replaceChars(text: string, pattern?: FlowValue): string {
  const pairs = textOf(pattern ?? null)
    .replace(/\s/g, "")
    .split(",")
    .map((p) => p.split(":"));
  const by = new Map(pairs.map(([from, to]) => [from ?? "", to ?? ""]));
  return [...text].map((c) => by.get(c) ?? c).join("");
}
const pad =
  (front: boolean) =>
  (text: string, length?: FlowValue, mark?: FlowValue): string => {
    const c = textOf(mark ?? null) || " ";
    if (text === "") return "";
    return front ? text.padStart(whole(length), c) : text.padEnd(whole(length), c);
  };
const properCase = (text: string): string =>
  text
    .split(" ")
    .map((w) => w.charAt(0).toUpperCase() + w.slice(1).toLowerCase())
    .join(" ");

/** Bytes as their base64; a text as base64 of its UTF-16 form. */
function toBase64(value: FlowValue = null): FlowValue {
  if (value === null) return null;
  if (value instanceof Bytes) return immutableIdOf(value.written) ?? value.written;
  return Buffer.from(textOf(value), "utf16le").toString("base64");
}
function fromBase64(text: string, encoding?: FlowValue): string {
  const bytes = Buffer.from(text, "base64");
  const name = textOf(encoding ?? null).toLowerCase();
  return bytes.toString(name === "utf8" || name === "ascii" ? name : "utf16le");
}
const hexOf = (text: string): string => Buffer.from(text, "utf8").toString("hex").toUpperCase();

/** A component's value, without its type, escapes as written; null beyond the ends. */
const componentOf = (dn: FlowValue | undefined, number: FlowValue | undefined, fromEnd: boolean): FlowScalar => {
  const parts = rdnsOf(textOf(dn ?? null)),
    at = whole(number) - 1;
  const part = (fromEnd ? parts.reverse() : parts)[at];
  return part === undefined ? null : part.slice(part.indexOf("=") + 1).trim();
};
/** 1-based index of the first value that holds the text; 0 where none does. Letter case counts unless CaseInsensitive is asked for. */
function contains(list: FlowValue = null, wanted: FlowValue = null, mode: FlowValue = null): number {
  const fold = (s: string): string => (mode === "CaseInsensitive" ? s.toLowerCase() : s);
  return valuesOf(list).findIndex((v) => fold(textOf(v)).includes(fold(textOf(wanted)))) + 1;
}
function item(list: FlowValue = null, index: FlowValue = null): FlowScalar {
  const value = valuesOf(list)[whole(index) - 1];
  if (value === undefined) throw new RuleCalledError("Item: the index is out of bounds");
  return value;
}
function split(value: FlowValue = null, mark: FlowValue = null): FlowValue {
  const delimiter = textOf(mark);
  return delimiter === "" ? [textOf(value)] : textOf(value).split(delimiter);
}

export const FUNCTIONS: Readonly<Record<string, FlowFunction>> = {
  bitand: bits((a, b) => a & b),
  bitor: bits((a, b) => a | b),
  cbool: (v = null) => isTrue(v),
  cnum: (v = null) => (isEmpty(v) ? null : sizeOf(v)),
  cref: (v = null) => v,
  cstr: (v = null) => (v === null ? null : textOf(v)),
  contains,
  convertfrombase64: onEach(fromBase64),
  converttobase64: toBase64,
  convertfromutf8hex: onEach((text) => Buffer.from(text, "hex").toString("utf8")),
  converttoutf8hex: onEach(hexOf),
  count: (v = null) => valuesOf(v).length,
  dncomponent: (dn, number) => componentOf(dn, number, false),
  dncomponentrev: (dn, number) => componentOf(dn, number, true),
  error: (message = null) => {
    throw new RuleCalledError(textOf(message));
  },
  instr: onEach(inStr),
  instrrev: onEach(inStrRev),
  isbitset: (value, flag) => (BigInt(whole(value)) & BigInt(whole(flag))) !== 0n,
  isempty: (v = null) => v === "",
  isguid: (v = null) => GUID.test(textOf(v)),
  isnull: (v = null) => v === null,
  isnullorempty: (v = null) => isEmpty(v),
  isnumeric: (v = null) => !isEmpty(v) && !Number.isNaN(Number(textOf(v))),
  ispresent: (v = null) => !isEmpty(v),
  isstring: (v = null) => typeof v === "string",
  item,
  itemornull: (list, index) => valuesOf(list)[whole(index) - 1] ?? null,
  join: (list = null, mark = " ") => valuesOf(list).map(textOf).join(textOf(mark)),
  lcase: onEach((text) => text.toLowerCase()),
  left: onEach(left),
  len: onEach((text) => text.length),
  ltrim: onEach((text) => text.trimStart()),
  mid: onEach(mid),
  padleft: onEach(pad(true)),
  padright: onEach(pad(false)),
  pcase: onEach(properCase),
  removeduplicates: (list = null) => [...new Set(valuesOf(list).map(textOf))],
  replace: onEach(replace),
  replacechars: onEach(replaceChars),
  right: onEach(right),
  rtrim: onEach((text) => text.trimEnd()),
  split,
  stringfromguid: (v = null) => (v === null ? null : textOf(v)),
  stringfromsid: (v = null) => (v === null ? null : textOf(v)),
  trim: onEach((text) => text.trim()),
  ucase: onEach((text) => text.toUpperCase()),
  word: onEach(word),
};
