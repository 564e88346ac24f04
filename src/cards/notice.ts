import template from "./notice.template.json";
import { renderer } from "./render";
export interface NoticeView {
  readonly title: string;
  readonly lines: readonly { readonly text: string }[];
}
export const noticeCard = renderer<NoticeView>(template);
export const notice = (title: string, ...lines: string[]): ReturnType<typeof noticeCard> =>
  noticeCard({ title, lines: lines.map((text) => ({ text })) });
export const helpCard = (): ReturnType<typeof noticeCard> =>
  notice(
    "What Sync Triage does",
    "Mention me with a person who is missing in Microsoft 365: a sign-in name, a mail address, an account name, or a name such as Hana in Finance.",
    "I read Microsoft Entra ID and the sync server, name the cause with its evidence, walk you through the guide, and offer a repair. Nothing is changed before an entitled person approves it on the card.",
    "status shows the last case here, cases lists them all, help shows this.",
  );
