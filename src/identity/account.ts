/** What Active Directory says of an account as such: whether it may log on. */
import type { AdObject } from "../domain";
import { at } from "./time";

/** Bit of userAccountControl: the account is disabled. */
const ACCOUNTDISABLE = 0x2;
export const isDisabled = (ad: AdObject): boolean => ((ad.userAccountControl ?? 0) & ACCOUNTDISABLE) !== 0;

/** 100-nanosecond intervals of a FILETIME between 1601 and 1970, and in a millisecond. */
const EPOCH = 116_444_736_000_000_000n;
const PER_MS = 10_000n;
/** Values of accountExpires for "never". */
const NEVER = ["", "0", "9223372036854775807"];
/**
 * When the account expires (`accountExpires`), ISO 8601 UTC; undefined where it never does. It is not synchronized: the cloud goes on letting the
 * person in, unless Active Directory itself checks the password (pass-through authentication, federation).
 */
export function expiryOf(ad: AdObject): string | undefined {
  const raw = ad["accountExpires"];
  if (raw === undefined || raw === null || NEVER.includes(String(raw))) return undefined;
  if (/^\d+$/.test(String(raw))) return new Date(Number((BigInt(String(raw)) - EPOCH) / PER_MS)).toISOString();
  return Number.isNaN(at(String(raw))) ? undefined : new Date(at(String(raw))).toISOString();
}
