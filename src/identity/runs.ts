/** Readings of the engine that several checks share: newest runs, failing runs, events near now. Pure. */
import { isWithin } from "./dn";
import type { AdObject, Connector, EventRecord, Readable, RunResult, SignIn } from "../domain";

const HOUR = 3_600_000;
export const hoursBetween = (from: string | undefined, to: string): number =>
  (Date.parse(to) - Date.parse(from ?? "")) / HOUR;
/** Newest run of a connector whose profile matches; runs that have not ended count only where asked. */
export const newestRun = (
  runs: readonly RunResult[],
  connector: string,
  profile: RegExp,
  ended = true,
): RunResult | undefined =>
  runs.find((r) => r.ConnectorName === connector && profile.test(r.RunProfileName) && (!ended || r.EndDate !== null));
/** A run that did not do its work at all. Object errors inside a completed run are another matter. */
export const isBroken = (r: RunResult): boolean =>
  /^(stopped|no-start)/.test(r.Result) || r.Result === "missing-partition-for-run-step";
/** Connectors whose newest run of some profile is broken, with that run. */
export function brokenRuns(runs: readonly RunResult[], connectors: readonly string[]): RunResult[] {
  return connectors.flatMap((c) =>
    ["Import", "Synchronization", "Export"].flatMap((p) => {
      const r = newestRun(runs, c, new RegExp(p, "i"));
      return r !== undefined && isBroken(r) ? [r] : [];
    }),
  );
}
export const cloudConnectors = (c: readonly Connector[]): Connector[] => c.filter((x) => x.Type !== "AD");
export const adConnectors = (c: readonly Connector[]): Connector[] => c.filter((x) => x.Type === "AD");
/** An AD connector reads one forest: its faults touch only that forest's people. */
export const reads = (c: Connector, ad: AdObject): boolean =>
  c.Name.toLowerCase() === ad.forest.toLowerCase() || c.Partitions.some((p) => isWithin(ad.dn, p.DN));
/** When a connector last brought an import or an export to its end: what failed before that has passed. Empty where it never did. */
export const lastSuccess = (runs: readonly RunResult[], connectors: readonly string[]): string =>
  runs
    .filter(
      (r) =>
        connectors.includes(r.ConnectorName) &&
        /import|export/i.test(r.RunProfileName) &&
        /^(success|completed)/.test(r.Result),
    )
    .map((r) => r.EndDate ?? "")
    .sort()
    .at(-1) ?? "";
/** Events of one source and one of some ids within the last hours before `now`, newest first. */
export function eventsOf(
  events: readonly EventRecord[],
  provider: RegExp,
  ids: readonly number[],
  now: string,
  hours = 72,
): EventRecord[] {
  return events
    .filter(
      (e) =>
        ids.includes(e.Id) &&
        provider.test(e.ProviderName) &&
        hoursBetween(e.TimeCreated, now) <= hours &&
        hoursBetween(e.TimeCreated, now) >= -1,
    )
    .sort((a, b) => b.TimeCreated.localeCompare(a.TimeCreated));
}
export const DIRSYNC = /^Directory Synchronization$/i,
  ENGINE = /^ADSync$/i,
  SCM = /^(Microsoft-Windows-)?Service Control Manager/i;
/** AADSTS numbers inside event texts: they are codes, not wording. */
export const aadsts = (text: string): number[] => [...text.matchAll(/AADSTS(\d{5,7})/g)].map((m) => Number(m[1]));
/** Sign-in results that mean a policy or a second factor, not a wrong secret. */
export const POLICY_CODES = [
  50005, 50072, 50074, 50076, 50079, 50105, 50125, 50127, 50131, 50158, 53000, 53001, 53002, 53003, 53004, 65001, 90094,
  165100, 500121, 530021, 530031, 530032, 530034,
];
export const SECRET_CODES = [50034, 50053, 50055, 50056, 50057, 50126, 50144, 7000215, 7000222, 700027, 90072];
export const ofAccount = (signIns: readonly SignIn[], names: readonly string[]): SignIn[] =>
  signIns.filter((s) =>
    names.some(
      (n) =>
        n.toLowerCase() === (s.userPrincipalName ?? "").toLowerCase() ||
        n.toLowerCase() === (s.servicePrincipalName ?? "").toLowerCase() ||
        n.toLowerCase() === (s.appDisplayName ?? "").toLowerCase(),
    ),
  );
export const valueOf = <T, D>(f: Readable<T> | { state: string }, other: D): T | D =>
  f.state === "seen" ? (f as { value: T }).value : other;
/** Version texts as numbers, part by part. */
export function compareVersions(a: string, b: string): number {
  const x = a.split(".").map(Number),
    y = b.split(".").map(Number);
  for (let i = 0; i < 4; i++) {
    const d = (x[i] ?? 0) - (y[i] ?? 0);
    if (d !== 0) return d;
  }
  return 0;
}
export const day = (iso: string | undefined | null): string => (iso ?? "").slice(0, 16).replace("T", " ");
