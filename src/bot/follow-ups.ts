/** Looks again at repaired cases whose time has come, and says in their conversation how they are now. */
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
/** What is to be told of a look stands in the store before the look, so that no crash loses it. */
async function lookAgain(bot: BotParts, at: Date): Promise<void> {
  const begun: string[] = [];
  await bot.service.dueFollowUps(at, async (due) => void begun.push(...(await bot.telling.beginFollowUp(due))));
  for (const key of begun) await bot.telling.tell(key);
}
