/** An initial cycle: full import and full synchronization, for changes that a delta cannot see (adsync reference §3.2). */
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { CYCLE_NEEDS, cycleTouches, engineIdle, hasConnect, whyNoCycle } from "./cycle";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "run-full-sync",
  title: "Run an initial (full) sync cycle",
  risk: "trigger",
  undo: "None; stop the cycle before its export",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler"],
  needs: [...CYCLE_NEEDS],
  wants: ["ad.user", "server.scheduler", "server.globalSettings", "cs.pendingExports"],
  plan(facts, { ad, settings }) {
    if (!hasConnect(facts)) return { refused: "There is no Connect Sync engine here." };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    return {
      plan: {
        remediation: "run-full-sync",
        title: "Run an initial (full) sync cycle",
        risk: "trigger",
        summary: "Imports every object anew and evaluates all rules again, which shows what a delta cannot see.",
        changes: [],
        touches: [...cycleTouches(facts), "In a large forest it takes hours, and changes of scope take effect."],
        commands: [startCycle("Initial")],
        expects: engineIdle(facts),
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
