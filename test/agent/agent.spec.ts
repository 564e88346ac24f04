/** The agent behind the real relay on loopback, with a host that counts what it is told to write. */
import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { appendFile, mkdtemp, open as openFile, readFile, rm } from "node:fs/promises";
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
import { sameDn } from "../../src/identity/dn";
import { Journal } from "../../src/agent/journal";
import type { Policy } from "../../src/agent/policy";
import type { CommandEnvelope } from "../../src/ports";
import { envelopeOf, orderOf, planOf } from "../support/orders";
import { RelayAgentLink, type LinkOptions } from "../../src/premises/agent-link";
import { COMMAND_KINDS } from "../../src/domain";
import { planDigest } from "../../src/domain/digest";
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
const all: Policy = { schema: "policy/1", allow: [...COMMAND_KINDS], scopes: "everywhere" };
const from = { system: "premises" as const, via: "fake" };
const start: PremisesCommand = { system: "premises", kind: "start-service", name: "ADSync" };
const setMail: PremisesCommand = {
  system: "premises",
  kind: "set-ad-attribute",
  objectGUID: GUID,
  attribute: "mail",
  value: "new@contoso.com",
};

/** What stands at every DN that is asked for. */
const GROUP: AdObject = {
  dn: PILOT,
  forest: "contoso.local",
  objectClass: ["top", "group"],
  objectGUID: "22222222-2222-3333-4444-555555555555",
  objectSid: "S-1-5-21-1-2-3-1200",
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
              : q.kind === "ad-object-at"
                ? seen({ ...GROUP, dn: sameDn(q.dn, PILOT) ? PILOT : q.dn }, from)
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
/** The order of one command under an approval of its own. */
const order = (command: PremisesCommand, approvalId = "a1", more: Partial<CommandEnvelope> = {}): CommandEnvelope =>
  orderOf(command, { approvalId, ...more });
const EPOCH = Date.now();
let counter = 1_000_000;
/** What goes over the wire for it, signed by nobody yet. */
const wire = (e: CommandEnvelope, more: object = {}): object => {
  const { step, plan, host, ...rest } = e;
  return {
    v: 2,
    tenant: TENANT,
    agent: "lab",
    host,
    epoch: EPOCH,
    counter: counter++,
    nonce: `nonce-${e.commandId}`,
    operation: "execute",
    args: { step, command: plan.commands[step] },
    plan,
    ...rest,
    ...more,
  };
};

describe("agent", () => {
  let folder: string,
    broker: Broker,
    host: FakeHost,
    agent: Agent,
    link: RelayAgentLink,
    journal: Journal,
    linkOptions: () => LinkOptions;
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
    journal = await Journal.open(journalPath());
    const opened = journal;
    open.push(() => opened.close());
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
  const signed = (e: CommandEnvelope, more: object = {}): Buffer =>
    seal(wire({ host: journal.host, ...e }, more), bot.privateKey);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agent-"));
    host = new FakeHost();
    broker = await newBroker();
    const sender = new RelaySender({ relay: broker.url, entity: ENTITY, key: send, timeoutMs: 10_000 });
    open.push(() => sender.close());
    linkOptions = () => ({
      sender,
      tenant: TENANT,
      agentId: "lab",
      signKey: bot.privateKey,
      agentKey: agentKeys.publicKey,
      epoch: EPOCH,
      sleep: () => new Promise((r) => setImmediate(r)),
    });
    link = new RelayAgentLink(linkOptions());
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
    assert.deepEqual(await link.execute(setMail, order(setMail)), { state: "done", detail: "written" });
    assert.deepEqual(host.writes, [setMail]);
    assert.deepEqual(
      await link.outcome("a1.0"),
      seen({ state: "done", detail: "written" }, { system: "premises", via: "the agent's journal" }),
    );
    assert.equal((await link.outcome("a2.0")).state, "absent");
  });
  it("makes every answer unreadable, and runs nothing, where nobody listens", async () => {
    const { answers, agent: self } = await link.collect([{ kind: "services" }, { kind: "scheduler" }]);
    for (const fact of [self, answers.services, answers.scheduler])
      assert.ok(fact?.state === "unreadable" && fact.why === "offline");
    assert.equal((await link.execute(start, order(start))).state, "failed");
  });
  it("R5: refuses every write under the default policy", async () => {
    await newAgent({ policy: { schema: "policy/1", allow: [] } });
    await connect();
    const outcome = await link.execute(start, order(start));
    assert.ok(outcome.state === "failed" && outcome.detail.startsWith("Refused"));
    assert.deepEqual(host.writes, []);
  });
  it("A7: refuses an order past its time, also one that waited past it in the queue", async () => {
    await connect();
    assert.equal(
      (await link.execute(start, order(start, "a1", { notAfter: new Date(Date.now() - 1).toISOString() }))).state,
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
    const first = link.execute(start, order(start, "a"));
    await begun;
    const second = direct(signed(order(start, "b")));
    now = new Date(now.getTime() + 3_600_000);
    end!({ state: "done", detail: "" });
    assert.equal((await first).state, "done");
    assert.match(JSON.stringify(await second), /waited past its time/);
    assert.equal(host.writes.length, 1);
  });
  it("R3, A5: runs a command once, however often and from wherever it is repeated", async () => {
    await connect();
    const first = signed(order(start));
    const replies = await Promise.all(Array.from({ length: 20 }, () => direct(first)));
    for (const r of replies)
      assert.deepEqual((r as Record<string, unknown>)["outcome"], { state: "done", detail: "written" });
    await newAgent();
    assert.deepEqual(((await direct(first)) as Record<string, unknown>)["outcome"], {
      state: "done",
      detail: "written",
    });
    assert.equal((await link.execute(start, order(start))).state, "done");
    assert.equal(host.writes.length, 1);
  });
  it("R3: answers a late repeat from the journal, and still runs nothing that is late", async () => {
    let now = new Date();
    await newAgent({ now: () => now });
    await connect();
    const sent = order(start, "a1", { notBefore: now.toISOString() });
    assert.equal((await link.execute(start, sent)).state, "done");
    now = new Date(now.getTime() + 3_600_000);
    assert.deepEqual(await link.execute(start, sent), { state: "done", detail: "written" });
    assert.equal((await link.execute(start, order(start, "a2"))).state, "failed");
    const read = (await link.collect([{ kind: "services" }])).answers.services;
    assert.ok(read?.state === "unreadable" && /past its time/.test(read.detail), JSON.stringify(read));
    assert.deepEqual(host.writes, [start]);
  });
  it("R3: refuses a used nonce, and a used counter, under another id", async () => {
    await direct(signed(order(start), { counter: 7 }));
    for (const more of [{ nonce: "nonce-a1.0" }, { counter: 7 }])
      assert.match(JSON.stringify(await direct(signed(order(start, `a${String(counter)}`), more))), /received before/);
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
    const sent = signed(order(start));
    await Promise.all([direct(sent), begun]);
    // A crash that cut the line it was writing; nothing else is written until the next order.
    await appendFile(journalPath(), '{"what":"outco');
    await newAgent();
    await connect();
    const outcome = await link.outcome("a1.0");
    assert.equal(outcome.state === "seen" && outcome.value.state, "unknown");
    assert.equal((await link.execute(start, order(start))).state, "unknown");
    assert.equal(host.writes.length, 1);
    // The intent written after the cut line must survive the next crash.
    const second = new Promise<void>((begin) => {
      host.run = () => {
        begin();
        return new Promise(() => undefined);
      };
    });
    await newAgent({ answerMs: 1 });
    const next = signed(order(start, "a2"));
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
    const first = link.execute(start, order(start, "a"));
    await begun;
    await direct(signed(order(setMail, "b")));
    const waiting = await link.outcome("b.0");
    assert.ok(waiting.state === "unreadable" && /running/.test(waiting.detail), waiting.state);
    host.run = () => Promise.resolve({ state: "done", detail: "" });
    end!({ state: "done", detail: "" });
    assert.equal((await first).state, "done");
    assert.equal((await link.execute(setMail, order(setMail, "b"))).state, "done");
    assert.deepEqual(host.writes, [start, setMail]);
  });
  it("R4: an order whose answer is lost is settled by the journal, not sent again", async () => {
    let orders = 0;
    await connect(async (request) => {
      const answer = await agent.handle(request);
      return request.target.endsWith("/commands") && ++orders > 0 ? { status: 200, body: Buffer.from("lost") } : answer;
    });
    assert.deepEqual(await link.execute(start, order(start)), { state: "done", detail: "written" });
    assert.deepEqual([orders, host.writes.length], [1, 1]);
  });
  it("R4: a relay that stops while the order runs leaves it unknown, and the journal tells afterwards", async () => {
    const begun = new Promise<() => void>((begin) => {
      host.run = () => new Promise((r) => begin(() => r({ state: "done", detail: "written" })));
    });
    await connect();
    const waiting = link.execute(start, order(start)),
      end = await begun,
      port = Number(new URL(broker.url).port);
    await broker.close();
    const outcome = await waiting;
    assert.equal(outcome.state, "unknown", JSON.stringify(outcome));
    end();
    broker = await newBroker(port);
    // The listener comes back by itself.
    let told = await link.outcome("a1.0", order(start).notAfter);
    for (let n = 0; n < 500 && told.state !== "seen"; n++) {
      await new Promise((r) => setTimeout(r, 10));
      told = await link.outcome("a1.0", order(start).notAfter);
    }
    assert.equal(told.state === "seen" && told.value.state, "done", JSON.stringify(told));
    assert.equal(host.writes.length, 1);
  });
  it("R2: refuses an order with any byte changed, or signed by another", async () => {
    const sent = signed(order(setMail)),
      text = sent.toString();
    assert.equal(await direct(Buffer.from(text.replace("new@contoso.com", "bad@contoso.com"))), 403);
    for (let i = 0; i < sent.length; i++) {
      const changed = Buffer.from(sent);
      changed[i] = changed[i]! ^ 1;
      // A base64 digit may carry bits that are not part of the signature: only then is it still the same message.
      assert.ok((await direct(changed)) === 403 || unseal(changed, bot.publicKey).ok);
      if (unseal(changed, bot.publicKey).ok)
        assert.deepEqual(
          JSON.parse((JSON.parse(changed.toString()) as { payload: string }).payload),
          JSON.parse((JSON.parse(text) as { payload: string }).payload),
        );
    }
    assert.equal(await direct(seal(wire({ host: journal.host, ...order(setMail) }), newKeyPair().privateKey)), 403);
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
        String(((await direct(signed(order(start), more))) as Record<string, unknown>)["refused"]),
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
        String(((await direct(signed(order(command as PremisesCommand)))) as Record<string, unknown>)["refused"]),
        /not in the list/,
      );
    assert.deepEqual(host.writes, []);
  });
  it("A13: refuses a plan that is not the one that was approved, names both digests, and never takes its id again", async () => {
    await connect();
    const sent = order(setMail),
      plan = { ...sent.plan, summary: `${sent.plan.summary} ` };
    const outcome = await link.execute(setMail, { ...sent, plan });
    assert.equal(outcome.state, "failed");
    for (const digest of [sent.planDigest, planDigest(plan)])
      assert.ok(outcome.detail.includes(digest), outcome.detail);
    assert.deepEqual(await link.execute(setMail, sent), outcome);
    assert.deepEqual(host.writes, []);
  });
  it("A13: refuses a command that the plan does not hold", async () => {
    await connect();
    const outcome = await link.execute({ ...setMail, value: "evil@contoso.com" } as PremisesCommand, order(setMail));
    assert.match(outcome.detail, /not step 1 of its plan/);
    assert.deepEqual(host.writes, []);
  });
  it("R2: refuses an older wire in words, on both sides", async () => {
    const { refused } = (await direct(signed(order(start), { v: 1 }))) as { refused: string };
    assert.match(refused, /the bot speaks version 1 of the wire, this side version 2/);
    await connect(async (request) => {
      const answer = await agent.handle(request),
        opened = unseal(answer.body!, agentKeys.publicKey);
      assert.ok(opened.ok);
      return { ...answer, body: seal({ ...(opened.message as object), v: 1 }, agentKeys.privateKey) };
    });
    const read = (await link.collect([{ kind: "services" }])).answers.services;
    assert.ok(read?.state === "unreadable" && /the agent speaks version 1/.test(read.detail), JSON.stringify(read));
  });
  it("R2: refuses an order whose bytes are not the canonical ones", async () => {
    const payload = JSON.stringify(wire({ host: journal.host, ...order(start) })),
      signature = sign(null, Buffer.from(payload), bot.privateKey).toString("base64");
    const { refused } = (await direct(Buffer.from(JSON.stringify({ payload, signature })))) as { refused: string };
    assert.match(refused, /canonical/);
    assert.deepEqual(host.writes, []);
  });
  it("R13: an order goes to one host; another one under the same name does not run it, and settles nothing", async () => {
    await connect();
    assert.equal((await link.collect([{ kind: "services" }])).agent.state, "seen");
    const first = journal.host,
      sent = order(start);
    // The second host has a journal of its own, and takes over the channel.
    await rm(journalPath());
    await newAgent();
    assert.notEqual(journal.host, first);
    const impatient = new RelayAgentLink({
      ...linkOptions(),
      patienceMs: 50,
      sleep: (ms) => new Promise((r) => setTimeout(r, Math.min(ms, 30))),
    });
    const outcome = await impatient.execute(start, { ...sent, host: first });
    assert.equal(outcome.state, "unknown", JSON.stringify(outcome));
    assert.match(outcome.detail, new RegExp(first));
    const asked = await link.outcome(sent.commandId, sent.notBefore, first);
    assert.ok(asked.state === "unreadable" && /another host answers/.test(asked.detail), JSON.stringify(asked));
    assert.deepEqual(host.writes, []);
  });
  it("R13: the bot that began later is the one that is heard", async () => {
    await connect();
    const newer = new RelayAgentLink({ ...linkOptions(), epoch: EPOCH + 1 });
    assert.equal((await newer.execute(start, order(start))).state, "done");
    const outcome = await link.execute(start, order(start, "a2"));
    assert.ok(outcome.state === "failed" && /a newer bot has ordered here/.test(outcome.detail), outcome.detail);
    assert.equal(host.writes.length, 1);
  });
  it("R3, R4: an order that the journal does not take is not run, now or when it is played again, and is not said to have failed", async () => {
    const file = await openFile(journalPath(), "a"),
      proto = Object.getPrototypeOf(file) as { appendFile: unknown },
      { appendFile: write } = proto;
    await file.close();
    const sent = signed(order(start));
    proto.appendFile = () => Promise.reject(new Error("ENOSPC: no space left on device, write"));
    try {
      const said = (await direct(sent)) as Record<string, unknown>;
      assert.deepEqual([said["progress"], said["outcome"]], ["never-arrived", undefined]);
      assert.match(String(said["refused"]), /ENOSPC/);
    } finally {
      proto.appendFile = write;
    }
    assert.match(JSON.stringify(await direct(sent)), /received before/);
    await newAgent();
    assert.match(JSON.stringify(await direct(sent)), /received before/);
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
    const resting = (approvalId: string): CommandEnvelope =>
      envelopeOf(planOf([setMail], { expects: [mail, stopped] }), { approvalId });
    host.service = "Running";
    const one = await link.execute(setMail, resting("a1"));
    assert.deepEqual(one, {
      state: "failed",
      detail:
        "The world has changed; nothing was done. No longer so: ADSync is stopped. Before: Stopped; now: Running.",
    });
    host.service = "Stopped";
    host.object!.mail = "third@contoso.com";
    const two = await link.execute(setMail, resting("a2"));
    assert.ok(two.state === "failed" && /third@contoso.com/.test(two.detail));
    assert.deepEqual(host.writes, []);
    host.object!.mail = "old@contoso.com";
    assert.equal((await link.execute(setMail, resting("a3"))).state, "done");
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
        body: signed(order(command, `m8-${n++}`)),
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
    await direct(signed(order(start)));
    const intent = JSON.parse(before.trim().split("\n").at(-1)!) as Record<string, unknown>,
      sent = order(start);
    assert.deepEqual(
      ["what", "commandId", "planDigest", "approvedBy", "reason"].map((k) => intent[k]),
      ["intent", "a1.0", sent.planDigest, ["approver-1"], "INC-4711"],
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
