import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import { adUser, linked, refuse, unread } from "./parts";

/** Makes room in the engine's database; never while the service is down. */
export default defineRemediation({
  id: "purge-run-history",
  title: "Purge old run history",
  risk: "write",
  undo: "None; the history is gone",
  plan(facts) {
    const missing = unread(facts, "server.services", "server.host");
    if (missing !== undefined) return refuse(missing);
    if (valueOr(facts["server.services"], []).find((s) => s.Name === "ADSync")?.Status !== "Running")
      return refuse("The ADSync service does not run; the run history can only be purged through it.");
    const db = valueOr(facts["server.host"], undefined)?.Database;
    return {
      plan: {
        remediation: "purge-run-history",
        title: "Purge run history older than 7 days",
        risk: "write",
        summary: "Deletes the run history older than 7 days from the engine's database and runs a delta sync cycle.",
        changes: [
          {
            what: "Run history",
            before: `database ${db?.SizeMB ?? "?"} MB of ${db?.LimitMB ?? "?"} MB`,
            after: "7 days kept",
          },
        ],
        touches: ["Evidence of older runs is lost."],
        commands: [
          { system: "premises", kind: "purge-run-history", olderThanDays: 7 },
          { system: "premises", kind: "start-sync-cycle", policyType: "Delta" },
        ],
        expects: [
          {
            system: "server",
            what: "service",
            name: "ADSync",
            property: "Status",
            equals: "Running",
            says: "The ADSync service runs.",
          },
        ],
        undo: { impossible: "Purged history cannot come back." },
        verify: linked(adUser(facts)),
      },
    };
  },
});
