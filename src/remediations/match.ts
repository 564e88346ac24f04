/** What forbids a tool to tie a cloud user to an AD account (security reference, table M). */
import { valueOr, type AdObject, type CloudUser, type FactSet } from "../domain";
import { sameText } from "../identity/address";
import { comparePerson } from "../identity/same-person";

const NUMBER_OF_PROOFS = "two independent identifiers must agree";
/** Why a cloud user must not be tied to an AD account by a tool, if anything does forbid it: an unread role, a role, another mapping, a guest, another person. */
export function matchForbidden(f: Pick<FactSet, "entra.roles">, ad: AdObject, cloud: CloudUser): string | undefined {
  const roles = f["entra.roles"];
  const who = cloud.userPrincipalName;
  if (roles.state === "unreadable")
    return `The directory roles could not be read (${roles.detail}); without them no match may be made.`;
  const held = valueOr(roles, []).filter((r) => r.principalId === cloud.id);
  if (held.length > 0)
    return `${who} ${held.some((r) => !r.eligible) ? "holds" : "is eligible for"} ${held.map((r) => r.role).join(", ")}. A privileged account is never matched by a tool: a person takes the role off, lets it match, and gives it back.`;
  const mapped = cloud.onPremisesObjectIdentifier;
  if (typeof mapped === "string" && mapped.trim() !== "" && !sameText(mapped.trim(), ad.objectGUID))
    return `${who} is mapped to another AD object (onPremisesObjectIdentifier ${mapped}). Compare both persons first; the mapping is taken off by a person.`;
  if (cloud.userType === "Guest") return `${who} is a guest; guests are not matched.`;
  const person = comparePerson(ad, cloud);
  if (person.contradict.length > 0)
    return `${who} may be a different person: ${person.contradict.join(", ")} differ(s).`;
  if (!person.same)
    return `It is not shown that ${who} is the same person: ${NUMBER_OF_PROOFS}, and only ${person.agree.join(", ") || "none"} does.`;
  return undefined;
}
/** True where the tenant refuses take-over by hard match. */
export const hardMatchBlocked = (f: Pick<FactSet, "entra.synchronization">): boolean =>
  valueOr(f["entra.synchronization"], undefined)?.features["blockCloudObjectTakeoverThroughHardMatchEnabled"] === true;
