/** How an object of Active Directory is named in a sentence. */
import { pii, type AdObject, type Pii, type SearchTerms } from "../domain";
import { cloudKindOf } from "./twin";

/** A person's sign-in name, else the logon name; a group or contact by its display name, a computer by its account name. */
export const nameOf = (ad: AdObject): Pii => pii(nameTextOf(ad));
/** The same as plain text. */
export const nameTextOf = (ad: AdObject): string | undefined =>
  (["group", "contact"].includes(cloudKindOf(ad) ?? "") ? (ad.displayName ?? ad.cn) : undefined) ??
  ad.userPrincipalName ??
  ad.sAMAccountName ??
  ad.cn;

/** What a sentence about everybody is made of: no part of a person's name. */
const OF_EVERYBODY =
  /^(a|all|any|every|everything|nothing|no|my|our|your|the|their|new|old|some|more|many|sync|syncs|synchronization|account|accounts|user|users|people|object|objects|group|groups|server|connect|nobody|unsere|alle|neue|keine|todos|nuevos)$/i;
/** `Get-ADSyncScheduler` and the like. */
const CMDLET = /^(get|set|start|stop|new|add|remove|test|invoke|enable|disable|import|export|update)-[a-z]/i;
/** True where an ask names somebody: an identifier, an account name, or a name that is not made of words about everybody. */
export function namesSomebody({ upns, ids, names, sams }: SearchTerms): boolean {
  const accounts = sams.filter((s) => !CMDLET.test(s) && !OF_EVERYBODY.test(s));
  const isName = (name: string): boolean => !CMDLET.test(name) && !name.split(/\s+/).some((w) => OF_EVERYBODY.test(w));
  return (
    upns.length > 0 ||
    ids.length > 0 ||
    accounts.length === 1 ||
    accounts.some((s) => /[^\p{Ll}]/u.test(s)) ||
    names.some(isName)
  );
}
