/** After a start: whatever an earlier process left on its way is brought to an end. */
import { notice } from "../cards/notice";
import { caseCard } from "./case-cards";
import { catchUp } from "./catch-up";
import { triage } from "./handlers/triage";
import type { BotParts } from "./parts";
import { takeCutOff, type UnderWay } from "./under-way";

const CUT_OFF = "The program was restarted twice while it looked. Ask again.";

/**
 * Takes up what was to be ended or told, and starts anew what only reads: a triage, with the rights as they are now.
 * Returns before all that is done.
 */
export async function resume(bot: BotParts): Promise<void> {
  bot.work.behind(() => catchUp(bot));
  for (const cut of await takeCutOff(bot.conversations))
    bot.work.after(cut.place.reference, () => (cut.kind === "triage" ? triageAgain(bot, cut) : showCase(bot, cut)));
}
async function triageAgain(bot: BotParts, cut: Extract<UnderWay, { kind: "triage" }>): Promise<void> {
  const { place, by, conversationId, ask, pick, again } = cut;
  if (again) {
    await bot.messages.update(place, notice("Not finished", CUT_OFF));
    return;
  }
  await triage(
    bot,
    { by, conversationId, reference: place.reference },
    { text: ask, again: true, ...(pick === undefined ? {} : { pick }) },
    Promise.resolve(place),
    bot.service.authorise("open", by),
  );
}
/** The case as it was last read; whoever wants it newer presses again. */
async function showCase(bot: BotParts, { place, caseId }: Extract<UnderWay, { kind: "reading" }>): Promise<void> {
  const c = await bot.service.get(caseId);
  if (c !== undefined) await bot.messages.update(place, caseCard(c));
}
