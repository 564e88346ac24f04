/** A delta cycle now, in place of waiting for the scheduler. */
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { CYCLE_NEEDS, cycleTouches, engineIdle, hasConnect, whyNoCycle } from "./cycle";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "run-delta-sync",
  title: "Run a delta sync cycle",
  risk: "trigger",
  undo: "None; what was exported stays exported",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler"],
  needs: [...CYCLE_NEEDS],
  wants: ["ad.user", "server.scheduler", "server.globalSettings", "cs.pendingExports"],
  plan(facts, { ad, settings }) {
    if (!hasConnect(facts))
      return {
        refused:
          "There is no Connect Sync engine here; Cloud Sync runs by itself, and one user can be pushed with provision on demand.",
      };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    return {
      plan: {
        remediation: "run-delta-sync",
        title: "Run a delta sync cycle",
        risk: "trigger",
        summary: "Starts a delta sync cycle now, which imports what has changed and exports it to Microsoft Entra ID.",
        changes: [],
        touches: cycleTouches(facts),
        commands: [startCycle()],
        expects: engineIdle(facts),
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
