/** Event log entries that speak of the engine (adsync reference §8). */
import { cite, told, type EventRecord, type Evidence, type Fact, type InEvery } from "../domain";
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
/** What the engine and its password hash sync write while they work: started (ADSync 2001); heartbeats, results for single users, the scheduler's notes. */
const STARTED = [2001];
const AT_WORK = [653, 654, 656, 657, 904];
const LIFE_HOURS = 60 * 24;
/** When the engine last gave a sign of life, ISO 8601: what kept its service down before that has passed. Empty where the log shows none. */
export const lastSignOfLife = (events: readonly EventRecord[], now: string): string =>
  [
    ...eventsOf(events, ENGINE, STARTED, now, LIFE_HOURS),
    ...eventsOf(events, DIRSYNC, AT_WORK, now, LIFE_HOURS).filter((e) => e.LevelDisplayName === "Information"),
  ]
    .map((e) => e.TimeCreated)
    .sort()
    .at(-1) ?? "";
/** AADSTS numbers inside event texts: they are codes, not wording. */
export const aadsts = (text: string): number[] => [...text.matchAll(/AADSTS(\d{5,7})/g)].map((m) => Number(m[1]));
/** An event as it is named in a sentence. */
export const sayEvent = (event: EventRecord): InEvery =>
  told(
    { en: "Event {provider} {id} at {when}", de: "Ereignis {provider} {id} am {when}" },
    { provider: event.ProviderName, id: event.Id, when: event.TimeCreated },
  );
/** An event, for the evidence. */
export const seenEvent = (event: EventRecord, from: Fact<unknown>): Evidence => cite(sayEvent(event), from);
