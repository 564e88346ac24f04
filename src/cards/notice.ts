import { speaker } from "../domain";
import type { Language, Words } from "../domain";
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
const WORDS = {
  title: { en: "What Sync Triage does", de: "Was Sync Triage kann" },
  ask: {
    en: "Mention me with a person who is missing in Microsoft 365: a sign-in name, a mail address, an account name, or a name such as Hana in Finance.",
    de: "Erwähnen Sie mich mit einer Person, die in Microsoft 365 fehlt: Anmeldename, E-Mail-Adresse, Kontoname oder ein Name wie Hana in Finance.",
  },
  answer: {
    en: "I read Microsoft Entra ID and the sync server, name the cause with its evidence, walk you through the guide, and offer a repair. Nothing is changed before an entitled person approves it on the card.",
    de: "Ich lese Microsoft Entra ID und den Synchronisierungsserver, nenne die Ursache mit ihren Belegen, führe durch den Leitfaden und biete eine Reparatur an. Geändert wird nichts, bevor eine berechtigte Person es auf der Karte genehmigt.",
  },
  commands: {
    en: "status shows the last case here, cases lists them all, help shows this.",
    de: "status zeigt den letzten Fall hier, cases listet alle auf, help zeigt dies.",
  },
} as const satisfies Readonly<Record<string, Words>>;
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
/** What the product does, and the words that it knows. */
export function helpCard(language: Language = "en"): Card {
  const say = speaker(WORDS, language);
  return noticeIn(language, {
    tone: "accent",
    title: say("title"),
    lines: [say("ask"), say("answer"), say("commands")],
  });
}
