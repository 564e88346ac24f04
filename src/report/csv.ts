/** The report as CSV (RFC 4180), one line a fact, for spreadsheets and ticket systems. No cell is a formula, whatever stands in it. */
import type { Report } from "./model";

/** The columns, in their order; they are called the same in every language. */
export const CSV_COLUMNS = ["part", "item", "value", "before", "after", "by", "at"] as const;
type Line = Partial<Record<(typeof CSV_COLUMNS)[number], string | null>>;

/** Where a spreadsheet would begin to calculate: at the beginning of a cell, and after what some of them take for the end of one. */
const FORMULA = /(?<=^|[;\t\r\n])(?=[=+\-@\t\r＝＋－＠])/g;
/** A cell in quotes; what a spreadsheet would take for a formula begins with an apostrophe. */
export const csvCell = (value: string): string => `"${value.replace(FORMULA, "'").replaceAll('"', '""')}"`;

function linesOf(r: Report): Line[] {
  const { head, person, cause, confirmation } = r;
  return [
    { part: "case", item: "number", value: head.case, at: head.openedAt, by: head.openedBy },
    ...(head.incident === null ? [] : [{ part: "case", item: "incident", value: head.incident }]),
    { part: "case", item: "state", value: head.state, at: head.writtenAt },
    ...Object.entries(person ?? {}).map(([item, value]: [string, string | null]) => ({ part: "person", item, value })),
    { part: "ask", value: r.ask },
    ...(cause === null
      ? []
      : [
          { part: "cause", item: cause.code, value: cause.title },
          { part: "cause", item: "confidence", value: cause.confidence },
          { part: "cause", item: "text", value: cause.text },
        ]),
    ...r.evidence.map((e) => ({ part: "evidence", item: e.source, value: e.text })),
    ...r.findings.map((f) => ({ part: "finding", item: f.code, value: f.text })),
    ...r.repairs.flatMap((a): Line[] => [
      { part: "repair", item: a.remediation, value: a.title, by: a.requestedBy, at: a.requestedAt },
      { part: "repair", item: "state", value: a.state },
      ...(a.outcome === null ? [] : [{ part: "repair", item: "outcome", value: a.outcome }]),
      ...a.decisions.map((d) => ({ part: "decision", item: d.verdict, value: d.reason, by: d.by, at: d.at })),
      ...a.changes.map((c) => ({ part: "change", item: c.what, before: c.before, after: c.after })),
      ...a.steps.map((s) => ({
        part: "step",
        item: s.title,
        value: [s.state ?? "not run", s.detail].filter((x) => x !== "").join(": "),
        at: s.at,
      })),
      ...a.after.map((value) => ({ part: "after", value })),
    ]),
    ...(confirmation === null
      ? []
      : [
          { part: "confirmation", item: "state", value: confirmation.state, at: confirmation.at },
          ...confirmation.better.map((value) => ({ part: "confirmation", item: "better", value })),
          ...confirmation.left.map((value) => ({ part: "confirmation", item: "left", value })),
          ...confirmation.notes.map((value) => ({ part: "confirmation", item: "besides", value })),
        ]),
    ...r.next.map((value) => ({ part: "next", value })),
    ...r.timeline.map((e) => ({ part: "timeline", value: e.what, by: e.by, at: e.at })),
    ...r.notChecked.map((value) => ({ part: "not checked", value })),
  ];
}
/** With a byte order mark, by which spreadsheets know UTF-8, and CRLF at the end of each line. */
export const reportCsv = (r: Report): string =>
  `\uFEFF${[
    CSV_COLUMNS.map(csvCell).join(","),
    ...linesOf(r).map((line) => CSV_COLUMNS.map((c) => csvCell(line[c] ?? "")).join(",")),
  ].join("\r\n")}\r\n`;
