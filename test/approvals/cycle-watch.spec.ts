/** The end of a cycle, and what is seen of it on the way. The shapes are those of Get-ADSyncScheduler, Get-ADSyncConnectorRunStatus and Get-ADSyncRunProfileResult. */
import assert from "node:assert/strict";
import { cycleEnd, type CycleSeen } from "../../src/approvals/cycle-watch";
import { seen, unreadable, type RunResult } from "../../src/domain";
import type { AgentLink } from "../../src/ports";

const from = { system: "premises", via: "test" } as const;
const run = (profile: string, connector: string, at: number, end: number | null): RunResult => ({
  ConnectorName: connector,
  RunProfileName: profile,
  StartDate: new Date(at).toISOString(),
  EndDate: end === null ? null : new Date(end).toISOString(),
  Result: end === null ? "in-progress" : "success",
  IsRunComplete: end !== null,
  Counters: {},
  Errors: [],
});
const earlier = [0, 10_000_000].flatMap((at) => [
  run("Delta Import", "contoso.local", at, at + 60_000),
  run("Delta Synchronization", "contoso.local", at + 60_000, at + 120_000),
  run("Export", "contoso - AAD", at + 120_000, at + 240_000),
]);
/** An agent that tells of one look after the other; the last one holds. */
function watched(looks: readonly (readonly RunResult[] | "over" | "unread")[]): AgentLink {
  let n = 0;
  return {
    collect: async () => {
      const look = looks[Math.min(n++, looks.length - 1)]!;
      if (look === "unread") return { answers: { scheduler: unreadable("offline", "gone", from) } };
      const going = look !== "over";
      return {
        answers: {
          scheduler: seen({ SyncCycleInProgress: going }, from),
          "run-status": seen(going ? [{ ConnectorName: "contoso.local", RunState: "Busy" }] : [], from),
          "run-history": seen(going ? [...look, ...earlier] : earlier, from),
        },
      };
    },
  } as unknown as AgentLink;
}
async function told(
  looks: Parameters<typeof watched>[0],
  polls = 20,
): Promise<{ state: string; stages: string[]; all: CycleSeen[] }> {
  const all: CycleSeen[] = [],
    watch = { pollMs: 1, polls, sleep: async () => undefined };
  const { state } = await cycleEnd(watched(looks), watch, { onLook: (s) => void all.push(s) });
  return { state, all, stages: all.map((s) => (s.stage === undefined ? "-" : `${s.stage.kind} ${s.stage.connector}`)) };
}
const T = 20_000_000,
  importing = [run("Delta Import", "contoso.local", T, null)],
  syncing = [
    run("Delta Synchronization", "contoso.local", T + 1, null),
    run("Delta Import", "contoso.local", T, T + 1),
  ];

describe("a cycle that is watched", () => {
  it("tells each stage once, and how long it usually takes", async () => {
    const { state, stages, all } = await told([importing, importing, syncing, "over"]);
    assert.deepEqual([state, stages], ["done", ["Import contoso.local", "Synchronization contoso.local"]]);
    assert.ok(all.every((s) => s.usualMs === 240_000));
  });
  it("a stage that lasts is told again now and then, so that it is seen to go on", async () => {
    const { stages } = await told([...Array.from({ length: 7 }, () => importing), "over"]);
    assert.equal(stages.length, 3);
  });
  it("where no run is seen, it goes on without a stage; what cannot be read tells nothing and is no end", async () => {
    assert.deepEqual((await told([[], "over"])).stages, ["-"]);
    assert.deepEqual(await told(["unread"], 3), { state: "unknown", stages: [], all: [] });
  });
});
