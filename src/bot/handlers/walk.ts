/** The walk through the guide, one step a card. Where it stands is kept with the case, so it goes on there after a restart. */
import { languageOf } from "../../domain";
import { progressCard, progressView } from "../../cards/progress";
import { walkCard, walkCardView } from "../../cards/walk";
import { walkOverviewCard, walkOverviewView } from "../../cards/walk-overview";
import { OVERVIEW, type WalkEvent, type WalkPlace } from "../../triage/walk";
import { walkView } from "../../triage/walk-view";
import type { Language, Words } from "../../domain";
import { wordsIn } from "../../domain";
import { cardAnswer, type Answer } from "../answers";
import { caseCardIn, nowOf, showsAll } from "../case-cards";
import type { BotParts, Presser } from "../parts";
import { keptWhile } from "../under-way";
import { onCase } from "./look";

/** `from`: the step on the card. `target`: the chapter that was chosen. `answer`: to the question of the step. */
interface WalkClick {
  readonly id: string;
  readonly event: "next" | "back" | "problem" | "overview" | "goto" | "answer" | "recheck" | "fixed";
  readonly from: string;
  readonly target?: string | undefined;
  readonly answer?: string | undefined;
}
const READING: Words = {
  en: "Reading both sides again for this step",
  de: "Beide Seiten werden für diesen Schritt noch einmal gelesen",
};

const placeCard = (caseId: string, place: WalkPlace, language: Language) => {
  const shown = walkView(place, language);
  return shown.kind === "overview"
    ? walkOverviewCard(walkOverviewView(caseId, shown, language))
    : walkCard(walkCardView(caseId, shown, language));
};

/** Where the walk of this case stands. */
export const walk = onCase(async (bot, { by }, c) =>
  cardAnswer(placeCard(c.id, await bot.service.walk(c.id, { kind: "show" }), languageOf(by))),
);

/** One click on a step: to another one, or both sides read again for this one. */
export const walkStep = onCase<WalkClick>(async (bot, presser, c, click) => {
  const event = eventOf(click);
  if (event.kind === "recheck" || event.kind === "fixed") return readAgain(bot, presser, c.id, c.ask, event);
  return cardAnswer(placeCard(c.id, await bot.service.walk(c.id, event), languageOf(presser.by)));
});
function eventOf({ event, from, target, answer }: WalkClick): WalkEvent {
  switch (event) {
    case "overview":
      return { kind: "goto", node: OVERVIEW, from };
    case "goto":
      return { kind: "goto", node: target ?? OVERVIEW, from };
    case "answer":
      return { kind: "answer", answer: answer ?? "", from };
    default:
      return { kind: event, from };
  }
}
async function readAgain(
  bot: BotParts,
  { reference, place, by }: Presser,
  caseId: string,
  ask: string,
  event: WalkEvent,
): Promise<Answer> {
  const language = languageOf(by);
  bot.work.after(reference, () =>
    keptWhile(bot.conversations, { kind: "reading", place, caseId }, async () => {
      const stands = await bot.service.walk(caseId, event);
      // Where others read along, everybody gets the state, and whoever walks presses on.
      const c = showsAll(bot.channel, reference) ? undefined : await bot.service.get(caseId);
      await bot.messages.update(
        place,
        c === undefined ? placeCard(caseId, stands, language) : caseCardIn(bot, await nowOf(bot, c), reference),
      );
    }),
  );
  return cardAnswer(progressCard(progressView(ask, [], wordsIn(READING, language), language)));
}
