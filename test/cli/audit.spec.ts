import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditAcknowledge, auditExport, auditVerify } from "../../src/cli/audit";
import type { Prints } from "../../src/cli/terminal";
import { FolderLock } from "../../src/store/lock";
import { FileAudit } from "../../src/store/file-audit";

let folder = "";
const path = (): string => join(folder, "audit.jsonl");
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "audit-"));
  const audit = await FileAudit.open(path());
  for (const [i, caseId] of ["one", "two", "one"].entries())
    await audit.append({ at: `2026-03-0${i + 1}T09:00:00.000Z`, kind: "k", caseId, detail: `entry ${i + 1}` });
  await audit.close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const tamper = async (): Promise<void> =>
  writeFile(path(), (await readFile(path(), "utf8")).replace("entry 2", "entry 9"));

/** What a command printed, and its exit code. */
async function spoken(command: (prints: Prints) => Promise<number>): Promise<{ code: number; out: string[] }> {
  const out: string[] = [],
    code = await command({ out: (l) => out.push(l), err: () => undefined });
  return { code, out };
}
describe("the command audit", () => {
  it("D1: verify says whether the audit holds, by its exit code and by the first line that does not", async () => {
    const well = await spoken((p) => auditVerify({ folder }, p));
    assert.deepEqual([well.code, well.out], [0, ["The audit holds: 3 entries."]]);
    await tamper();
    const broken = await spoken((p) => auditVerify({ folder }, p));
    assert.deepEqual([broken.code, broken.out], [1, ["Line 2 was changed."]]);
  });
  it("D1: acknowledge lets what does not hold go on, and verify says so", async () => {
    await tamper();
    await assert.rejects(auditAcknowledge({ folder, by: " ", reason: "x" }), /Say who/);
    await spoken((p) => auditAcknowledge({ folder, by: "Ada", reason: "Restored from a copy." }, p));
    const after = await spoken((p) => auditVerify({ folder }, p));
    assert.deepEqual(
      [after.code, after.out],
      [0, ["5 entries, of which 1 did not hold when an operator acknowledged them; all others hold."]],
    );
    assert.equal((await spoken((p) => auditAcknowledge({ folder, by: "Ada", reason: "x" }, p))).code, 0);
  });
  it("D1, D4: acknowledge does not write beside a bot that runs", async () => {
    await tamper();
    const lock = await FolderLock.take(folder);
    await assert.rejects(
      spoken((p) => auditAcknowledge({ folder, by: "Ada", reason: "x" }, p)),
      /is in use by process/,
    );
    await lock.release();
  });
  it("export prints entries as JSON Lines, by time and by case", async () => {
    const numbers = async (more: { since?: string; case?: string }): Promise<unknown[]> =>
      (await spoken((p) => auditExport({ folder, ...more }, p))).out.map((l) => (JSON.parse(l) as { n: number }).n);
    assert.deepEqual(await numbers({}), [1, 2, 3]);
    assert.deepEqual(await numbers({ since: "2026-03-02" }), [2, 3]);
    assert.deepEqual(await numbers({ case: "one" }), [1, 3]);
    await assert.rejects(auditExport({ folder, since: "lately" }), /--since/);
  });
  it("export marks an entry that does not hold", async () => {
    await tamper();
    const { out, code } = await spoken((p) => auditExport({ folder, case: "two" }, p));
    assert.deepEqual([(JSON.parse(out[0]!) as { fault: string }).fault, code], ["was changed", 1]);
  });
  it("a folder without an audit is told as such", async () => {
    await rm(path());
    await assert.rejects(auditVerify({ folder }), /holds no entry/);
  });
});
