/** What the bot does, and what can be asked of it. */
import { speaker, type Language, type Words } from "../domain";
import { sayButton, type Pressable } from "./intents";
import { noticeIn } from "./notice";
import type { Card } from "./render";

const WORDS = {
  title: { en: "What Sync Triage does", de: "Was Sync Triage kann" },
  ask: {
    en: "Name whoever is missing or wrong in Microsoft 365: a sign-in name, a mail address, an account, a name such as “Hana in Finance”, or several at once.",
    de: "Nennen Sie, wer in Microsoft 365 fehlt oder falsch ist: Anmeldename, E-Mail-Adresse, Konto, einen Namen wie „Hana in Finance“ oder mehrere auf einmal.",
  },
  answer: {
    en: "I read Active Directory, the sync server and Microsoft Entra ID, name the cause with its evidence, and offer a repair. Nothing is changed before an entitled person approves it on the card.",
    de: "Ich lese Active Directory, den Synchronisierungsserver und Microsoft Entra ID, nenne die Ursache mit ihren Belegen und biete eine Reparatur an. Geändert wird nichts, bevor eine berechtigte Person es auf der Karte genehmigt.",
  },
  explain: {
    en: "Paste an error or a code, such as 8344 or AttributeValueMustBeUnique, and I say what it means.",
    de: "Fügen Sie einen Fehler oder Code ein, etwa 8344 oder AttributeValueMustBeUnique, und ich sage, was er bedeutet.",
  },
  words: {
    en: "Words about the last case here: status, check again, report, guide, undo, cancel.",
    de: "Wörter zum letzten Fall hier: Status, erneut prüfen, Bericht, Anleitung, rückgängig, abbrechen.",
  },
} as const satisfies Readonly<Record<string, Words>>;
const EXAMPLES: readonly Pressable[] = ["health", "errors", "cases", "approvers"];

export function helpCard(language: Language = "en"): Card {
  const say = speaker(WORDS, language);
  return noticeIn(language, {
    tone: "accent",
    title: say("title"),
    lines: [say("ask"), say("answer"), say("explain"), say("words")],
    buttons: EXAMPLES.map((e) => sayButton(e, language)),
  });
}
