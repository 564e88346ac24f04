/** Whom a message asks about: one person, or several that it lists, one ask each. Pure. */
import { fold } from "../identity/same-person";
import { mentionsIn, type Mention } from "./mentions";
import { bodyOf, clipped, plainOf } from "./plain";
import { isOnlyToldOf } from "./roles";

/** One person that a message asks about. */
export interface AskedPerson {
  /** As the message has it; empty where no word of it can be a name. */
  readonly name: string;
  /** By its form or its capitals it is no other word. */
  readonly isSure: boolean;
  /** The ask about this person alone, in the words of the message. */
  readonly text: string;
}
/** All whom a message asks about, each once, in its order; at least one. */
export interface PeopleAsked {
  readonly people: readonly AskedPerson[];
  /** How many characters of the message were too many to be read. */
  readonly unread: number;
}

const JOINING =
  "[,;/+&•·*|–—-]|\\n|(?<![\\p{L}])(?:and|und|y|e|et|or|oder|nor|noch|ni|ou|also|auch|sowie|plus|as well as|así como|ainsi que)(?![\\p{L}])";
/** Numbers of a list, and what stands before a name. */
const BESIDE =
  "\\d{1,3}[.)]|(?<![\\p{L}])(?:herrn?|frau|mr|mrs|ms|dr|señora?|sra?|mme|m|monsieur|madame|the|der|die|den|dem|el|la|le|for|für|of|von|de|users?|benutzer(?:in)?|kolleg(?:e|in)|usuari[oa]s?|utilisateurs?)(?![\\p{L}])\\.?";
const ONLY_JOINING = new RegExp(`^(?:\\s|${JOINING}|${BESIDE})+$`, "iu");
const HAS_JOINING = new RegExp(JOINING, "iu");
const joins = (between: string): boolean => ONLY_JOINING.test(between) && HAS_JOINING.test(between);

