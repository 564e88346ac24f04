import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TriageCase } from "../../src/domain";
import { StoreConflict, type CaseStore } from "../../src/ports";
import { FileStore } from "../../src/store/file-store";
import { MemoryStore } from "../../src/store/memory";
import { approval, AT, diagnosis, person, triageCase } from "../support/cases";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const stores: Record<string, () => Promise<CaseStore>> = {
  memory: async () => new MemoryStore(),
  file: () => FileStore.open(folder),
};
for (const [name, open] of Object.entries(stores))
  describe(`the ${name} store`, () => {
    it("gives back what was put, and nothing for an unknown id", async () => {
      const s = await open();
      await s.putCase(triageCase());
      await s.putApproval(approval());
      assert.deepEqual(
        [
          await s.getCase("case-1"),
          await s.getApproval("approval-1"),
          await s.getCase("x"),
          await s.getApproval("case-1"),
        ],
        [triageCase(), approval(), undefined, undefined],
      );
    });
    it("answers what is asked of all of them: by conversation, by age, by what is due, by what is open", async () => {
      const s = await open(),
        day = (n: number): string => `2026-03-0${n}T09:00:00.000Z`;
      await s.putCase(triageCase({ id: "b", openedAt: day(2), conversationId: "one", followUpAt: day(5) }));
      await s.putCase(triageCase({ id: "a", openedAt: day(1), conversationId: "one", followUpAt: day(4) }));
      await s.putCase(triageCase({ id: "c", openedAt: day(3), conversationId: "two", state: "confirming" }));
      await s.putApproval(approval({ id: "waits" }));
      await s.putApproval(approval({ id: "ended" }));
      await s.putApproval(approval({ id: "ended", revision: 2, state: "declined", endedAt: AT }));
      const check = async (x: CaseStore): Promise<void> => {
        assert.deepEqual(
          [(await x.latestIn("one"))?.id, (await x.latestIn("two"))?.id, await x.latestIn("three")],
          ["b", "c", undefined],
        );
        assert.deepEqual(
          [await ids(x.newest(2)), await ids(x.newest(0)), await ids(x.newest(99))],
          [["c", "b"], [], ["c", "b", "a"]],
        );
        assert.deepEqual(
          [await ids(x.dueBefore(new Date(day(3)))), await ids(x.dueBefore(new Date(day(5))))],
          [[], ["a", "b"]],
        );
        assert.deepEqual(await ids(x.openApprovals()), ["waits"]);
        assert.deepEqual(await ids(x.passing()), ["c"]);
      };
      await check(s);
      if (name === "file") await check(await open());
      await s.putCase(triageCase({ id: "a", revision: 2, openedAt: day(1), conversationId: "one" }));
      assert.deepEqual(await ids(s.dueBefore(new Date(day(5)))), ["b"]);
    });
    it("knows the earlier cases of a cause, since when, and what they were solved by", async () => {
      const s = await open(),
        day = (n: number): string => `2026-03-0${n}T09:00:00.000Z`;
      const found = diagnosis();
      assert.equal(await s.earlierOf("anchor-mismatch"), undefined);
      await s.putCase(triageCase({ id: "a", openedAt: day(2), diagnosis: found, solvedBy: "hard-match" }));
      await s.putCase(triageCase({ id: "b", openedAt: day(1), diagnosis: found }));
      await s.putCase(triageCase({ id: "c", openedAt: day(3), diagnosis: found, solvedBy: "hard-match" }));
      // A case that is well by now is still one of the cause that was found in it.
      const well = { code: "already-synced", confidence: "likely", evidence: [] } as const;
      await s.putCase(
        triageCase({ id: "b", revision: 2, openedAt: day(1), found, diagnosis: { ...found, rootCause: well } }),
      );
      const told = { count: 3, since: day(1), solvedBy: [{ remediation: "hard-match", times: 2 }] };
      assert.deepEqual(await s.earlierOf("anchor-mismatch"), told);
      if (name === "file") assert.deepEqual(await (await open()).earlierOf("anchor-mismatch"), told);
      assert.equal(await s.earlierOf("already-synced"), undefined);
    });
    it("refuses every revision but the next", async () => {
      const s = await open();
      await assert.rejects(s.putCase(triageCase({ revision: 5 })), StoreConflict);
      await s.putCase(triageCase({ revision: 1 }));
      for (const revision of [0, 1, 3]) await assert.rejects(s.putCase(triageCase({ revision })), StoreConflict);
      await s.putCase(triageCase({ revision: 2, state: "resolved" }));
      assert.equal((await s.getCase("case-1"))?.state, "resolved");
    });
    it("D4: of fifty writers of one revision one wins", async () => {
      const s = await open();
      await s.putApproval(approval());
      const all = await Promise.allSettled(
        Array.from({ length: 50 }, (_, i) => s.putApproval(approval({ revision: 2, outcome: String(i) }))),
      );
      assert.equal(all.filter((r) => r.status === "fulfilled").length, 1);
      assert.ok(all.every((r) => r.status === "fulfilled" || r.reason instanceof StoreConflict));
      assert.equal(
        (await s.getApproval("approval-1"))?.outcome,
        String(all.findIndex((r) => r.status === "fulfilled")),
      );
    });
    it("what the caller changes afterwards changes nothing stored", async () => {
      const s = await open(),
        c = { ...triageCase(), timeline: [] as { at: string; what: string }[] };
      await s.putCase(c);
      c.timeline.push({ at: AT, what: "later" });
      assert.deepEqual((await s.getCase("case-1"))?.timeline, []);
    });
  });

const ids = async (list: Promise<readonly { id: string }[]>): Promise<string[]> => (await list).map((x) => x.id);

