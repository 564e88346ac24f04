/** Buttons that say what could have been written: an intent, or whom to look for. */
import { languageOf } from "../../domain";
import type { Pressable } from "../../cards/intents";
import { cardAnswer, textAnswer, type Answer } from "../answers";
import { newCaseId } from "../deliveries";
import { ANSWERS } from "../intents";
import type { BotParts, Presser } from "../parts";
import { beginTriage, firstCard, sameAsk, triage } from "./triage";

const BELOW = { en: "It follows below.", de: "Es folgt unten." };
const GOING = {
  en: "I am still looking into that; its card here shows how far it is.",
  de: "Daran arbeite ich noch; die Karte hier zeigt, wie weit es ist.",
};

/** What the button asks for, in place of the card that held it. Its own right is asked here, since each asks for another. */
export async function say(
  bot: BotParts,
  presser: Presser,
  { intent }: { readonly intent: Pressable },
): Promise<Answer> {
  const language = languageOf(presser.by),
    entry = ANSWERS[intent],
    message = { intent, body: "", names: [], terms: [], likely: [] };
  if (entry.needs === "nobody") return cardAnswer(entry.card(message, language));
  const may = await bot.service.authorise(entry.needs, presser.by);
  if (!may.allowed) return textAnswer(may.says, language);
  const card = await entry.card(bot, presser, message);
  return card === undefined ? textAnswer(BELOW, language) : cardAnswer(card);
}
/** Whoever is named on the button is looked for, on the card that held it. */
export async function lookFor(bot: BotParts, presser: Presser, { text }: { readonly text: string }): Promise<Answer> {
  const ask = { id: newCaseId(), text },
    { place } = presser;
  if (bot.work.isGoing(sameAsk(presser, text)) || !(await beginTriage(bot, presser, ask, place)))
    return textAnswer(GOING, languageOf(presser.by));
  const read = Promise.resolve({ allowed: true } as const); // for this click
  bot.work.after(presser.reference, () => triage(bot, presser, ask, Promise.resolve(place), read));
  return cardAnswer(firstCard(text, bot.queue.isBusy, languageOf(presser.by)));
}
