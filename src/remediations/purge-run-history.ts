/** Makes room in the engine's database; never while the service is down. */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { serviceRuns } from "./cycle";
import { linkedAfterwards } from "./expectations";

const KEPT_DAYS = 7;

export default defineRemediation({
  id: "purge-run-history",
  title: "Purge old run history",
  risk: "write",
  undo: "None; the history is gone",
  needs: ["server.services", "server.host"],
  wants: ["ad.user", "server.globalSettings"],
  plan(facts, { ad, settings }) {
    if (valueOr(facts["server.services"], []).find((s) => s.Name === "ADSync")?.Status !== "Running")
      return { refused: "The ADSync service does not run; the run history can only be purged through it." };
    const db = valueOr(facts["server.host"], undefined)?.Database;
    const size = `database ${db?.SizeMB ?? "?"} MB of ${db?.LimitMB ?? "?"} MB`;
    return {
      plan: {
        remediation: "purge-run-history",
        title: `Purge run history older than ${KEPT_DAYS} days`,
        risk: "write",
        summary: `Deletes the run history older than ${KEPT_DAYS} days from the engine's database and runs a delta sync cycle.`,
        changes: [{ what: "Run history", before: size, after: `${KEPT_DAYS} days kept` }],
        touches: ["Evidence of older runs is lost."],
        commands: [{ system: "premises", kind: "purge-run-history", olderThanDays: KEPT_DAYS }, startCycle()],
        expects: [serviceRuns()],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
