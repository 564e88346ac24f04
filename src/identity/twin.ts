/** Objects beside users: what an AD class becomes in the cloud, and which cloud object belongs to which AD object (Graph v1.0 metadata; adsync reference §5.1, §6.1). */
import type { AdObject, CloudObject, CloudObjectKind } from "../domain";
import { namesOf, sameText } from "./address";
import { sourceTypeOf } from "./source-type";

const KINDS: Readonly<Record<string, CloudObjectKind>> = { group: "group", contact: "contact", computer: "device" };
/** A service account is a computer by class, and never syncs. */
const isServiceAccount = (ad: AdObject): boolean =>
  ad.objectClass.some((c) => /^msDS-(Group)?ManagedServiceAccount$/i.test(c));
/** What the object is in the cloud where it syncs: undefined for a user, and for a class that never syncs. */
export const cloudKindOf = (ad: AdObject): CloudObjectKind | undefined =>
  isServiceAccount(ad) ? undefined : KINDS[sourceTypeOf(ad)];

/**
 * The cloud object is the AD object's: a group has its SID, a device its objectGUID as device id; a contact is told by an address alone, and
 * counts only where synchronization wrote it.
 */
export function isTwin(ad: AdObject, object: CloudObject): boolean {
  if (cloudKindOf(ad) !== object.kind) return false;
  if (object.kind === "group") return sameText(ad.objectSid, object.onPremisesSecurityIdentifier);
  if (object.kind === "device") return sameText(ad.objectGUID, object.deviceId);
  const addresses = namesOf(object);
  return object.onPremisesSyncEnabled === true && namesOf(ad).some((n) => addresses.includes(n));
}
export const twinOf = (ad: AdObject, objects: readonly CloudObject[]): CloudObject | undefined =>
  objects.find((o) => isTwin(ad, o));
/** The engine syncs the cloud object from the AD object. */
export const isSyncedTwin = (ad: AdObject | undefined, object: CloudObject | undefined): boolean =>
  ad !== undefined && object !== undefined && object.onPremisesSyncEnabled === true && isTwin(ad, object);
