/** Lifts a suspension that a wizard left behind; never while the wizard is open. */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "resume-scheduler",
  title: { en: "Resume the scheduler", de: "Den Planer fortsetzen" },
  risk: "trigger",
  undo: { en: "None; open the wizard to suspend it again", de: "Keiner; der geöffnete Assistent setzt ihn wieder aus" },
  needs: ["server.scheduler", "server.host"],
  wants: ["ad.user", "server.globalSettings"],
  plan(facts, { ad, settings }) {
    const scheduler = valueOr(facts["server.scheduler"], undefined);
    if (scheduler?.SchedulerSuspended !== true)
      return { refused: { en: "The scheduler is not suspended.", de: "Der Planer ist nicht ausgesetzt." } };
    if (valueOr(facts["server.host"], undefined)?.WizardOpen === true)
      return {
        refused: {
          en: "The configuration wizard is open on the server. Close it; that lifts the suspension.",
          de: "Auf dem Server ist der Konfigurationsassistent offen. Schließen Sie ihn; das hebt die Aussetzung auf.",
        },
      };
    return {
      plan: {
        remediation: "resume-scheduler",
        title: { en: "Resume the scheduler", de: "Den Planer fortsetzen" },
        risk: "trigger",
        summary: {
          en: "Sets SchedulerSuspended to False and runs a delta sync cycle.",
          de: "Setzt SchedulerSuspended auf False und führt einen Deltazyklus aus.",
        },
        changes: [{ what: "SchedulerSuspended", before: "True", after: "False" }],
        touches: [
          {
            en: "A wizard that was left half-way may have left its changes half-way too.",
            de: "Ein mittendrin verlassener Assistent kann auch seine Änderungen mittendrin gelassen haben.",
          },
        ],
        commands: [
          { system: "premises", kind: "set-scheduler", set: { SchedulerSuspended: false } },
          ...(scheduler.StagingModeEnabled ? [] : [startCycle()]),
        ],
        expects: [
          {
            system: "server",
            what: "scheduler",
            property: "SchedulerSuspended",
            equals: true,
            says: { en: "The scheduler is still suspended.", de: "Der Planer ist noch ausgesetzt." },
          },
        ],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
