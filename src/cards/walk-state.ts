/** How a step of the guide stands, as a mark, a word and a tone. */
import { speaker, wordsIn } from "../domain";
import type { Language, Words } from "../domain";
import type { StepState, Tally } from "../triage/walk-view";
import type { Head, Tone } from "./blocks";

const STATE: Readonly<Record<StepState, { readonly mark: string; readonly tone: Tone; readonly words: Words }>> = {
  good: { mark: "✓", tone: "good", words: { en: "In order", de: "In Ordnung" } },
  problem: { mark: "✗", tone: "attention", words: { en: "Not in order", de: "Nicht in Ordnung" } },
  look: { mark: "!", tone: "warning", words: { en: "Needs a look", de: "Braucht einen Blick" } },
  unread: { mark: "?", tone: "warning", words: { en: "Could not be checked", de: "Nicht prüfbar" } },
  none: { mark: "–", tone: "emphasis", words: { en: "Does not apply", de: "Entfällt" } },
  hand: { mark: "•", tone: "emphasis", words: { en: "By hand", de: "Von Hand" } },
  repair: { mark: "→", tone: "accent", words: { en: "Repair", de: "Reparatur" } },
  question: { mark: "…", tone: "accent", words: { en: "Question", de: "Frage" } },
  end: { mark: "■", tone: "accent", words: { en: "End", de: "Ende" } },
};
/** What stands before a step; the word beside it says the same. */
export const markOf = (state: StepState): string => STATE[state].mark;
/** The head of a card about a step that stands so. */
export const stepLook = (state: StepState, language: Language): Pick<Head, "tone" | "state"> => ({
  tone: STATE[state].tone,
  state: `${STATE[state].mark} ${wordsIn(STATE[state].words, language)}`,
});
/** So many steps stand so. */
const COUNT: Readonly<Record<StepState, Words>> = {
  problem: { en: "{count} not in order", de: "{count} nicht in Ordnung" },
  look: { en: "{count} to look at", de: "{count} anzusehen" },
  unread: { en: "{count} not checkable", de: "{count} nicht prüfbar" },
  good: { en: "{count} in order", de: "{count} in Ordnung" },
  none: {
    en: "{count, plural, one {# does not apply} other {# do not apply}}",
    de: "{count, plural, one {# entfällt} other {# entfallen}}",
  },
  hand: { en: "{count} by hand", de: "{count} von Hand" },
  question: {
    en: "{count, plural, one {# question} other {# questions}}",
    de: "{count, plural, one {# Frage} other {# Fragen}}",
  },
  repair: "{count}",
  end: "{count}",
};
/** The colour of a mark, where it has one. */
export const MARK_COLOR: Readonly<Partial<Record<StepState, string>>> = {
  problem: "Attention",
  look: "Warning",
  unread: "Warning",
  good: "Good",
};
/** How often each state stands among some steps. */
export const tallyText = (tally: Tally, language: Language): string =>
  tally.map(({ state, count }) => speaker({ [state]: COUNT[state] }, language)(state, { count })).join(" · ");
