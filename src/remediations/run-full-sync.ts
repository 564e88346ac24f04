/** An initial cycle: full import and full synchronization, for changes that a delta cannot see (adsync reference §3.2). */
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { CYCLE_NEEDS, cycleTouches, engineIdle, hasConnect, whyNoCycle } from "./cycle";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "run-full-sync",
  title: {
    en: "Run an initial (full) sync cycle",
    de: "Einen vollständigen (initialen) Synchronisierungszyklus ausführen",
  },
  risk: "trigger",
  undo: { en: "None; stop the cycle before its export", de: "Keiner; halten Sie den Zyklus vor seinem Export an" },
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler"],
  needs: [...CYCLE_NEEDS],
  wants: ["ad.user", "server.scheduler", "server.globalSettings", "cs.pendingExports"],
  plan(facts, { ad, settings }) {
    if (!hasConnect(facts))
      return { refused: { en: "There is no Connect Sync engine here.", de: "Hier gibt es kein Connect-Sync-Modul." } };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    return {
      plan: {
        remediation: "run-full-sync",
        title: {
          en: "Run an initial (full) sync cycle",
          de: "Einen vollständigen (initialen) Synchronisierungszyklus ausführen",
        },
        risk: "trigger",
        summary: {
          en: "Imports every object anew and evaluates all rules again, which shows what a delta cannot see.",
          de: "Importiert jedes Objekt neu und wertet alle Regeln erneut aus; das zeigt, was ein Deltazyklus nicht sieht.",
        },
        changes: [],
        touches: [
          ...cycleTouches(facts),
          {
            en: "In a large forest it takes hours, and changes of scope take effect.",
            de: "In einer großen Gesamtstruktur dauert das Stunden, und Änderungen am Bereich werden wirksam.",
          },
        ],
        commands: [startCycle("Initial")],
        expects: engineIdle(facts),
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
