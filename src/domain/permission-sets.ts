/**
 * The rights that the AD DS connector account may be given: the sets that Entra Connect itself has a cmdlet for, and nothing beside them (adsync
 * reference §1.7, §3.9). A right is never named alone: only a set is, and where.
 */

/** One set. `at`: `domain` = the root of a domain only; `container` = that, or an OU, a container or an object below it. */
export interface PermissionSet {
  readonly title: string;
  /** The cmdlet of the module AdSyncConfig. */
  readonly cmdlet: string;
  /** What the account may do then, as the end of a sentence. */
  readonly gives: string;
  readonly at: "domain" | "container";
}
export const PERMISSION_SETS = {
  "basic-read": {
    title: "basic read",
    cmdlet: "Set-ADSyncBasicReadPermissions",
    gives: "read all properties of users, groups, contacts, computers and devices",
    at: "container",
  },
  "consistency-guid": {
    title: "write mS-DS-ConsistencyGuid",
    cmdlet: "Set-ADSyncMsDsConsistencyGuidPermissions",
    gives: "read and write mS-DS-ConsistencyGuid of users",
    at: "container",
  },
  "password-hash-sync": {
    title: "password hash sync",
    cmdlet: "Set-ADSyncPasswordHashSyncPermissions",
    gives: "replicate directory changes, password hashes included",
    at: "domain",
  },
  "password-writeback": {
    title: "password writeback",
    cmdlet: "Set-ADSyncPasswordWritebackPermissions",
    gives: "reset passwords and write lockoutTime and pwdLastSet",
    at: "container",
  },
  "exchange-hybrid": {
    title: "Exchange hybrid",
    cmdlet: "Set-ADSyncExchangeHybridPermissions",
    gives: "read and write all properties of users, groups and contacts",
    at: "container",
  },
  "exchange-mail-public-folders": {
    title: "Exchange mail public folders",
    cmdlet: "Set-ADSyncExchangeMailPublicFolderPermissions",
    gives: "read the mail public folders",
    at: "container",
  },
  "unified-group-writeback": {
    title: "group writeback",
    cmdlet: "Set-ADSyncUnifiedGroupWritebackPermissions",
    gives: "make, write and delete groups",
    at: "container",
  },
} as const satisfies Readonly<Record<string, PermissionSet>>;
export type PermissionSetId = keyof typeof PERMISSION_SETS;
/** All ids, in the order of the table. */
export const PERMISSION_SET_IDS = Object.keys(PERMISSION_SETS) as [PermissionSetId, ...PermissionSetId[]];
