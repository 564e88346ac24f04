/** The report as a Markdown file. Every value is escaped: whatever an attribute or an error text holds, it stays text. */
import type { Report } from "./model";
import { sectionsOf, titleOfReport, type Block } from "./sections";

const SYNTAX = /[\\`*_{}[\]()#+\-.!|<>~&@:$^=]/g;
/** One value inside a line of Markdown: invisible and bidirectional characters shown as code points, line breaks out, syntax escaped. */
export function markdownText(value: string): string {
  return plainLine(value).replace(SYNTAX, "\\$&");
}
/** One value in one line, in which nothing is hidden. */
export const plainLine = (value: string): string =>
  value
    .replace(/[\r\n\t]+/g, " ")
    .replace(
      /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
      (c) => `<U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`,
    );
const t = markdownText;
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head.map(t)),
  row(head.map(() => "---")),
  ...rows.map((r) => row(r.map(t))),
];
function linesOf(block: Block): string[] {
  switch (block.kind) {
    case "text":
      return [t(block.text), ""];
    case "facts":
      return [
        ...table(
          ["", ""],
          block.facts.map((f) => [f.name, f.value]),
        ),
        "",
      ];
    case "list":
      return [...(block.title === "" ? [] : [t(block.title), ""]), ...block.items.map((i) => `- ${t(i)}`), ""];
    case "table":
      return [...table(block.head, block.rows), ""];
  }
}
/** Markdown with tables (GitHub's), for a file; Teams shows no tables in a message. */
export const reportMarkdown = (r: Report): string =>
  [
    `# ${t(titleOfReport(r))}`,
    "",
    ...sectionsOf(r).flatMap((s) => [`${"#".repeat(s.level)} ${t(s.title)}`, "", ...s.blocks.flatMap(linesOf)]),
  ].join("\n");
