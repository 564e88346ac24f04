/**
 * What this host never changes, whatever was approved: the site's own list, in its own words (security reference M1, M8, "anything on privileged
 * or protected accounts"; adsync reference §1.6 for the engines' accounts). It asks nobody else's judgement.
 */
import type { AdObject } from "../domain";
import { domainDnOf, isWithin, rdnsOf } from "../identity/dn";

/** Relative ids below this are the domain's own: 500 Administrator, 502 krbtgt, 512 Domain Admins, 519 Enterprise Admins … */
const FIRST_OWN_RID = 1000;
/** Groups whose members can come to control the domain, by their English name; a domain of another language is guarded by adminCount, SIDs and places. */
const PRIVILEGED_GROUPS = new Set(
  [
    "Account Operators",
    "Administrators",
    "ADSyncAdmins",
    "ADSyncOperators",
    "Backup Operators",
    "Cert Publishers",
    "DnsAdmins",
    "Domain Admins",
    "Domain Controllers",
    "Enterprise Admins",
    "Enterprise Key Admins",
    "Enterprise Read-only Domain Controllers",
    "Group Policy Creator Owners",
    "Key Admins",
    "Print Operators",
    "Read-only Domain Controllers",
    "Replicator",
    "Schema Admins",
    "Server Operators",
  ].map((name) => name.toLowerCase()),
);
/** Relative ids of a domain's privileged groups, whatever they are called there. */
const PRIVILEGED_RIDS = new Set([498, 512, 516, 517, 518, 519, 520, 521, 526, 527]);
/** The built-in ones: Administrators, Account, Server, Print and Backup Operators, Replicator (S-1-5-32-…). */
const PRIVILEGED_BUILTIN = new Set([544, 548, 549, 550, 551, 552]);
/** Accounts of the sync engines, of seamless sign-on and of the key distribution centre, by how their names begin. */
const SERVICE_ACCOUNTS = [
  "MSOL_",
  "AAD_",
  "ADSyncMSA",
  "Sync_",
  "ADToAADSync",
  "provAgentgMSA",
  "AZUREADSSOACC",
  "krbtgt",
];
/** Containers of a domain that hold its own objects; AdminSDHolder lies below System. */
const OWN_CONTAINERS = ["CN=System", "CN=Builtin", "OU=Domain Controllers", "CN=Managed Service Accounts"];
const NO_PRINCIPAL = new Set(["contact", "organizationalunit", "container", "domaindns"]);

const fold = (text: string): string => text.toLowerCase();
/** The value of a DN's first component, unescaped as far as group names need it. */
const nameOf = (dn: string): string => fold((rdnsOf(dn)[0] ?? "").replace(/^[^=]*=\s*/, "").replace(/\\(.)/g, "$1"));
/** Whether a group by this DN gives rights over the domain. */
export const isPrivilegedGroup = (dn: string): boolean => PRIVILEGED_GROUPS.has(nameOf(dn)) || isOwnPlace(dn);
/** Whether a DN is one of the domain's own places, or lies below one. */
export const isOwnPlace = (dn: string): boolean =>
  OWN_CONTAINERS.some((container) => isWithin(dn, `${container},${domainDnOf(dn)}`));

/** The relative id of a domain's SID, 0 of a built-in one (S-1-5-32); undefined where it is missing or cannot be read. */
function relativeIdOf(sid: unknown): number | undefined {
  if (typeof sid !== "string") return undefined;
  if (/^S-1-5-32-\d+$/i.test(sid)) return 0;
  const rid = /^S-1-5-21(?:-\d+){3}-(\d+)$/i.exec(sid)?.[1];
  return rid === undefined ? undefined : Number(rid);
}
/** Whether a SID is that of a group that gives rights over the domain. */
function isPrivilegedSid(sid: unknown): boolean {
  const builtin = /^S-1-5-32-(\d+)$/i.exec(String(sid))?.[1];
  return builtin === undefined ? PRIVILEGED_RIDS.has(relativeIdOf(sid) ?? 0) : PRIVILEGED_BUILTIN.has(Number(builtin));
}
/** Why the object is never changed by a tool; undefined where it may be. `alsoNamed`: sAMAccountNames that the site's policy adds. */
export function protectionOf(object: AdObject, alsoNamed: readonly string[] = []): string | undefined {
  if (!["", "0"].includes(String(object.adminCount ?? ""))) return "it is or was in a protected group (adminCount)";
  if (object.isCriticalSystemObject === true) return "the system depends on it (isCriticalSystemObject)";
  const classes = object.objectClass.map(fold);
  if (classes.some((c) => c.endsWith("managedserviceaccount"))) return "it is a managed service account";
  const name = fold(object.sAMAccountName ?? "");
  if (SERVICE_ACCOUNTS.some((start) => name.startsWith(fold(start)))) return "it is a service's own account";
  if (alsoNamed.some((n) => fold(n) === name && name !== "")) return "this site's policy protects it";
  if (isOwnPlace(object.dn)) return "it lies in a container of the domain's own objects";
  if ((object.memberOf ?? []).some(isPrivilegedGroup)) return "it is a member of a privileged group";
  if ([...(object.tokenGroups ?? []), ...(object.sIDHistory ?? [])].some(isPrivilegedSid))
    return "a group of a group of it, or an identity that it had, is privileged";
  if (PRIVILEGED_RIDS.has(Number(object.primaryGroupID ?? 513))) return "its primary group is privileged";
  if (classes.includes("group") && (isPrivilegedGroup(object.dn) || PRIVILEGED_GROUPS.has(name)))
    return "it is a privileged group";
  if (classes.some((c) => NO_PRINCIPAL.has(c))) return undefined;
  const rid = relativeIdOf(object.objectSid);
  if (rid === undefined) return "its SID cannot be read, so nobody can tell what it is";
  return rid < FIRST_OWN_RID ? "it is built into the domain" : undefined;
}
