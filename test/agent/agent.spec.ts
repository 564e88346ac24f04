/** The agent behind the real relay on loopback, with a host that counts what it is told to write. */
import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  absent,
  seen,
  type AdObject,
  type CollectAnswers,
  type PremisesCommand,
  type PremisesQuestion,
} from "../../src/domain";
import { Agent, type AgentOptions } from "../../src/agent/agent";
import type { CommandResult, PremisesHost } from "../../src/agent/host";
import { Journal } from "../../src/agent/journal";
import type { Policy } from "../../src/agent/policy";
import type { CommandEnvelope } from "../../src/ports";
import { RelayAgentLink } from "../../src/premises/agent-link";
import { COMMAND_KINDS } from "../../src/domain";
import { newKeyPair, seal, unseal } from "../../src/premises/wire";
import {
  RelayListener,
  RelaySender,
  startBroker,
  type Broker,
  type RelayRequest,
  type RelayResponse,
} from "../../src/relay";

const ENTITY = "agents/lab",
  TENANT = "tenant-1",
  GUID = "11111111-2222-3333-4444-555555555555",
  PILOT = "CN=Pilot,OU=Groups,DC=contoso,DC=local";
const listen = { keyName: "listen", key: "l" },
  send = { keyName: "send", key: "s" },
  bot = newKeyPair(),
  agentKeys = newKeyPair();
const all: Policy = { schema: "policy/1", allow: [...COMMAND_KINDS] };
const from = { system: "premises" as const, via: "fake" };
const start: PremisesCommand = { system: "premises", kind: "start-service", name: "ADSync" };
const setMail: PremisesCommand = {
  system: "premises",
  kind: "set-ad-attribute",
  objectGUID: GUID,
  attribute: "mail",
  value: "new@contoso.com",
};

class FakeHost implements PremisesHost {
  readonly writes: PremisesCommand[] = [];
  object: AdObject | undefined = {
    dn: "CN=Ann,OU=Staff,DC=contoso,DC=local",
    forest: "contoso.local",
    objectClass: ["top", "user"],
    objectGUID: GUID,
    mail: "old@contoso.com",
    objectSid: "S-1-5-21-1-2-3-1105",
  };
  service = "Stopped";
  run: () => Promise<CommandResult> = () => Promise.resolve({ state: "done", detail: "written" });
  collect(questions: readonly PremisesQuestion[]): Promise<CollectAnswers> {
    return Promise.resolve(
      Object.fromEntries(
        questions.map((q) => [
          q.kind,
          q.kind === "ad-object"
            ? this.object === undefined
              ? absent(from)
              : seen(this.object, from)
            : q.kind === "services"
              ? seen(
                  [
                    {
                      Name: "ADSync",
                      DisplayName: "Microsoft Azure AD Sync",
                      Status: this.service,
                      StartType: "Automatic",
                    },
                  ],
                  from,
                )
              : q.kind === "pilot-group"
                ? seen({ dn: PILOT, members: [] }, from)
                : absent(from),
        ]),
      ) as CollectAnswers,
    );
  }
  execute(command: PremisesCommand): Promise<CommandResult> {
    this.writes.push(command);
    return this.run();
  }
}
const envelope = (more: Partial<CommandEnvelope> = {}): CommandEnvelope => ({
  commandId: "cmd-1",
  planDigest: "a".repeat(64),
  approvalId: "approval-1",
  approvedBy: ["approver-1"],
  expects: [],
  notBefore: new Date(Date.now() - 1000).toISOString(),
  notAfter: new Date(Date.now() + 600_000).toISOString(),
  ...more,
});
const wire = (command: unknown, e: CommandEnvelope, more: object = {}): object => ({
  v: 1,
  tenant: TENANT,
  agent: "lab",
  nonce: `nonce-${e.commandId}`,
  operation: "execute",
  command,
  ...e,
  ...more,
});

