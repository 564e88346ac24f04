/** Automatic cycles on again, and one at once. */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { cycleTouches, whyNoCycle } from "./cycle";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "enable-scheduler",
  title: { en: "Turn automatic sync cycles on", de: "Automatische Synchronisierungszyklen einschalten" },
  risk: "trigger",
  undo: "Set-ADSyncScheduler -SyncCycleEnabled $false",
  needs: ["server.services", "server.scheduler"],
  wants: ["ad.user", "server.globalSettings", "cs.pendingExports"],
  plan(facts, { ad, settings }) {
    const scheduler = valueOr(facts["server.scheduler"], undefined);
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    if (scheduler === undefined)
      return {
        refused: { en: "There is no scheduler on this server.", de: "Auf diesem Server gibt es keinen Planer." },
      };
    if (scheduler.SyncCycleEnabled)
      return {
        refused: {
          en: "Automatic sync cycles are on already.",
          de: "Automatische Synchronisierungszyklen sind bereits an.",
        },
      };
    return {
      plan: {
        remediation: "enable-scheduler",
        title: { en: "Turn automatic sync cycles on", de: "Automatische Synchronisierungszyklen einschalten" },
        risk: "trigger",
        summary: {
          en: "Sets SyncCycleEnabled to True and runs a delta sync cycle.",
          de: "Setzt SyncCycleEnabled auf True und führt einen Deltazyklus aus.",
        },
        changes: [{ what: "SyncCycleEnabled", before: "False", after: "True" }],
        touches: [
          {
            en: "A maintenance stop that somebody made on purpose is lifted: ask before you approve.",
            de: "Eine absichtliche Wartungspause wird aufgehoben: Fragen Sie vor der Genehmigung nach.",
          },
          ...cycleTouches(facts),
        ],
        commands: [{ system: "premises", kind: "set-scheduler", set: { SyncCycleEnabled: true } }, startCycle()],
        expects: [
          {
            system: "server",
            what: "scheduler",
            property: "SyncCycleEnabled",
            equals: false,
            says: {
              en: "Automatic sync cycles are still off.",
              de: "Automatische Synchronisierungszyklen sind noch aus.",
            },
          },
          {
            system: "server",
            what: "scheduler",
            property: "StagingModeEnabled",
            equals: false,
            says: { en: "The server is not in staging mode.", de: "Der Server ist nicht im Stagingmodus." },
          },
        ],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
