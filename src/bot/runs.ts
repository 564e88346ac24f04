/** From an approval to the report: the plan runs, every copy of its card follows, then both sides are looked at and the end is told. */
import { Stopped } from "../ports";
import type { Approval } from "../domain";
import { updateApproval } from "./case-cards";
import type { BotParts } from "./parts";
import { LiveCard } from "./progress";

/** Brings an approved plan to its end from wherever it stands, shows how far it is, and tells what it came to. The program's end in the middle leaves it to the next start. */
export async function runApproved(bot: BotParts, approvalId: string): Promise<void> {
  const live = new LiveCard<Approval>((a) => updateApproval(bot, a), bot.pace.run);
  try {
    await bot.service.run(approvalId, ({ text }) =>
      live.show(async () => {
        const now = await bot.service.getApproval(approvalId);
        return now === undefined ? undefined : { ...now, outcome: text };
      }),
    );
  } catch (error) {
    if (error instanceof Stopped) return;
    throw error;
  } finally {
    await live.stop();
  }
  await bot.telling.tell(approvalId);
  await showFollowed(bot, approvalId);
}
/** The plan that this one went on with or took back no longer offers what has been done. */
async function showFollowed(bot: BotParts, approvalId: string): Promise<void> {
  const of = (await bot.service.getApproval(approvalId))?.of,
    followed = of === undefined ? undefined : await bot.service.getApproval(of);
  if (followed !== undefined) await updateApproval(bot, followed);
}
