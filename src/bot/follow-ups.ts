/** Looks again at repaired cases whose time has come, and says in their conversation how they are now. */
import { confirmationCard, confirmationView } from "../cards/confirmation";
import type { FollowUp } from "../cases/follow-up";
import { caseCard } from "./case-cards";
import type { BotParts } from "./parts";

/** Every `everyMs`, one look at a time; the returned function ends it. A look that fails is left to the next one. */
export function followUps(bot: BotParts, everyMs: number, now: () => Date): () => void {
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return; // a case stays due until it was looked at, so two looks at once would tell twice
    isLooking = true;
    await lookAgain(bot, now())
      .catch(() => undefined)
      .finally(() => (isLooking = false));
  };
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
async function lookAgain(bot: BotParts, at: Date): Promise<void> {
  for (const due of await bot.service.dueFollowUps(at)) await tell(bot, due);
}
/** Whoever asked and whoever approved are called where it is not well. */
async function tell(bot: BotParts, { case: c, people }: FollowUp): Promise<void> {
  const [place] = await bot.messages.copies(c.id);
  if (place === undefined) return;
  await bot.messages.updateAll(c.id, caseCard(c));
  await bot.messages.post(place.reference, confirmationCard(confirmationView(c)), c.state === "resolved" ? [] : people);
}
