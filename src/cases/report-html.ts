/** The report's Markdown as one self-contained HTML file: no script, no link out, raw HTML off. */
import MarkdownIt from "markdown-it";

const escape = (s: string): string => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%;margin:1rem 0}td,th{border:1px solid #8888;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}h2{border-bottom:1px solid #8888;padding-bottom:.2rem}";

/** `markdown` as `triage/report` writes it. */
export function reportHtml(markdown: string, title: string): string {
  const body = new MarkdownIt({ html: false, linkify: false, typographer: false })
    .disable(["link", "image", "autolink"])
    .render(markdown);
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escape(title)}</title><style>${STYLE}</style></head>\n<body>\n${body}</body></html>\n`
  );
}
