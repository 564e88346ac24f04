/** Are an AD account and a cloud user one person? Two independent identifiers must agree and none may contradict; a name alone is never enough. */
import type { AdObject, CloudUser, FactSet } from "../domain";
import { valueOr } from "../domain";
import { liveUpnOf, localPartOf, namesOf, sameText } from "./address";

export interface Comparison {
  readonly agree: readonly string[];
  readonly contradict: readonly string[];
  /** Two or more agree, one of them stronger than the name, and nothing contradicts. */ readonly same: boolean;
}

const digits = (v: unknown): string => String(v ?? "").replace(/\D/g, "");
const given = (v: unknown): string | undefined => (typeof v === "string" && v.trim() !== "" ? v.trim() : undefined);
const fold = (v: string): string => v.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const alike = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && fold(a) === fold(b);

export function comparePerson(ad: AdObject, cloud: CloudUser): Comparison {
  const strong: string[] = [],
    weak: string[] = [],
    contradict: string[] = [];
  const upn = liveUpnOf(cloud.userPrincipalName);
  if (sameText(ad.objectSid, cloud.onPremisesSecurityIdentifier)) strong.push("security identifier");
  const employee = given(ad.employeeID),
    cloudEmployee = given(cloud.employeeId);
  if (employee !== undefined && cloudEmployee !== undefined)
    (sameText(employee, cloudEmployee) ? strong : contradict).push("employee id");
  const signIn =
    sameText(ad.userPrincipalName, upn) || sameText(ad.userPrincipalName, cloud.onPremisesUserPrincipalName);
  if (signIn) strong.push("sign-in name");
  // An address that repeats the shared sign-in name proves nothing new.
  const shared = namesOf(ad)
    .filter((n) => namesOf({ ...cloud, userPrincipalName: upn }).includes(n))
    .filter((n) => !signIn || !sameText(n, ad.userPrincipalName));
  if (shared.length > 0) strong.push("address");
  const account = given(ad.sAMAccountName);
  if (account !== undefined && sameText(account, cloud.onPremisesSamAccountName)) strong.push("account name");
  else if (account !== undefined && (sameText(account, cloud.mailNickname) || sameText(account, localPartOf(upn))))
    weak.push("alias");
  const phones = [ad.mobile, ad.telephoneNumber].map(digits).filter((d) => d.length >= 6),
    cloudPhones = [cloud.mobilePhone, ...(Array.isArray(cloud.businessPhones) ? cloud.businessPhones : [])].map(digits);
  if (phones.some((p) => cloudPhones.includes(p))) strong.push("phone number");
  const names =
    (alike(given(ad.givenName), given(cloud.givenName)) && alike(given(ad.sn), given(cloud.surname))) ||
    alike(given(ad.displayName), given(cloud.displayName));
  const department = given(ad.department),
    cloudDepartment = given(cloud.department);
  if (names) weak.push(department !== undefined && alike(department, cloudDepartment) ? "name and department" : "name");
  const bothNamed = given(ad.givenName) !== undefined && given(cloud.givenName) !== undefined;
  if (bothNamed && !alike(given(ad.givenName), given(cloud.givenName))) contradict.push("given name");
  return {
    agree: [...strong, ...weak],
    contradict,
    same: contradict.length === 0 && strong.length >= 1 && strong.length + weak.length >= 2,
  };
}

/** Why a cloud user must not be tied to an AD account by a tool, if anything does forbid it: an unread role, a role, another mapping, a tenant's protection. */
export function matchForbidden(f: FactSet, ad: AdObject, cloud: CloudUser): string | undefined {
  const roles = f["entra.roles"];
  if (roles.state === "unreadable")
    return `The directory roles could not be read (${roles.detail}); without them no match may be made.`;
  const held = valueOr(roles, []).filter((r) => r.principalId === cloud.id);
  if (held.length > 0)
    return `${cloud.userPrincipalName} ${held.some((r) => !r.eligible) ? "holds" : "is eligible for"} ${held.map((r) => r.role).join(", ")}. A privileged account is never matched by a tool: a person takes the role off, lets it match, and gives it back.`;
  const mapped = given(cloud.onPremisesObjectIdentifier);
  if (mapped !== undefined && !sameText(mapped, ad.objectGUID))
    return `${cloud.userPrincipalName} is mapped to another AD object (onPremisesObjectIdentifier ${mapped}). Compare both persons first; the mapping is taken off by a person.`;
  if (cloud.userType === "Guest") return `${cloud.userPrincipalName} is a guest; guests are not matched.`;
  const person = comparePerson(ad, cloud);
  if (person.contradict.length > 0)
    return `${cloud.userPrincipalName} may be a different person: ${person.contradict.join(", ")} differ(s).`;
  if (!person.same)
    return `It is not shown that ${cloud.userPrincipalName} is the same person: two independent identifiers must agree, and only ${person.agree.join(", ") || "none"} does.`;
  return undefined;
}
/** True where the tenant refuses take-over by hard match. */
export const hardMatchBlocked = (f: FactSet): boolean =>
  valueOr(f["entra.synchronization"], undefined)?.features["blockCloudObjectTakeoverThroughHardMatchEnabled"] === true;
