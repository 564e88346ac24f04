import assert from "node:assert/strict";
import { appendFile, mkdtemp, open, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal, type Intent } from "../../src/agent/journal";
import { AT } from "../support/cases";

const LATER = "2026-03-02T10:00:00.000Z";

describe("the agent's journal", () => {
  let folder: string, path: string;
  const opened: Journal[] = [];
  const journalled = async (kept?: number): Promise<Journal> => {
    const j = await Journal.open(path, kept);
    opened.push(j);
    return j;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "journal-"));
    path = join(folder, "journal.jsonl");
  });
  afterEach(async () => {
    for (const j of opened.splice(0)) await j.close();
    await rm(folder, { recursive: true, force: true });
  });
  const intent = (n: number, more: Partial<Intent> = {}): Intent => ({
    at: AT,
    commandId: `c${n}`,
    nonce: `n${n}`,
    epoch: 1,
    counter: n,
    kind: "start-sync-cycle",
    approvalId: "a",
    planDigest: "d",
    approvedBy: ["approver-1"],
    notAfter: AT,
    ...more,
  });
  /** An order and its outcome, an hour after everything before it has passed its time. */
  const carryOut = async (j: Journal, n: number): Promise<void> => {
    await j.intent(intent(n, n === 0 ? {} : { at: LATER }));
    await j.outcome(`c${n}`, LATER, { state: "done", detail: String(n) });
  };
  const lines = async (): Promise<string[]> => (await readFile(path, "utf8")).trimEnd().split("\n");

  it("keeps the newest in memory and all on disk; of what it let go it says that it cannot tell", async () => {
    const j = await journalled(3);
    assert.deepEqual(j.remember("c0"), { progress: "never-arrived" });
    for (let n = 0; n < 5; n++) await carryOut(j, n);
    const check = (x: Journal): void => {
      assert.deepEqual(
        [0, 1, 2, 4].map((n) => x.remember(`c${n}`).progress),
        ["beyond-memory", "beyond-memory", "ended", "ended"],
      );
      assert.deepEqual(
        [x.knows("c1"), x.used(intent(1)), x.knows("c4"), x.used(intent(4))],
        [false, false, true, true],
      );
    };
    check(j);
    check(await journalled(3));
    assert.equal((await lines()).length, 11);
  });
  it("never lets a command go that still runs", async () => {
    const j = await journalled(2);
    await j.intent(intent(0));
    for (let n = 1; n < 5; n++) await carryOut(j, n);
    assert.equal(j.remember("c0").progress, "running");
    const settled = (await journalled(9)).remember("c0");
    assert.ok(settled.progress === "ended" && settled.outcome.state === "unknown");
  });
  it("R3: never lets a nonce go whose order would still be taken", async () => {
    const j = await journalled(1);
    for (let n = 0; n < 4; n++) {
      await j.intent(intent(n, { notAfter: LATER }));
      await j.outcome(`c${n}`, AT, { state: "done", detail: "" });
    }
    assert.deepEqual([j.used(intent(0)), j.remember("c0").progress], [true, "ended"]);
  });
  it("R3: knows a used nonce, and a used counter, after a restart as well", async () => {
    await (await journalled()).intent(intent(0));
    const again = await journalled(),
      other = intent(1);
    assert.deepEqual(
      [
        again.used(intent(0)),
        again.used({ ...other, nonce: intent(0).nonce }),
        again.used({ ...intent(0), nonce: other.nonce }),
        again.used(other),
      ],
      [true, true, true, false],
    );
  });
  it("R13: has an id of its own, and knows the newest epoch that has ordered here", async () => {
    const j = await journalled();
    await j.intent(intent(0, { epoch: 7 }));
    await j.intent(intent(1, { epoch: 5 }));
    await j.refused(intent(2, { epoch: 9 }), "no");
    const again = await journalled();
    assert.deepEqual([j.epoch, again.epoch, again.host === j.host], [7, 7, true]);
    path = join(folder, "other.jsonl");
    assert.notEqual((await journalled()).host, j.host);
  });
  it("R3: an order that was refused is the end of its id, after a restart as well", async () => {
    await (await journalled()).refused(intent(0), "Refused: no; nothing was changed.");
    const known = (await journalled()).remember("c0");
    assert.ok(known.progress === "ended" && known.outcome.state === "failed");
  });
  it("D2: is for the account of the agent alone", async () => {
    await writeFile(path, "", { mode: 0o644 });
    await journalled();
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  describe("D1: verified at the start", () => {
    beforeEach(async () => {
      const j = await journalled();
      for (let n = 0; n < 3; n++) await carryOut(j, n);
    });
    const stops = (line: number): Promise<void> =>
      assert.rejects(Journal.open(path), new RegExp(`journal\\.jsonl does not hold: line ${line} `));
    it("cuts off half a line at the end, and is written on from there", async () => {
      const whole = await readFile(path, "utf8");
      await appendFile(path, '{"n":8,"what":"outco');
      const j = await journalled();
      assert.equal(await readFile(path, "utf8"), whole);
      await j.intent(intent(9));
      assert.equal((await journalled()).remember("c9").progress, "ended");
    });
    it("stops at a changed line, and names it", async () => {
      await writeFile(path, (await readFile(path, "utf8")).replace('"commandId":"c1"', '"commandId":"cX"'));
      await stops(4);
    });
    it("stops at a line that was left out", async () => {
      const all = await lines();
      await writeFile(path, `${[...all.slice(0, 3), ...all.slice(4)].join("\n")}\n`);
      await stops(4);
    });
    it("stops at lines that were exchanged", async () => {
      const [a, b, c, ...rest] = await lines();
      await writeFile(path, `${[a, c, b, ...rest].join("\n")}\n`);
      await stops(2);
    });
    it("stops at half a line in the middle", async () => {
      const all = await lines();
      await writeFile(path, `${all.map((l, i) => (i === 2 ? l.slice(0, 40) : l)).join("\n")}\n`);
      await stops(3);
    });
    it("stops at a last line that was cut and closed again", async () => {
      await truncate(path, (await stat(path)).size - 20);
      await appendFile(path, "\n");
      await stops(7);
    });
    it("stops at a journal of lines that are not chained", async () => {
      await writeFile(path, '{"what":"outcome","at":"x","commandId":"c","state":"done","detail":""}\n');
      await stops(1);
    });
  });

  describe("on a disk that is full", () => {
    /** The next `failures` writes leave half of their text behind. */
    const fullFor = async (failures: number): Promise<() => void> => {
      const file = await open(path, "a"),
        proto = Object.getPrototypeOf(file) as { appendFile: (this: typeof file, text: string) => Promise<void> },
        write = proto.appendFile;
      await file.close();
      proto.appendFile = async function (text) {
        if (failures-- <= 0) return write.call(this, text);
        await write.call(this, text.slice(0, text.length / 2));
        throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
      };
      return () => {
        proto.appendFile = write;
      };
    };
    let restore: () => void = () => undefined;
    afterEach(() => restore());
    it("R3: takes no order that it cannot write down, and glues no line to half of another", async () => {
      const j = await journalled();
      await carryOut(j, 0);
      restore = await fullFor(1);
      await assert.rejects(j.intent(intent(1)), /ENOSPC/);
      assert.equal(j.remember("c1").progress, "never-arrived");
      assert.ok(j.used(intent(1)), "played again, it is refused");
      await carryOut(j, 2);
      const again = await journalled();
      assert.deepEqual(
        ["c0", "c1", "c2"].map((id) => again.remember(id).progress),
        ["ended", "never-arrived", "ended"],
      );
    });
    it("R4: an outcome that the disk did not take is known, and is written before anything else", async () => {
      const j = await journalled();
      await j.intent(intent(0));
      restore = await fullFor(2);
      await j.outcome("c0", AT, { state: "done", detail: "written" });
      const known = j.remember("c0");
      assert.ok(known.progress === "ended" && known.outcome.state === "done");
      await assert.rejects(j.intent(intent(1)), /ENOSPC/);
      await j.intent(intent(2));
      const again = (await journalled()).remember("c0");
      assert.ok(again.progress === "ended" && again.outcome.state === "done", JSON.stringify(again));
    });
  });
});
