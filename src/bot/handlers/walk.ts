/** The walk through the guide, one step a card. Where it stands is kept with the case, so it goes on there after a restart. */
import { progressCard, progressView } from "../../cards/progress";
import { walkCard, walkCardView } from "../../cards/walk";
import type { WalkStep } from "../../triage/walk";
import { cardAnswer, type Answer } from "../answers";
import { caseCardIn, showsAll } from "../case-cards";
import type { BotParts, Presser } from "../parts";
import { keptWhile } from "../under-way";
import { onCase } from "./look";

/** `node`: the step on the card. `target`: where "skip to it" goes. */
interface WalkClick {
  readonly id: string;
  readonly event: "next" | "back" | "recheck" | "fixed" | "goto";
  readonly node: string;
  readonly target?: string | undefined;
}

const stepCard = (caseId: string, step: WalkStep) => walkCard(walkCardView(caseId, step));

/** The step where the walk of this case stands. */
export const walk = onCase(async (bot, _presser, c) =>
  cardAnswer(stepCard(c.id, await bot.service.walk(c.id, { kind: "goto" }))),
);

/** One click on a step: to another one, or both sides read again for this one. */
export const walkStep = onCase<WalkClick>(async (bot, presser, c, click) => {
  switch (click.event) {
    case "recheck":
    case "fixed":
      return readAgain(bot, presser, c.id, c.ask, { kind: click.event, node: click.node });
    case "goto":
      return cardAnswer(stepCard(c.id, await goTo(bot, c.id, click.target)));
    case "next":
    case "back":
      return cardAnswer(stepCard(c.id, await beside(bot, c.id, click.node, click.event)));
  }
});
/** Without a node: where the walk stands. */
const goTo = (bot: BotParts, caseId: string, node: string | undefined): Promise<WalkStep> =>
  bot.service.walk(caseId, node === undefined || node === "" ? { kind: "goto" } : { kind: "goto", node });
/** The step before or behind the one on the card: several people may walk on cards of their own. */
async function beside(bot: BotParts, caseId: string, node: string, event: "next" | "back"): Promise<WalkStep> {
  const here = await goTo(bot, caseId, node);
  const there = event === "next" ? here.next : here.back;
  return there === undefined ? here : goTo(bot, caseId, there);
}
async function readAgain(
  bot: BotParts,
  { reference, place }: Presser,
  caseId: string,
  ask: string,
  event: { readonly kind: "recheck" | "fixed"; readonly node: string },
): Promise<Answer> {
  bot.work.after(reference, () =>
    keptWhile(bot.conversations, { kind: "reading", place, caseId }, async () => {
      const step = await bot.service.walk(caseId, event);
      // Where others read along, everybody gets the state, and whoever walks presses on.
      const c = showsAll(bot.channel, reference) ? undefined : await bot.service.get(caseId);
      await bot.messages.update(place, c === undefined ? stepCard(caseId, step) : caseCardIn(bot, c, reference));
    }),
  );
  return cardAnswer(progressCard(progressView(ask, [], "Reading both sides again for this step")));
}
