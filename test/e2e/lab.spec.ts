import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { cardOf, startFakeConnector, teamsClient, wordsOf } from "../support/fake-connector";
import { MAIN } from "../support/main";

const PIOTR = "9bf67aa8-e855-5293-a8c8-8293b2b25382",
  TENANT = "3f0c4b0e-9d6a-4f43-8f0a-0d1f7c2f5a10";
const command = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [...MAIN, "lab", "--no-playground", "--json", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
/** What a command that ends by itself has said. */
async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  let out = "",
    err = "";
  child.stdout!.on("data", (d) => {
    out += String(d);
  });
  child.stderr!.on("data", (d) => {
    err += String(d);
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}
/** Process ids below `pid`, from /proc; undefined where the system has none. */
async function below(pid: number): Promise<number[] | undefined> {
  if (!existsSync(`/proc/${process.pid}/stat`)) return undefined;
  const all = (await readdir("/proc")).filter((n) => /^\d+$/.test(n)).map(Number);
  const parents = new Map(
    await Promise.all(
      all.map(async (p) => {
        const stat = await readFile(`/proc/${p}/stat`, "utf8").catch(() => "");
        return [p, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])] as const;
      }),
    ),
  );
  const out: number[] = [];
  for (let next = [pid]; next.length > 0; ) {
    next = all.filter((p) => next.includes(parents.get(p) ?? -1));
    out.push(...next);
  }
  return out;
}
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
/** Those of the processes that are still there after five seconds: what a parent leaves needs a moment to notice that it is gone. */
async function lasting(pids: readonly number[]): Promise<number[]> {
  for (let i = 0; i < 100 && pids.some(alive); i++) await setTimeout(50);
  return pids.filter(alive);
}

describe("the lab command", function () {
  this.timeout(60_000);
  describe("while it is up", () => {
    let child: ChildProcess, lines: string[], lab: { messages: string; world: string; relay: string; code: string };
    before(async () => {
      child = command("--port", "0");
      lines = [];
      const reader = createInterface({ input: child.stdout! });
      reader.on("line", (l) => lines.push(l));
      await Promise.race([
        once(reader, "line"),
        once(child, "exit").then(() => {
          throw new Error("the lab ended before it was up");
        }),
      ]);
      lab = JSON.parse(lines[0]!) as typeof lab;
    });
    after(() => {
      if (child.exitCode === null) child.kill("SIGKILL");
    });
    const patch = (body: string): Promise<Response> => fetch(lab.world, { method: "PATCH", body });
    const world = async (): Promise<any> => (await fetch(lab.world)).json();

    it("prints one line: where the bot, the world and the relay are, on loopback, and the code of its approvers", async () => {
      const { code, ...urls } = lab;
      assert.deepEqual([lines.length, Object.keys(urls)], [1, ["messages", "world", "relay"]]);
      assert.match(code, /^\d{6}$/);
      for (const url of Object.values(urls)) assert.equal(new URL(url).hostname, "127.0.0.1");
      assert.equal((await fetch(new URL("/healthz", lab.messages))).status, 200);
    });
    it("shows the world in the scenario's own form", async () =>
      assert.deepEqual(Object.keys(await world()).sort(), ["cloud", "now", "premises"]));
    it("refuses a bad patch in one line and keeps the world", async () => {
      const { now: _, ...before } = await world();
      for (const bad of ["{", "[]", '"x"', '{"cloud":{"user":{}}}', '{"now":"soon"}', '{"premises":{"agent":null}}']) {
        const r = await patch(bad),
          { error } = (await r.json()) as { error: string };
        assert.equal(r.status, 400, bad);
        assert.match(error, /^[^\n]+$/);
      }
      const { now: __, ...after } = await world();
      assert.deepEqual(after, before);
    });
    it("a patched world is what the bot sees", async () => {
      const connector = await startFakeConnector(),
        chat = teamsClient(connector, lab.messages, TENANT, { id: "a:piotr", type: "personal" });
      try {
        await chat.say("farah.siddiqui@contoso.com", PIOTR);
        await chat.card("The user's OU is not selected");
        assert.equal(
          (await patch(JSON.stringify({ premises: { services: { ADSync: { Status: "Stopped" } } } }))).status,
          200,
        );
        await chat.say("farah.siddiqui@contoso.com", PIOTR);
        const d = await chat.card("The synchronization service is stopped");
        assert.match(wordsOf(cardOf(d.body)), /Farah Siddiqui/);
      } finally {
        await connector.stop();
      }
    });
    it("ends on SIGTERM with code 0 and leaves no process", async () => {
      const children = await below(child.pid!);
      if (children !== undefined) assert.ok(children.length > 0, "the agent is a process of its own");
      child.kill("SIGTERM");
      assert.deepEqual(await once(child, "exit"), [0, null]);
      assert.deepEqual(await lasting(children ?? []), []);
    });
  });

  it("on another world it prints that world's own ask", async () => {
    const scenario = join("test", "scenarios", "own", "healthy.json"),
      { ask } = JSON.parse(await readFile(scenario, "utf8")) as { ask: string };
    const child = spawn(process.execPath, [...MAIN, "lab", "--no-playground", "--port", "0", "--scenario", scenario], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    let out = "";
    for await (const text of child.stdout) {
      out += String(text);
      if (out.includes("Ctrl+C")) child.kill("SIGTERM");
    }
    assert.deepEqual(
      [...out.matchAll(/@Sync Triage (.*)/g)].map(([, said]) => said),
      [ask],
    );
  });

  describe("that cannot start", () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "lab-"));
    });
    after(() => rm(folder, { recursive: true, force: true }));
    const refusals: Record<string, { text?: string; args: (file: string) => string[]; says: RegExp }> = {
      "a scenario with an unknown key": {
        text: JSON.stringify({
          schema: "scenario/1",
          id: "x",
          title: "x",
          source: "x",
          baseline: null,
          ask: null,
          world: {},
          expect: null,
          worlds: 1,
        }),
        args: (f) => ["--port", "0", "--scenario", f],
        says: /unknown key "worlds"/,
      },
      "a scenario that is not JSON": {
        text: "{ now",
        args: (f) => ["--port", "0", "--scenario", f],
        says: /is not JSON/,
      },
      "a scenario that is not there": { args: (f) => ["--port", "0", "--scenario", f], says: /cannot be read/ },
      "a port that is no number": { args: () => ["--port", "x"], says: /--port takes a number/ },
    };
    for (const [i, [what, { text, args, says }]] of Object.entries(refusals).entries())
      it(`${what}: code 2 and one clear line`, async () => {
        const file = join(folder, `${i}.json`);
        if (text !== undefined) await writeFile(file, text);
        const { code, out, err } = await ended(command(...args(file))),
          told = err.split("\n").filter((l) => l !== "" && !l.startsWith("Starting"));
        assert.deepEqual([code, out, told.length], [2, "", 1], err);
        assert.match(told[0]!, says);
      });
  });
});
