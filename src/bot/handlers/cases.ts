/** Lists of cases: the caller's own, this conversation's, all of them, or those of a name; page by page, one line a person. */
import { languageOf, speaker, type TriageCase, type Words } from "../../domain";
import { casesCard, casesView, PAGE } from "../../cards/cases";
import { sayButton } from "../../cards/intents";
import { noticeIn } from "../../cards/notice";
import type { Card } from "../../cards/render";
import { scopeIn, type Scope } from "../../intents/details";
import type { Message } from "../../intents/intent";
import { cardAnswer, type Answer } from "../answers";
import { showsAll } from "../case-cards";
import { isPersonal, type BotParts, type Caller, type Presser } from "../parts";

const WORDS = {
  mine: { en: "Your cases", de: "Ihre Fälle" },
  here: { en: "Cases of this conversation", de: "Fälle dieser Unterhaltung" },
  all: { en: "All cases", de: "Alle Fälle" },
  named: { en: "Cases of a name", de: "Fälle zu einem Namen" },
  none: { en: "No cases", de: "Keine Fälle" },
  noneDo: {
    en: "Among the newest {count} there is none of these. Name a person who is missing or wrong, and a case begins.",
    de: "Unter den neuesten {count} ist keiner davon. Nennen Sie eine Person, die fehlt oder falsch ist; damit beginnt ein Fall.",
  },
  privately: {
    en: "Here I list only the cases of this conversation; ask me for the others in a personal chat.",
    de: "Hier führe ich nur die Fälle dieser Unterhaltung auf; nach den anderen fragen Sie mich im persönlichen Chat.",
  },
} as const satisfies Readonly<Record<string, Words>>;
/** So many cases are looked through. */
const LOOKED_AT = 200;

/** Which list, and which page of it. */
export interface CasesPage {
  readonly scope: Scope;
  readonly page: number;
  readonly search: string;
}
/** A list that a message asks for. */
export function casesOf(bot: BotParts, caller: Caller, { body, names }: Message): Promise<Card> {
  const scope = scopeIn(body) ?? (isPersonal(caller.reference) ? "mine" : "here");
  return listed(bot, caller, {
    scope: names.length > 0 && isPersonal(caller.reference) ? "all" : scope,
    page: 0,
    search: names[0] ?? "",
  });
}
/** Another page, in place of the one that was pressed. */
export const casesPage = async (bot: BotParts, presser: Presser, page: CasesPage): Promise<Answer> =>
  cardAnswer(await listed(bot, presser, page));

async function listed(bot: BotParts, caller: Caller, wanted: CasesPage): Promise<Card> {
  const language = languageOf(caller.by),
    say = speaker(WORDS, language),
    // Where others read along, nobody's other conversations are told of.
    isOpen = isPersonal(caller.reference) || showsAll(bot.channel, caller.reference),
    scope = isOpen ? wanted.scope : "here",
    all = (await bot.service.newest(LOOKED_AT)).filter((c) => c.tenantId === bot.tenantId),
    found = oncePerPerson(all.filter((c) => isOf(c, scope, caller) && isCalled(c, wanted.search)));
  if (found.length === 0)
    return noticeIn(language, {
      title: say("none"),
      lines: [say("noneDo", { count: all.length }), ...(scope === wanted.scope ? [] : [say("privately")])],
      buttons: [sayButton("help", language)],
    });
  const last = Math.ceil(found.length / PAGE) - 1,
    page = Math.min(wanted.page, last);
  const title = wanted.search === "" ? say(scope) : say("named");
  return casesCard(
    casesView(title, found, language, {
      page,
      scope,
      search: wanted.search,
      note: scope === wanted.scope ? "" : say("privately"),
    }),
  );
}
const placeOf = (conversationId: string): string => conversationId.split(";")[0]!;
const isOf = (c: TriageCase, scope: Scope, { by, conversationId }: Caller): boolean =>
  scope === "all" ||
  (scope === "mine" ? c.openedBy.id === by.id : placeOf(c.conversationId) === placeOf(conversationId));
const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
function isCalled(c: TriageCase, search: string): boolean {
  const s = c.diagnosis?.subject,
    names = [s?.displayName, s?.userPrincipalName, s?.distinguishedName, c.ask];
  return search === "" || names.some((n) => fold(n ?? "").includes(fold(search)));
}
/** Of several cases of one person the newest; a case without a person stands for itself. */
function oncePerPerson(cases: readonly TriageCase[]): TriageCase[] {
  const seen = new Set<string>();
  return cases.filter((c) => {
    const s = c.diagnosis?.subject,
      key = s?.objectGUID ?? s?.cloudId ?? c.id;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
