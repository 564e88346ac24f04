/** How a reading is made: pure, from the facts to rows. Bounded, since it is kept with the case. */
import {
  dateText,
  FACTS,
  told,
  type Fact,
  type FactKey,
  type FactSet,
  type Moment,
  type Reading,
  type ReadingId,
  type ReadingRow,
  type Unreadable,
  type Words,
} from "../../domain";
import type { Person } from "../../identity/person";

/** What is there: a sentence, and the rows; a row that is a fault by itself is marked `bad`. */
export interface Seen {
  readonly says: Words;
  readonly rows: readonly ReadingRow[];
}
/** The server was asked and answered nothing. */
export const UNTOLD: Seen = {
  says: { en: "The server did not say.", de: "Der Server nannte es nicht." },
  rows: [],
};
export interface ReadingSpec {
  readonly id: ReadingId;
  readonly title: Words;
  /** The facts that it is made of; where none of them could be read it says so. */
  readonly facts: readonly FactKey[];
  readonly columns: readonly Words[];
  read(facts: FactSet, person: Person): Seen;
}

const MOST_ROWS = 12;
const MOST_TEXT = 200,
  MOST_SENTENCE = 600;

/** Never longer than a few lines. */
const cut = (text: string, most = MOST_TEXT): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "")} …`;
const bounded = (words: Words, most = MOST_TEXT): Words =>
  typeof words === "string" ? cut(words, most) : { en: cut(words.en, most), de: cut(words.de, most) };
/** What came from outside, as one cell; a dash where there is nothing. */
export const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? "" : Array.isArray(value) ? value.join(", ") : String(value);
  return text === "" ? "–" : cut(text);
};
/** A moment, ISO 8601, where there is one. */
export const moment = (iso: string | null | undefined): Words | Moment =>
  iso === null || iso === undefined || iso === "" ? "–" : { at: iso };
/** A moment inside a sentence. */
export const dated = (iso: string | null | undefined): Words =>
  iso === null || iso === undefined || iso === "" ? "–" : { en: dateText(iso, "en"), de: dateText(iso, "de") };
const YES: Words = { en: "yes", de: "ja" },
  NO: Words = { en: "no", de: "nein" };
export const yesNo = (flag: boolean | null | undefined): Words => (flag === true ? YES : flag === false ? NO : "–");
/** `isBad` and `isGood` as a mark. */
export const marked = (cells: ReadingRow["cells"], mark?: ReadingRow["mark"]): ReadingRow => ({
  cells,
  ...(mark === undefined ? {} : { mark }),
});
export const goodIf = (is: boolean): ReadingRow["mark"] => (is ? "good" : "bad");

/** Why a fact could not be read. */
export const UNREAD: Readonly<Record<Unreadable["why"], Words>> = {
  denied: { en: "access was denied", de: "der Zugriff wurde verweigert" },
  offline: { en: "the agent on the server cannot be reached", de: "der Agent auf dem Server ist nicht erreichbar" },
  timeout: { en: "no answer came in time", de: "es kam rechtzeitig keine Antwort" },
  throttled: { en: "the service throttled the request", de: "der Dienst hat die Anfrage gedrosselt" },
  malformed: { en: "the answer was not understood", de: "die Antwort war nicht verständlich" },
  truncated: { en: "the list is longer than is read", de: "die Liste ist länger, als gelesen wird" },
  failed: { en: "the request failed", de: "die Anfrage schlug fehl" },
  "not-asked": { en: "it was not asked for", de: "danach wurde nicht gefragt" },
};
const SAYS = {
  unread: { en: "Could not be read: {why}.", de: "Nicht lesbar: {why}." },
  unasked: {
    en: "Not read for this ask.",
    de: "Für diese Anfrage nicht gelesen.",
  },
  rest: { en: "{says} Not read: {which}.", de: "{says} Nicht gelesen: {which}." },
} as const satisfies Readonly<Record<string, Words>>;
const isUnread = (f: Fact<unknown>): f is Unreadable => f.state === "unreadable";
/** Requests and cmdlets, each once. */
const sourcesOf = (facts: FactSet, keys: readonly FactKey[]): string =>
  [...new Set(keys.filter((k) => !isUnread(facts[k])).map((k) => FACTS[k].from))].slice(0, 4).join("; ");

/** The reading of these facts. */
export function readingOf(spec: ReadingSpec, facts: FactSet, person: Person): Reading {
  const unread = spec.facts.map((k) => facts[k]).filter(isUnread);
  if (unread.length === spec.facts.length) {
    const why = unread.find((f) => f.why !== "not-asked");
    const says = why === undefined ? SAYS.unasked : told(SAYS.unread, { why: UNREAD[why.why] });
    return { id: spec.id, state: "unread", says, rows: [], more: 0, source: "" };
  }
  const seen = spec.read(facts, person);
  const missed = spec.facts.filter((k) => {
    const f = facts[k];
    return isUnread(f) && f.why !== "not-asked";
  });
  const rows = [...seen.rows].sort((a, b) => Number(b.mark === "bad") - Number(a.mark === "bad"));
  return {
    id: spec.id,
    state: "seen",
    says: bounded(
      missed.length === 0
        ? seen.says
        : told(SAYS.rest, {
            says: seen.says,
            which: [...new Set(missed.map((k) => FACTS[k].from))].slice(0, 3).join("; "),
          }),
      MOST_SENTENCE,
    ),
    rows: rows
      .slice(0, MOST_ROWS)
      .map((row) => ({ ...row, cells: row.cells.map((c) => (typeof c === "object" && "at" in c ? c : bounded(c))) })),
    more: Math.max(0, rows.length - MOST_ROWS),
    ...(missed.length === 0 ? {} : { isPart: true }),
    source: sourcesOf(facts, spec.facts),
  };
}
