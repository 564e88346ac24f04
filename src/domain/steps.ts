/** The steps of a plan in an admin's words: what each does, and how what was run is taken back. */
import type { Approval, ApprovalState } from "./case";
import type { Command, StepUndo } from "./command";
import type { Language } from "./language";
import { speaker, valueText, wordsIn, type Words } from "./words";

type Kind = Command["kind"];
const WORDS = {
  "set-ad-attribute": "Set {attribute} to {value}",
  "move-ad-object": "Move the object to {targetOu}",
  "add-group-member": "Add the account to {groupDn}",
  "remove-group-member": "Take the account out of {groupDn}",
  "update-user": "Write {set} on the cloud user {id}",
  "delete-user": "Delete the cloud user {id} to the deleted users",
  "restore-user": "Restore the deleted user {id}",
  "purge-deleted-user": "Delete the deleted user {id} for good",
  "set-scheduler": "Set {set}",
  "start-sync-cycle": "Run a sync cycle ({policyType})",
  "stop-sync-cycle": "Stop the running sync cycle",
  "start-service": "Start the service {name}",
  "restart-service": "Restart the service {name}",
  "grant-connector-permission": "Grant {permissionSet} on {dn}",
  "purge-run-history": "Purge the run history older than {olderThanDays} days",
  "enable-tls12": "Turn TLS 1.2 on",
  "repair-run-profile": "Repair the run profiles of {connectorName}",
  "restart-password-sync": "Restart password hash synchronization of {connectorName}",
  "repair-agent-account": "Repair the agent's account",
  "restart-provisioning-job": "Restart the provisioning job {jobId}",
  "provision-on-demand": "Provision {dn} on demand",
} as const satisfies Readonly<Record<Kind, Words>>;

/** What the step does. */
export function stepTitle(command: Command, language: Language = "en"): string {
  const data = Object.entries(command).map(([key, value]) => [key, argument(value)] as const);
  return speaker(WORDS, language)(command.kind, Object.fromEntries(data));
}
const argument = (value: unknown): string =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value)
        .map(([k, v]) => `${k} ${valueText(v)}`)
        .join(", ")
    : valueText(value);

const UNDO = {
  nothing: "Nothing was changed, so there is nothing to take back.",
  all: "Every step can be taken back.",
  step: "Step {steps} can be taken back.",
  steps: "Steps {steps} can be taken back.",
  notStep: "Step {steps} cannot: {why}",
  notSteps: "Steps {steps} cannot: {why}",
  none: "Not possible: {why}",
} as const satisfies Readonly<Record<string, Words>>;

const NOT_YET: readonly ApprovalState[] = ["pending", "approved", "dispatched", "running"];
/** How the plan is taken back: each of its steps before it has run, and afterwards the steps that were carried out or may have been. */
export function undoText({ plan, steps, state }: Approval, language: Language = "en"): string {
  const say = speaker(UNDO, language);
  const ran = (i: number): boolean =>
    NOT_YET.includes(state) || (steps ?? []).some((s) => s.command === i && s.state !== "failed");
  const told = plan.undo.flatMap((undo, i) => (ran(i) ? [{ number: i + 1, undo }] : []));
  if (told.length === 0) return say("nothing");
  const reasons = whyNot(
    told.map(({ undo }) => undo),
    language,
  );
  if (reasons.length === 0) return say("all");
  const able = told.filter(({ undo }) => "command" in undo);
  if (able.length === 0) return say("none", { why: reasons.join(" ") });
  const numbers = (of: readonly { readonly number: number }[]) => of.map(({ number }) => number).join(", ");
  return [
    say(able.length === 1 ? "step" : "steps", { steps: numbers(able) }),
    ...reasons.map((why) => {
      const those = told.filter(({ undo }) => "impossible" in undo && wordsIn(undo.impossible, language) === why);
      return say(those.length === 1 ? "notStep" : "notSteps", { steps: numbers(those), why });
    }),
  ].join(" ");
}
const whyNot = (undos: readonly StepUndo[], language: Language): string[] => [
  ...new Set(undos.flatMap((u) => ("impossible" in u ? [wordsIn(u.impossible, language)] : []))),
];
