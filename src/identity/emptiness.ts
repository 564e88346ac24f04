/** Is a cloud account proved empty: no licence, no mailbox, no sign-in? What was not read proves nothing. */
import type { CloudUser, FactSet } from "../domain";
import { valueOr } from "../domain";
import { liveUpnOf, sameText } from "./address";

/** How far back the sign-in log reaches, days. */
const LOG_DAYS = 30;

/**
 * undefined = proved empty; else why not. Sign-ins that were `not-asked` are taken as open, so that the repair can be offered:
 * the case service asks for them before it makes the plan that is approved. `lately` looks no further back than the log: enough for what can be restored.
 */
export function notEmpty(f: FactSet, u: CloudUser, signedIn: "ever" | "lately" = "ever"): string | undefined {
  const name = liveUpnOf(u.userPrincipalName);
  if (u.assignedLicenses === undefined) return `The licences of ${name} were not read.`;
  if (u.assignedLicenses.length > 0) return `${name} has ${u.assignedLicenses.length} licence(s).`;
  if (
    (u.assignedPlans ?? []).some((p) => /exchange/i.test(String(p.service ?? "")) && p.capabilityStatus === "Enabled")
  )
    return `${name} has an Exchange plan.`;
  if (valueOr(f["entra.user"], undefined)?.id === u.id && f["entra.mailboxSettings"].state === "seen")
    return `${name} has a mailbox.`;
  const held = valueOr(f["entra.roles"], []).filter((r) => r.principalId === u.id);
  if (held.length > 0) return `${name} has a directory role.`;
  const log = f["entra.signIns"];
  if (log.state === "unreadable")
    return log.why === "not-asked" ? undefined : `The sign-ins of ${name} could not be read (${log.detail}).`;
  if (
    valueOr(log, []).some((s) => s.userId === u.id || (s.userId === undefined && sameText(s.userPrincipalName, name)))
  )
    return `${name} has signed in.`;
  const age = (Date.parse(valueOr(f.now, "")) - Date.parse(u.createdDateTime ?? "")) / 86_400_000;
  // The log proves that nobody ever signed in only for an account that is younger than the log is long.
  return signedIn === "lately" || age <= LOG_DAYS
    ? undefined
    : `${name} is older than the sign-in log (${LOG_DAYS} days), so it is not proved that nobody ever signed in.`;
}
