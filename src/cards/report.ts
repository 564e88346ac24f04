/** The incident report for one reader, as a card: its lines as they stand in the Markdown, without the marks. */
import { notice } from "./notice";
import type { Card } from "./render";

/** Rules and the lines under table heads tell nothing. */
const isMark = (line: string): boolean => /^[|\s-]*$/.test(line);
const plain = (line: string): string =>
  line
    .replace(/^#+\s*/, "")
    .replace(/^\|\s*|\s*\|$/g, "")
    .replace(/(?<!\\)\s\|\s/g, ": ")
    .replace(/\*\*/g, "")
    .replace(/\\([^A-Za-z0-9\s])/g, "$1");

/** `markdown`: a report as `triage/report` writes it. What does not fit a card is left out; the file holds all. */
export function reportCard(markdown: string): Card {
  const [title = "", ...lines] = markdown
    .split("\n")
    .filter((line) => !isMark(line))
    .map(plain);
  return notice(title, ...lines);
}
