import { defineRemediation } from "../identity/legacy";
import { adUser, cycleBlocked, cycleTouches, hasConnect, idle, linked, refuse } from "./parts";

/** A delta cycle now, in place of waiting for the scheduler. */
export default defineRemediation({
  id: "run-delta-sync",
  title: "Run a delta sync cycle",
  risk: "trigger",
  undo: "None; what was exported stays exported",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler"],
  plan(facts) {
    if (!hasConnect(facts))
      return refuse(
        "There is no Connect Sync engine here; Cloud Sync runs by itself, and one user can be pushed with provision on demand.",
      );
    const blocked = cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    return {
      plan: {
        remediation: "run-delta-sync",
        title: "Run a delta sync cycle",
        risk: "trigger",
        summary: "Starts a delta sync cycle now, which imports what has changed and exports it to Microsoft Entra ID.",
        changes: [],
        touches: cycleTouches(facts),
        commands: [{ system: "premises", kind: "start-sync-cycle", policyType: "Delta" }],
        expects: idle(facts),
        undo: { impossible: "A cycle cannot be taken back; it brings the cloud to what Active Directory says." },
        verify: linked(adUser(facts)),
      },
    };
  },
});
