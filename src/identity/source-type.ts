/** The object type by which sync rules take an AD object. */
import type { AdObject } from "../domain";

/** Classes that have rules of their own, the more special first: an inetOrgPerson and a computer are users by class, too. */
const RULE_TYPES = ["inetOrgPerson", "computer", "group", "contact", "user"];
/** An object's class as the rules name it; the most special class where no rule has one. */
export const sourceTypeOf = (ad: AdObject): string =>
  RULE_TYPES.find((type) => ad.objectClass.some((c) => c.toLowerCase() === type.toLowerCase())) ??
  ad.objectClass.at(-1) ??
  "";

/** Classes that never sync (adsync reference §6.1). */
const NEVER_SYNCED = [
  "msDS-GroupManagedServiceAccount",
  "msDS-ManagedServiceAccount",
  "foreignSecurityPrincipal",
  "msExchDynamicDistributionList",
];
/** The class by which an object never syncs; undefined where it may. */
export const neverSyncedClass = (ad: AdObject): string | undefined =>
  NEVER_SYNCED.find((never) => ad.objectClass.includes(never));
