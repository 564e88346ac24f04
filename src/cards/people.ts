import { speaker, wordsIn } from "../domain";
import type { Language, TriageCase, Words } from "../domain";
import { titleOf } from "../triage/words";
import { foldsOf, type Button, type Fold, type Head, type Line } from "./blocks";
import { labelOf, ROOM_BESIDE } from "./label";
import template from "./people.template.json";
import { renderer } from "./render";
import { caseLook } from "./states";
import { labelsIn, type Labels } from "./text";

/** Several people of one message: a line for each with how it stands, and a button that opens it. */
export interface PeopleView {
  readonly language: Language;
  readonly labels: Labels;
  readonly head: Head;
  readonly people: readonly { readonly name: string; readonly state: string; readonly buttons: readonly Button[] }[];
  readonly lines: readonly Line[];
  readonly buttons: readonly Button[];
  readonly folds: readonly Fold[];
  readonly later: readonly Line[];
}
/** How far it is with one of them. `none`: nobody by that name on either side. `unread`: nor where it could be read, and a part could not. */
export type Listed =
  | { readonly kind: "waiting" | "none" | "unread" | "several" }
  | { readonly kind: "case"; readonly case: TriageCase }
  | { readonly kind: "failed"; readonly says: Words };
/** What the bot knows of a list. */
export interface PeopleList {
  /** Under which the bot keeps the list; a button carries only that and a number. */
  readonly key: string;
  readonly people: readonly { readonly name: string; readonly is: Listed }[];
  /** The names of those who are not looked at yet. */
  readonly later: readonly string[];
  /** They are looked at on a card of their own. */
  readonly isGoneOn: boolean;
  /** How many characters of the message were too many to be read. */
  readonly unread: number;
}
/** How many are looked into at a time. */
export const AT_A_TIME = 10;
/** What the template shows as it stands. */
export const LABELS = {
  later: { en: "Who is still to come", de: "Wer noch folgt" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  title: {
    en: "{count, plural, one {# person} other {# people}}",
    de: "{count, plural, one {# Person} other {# Personen}}",
  },
  going: { en: "… {done} of {count} looked into", de: "… {done} von {count} geprüft" },
  faults: { en: "✗ {bad} of {count} not in order", de: "✗ {bad} von {count} nicht in Ordnung" },
  lost: {
    en: "✗ {bad} of {count} not in order or not found",
    de: "✗ {bad} von {count} nicht in Ordnung oder nicht gefunden",
  },
  open: { en: "? {open} of {count} not decided", de: "? {open} von {count} nicht entschieden" },
  well: { en: "✓ All in order", de: "✓ Alle in Ordnung" },
  waiting: { en: "… waiting", de: "… wartet" },
  none: { en: "✗ Not found on either side", de: "✗ Auf keiner Seite gefunden" },
  unread: {
    en: "? Not found so far; a part could not be read",
    de: "? Bisher nicht gefunden; ein Teil war nicht lesbar",
  },
  several: { en: "? Several people fit", de: "? Mehrere Personen passen" },
  failed: { en: "? Not looked into: {says}", de: "? Nicht geprüft: {says}" },
  ofCase: { en: "{state} · {cause}", de: "{state} · {cause}" },
  undiagnosed: { en: "not diagnosed yet", de: "noch keine Diagnose" },
  openCase: { en: "Open {name}", de: "{name} öffnen" },
  find: { en: "Find {name}", de: "{name} suchen" },
  choose: { en: "Choose {name}", de: "{name} auswählen" },
  tryAgain: { en: "Try {name} again", de: "{name} erneut versuchen" },
  more: {
    en: "And {count} more, not looked into yet: {names}",
    de: "Und {count} weitere, noch nicht geprüft: {names}",
  },
  goneOn: { en: "The others stand on a card of their own below.", de: "Die übrigen stehen unten auf eigener Karte." },
  goOn: { en: "Go on with the next {count}", de: "Weiter mit den nächsten {count}" },
  cut: {
    en: "The last {count} characters of the message were not read; whoever is named there is not on this list.",
    de: "Die letzten {count} Zeichen der Nachricht wurden nicht gelesen; wer dort genannt ist, steht nicht auf dieser Liste.",
  },
} as const satisfies Readonly<Record<string, Words>>;
/** Of a name on its line. */
const IN_A_LINE = 60;
/** Names that are told at once; the others are folded, so many to a line. */
const AT_ONCE = 5,
  IN_A_FOLD = 400,
  TO_A_LINE = 20;
const short = (name: string, most: number): string => {
  const letters = [...name];
  return letters.length <= most ? name : `${letters.slice(0, most - 1).join("")}…`;
};
const isOver = (is: Listed): boolean => is.kind !== "waiting";

function headOf({ people }: PeopleList, language: Language): Head {
  const say = speaker(WORDS, language),
    count = people.length,
    tones = people.map(({ is }) => (is.kind === "case" ? caseLook(is.case, language).tone : is.kind)),
    bad = tones.filter((t) => t === "attention" || t === "none").length,
    done = people.filter(({ is }) => isOver(is)).length,
    open = tones.filter((t) => t !== "good").length - bad,
    title = say("title", { count });
  if (done < count) return { tone: "accent", state: say("going", { done, count }), title, who: "" };
  if (bad > 0)
    return {
      tone: "attention",
      state: say(tones.includes("none") ? "lost" : "faults", { bad, count }),
      title,
      who: "",
    };
  if (open > 0) return { tone: "warning", state: say("open", { open, count }), title, who: "" };
  return { tone: "good", state: say("well"), title, who: "" };
}
const BUTTON = { case: "openCase", none: "find", unread: "find", several: "choose", failed: "tryAgain" } as const;
/** The list as it stands. */
export function peopleView(list: PeopleList, language: Language): PeopleView {
  const say = speaker(WORDS, language),
    labels = labelsIn(LABELS, language),
    { key, later } = list;
  const sayOn =
    (button: (typeof BUTTON)[keyof typeof BUTTON]) =>
    (name: string): string =>
      say(button, { name });
  const stateOf = (is: Listed): string => {
    if (is.kind === "failed") return say("failed", { says: wordsIn(is.says, language) });
    if (is.kind !== "case") return say(is.kind);
    const { diagnosis } = is.case,
      cause = diagnosis === undefined ? say("undiagnosed") : titleOf(diagnosis.rootCause.code, language);
    return say("ofCase", { state: caseLook(is.case, language).state, cause });
  };
  const buttonOf = (name: string, is: Listed, option: number): Button[] =>
    is.kind === "waiting"
      ? []
      : [
          {
            title: labelOf(name, sayOn(BUTTON[is.kind]), ROOM_BESIDE),
            style: "default",
            verb: "open-listed",
            data: { id: key, option },
          },
        ];
  const folded = later.slice(AT_ONCE, IN_A_FOLD).map((name) => short(name, IN_A_LINE)),
    names = [
      ...later.slice(0, AT_ONCE).map((name) => short(name, IN_A_LINE)),
      ...(later.length > AT_ONCE ? ["…"] : []),
    ];
  const lists = {
    later: Array.from({ length: Math.ceil(folded.length / TO_A_LINE) }, (_, i) => ({
      text: folded.slice(i * TO_A_LINE, (i + 1) * TO_A_LINE).join(" · "),
    })),
  };
  return {
    language,
    labels,
    head: headOf(list, language),
    people: list.people.map(({ name, is }, option) => ({
      name: short(name, IN_A_LINE),
      state: stateOf(is),
      buttons: buttonOf(name, is, option),
    })),
    lines: [
      ...(later.length === 0 ? [] : [say("more", { count: later.length, names: names.join(" · ") })]),
      ...(list.isGoneOn ? [say("goneOn")] : []),
      ...(list.unread === 0 ? [] : [say("cut", { count: list.unread })]),
    ].map((text) => ({ text })),
    buttons:
      later.length === 0
        ? []
        : [
            {
              title: say("goOn", { count: Math.min(AT_A_TIME, later.length) }),
              style: "default",
              verb: "next-people",
              data: { id: key },
            },
          ],
    folds: foldsOf(lists, labels),
    ...lists,
  };
}
/** Renders the list of several people. */
export const peopleCard = renderer<PeopleView>(template);