describe("the file store on disk", () => {
  it("survives a restart", async () => {
    await (await FileStore.open(folder)).putCase(triageCase());
    const again = await FileStore.open(folder);
    assert.deepEqual(await again.getCase("case-1"), triageCase());
    await assert.rejects(again.putCase(triageCase({ revision: 1 })), StoreConflict);
  });
  it("records whose texts stand in every language, or in one, are whole", async () => {
    const both = { en: "Case opened.", de: "Fall eröffnet." },
      c = triageCase({ timeline: [both, "Diagnosed."].map((what) => ({ at: AT, what })) }),
      a = approval({ outcome: both, asked: [person("second")] });
    const s = await FileStore.open(folder);
    await s.putCase(c);
    await s.putApproval(a);
    const again = await FileStore.open(folder);
    assert.deepEqual([await again.getCase("case-1"), await again.getApproval("approval-1")], [c, a]);
  });
  it("a write that a crash cut off leaves the old record", async () => {
    const s = await FileStore.open(folder);
    await s.putCase(triageCase());
    const [file] = await readdir(join(folder, "cases"));
    await writeFile(join(folder, "cases", `${file}.new`), '{"id":"case-1","revi');
    const again = await FileStore.open(folder);
    assert.deepEqual(await again.newest(9), [triageCase()]);
    await again.putCase(triageCase({ revision: 2 }));
  });
  for (const [what, text] of [
    ["cut off", '{"id":"case-1","revi'],
    ["empty", ""],
    ["of another id", JSON.stringify(triageCase({ id: "case-2" }))],
    ["no record", "[1]"],
    ["without what a case must have", JSON.stringify({ id: "case-1", revision: 1 })],
    ["in no state that there is", JSON.stringify({ ...triageCase(), state: "lost" })],
  ] as const)
    it(`a record that is ${what} is set aside and named at the start, and stops nothing`, async () => {
      const s = await FileStore.open(folder);
      await s.putCase(triageCase());
      const [file] = await readdir(join(folder, "cases"));
      await s.putCase(triageCase({ id: "case-3" }));
      await writeFile(join(folder, "cases", file!), text);
      const says: string[] = [],
        again = await FileStore.open(folder, (x) => says.push(x));
      assert.deepEqual([says.length, says[0]?.includes(file!)], [1, true]);
      assert.deepEqual([await ids(again.newest(9)), await again.getCase("case-1")], [["case-3"], undefined]);
      const [aside] = (await readdir(join(folder, "cases"))).filter((n) => n.endsWith(".broken"));
      assert.equal(await readFile(join(folder, "cases", aside!), "utf8"), text);
      await FileStore.open(folder, (x) => says.push(x));
      assert.match(says[1]!, /holds 1 files that were set aside at an earlier start/);
    });
  for (const [what, text] of [
    ["empty", ""],
    ["without what an approval must have", JSON.stringify({ id: "approval-1", revision: 1 })],
    ["without commands", JSON.stringify({ ...approval(), plan: { remediation: "hard-match", risk: "write" } })],
  ] as const)
    it(`an approval that is ${what} is set aside, and the others are there`, async () => {
      const s = await FileStore.open(folder);
      await s.putApproval(approval());
      const [file] = await readdir(join(folder, "approvals"));
      await s.putApproval(approval({ id: "approval-2" }));
      await writeFile(join(folder, "approvals", file!), text);
      const says: string[] = [],
        again = await FileStore.open(folder, (x) => says.push(x));
      assert.deepEqual([await ids(again.openApprovals()), says.length], [["approval-2"], 1]);
    });
  it("a record that breaks while the bot runs is named, and the others are still listed", async () => {
    const says: string[] = [],
      s = await FileStore.open(folder, (x) => says.push(x));
    await s.putCase(triageCase());
    const [file] = await readdir(join(folder, "cases"));
    await s.putCase(triageCase({ id: "case-3" }));
    await writeFile(join(folder, "cases", file!), "{");
    assert.deepEqual([await ids(s.newest(9)), says.length], [["case-3"], 1]);
    await assert.rejects(s.putCase(triageCase({ revision: 2 })), /not a whole record/);
  });
  it("to read only changes nothing", async () => {
    const s = await FileStore.open(folder);
    await s.putCase(triageCase());
    const [file] = await readdir(join(folder, "cases"));
    await writeFile(join(folder, "cases", file!), "{");
    const says: string[] = [];
    await FileStore.read(folder, (x) => says.push(x));
    assert.deepEqual([await readdir(join(folder, "cases")), says.length], [[file], 1]);
  });
  it("D3: files and folders are for their own account alone, whatever the umask and whoever made them", async () => {
    const before = process.umask(0);
    try {
      await (await FileStore.open(join(folder, "data"))).putCase(triageCase());
    } finally {
      process.umask(before);
    }
    const cases = join(folder, "data", "cases"),
      file = join(cases, (await readdir(cases))[0]!),
      modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
    assert.deepEqual(
      [await modeOf(join(folder, "data")), await modeOf(cases), await modeOf(file)],
      [0o700, 0o700, 0o600],
    );
    await Promise.all([chmod(cases, 0o755), chmod(file, 0o644)]);
    await FileStore.open(join(folder, "data"));
    assert.deepEqual([await modeOf(cases), await modeOf(file)], [0o700, 0o600]);
  });
  it("an id cannot leave the folder", async () => {
    const s = await FileStore.open(folder),
      id = "../../escape",
      c: TriageCase = triageCase({ id });
    await s.putCase(c);
    assert.deepEqual(await s.getCase(id), c);
    assert.deepEqual((await readdir(folder)).sort(), ["approvals", "cases"]);
  });
});
