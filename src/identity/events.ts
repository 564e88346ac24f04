/** Event log entries that speak of the engine (adsync reference §8). */
import { cite, type EventRecord, type Evidence, type Fact } from "../domain";
import { hoursBetween } from "./time";

export const DIRSYNC = /^Directory Synchronization$/i;
export const DIRECTORY_SERVICE = /ActiveDirectory_DomainService|NTDS/i;
export const ENGINE = /^ADSync$/i;
export const SCM = /^(Microsoft-Windows-)?Service Control Manager/i;
const RECENT_HOURS = 72;

/** Events of one source and one of some ids within the last hours before `now`, newest first. */
export const eventsOf = (
  events: readonly EventRecord[],
  provider: RegExp,
  ids: readonly number[],
  now: string,
  hours = RECENT_HOURS,
): EventRecord[] =>
  events
    .filter((e) => {
      const age = hoursBetween(e.TimeCreated, now);
      return ids.includes(e.Id) && provider.test(e.ProviderName) && age <= hours && age >= -1;
    })
    .sort((a, b) => b.TimeCreated.localeCompare(a.TimeCreated));
/** Password hash sync fails on MD5, which FIPS mode forbids: event 667, or .NET's own words. */
export const speaksOfFips = ({ Id, Message }: EventRecord): boolean => Id === 667 || /\bFIPS\b|\bMD5/i.test(Message);
/** AADSTS numbers inside event texts: they are codes, not wording. */
export const aadsts = (text: string): number[] => [...text.matchAll(/AADSTS(\d{5,7})/g)].map((m) => Number(m[1]));
/** An event, for the evidence. */
export const seenEvent = (event: EventRecord, from: Fact<unknown>): Evidence =>
  cite(`Event ${event.ProviderName} ${event.Id} at ${event.TimeCreated}`, from);
