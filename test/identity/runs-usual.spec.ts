/** How long a cycle usually takes, from the run history: import, synchronization and export of every connector, one after the other (adsync reference §3.2). */
import assert from "node:assert/strict";
import type { RunResult } from "../../src/domain";
import { usualCycleMs } from "../../src/identity/runs";

const MINUTE = 60_000;
const run = (profile: string, connector: string, from: number, to: number | null, result = "success"): RunResult => ({
  ConnectorName: connector,
  RunProfileName: profile,
  StartDate: new Date(from).toISOString(),
  EndDate: to === null ? null : new Date(to).toISOString(),
  Result: result,
  IsRunComplete: to !== null,
  Counters: {},
  Errors: [],
});
/** One cycle of two connectors that takes so many minutes; `result` is its last run's. */
const cycle = (at: number, minutes: number, kind: "Delta" | "Full" = "Delta", result = "success"): RunResult[] => {
  const part = (minutes * MINUTE) / 4;
  return [
    run(`${kind} Import`, "contoso.local", at, at + part),
    run(`${kind} Import`, "contoso - AAD", at, at + part),
    run(`${kind} Synchronization`, "contoso.local", at + part, at + 2 * part),
    run(`${kind} Synchronization`, "contoso - AAD", at + 2 * part, at + 3 * part),
    run("Export", "contoso - AAD", at + 3 * part, at + 4 * part, result),
  ];
};
const HALF_HOUR = 30 * MINUTE;

describe("how long a cycle usually takes", () => {
  it("the median of those that went through, whatever the order of the history", () => {
    const runs = [4, 3, 20].flatMap((m, i) => cycle(i * HALF_HOUR, m));
    assert.equal(usualCycleMs(runs, false), 4 * MINUTE);
    assert.equal(usualCycleMs([...runs].reverse(), false), 4 * MINUTE);
  });
  it("the last five count", () => {
    const runs = [60, 60, 60, 60, 60, 60, 2, 2, 2, 2, 2].flatMap((m, i) => cycle(i * HALF_HOUR * 4, m));
    assert.equal(usualCycleMs(runs, false), 2 * MINUTE);
  });
  it("a cycle that broke off, goes on, or is cut off by the history does not count", () => {
    const two = [...cycle(0, 4), ...cycle(HALF_HOUR, 4)],
      broken = cycle(2 * HALF_HOUR, 1, "Delta", "stopped-deletion-threshold-exceeded"),
      going = [run("Delta Import", "contoso.local", 3 * HALF_HOUR, null, "in-progress")];
    assert.equal(usualCycleMs([...two.slice(2), ...broken, ...going], false), undefined);
    assert.equal(usualCycleMs([...two, ...broken, ...going], false), 4 * MINUTE);
  });
  it("errors on single objects do not hinder a cycle", () =>
    assert.equal(
      usualCycleMs([...cycle(0, 4, "Delta", "completed-export-errors"), ...cycle(HALF_HOUR, 4)], false),
      4 * MINUTE,
    ));
  it("delta and initial cycles are not mixed up", () => {
    const runs = [
      cycle(0, 3),
      cycle(HALF_HOUR, 3),
      cycle(2 * HALF_HOUR, 50, "Full"),
      cycle(4 * HALF_HOUR, 60, "Full"),
    ].flat();
    assert.deepEqual([usualCycleMs(runs, false), usualCycleMs(runs, true)], [3 * MINUTE, 50 * MINUTE]);
  });
  it("one cycle alone, or none, tells nothing", () =>
    assert.deepEqual([usualCycleMs([], false), usualCycleMs(cycle(0, 3), false)], [undefined, undefined]));
});
