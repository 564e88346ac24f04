/** The tenant as a whole: how synchronization stands, and who has errors. Read like a triage: in its turn, through the same ports. */
import { languageOf, speaker, wordsIn, type Words } from "../../domain";
import { faultsCard, faultsView } from "../../cards/faults";
import { healthCard, healthView } from "../../cards/health";
import { noticeIn } from "../../cards/notice";
import { progressCard, progressView } from "../../cards/progress";
import type { Card } from "../../cards/render";
import { cycleIn } from "../../intents/details";
import type { Message } from "../../intents/intent";
import { cardAnswer, type Answer } from "../answers";
import { showsAll } from "../case-cards";
import type { BotParts, Caller, Presser } from "../parts";
import { aroundOf } from "../roster";
import { showPlan } from "./repair";

const WORDS = {
  health: { en: "Is the sync healthy?", de: "Läuft die Synchronisierung?" },
  cycle: { en: "A sync cycle", de: "Ein Synchronisierungszyklus" },
  notStarted: { en: "No cycle was started", de: "Es wurde kein Zyklus gestartet" },
  planned: { en: "A sync cycle waits for approval", de: "Ein Synchronisierungszyklus wartet auf Genehmigung" },
  plannedWhat: {
    en: "The plan is below; the cycle starts only after approval, and is followed to its end.",
    de: "Der Plan steht darunter; der Zyklus beginnt erst nach der Genehmigung und wird bis zu seinem Ende verfolgt.",
  },
  reading: { en: "Reading the sync server and the tenant", de: "Synchronisierungsserver und Mandant werden gelesen" },
} as const satisfies Readonly<Record<string, Words>>;

/** Reads the engine and the tenant behind a card that says so; undefined where that card is posted already. */
export async function health(bot: BotParts, caller: Caller): Promise<Card | undefined> {
  const language = languageOf(caller.by),
    progress = progressCard(
      progressView(wordsIn(WORDS.health, language), [], wordsIn(WORDS.reading, language), language),
    ),
    isPressed = "place" in caller,
    place = isPressed ? (caller as Presser).place : await bot.messages.post(caller.reference, progress);
  bot.work.after(caller.reference, () =>
    bot.queue.run(caller.by.id, async () => {
      const read = await bot.service.health();
      await bot.messages.update(place, healthCard(healthView(read, language, showsAll(bot.channel, caller.reference))));
    }),
  );
  return isPressed ? progress : undefined;
}
/** A cycle is planned behind a card that says so; the plan that comes of it is approved like any other. */
export async function syncNow(bot: BotParts, caller: Caller, { body }: Message): Promise<Card | undefined> {
  const language = languageOf(caller.by),
    say = speaker(WORDS, language),
    progress = progressCard(progressView(say("cycle"), [], say("reading"), language)),
    isPressed = "place" in caller,
    place = isPressed ? (caller as Presser).place : await bot.messages.post(caller.reference, progress);
  bot.work.after(caller.reference, () =>
    bot.queue.run(caller.by.id, async () => {
      const { by, conversationId } = caller,
        around = aroundOf(bot, { ...caller, place }),
        proposed = await bot.service.proposeCycle({ cycle: cycleIn(body), by, conversationId, around });
      const card =
        proposed.kind === "refused"
          ? noticeIn(language, { tone: "warning", title: say("notStarted"), lines: [wordsIn(proposed.says, language)] })
          : noticeIn(language, { tone: "accent", title: say("planned"), lines: [say("plannedWhat")] });
      await bot.messages.update(place, card);
      if (proposed.kind === "approval") await showPlan(bot, caller, proposed.approval);
    }),
  );
  return isPressed ? progress : undefined;
}
/** Who has errors, as the directory lists them; names only where nobody else reads along. */
export async function errors(bot: BotParts, caller: Caller): Promise<Card> {
  const isOpen = showsAll(bot.channel, caller.reference);
  return faultsCard(faultsView(await bot.service.faults(), 0, languageOf(caller.by), isOpen));
}
/** A page of them, for whoever pressed. */
export const errorsPage = async (
  bot: BotParts,
  presser: Presser,
  { page }: { readonly page: number },
): Promise<Answer> => cardAnswer(faultsCard(faultsView(await bot.service.faults(), page, languageOf(presser.by))));
