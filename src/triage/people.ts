/** Several people in one message, listed: one ask each. Pure. */
import { ADDRESS, JOINED } from "./ask";
import { mayBeAccount, namesIn } from "./names";

/** More than these at once are not triaged. */
const MOST_PEOPLE = 10;
const NAME =
  /\p{Lu}[\p{L}\p{M}'’-]+(?:\s+(?:(?:de|da|del|van|von|der|den|la|al|bin|di)\s+){0,2}\p{Lu}[\p{L}\p{M}'’-]+){1,3}/gu;
const JOINER =
  /^\s*(?:(?:[,;/+&•|-]|\band\b|\bund\b|\by\b|\bet\b|\bor\b|\balso\b|\bas well as\b|\bsowie\b|\boder\b)\s*)+$|^[^\S\n]*\n\s*$/iu;
/** "farah and ravi.kapoor@contoso.com": one word, joined to a list. */
const JOINED_WORD = /(?<![\p{L}\p{N}@.])(\p{L}{3,20})(\s+(?:and|und|y|et|&)\s+)$/iu;

interface Item {
  readonly text: string;
  readonly from: number;
  readonly isAddress: boolean;
}
const itemsBy = (text: string, pattern: RegExp, isAddress: boolean): Item[] =>
  [...text.matchAll(pattern)].map((m) => ({ text: m[0], from: m.index, isAddress }));
const endOf = (item: Item): number => item.from + item.text.length;

/** More than a word with a hyphen in it. */
const isSure = (item: Item): boolean => item.isAddress || item.text.includes(" ");
/** A name with capitals and hyphens is mostly a group's or a computer's. */
const isSmall = (item: Item): boolean => item.text === item.text.toLowerCase();
/** Addresses, account names and whole names in the order of the text; what lies within another is left out. */
function itemsIn(text: string): Item[] {
  const names = itemsBy(text, NAME, false).filter((i) => namesIn(i.text, 1)[0] === i.text);
  const all = [...itemsBy(text, ADDRESS, true), ...itemsBy(text, JOINED, false).filter(isSmall), ...names];
  return all
    .filter(
      (i) => !all.some((o) => o !== i && o.from <= i.from && endOf(o) >= endOf(i) && o.text.length > i.text.length),
    )
    .sort((a, b) => a.from - b.from);
}
/** "Hana Sato, hana.sato@contoso.com" is one person. */
const isSaidTwice = (item: Item, next: Item): boolean => {
  const last = item.text.split(/\s+/).pop()!.toLowerCase();
  return !item.isAddress && next.isAddress && next.text.toLowerCase().includes(last);
};
/** Runs of items with nothing but commas and words such as "and" between them. */
function listsIn(text: string): Item[][] {
  const lists: Item[][] = [];
  for (const item of itemsIn(text)) {
    const list = lists[lists.length - 1],
      before = list?.[list.length - 1];
    if (list !== undefined && before !== undefined && JOINER.test(text.slice(endOf(before), item.from)))
      list.push(item);
    else lists.push([item]);
  }
  return lists;
}
/** One word that is joined to the list's first address. */
function wordBefore(text: string, first: Item): Item[] {
  const found = first.isAddress ? JOINED_WORD.exec(text.slice(0, first.from)) : null;
  return found === null || !mayBeAccount(found[1]!) ? [] : [{ text: found[1]!, from: found.index, isAddress: false }];
}

/** The asks that a message holds: one for each of the people that it lists, with the rest of its words; else the message itself. */
export function peopleIn(text: string): string[] {
  const plain = text.replace(/&nbsp;/gi, " ").replace(/<at>.*?<\/at>/gi, " "),
    lists = listsIn(plain).map((list) => [...wordBefore(plain, list[0]!), ...list]),
    list = lists.find((l) => l.length > 1);
  // Whoever is named elsewhere says that the list is no list of people, or not the whole of it; one in brackets gives examples.
  if (
    list === undefined ||
    lists.some((l) => l !== list && l.some(isSure)) ||
    /\([^)]*$/u.test(plain.slice(0, list[0]!.from))
  )
    return [text];
  const people = list.filter((item, i) => list[i + 1] === undefined || !isSaidTwice(item, list[i + 1]!));
  if (people.length < 2) return [text];
  const before = plain.slice(0, list[0]!.from),
    behind = plain.slice(endOf(list[list.length - 1]!));
  return people.slice(0, MOST_PEOPLE).map((person) => `${before}${person.text}${behind}`.trim());
}
