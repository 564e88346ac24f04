import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPrivate } from "../../src/store/private";
import { LineFile, wholeLines, type Appendable } from "../../src/store/line-file";

let folder = "";
const path = (): string => join(folder, "lines");
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lines-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const asLines = (items: readonly string[]) => ({ text: items.map((i) => `${i}\n`).join(""), kept: () => undefined });
const textOf = (): Promise<string> => readFile(path(), "utf8");

/** A disk that is full after so many bytes of a write, and perhaps does not let the file be cut either. */
interface Disk {
  free: number;
  cuts: boolean;
}
async function onDisk(disk: Disk): Promise<LineFile<string>> {
  const real = await openPrivate(path(), "a");
  const file: Appendable = {
    appendFile: async (text) => {
      await real.appendFile(text.slice(0, disk.free));
      if (text.length > disk.free) throw new Error("ENOSPC");
    },
    sync: () => real.sync(),
    truncate: (bytes) => (disk.cuts ? real.truncate(bytes) : Promise.reject(new Error("EIO"))),
    close: () => real.close(),
  };
  return new LineFile(path(), file, 0, asLines);
}
describe("a file of lines", () => {
  it("holds all that was appended at once, in order", async () => {
    const f = await LineFile.open(path(), 0, asLines);
    await Promise.all(["a", "b", "c"].map((x) => f.append(x)));
    await f.close();
    assert.equal(await textOf(), "a\nb\nc\n");
  });
  it("D1: a write that the full disk cut off leaves nothing behind, and the next one stands alone", async () => {
    const disk = { free: 99, cuts: true },
      f = await onDisk(disk);
    await f.append("first");
    disk.free = 3;
    await assert.rejects(f.append("second"), /lines cannot be written \(ENOSPC\); nothing was stored/);
    assert.equal(await textOf(), "first\n");
    disk.free = 99;
    await f.append("third");
    await f.close();
    assert.equal(await textOf(), "first\nthird\n");
  });
  it("D1: while half a line cannot be cut off, every write is refused; afterwards none is glued to it", async () => {
    const disk = { free: 3, cuts: false },
      f = await onDisk(disk);
    await assert.rejects(f.append("first"), /ENOSPC/);
    disk.free = 99;
    await assert.rejects(f.append("second"), /EIO/);
    assert.equal(await textOf(), "fir");
    disk.cuts = true;
    await f.append("third");
    await f.close();
    assert.equal(await textOf(), "third\n");
  });
  it("D2: an item is flushed to the disk before it counts", async () => {
    const did: string[] = [],
      note = (what: string) => async (): Promise<void> => void did.push(what);
    const file: Appendable = {
      appendFile: note("append"),
      sync: note("sync"),
      truncate: note("cut"),
      close: note("close"),
    };
    await new LineFile(path(), file, 0, asLines).append("x");
    did.push("counts");
    assert.deepEqual(did, ["append", "sync", "counts"]);
  });
  it("cuts off half a line at the end when it is opened", async () => {
    await writeFile(path(), "whole\nha");
    const f = await LineFile.open(path(), 6, asLines);
    await f.append("next");
    await f.close();
    assert.equal(await textOf(), "whole\nnext\n");
  });
  it("D3: is for its own account alone, also where it was there before", async () => {
    await writeFile(path(), "", { mode: 0o666 });
    await (await LineFile.open(path(), 0, asLines)).close();
    assert.equal((await stat(path())).mode & 0o777, 0o600);
  });
  it("is read line by line with the bytes up to each end; half a line is none, and a missing file has none", async () => {
    const read = async (): Promise<[string, number][]> => {
      const all: [string, number][] = [];
      for await (const { text, end } of wholeLines(path())) all.push([text, end]);
      return all;
    };
    assert.deepEqual(await read(), []);
    const long = "ü".repeat(100_000);
    await writeFile(path(), `${long}\n\nb\nhalf`);
    assert.deepEqual(await read(), [
      [long, 200_001],
      ["", 200_002],
      ["b", 200_004],
    ]);
  });
});