/** The place of a person, a group or a device that a text speaks of, with all that it is called there side by side. */
interface Item extends Mention {
  readonly called: readonly string[];
}
const nameParts = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((w) => w.length > 2);
/** "Hana Sato, hana.sato@contoso.com" and "Hana Sato (hsato)" are one person. */
function isSaidTwice(text: string, a: Item, b: Mention): boolean {
  const between = text.slice(a.to, b.from),
    exact = [a, b].filter((m) => m.kind !== "name" && m.kind !== "word");
  if (exact.length === 0 || !/^[\s,:;<([/–-]{1,4}$/u.test(between)) return false;
  if (/[<([]/.test(between)) return true;
  const shares = a.called.some((c) => nameParts(c).some((part) => fold(b.text).includes(part)));
  return exact.length === 1 ? shares : a.called.length > 1 && shares;
}
function itemsIn(text: string): Item[] {
  const items: Item[] = [];
  for (const m of mentionsIn(text)) {
    const before = items[items.length - 1];
    if (before === undefined || !isSaidTwice(text, before, m)) {
      items.push({ ...m, called: [m.text] });
      continue;
    }
    // The exact one of the two says whom it is about.
    const named = before.kind === "name" || before.kind === "word" ? m : before;
    items[items.length - 1] = {
      ...named,
      from: before.from,
      to: Math.max(m.to, m.to + (/^[>)\]]/.exec(text.slice(m.to))?.[0].length ?? 0)),
      isSure: true,
      called: [...before.called, m.text],
    };
  }
  return items;
}
/** "… not in the group SG-Sales": where somebody should be, not who. */
const IN_A_GROUP =
  /(?:(?<![\p{L}])(?:in|into|of|to|from|der|zur|aus|du|del|au|al|en el|dans le)\s+(?:(?:the|la|die|le|el)\s+)?(?:\p{L}+\s+)?(?:groups?|gruppen?|groupes?|grupos?|lists?|verteiler|teams?)(?![\p{L}])[^.!?\n]{0,20}|(?<![\p{L}])(?:members? of|membre (?:de|du)|miembro de(?:l)?|mitglied (?:von|in|der))\s+(?:(?:the|la|die|der)\s+)?["„“«]?)$/iu;
const isPlace = (text: string, item: Item): boolean =>
  IN_A_GROUP.test(text.slice(Math.max(0, item.from - 80), item.from));

const ENDS_OR_PLURAL =
  /^\s*(?:$|[.!?\n:(–-]|(?:are|aren't|have|haven't|were|weren't|don't|do|can't|cannot|both|all|sind|haben|fehlen|waren|kommen|werden|können|están|faltan|no |han|sont|ont|ne sont|manquent)(?![\p{L}]))/iu;
/** Items with nothing but commas and words such as "and" between them. */
function listsIn(text: string, items: readonly Item[]): Item[][] {
  const lists: Item[][] = [];
  for (const item of items) {
    const list = lists[lists.length - 1],
      before = list?.[list.length - 1];
    if (list !== undefined && before !== undefined && joins(text.slice(before.to, item.from))) list.push(item);
    else lists.push([item]);
  }
  return lists.map((list) => withoutLooseEnd(text, list)).filter((list) => list.length > 1 && isOfPeople(text, list));
}
/** One word behind a list is one of it where the sentence goes on as of several, or ends. */
function withoutLooseEnd(text: string, list: Item[]): Item[] {
  const last = list[list.length - 1]!;
  return last.kind === "word" && !last.isSure && !ENDS_OR_PLURAL.test(text.slice(last.to)) ? list.slice(0, -1) : list;
}
/** Says of several that they are alike or in each other's way: that is one matter. */
const OF_EACH_OTHER =
  /^\s*(?:both )?(?:are|have|share|hold|use|sind|haben|teilen|son|tienen|sont|ont)\s+(?:now )?(?:the same|one and the same|identical|duplicates of|each other|dieselbe\p{L}*|denselben|die gleiche\p{L}*|identisch|vertauscht|swapped|mixed up|l[ao]s? mism[ao]s?|le même|la même)|^\s*(?:conflict|clash|collide|kollidieren)/iu;
const BETWEEN = /(?<![\p{L}])(?:between|zwischen|entre)\s+$/iu;
const ADDRESSES =
  /(?<![\p{L}])(?:alias(?:es)?|aliasse|(?:proxy|smtp|e-?mail|mail)?[ -]?address(?:es)?|proxyaddresses|(?:mail|proxy)?adressen|direcciones|adresses)\s*[:(]?\s*$/iu;
function isOfPeople(text: string, list: readonly Item[]): boolean {
  const before = text.slice(0, list[0]!.from),
    behind = text.slice(list[list.length - 1]!.to);
  const isNamed =
    list.some((i) => i.isSure) ||
    list.every((i) => i.kind === "name") ||
    /^\s*(?:are|sind|fehlen|faltan|manquent|sont)(?![\p{L}])/iu.test(behind);
  return (
    isNamed &&
    !isPlace(text, list[0]!) &&
    !OF_EACH_OTHER.test(behind) &&
    !BETWEEN.test(before) &&
    !(ADDRESSES.test(before) && list.every((i) => i.kind === "address")) &&
    // In brackets stand examples.
    !/\([^)]*$/u.test(before)
  );
}
/** Of equal names the first. */
const once = (people: readonly AskedPerson[]): AskedPerson[] =>
  [...new Map([...people].reverse().map((p) => [fold(p.name), p])).values()].reverse();

/** How much of the words around a list goes with each of its people. */
const FRAME = 1_500;
function asksOf(text: string, list: readonly Item[]): AskedPerson[] {
  const before = text.slice(0, list[0]!.from).slice(-FRAME),
    behind = text.slice(list[list.length - 1]!.to).slice(0, FRAME);
  return list.map((i) => ({ name: i.text, isSure: true, text: `${before}${i.text}${behind}`.trim() }));
}

/** How a text about one person names whom it asks about: all that may be meant, the surest first. */
export function namesAskedFor(text: string): string[] {
  const body = bodyOf(clipped(plainOf(text)).text),
    items = itemsIn(body),
    sure = items.filter((i) => i.isSure && !isPlace(body, i));
  return [...new Set((sure.length > 0 ? sure : items.slice(0, 1)).map((i) => i.text))];
}
/** Whom a message asks about. */
export function peopleIn(message: string): PeopleAsked {
  const { text, unread } = clipped(plainOf(message)),
    body = bodyOf(text),
    folded = fold(body),
    items = itemsIn(body),
    meant = items.filter((i) => !isPlace(body, i) && !isOnlyToldOf(folded, i.called.map(fold))),
    lists = listsIn(body, items),
    listed = new Set(lists.flat().flatMap((i) => i.called.map(fold)));
  // Whoever is named elsewhere says that the list is no list of people, or not the whole of it.
  if (lists.length > 0 && !meant.some((i) => i.isSure && !i.called.some((c) => listed.has(fold(c)))))
    return { people: once(lists.flatMap((list) => asksOf(body, list))), unread };
  const candidates = meant.length > 0 ? meant : items;
  const named = candidates.find((i) => i.isSure) ?? candidates.find((i) => i.kind === "name") ?? candidates[0];
  return { people: [{ name: named?.text ?? "", isSure: named?.isSure ?? false, text: message }], unread };
}
