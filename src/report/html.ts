/** The report as one self-contained HTML file: no script, no link out, fit for a screen reader and for paper. */
import { plainLine } from "./markdown";
import type { Report } from "./model";
import { sectionsOf, titleOfReport, type Block } from "./sections";

const escape = (s: string): string => plainLine(s).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const STYLE = [
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}",
  "h2{border-bottom:1px solid #8888;padding-bottom:.2rem;margin-top:2rem}",
  "table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:600}",
  "th,td{border:1px solid #8888;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}",
  "@media print{body{margin:0;max-width:none;font-size:11pt;color-scheme:light}h2,h3{break-after:avoid}tr{break-inside:avoid}}",
].join("");

const cells = (tag: "td" | "th", row: readonly string[], scope = ""): string =>
  row.map((c) => `<${tag}${scope}>${escape(c)}</${tag}>`).join("");
function elementOf(block: Block): string {
  switch (block.kind) {
    case "text":
      return `<p>${escape(block.text)}</p>`;
    case "facts":
      return `<table><tbody>${block.facts.map((f) => `<tr><th scope="row">${escape(f.name)}</th><td>${escape(f.value)}</td></tr>`).join("")}</tbody></table>`;
    case "list":
      return `${block.title === "" ? "" : `<p>${escape(block.title)}</p>`}<ul>${block.items.map((i) => `<li>${escape(i)}</li>`).join("")}</ul>`;
    case "table":
      return `<table><caption>${escape(block.title)}</caption><thead><tr>${cells("th", block.head, ' scope="col"')}</tr></thead><tbody>${block.rows.map((r) => `<tr>${cells("td", r)}</tr>`).join("")}</tbody></table>`;
  }
}
/** A whole document in the report's language. */
export function reportHtml(r: Report): string {
  const title = titleOfReport(r);
  const body = sectionsOf(r)
    .map((s) => `<h${s.level}>${escape(s.title)}</h${s.level}>\n${s.blocks.map(elementOf).join("\n")}`)
    .join("\n");
  return (
    `<!doctype html>\n<html lang="${r.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` +
    `<title>${escape(`${title} ${r.head.case}`)}</title><style>${STYLE}</style></head>\n` +
    `<body><main>\n<h1>${escape(title)}</h1>\n${body}\n</main></body></html>\n`
  );
}
