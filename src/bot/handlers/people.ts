/** Several people in one message: one card with a line for each, which says how it stands with them and opens them. */
import { LANGUAGES, languageOf, wordsIn, type InEvery, type Language, type Words } from "../../domain";
import { AT_A_TIME } from "../../cards/people";
import { Stopped, type Allowance } from "../../ports";
import type { OpenResult } from "../../cases/contract";
import type { AskedPerson } from "../../triage/people";
import { faultText, textAnswer, type Answer } from "../answers";
import { postCase } from "../case-cards";
import { newCaseId } from "../deliveries";
import { endOf, type PeopleRecord } from "../lists";
import { kindOf, log } from "../log";
import type { Place } from "../messages";
import type { BotParts, Caller, Presser } from "../parts";
import { LiveCard } from "../progress";
import { begin, ended, note } from "../under-way";
import { beginTriage, firstCard, notAllowed, triage } from "./triage";

const WORDS = {
  gone: {
    en: "This list is no longer kept; ask for this person again.",
    de: "Diese Liste wird nicht mehr geführt; fragen Sie erneut nach dieser Person.",
  },
  below: { en: "It stands on a card of its own below.", de: "Der Fall steht unten auf einer eigenen Karte." },
  goneOn: {
    en: "The others are being looked into already, on a card below.",
    de: "Die übrigen werden schon geprüft, auf einer Karte unten.",
  },
  busy: {
    en: "That is more at a time than I take from one person; press again in a few minutes.",
    de: "Das ist mehr auf einmal, als ich von einer Person annehme; drücken Sie in einigen Minuten erneut.",
  },
  twice: {
    en: "the program was restarted twice while it looked",
    de: "das Programm wurde während der Prüfung zweimal neu gestartet",
  },
  notAllowed: { en: "not allowed", de: "nicht erlaubt" },
} as const satisfies Readonly<Record<string, Words>>;
/** States of a list that are shown before it is whole. */
const MOST_STATES = AT_A_TIME;
const inEvery = (text: (language: Language) => string): InEvery =>
  Object.fromEntries(LANGUAGES.map((l) => [l, text(l)])) as unknown as InEvery;

/** The first of them now, the others when somebody goes on. `ids`: of the cases to be; a message that is delivered again brings the same. */
export const listOf = (
  caller: Caller,
  { people, unread }: { readonly people: readonly Pick<AskedPerson, "name" | "text">[]; readonly unread: number },
  ids: readonly string[],
): PeopleRecord => ({
  reference: caller.reference,
  by: caller.by,
  conversationId: caller.conversationId,
  people: people.slice(0, AT_A_TIME).map(({ name, text }, i) => ({ id: ids[i] ?? newCaseId(), name, text })),
  later: people.slice(AT_A_TIME).map(({ name, text }) => ({ name, text })),
  isGoneOn: false,
  unread,
});
/** Resolves when the list's card is there, or could not be posted; everybody on it is looked into behind that. `over`: called when all have ended. */
export function startPeople(
  bot: BotParts,
  caller: Caller,
  key: string,
  list: PeopleRecord,
  { name, over }: { readonly name: string; readonly over: () => Promise<void> },
): Promise<void> {
  if (bot.work.isGoing(name)) return over();
  return new Promise((isShown) =>
    bot.work.once(name, caller.reference, async () => {
      try {
        const isNew = await bot.lists.begin(key, list);
        if (!isNew && (await isWhole(bot, key))) return;
        if (!(await begin(bot.conversations, key, { kind: "people", reference: caller.reference, again: false })))
          return;
        const place = postList(bot, key, caller.reference);
        place.then(
          () => isShown(),
          () => isShown(),
        );
        await lookIntoPeople(bot, key, place, bot.service.authorise("open", caller.by));
      } finally {
        isShown();
        await over();
      }
    }),
  );
}
async function isWhole(bot: BotParts, key: string): Promise<boolean> {
  const list = await bot.lists.get(key),
    cases = await Promise.all((list?.people ?? []).map(async (p) => p.end ?? (await bot.service.get(p.id))));
  return cases.every((c) => c !== undefined);
}
async function postList(bot: BotParts, key: string, where: Caller["reference"]): Promise<Place> {
  const card = await bot.lists.card(key);
  if (card === undefined) throw new Error("The list is not kept");
  return bot.messages.post(where, card);
}
/** Everybody on the list who has no end yet; each shows when it is there. Nothing is read for whoever may not open cases. */
async function lookIntoPeople(
  bot: BotParts,
  key: string,
  place: Promise<Place>,
  mayOpen: Promise<Allowance>,
): Promise<void> {
  const noted = place.then((p) => bot.lists.change(key, (l) => ({ ...l, place: p }))).catch(() => undefined);
  try {
    const may = await mayOpen,
      list = await bot.lists.get(key);
    if (list === undefined) return;
    if (!may.allowed) {
      await bot.lists.forget(key);
      await bot.messages.update(await place, notAllowed(may.says, languageOf(list.by)));
      return;
    }
    const live = new LiveCard(async (card) => bot.messages.update(await place, card), {
      ...bot.pace.triage,
      most: MOST_STATES,
    });
    const one = (at: number): Promise<void> =>
      bot.queue.run(list.by.id, async () => {
        await lookInto(bot, key, at, place);
        live.show(() => bot.lists.card(key));
      });
    await Promise.all(list.people.map((_, at) => one(at)));
    await noted;
    const whole = await bot.lists.card(key);
    if (whole !== undefined) await live.end(whole);
  } finally {
    await noted;
    await ended(bot.conversations, key);
  }
}
async function lookInto(bot: BotParts, key: string, at: number, place: Promise<Place>): Promise<void> {
  const list = await bot.lists.get(key),
    asked = list?.people[at];
  if (list === undefined || asked === undefined || asked.end !== undefined) return;
  const { by, conversationId } = list,
    known = await bot.service.get(asked.id);
  try {
    const opened: OpenResult =
      known !== undefined
        ? { kind: "case", case: known }
        : await bot.service.open({
            id: asked.id,
            ask: asked.text,
            by,
            tenantId: bot.tenantId,
            conversationId,
            allowed: true,
          });
    if (opened.kind === "case") {
      const id = opened.case.id;
      await bot.lists.note({ list: key, at }, (p) => ({ ...p, id }));
      await bot.messages.remember(id, { ...(await place), list: key });
    } else await bot.lists.note({ list: key, at }, (p) => ({ ...p, end: endOf(opened) }));
  } catch (error) {
    if (error instanceof Stopped) throw error;
    log({ level: "error", at: "work", ...kindOf(error) });
    await bot.lists.note({ list: key, at }, (p) => ({
      ...p,
      end: { kind: "failed", says: inEvery((language) => faultText(error, language)) },
    }));
  }
}
/** After a start: those who had no end are looked into again, on the list's card; where that was cut off before, they are told to be not looked into. */
export async function peopleAgain(bot: BotParts, key: string, again: boolean): Promise<void> {
  const list = await bot.lists.get(key);
  if (list === undefined) return ended(bot.conversations, key);
  const place = list.place ?? (await postList(bot, key, list.reference));
  if (again) {
    const open = await Promise.all(
      list.people.map(async (p) => p.end === undefined && (await bot.service.get(p.id)) === undefined),
    );
    await bot.lists.change(key, (l) => ({
      ...l,
      place,
      people: l.people.map((p, at) => (open[at] === true ? { ...p, end: { kind: "failed", says: WORDS.twice } } : p)),
    }));
  } else await note(bot.conversations, key, { again: true });
  await lookIntoPeople(bot, key, Promise.resolve(place), bot.service.authorise("open", list.by));
}

