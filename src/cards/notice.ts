import type { Language } from "../domain";
import type { Button, Head, Line } from "./blocks";
import template from "./notice.template.json";
import { renderer, type Card } from "./render";

/** A title, a few lines, and what can be pressed. */
export interface NoticeView {
  readonly language: Language;
  readonly head: Head;
  readonly lines: readonly Line[];
  readonly buttons: readonly Button[];
}
/** What a notice says, in its language. `title`: our own words only; what comes from outside stands in `who` and `lines`. */
export interface Notice extends Partial<Head> {
  readonly title: string;
  readonly lines?: readonly string[];
  readonly buttons?: readonly Button[];
}
/** A notice as its card shows it. */
export const noticeView = ({ lines = [], buttons = [], ...head }: Notice, language: Language): NoticeView => ({
  language,
  head: { tone: "emphasis", state: "", who: "", ...head },
  lines: lines.map((text) => ({ text })),
  buttons,
});
/** Renders a notice. */
export const noticeCard = renderer<NoticeView>(template);
/** A notice in a language. */
export const noticeIn = (language: Language, said: Notice): Card => noticeCard(noticeView(said, language));
/** A notice of ready English texts. */
export const notice = (title: string, ...lines: string[]): Card => noticeIn("en", { title, lines });
