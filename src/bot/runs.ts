/** From an approval to the report: the plan runs, every copy of its card follows, then both sides are looked at and the end is told. */
import { Stopped } from "../ports";
import type { Progress } from "../cases/contract";
import type { Approval } from "../domain";
import { updateApproval } from "./case-cards";
import type { BotParts } from "./parts";
import { LiveCard } from "./progress";

/** Brings an approved plan to its end from wherever it stands, shows how far it is, and tells what it came to. The program's end in the middle leaves it to the next start. */
export async function runApproved(bot: BotParts, approvalId: string): Promise<void> {
  const live = new LiveCard<Going>(({ a, progress }) => updateApproval(bot, a, progress), bot.pace.run),
    now = (): Promise<Approval | undefined> => bot.service.getApproval(approvalId);
  try {
    await bot.service.run(approvalId, (progress) =>
      live.show(async () => {
        const a = await now();
        return a === undefined ? undefined : { a, progress };
      }),
    );
  } catch (error) {
    await live.stop();
    if (error instanceof Stopped) return;
    throw error;
  }
  await live.endWith(
    () => bot.telling.tell(approvalId),
    async () => {
      const a = await now();
      if (a !== undefined) await updateApproval(bot, a);
    },
  );
  await showFollowed(bot, approvalId);
}
/** A request on its way, and how far it is. */
interface Going {
  readonly a: Approval;
  readonly progress: Progress;
}
/** The plan that this one went on with or took back no longer offers what has been done. */
async function showFollowed(bot: BotParts, approvalId: string): Promise<void> {
  const of = (await bot.service.getApproval(approvalId))?.of,
    followed = of === undefined ? undefined : await bot.service.getApproval(of);
  if (followed !== undefined) await updateApproval(bot, followed);
}
