/** Looks again at repaired cases whose time has come, and says in their conversation how they are. */
import { notice } from "../cards/notice";
import type { BotParts } from "./parts";

/** Every `everyMs`; the returned function ends it. A look that fails is left to the next one. */
export function followUps(bot: BotParts, everyMs: number, now: () => Date): () => void {
  const timer = setInterval(() => void lookAgain(bot, now()).catch(() => undefined), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
async function lookAgain(bot: BotParts, at: Date): Promise<void> {
  for (const due of await bot.service.dueFollowUps(at)) {
    const [place] = await bot.messages.copies(due.case.id);
    if (place !== undefined) await bot.messages.post(place.reference, notice("Follow-up", due.says));
  }
}
