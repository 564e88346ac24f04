/** Messages that are a word of ours: `help`, `cases`, `status`. Everything else is an ask about people. */
import type { ConversationReference } from "botbuilder";
import { casesCard, casesView } from "../cards/cases";
import { helpCard, notice } from "../cards/notice";
import type { Card } from "../cards/render";
import { caseCardIn } from "./case-cards";
import type { BotParts } from "./parts";

/** One word, and the card that answers it. */
export interface Word {
  /** Whether only who may open cases gets it. */
  readonly needsRight: boolean;
  readonly card: (bot: BotParts, reference: Partial<ConversationReference>) => Promise<Card>;
}
const MENTION_ME = "Mention me with a person who is missing.";
const help: Word = { needsRight: false, card: async () => helpCard() };
const cases: Word = {
  needsRight: true,
  card: async (bot) => {
    const all = await bot.service.newest(10);
    return all.length === 0 ? notice("No cases yet", MENTION_ME) : casesCard(casesView("Cases", all));
  },
};
const status: Word = {
  needsRight: true,
  card: async (bot, reference) => {
    const last = await bot.service.latestIn(reference.conversation?.id ?? "");
    return last === undefined ? notice("No case here yet", MENTION_ME) : caseCardIn(bot, last, reference);
  },
};
const WORDS: Readonly<Record<string, Word>> = { "": help, help, hi: help, hello: help, cases, status };

/** The word that a message is, whatever its letter case and its last full stop; undefined for an ask. */
export function wordOf(text: string): Word | undefined {
  const word = text.toLowerCase().replace(/[.!?]+$/, "");
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}
