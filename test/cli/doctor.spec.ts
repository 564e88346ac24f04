import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linesOf, lookAt, type Looked } from "../../src/cli/doctor";
import { LOOKS, type Machine } from "../../src/cli/doctor-looks";
import { seen, unreadable } from "../../src/domain";
import { newKeyPair, privateKeyText, publicKeyText } from "../../src/premises/wire";
import { MAIN } from "../support/main";

const TENANT = "11111111-1111-4111-8111-111111111111",
  FROM = { system: "entra", via: "GET /organization" } as const,
  GROUP = "group:bd126b7f-3802-505b-802e-5c3e6de2762d";
const bot = newKeyPair(),
  agent = newKeyPair();

describe("doctor", function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "doctor-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  /** A machine whose bot is set up whole, and whose two sides answer. */
  const machine = (env: NodeJS.ProcessEnv = {}, over: Partial<Machine> = {}): Machine => ({
    node: "22.1.0",
    root: process.cwd(),
    ports: () => ({
      cloud: { tenant: () => Promise.resolve({ "entra.organization": seen({ id: TENANT }, FROM) }) } as never,
      agent: {
        collect: () => Promise.resolve({ answers: {}, agent: seen({ version: "1.0" }, FROM) }),
      } as never,
    }),
    ...over,
    env: {
      SYNC_TRIAGE_MODE: "production",
      BOT_ID: "33333333-3333-4333-8333-333333333333",
      BOT_TYPE: "UserAssignedMSI",
      BOT_TENANT_ID: TENANT,
      HOST: "127.0.0.1",
      PORT: "0",
      DATA_FOLDER: folder,
      RELAY_NAMESPACE: "contoso.servicebus.windows.net",
      RELAY_ENTITY: "agents/sync01",
      RELAY_KEY_NAME: "send",
      RELAY_KEY: "key",
      BOT_SIGNING_KEY: privateKeyText(bot.privateKey),
      AGENT_ID: "sync01",
      AGENT_PUBLIC_KEY: publicKeyText(agent.publicKey),
      MAY_READ: GROUP,
      MAY_OPEN: GROUP,
      MAY_DECIDE_TRIGGER: GROUP,
      MAY_DECIDE_WRITE: GROUP,
      MAY_DECIDE_GRAVE: GROUP,
      SIGN_IN_APP_ID: "33333333-3333-4333-8333-333333333334",
      SIGN_IN_CONTEXT: "c1",
      BOT_DOMAIN: "bot.contoso.com",
      ...env,
    },
  });
  const looked = async (id: string, m: Machine): Promise<Looked> =>
    (
      await lookAt(
        m,
        LOOKS.filter((l) => l.id === id),
      )
    )[0]!;

  it("sees no problem of a bot that is set up whole, and looks at no agent that is not here", async () => {
    const all = await lookAt(
      machine(),
      LOOKS.filter((l) => l.id !== "lab.port"),
    );
    assert.deepEqual(
      all.filter((l) => l.state === "problem"),
      [],
    );
    assert.deepEqual(
      all.filter((l) => l.state === "not-checked").map((l) => l.id.split(".")[0]),
      Array(5).fill("agent"),
    );
  });
  it("without any setting nothing of bot and agent is checked, and nothing of them is called well", async () => {
    const all = await lookAt({ ...machine(), env: { PORT: "80", HOST: "here" } });
    for (const l of all.filter((x) => /^(bot|agent)\./.test(x.id))) assert.equal(l.state, "not-checked", l.id);
  });
  for (const [id, what, env, says, todo] of [
    ["bot.settings", "settings that are missing", { BOT_ID: undefined }, /missing: BOT_ID/, /settings\.md/],
    ["bot.rights", "rights that nobody has", { MAY_OPEN: "", MAY_DECIDE_GRAVE: "" }, /open, grave/, /MAY_OPEN/],
    [
      "bot.sign-in",
      "a sign-in that is not set up",
      { SIGN_IN_APP_ID: undefined, SIGN_IN_CONTEXT: undefined },
      /grave.*nobody/,
      /SIGN_IN_APP_ID/,
    ],
    ["bot.sign-in", "a sign-in that is half set up", { SIGN_IN_CONTEXT: undefined }, /all three/, /rights\.md/],
    ["bot.keys", "a key that is none", { AGENT_PUBLIC_KEY: "AAAA" }, /^AGENT_PUBLIC_KEY is not read/, /both sides/],
    [
      "bot.keys",
      "a public key in the place of the private one",
      { BOT_SIGNING_KEY: publicKeyText(bot.publicKey) },
      /^BOT_SIGNING_KEY/,
      /both sides/,
    ],
  ] as const)
    it(`${id}: ${what}`, async () => {
      const l = await looked(id, machine(env));
      assert.equal(l.state, "problem");
      assert.match(l.says, says);
      assert.match((l as { todo: string }).todo, todo);
    });
  it("bot.folder: one that others may open, one that is a file, and one that will be made", async () => {
    if (process.platform !== "win32") {
      await chmod(folder, 0o755);
      const open = await looked("bot.folder", machine());
      assert.match(open.says, /Others may open .*755/);
      await chmod(folder, 0o700);
    }
    await writeFile(join(folder, "file"), "");
    assert.match((await looked("bot.folder", machine({ DATA_FOLDER: join(folder, "file") }))).says, /is no folder/);
    const later = await looked("bot.folder", machine({ DATA_FOLDER: join(folder, "a", "b") }));
    assert.deepEqual([later.state, /made at the first start/.test(later.says)], ["ok", true]);
  });
  it("bot.port: one that somebody else has, and one on which a bot answers", async () => {
    let status = 404;
    const server = createServer((_, res) => {
      // In two steps: restify, once loaded, takes away what writeHead returns.
      res.writeHead(status);
      res.end();
    });
    await new Promise<void>((r) => server.listen(0, "127.0.0.1", r));
    const PORT = String((server.address() as AddressInfo).port);
    try {
      assert.match((await looked("bot.port", machine({ PORT }))).says, /cannot be used/);
      status = 200;
      assert.match((await looked("bot.port", machine({ PORT }))).says, /A bot answers/);
    } finally {
      server.close();
    }
  });
  it("bot.graph and bot.agent: what does not answer, and what answers for another tenant", async () => {
    const silent = unreadable("denied", "403 Forbidden", FROM);
    const ports = (organization: unknown, self: unknown): Partial<Machine> => ({
      ports: () => ({
        cloud: { tenant: () => Promise.resolve({ "entra.organization": organization }) } as never,
        agent: { collect: () => Promise.resolve({ answers: {}, agent: self }) } as never,
      }),
    });
    const wrong = machine({}, ports(silent, unreadable("offline", "no listener", FROM)));
    const graph = await looked("bot.graph", wrong);
    assert.match(graph.says, /denied.*403/);
    assert.match((graph as { todo: string }).todo, /Organization\.Read\.All/);
    assert.match((await looked("bot.agent", wrong)).says, /offline.*no listener/);
    const other = machine({}, ports(seen({ id: "22222222-2222-4222-8222-222222222222" }, FROM), silent));
    assert.match((await looked("bot.graph", other)).says, /another tenant/);
  });
  it("node: an old one", async () =>
    assert.equal((await looked("node", machine({}, { node: "18.20.0" }))).state, "problem"));
  it("agent.relay: one that nobody answers on", async () => {
    const env = {
      SYNC_TRIAGE_AGENT_ID: "sync01",
      SYNC_TRIAGE_TENANT: TENANT,
      SYNC_TRIAGE_RELAY: "http://127.0.0.1:1",
      SYNC_TRIAGE_RELAY_ENTITY: "agents/sync01",
      SYNC_TRIAGE_RELAY_KEY_NAME: "listen",
      SYNC_TRIAGE_RELAY_KEY: "key",
      SYNC_TRIAGE_BOT_PUBLIC_KEY: publicKeyText(bot.publicKey),
      SYNC_TRIAGE_AGENT_PRIVATE_KEY: privateKeyText(agent.privateKey),
      SYNC_TRIAGE_JOURNAL: join(folder, "journal.jsonl"),
    };
    const m = { ...machine(), env };
    assert.match((await looked("agent.relay", m)).says, /cannot be reached/);
    assert.equal((await looked("agent.keys", m)).state, "ok");
    assert.match((await looked("agent.policy", m)).says, /only reads/);
  });
  it("for people: a table, what is equal once, and what to do about each problem", () => {
    const lines = linesOf([
      { id: "node", state: "ok", says: "Node.js 22." },
      { id: "bot.port", state: "problem", says: "Taken.", todo: "Set PORT." },
      { id: "agent.keys", state: "not-checked", says: "Not set up." },
      { id: "agent.relay", state: "not-checked", says: "Not set up." },
    ]);
    assert.deepEqual(lines, [
      "LOOK                   STATE          WHAT WAS SEEN",
      "node                   ✓ ok           Node.js 22.",
      "bot.port               ✗ problem      Taken.",
      "agent.keys and 1 more  ? not checked  Not set up.",
      "",
      "What to do:",
      "  bot.port: Set PORT.",
    ]);
  });
  it("the command: JSON for machines, and code 1 where there is a problem", async () => {
    const { code, out } = await new Promise<{ code: number; out: string }>((done) => {
      execFile(
        process.execPath,
        [...MAIN, "doctor", "--json"],
        { env: { ...process.env, BOT_ID: "x" } },
        (error, stdout) => done({ code: error === null ? 0 : Number(error.code), out: stdout }),
      );
    });
    const all = out
      .trim()
      .split("\n")
      .map((l) => JSON.parse(l) as Looked);
    assert.equal(code, 1);
    assert.deepEqual(
      all.map((l) => l.id),
      LOOKS.map((l) => l.id),
    );
    assert.equal(all.find((l) => l.id === "bot.settings")!.state, "problem");
  });
});
