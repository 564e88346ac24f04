import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../../src/agent/journal";
import { AT } from "../support/cases";

describe("the agent's journal", () => {
  let folder: string, path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "journal-"));
    path = join(folder, "journal.jsonl");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const order = (j: Journal, n: number): Promise<void> =>
    j.intent({
      at: AT,
      commandId: `c${n}`,
      nonce: `n${n}`,
      kind: "start-sync-cycle",
      approvalId: "a",
      planDigest: "d",
      approvedBy: [],
    });
  const finish = (j: Journal, n: number): Promise<void> => j.outcome(`c${n}`, AT, { state: "done", detail: String(n) });

  it("keeps the newest in memory and all on disk; of what it let go it says that it cannot tell", async () => {
    const j = await Journal.open(path, 3);
    assert.deepEqual(j.remember("c0"), { progress: "never-arrived" });
    for (let n = 0; n < 5; n++) {
      await order(j, n);
      await finish(j, n);
    }
    const check = (x: Journal): void => {
      assert.deepEqual(
        [0, 1, 2, 4].map((n) => x.remember(`c${n}`).progress),
        ["beyond-memory", "beyond-memory", "ended", "ended"],
      );
      assert.deepEqual(
        [x.knows("c1"), x.usedNonce("n1"), x.knows("c4"), x.usedNonce("n4")],
        [false, false, true, true],
      );
    };
    check(j);
    await j.close();
    const again = await Journal.open(path, 3);
    check(again);
    await again.close();
    assert.equal((await readFile(path, "utf8")).trim().split("\n").length, 10);
  });
  it("never lets a command go that still runs", async () => {
    const j = await Journal.open(path, 2);
    await order(j, 0);
    for (let n = 1; n < 5; n++) {
      await order(j, n);
      await finish(j, n);
    }
    assert.deepEqual(j.remember("c0"), { progress: "running" });
    await j.close();
    const again = await Journal.open(path, 9);
    const settled = again.remember("c0");
    assert.ok(settled.progress === "ended" && settled.outcome.state === "unknown");
    await again.close();
  });
});
