/** What people read in a terminal: tables without lines between the rows, and no character that a terminal would obey. */
import Table from "cli-table3";

/** Where lines go. */
export interface Prints {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}
export const TERMINAL: Prints = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
};
/** Text of one line: control and format characters become a dot. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, "·");

/** Columns of the terminal; endless where the output is a pipe or a file. */
export const WIDTH = process.stdout.columns ?? Infinity;
const BARE = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};
const STYLE = { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true };
const linesOf = (table: { toString(): string }): string[] =>
  table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());

/** The rows below their heads, a line each; the lines have no spaces at their ends. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const table = new Table({ head: head.map((h) => h.toUpperCase()), chars: BARE, style: STYLE });
  table.push(...rows.map((row) => row.map(plain)));
  return linesOf(table);
}
/** Names on the left, what belongs to each on the right, wrapped at `width` columns. A name with several values stands once. */
export function outlineOf(
  rows: readonly (readonly [name: string, values: readonly string[]])[],
  width = WIDTH,
): string[] {
  const shown = rows.filter(([, values]) => values.length > 0),
    left = Math.max(0, ...shown.map(([name]) => name.length));
  const room = Number.isFinite(width) ? { colWidths: [left, Math.max(20, width - left - 2)], wordWrap: true } : {};
  const table = new Table({ chars: BARE, style: STYLE, ...room });
  table.push(...shown.flatMap(([name, values]) => values.map((value, i) => [i === 0 ? name : "", plain(value)])));
  return linesOf(table);
}
