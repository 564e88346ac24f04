/** The bot's side against an agent that says what the test wants, over the real relay on loopback. */
import assert from "node:assert/strict";
import type { PremisesCommand } from "../../src/domain";
import { newMeter } from "../../src/ports";
import { RelayAgentLink } from "../../src/premises/agent-link";
import { newKeyPair, seal, unseal } from "../../src/premises/wire";
import { orderOf } from "../support/orders";
import { RelayListener, RelaySender, startBroker, type Broker } from "../../src/relay";

const ENTITY = "agents/lab",
  bot = newKeyPair(),
  agentKeys = newKeyPair();
const start: PremisesCommand = { system: "premises", kind: "start-service", name: "ADSync" };
const envelope = orderOf(start, {
  approvalId: "cmd",
  host: "host-1",
  notBefore: "2026-03-02T09:00:00.000Z",
  notAfter: "2026-03-02T09:15:00.000Z",
});
type Said = Record<string, unknown>;
const GOOD = { services: { state: "seen", value: [], from: { system: "premises", via: "fake" } } };

describe("premises/agent-link", () => {
  let broker: Broker, now: number, heard: string[];
  const open: (() => unknown)[] = [];
  beforeEach(async () => {
    now = Date.parse("2026-03-02T09:01:00.000Z");
    heard = [];
    broker = await startBroker({
      entities: [ENTITY],
      rules: [
        { name: "listen", scope: ENTITY, rights: ["Listen"], keys: ["l"] },
        { name: "send", scope: "agents", rights: ["Send"], keys: ["s"] },
      ],
    });
    open.push(() => broker.close());
  });
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  /** A link whose waiting only moves its clock, to an agent that answers each operation by `say`; undefined = the agent goes away. */
  async function linked(say: (operation: string, nth: number) => Said | undefined): Promise<RelayAgentLink> {
    const sender = new RelaySender({
      relay: broker.url,
      entity: ENTITY,
      key: { keyName: "send", key: "s" },
      timeoutMs: 10_000,
    });
    open.push(() => sender.close());
    await new Promise<void>((ready) => {
      const listener = new RelayListener({
        relay: broker.url,
        entity: ENTITY,
        key: { keyName: "listen", key: "l" },
        onState: (s) => {
          if (s === "listening") ready();
        },
        handle: async ({ body }) => {
          const opened = unseal(body, bot.publicKey);
          assert.ok(opened.ok);
          const m = opened.message as { operation: string; nonce: string };
          heard.push(m.operation);
          const said = say(m.operation, heard.filter((o) => o === m.operation).length);
          if (said === undefined) {
            await listener.stop();
            return { status: 500 };
          }
          return {
            status: 200,
            body: seal(
              {
                v: 2,
                tenant: "tenant-1",
                agent: "lab",
                host: "host-1",
                epoch: 1,
                nonce: m.nonce,
                version: "1.0",
                at: new Date(now).toISOString(),
                ...said,
              },
              agentKeys.privateKey,
            ),
          };
        },
      });
      open.push(() => listener.stop());
      listener.start();
    });
    return new RelayAgentLink({
      sender,
      tenant: "tenant-1",
      agentId: "lab",
      signKey: bot.privateKey,
      agentKey: agentKeys.publicKey,
      now: () => new Date(now),
      sleep: (ms) => {
        now += ms;
        return Promise.resolve();
      },
    });
  }
  const ended = (state: string): Said => ({
    commandId: "cmd.0",
    progress: "ended",
    outcome: { state, detail: "as the journal says" },
  });

  it("asks for the outcome of a slow command until it ends, and orders it once", async () => {
    const meter = newMeter(),
      link = (
        await linked((operation, nth) =>
          operation === "execute" || nth < 4 ? { commandId: "cmd.0", progress: "running" } : ended("done"),
        )
      ).metered(meter);
    assert.deepEqual(await link.execute(start, envelope), { state: "done", detail: "as the journal says" });
    assert.deepEqual(heard, ["execute", "outcome", "outcome", "outcome", "outcome"]);
    assert.equal(meter.relayRoundTrips, 5);
  });
  it("says unknown where a command does not end in its patience", async () => {
    const link = await linked(() => ({ commandId: "cmd.0", progress: "running" }));
    assert.equal((await link.execute(start, envelope)).state, "unknown");
    assert.equal(heard.filter((o) => o === "execute").length, 1);
  });
  for (const state of ["done", "failed", "unknown"])
    it(`passes the outcome ${state} on`, async () => {
      const link = await linked(() => ended(state));
      assert.equal((await link.execute(start, envelope)).state, state);
      assert.deepEqual(heard, ["execute"]);
    });
  it("passes a refusal on as failed, without asking further", async () => {
    const link = await linked(() => ({ refused: "the message is past its time" }));
    assert.deepEqual(await link.execute(start, envelope), {
      state: "failed",
      detail: "The agent refused: the message is past its time",
    });
    assert.deepEqual(heard, ["execute"]);
  });
  it("says unknown where the agent is lost after it got the order, and never sends it again", async () => {
    const link = await linked(() => undefined);
    const outcome = await link.execute(start, envelope);
    assert.deepEqual([outcome.state, heard], ["unknown", ["execute"]]);
    const later = await link.outcome("cmd.0");
    assert.ok(later.state === "unreadable" && later.why === "offline");
  });
  it("R4: says failed where the journal never saw a command, only once the agent would not take it any more", async () => {
    let nth = 0;
    const link = await linked((operation) =>
      operation === "execute"
        ? { agent: "other" }
        : {
            commandId: "cmd.0",
            progress: "never-arrived",
            at: ++nth < 3 ? "2026-03-02T09:14:59.999Z" : "2026-03-02T09:15:00.000Z",
          },
    );
    const outcome = await link.execute(start, envelope);
    assert.equal(outcome.state, "failed");
    assert.deepEqual(heard, ["execute", "outcome", "outcome", "outcome"]);
  });
  it("R4: does not say that nothing was run while the order may still arrive", async () => {
    const link = await linked((operation) =>
      operation === "execute" ? { agent: "other" } : { commandId: "cmd.0", progress: "never-arrived" },
    );
    assert.equal((await link.execute(start, envelope)).state, "unknown");
    const early = await link.outcome("cmd.0", new Date(now + 1).toISOString());
    assert.ok(early.state === "unreadable" && /may still arrive/.test(early.detail), JSON.stringify(early));
    assert.equal((await link.outcome("cmd.0", new Date(now).toISOString())).state, "absent");
  });
  it("tells ended, running, never arrived and refused outcomes apart", async () => {
    const answers: Said[] = [
      ended("done"),
      { commandId: "cmd.0", progress: "running" },
      { commandId: "cmd.0", progress: "never-arrived" },
      { refused: "no" },
    ];
    const link = await linked((_, nth) => answers[nth - 1]!);
    const facts = [
      await link.outcome("cmd.0"),
      await link.outcome("cmd.0"),
      await link.outcome("cmd.0"),
      await link.outcome("cmd.0"),
    ];
    assert.deepEqual(
      facts.map((f) => f.state),
      ["seen", "unreadable", "absent", "unreadable"],
    );
  });
  it("takes the very answer that the next tests spoil", async () => {
    const link = await linked(() => ({ answers: GOOD }));
    assert.equal((await link.collect([{ kind: "services" }])).answers.services?.state, "seen");
  });
  for (const [what, said, why] of [
    ["no answers", {}, "denied"],
    ["another question's answer", { answers: {} }, "malformed"],
    ["an unknown field", { answers: GOOD, extra: 1 }, "malformed"],
    ["another version of the wire", { v: 1, answers: GOOD }, "malformed"],
    ["another tenant's name", { tenant: "other", answers: GOOD }, "malformed"],
    ["another agent's name", { agent: "other", answers: GOOD }, "malformed"],
  ] as const)
    it(`makes the facts unreadable (${why}) where the agent gives ${what}`, async () => {
      const link = await linked(() => said);
      const fact = (await link.collect([{ kind: "services" }])).answers.services;
      assert.ok(fact?.state === "unreadable" && fact.why === why, JSON.stringify(fact));
    });
});
