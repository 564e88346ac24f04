/** Everybody with a fault of provisioning, as the directory lists them: who, what, since when, and a button that triages them. */
import { speaker, type Fault, type Language, type TenantFaults, type Words } from "../domain";
import { UNREAD } from "../triage/readings/spec";
import type { Button, Head, Line } from "./blocks";
import template from "./faults.template.json";
import { MOST_SAID, sayButton } from "./intents";
import { renderer } from "./render";
import { when } from "./text";

export interface FaultsView {
  readonly language: Language;
  readonly head: Head;
  readonly rows: readonly {
    readonly who: string;
    readonly what: string;
    readonly ask: string;
    readonly button: string;
    /** Names the object, for whoever hears the buttons one after the other. */
    readonly tooltip: string;
  }[];
  readonly lines: readonly Line[];
  readonly buttons: readonly Button[];
}
const WORDS = {
  title: { en: "Sync errors of the tenant", de: "Synchronisierungsfehler des Mandanten" },
  none: { en: "✓ None listed", de: "✓ Keine aufgeführt" },
  some: {
    en: "✗ {count, plural, one {# object} other {# objects}}",
    de: "✗ {count, plural, one {# Objekt} other {# Objekte}}",
  },
  unread: { en: "? Not read", de: "? Nicht gelesen" },
  noneWhat: {
    en: "Microsoft Entra ID lists no object from which it withholds a value.",
    de: "Microsoft Entra ID führt kein Objekt auf, dem es einen Wert vorenthält.",
  },
  unreadWhat: { en: "The list could not be read: {why}.", de: "Die Liste war nicht lesbar: {why}." },
  servicesUnread: {
    en: "What Exchange and other services did not take was not read: {why}.",
    de: "Was Exchange und andere Dienste nicht übernahmen, wurde nicht gelesen: {why}.",
  },
  notHere: {
    en: "Whoever never reached Microsoft Entra ID is not on this list; ask for that person by name.",
    de: "Wer Microsoft Entra ID nie erreicht hat, steht nicht auf dieser Liste; fragen Sie nach der Person.",
  },
  what: { en: "{what}: {category}, since {since}", de: "{what}: {category}, seit {since}" },
  noDate: { en: "{what}: {category}", de: "{what}: {category}" },
  withheld: { en: "another object holds the value", de: "ein anderes Objekt hat den Wert" },
  service: { en: "the service did not take it", de: "der Dienst hat es nicht übernommen" },
  group: { en: "{name} (group)", de: "{name} (Gruppe)" },
  contact: { en: "{name} (contact)", de: "{name} (Kontakt)" },
  look: { en: "Find the cause", de: "Ursache finden" },
  lookOne: { en: "Find the cause for {name}", de: "Ursache für {name} finden" },
  page: { en: "Page {page} of {pages}", de: "Seite {page} von {pages}" },
  next: { en: "Next page", de: "Nächste Seite" },
  back: { en: "Previous page", de: "Vorige Seite" },
  alone: { en: "Show the names to me alone", de: "Die Namen nur mir zeigen" },
} as const satisfies Readonly<Record<string, Words>>;
/** Rows of a page. */
const PAGE = 6;

/** One page of the list. `isOpen`: names may be shown where it stands; else the count, and a button that shows them to one person. */
export function faultsView(
  { withheld, services }: TenantFaults,
  page: number,
  language: Language,
  isOpen = true,
): FaultsView {
  const say = speaker(WORDS, language),
    shown = [withheld, services].flatMap((f) => (f.state === "seen" ? f.value : [])),
    ids = [...new Set(shown.map((f) => f.id))],
    byObject = ids.map((id) => shown.filter((f) => f.id === id)).sort((a, b) => sinceOf(b).localeCompare(sinceOf(a))),
    pages = Math.max(1, Math.ceil(byObject.length / PAGE)),
    at = Math.min(page, pages - 1);
  const whatOf = (f: Fault): string => {
    const category =
      f.category === "PropertyConflict" ? say("withheld") : f.category === "" ? say("service") : f.category;
    return f.since === null
      ? say("noDate", { what: f.what, category })
      : say("what", { what: f.what, category, since: when(f.since, language) });
  };
  const rowOf = (faults: readonly Fault[]): FaultsView["rows"][number] => {
    const [first] = faults as readonly [Fault, ...Fault[]],
      called = first.displayName ?? first.name ?? first.id,
      name = first.name === null || first.name === called ? called : `${called} – ${first.name}`;
    return {
      who: first.kind === "user" ? name : say(first.kind, { name }),
      what: faults.slice(0, 2).map(whatOf).join("; "),
      ask: (first.kind === "user" ? (first.name ?? first.id) : first.id).slice(0, MOST_SAID),
      button: say("look"),
      tooltip: say("lookOne", { name: called }),
    };
  };
  const turn = (to: number, name: "next" | "back" | "alone"): Button => ({
    title: say(name),
    style: "default",
    verb: "page",
    data: { list: "errors", page: to },
  });
  const isUnread = withheld.state === "unreadable",
    count = byObject.length;
  return {
    language,
    head: {
      tone: count > 0 ? "attention" : isUnread ? "warning" : "good",
      state: count > 0 ? say("some", { count }) : say(isUnread ? "unread" : "none"),
      title: say("title"),
      who: "",
    },
    rows: isOpen ? byObject.slice(at * PAGE, (at + 1) * PAGE).map(rowOf) : [],
    lines: [
      ...(isUnread ? [say("unreadWhat", { why: UNREAD[withheld.why] })] : count === 0 ? [say("noneWhat")] : []),
      ...(services.state === "unreadable" ? [say("servicesUnread", { why: UNREAD[services.why] })] : []),
      say("notHere"),
      ...(isOpen && pages > 1 ? [say("page", { page: at + 1, pages })] : []),
    ].map((text) => ({ text })),
    buttons: isOpen
      ? [
          ...(at > 0 ? [turn(at - 1, "back")] : []),
          ...(at + 1 < pages ? [turn(at + 1, "next")] : []),
          sayButton("health", language),
        ]
      : count > 0
        ? [turn(0, "alone")]
        : [],
  };
}
const sinceOf = (faults: readonly Fault[]): string =>
  faults
    .map((f) => f.since ?? "")
    .sort()
    .at(-1) ?? "";
/** Renders the list. */
export const faultsCard = renderer<FaultsView>(template);
