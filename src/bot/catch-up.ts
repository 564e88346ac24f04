/** Again and again: whatever waits for its end or for being told gets it, whether a restart cut it off or the channel or a system did not answer. */
import type { ConversationReference } from "botbuilder";
import { remindAt } from "../domain";
import type { BotParts } from "./parts";
import { runApproved } from "./runs";

const runOf = (approvalId: string): string => `run ${approvalId}`;

/** Starts the run of an approved plan, unless it is under way. */
export const startRun = (bot: BotParts, approvalId: string, reference: Partial<ConversationReference>): void =>
  bot.work.once(runOf(approvalId), reference, () => runApproved(bot, approvalId));

/** Every `everyMs`, and when a request has to be reminded of or expires; the returned function ends it. */
export function catchingUp(bot: BotParts, everyMs: number): () => void {
  let timer: NodeJS.Timeout,
    isOver = false;
  const next = (inMs: number): void => {
    if (isOver) return;
    timer = setTimeout(() => {
      catchUpSoon(bot);
      void untilDue(bot, everyMs).then(next);
    }, inMs);
    timer.unref();
  };
  void untilDue(bot, everyMs).then(next);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
/** How long until something about a request that waits is due, ms; `everyMs` at most. */
async function untilDue(bot: BotParts, everyMs: number): Promise<number> {
  const now = bot.now().getTime(),
    waiting = await bot.service.pending().catch(() => []);
  const due = waiting.flatMap((a) => [remindAt(a).getTime(), Date.parse(a.expiresAt)]).filter((at) => at > now);
  return Math.min(everyMs, ...due.map((at) => at - now));
}
/** Soon, one look at a time: at the start, and for what a click has found to be over. */
export const catchUpSoon = (bot: BotParts): void => bot.work.onceMoreBehind("catch up", () => catchUp(bot));
/** Once: what can be told now is told when it resolves; runs go on behind it. */
async function catchUp(bot: BotParts): Promise<void> {
  await showPending(bot);
  for (const id of await bot.service.unfinished()) bot.work.onceBehind(runOf(id), () => runApproved(bot, id));
  await tellOpen(bot);
}
/** Whatever is still to be told, but of the approval `except`, which is being told already. */
export async function tellOpen(bot: BotParts, except?: string): Promise<void> {
  for (const id of await bot.telling.open())
    if (id !== except && !bot.work.isGoing(runOf(id))) bot.work.onceBehind(`tell ${id}`, () => bot.telling.tell(id));
}
/** A request that was stored and never shown gets its card where its case was shown; where there is no such place it is withdrawn. */
async function showPending(bot: BotParts): Promise<void> {
  const told = new Set(await bot.telling.open());
  for (const a of await bot.service.pending()) {
    if (told.has(a.id)) continue;
    const [place] = [...(await bot.messages.copies(a.id)), ...(await bot.messages.copies(a.caseId))];
    if (place === undefined) await bot.service.withdraw(a.id);
    else await bot.telling.begin(a.id, place.reference);
  }
}
