/** Broker, listener and sender over real sockets on loopback. */
import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import {
  RelayListener,
  RelaySender,
  startBroker,
  type Broker,
  type ListenerOptions,
  type ListenerState,
  type RelayRequest,
  type RelayResponse,
} from "../../src/relay";
import { makeToken, resourceOf } from "../../src/relay/sas";

const ENTITY = "agents/lab",
  listen = { keyName: "agent-lab-listen", key: "listen key" },
  send = { keyName: "bot-send", key: "send key" };
const rules = [
  { name: listen.keyName, scope: ENTITY, rights: ["Listen"] as const, keys: [listen.key] as const },
  { name: send.keyName, scope: "agents", rights: ["Send"] as const, keys: [send.key] as const },
];
const echo = (request: RelayRequest): Promise<RelayResponse> =>
  Promise.resolve({
    status: 200,
    headers: { "X-Target": request.target, "X-Method": request.method },
    body: request.body,
  });

describe("relay over loopback", () => {
  let broker: Broker;
  const open: { close(): unknown }[] = [];
  const started = async (more: { responseTimeoutMs?: number; port?: number } = {}): Promise<Broker> =>
    (broker = await startBroker({ entities: [ENTITY], rules, ...more }));
  const sender = (key = send, timeoutMs = 10_000): RelaySender => {
    const s = new RelaySender({ relay: broker.url, entity: ENTITY, key, timeoutMs });
    open.push(s);
    return s;
  };
  /** Starts a listener, and resolves when it has reached the state. */
  const reach = (
    wanted: ListenerState,
    handle: ListenerOptions["handle"],
    more: Partial<ListenerOptions> = {},
  ): Promise<RelayListener> =>
    new Promise((resolve) => {
      const listener = new RelayListener({
        relay: broker.url,
        entity: ENTITY,
        key: listen,
        handle,
        ladderMs: [5],
        onState: (s) => {
          if (s === wanted) resolve(listener);
        },
        ...more,
      });
      open.push({ close: () => listener.stop() });
      listener.start();
    });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await broker.close();
  });

  it("carries a small request and its answer, and strips the token from the target", async () => {
    await started();
    await reach("listening", echo);
    const r = await sender().send("POST", "/collect?x=1&sb-hc-id=abc", Buffer.from("häuser"));
    assert.ok(r.kind === "answer", r.kind);
    assert.deepEqual(
      [r.status, r.body.toString(), r.headers["x-target"], r.headers["x-method"]],
      [200, "häuser", "/agents/lab/collect?x=1", "POST"],
    );
  });
  for (const size of [0, 65_000, 65_536, 65_537, 1_500_000])
    it(`carries ${size} bytes both ways, by control channel or rendezvous`, async () => {
      await started();
      await reach("listening", echo);
      const body = Buffer.alloc(size, "0123456789abcdef"),
        r = await sender().send("POST", "/x", body);
      assert.ok(r.kind === "answer", r.kind);
      assert.ok(r.body.equals(body));
    });
  it("carries a large answer to a small request, also 64 at once of mixed size", async () => {
    await started();
    await reach("listening", (request) =>
      Promise.resolve({ status: 200, body: Buffer.alloc(Number(request.body.toString()), request.body.toString()) }),
    );
    const s = sender(),
      sizes = Array.from({ length: 64 }, (_, i) => (i % 4 === 0 ? 70_000 + i : 100 + i));
    const results = await Promise.all(sizes.map((size) => s.send("POST", "/x", Buffer.from(String(size)))));
    for (const [i, r] of results.entries()) {
      assert.ok(r.kind === "answer", r.kind);
      assert.ok(r.body.equals(Buffer.alloc(sizes[i]!, String(sizes[i]))));
    }
  });
  it("points for a chunked request", async () => {
    await started();
    await reach("listening", echo);
    const answer = await new Promise<string>((resolve, reject) => {
      const request = http.request(
        `${broker.url}/${ENTITY}/x`,
        {
          method: "POST",
          headers: {
            ServiceBusAuthorization: makeToken(
              resourceOf(broker.url, ENTITY),
              send,
              Math.floor(Date.now() / 1000) + 600,
            ),
          },
        },
        (response) => {
          let text = "";
          response.on("data", (d: Buffer) => {
            text += d.toString();
          });
          response.on("end", () => resolve(text));
        },
      );
      request.on("error", reject);
      request.write("one ");
      request.end("two");
    });
    assert.equal(answer, "one two");
  });
  it("says agent-offline where nobody listens", async () => {
    await started();
    assert.deepEqual(await sender().send("POST", "/x", Buffer.from("a")), {
      kind: "agent-offline",
      detail: "404 There are no listeners connected for the endpoint",
      arrived: "no",
    });
  });
  it("passes the agent's own 404 and 502 on as answers", async () => {
    await started();
    let status = 404;
    await reach("listening", () => Promise.resolve({ status }));
    for (status of [404, 502, 403]) {
      const r = await sender().send("GET", "/x");
      assert.deepEqual(r.kind === "answer" && r.status, status);
    }
  });
  it("answers 500 for a handler that throws", async () => {
    await started();
    await reach("listening", () => Promise.reject(new Error("secret")));
    const r = await sender().send("GET", "/x");
    assert.deepEqual(r.kind === "answer" && [r.status, r.body.length], [500, 0]);
  });
  it("fails what waits when the listener drops, and does not repeat it", async () => {
    await started();
    let calls = 0;
    const listener: RelayListener = await reach("listening", () => {
      calls++;
      void listener.stop();
      return new Promise(() => undefined);
    });
    assert.deepEqual(await sender().send("POST", "/x", Buffer.from("a")), {
      kind: "agent-offline",
      detail: "502 The listener was lost",
      arrived: "perhaps",
    });
    assert.equal(calls, 1);
  });
  it("R4: a relay that stops does not say of what the listener has that it never arrived", async () => {
    await started();
    let has: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      has = resolve;
    });
    await reach("listening", () => {
      has();
      return new Promise(() => undefined);
    });
    const waiting = sender().send("POST", "/x", Buffer.from("a"));
    await begun;
    await broker.close();
    const r = await waiting;
    assert.ok(r.kind !== "answer" && r.arrived === "perhaps", JSON.stringify(r));
    assert.match(r.detail, /^50[24] /);
    await started();
  });
  it("R4: without a connection nothing has arrived; on one that broke something may have", async () => {
    await started();
    const port = Number(new URL(broker.url).port);
    await broker.close();
    const refused = await sender().send("POST", "/x", Buffer.from("a"));
    assert.ok(refused.kind === "relay-fault" && refused.arrived === "no", JSON.stringify(refused));
    const cutting = net.createServer((socket) => socket.once("data", () => socket.destroy()));
    await new Promise<void>((resolve) => cutting.listen(port, "127.0.0.1", resolve));
    open.push({ close: () => new Promise<void>((resolve) => cutting.close(() => resolve())) });
    const cut = await sender().send("POST", "/x", Buffer.from("a"));
    assert.ok(cut.kind === "broken" && cut.arrived === "perhaps", JSON.stringify(cut));
    await started();
  });
  for (const status of [401, 403, 500, 502, 503, 504])
    it(`R4: a ${status} that is not the listener's proves nothing about arrival`, async () => {
      await started();
      await broker.close();
      const other = http.createServer((request, response) => {
        request.resume();
        response.writeHead(status); // where restify was loaded it returns nothing
        response.end();
      });
      const port = Number(new URL(broker.url).port);
      await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
      open.push({ close: () => new Promise<void>((resolve) => other.close(() => resolve())) });
      const r = await sender().send("POST", "/x", Buffer.from("a"));
      assert.ok(r.kind !== "answer" && r.arrived === "perhaps", JSON.stringify(r));
      await started();
    });
  it("says agent-timeout when the answer does not come", async () => {
    await started({ responseTimeoutMs: 50 });
    await reach("listening", () => new Promise(() => undefined));
    assert.equal((await sender().send("GET", "/x")).kind, "agent-timeout");
  });
  it("refuses a wrong key and a key without the right, on both sides", async () => {
    await started();
    const forged = await sender({ ...send, key: "wrong" }).send("GET", "/x"),
      wrongRight = await sender(listen).send("GET", "/x");
    assert.ok(forged.kind === "relay-auth" && forged.detail.startsWith("401"), JSON.stringify(forged));
    assert.ok(wrongRight.kind === "relay-auth" && wrongRight.detail.startsWith("403"), JSON.stringify(wrongRight));
    await reach("unauthorised", echo, { key: { ...listen, key: "wrong" } });
    await reach("unauthorised", echo, { key: send });
    await reach("unknown-entity", echo, { entity: "agents/other" });
  });
  it("comes back after the broker was away, and takes requests again", async () => {
    await started();
    const port = Number(new URL(broker.url).port);
    let again: (() => void) | undefined;
    const states: ListenerState[] = [];
    await reach("listening", echo);
    const second = new RelayListener({
      relay: broker.url,
      entity: ENTITY,
      key: listen,
      handle: echo,
      ladderMs: [5],
      onState: (s) => {
        states.push(s);
        if (s === "listening") again?.();
      },
    });
    open.push({ close: () => second.stop() });
    await open.shift()!.close();
    await new Promise<void>((resolve) => {
      again = resolve;
      second.start();
    });
    await broker.close();
    const back = new Promise<void>((resolve) => {
      again = resolve;
    });
    await started({ port });
    await back;
    const r = await sender().send("POST", "/x", Buffer.from("back"));
    assert.equal(r.kind === "answer" && r.body.toString(), "back");
    assert.ok(states.filter((s) => s === "listening").length === 2);
  });
  it("lets the newest listener take over", async () => {
    await started();
    await reach("listening", () => Promise.resolve({ status: 200, body: Buffer.from("old") }), { ladderMs: [60_000] });
    await reach("listening", () => Promise.resolve({ status: 200, body: Buffer.from("new") }));
    const r = await sender().send("GET", "/x");
    assert.equal(r.kind === "answer" && r.body.toString(), "new");
  });
  it("wants encryption away from this machine", async () => {
    await started();
    assert.throws(() => new RelaySender({ relay: "http://relay.contoso.example", entity: ENTITY, key: send }), /https/);
    assert.throws(
      () => new RelayListener({ relay: "ws://relay.contoso.example", entity: ENTITY, key: listen, handle: echo }),
      /wss/,
    );
    await assert.rejects(startBroker({ host: "0.0.0.0", entities: [ENTITY], rules }), /loopback/);
  });
});
