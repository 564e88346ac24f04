/**
 * The rights that the AD DS connector account may be given: the sets that Entra Connect itself has a cmdlet for, and nothing beside them (adsync
 * reference §1.7, §3.9). A right is never named alone: only a set is, and where.
 */
import type { Words } from "./words";

/** One set. `at`: `domain` = the root of a domain only; `container` = that, or an OU, a container or an object below it. */
export interface PermissionSet {
  readonly title: Words;
  /** The cmdlet of the module AdSyncConfig. */
  readonly cmdlet: string;
  /** What the account may do then, as the end of a sentence. */
  readonly gives: Words;
  readonly at: "domain" | "container";
}
export const PERMISSION_SETS = {
  "basic-read": {
    title: { en: "basic read", de: "Grundlegendes Lesen" },
    cmdlet: "Set-ADSyncBasicReadPermissions",
    gives: {
      en: "read all properties of users, groups, contacts, computers and devices",
      de: "alle Eigenschaften von Benutzern, Gruppen, Kontakten, Computern und Geräten lesen",
    },
    at: "container",
  },
  "consistency-guid": {
    title: "write mS-DS-ConsistencyGuid",
    cmdlet: "Set-ADSyncMsDsConsistencyGuidPermissions",
    gives: {
      en: "read and write mS-DS-ConsistencyGuid of users",
      de: "mS-DS-ConsistencyGuid von Benutzern lesen und schreiben",
    },
    at: "container",
  },
  "password-hash-sync": {
    title: { en: "password hash sync", de: "Kennworthashsynchronisierung" },
    cmdlet: "Set-ADSyncPasswordHashSyncPermissions",
    gives: {
      en: "replicate directory changes, password hashes included",
      de: "Verzeichnisänderungen replizieren, samt Kennworthashes",
    },
    at: "domain",
  },
  "password-writeback": {
    title: { en: "password writeback", de: "Kennwortrückschreiben" },
    cmdlet: "Set-ADSyncPasswordWritebackPermissions",
    gives: {
      en: "reset passwords and write lockoutTime and pwdLastSet",
      de: "Kennwörter zurücksetzen, lockoutTime und pwdLastSet schreiben",
    },
    at: "container",
  },
  "exchange-hybrid": {
    title: { en: "Exchange hybrid", de: "Exchange-Hybrid" },
    cmdlet: "Set-ADSyncExchangeHybridPermissions",
    gives: {
      en: "read and write all properties of users, groups and contacts",
      de: "alle Eigenschaften von Benutzern, Gruppen und Kontakten lesen und schreiben",
    },
    at: "container",
  },
  "exchange-mail-public-folders": {
    title: { en: "Exchange mail public folders", de: "E-Mail-aktivierte öffentliche Exchange-Ordner" },
    cmdlet: "Set-ADSyncExchangeMailPublicFolderPermissions",
    gives: { en: "read the mail public folders", de: "die E-Mail-aktivierten öffentlichen Ordner lesen" },
    at: "container",
  },
  "unified-group-writeback": {
    title: { en: "group writeback", de: "Gruppenrückschreiben" },
    cmdlet: "Set-ADSyncUnifiedGroupWritebackPermissions",
    gives: { en: "make, write and delete groups", de: "Gruppen anlegen, schreiben und löschen" },
    at: "container",
  },
} as const satisfies Readonly<Record<string, PermissionSet>>;
export type PermissionSetId = keyof typeof PERMISSION_SETS;
/** All ids, in the order of the table. */
export const PERMISSION_SET_IDS = Object.keys(PERMISSION_SETS) as [PermissionSetId, ...PermissionSetId[]];
