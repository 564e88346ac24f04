/** How synchronization stands for everybody: what is wrong, each part in one line, the last runs and all values folded. */
import {
  speaker,
  wordsIn,
  type Finding,
  type Language,
  type Moment,
  type Reading,
  type ReadingRow,
  type Words,
} from "../domain";
import { READING_SPECS } from "../triage/readings";
import { titleOf } from "../triage/words";
import { foldsOf, type Button, type Fold, type Head, type Line, type NamedText } from "./blocks";
import template from "./health.template.json";
import { sayButton } from "./intents";
import { renderer } from "./render";
import { labelsIn, when, type Labels } from "./text";

export interface HealthView {
  readonly language: Language;
  readonly labels: Labels;
  readonly head: Head;
  readonly lines: readonly Line[];
  /** What is not in order or was not read, and what everybody asks for first. */
  readonly parts: readonly NamedText[];
  readonly well: readonly NamedText[];
  readonly runs: readonly NamedText[];
  readonly values: readonly NamedText[];
  readonly folds: readonly Fold[];
  readonly buttons: readonly Button[];
}
/** What was read of the engine and the tenant. `agent`: the version of the one on the sync server; undefined where it did not answer. */
export interface HealthShown {
  readonly at: string;
  readonly problems: readonly Finding[];
  readonly readings: readonly Reading[];
  readonly agent: string | undefined;
  /** When password hash synchronization last gave a sign of life; undefined where the log shows none. */
  readonly heartbeat: string | undefined;
}
/** What the template shows as it stands. */
export const LABELS = {
  well: { en: "The rest", de: "Das Übrige" },
  runs: { en: "Last runs", de: "Letzte Läufe" },
  values: { en: "All values", de: "Alle Werte" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  title: { en: "Health of the synchronization", de: "Zustand der Synchronisierung" },
  well: { en: "✓ Nothing wrong was read", de: "✓ Nichts Falsches gelesen" },
  partly: { en: "? Not everything could be read", de: "? Nicht alles war lesbar" },
  ill: { en: "✗ Not in order", de: "✗ Nicht in Ordnung" },
  problem: { en: "✗ {title}", de: "✗ {title}" },
  more: { en: "… and {count} more", de: "… und {count} weitere" },
  read: {
    en: "Read {at}. What is marked ? was not read, which is not the same as well.",
    de: "Gelesen {at}. Was mit ? markiert ist, wurde nicht gelesen; das heißt nicht, dass es gut ist.",
  },
  ask: {
    en: "Name a person who is hit, and I look for what repairs it.",
    de: "Nennen Sie eine betroffene Person, und ich suche, was es repariert.",
  },
  agent: { en: "Agent on the sync server", de: "Agent auf dem Synchronisierungsserver" },
  online: { en: "It answers, version {version}.", de: "Er antwortet, Version {version}." },
  offline: { en: "It does not answer.", de: "Er antwortet nicht." },
  heartbeat: { en: "Password hash sync", de: "Kennworthashsynchronisierung" },
  beat: { en: "Last heartbeat {at} (event 654).", de: "Letzter Heartbeat {at} (Ereignis 654)." },
  noBeat: {
    en: "No heartbeat stands in what was read of the event log.",
    de: "In dem, was vom Ereignisprotokoll gelesen wurde, steht kein Heartbeat.",
  },
  privately: {
    en: "Names of servers and connectors I show in a personal chat.",
    de: "Namen von Servern und Connectors zeige ich im persönlichen Chat.",
  },
} as const satisfies Readonly<Record<string, Words>>;
/** Problems in words; the rest is counted. */
const MOST_PROBLEMS = 3;
/** Readings that are shown however they stand: when it last ran, and whether it runs by itself. */
const FIRST: ReadonlySet<Reading["id"]> = new Set(["runs", "scheduler"]);
const MARKS = { good: "✓", bad: "✗", unread: "?", plain: "·" } as const;

/** `isOpen`: names of the directory may be shown where it stands. */
export function healthView(h: HealthShown, language: Language, isOpen = true): HealthView {
  const say = speaker(WORDS, language),
    codes = [...new Set(h.problems.flatMap((p) => (p.code === undefined ? [] : [p.code])))],
    unread = h.readings.some((r) => r.state === "unread") || h.agent === undefined;
  const markOf = (r: Reading): string =>
    r.state === "unread"
      ? MARKS.unread
      : r.rows.some((row) => row.mark === "bad")
        ? MARKS.bad
        : r.rows.some((row) => row.mark === "good")
          ? MARKS.good
          : MARKS.plain;
  const isIll = codes.length > 0 || h.readings.some((r) => markOf(r) === MARKS.bad);
  const titleOfReading = (r: Reading): string => wordsIn(READING_SPECS[r.id].title, language);
  const cellText = (c: Words | Moment): string =>
    typeof c === "object" && "at" in c ? when(c.at, language) : wordsIn(c, language);
  const rowText = ({ cells, mark }: ReadingRow): NamedText => ({
    name: `${mark === undefined ? MARKS.plain : MARKS[mark]} ${cellText(cells[0] ?? "")}`,
    text: cells.slice(1).map(cellText).join(" · "),
  });
  const runs = isOpen ? h.readings.filter((r) => r.id === "runs").flatMap((r) => r.rows.map(rowText)) : [],
    values = isOpen ? h.readings.filter((r) => r.id !== "runs").flatMap((r) => r.rows.map(rowText)) : [];
  const labels = labelsIn(LABELS, language),
    isShown = (r: Reading): boolean => FIRST.has(r.id) || markOf(r) === MARKS.bad || markOf(r) === MARKS.unread,
    partOf = (r: Reading): NamedText => ({
      name: `${markOf(r)} ${titleOfReading(r)}`,
      text: isOpen || r.state === "unread" ? wordsIn(r.says, language) : "",
    }),
    well = h.readings.filter((r) => !isShown(r)).map(partOf);
  return {
    language,
    labels,
    head: {
      tone: isIll ? "attention" : unread ? "warning" : "good",
      state: say(isIll ? "ill" : unread ? "partly" : "well"),
      title: say("title"),
      who: "",
    },
    lines: [
      ...codes.slice(0, MOST_PROBLEMS).map((c) => say("problem", { title: titleOf(c, language) })),
      ...(codes.length > MOST_PROBLEMS ? [say("more", { count: codes.length - MOST_PROBLEMS })] : []),
      say("read", { at: when(h.at, language) }),
      ...(codes.length > 0 ? [say("ask")] : []),
      ...(isOpen ? [] : [say("privately")]),
    ].map((text) => ({ text })),
    parts: [
      {
        name: `${h.agent === undefined ? MARKS.bad : MARKS.good} ${say("agent")}`,
        text: h.agent === undefined ? say("offline") : say("online", { version: h.agent }),
      },
      ...h.readings.filter(isShown).map(partOf),
      {
        name: `${h.heartbeat === undefined ? MARKS.unread : MARKS.plain} ${say("heartbeat")}`,
        text: h.heartbeat === undefined ? say("noBeat") : say("beat", { at: when(h.heartbeat, language) }),
      },
    ],
    well,
    runs,
    values,
    folds: foldsOf({ well, runs, values }, labels),
    buttons: [sayButton("errors", language), sayButton("sync-now", language)],
  };
}
/** Renders the health of the synchronization. */
export const healthCard = renderer<HealthView>(template);
