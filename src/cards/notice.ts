import { speaker } from "../domain";
import type { Language, Words } from "../domain";
import template from "./notice.template.json";
import { renderer } from "./render";

/** A title and a few lines. */
export interface NoticeView {
  readonly title: string;
  readonly lines: readonly { readonly text: string }[];
}
const WORDS = {
  title: "What Sync Triage does",
  ask: "Mention me with a person who is missing in Microsoft 365: a sign-in name, a mail address, an account name, or a name such as Hana in Finance.",
  answer:
    "I read Microsoft Entra ID and the sync server, name the cause with its evidence, walk you through the guide, and offer a repair. Nothing is changed before an entitled person approves it on the card.",
  commands: "status shows the last case here, cases lists them all, help shows this.",
} as const satisfies Readonly<Record<string, Words>>;
/** Renders a notice. */
export const noticeCard = renderer<NoticeView>(template);
/** A notice of ready texts. */
export const notice = (title: string, ...lines: string[]): ReturnType<typeof noticeCard> =>
  noticeCard({ title, lines: lines.map((text) => ({ text })) });
/** What the product does, and the words that it knows. */
export function helpCard(language: Language = "en"): ReturnType<typeof noticeCard> {
  const say = speaker(WORDS, language);
  return notice(say("title"), say("ask"), say("answer"), say("commands"));
}
