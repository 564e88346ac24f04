/** How a person is in a group of Active Directory. */
import type { AdObject } from "../domain";
import { sameDn } from "./dn";

/**
 * `direct`: in its `member`; `primary`: by primaryGroupID alone, which does not stand in `member` and so never reaches the cloud (adsync reference,
 * addendum); `nested`: through another group.
 */
export type Membership =
  | { readonly how: "direct" | "primary" }
  | { readonly how: "nested"; readonly through: AdObject }
  | undefined;

const holds = (group: AdObject, dn: string): boolean => (group.member ?? []).some((m) => sameDn(m, dn));
const names = (object: AdObject, group: AdObject): boolean => (object.memberOf ?? []).some((g) => sameDn(g, group.dn));
const isDirect = (object: AdObject, group: AdObject): boolean => names(object, group) || holds(group, object.dn);
/** SID of the domain and relative id; of a group the latter is its `primaryGroupToken`. */
const parts = (sid: string | undefined): readonly [string, string] => {
  const cut = (sid ?? "").lastIndexOf("-");
  return [(sid ?? "").slice(0, cut), (sid ?? "").slice(cut + 1)];
};
function isPrimary(person: AdObject, group: AdObject): boolean {
  const [domain, relative] = parts(group.objectSid);
  const rid = String(group["primaryGroupToken"] ?? relative);
  return rid !== "" && String(person.primaryGroupID ?? "") === rid && parts(person.objectSid)[0] === domain;
}
/** `others`: groups that lie between the two. */
export function membershipIn(person: AdObject, group: AdObject, others: readonly AdObject[]): Membership {
  if (isDirect(person, group)) return { how: "direct" };
  if (isPrimary(person, group)) return { how: "primary" };
  const through = others.find((o) => o.dn !== person.dn && isDirect(o, group) && isDirect(person, o));
  return through === undefined ? undefined : { how: "nested", through };
}
