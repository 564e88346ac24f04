/** Is a cloud account proved empty: no licence, no mailbox, no role, no sign-in (security reference, "Operations that must not exist")? What was not read proves nothing. */
import { valueOr, type CloudUser, type FactKey, type FactSet } from "../domain";
import { liveUpnOf, sameText } from "./address";

/** The facts that prove an account empty; who asks for the proof declares them. */
export const EMPTINESS_FACTS = [
  "now",
  "entra.user",
  "entra.mailboxSettings",
  "entra.roles",
  "entra.userSignIns",
] as const satisfies readonly FactKey[];
type EmptinessFacts = Pick<FactSet, (typeof EMPTINESS_FACTS)[number]>;

/** Proved empty; not, and why; or open until facts are asked for that nobody has asked for yet. */
export type Emptiness =
  | { readonly is: "empty" }
  | { readonly is: "not-empty"; readonly why: string }
  | { readonly is: "open"; readonly asks: readonly FactKey[] };

/** How far back the sign-in log reaches, days. */
const LOG_DAYS = 30;
const DAY_MS = 86_400_000;

/** `signedIn`: "lately" looks no further back than the log, enough for what can be restored; "ever" wants an account younger than the log is long. */
export function emptinessOf(facts: EmptinessFacts, user: CloudUser, signedIn: "ever" | "lately" = "ever"): Emptiness {
  const why = holding(facts, user) ?? (signedIn === "ever" ? olderThanLog(facts, user) : undefined);
  return why === undefined ? signInsProve(facts, user) : { is: "not-empty", why };
}

/** What the account holds, or what of it was not read. */
function holding(facts: EmptinessFacts, user: CloudUser): string | undefined {
  const name = liveUpnOf(user.userPrincipalName);
  if (user.assignedLicenses === undefined) return `The licences of ${name} were not read.`;
  if (user.assignedLicenses.length > 0) return `${name} has ${user.assignedLicenses.length} licence(s).`;
  if (user.assignedPlans === undefined) return `The service plans of ${name} were not read.`;
  if (user.assignedPlans.some((p) => /exchange/i.test(p.service ?? "") && p.capabilityStatus === "Enabled"))
    return `${name} has an Exchange plan.`;
  return mailbox(facts, user) ?? role(facts, user);
}
/** Mailbox settings are read of the person's account alone; of the others the plans speak. */
function mailbox(facts: EmptinessFacts, user: CloudUser): string | undefined {
  if (valueOr(facts["entra.user"], undefined)?.id !== user.id) return undefined;
  const settings = facts["entra.mailboxSettings"];
  if (settings.state === "seen") return `${user.userPrincipalName} has a mailbox.`;
  return settings.state === "absent"
    ? undefined
    : `Whether ${user.userPrincipalName} has a mailbox could not be read (${settings.detail}).`;
}
function role(facts: EmptinessFacts, user: CloudUser): string | undefined {
  const roles = facts["entra.roles"];
  const name = liveUpnOf(user.userPrincipalName);
  if (roles.state === "unreadable") return `The directory roles of ${name} could not be read (${roles.detail}).`;
  return valueOr(roles, []).some((r) => r.principalId === user.id) ? `${name} has a directory role.` : undefined;
}
function olderThanLog(facts: EmptinessFacts, user: CloudUser): string | undefined {
  const age = (Date.parse(valueOr(facts.now, "")) - Date.parse(user.createdDateTime ?? "")) / DAY_MS;
  return age <= LOG_DAYS
    ? undefined
    : `${liveUpnOf(user.userPrincipalName)} is older than the sign-in log (${LOG_DAYS} days), so it is not proved that nobody ever signed in.`;
}
function signInsProve(facts: EmptinessFacts, user: CloudUser): Emptiness {
  const log = facts["entra.userSignIns"];
  const name = liveUpnOf(user.userPrincipalName);
  if (log.state === "unreadable")
    return log.why === "not-asked"
      ? { is: "open", asks: ["entra.userSignIns"] }
      : { is: "not-empty", why: `The sign-ins of ${name} could not be read (${log.detail}).` };
  const signedIn = valueOr(log, []).some(
    (s) => s.userId === user.id || (s.userId === undefined && sameText(s.userPrincipalName, name)),
  );
  return signedIn ? { is: "not-empty", why: `${name} has signed in.` } : { is: "empty" };
}