describe("agent", () => {
  let folder: string, broker: Broker, host: FakeHost, agent: Agent, link: RelayAgentLink;
  const open: (() => unknown)[] = [];
  const newBroker = (port = 0): Promise<Broker> =>
    startBroker({
      port,
      entities: [ENTITY],
      rules: [
        { name: "listen", scope: ENTITY, rights: ["Listen"], keys: ["l"] },
        { name: "send", scope: "agents", rights: ["Send"], keys: ["s"] },
      ],
    });
  const journalPath = (): string => join(folder, "journal.jsonl");
  const newAgent = async (more: Partial<AgentOptions> = {}): Promise<Agent> => {
    const journal = await Journal.open(journalPath());
    open.push(() => journal.close());
    return (agent = new Agent({
      id: "lab",
      tenant: TENANT,
      version: "1.0",
      host,
      policy: all,
      journal,
      botKey: bot.publicKey,
      key: agentKeys.privateKey,
      ...more,
    }));
  };
  /** Puts the agent behind the relay; `through` stands where the relay could meddle. */
  const connect = (
    through: (request: RelayRequest) => Promise<RelayResponse> = (request) => agent.handle(request),
  ): Promise<RelayListener> =>
    new Promise((resolve) => {
      const listener = new RelayListener({
        relay: broker.url,
        entity: ENTITY,
        key: listen,
        handle: through,
        ladderMs: [5],
        onState: (s) => {
          if (s === "listening") resolve(listener);
        },
      });
      open.push(() => listener.stop());
      listener.start();
    });
  const direct = async (body: Buffer): Promise<Record<string, unknown> | number> => {
    const r = await agent.handle({ id: "1", method: "POST", target: "/", headers: {}, body });
    if (r.body === undefined) return r.status;
    const opened = unseal(r.body, agentKeys.publicKey);
    assert.ok(opened.ok);
    return opened.message as Record<string, unknown>;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agent-"));
    host = new FakeHost();
    broker = await newBroker();
    const sender = new RelaySender({ relay: broker.url, entity: ENTITY, key: send, timeoutMs: 10_000 });
    open.push(() => sender.close());
    link = new RelayAgentLink({
      sender,
      tenant: TENANT,
      agentId: "lab",
      signKey: bot.privateKey,
      agentKey: agentKeys.publicKey,
      sleep: () => new Promise((r) => setImmediate(r)),
    });
    await newAgent();
  });
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
    await broker.close();
    await rm(folder, { recursive: true });
  });

  it("answers questions and carries out an order, over the relay", async () => {
    await connect();
    const { answers, agent: self } = await link.collect([
      { kind: "services" },
      { kind: "ad-object", objectGUID: GUID },
      { kind: "host" },
    ]);
    assert.deepEqual(
      [
        self.state === "seen" && self.value.version,
        answers.services?.state,
        answers["ad-object"]?.state,
        answers.host?.state,
      ],
      ["1.0", "seen", "seen", "absent"],
    );
    assert.deepEqual(await link.execute(setMail, envelope()), { state: "done", detail: "written" });
    assert.deepEqual(host.writes, [setMail]);
    assert.deepEqual(
      await link.outcome("cmd-1"),
      seen({ state: "done", detail: "written" }, { system: "premises", via: "the agent's journal" }),
    );
    assert.equal((await link.outcome("cmd-2")).state, "absent");
  });
  it("makes every answer unreadable, and runs nothing, where nobody listens", async () => {
    const { answers, agent: self } = await link.collect([{ kind: "services" }, { kind: "scheduler" }]);
    for (const fact of [self, answers.services, answers.scheduler])
      assert.ok(fact?.state === "unreadable" && fact.why === "offline");
    assert.equal((await link.execute(start, envelope())).state, "failed");
  });
  it("R5: refuses every write under the default policy", async () => {
    await newAgent({ policy: { schema: "policy/1", allow: [] } });
    await connect();
    const outcome = await link.execute(start, envelope());
    assert.ok(outcome.state === "failed" && outcome.detail.startsWith("Refused"));
    assert.deepEqual(host.writes, []);
  });
  it("A7: refuses an order past its time, also one that waited past it in the queue", async () => {
    await connect();
    assert.equal(
      (await link.execute(start, envelope({ notAfter: new Date(Date.now() - 1).toISOString() }))).state,
      "failed",
    );
    let now = new Date(),
      end: ((r: CommandResult) => void) | undefined;
    const begun = new Promise<void>((begin) => {
      host.run = () =>
        new Promise((r) => {
          end = r;
          begin();
        });
    });
    await newAgent({ now: () => now });
    const first = link.execute(start, envelope({ commandId: "a" }));
    await begun;
    const second = direct(seal(wire(start, envelope({ commandId: "b" })), bot.privateKey));
    now = new Date(now.getTime() + 3_600_000);
    end!({ state: "done", detail: "" });
    assert.equal((await first).state, "done");
    assert.match(JSON.stringify(await second), /waited past its time/);
    assert.equal(host.writes.length, 1);
  });
  it("R3, A5: runs a command once, however often and from wherever it is repeated", async () => {
    await connect();
    const first = seal(wire(start, envelope()), bot.privateKey);
    const replies = await Promise.all(Array.from({ length: 20 }, () => direct(first)));
    for (const r of replies)
      assert.deepEqual((r as Record<string, unknown>)["outcome"], { state: "done", detail: "written" });
    await newAgent();
    assert.deepEqual(((await direct(first)) as Record<string, unknown>)["outcome"], {
      state: "done",
      detail: "written",
    });
    assert.equal((await link.execute(start, envelope())).state, "done");
    assert.equal(host.writes.length, 1);
  });
  it("R3: answers a late repeat from the journal, and still runs nothing that is late", async () => {
    const order = envelope();
    let now = new Date();
    await newAgent({ now: () => now });
    await connect();
    assert.equal((await link.execute(start, order)).state, "done");
    now = new Date(now.getTime() + 3_600_000);
    assert.deepEqual(await link.execute(start, order), { state: "done", detail: "written" });
    assert.equal((await link.execute(start, { ...order, commandId: "cmd-2" })).state, "failed");
    const read = (await link.collect([{ kind: "services" }])).answers.services;
    assert.ok(read?.state === "unreadable" && /past its time/.test(read.detail), JSON.stringify(read));
    assert.deepEqual(host.writes, [start]);
  });
  it("R3: refuses a used nonce under another command id", async () => {
    await direct(seal(wire(start, envelope()), bot.privateKey));
    const r = (await direct(
      seal(wire(start, envelope({ commandId: "cmd-2" }), { nonce: "nonce-cmd-1" }), bot.privateKey),
    )) as Record<string, unknown>;
    assert.match(String(r["refused"]), /received before/);
    assert.equal(host.writes.length, 1);
  });
  it("R4: an agent that died between intent and outcome says unknown, and does not run it again", async () => {
    const begun = new Promise<void>((begin) => {
      host.run = () => {
        begin();
        return new Promise(() => undefined);
      };
    });
    await newAgent({ answerMs: 1 });
    const order = seal(wire(start, envelope()), bot.privateKey);
    await Promise.all([direct(order), begun]);
    // A crash that cut the line it was writing; nothing else is written until the next order.
    await appendFile(journalPath(), '{"what":"outco');
    await newAgent();
    await connect();
    const outcome = await link.outcome("cmd-1");
    assert.equal(outcome.state === "seen" && outcome.value.state, "unknown");
    assert.equal((await link.execute(start, envelope())).state, "unknown");
    assert.equal(host.writes.length, 1);
    // The intent written after the cut line must survive the next crash.
    const second = new Promise<void>((begin) => {
      host.run = () => {
        begin();
        return new Promise(() => undefined);
      };
    });
    await newAgent({ answerMs: 1 });
    const next = seal(wire(start, envelope({ commandId: "cmd-2" })), bot.privateKey);
    await Promise.all([direct(next), second]);
    await newAgent();
    assert.equal((((await direct(next)) as Record<string, unknown>)["outcome"] as CommandResult).state, "unknown");
    assert.equal(host.writes.length, 2);
  });
  it("R4: an order that waits for its turn has arrived", async () => {
    let end: ((r: CommandResult) => void) | undefined;
    const begun = new Promise<void>((begin) => {
      host.run = () =>
        new Promise((r) => {
          end = r;
          begin();
        });
    });
    await newAgent({ answerMs: 1 });
    await connect();
    const first = link.execute(start, envelope({ commandId: "a" }));
    await begun;
    await direct(seal(wire(setMail, envelope({ commandId: "b" })), bot.privateKey));
    const waiting = await link.outcome("b");
    assert.ok(waiting.state === "unreadable" && /running/.test(waiting.detail), waiting.state);
    host.run = () => Promise.resolve({ state: "done", detail: "" });
    end!({ state: "done", detail: "" });
    assert.equal((await first).state, "done");
    assert.equal((await link.execute(setMail, envelope({ commandId: "b" }))).state, "done");
    assert.deepEqual(host.writes, [start, setMail]);
  });
  it("R4: an order whose answer is lost is settled by the journal, not sent again", async () => {
    let orders = 0;
    await connect(async (request) => {
      const answer = await agent.handle(request);
      return request.target.endsWith("/commands") && ++orders > 0 ? { status: 200, body: Buffer.from("lost") } : answer;
    });
    assert.deepEqual(await link.execute(start, envelope()), { state: "done", detail: "written" });
    assert.deepEqual([orders, host.writes.length], [1, 1]);
  });
  it("R4: a relay that stops while the order runs leaves it unknown, and the journal tells afterwards", async () => {
    const begun = new Promise<() => void>((begin) => {
      host.run = () => new Promise((r) => begin(() => r({ state: "done", detail: "written" })));
    });
    await connect();
    const waiting = link.execute(start, envelope()),
      end = await begun,
      port = Number(new URL(broker.url).port);
    await broker.close();
    const outcome = await waiting;
    assert.equal(outcome.state, "unknown", JSON.stringify(outcome));
    end();
    broker = await newBroker(port);
    await connect();
    const told = await link.outcome("cmd-1", envelope().notAfter);
    assert.equal(told.state === "seen" && told.value.state, "done", JSON.stringify(told));
    assert.equal(host.writes.length, 1);
  });
  it("R2: refuses an order with any byte changed, or signed by another", async () => {
    const order = seal(wire(setMail, envelope()), bot.privateKey),
      text = order.toString();
    assert.equal(await direct(Buffer.from(text.replace("new@contoso.com", "bad@contoso.com"))), 403);
    for (let i = 0; i < order.length; i++) {
      const changed = Buffer.from(order);
      changed[i] = changed[i]! ^ 1;
      // A base64 digit may carry bits that are not part of the signature: only then is it still the same message.
      assert.ok((await direct(changed)) === 403 || unseal(changed, bot.publicKey).ok);
      if (unseal(changed, bot.publicKey).ok)
        assert.deepEqual(
          JSON.parse((JSON.parse(changed.toString()) as { payload: string }).payload),
          JSON.parse((JSON.parse(text) as { payload: string }).payload),
        );
    }
    assert.equal(await direct(seal(wire(setMail, envelope()), newKeyPair().privateKey)), 403);
    assert.ok(host.writes.length <= 1);
  });
  it("R2: refuses the answer to another question, and one that the agent did not sign", async () => {
    let kept: RelayResponse | undefined;
    await connect(async (request) => (kept ??= await agent.handle(request)));
    assert.equal((await link.collect([{ kind: "services" }])).answers.services?.state, "seen");
    const swapped = (await link.collect([{ kind: "services" }])).answers.services;
    assert.ok(swapped?.state === "unreadable" && swapped.why === "malformed");
    kept = { status: 200, body: seal({}, newKeyPair().privateKey) };
    const forged = (await link.collect([{ kind: "services" }])).answers.services;
    assert.ok(forged?.state === "unreadable" && forged.why === "malformed");
  });
  it("R2: refuses an order for another agent or tenant", async () => {
    for (const more of [{ agent: "other" }, { tenant: "other" }])
      assert.match(
        String(
          ((await direct(seal(wire(start, envelope(), more), bot.privateKey))) as Record<string, unknown>)["refused"],
        ),
        /another agent or tenant/,
      );
    assert.deepEqual(host.writes, []);
  });
  it("R6, M9: refuses what is not in the closed list, however well it is signed", async () => {
    for (const command of [
      { system: "premises", kind: "run-script", text: "whoami" },
      { ...start, name: "Spooler" },
      { ...start, extra: 1 },
      { ...setMail, attribute: "unicodePwd" },
      { ...setMail, attribute: "userAccountControl" },
      { ...setMail, objectGUID: "*" },
      { system: "premises", kind: "move-ad-object", objectGUID: GUID, targetOu: "; whoami" },
      { system: "premises", kind: "set-policy", allow: ["*"] },
    ])
      assert.match(
        String(((await direct(seal(wire(command, envelope()), bot.privateKey))) as Record<string, unknown>)["refused"]),
        /not in the list/,
      );
    assert.deepEqual(host.writes, []);
  });
  it("A8: writes nothing where an expectation no longer holds", async () => {
    await connect();
    const mail = {
      system: "ad" as const,
      objectGUID: GUID,
      attribute: "mail",
      equals: "old@contoso.com",
      says: "The address is old@contoso.com.",
    };
    const stopped = {
      system: "server" as const,
      what: "service" as const,
      name: "ADSync",
      property: "Status" as const,
      equals: "Stopped",
      says: "ADSync is stopped.",
    };
    host.service = "Running";
    const one = await link.execute(setMail, envelope({ expects: [mail, stopped] }));
    assert.ok(one.state === "failed" && /world has changed/.test(one.detail) && /Running/.test(one.detail));
    host.service = "Stopped";
    host.object!.mail = "third@contoso.com";
    const two = await link.execute(setMail, envelope({ commandId: "cmd-2", expects: [mail, stopped] }));
    assert.ok(two.state === "failed" && /third@contoso.com/.test(two.detail));
    assert.deepEqual(host.writes, []);
    host.object!.mail = "old@contoso.com";
    assert.equal(
      (await link.execute(setMail, envelope({ commandId: "cmd-3", expects: [mail, stopped] }))).state,
      "done",
    );
  });
  it("M8: changes no protected or missing object, and adds members to no group but the filter's", async () => {
    const ann = host.object!,
      add = (groupDn: string): PremisesCommand => ({
        system: "premises",
        kind: "add-group-member",
        groupDn,
        objectGUID: GUID,
      });
    let n = 0;
    const run = (command: PremisesCommand) =>
      agent.handle({
        id: "1",
        method: "POST",
        target: "/",
        headers: {},
        body: seal(wire(command, envelope({ commandId: `m8-${n++}` })), bot.privateKey),
      });
    for (const object of [
      { ...ann, adminCount: 1 },
      { ...ann, isCriticalSystemObject: true },
      { ...ann, objectSid: "S-1-5-21-1-2-3-500" },
      undefined,
    ]) {
      host.object = object;
      await run(setMail);
      await run(add(PILOT));
    }
    host.object = ann;
    await run(add("CN=Domain Admins,CN=Users,DC=contoso,DC=local"));
    assert.deepEqual(host.writes, []);
    await run(add(PILOT.toLowerCase().replace("cn=", "CN=")));
    assert.equal(host.writes.length, 1);
  });
  it("D2: the intent is on disk with approver and digest before the effect", async () => {
    let before = "";
    host.run = async () => {
      before = await readFile(journalPath(), "utf8");
      return { state: "done", detail: "" };
    };
    await direct(seal(wire(start, envelope()), bot.privateKey));
    const intent = JSON.parse(before.trim()) as Record<string, unknown>;
    assert.deepEqual(
      [intent["what"], intent["commandId"], intent["planDigest"], intent["approvedBy"]],
      ["intent", "cmd-1", "a".repeat(64), ["approver-1"]],
    );
  });
  it("R12: a read that fails or takes too long is unreadable, and the agent lives on", async () => {
    await newAgent({ readMs: 5 });
    await connect();
    const collect = host.collect.bind(host);
    host.collect = (_q: readonly PremisesQuestion[], signal?: AbortSignal) =>
      new Promise((_, no) => signal!.addEventListener("abort", () => no(signal!.reason as Error)));
    const slow = (await link.collect([{ kind: "services" }])).answers.services;
    assert.ok(slow?.state === "unreadable" && slow.why === "timeout", JSON.stringify(slow));
    host.collect = () => Promise.reject(new Error("no such cmdlet"));
    const broken = (await link.collect([{ kind: "services" }])).answers.services;
    assert.ok(broken?.state === "unreadable" && broken.why === "failed");
    host.collect = collect;
    assert.equal((await link.collect([{ kind: "services" }])).answers.services?.state, "seen");
  });
  it("G6: an answer of the wrong shape is malformed, its neighbours stay", async () => {
    await connect();
    const collect = host.collect.bind(host);
    host.collect = async (q) =>
      ({ ...(await collect(q)), scheduler: seen({ SyncCycleEnabled: "yes" }, from) }) as unknown as CollectAnswers;
    const { answers } = await link.collect([{ kind: "services" }, { kind: "scheduler" }]);
    assert.ok(answers.scheduler?.state === "unreadable" && answers.scheduler.why === "malformed");
    assert.equal(answers.services?.state, "seen");
  });
});
