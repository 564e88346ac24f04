import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEntry } from "../../src/ports";
import { readAudit } from "../../src/store/audit-reading";
import { FileAudit, type AuditOptions } from "../../src/store/file-audit";

const AT = "2026-03-02T09:00:00.000Z";
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "audit-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = (): string => join(folder, "audit.jsonl"),
  headsFile = (): string => join(folder, "heads.log");
const entry = (i: number): AuditEntry => ({ at: AT, kind: "k", detail: `entry ${i}` });
const write = async (n: number, from = 0, o: AuditOptions = {}): Promise<void> => {
  const a = await FileAudit.open(path(), o);
  await Promise.all(Array.from({ length: n }, (_, i) => a.append(entry(from + i))));
  await a.close();
};
const lines = async (): Promise<string[]> => (await readFile(path(), "utf8")).trim().split("\n");
const details = async (): Promise<unknown[]> =>
  (await lines()).map((l) => (JSON.parse(l) as { detail: string }).detail);
const faults = async (): Promise<readonly string[]> => (await readAudit(path())).faults;
/** What the start says, and why it refuses writes. */
async function opened(o: AuditOptions = {}): Promise<{ says: string[]; refuses: string | undefined }> {
  const says: string[] = [],
    audit = await FileAudit.open(path(), { ...o, says: (x) => says.push(x) }),
    refuses = audit.refusesWrites();
  await audit.close();
  return { says, refuses };
}
describe("the audit", () => {
  it("holds over restarts, in order", async () => {
    await write(3);
    await write(2, 3);
    assert.deepEqual(await faults(), []);
    assert.deepEqual(
      await details(),
      [0, 1, 2, 3, 4].map((i) => `entry ${i}`),
    );
    assert.deepEqual(await opened(), { says: [], refuses: undefined });
  });
  it("goes on after a crash in the middle of an entry", async () => {
    await write(2);
    await appendFile(path(), (await lines())[1]!.slice(0, 30));
    await write(1, 2);
    assert.deepEqual([await faults(), (await lines()).length], [[], 3]);
  });
  it("D3: is for its own account alone", async () => {
    await write(1);
    assert.equal((await stat(path())).mode & 0o777, 0o600);
  });
  const tampers: Record<string, (l: string[]) => string[]> = {
    changed: (l) => l.map((x, i) => (i === 2 ? x.replace("entry 2", "entry 9") : x)),
    "left out": (l) => l.filter((_, i) => i !== 2),
    "put in": (l) => [...l.slice(0, 2), l[0]!, ...l.slice(2)],
    exchanged: (l) => [l[0]!, l[1]!, l[3]!, l[2]!, l[4]!],
    "half written": (l) => [l[0]!, l[1]!, l[2]!.slice(0, 20), ...l.slice(3)],
    "no entry": (l) => [l[0]!, l[1]!, "", ...l.slice(3)],
  };
  for (const [what, tamper] of Object.entries(tampers))
    it(`D1: an entry that was ${what} is named first, and the start lets nothing be written`, async () => {
      await write(5);
      await writeFile(path(), `${tamper(await lines()).join("\n")}\n`);
      assert.match((await faults())[0]!, /^Line 3 /);
      const { says, refuses } = await opened();
      assert.match(refuses!, /Line 3 .* Nothing is approved or run until an operator/);
      assert.deepEqual(says, [refuses]);
    });
  it("D1: one that does not hold is written on, and says so once; an acknowledgement covers what was there, and nothing later", async () => {
    await write(3);
    await writeFile(path(), (await readFile(path(), "utf8")).replace("entry 1", "entry 9"));
    await opened();
    await opened();
    await write(1, 3);
    assert.deepEqual(
      (await lines()).map((l) => (JSON.parse(l) as AuditEntry).kind),
      ["k", "k", "k", "audit-broken", "k"],
    );
    const { digest } = await readAudit(path()),
      audit = await FileAudit.open(path());
    await audit.append({ at: AT, kind: "audit-acknowledged", by: "Ada", reason: "Seen.", detail: digest });
    await audit.close();
    assert.deepEqual(await opened(), { says: [], refuses: undefined });
    assert.equal((await readAudit(path())).acknowledged, 1);
    await writeFile(path(), (await readFile(path(), "utf8")).replace("entry 0", "entry 8"));
    assert.match((await opened()).refuses!, /Line 1 was changed/);
  });
  it("D1: an acknowledgement of something else counts for nothing", async () => {
    await write(3);
    await writeFile(path(), (await readFile(path(), "utf8")).replace("entry 1", "entry 9"));
    const audit = await FileAudit.open(path());
    await audit.append({ at: AT, kind: "audit-acknowledged", detail: "" });
    await audit.close();
    assert.match((await opened()).refuses!, /Line 2 was changed/);
  });
  it("D1: a missing beginning is seen, and a missing end where the heads went to a second place", async () => {
    await write(5, 0, { heads: headsFile() });
    assert.deepEqual((await readAudit(path(), { headsFile: headsFile() })).faults, []);
    const all = await lines();
    await writeFile(path(), `${all.slice(0, 3).join("\n")}\n`);
    assert.deepEqual(await faults(), []);
    assert.match((await opened({ heads: headsFile() })).refuses!, /The end is missing: 5 entries .* and 3 are there/);
    await writeFile(path(), `${all.slice(2).join("\n")}\n`);
    assert.match((await opened()).refuses!, /The entries before number 3 are missing/);
  });
  it("D1: an audit written anew is seen where the heads went to a second place", async () => {
    await write(2, 0, { heads: headsFile() });
    await rm(path());
    await write(3, 7);
    assert.match((await opened({ heads: headsFile() })).refuses!, /Entry [12] is not the one whose hash was sent away/);
  });
  it("D1: a second place that takes no heads is told, and stops nothing", async () => {
    const says: string[] = [];
    await write(2, 0, { heads: join(folder, "missing", "heads.log"), says: (x) => says.push(x) });
    assert.match(says[0]!, /could not be sent to its second place/);
    assert.deepEqual([(await lines()).length, await faults()], [2, []]);
  });
});
