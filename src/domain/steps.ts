/** The steps of a plan in an admin's words: what each does, and how what was run is taken back. */
import type { Approval, ApprovalState } from "./case";
import type { Change, Command, ShownChange, StepUndo } from "./command";
import type { Language } from "./language";
import { speaker, valueText, wordsIn, type Words } from "./words";

type Kind = Command["kind"];
const WORDS = {
  "set-ad-attribute": { en: "Set {attribute} to {value}", de: "{attribute} auf {value} setzen" },
  "move-ad-object": { en: "Move the object to {targetOu}", de: "Das Objekt nach {targetOu} verschieben" },
  "add-group-member": { en: "Add the account to {groupDn}", de: "Das Konto zu {groupDn} hinzufügen" },
  "remove-group-member": { en: "Take the account out of {groupDn}", de: "Das Konto aus {groupDn} entfernen" },
  "update-user": { en: "Write {set} on the cloud user {id}", de: "{set} am Cloudbenutzer {id} schreiben" },
  "delete-user": {
    en: "Delete the cloud user {id} to the deleted users",
    de: "Den Cloudbenutzer {id} zu den gelöschten Benutzern löschen",
  },
  "restore-user": { en: "Restore the deleted user {id}", de: "Den gelöschten Benutzer {id} wiederherstellen" },
  "purge-deleted-user": {
    en: "Delete the deleted user {id} for good",
    de: "Den gelöschten Benutzer {id} endgültig löschen",
  },
  "set-scheduler": { en: "Set {set}", de: "{set} setzen" },
  "start-sync-cycle": {
    en: "Run a sync cycle ({policyType})",
    de: "Einen Synchronisierungszyklus ausführen ({policyType})",
  },
  "stop-sync-cycle": { en: "Stop the running sync cycle", de: "Den laufenden Synchronisierungszyklus anhalten" },
  "start-service": { en: "Start the service {name}", de: "Den Dienst {name} starten" },
  "restart-service": { en: "Restart the service {name}", de: "Den Dienst {name} neu starten" },
  "grant-connector-permission": { en: "Grant {permissionSet} on {dn}", de: "{permissionSet} auf {dn} erteilen" },
  "purge-run-history": {
    en: "Purge the run history older than {olderThanDays} days",
    de: "Die Ausführungshistorie löschen, die älter als {olderThanDays} Tage ist",
  },
  "enable-tls12": { en: "Turn TLS 1.2 on", de: "TLS 1.2 einschalten" },
  "repair-run-profile": {
    en: "Repair the run profiles of {connectorName}",
    de: "Die Ausführungsprofile von {connectorName} reparieren",
  },
  "restart-password-sync": {
    en: "Restart password hash synchronization of {connectorName}",
    de: "Die Kennworthashsynchronisierung von {connectorName} neu starten",
  },
  "repair-agent-account": { en: "Repair the agent's account", de: "Das Konto des Agents reparieren" },
  "restart-provisioning-job": {
    en: "Restart the provisioning job {jobId}",
    de: "Den Bereitstellungsauftrag {jobId} neu starten",
  },
  "provision-on-demand": { en: "Provision {dn} on demand", de: "{dn} bei Bedarf bereitstellen" },
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
  nothing: {
    en: "Nothing was changed, so there is nothing to take back.",
    de: "Es wurde nichts geändert, also ist nichts zurückzunehmen.",
  },
  all: { en: "Every step can be taken back.", de: "Jeder Schritt lässt sich zurücknehmen." },
  step: { en: "Step {steps} can be taken back.", de: "Schritt {steps} lässt sich zurücknehmen." },
  steps: { en: "Steps {steps} can be taken back.", de: "Die Schritte {steps} lassen sich zurücknehmen." },
  notStep: { en: "Step {steps} cannot: {why}", de: "Schritt {steps} nicht: {why}" },
  notSteps: { en: "Steps {steps} cannot: {why}", de: "Die Schritte {steps} nicht: {why}" },
  none: { en: "Not possible: {why}", de: "Nicht möglich: {why}" },
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

/** What a plan changes, in one language. */
export const changesIn = (changes: readonly Change[], language: Language = "en"): ShownChange[] =>
  changes.map(({ what, before, after }) => ({
    what: wordsIn(what, language),
    before: wordsIn(before, language),
    after: wordsIn(after, language),
  }));

/** A list as it stands in a change: its entries after a comma and a blank. */
const entriesOf = (text: string): string[] => text.split(", ");
/** Before and after with only what differs: of two lists, the entries that go and those that come. */
export function shortDifference(before: string, after: string): Pick<ShownChange, "before" | "after"> {
  const old = entriesOf(before),
    now = entriesOf(after);
  if (old.length === 1 && now.length === 1) return { before, after };
  const gone = old.filter((e) => !now.includes(e)),
    come = now.filter((e) => !old.includes(e)),
    shown = (changed: readonly string[], all: readonly string[]): string =>
      [...changed, ...(changed.length < all.length ? ["…"] : [])].join(", ");
  return gone.length + come.length === 0 ? { before, after } : { before: shown(gone, old), after: shown(come, now) };
}
