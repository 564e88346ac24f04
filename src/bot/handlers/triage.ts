/** Whom is it about, and why are they missing: one card from the first word to the verdict. */
import { languageOf, wordsIn } from "../../domain";
import { chooseCard, chooseView } from "../../cards/choose";
import { notice } from "../../cards/notice";
import { progressCard, progressView } from "../../cards/progress";
import type { Card } from "../../cards/render";
import type { Nobody, OpenResult, SubjectOption } from "../../cases/contract";
import { cardAnswer, textAnswer, type Answer } from "../answers";
import { caseCardIn, showsAll } from "../case-cards";
import { newCaseId } from "../deliveries";
import type { Place } from "../messages";
import type { Allowance } from "../../ports";
import type { BotParts, Caller, Presser } from "../parts";
import { askProgress } from "../progress";
import { begin, ended, note, type TriageUnderWay } from "../under-way";

const list = (texts: readonly string[]): string => new Intl.ListFormat("en").format(texts);
/** That nobody was found, as far as it was looked: a place that could not be read may hold them. */
function nobody({ asked, unread, nearest }: Nobody): { readonly title: string; readonly text: string } {
  if (asked.length === 0)
    return {
      title: "Whom is it about?",
      text: "That message names nobody. Write a sign-in name, an account name or a whole name.",
    };
  const near = nearest.length === 0 ? "Try the sign-in name or the account name." : "The nearest are:";
  if (unread.length > 0)
    return {
      title: "Not found yet",
      text: `${list(unread)} could not be read, so ${list(asked)} may be there; nobody by that name was found in the rest. ${near}`,
    };
  const places = "Active Directory, Microsoft Entra ID and the deleted items of both";
  return { title: "Nobody by that name", text: `${list(asked)}: not known to ${places}. ${near}` };
}

/** The first card of an ask; it shows nothing but what was asked, so it need not wait for rights. */
export const firstCard = (ask: string, waits: boolean): Card =>
  progressCard(progressView(ask, [], waits ? "Waiting for its turn" : "Working out whom this is about"));
/** Who asks the same in the same place asks about the same subject. */
export const sameAsk = ({ by, conversationId }: Caller, text: string): string =>
  JSON.stringify([by.id, conversationId, text.toLowerCase().replace(/\s+/g, " ")]);

/** What is asked for. `id`: of the case that it leads to. `pick`: the one of several people that was chosen. */
export interface AskedFor {
  readonly id: string;
  readonly text: string;
  readonly pick?: string;
}
/** Keeps the ask until its end, so that whatever cuts it off, it is taken up again. False where it is under way already, or has its case. `place`: its card, once Teams has answered to it. */
export async function beginTriage(bot: BotParts, caller: Caller, ask: AskedFor, place?: Place): Promise<boolean> {
  if ((await bot.service.get(ask.id)) !== undefined) return false;
  return begin(bot.conversations, ask.id, underWayOf(caller, ask, place));
}
/**
 * Runs one triage that has begun, on the card at `place`. `mayOpen`: the caller's right, read beside the posting of that card;
 * nothing is read for whoever has it not. `judged`: called when the verdict is there, before it is sent; the same ask is a new one from then on.
 */
export async function triage(
  bot: BotParts,
  caller: Caller,
  ask: AskedFor,
  place: Promise<Place>,
  mayOpen: Promise<Allowance>,
  judged: () => void = () => undefined,
): Promise<void> {
  const update = async (card: Card): Promise<unknown> => bot.messages.update(await place, card);
  const noted = place.then((p) => note(bot.conversations, ask.id, { place: p })).catch(() => undefined);
  try {
    const may = await mayOpen;
    if (may.allowed) await bot.queue.run(caller.by.id, () => toVerdict(bot, caller, ask, place, update, judged));
    else await update(notice("Not allowed", wordsIn(may.says, languageOf(caller.by))));
  } finally {
    await noted;
    await ended(bot.conversations, ask.id);
  }
}
async function toVerdict(
  bot: BotParts,
  caller: Caller,
  ask: AskedFor,
  place: Promise<Place>,
  update: (card: Card) => Promise<unknown>,
  judged: () => void,
): Promise<void> {
  const progress = askProgress(ask.text, update, bot.pace.triage);
  const opened = await bot.service.open(
    {
      id: ask.id,
      ask: ask.text,
      by: caller.by,
      tenantId: bot.tenantId,
      conversationId: caller.conversationId,
      allowed: true,
      ...(ask.pick === undefined ? {} : { pick: ask.pick }),
    },
    (p) => progress.tell(p),
  );
  judged();
  // Together: a first card that the channel refused fails both, and neither may fail unseen.
  await Promise.all([
    progress.end(await openedCard(bot, opened, caller.reference)),
    opened.kind === "case" ? place.then((p) => bot.messages.remember(opened.case.id, p)) : undefined,
  ]);
}
const underWayOf = ({ by, conversationId, reference }: Caller, ask: AskedFor, place?: Place): TriageUnderWay => ({
  kind: "triage",
  reference,
  ask: ask.text,
  by,
  conversationId,
  again: false,
  ...(place === undefined ? {} : { place }),
  ...(ask.pick === undefined ? {} : { pick: ask.pick }),
});
async function openedCard(bot: BotParts, opened: OpenResult, where: Caller["reference"]): Promise<Card> {
  switch (opened.kind) {
    case "case":
      return caseCardIn(bot, opened.case, where);
    case "choose":
      return subjectCard(
        bot,
        where,
        "Whom do you mean?",
        "Several people fit. Choose one.",
        opened.ask,
        opened.options,
      );
    case "none": {
      const { title, text } = nobody(opened);
      return opened.nearest.length === 0
        ? notice(title, text)
        : subjectCard(bot, where, title, text, opened.ask, opened.nearest);
    }
    case "refused":
      return notice("Not allowed", wordsIn(opened.says));
  }
}
async function subjectCard(
  bot: BotParts,
  where: Caller["reference"],
  title: string,
  question: string,
  ask: string,
  options: SubjectOption[],
): Promise<Card> {
  const key = await bot.choices.keep({ kind: "subject", ask, options });
  // Where others read along, names tell people apart; what else is known of them stays out.
  const shown = showsAll(bot.channel, where) ? options : options.map((o) => ({ ...o, detail: o.name }));
  return chooseCard(chooseView(title, question, "pick", key, shown));
}

const CLOSED = "This choice is no longer open; ask again.";
/** One of several people was meant: the triage goes on for that one, once. */
export async function pickSubject(
  bot: BotParts,
  presser: Presser,
  data: { readonly id: string; readonly option: number },
): Promise<Answer> {
  const looked = await bot.choices.look(data.id, "subject", data.option);
  if (looked === undefined) return textAnswer(CLOSED);
  const { choice, option } = looked,
    ask = { id: newCaseId(), text: choice.ask, pick: option.id };
  await beginTriage(bot, presser, ask, presser.place);
  if ((await bot.choices.take(data.id, "subject", data.option)) === undefined) {
    await ended(bot.conversations, ask.id);
    return textAnswer(CLOSED);
  }
  const read = Promise.resolve({ allowed: true } as const); // for this click
  bot.work.after(presser.reference, () => triage(bot, presser, ask, Promise.resolve(presser.place), read));
  return cardAnswer(progressCard(progressView(option.title, [], "Reading both sides")));
}
