/** A delta cycle now, in place of waiting for the scheduler. */
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { CYCLE_NEEDS, cycleTouches, engineIdle, hasConnect, whyNoCycle } from "./cycle";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "run-delta-sync",
  title: { en: "Run a delta sync cycle", de: "Einen Deltazyklus ausführen" },
  risk: "trigger",
  undo: { en: "None; what was exported stays exported", de: "Keiner; was exportiert ist, bleibt exportiert" },
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler"],
  needs: [...CYCLE_NEEDS],
  wants: ["ad.user", "server.scheduler", "server.globalSettings", "cs.pendingExports"],
  plan(facts, { ad, settings }) {
    if (!hasConnect(facts))
      return {
        refused: {
          en: "There is no Connect Sync engine here; Cloud Sync runs by itself, and one user can be pushed with provision on demand.",
          de: "Hier gibt es kein Connect-Sync-Modul; Cloud Sync läuft von selbst, und ein einzelner Benutzer lässt sich bei Bedarf bereitstellen.",
        },
      };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    return {
      plan: {
        remediation: "run-delta-sync",
        title: { en: "Run a delta sync cycle", de: "Einen Deltazyklus ausführen" },
        risk: "trigger",
        summary: {
          en: "Starts a delta sync cycle now, which imports what has changed and exports it to Microsoft Entra ID.",
          de: "Startet jetzt einen Deltazyklus, der importiert, was sich geändert hat, und es nach Microsoft Entra ID exportiert.",
        },
        changes: [],
        touches: cycleTouches(facts),
        commands: [startCycle()],
        expects: engineIdle(facts),
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
