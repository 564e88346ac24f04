/** What each thing that can be asked for is called on a button. */
import { wordsIn, type Language, type Words } from "../domain";
import type { Intent } from "../intents/intent";
import type { Button } from "./blocks";
import { labelOf } from "./label";

/** What a button alone can ask for: it needs no name and no text. */
export const PRESSABLE = [
  "help",
  "status",
  "cases",
  "health",
  "errors",
  "sync-now",
  "undo",
  "recheck",
  "report",
  "walk",
  "approvers",
  "cancel",
] as const satisfies readonly Intent[];
export type Pressable = (typeof PRESSABLE)[number];
export const isPressable = (intent: Intent): intent is Pressable => PRESSABLE.some((p) => p === intent);

const TITLES: Readonly<Record<Pressable, Words>> = {
  help: { en: "What can you do?", de: "Was kannst du?" },
  status: { en: "How does the last case stand?", de: "Wie steht der letzte Fall?" },
  cases: { en: "Show the cases", de: "Fälle anzeigen" },
  health: { en: "Is the sync healthy?", de: "Läuft die Synchronisierung?" },
  errors: { en: "Who has sync errors?", de: "Wer hat Synchronisierungsfehler?" },
  "sync-now": { en: "Run a sync cycle…", de: "Synchronisierungszyklus starten…" },
  undo: { en: "Take the last repair back…", de: "Letzte Reparatur zurücknehmen…" },
  recheck: { en: "Check the last case again", de: "Den letzten Fall erneut prüfen" },
  report: { en: "Report of the last case", de: "Bericht des letzten Falls" },
  walk: { en: "Guide me through the last case", de: "Durch den letzten Fall führen" },
  approvers: { en: "Who may approve?", de: "Wer darf genehmigen?" },
  cancel: { en: "Withdraw my request", de: "Meine Anfrage zurückziehen" },
};
/** A button that asks for it. */
export const sayButton = (intent: Pressable, language: Language): Button => ({
  title: wordsIn(TITLES[intent], language),
  style: "default",
  verb: "say",
  data: { intent },
});
/** The longest text that a button asks with. */
export const MOST_SAID = 200;
const LOOK_FOR: Words = { en: "Look for “{name}”", de: "„{name}“ suchen" };
/** A button that starts the triage of whoever is named so. */
export const lookForButton = (name: string, language: Language): Button => ({
  title: labelOf(name, (cut) => wordsIn(LOOK_FOR, language).replace("{name}", () => cut)),
  style: "default",
  verb: "look-for",
  data: { text: name.slice(0, MOST_SAID) },
});
