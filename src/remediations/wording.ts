/** Sentences that several plans say alike. */
import { told, type Words, type InEvery } from "../domain";
import type { FactKey, Unreadable } from "../domain";

export { valueText as shown } from "../domain";

/** Nothing is repaired on the strength of a failed read. */
export const notRead = (key: FactKey, { detail }: Unreadable): Words =>
  told(
    {
      en: "{fact} could not be read ({detail}), so this cannot be planned safely. Check again when it can.",
      de: "{fact} konnte nicht gelesen werden ({detail}), darum lässt sich dies nicht sicher planen. Prüfen Sie erneut, wenn es geht.",
    },
    { fact: key, detail },
  );
export const PROTECTED: Words = {
  en: "This is a protected account (adminCount 1, built-in or an engine's own); it is never changed by a tool. An administrator must do it by hand.",
  de: "Dies ist ein geschütztes Konto (adminCount 1, integriert oder des Moduls eigenes); kein Werkzeug ändert es je. Ein Administrator muss es von Hand tun.",
};
export const TAKEOVER_BLOCKED: Words = {
  en: "The tenant blocks take-over by hard match. That protection is never switched off by a tool.",
  de: "Der Mandant blockiert die Übernahme durch hard match. Diesen Schutz schaltet kein Werkzeug je aus.",
};
/** What a cycle is called in a sentence about what it follows. */
export const CYCLE_NAME: Readonly<Record<"Delta" | "Initial", InEvery>> = {
  Delta: { en: "a delta sync cycle", de: "ein Deltazyklus" },
  Initial: { en: "an initial sync cycle", de: "ein vollständiger (initialer) Synchronisierungszyklus" },
};
