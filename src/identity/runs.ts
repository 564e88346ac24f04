/** Runs of the connectors (`Get-ADSyncRunProfileResult`; adsync reference §3.4). In which order a history comes does not count. */
import { cite, told, type Evidence, type Fact, type RunResult } from "../domain";
import { at } from "./time";

export const newestFirst = (runs: readonly RunResult[]): RunResult[] =>
  [...runs].sort((a, b) => b.StartDate.localeCompare(a.StartDate));

/** What a run profile does, whether full or delta. */
export type RunKind = "Import" | "Synchronization" | "Export";
export const RUN_KINDS: readonly RunKind[] = ["Import", "Synchronization", "Export"];
const isOfKind = (run: RunResult, kind: RunKind): boolean => new RegExp(`\\b${kind}$`, "i").test(run.RunProfileName);
export const kindOf = (run: RunResult): RunKind | undefined => RUN_KINDS.find((k) => isOfKind(run, k));
export const isFull = (run: RunResult): boolean => /^full/i.test(run.RunProfileName);

/** The run went to its end. Errors on single objects (`completed-export-errors`) do not hinder that. */
export const wentThrough = (run: RunResult): boolean => /^(success|completed)/.test(run.Result);
/** The run did not do its work at all. Object errors inside a completed run are another matter. */
export const isBroken = (run: RunResult): boolean =>
  /^(stopped|no-start)/.test(run.Result) || run.Result === "missing-partition-for-run-step";

/** Newest run of a connector whose profile matches; runs that have not ended count only where asked. */
export const newestRun = (
  runs: readonly RunResult[],
  connector: string,
  profile: RegExp,
  ended = true,
): RunResult | undefined =>
  newestFirst(runs).find(
    (r) => r.ConnectorName === connector && profile.test(r.RunProfileName) && (!ended || r.EndDate !== null),
  );
/** Connectors whose newest run of some kind is broken, with that run. */
export const brokenRuns = (runs: readonly RunResult[], connectors: readonly string[]): RunResult[] =>
  connectors.flatMap((name) =>
    RUN_KINDS.flatMap((kind) => {
      const run = newestRun(runs, name, new RegExp(kind, "i"));
      return run !== undefined && isBroken(run) ? [run] : [];
    }),
  );
/** Since when runs of this kind have broken off on its connector: start of the first one after the last that went through, ISO 8601. */
export function brokenSince(run: RunResult, runs: readonly RunResult[]): string {
  const alike = newestFirst(runs).filter(
    (r) => r.ConnectorName === run.ConnectorName && kindOf(r) === kindOf(run) && r.StartDate <= run.StartDate,
  );
  const healthy = alike.findIndex((r) => !isBroken(r));
  return (healthy < 0 ? alike : alike.slice(0, healthy)).at(-1)?.StartDate ?? run.StartDate;
}
/** When one of the connectors last brought an import or an export to its end, ISO 8601: what failed before that has passed. Empty where none did. */
export const lastSuccess = (runs: readonly RunResult[], connectors: readonly string[]): string =>
  runs
    .filter((r) => connectors.includes(r.ConnectorName) && /import|export/i.test(r.RunProfileName) && wentThrough(r))
    .map((r) => r.EndDate ?? "")
    .sort()
    .at(-1) ?? "";

/** Import runs of one connector, newest first. */
export const importsOf = (connector: string, runs: readonly RunResult[]): RunResult[] =>
  newestFirst(runs).filter((r) => r.ConnectorName === connector && isOfKind(r, "Import"));
/** The newest import that went through; undefined where the history has none. */
export const lastGoodImport = (connector: string, runs: readonly RunResult[]): RunResult | undefined =>
  importsOf(connector, runs).find(wentThrough);
export const lastFullImport = (connector: string, runs: readonly RunResult[]): RunResult | undefined =>
  importsOf(connector, runs).find((r) => isFull(r) && wentThrough(r));

/** For each connector and kind: the runs whose object errors still stand. An error is retried in every run of its kind, so what the newest run that went through does not repeat is over; a later run that broke off says nothing about it. */
export function runsThatCount(runs: readonly RunResult[]): RunResult[] {
  const settled = new Set<string>();
  return newestFirst(runs.filter((r) => r.EndDate !== null && !Number.isNaN(at(r.StartDate)))).filter((run) => {
    const key = `${run.ConnectorName.toLowerCase()}|${kindOf(run) ?? run.RunProfileName.toLowerCase()}`;
    if (settled.has(key)) return false;
    if (wentThrough(run)) settled.add(key);
    return true;
  });
}

/** How many of the newest cycles tell how long one takes; of fewer than two nobody can say what is usual. */
const CYCLES = 5;
/** How long a cycle usually takes, ms: the median of the newest ones of its kind that went through, from the first import's start to the last export's end. Undefined where the history does not tell. */
export function usualCycleMs(runs: readonly RunResult[], full: boolean): number | undefined {
  const took = cyclesOf(runs)
    .filter((cycle) => cycle.some(isFull) === full && isWhole(cycle))
    .slice(-CYCLES)
    .map((cycle) => Math.max(...cycle.map((r) => at(r.EndDate ?? ""))) - Math.min(...cycle.map((r) => at(r.StartDate))))
    .sort((a, b) => a - b);
  return took.length < 2 ? undefined : took[Math.floor((took.length - 1) / 2)];
}
/** The runs cycle by cycle, oldest first: an import after anything else begins the next one. */
function cyclesOf(runs: readonly RunResult[]): RunResult[][] {
  const cycles: RunResult[][] = [];
  let before: RunKind | undefined;
  for (const run of newestFirst(runs).reverse()) {
    const kind = kindOf(run);
    if (kind === "Import" && before !== "Import") cycles.push([]);
    cycles.at(-1)?.push(run);
    before = kind;
  }
  return cycles;
}
const isWhole = (cycle: readonly RunResult[]): boolean =>
  RUN_KINDS.every((kind) => cycle.some((r) => kindOf(r) === kind)) &&
  cycle.every((r) => r.EndDate !== null && wentThrough(r));
/** The newest runs of an engine that runs all profiles of all connectors in turn: about one cycle of two connectors. */
const LATELY = 12;
/** The newest runs of all connectors, about one cycle. */
export const latelyOf = (runs: readonly RunResult[]): RunResult[] => newestFirst(runs).slice(0, LATELY);
/** A run, for the evidence. */
export const seenRun = (run: RunResult, from: Fact<unknown>): Evidence =>
  cite(
    told(
      { en: "{profile} of {connector} at {when}: {result}", de: "{profile} von {connector} am {when}: {result}" },
      { profile: run.RunProfileName, connector: run.ConnectorName, when: run.StartDate, result: run.Result },
    ),
    from,
  );
