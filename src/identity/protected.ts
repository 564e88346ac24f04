/**
 * Objects that no tool may change (security reference, "Operations that must not exist" and table M). The agent's policy judges the same in its
 * own words; what it would refuse must not be offered.
 */
import type { AdObject } from "../domain";
import { domainDnOf, isWithin, rdnsOf } from "./dn";

/** The accounts of the engines, of seamless sign-on and of Kerberos, by the names that their installers give (adsync reference §1.6). */
const RESERVED = /^(MSOL_|AAD_|ADSyncMSA|Sync_|ADToAADSync|provAgentgMSA|AZUREADSSOACC|krbtgt)/i;
/** RIDs below this are the domain's own: built-in accounts, privileged groups. */
const FIRST_ORDINARY_RID = 1000;
/** Groups that give rights over the domain or over synchronization (table M, M8). */
const PRIVILEGED_GROUP =
  /^cn=(account operators|administrators|adsync(admins|operators)|backup operators|cert publishers|dnsadmins|domain (admins|controllers)|enterprise (admins|key admins|read-only domain controllers)|group policy creator owners|key admins|print operators|read-only domain controllers|replicator|schema admins|server operators)$/i;
/** The same groups as a primary group, which memberOf does not tell. */
const PRIVILEGED_PRIMARY = [498, 512, 516, 518, 519, 520, 521, 526, 527];
/** Where a domain keeps its own objects; AdminSDHolder lies below System. */
const OWN_PLACES = ["CN=System", "CN=Builtin", "OU=Domain Controllers", "CN=Managed Service Accounts"];

const isOwnPlace = (dn: string): boolean => OWN_PLACES.some((place) => isWithin(dn, `${place},${domainDnOf(dn)}`));
const isPrincipal = (o: AdObject): boolean =>
  !o.objectClass.some((c) => /^(contact|organizationalUnit|container|domainDNS)$/i.test(c));
/** Relative identifier of a domain SID; undefined for another form (built-in domain, no SID). */
const ridOf = (sid: string | undefined): number | undefined => {
  const rid = /^S-1-5-21-\d+-\d+-\d+-(\d+)$/i.exec(sid ?? "")?.[1];
  return rid === undefined ? undefined : Number(rid);
};
/** True where AdminSDHolder guards the object, where it is built-in, privileged, an engine's own account, or a principal whose SID cannot be read. */
export function isProtected(o: AdObject): boolean {
  if (Number(o.adminCount ?? 0) > 0 || o.isCriticalSystemObject === true || RESERVED.test(o.sAMAccountName ?? ""))
    return true;
  if (o.objectClass.some((c) => /ManagedServiceAccount$/i.test(c)) || isOwnPlace(o.dn)) return true;
  const privileged = (group: string): boolean => PRIVILEGED_GROUP.test(rdnsOf(group)[0] ?? "") || isOwnPlace(group);
  if ((o.memberOf ?? []).some(privileged) || PRIVILEGED_PRIMARY.includes(o.primaryGroupID ?? 0)) return true;
  return isPrincipal(o) && (ridOf(o.objectSid) ?? 0) < FIRST_ORDINARY_RID;
}