/** Opens one of a list on a card of its own: the case as it stands; where there is none, the ask about this person is made again. */
export async function openListed(
  bot: BotParts,
  presser: Presser,
  { id: list, option: at }: { readonly id: string; readonly option: number },
): Promise<Answer> {
  const say = (key: keyof typeof WORDS): Answer => textAnswer(wordsIn(WORDS[key], languageOf(presser.by))),
    asked = (await bot.lists.get(list))?.people[at];
  if (asked === undefined) return say("gone");
  const c = await bot.service.get(asked.id);
  if (c !== undefined) {
    await postCase(bot, c, presser.reference);
    return say("below");
  }
  const ask = { id: newCaseId(), text: asked.text, line: { list, at } },
    read = Promise.resolve({ allowed: true } as const); // for this click
  if (!(await beginTriage(bot, presser, ask))) return say("below");
  const place = bot.messages.post(presser.reference, firstCard(asked.name, false, languageOf(presser.by)));
  bot.work.after(presser.reference, () => triage(bot, presser, ask, place, read));
  return say("below");
}
/** The next of a list, on a card of their own, once. */
export async function nextPeople(
  bot: BotParts,
  presser: Presser,
  { id: key }: { readonly id: string },
): Promise<Answer> {
  const say = (word: keyof typeof WORDS): Answer => textAnswer(wordsIn(WORDS[word], languageOf(presser.by))),
    list = await bot.lists.get(key);
  if (list === undefined) return say("gone");
  if (list.later.length === 0) return say("goneOn");
  if (bot.budget.take(presser.by.id, Math.min(AT_A_TIME, list.later.length)) !== "granted") return say("busy");
  const next = `${key}.next`,
    rest = listOf(presser, { people: list.later, unread: 0 }, []);
  // In this order nobody is on no list, wherever it is cut off.
  await bot.lists.begin(next, rest);
  await bot.lists.change(key, (l) => ({ ...l, later: [], isGoneOn: true }));
  const card = await bot.lists.card(key);
  if (card !== undefined && list.place !== undefined) await bot.messages.update(list.place, card);
  bot.work.behind(() => startPeople(bot, presser, next, rest, { name: `list ${next}`, over: async () => undefined }));
  return say("below");
}
