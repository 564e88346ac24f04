/** After a start: whatever an earlier process left on its way is brought to an end. */
import { languageOf, speaker, type Words } from "../domain";
import { notice } from "../cards/notice";
import { caseCardIn, nowOf, ownCase, showLatest } from "./case-cards";
import { catchUpSoon } from "./catch-up";
import { peopleAgain } from "./handlers/people";
import { firstCard, triage } from "./handlers/triage";
import type { BotParts } from "./parts";
import { cutOff, ended, note, type TriageUnderWay, type UnderWay } from "./under-way";

const WORDS = {
  title: { en: "Not finished", de: "Nicht zu Ende gebracht" },
  cutOff: {
    en: "The program was restarted twice while it looked. Ask again.",
    de: "Das Programm wurde zweimal neu gestartet, während es nachsah. Fragen Sie noch einmal.",
  },
} as const satisfies Readonly<Record<string, Words>>;

/**
 * Takes up what was to be ended or told, and starts anew what only reads: a triage, with the rights as they are now.
 * Returns before all that is done.
 */
export async function resume(bot: BotParts): Promise<void> {
  catchUpSoon(bot);
  for (const { key, record } of await cutOff(bot.conversations))
    if (record.kind === "people") bot.work.after(record.reference, () => peopleAgain(bot, key, record.again));
    else if (record.kind === "triage") bot.work.after(record.reference, () => triageAgain(bot, key, record));
    else bot.work.after(record.place.reference, () => showCase(bot, key, record));
}
/** On its card; where it is not known whether Teams has one, on a new one. Where the case was stored already, it is shown. */
async function triageAgain(bot: BotParts, id: string, cut: TriageUnderWay): Promise<void> {
  const { by, conversationId, reference, ask, pick, line, again } = cut,
    say = speaker(WORDS, languageOf(by)),
    c = await ownCase(bot, id),
    shows = c === undefined ? undefined : caseCardIn(bot, await nowOf(bot, c), reference);
  const place = cut.place ?? (await bot.messages.post(reference, shows ?? firstCard(ask, false, languageOf(by))));
  if (c !== undefined) await bot.messages.remember(c.id, place);
  if (c !== undefined || again) {
    if (c === undefined) await bot.messages.update(place, notice(say("title"), say("cutOff")));
    else await showLatest(bot, c, reference, (card) => bot.messages.update(place, card));
    await ended(bot.conversations, id);
    return;
  }
  await note(bot.conversations, id, { place, again: true });
  const asked = { id, text: ask, ...(pick === undefined ? {} : { pick }), ...(line === undefined ? {} : { line }) };
  await triage(
    bot,
    { by, conversationId, reference },
    asked,
    Promise.resolve(place),
    bot.service.authorise("open", by),
  );
}
/** The case as it was last read; whoever wants it newer presses again. */
async function showCase(
  bot: BotParts,
  key: string,
  { place, caseId }: Extract<UnderWay, { kind: "reading" }>,
): Promise<void> {
  const c = await bot.service.get(caseId);
  if (c !== undefined) await showLatest(bot, c, place.reference, (card) => bot.messages.update(place, card));
  await ended(bot.conversations, key);
}
