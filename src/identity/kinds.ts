/** Which kinds of objects an ask speaks of beside people: by its topics, and by the words for the kinds themselves. Pure. */
import type { Ask, CloudObjectKind, InEvery } from "../domain";

/** What of an ask says which kinds it speaks of. */
export type Spoken = Pick<Ask, "text"> & Partial<Pick<Ask, "topics">>;

/** What each kind is called. */
export const KINDS: Readonly<Record<CloudObjectKind, InEvery>> = {
  group: { en: "group", de: "Gruppe" },
  contact: { en: "contact", de: "Kontakt" },
  device: { en: "device", de: "Gerät" },
};
/** English, German and Spanish words, as whole words. */
const WORDS: Readonly<Record<CloudObjectKind, string>> = {
  group:
    "groups?|distribution lists?|mailing lists?|dls?|member(?:s|ship|ships)?|gruppen?|verteiler(?:listen?)?|mitglied(?:er|schaft)?|grupos?|listas? de distribución|miembros?",
  contact: "(?:mail |org )?contacts?|kontakte?|contactos?",
  device:
    "devices?|laptops?|computers?|notebooks?|workstations?|pcs?|hybrid[- ]?join(?:ed|s)?|dsregcmd|autopilot|geräte?|rechner|dispositivos?|portátil(?:es)?|equipos?",
};
const PATTERNS = Object.entries(WORDS).map(
  ([kind, words]) =>
    [kind as CloudObjectKind, new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, "iu")] as const,
);
export const kindsSpokenOf = ({ text, topics = [] }: Spoken): CloudObjectKind[] =>
  PATTERNS.flatMap(([kind, pattern]) =>
    pattern.test(text) || (kind !== "contact" && topics.includes(kind)) ? [kind] : [],
  );
