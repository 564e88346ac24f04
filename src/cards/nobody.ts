import { speaker, wordsIn } from "../domain";
import type { Language, Words } from "../domain";
import type { SearchedPlace } from "../triage/searched";
import { foldsOf, type Button, type Fold, type Head, type Line, type NamedText } from "./blocks";
import { labelOf } from "./label";
import template from "./nobody.template.json";
import { renderer } from "./render";
import { labelsIn, type Labels } from "./text";

/** That nobody was found: where it was looked and where not, the nearest names, and what may help. */
export interface NobodyView {
  readonly language: Language;
  readonly labels: Labels;
  readonly head: Head;
  readonly lines: readonly Line[];
  /** `text`: the whole of a name that its button cuts off, else empty. */
  readonly nearest: readonly (Button & { readonly text: string })[];
  readonly buttons: readonly Button[];
  readonly folds: readonly Fold[];
  readonly places: readonly NamedText[];
  readonly advice: readonly Line[];
}
/** Somebody whose name is like the one that was asked for. `name`: sign-in name; empty where there is none. */
export interface Near {
  readonly title: string;
  readonly name: string;
  readonly department?: string;
}
/** What is told of somebody who was not found. */
export interface NotFound {
  /** As the message has them; empty where it names nobody. */
  readonly asked: readonly string[];
  readonly places: readonly SearchedPlace[];
  /** How many characters of the message were too many to be read. */
  readonly unread: number;
  readonly nearest: readonly Near[];
}
/** What the template shows as it stands. */
export const LABELS = {
  places: { en: "Where I looked", de: "Wo ich gesucht habe" },
  advice: { en: "What may help", de: "Was helfen kann" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  unnamed: { en: "? No name", de: "? Kein Name" },
  whom: { en: "Whom is it about?", de: "Um wen geht es?" },
  namesNobody: {
    en: "Your message names nobody. Write a sign-in name, an account name or a whole name.",
    de: "Ihre Nachricht nennt niemanden. Schreiben Sie einen Anmeldenamen, einen Kontonamen oder einen ganzen Namen.",
  },
  absent: { en: "✗ Not found", de: "✗ Nicht gefunden" },
  absentTitle: { en: "Nobody by that name", de: "Niemand mit diesem Namen" },
  absentText: {
    en: "I looked on both sides, also among what was deleted, and nobody there has this name.",
    de: "Ich habe auf beiden Seiten gesucht, auch unter Gelöschtem; dort hat niemand diesen Namen.",
  },
  open: { en: "? Not found so far", de: "? Bisher nicht gefunden" },
  openTitle: { en: "One part could not be searched", de: "Ein Teil konnte nicht durchsucht werden" },
  openText: {
    en: "In what I could read nobody has this name. It may stand where I could not:",
    de: "In dem, was ich lesen konnte, hat niemand diesen Namen. Er kann dort stehen, wo ich es nicht konnte:",
  },
  unreadPlace: { en: "{place}: {why}. {help}", de: "{place}: {why}. {help}" },
  cutTitle: { en: "The message is too long", de: "Die Nachricht ist zu lang" },
  cut: {
    en: "{count, plural, one {The last character} other {The last # characters}} of your message were not read; a name there was not looked for. Send it in parts.",
    de: "{count, plural, one {Das letzte Zeichen} other {Die letzten # Zeichen}} Ihrer Nachricht wurden nicht gelesen; ein Name dort wurde nicht gesucht. Senden Sie sie in Teilen.",
  },
  near: { en: "Is one of these meant?", de: "Ist jemand von diesen gemeint?" },
  again: { en: "Look again for {name}", de: "Erneut nach {name} suchen" },
  readPlace: { en: "read; nobody by that name", de: "gelesen; niemand mit diesem Namen" },
  unread: { en: "not read: {why}", de: "nicht gelesen: {why}" },
  spelling: {
    en: "Check the spelling against the ticket or with the manager, and ask with the whole sign-in name or account name.",
    de: "Vergleichen Sie die Schreibweise mit dem Ticket, und fragen Sie mit dem ganzen Anmelde- oder Kontonamen.",
  },
  thirtyDays: {
    en: "A user whom Microsoft Entra ID deleted more than 30 days ago is gone there for good.",
    de: "Ein Benutzer, den Microsoft Entra ID vor mehr als 30 Tagen gelöscht hat, ist dort endgültig gelöscht.",
  },
  recycleBin: {
    en: "Active Directory keeps a deleted object as long as the recycle bin's lifetime says (180 days unless it was changed), and without the recycle bin only what is left of it.",
    de: "Active Directory behält ein gelöschtes Objekt so lange, wie es die Lebensdauer des Papierkorbs vorsieht (180 Tage, wenn sie nicht geändert wurde), ohne Papierkorb nur dessen Rest.",
  },
} as const satisfies Readonly<Record<string, Words>>;
const MOST_NEAREST = 5;
/** Of a name on a button. */
const MOST_OF_A_NAME = 40;
const short = (name: string): string => (name.length <= MOST_OF_A_NAME ? name : `${name.slice(0, MOST_OF_A_NAME)}…`);

/** Who is meant on a button: "Hana Sato – Finance, hana.sato@contoso.com". */
export const optionText = ({ title, department, name }: Near): string =>
  [short(title), [department, name].filter((t) => t !== undefined && t !== "" && t !== title).join(", ")]
    .filter((t) => t !== "")
    .join(" – ");

/** `key`: of the choice that the bot keeps; a button carries only that and a number. */
export function nobodyView(n: NotFound, key: string, language: Language): NobodyView {
  const say = speaker(WORDS, language),
    labels = labelsIn(LABELS, language),
    shut = n.places.flatMap(({ place, unread }) => (unread === undefined ? [] : [{ place, ...unread }])),
    isNamed = n.asked.length > 0,
    isCut = n.unread > 0;
  const headOf = (tone: Head["tone"], state: keyof typeof WORDS, title: keyof typeof WORDS): Head => ({
    tone,
    state: say(state),
    title: say(title),
    who: n.asked.join(" · "),
  });
  const head = !isNamed
    ? headOf("emphasis", "unnamed", isCut ? "cutTitle" : "whom")
    : isCut || shut.length > 0
      ? headOf("warning", "open", shut.length > 0 ? "openTitle" : "cutTitle")
      : headOf("attention", "absent", "absentTitle");
  const looked = !isNamed
    ? isCut
      ? []
      : [say("namesNobody")]
    : shut.length > 0
      ? [say("openText"), ...shut.map(({ place, why, help }) => say("unreadPlace", { place, why, help }))]
      : [say("absentText")];
  const lists = {
    places: isNamed
      ? n.places.map(({ place, unread }) => ({
          name: wordsIn(place, language),
          text: unread === undefined ? say("readPlace") : say("unread", { why: unread.why }),
        }))
      : [],
    advice: (isNamed ? (["spelling", "thirtyDays", "recycleBin"] as const) : []).map((key) => ({ text: say(key) })),
  };
  const nearest = n.nearest.slice(0, MOST_NEAREST);
  return {
    language,
    labels,
    head,
    lines: [
      ...looked,
      ...(isCut ? [say("cut", { count: n.unread })] : []),
      ...(nearest.length > 0 ? [say("near")] : []),
    ].map((text) => ({ text })),
    nearest: nearest.map((o, option) => ({
      text: labelOf(optionText(o)) === optionText(o) ? "" : optionText(o),
      title: labelOf(optionText(o)),
      style: "default",
      verb: "pick",
      data: { id: key, option },
    })),
    buttons: isNamed
      ? [
          {
            title: labelOf(n.asked[0] ?? "", (name) => say("again", { name })),
            style: "default",
            verb: "ask-again",
            data: { id: key },
          },
        ]
      : [],
    folds: foldsOf(lists, labels),
    ...lists,
  };
}
/** Renders that nobody was found. */
export const nobodyCard = renderer<NobodyView>(template);
