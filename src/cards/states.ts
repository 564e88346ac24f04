/** How things stand at one glance: a tone, and a mark with a word that says the same without a colour. */
import { wordsIn } from "../domain";
import type { CaseState, Confirmation, Language, RootCause, TriageCase, Words } from "../domain";
import { mechanismOf } from "../triage/causes";
import type { Head, Tone } from "./blocks";

interface Look {
  readonly tone: Tone;
  readonly words: Words;
}
/** How a repair came out. */
const OUTCOME: Readonly<Record<Confirmation["state"], Look>> = {
  resolved: { tone: "good", words: { en: "✓ Resolved", de: "✓ Gelöst" } },
  partly: { tone: "warning", words: { en: "◐ Partly resolved", de: "◐ Teilweise gelöst" } },
  unresolved: { tone: "attention", words: { en: "✗ Not resolved yet", de: "✗ Noch nicht gelöst" } },
};
const CASE: Readonly<Record<CaseState, Look>> = {
  open: { tone: "accent", words: { en: "… Case open", de: "… Fall offen" } },
  diagnosed: { tone: "accent", words: { en: "· Diagnosed", de: "· Diagnose liegt vor" } },
  "awaiting-approval": {
    tone: "accent",
    words: { en: "… A repair waits for approval", de: "… Eine Reparatur wartet auf Genehmigung" },
  },
  repairing: { tone: "accent", words: { en: "▶ A repair is running", de: "▶ Eine Reparatur läuft" } },
  confirming: { tone: "accent", words: { en: "… Confirming", de: "… Wird überprüft" } },
  ...OUTCOME,
  closed: { tone: "emphasis", words: { en: "– Closed", de: "– Geschlossen" } },
};
const FAULT: Look = { tone: "attention", words: { en: "✗ Not in order", de: "✗ Nicht in Ordnung" } };
const IN_ORDER: Look = { tone: "good", words: { en: "✓ In order", de: "✓ In Ordnung" } };
const COMING: Look = { tone: "accent", words: { en: "… On its way", de: "… Unterwegs" } };
const OPEN: Look = { tone: "warning", words: { en: "? Not decided", de: "? Nicht entschieden" } };
const NOT_FOUND: Look = { tone: "warning", words: { en: "? Not found", de: "? Nicht gefunden" } };
const UNFAULTY: Partial<Readonly<Record<RootCause, Look>>> = {
  "already-synced": IN_ORDER,
  "false-alarm": IN_ORDER,
  "sync-pending": COMING,
  "sync-in-progress": COMING,
  "user-not-found": NOT_FOUND,
};
/** How a verdict looks: a fault, nothing wrong, on its way, or not decided. */
const verdictLook = (cause: RootCause): Look => UNFAULTY[cause] ?? (mechanismOf(cause).hits === "none" ? OPEN : FAULT);

const said = ({ tone, words }: Look, language: Language): Pick<Head, "tone" | "state"> => ({
  tone,
  state: wordsIn(words, language),
});
const CYCLE: Readonly<Record<Confirmation["state"], Look>> = {
  resolved: { tone: "good", words: { en: "✓ The cycle has ended", de: "✓ Der Zyklus ist zu Ende" } },
  partly: { tone: "warning", words: { en: "◐ The cycle ran in part", de: "◐ Der Zyklus lief zum Teil" } },
  unresolved: {
    tone: "attention",
    words: { en: "✗ The cycle did not run to its end", de: "✗ Der Zyklus lief nicht bis zum Ende" },
  },
};
const NOT_RUN: Look = { tone: "emphasis", words: { en: "– Not run", de: "– Nicht ausgeführt" } };
/** How a cycle that was asked for came out. */
export const cycleLook = (state: Confirmation["state"], language: Language): Pick<Head, "tone" | "state"> =>
  said(CYCLE[state], language);
/** How a case stands: by its verdict, once a repair is asked for by how far that is. */
export const caseLook = (c: TriageCase, language: Language): Pick<Head, "tone" | "state"> =>
  c.about === "engine"
    ? engineLook(c, language)
    : said(c.state === "diagnosed" && c.diagnosis ? verdictLook(c.diagnosis.rootCause.code) : CASE[c.state], language);
/** A case of the engine has no verdict: its cycle waits, runs, has ended, or was not run. */
function engineLook({ state, confirmation }: TriageCase, language: Language): Pick<Head, "tone" | "state"> {
  if (state === "diagnosed") return said(NOT_RUN, language);
  return confirmation !== undefined && state === confirmation.state
    ? cycleLook(state, language)
    : said(CASE[state], language);
}
/** How a repair came out. */
export const outcomeLook = (state: Confirmation["state"], language: Language): Pick<Head, "tone" | "state"> =>
  said(OUTCOME[state], language);
