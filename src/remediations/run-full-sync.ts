import { defineRemediation } from "../identity/legacy";
import { adUser, cycleBlocked, cycleTouches, hasConnect, idle, linked, refuse } from "./parts";

/** An initial cycle: full import and full synchronization, for changes that a delta cannot see. */
export default defineRemediation({
  id: "run-full-sync",
  title: "Run an initial (full) sync cycle",
  risk: "trigger",
  undo: "None; stop the cycle before its export",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler"],
  plan(facts) {
    if (!hasConnect(facts)) return refuse("There is no Connect Sync engine here.");
    const blocked = cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    return {
      plan: {
        remediation: "run-full-sync",
        title: "Run an initial (full) sync cycle",
        risk: "trigger",
        summary: "Imports every object anew and evaluates all rules again, which shows what a delta cannot see.",
        changes: [],
        touches: [...cycleTouches(facts), "In a large forest it takes hours, and changes of scope take effect."],
        commands: [{ system: "premises", kind: "start-sync-cycle", policyType: "Initial" }],
        expects: idle(facts),
        undo: { impossible: "A cycle cannot be taken back; it can be stopped before the export." },
        verify: linked(adUser(facts)),
      },
    };
  },
});
