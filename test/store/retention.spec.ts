import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryConversations } from "../../src/store/conversations";
import { readAudit } from "../../src/store/audit-reading";
import { FileAudit } from "../../src/store/file-audit";
import { FileStore } from "../../src/store/file-store";
import { letGo, type KeptRecords } from "../../src/store/retention";
import { approval, triageCase } from "../support/cases";

const DAYS = { cases: 30, audit: 90 };
let folder = "",
  now = new Date("2026-06-01T09:00:00.000Z"),
  r: KeptRecords & { audit: FileAudit };
const path = (): string => join(folder, "audit.jsonl");
const daysAgo = (n: number): string => new Date(now.getTime() - n * 86_400_000).toISOString();
const kinds = async (): Promise<string[]> =>
  (await readFile(path(), "utf8"))
    .trim()
    .split("\n")
    .map((l) => (JSON.parse(l) as { kind: string }).kind);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retention-"));
  now = new Date("2026-06-01T09:00:00.000Z");
  r = {
    store: await FileStore.open(folder),
    audit: await FileAudit.open(path(), { now: () => now }),
    conversations: new MemoryConversations(),
  };
});
afterEach(async () => {
  await r.audit.close();
  await rm(folder, { recursive: true, force: true });
});

describe("what is kept, and for how long", () => {
  it("D5: a case goes with its approvals and cards when its time is over, and the audit still verifies", async () => {
    await r.audit.append({ at: daysAgo(31), kind: "case-opened", caseId: "old", detail: "" });
    await r.store.putCase(
      triageCase({ id: "old", openedAt: daysAgo(40), approvalIds: ["a"], timeline: [{ at: daysAgo(31), what: "x" }] }),
    );
    await r.store.putApproval(approval({ id: "a", state: "done", endedAt: daysAgo(31) }));
    await r.store.putCase(
      triageCase({ id: "young", openedAt: daysAgo(40), timeline: [{ at: daysAgo(29), what: "x" }] }),
    );
    for (const key of ["old", "a", "young"]) await r.conversations.change("cards", key, () => [key]);
    assert.deepEqual(await letGo(r, DAYS, now), { cases: 1, entries: 0 });
    assert.deepEqual(
      [await r.store.getCase("old"), await r.store.getApproval("a"), (await r.store.getCase("young"))?.id],
      [undefined, undefined, "young"],
    );
    assert.deepEqual(await r.conversations.keys("cards"), ["young"]);
    assert.deepEqual(
      [(await readdir(join(folder, "cases"))).length, (await readdir(join(folder, "approvals"))).length],
      [1, 0],
    );
    assert.deepEqual((await readAudit(path())).faults, []);
    assert.deepEqual(await kinds(), ["case-opened", "case-let-go"]);
  });
  it("D5: a case with a repair under way or a follow-up ahead stays, however old", async () => {
    await r.store.putCase(triageCase({ id: "repairs", state: "repairing", openedAt: daysAgo(99) }));
    await r.store.putCase(
      triageCase({ id: "follows", state: "resolved", openedAt: daysAgo(99), followUpAt: now.toISOString() }),
    );
    assert.deepEqual(await letGo(r, DAYS, now), { cases: 0, entries: 0 });
  });
  it("a conversation whose latest case went shows the one before it", async () => {
    await r.store.putCase(
      triageCase({ id: "first", openedAt: daysAgo(50), timeline: [{ at: daysAgo(1), what: "x" }] }),
    );
    await r.store.putCase(triageCase({ id: "second", openedAt: daysAgo(40) }));
    await letGo(r, DAYS, now);
    assert.equal((await r.store.latestIn("chat"))?.id, "first");
  });
  it("D5: old entries of the audit go, the rest still verifies, and what is written meanwhile is not lost", async () => {
    for (const n of [95, 94, 93, 10, 91]) await r.audit.append({ at: daysAgo(n), kind: `k${n}`, detail: "" });
    const round = letGo(r, DAYS, now),
      meanwhile = r.audit.append({ at: now.toISOString(), kind: "meanwhile", detail: "" });
    assert.deepEqual(await round, { cases: 0, entries: 3 });
    await meanwhile;
    await r.audit.append({ at: now.toISOString(), kind: "after", detail: "" });
    assert.deepEqual((await kinds()).slice(0, 2), ["k10", "k91"]);
    assert.deepEqual([...(await kinds())].sort(), ["after", "audit-cut", "k10", "k91", "meanwhile"]);
    const { faults, head } = await readAudit(path());
    assert.deepEqual([faults, head.n], [[], 8]);
    const again = await FileAudit.open(path());
    assert.equal(again.refusesWrites(), undefined);
    await again.close();
  });
  it("D5: a beginning that somebody else cut off is still seen after entries were let go", async () => {
    for (const n of [95, 10, 9, 8]) await r.audit.append({ at: daysAgo(n), kind: "k", detail: "" });
    await letGo(r, DAYS, now);
    await writeFile(path(), (await readFile(path(), "utf8")).split("\n").slice(1).join("\n"));
    assert.match((await readAudit(path())).faults[0]!, /The entries before number 3 are missing/);
  });
  it("D5: an audit in which something does not hold is kept whole", async () => {
    for (const n of [95, 94, 10]) await r.audit.append({ at: daysAgo(n), kind: `k${n}`, detail: "" });
    await writeFile(path(), (await readFile(path(), "utf8")).replace('"k94"', '"k99"'));
    const before = await readFile(path(), "utf8");
    assert.equal((await letGo(r, DAYS, now)).entries, 0);
    assert.equal(await readFile(path(), "utf8"), before);
  });
  it("D5: a file that was set aside goes too", async () => {
    await writeFile(join(folder, "cases", "x.json.1.broken"), "{");
    await letGo(r, DAYS, new Date());
    assert.equal((await readdir(join(folder, "cases"))).length, 1);
    await letGo(r, DAYS, new Date(Date.now() + 31 * 86_400_000));
    assert.deepEqual(await readdir(join(folder, "cases")), []);
  });
});
