/** How far a run is, in words: which step of how many, the stage of a cycle, and how long that takes. */
import { durationIn, told, type Approval, type Command, type InEvery, type Words } from "../domain";
import type { CycleSeen } from "../approvals/cycle-watch";
import type { RunKind } from "../identity/runs";
import type { Progress } from "./contract";

/** What a step does, without a value of the directory: what runs is told in channels as well. */
const KIND: Readonly<Record<Command["kind"], Words>> = {
  "set-ad-attribute": { en: "writing to Active Directory", de: "Schreiben in Active Directory" },
  "move-ad-object": { en: "moving the object", de: "Verschieben des Objekts" },
  "add-group-member": { en: "adding to the group", de: "Aufnahme in die Gruppe" },
  "remove-group-member": { en: "taking out of the group", de: "Entfernen aus der Gruppe" },
  "update-user": { en: "writing to the cloud user", de: "Schreiben am Cloudbenutzer" },
  "delete-user": { en: "deleting the cloud user", de: "Löschen des Cloudbenutzers" },
  "restore-user": { en: "restoring the cloud user", de: "Wiederherstellen des Cloudbenutzers" },
  "purge-deleted-user": { en: "deleting for good", de: "endgültiges Löschen" },
  "set-scheduler": { en: "setting the scheduler", de: "Einstellen des Schedulers" },
  "start-sync-cycle": { en: "sync cycle", de: "Synchronisierungszyklus" },
  "stop-sync-cycle": { en: "stopping the sync cycle", de: "Anhalten des Synchronisierungszyklus" },
  "start-service": { en: "starting the service", de: "Starten des Diensts" },
  "restart-service": { en: "restarting the service", de: "Neustart des Diensts" },
  "grant-connector-permission": { en: "granting the permission", de: "Erteilen der Berechtigung" },
  "purge-run-history": { en: "purging the run history", de: "Leeren des Ausführungsverlaufs" },
  "enable-tls12": { en: "turning TLS 1.2 on", de: "Einschalten von TLS 1.2" },
  "repair-run-profile": { en: "repairing the run profiles", de: "Reparatur der Ausführungsprofile" },
  "restart-password-sync": { en: "restarting password hash sync", de: "Neustart der Kennworthashsynchronisierung" },
  "repair-agent-account": { en: "repairing the agent's account", de: "Reparatur des Agent-Kontos" },
  "restart-provisioning-job": { en: "restarting the provisioning job", de: "Neustart des Bereitstellungsauftrags" },
  "provision-on-demand": { en: "provisioning on demand", de: "bedarfsgesteuerte Bereitstellung" },
};
const STAGE: Readonly<Record<RunKind, Words>> = {
  Import: { en: "import", de: "Import" },
  Synchronization: { en: "synchronization", de: "Synchronisierung" },
  Export: { en: "export", de: "Export" },
};
const WORDS = {
  step: { en: "Step {step} of {steps}: {does}", de: "Schritt {step} von {steps}: {does}" },
  over: { en: "All steps carried out", de: "Alle Schritte ausgeführt" },
  look: { en: "Looking at both sides", de: "Beide Seiten werden angesehen" },
  stage: { en: "now {stage}", de: "jetzt {stage}" },
  stageOf: { en: "now {stage} of {connector}", de: "jetzt {stage} von {connector}" },
  soFar: { en: "{time} so far", de: "bisher {time}" },
  usually: { en: "usually about {time}", de: "meist etwa {time}" },
} as const satisfies Readonly<Record<string, Words>>;
/** What took less is not worth a word, ms. */
const WORTH_TELLING_MS = 5_000;

/** `now`: by the clock of the cases. `cycle`: what is seen of the cycle that the present step has started. */
export function runProgress(a: Approval, now: Date, cycle?: CycleSeen): Progress {
  const steps = a.plan.commands.length,
    step = (a.steps ?? []).filter((s) => s.state === "done").length,
    command = a.plan.commands[step];
  if (command === undefined) return { step, of: steps + 1, text: WORDS.over };
  const begun = told(WORDS.step, { step: step + 1, steps, does: told(KIND[command.kind]) }),
    times = timesOf(a, step, now, cycle);
  const stage = cycle?.stage === undefined ? undefined : told(STAGE[cycle.stage.kind]);
  return {
    step,
    of: steps + 1,
    text: joined([begun, ...(stage === undefined ? [] : [told(WORDS.stage, { stage })]), ...times]),
    whole: joined([
      begun,
      ...(stage === undefined ? [] : [told(WORDS.stageOf, { stage, connector: cycle?.stage?.connector ?? "" })]),
      ...times,
    ]),
  };
}
/** What comes behind the last step. */
export const lookingProgress = ({ plan }: Approval): Progress => ({
  step: plan.commands.length + 1,
  of: plan.commands.length + 1,
  text: WORDS.look,
});
function timesOf(a: Approval, step: number, now: Date, cycle: CycleSeen | undefined): InEvery[] {
  const from = (a.steps ?? []).find((s) => s.command === step)?.at ?? a.startedAt,
    took = from === undefined ? 0 : now.getTime() - Date.parse(from);
  return [
    ...(took < WORTH_TELLING_MS ? [] : [told(WORDS.soFar, { time: durationIn(took) })]),
    ...(cycle?.usualMs === undefined ? [] : [told(WORDS.usually, { time: durationIn(cycle.usualMs) })]),
  ];
}
const joined = ([first, ...rest]: readonly InEvery[]): InEvery =>
  rest.reduce((text, part, i) => told(i === 0 ? "{text} – {part}" : "{text}, {part}", { text, part }), first!);
