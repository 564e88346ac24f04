/** Objects that no tool may change (security reference, "Operations that must not exist" and table M). */
import type { AdObject } from "../domain";

/** The accounts of the engines and of Kerberos, by the names that their installers give (adsync reference §1.6). */
const RESERVED = /^(MSOL_|AAD_|ADSyncMSA|provAgentgMSA|krbtgt)/i;
/** RIDs below this are the domain's own: built-in accounts, privileged groups. */
const FIRST_ORDINARY_RID = 1000;

/** Relative identifier of a domain SID; undefined for another form (built-in domain, no SID). */
const ridOf = (sid: string): number | undefined => {
  const rid = /^S-1-5-21-\d+-\d+-\d+-(\d+)$/i.exec(sid)?.[1];
  return rid === undefined ? undefined : Number(rid);
};
/** True where AdminSDHolder guards the object, where it is built-in or privileged by its RID, or an engine's own account. */
export function isProtected(o: AdObject): boolean {
  if (o.adminCount === 1 || o.isCriticalSystemObject === true || RESERVED.test(o.sAMAccountName ?? "")) return true;
  if (o.objectSid === undefined) return false;
  const rid = ridOf(o.objectSid);
  return rid === undefined ? /^S-1-5-32-/i.test(o.objectSid) : rid < FIRST_ORDINARY_RID;
}
