import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import { adUser, connectorFor, cycleBlocked, idle, refuse, unread } from "./parts";

/** Password hash synchronization off and on again for the connector, which sends every hash anew. */
export default defineRemediation({
  id: "restart-password-sync",
  title: "Restart password hash synchronization",
  risk: "trigger",
  undo: "None needed",
  plan(facts) {
    const missing = unread(facts, "server.connectors"),
      blocked = cycleBlocked(facts);
    if (missing !== undefined || blocked !== undefined) return refuse((missing ?? blocked)!);
    const ad = adUser(facts),
      connectorName =
        (ad === undefined ? undefined : connectorFor(facts, ad.dn)) ??
        valueOr(facts["server.connectors"], []).find((c) => c.Type === "AD")?.Name;
    if (connectorName === undefined) return refuse("No Active Directory connector was found.");
    return {
      plan: {
        remediation: "restart-password-sync",
        title: `Restart password hash synchronization of ${connectorName}`,
        risk: "trigger",
        summary:
          "Turns password hash synchronization off and on again for this connector; all password hashes are sent anew.",
        changes: [{ what: "Password hash synchronization", before: "stalled", after: "restarted" }],
        touches: ["A short gap, then a full password synchronization of everybody."],
        commands: [{ system: "premises", kind: "restart-password-sync", connectorName }],
        expects: idle(facts).slice(0, 1),
        undo: { impossible: "A restart cannot be taken back." },
        verify: { kind: "engine-runs" },
      },
    };
  },
});
