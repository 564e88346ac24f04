import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Person, TriageCase } from "../../src/domain";
import { FileAudit } from "../../src/store/file-audit";
import { FileStore } from "../../src/store/file-store";
import { MemoryConversations } from "../../src/store/conversations";
import { letGo } from "../../src/store/retention";
import { countFeedback } from "../../src/triage/feedback";
import { startCaseLab, type CaseLab } from "../support/case-lab";
import { AT, person, triageCase } from "../support/cases";

describe("what people add to a case", () => {
  let l: CaseLab, c: TriageCase, ada: Person, sam: Person;
  beforeEach(async () => {
    l = await startCaseLab("default.json");
    ada = { id: "a0000000-0000-4000-8000-000000000001", tenantId: l.tenantId, name: "Ada Admin" };
    sam = { ...ada, id: "a0000000-0000-4000-8000-000000000002", name: "Sam Second" };
    const opened = await l.service.open({
      ask: "farah.siddiqui@contoso.com is missing",
      by: ada,
      tenantId: l.tenantId,
      conversationId: "chat",
      allowed: true,
    });
    assert.ok(opened.kind === "case");
    c = opened.case;
  });
  afterEach(() => l.close());
  const stored = async (): Promise<TriageCase> => (await l.service.get(c.id))!;

  it("an incident number is kept, told in the report, and taken away by an empty one", async () => {
    const set = await l.service.setIncident({ caseId: c.id, number: "  INC0012345 ", by: ada });
    assert.equal(set.kind, "set");
    assert.equal((await stored()).incident, "INC0012345");
    assert.equal((await l.service.report(c.id, "en")).head.incident, "INC0012345");
    assert.deepEqual((await stored()).timeline.at(-1)?.by, "Ada Admin");
    await l.service.setIncident({ caseId: c.id, number: "", by: ada });
    assert.equal((await stored()).incident, undefined);
  });
  for (const [what, number] of [
    ["65 characters", "x".repeat(65)],
    ["a line break", "INC\n1"],
    ["an invisible character", "INC\u202E1"],
    ["a control character", "INC\u00071"],
  ] as const)
    it(`${what} is no incident number, and the one before stays`, async () => {
      await l.service.setIncident({ caseId: c.id, number: "INC1", by: ada });
      assert.equal((await l.service.setIncident({ caseId: c.id, number, by: ada })).kind, "refused");
      assert.equal((await stored()).incident, "INC1");
    });
  it("feedback: the last word of each person counts, with the cause that was named", async () => {
    await l.service.giveFeedback({ caseId: c.id, by: ada, isRight: true });
    await l.service.giveFeedback({ caseId: c.id, by: sam, isRight: true });
    await l.service.giveFeedback({ caseId: c.id, by: ada, isRight: false, was: "sync-pending", words: "It came." });
    const { feedback = [] } = await stored();
    assert.deepEqual(
      feedback.map(({ by, cause, isRight, was }) => [by.name, cause, isRight, was]),
      [
        ["Sam Second", "ou-out-of-scope", true, undefined],
        ["Ada Admin", "ou-out-of-scope", false, "sync-pending"],
      ],
    );
  });
  it("the audit tells who gave it by id alone, and holds no name and no word of theirs", async () => {
    await l.service.giveFeedback({
      caseId: c.id,
      by: ada,
      isRight: false,
      was: "sync-pending",
      words: "Farah said so",
    });
    await l.service.setIncident({ caseId: c.id, number: "INC0012345", by: ada });
    const lines = l.audit.entries.slice(-2);
    assert.deepEqual(
      lines.map((e) => [e.kind, e.detail, e.by]),
      [
        ["feedback", "ou-out-of-scope wrong sync-pending", ada.id],
        ["incident-number", "given", ada.id],
      ],
    );
    assert.doesNotMatch(JSON.stringify(lines), /Ada|Farah|INC001/);
  });
});

describe("feedback by cause", () => {
  it("counts right and wrong, and what it was instead", () =>
    assert.deepEqual(
      countFeedback([
        { cause: "ou-out-of-scope", isRight: true },
        { cause: "ou-out-of-scope", isRight: true },
        { cause: "sync-pending", isRight: false, was: "staging-mode" },
        { cause: "sync-pending", isRight: false },
        { cause: "sync-pending", isRight: false, was: "staging-mode" },
        { cause: "sync-pending", isRight: true },
      ]),
      [
        {
          cause: "sync-pending",
          right: 1,
          wrong: 3,
          instead: [
            { cause: "staging-mode", times: 2 },
            { cause: null, times: 1 },
          ],
        },
        { cause: "ou-out-of-scope", right: 2, wrong: 0, instead: [] },
      ],
    ));

  describe("of a data folder", () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "feedback-"));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));
    const given = { by: person("admin", "Ada Admin"), at: AT, cause: "anchor-mismatch", isRight: true } as const;
    const old = triageCase({
        id: "old",
        feedback: [given, { ...given, by: person("sam"), isRight: false, was: "sync-pending" }],
      }),
      young = triageCase({ id: "young", openedAt: "2026-06-01T00:00:00.000Z", feedback: [given] });
    const told = [
      { cause: "anchor-mismatch", isRight: true },
      { cause: "anchor-mismatch", isRight: true },
      { cause: "anchor-mismatch", isRight: false, was: "sync-pending" },
    ];
    const inShort = async (store: FileStore): Promise<object[]> =>
      (await store.feedback())
        .map(({ cause, isRight, was }) => ({ cause, isRight, ...(was === undefined ? {} : { was }) }))
        .sort((a, b) => Number(b.isRight) - Number(a.isRight));

    it("counts on when the case is let go, without a name, and each case once", async () => {
      const store = await FileStore.open(folder),
        audit = await FileAudit.open(join(folder, "audit.jsonl"));
      await store.putCase(old);
      await store.putCase(young);
      assert.deepEqual(await inShort(store), told);
      const records = {
        store,
        audit,
        conversations: Object.assign(new MemoryConversations(), { tidy: async () => undefined }),
      };
      assert.equal((await letGo(records, { cases: 30, audit: 60 }, new Date("2026-06-02T00:00:00Z"))).cases, 1);
      await audit.close();
      assert.equal(await store.getCase("old"), undefined);
      assert.deepEqual(await inShort(store), told);
      assert.deepEqual(await inShort(await FileStore.read(folder)), told);
      const file = join(folder, "feedback.jsonl");
      assert.doesNotMatch(await readFile(file, "utf8"), /Ada|admin|sam|"old"/);
      if (process.platform !== "win32") assert.equal((await stat(file)).mode & 0o777, 0o600);
    });
    it("what was written twice, or for a case that stayed, counts once; half a line spoils no other", async () => {
      const store = await FileStore.open(folder);
      await store.putCase(old);
      await store.removeCase(old);
      await store.putCase(old); // it was taken up again, and goes once more
      assert.equal((await store.feedback()).length, 2);
      await store.removeCase(old);
      const file = join(folder, "feedback.jsonl");
      await writeFile(file, `${await readFile(file, "utf8")}{"case":"ha`);
      await store.putCase(young);
      await store.removeCase(young);
      assert.deepEqual(await inShort(store), told);
      await store.putCase(old);
      assert.deepEqual(await inShort(store), told);
    });
  });
});
