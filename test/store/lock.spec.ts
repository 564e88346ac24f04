import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { FileAudit } from "../../src/store/file-audit";
import { FileConversations } from "../../src/store/conversations-file";
import { FileStore } from "../../src/store/file-store";
import { FolderLock, type LeaseTimes } from "../../src/store/lock";
import { approval, AT, triageCase } from "../support/cases";

const SHORT: LeaseTimes = { leaseMs: 150, renewMs: 30, graceMs: 50 };

describe("the lock of a data folder", () => {
  let folder: string;
  const locks: FolderLock[] = [],
    children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lock-"));
  });
  afterEach(async () => {
    for (const lock of locks.splice(0)) await lock.release();
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });
  const take = async (times?: LeaseTimes): Promise<FolderLock> => {
    const lock = await FolderLock.take(folder, times);
    locks.push(lock);
    return lock;
  };
  /** What a process says that takes the folder. */
  const process2 = async (): Promise<{ child: ChildProcess; says: string }> => {
    const child = spawn(process.execPath, ["--import=tsx", join("test", "support", "holder.ts"), folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    const [says] = (await once(child.stdout, "data")) as [Buffer];
    return { child, says: says.toString().trim() };
  };
  /** As the product renews: a whole file in place of the one before. */
  const write = async (epoch: number, holder: object | string): Promise<void> => {
    const path = join(folder, `owner.${epoch}.json`);
    await writeFile(`${path}.new`, typeof holder === "string" ? holder : JSON.stringify({ ...elsewhere, ...holder }));
    await rename(`${path}.new`, path);
  };
  const elsewhere = {
    pid: 7,
    host: "other-host",
    machine: "another one",
    since: AT,
    until: new Date(Date.now() + 60_000).toISOString(),
  };

  it("D4: a second taking is refused, and says who has the folder since when; the epoch counts up over releases", async () => {
    const first = await take();
    await assert.rejects(take(), (error: Error) => {
      assert.match(error.message, new RegExp(`in use by process ${process.pid} on ${hostname()}, since \\d{4}-`));
      return true;
    });
    first.check();
    await first.release();
    assert.throws(() => first.check());
    assert.deepEqual([first.epoch, (await take()).epoch, await readdir(folder)], [1, 2, ["owner.2.json"]]);
  });
  it("D4: of twenty takings at once one has the folder", async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => take()));
    assert.equal(all.filter((x) => x.status === "fulfilled").length, 1);
  });
  it("D4: a second process is refused while the first lives, and takes over at once when that was killed", async () => {
    const { child } = await process2();
    await assert.rejects(take(), new RegExp(`process ${child.pid} `));
    const second = await process2();
    assert.match(second.says, /One folder is for one bot/);
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.equal((await take()).epoch, 2);
  });
  it("D4: a holder elsewhere is watched: one that renews keeps the folder, one that does not has lost it", async () => {
    let renewals = 0,
      isOver = false;
    const renew = (): Promise<void> => write(4, { until: new Date(Date.now() + 60_000 + ++renewals).toISOString() });
    await renew();
    const watched = assert.rejects(take(SHORT), /process 7 on other-host/).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await renew();
      await new Promise((r) => setImmediate(r));
    }
    await watched;
    assert.equal((await take(SHORT)).epoch, 5);
  });
  it("D4: a process id of this machine that was given again holds nothing once the lease is over", async () => {
    const first = await take();
    await first.release();
    const { machine } = JSON.parse(await readFile(join(folder, "owner.1.json"), "utf8")) as { machine: string };
    await write(2, { pid: process.ppid, machine });
    await assert.rejects(take(), new RegExp(`process ${process.ppid} `));
    await write(2, { pid: process.ppid, machine, until: new Date(Date.now() - 60_000).toISOString() });
    assert.equal((await take()).epoch, 3);
  });
  it("D4: a file that was cut off in the middle is a holder that is watched", async () => {
    await write(2, '{"pid":');
    assert.equal((await take(SHORT)).epoch, 3);
  });
  it("D4: whoever has lost the folder is told, and writes nothing more", async () => {
    const lock = await take(SHORT),
      guard = (): void => lock.check(),
      store = await FileStore.open(folder, undefined, guard),
      audit = await FileAudit.open(join(folder, "audit.jsonl"), { guard }),
      conversations = await FileConversations.open(folder, { guard });
    await store.putCase(triageCase());
    await write(lock.epoch + 1, {});
    assert.match(await lock.lost, /process 7 on other-host, since .* has it now/);
    const files = async (): Promise<string[]> =>
      Promise.all(
        (await readdir(folder, { recursive: true, withFileTypes: true }))
          .filter((f) => f.isFile())
          .map((f) => readFile(join(f.parentPath ?? f.path, f.name), "utf8")),
      );
    const before = await files();
    for (const refused of [
      store.putCase(triageCase({ revision: 2 })),
      store.putApproval(approval()),
      audit.append({ at: AT, kind: "k", detail: "d" }),
      conversations.change("choice", "k", () => 1),
    ])
      await assert.rejects(refused, /is not this program's any more/);
    assert.deepEqual(await files(), before);
    await audit.close();
    await conversations.close();
  });
  it("D4: a lease is renewed, and taken anew where nobody else did while the program stood still", async () => {
    const lock = await take(SHORT),
      asleep = performance.now() + 2 * SHORT.leaseMs;
    while (performance.now() < asleep); // the whole program stands still
    assert.throws(() => lock.check(), /has not renewed/);
    while (lock.epoch === 1) await new Promise((r) => setImmediate(r));
    lock.check();
    await assert.rejects(take(), /in use/);
  });
});
