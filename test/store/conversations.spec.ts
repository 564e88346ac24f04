import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONVERSATION_RECORDS, type ConversationStore } from "../../src/ports";
import { MemoryConversations } from "../../src/store/conversations";
import { FileConversations } from "../../src/store/conversations-file";

let folder = "",
  at = 0;
const now = (): Date => new Date(at);
const opened: FileConversations[] = [],
  says: string[] = [];
const openFile = async (): Promise<FileConversations> => {
  const store = await FileConversations.open(folder, { now, says: (x) => says.push(x) });
  opened.push(store);
  return store;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "conversations-"));
  at = Date.parse("2026-11-23T09:00:00Z");
  says.length = 0;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((s) => s.close()));
  await rm(folder, { recursive: true, force: true });
});

const stores: Record<string, () => Promise<ConversationStore>> = {
  memory: async () => new MemoryConversations(now),
  file: openFile,
};
for (const [name, open] of Object.entries(stores))
  describe(`the bot's records in ${name}`, () => {
    it("changes a record from what stands there, each kind by itself", async () => {
      const s = await open();
      assert.equal(await s.get("choice", "k"), undefined);
      assert.equal(await s.change("choice", "k", () => ({ n: 1 })), undefined);
      assert.deepEqual(await s.change("choice", "k", (b) => ({ was: b })), { n: 1 });
      assert.deepEqual(await s.get("choice", "k"), { was: { n: 1 } });
      assert.equal(await s.get("cards", "k"), undefined);
      await s.change("choice", "k", () => undefined);
      assert.equal(await s.get("choice", "k"), undefined);
    });
    it("of twenty who take the same record one gets it", async () => {
      const s = await open();
      await s.change("choice", "k", () => "x");
      const taken = await Promise.all(Array.from({ length: 20 }, () => s.change("choice", "k", () => undefined)));
      assert.deepEqual(
        taken.filter((t) => t !== undefined),
        ["x"],
      );
    });
    it("what the caller does to a value changes nothing stored", async () => {
      const s = await open(),
        places = ["a"];
      await s.change("cards", "k", () => places);
      places.push("b");
      ((await s.get("cards", "k")) as string[]).push("c");
      assert.deepEqual(await s.get("cards", "k"), ["a"]);
    });
    it("names the keys of a kind, the oldest first, without what is over", async () => {
      const s = await open();
      for (const k of ["a", "b", "c"]) await s.change("choice", k, () => k);
      await s.change("choice", "a", () => "again");
      await s.change("choice", "b", () => undefined);
      assert.deepEqual([await s.keys("choice"), await s.keys("cards")], [["c", "a"], []]);
      at += CONVERSATION_RECORDS.choice.lifeMs;
      assert.deepEqual(await s.keys("choice"), []);
    });
    it("lets go of what is too old, counted from when it was last written", async () => {
      const s = await open(),
        { lifeMs } = CONVERSATION_RECORDS.choice;
      await s.change("choice", "old", () => 1);
      at += lifeMs - 1;
      assert.equal(await s.get("choice", "old"), 1);
      await s.change("choice", "old", () => 2);
      at += lifeMs - 1;
      assert.equal(await s.get("choice", "old"), 2);
      at += 1;
      assert.equal(await s.get("choice", "old"), undefined);
    });
    it("keeps no more than it says, the newest", async () => {
      const s = await open(),
        { most } = CONVERSATION_RECORDS.delivered;
      await Promise.all(Array.from({ length: most + 5 }, (_, i) => s.change("delivered", `m${i}`, () => true)));
      assert.equal(await s.get("delivered", "m4"), undefined);
      assert.equal(await s.get("delivered", "m5"), true);
      assert.equal(await s.get("delivered", `m${most + 4}`), true);
    });
  });

describe("the bot's records in a file, after a restart", () => {
  it("gives back what was written, as it was left", async () => {
    const s = await openFile();
    await s.change("choice", "kept", () => ({ ask: "Änne" }));
    await s.change("choice", "taken", () => 1);
    await s.change("choice", "taken", () => undefined);
    const again = await openFile();
    assert.deepEqual(await again.get("choice", "kept"), { ask: "Änne" });
    assert.equal(await again.get("choice", "taken"), undefined);
    at += CONVERSATION_RECORDS.choice.lifeMs;
    assert.equal(await (await openFile()).get("choice", "kept"), undefined);
  });
  it("half a line at its end, and lines that are none of ours, are let go", async () => {
    const s = await openFile();
    await s.change("choice", "k", () => 1);
    await appendFile(join(folder, "conversations.jsonl"), 'x\n{"kind":"other","key":"k","atMs":1}\n{"kind":"choi');
    const again = await openFile();
    assert.equal(await again.get("choice", "k"), 1);
    await again.change("choice", "l", () => 2);
    assert.equal(await (await openFile()).get("choice", "l"), 2);
    const aside = (await readdir(folder)).filter((n) => n.endsWith(".broken"));
    assert.deepEqual(
      [aside.length, says.length, says[0]?.includes(`2 lines that are no records; it was copied to`)],
      [1, 1, true],
    );
  });
  it("D5: no record lives longer than is set, and what is past is gone from the file", async () => {
    const file = join(folder, "conversations.jsonl"),
      s = await FileConversations.open(folder, { now, keptMs: 1_000 });
    opened.push(s);
    await s.change("cards", "k", () => "long ago");
    at += 1_000;
    assert.equal(await s.get("cards", "k"), undefined);
    assert.match(await readFile(file, "utf8"), /long ago/);
    await s.tidy();
    assert.equal(await readFile(file, "utf8"), "");
  });
  it("D3: its file is for its own account alone", async () => {
    await writeFile(join(folder, "conversations.jsonl"), "", { mode: 0o666 });
    await openFile();
    assert.equal((await stat(join(folder, "conversations.jsonl"))).mode & 0o777, 0o600);
  });
  it("its file does not grow with what is past", async () => {
    const s = await openFile();
    for (let i = 0; i < 40; i++)
      await Promise.all(Array.from({ length: 100 }, () => s.change("cards", "one", (n) => Number(n ?? 0) + 1)));
    assert.equal(await s.get("cards", "one"), 4_000);
    assert.ok((await readFile(join(folder, "conversations.jsonl"), "utf8")).split("\n").length < 1_200);
    assert.equal(await (await openFile()).get("cards", "one"), 4_000);
    assert.ok((await stat(join(folder, "conversations.jsonl"))).size < 200);
  });
  it("takes the places of cards over from the older file, once", async () => {
    const place = { activityId: "m1", reference: { serviceUrl: "https://x", conversation: { id: "chat" } } };
    await writeFile(join(folder, "messages.json"), JSON.stringify({ "case-1": [place] }));
    assert.deepEqual(await (await openFile()).get("cards", "case-1"), [place]);
    assert.deepEqual(await readdir(folder), ["conversations.jsonl"]);
    assert.deepEqual(await (await openFile()).get("cards", "case-1"), [place]);
  });
  it("leaves an older file that it cannot read, names it, and starts", async () => {
    await writeFile(join(folder, "messages.json"), "{");
    await openFile();
    assert.match(says[0]!, /messages\.json is not as it was written/);
    assert.deepEqual((await readdir(folder)).sort(), ["conversations.jsonl", "messages.json"]);
  });
});
