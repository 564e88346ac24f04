import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import { adUser, cycleBlocked, cycleTouches, linked, refuse } from "./parts";

/** Automatic cycles on again, and one at once. */
export default defineRemediation({
  id: "enable-scheduler",
  title: "Turn automatic sync cycles on",
  risk: "trigger",
  undo: "Set-ADSyncScheduler -SyncCycleEnabled $false",
  plan(facts) {
    const blocked = cycleBlocked(facts),
      scheduler = valueOr(facts["server.scheduler"], undefined);
    if (blocked !== undefined) return refuse(blocked);
    if (scheduler === undefined) return refuse("There is no scheduler on this server.");
    if (scheduler.SyncCycleEnabled) return refuse("Automatic sync cycles are on already.");
    return {
      plan: {
        remediation: "enable-scheduler",
        title: "Turn automatic sync cycles on",
        risk: "trigger",
        summary: "Sets SyncCycleEnabled to True and runs a delta sync cycle.",
        changes: [{ what: "SyncCycleEnabled", before: "False", after: "True" }],
        touches: [
          "A maintenance stop that somebody made on purpose is lifted: ask before you approve.",
          ...cycleTouches(facts),
        ],
        commands: [
          { system: "premises", kind: "set-scheduler", set: { SyncCycleEnabled: true } },
          { system: "premises", kind: "start-sync-cycle", policyType: "Delta" },
        ],
        expects: [
          {
            system: "server",
            what: "scheduler",
            property: "SyncCycleEnabled",
            equals: false,
            says: "Automatic sync cycles are still off.",
          },
          {
            system: "server",
            what: "scheduler",
            property: "StagingModeEnabled",
            equals: false,
            says: "The server is not in staging mode.",
          },
        ],
        undo: {
          commands: [{ system: "premises", kind: "set-scheduler", set: { SyncCycleEnabled: false } }],
          says: "SyncCycleEnabled back to False.",
        },
        verify: linked(adUser(facts)),
      },
    };
  },
});
