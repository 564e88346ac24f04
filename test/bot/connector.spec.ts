import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ConversationReference } from "botbuilder";
import { StrictAdapter } from "../../src/bot/adapter";
import { narrow } from "../../src/bot/connector";
import { Messages, type Place } from "../../src/bot/messages";
import { helpCard } from "../../src/cards/help";
import { MemoryConversations } from "../../src/store/conversations";
import { capturedStderr } from "../support/stderr";

/** The SDK's own client against a channel that fails as it is told. */
describe("calls to the channel", () => {
  type Answer = number | "lost" | { readonly to: string };
  let answers: Answer[], calls: string[];
  const server = createServer((req, res) => {
    calls.push(`${req.method} ${req.url}`);
    const answer = answers.shift() ?? 200;
    req.resume().on("end", () => {
      if (answer === "lost") return req.socket.destroy();
      res.setHeader("content-type", "application/json");
      res.setHeader("retry-after", "0");
      res.statusCode = typeof answer === "number" ? answer : 307;
      if (typeof answer === "object") res.setHeader("location", answer.to);
      res.end(JSON.stringify({ id: "m1" }));
    });
  });
  const messages = new Messages(new StrictAdapter({ kind: "loopback" }), "", new MemoryConversations());
  let place: Place;
  before(async () => {
    await new Promise<void>((r) => server.listen(0, "127.0.0.1", r));
    const reference = {
      serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      channelId: "msteams",
      conversation: { id: "chat" },
    } as unknown as ConversationReference;
    place = { reference, activityId: "m1" };
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    answers = [];
    calls = [];
  });
  const posted = (): Promise<unknown> => messages.post(place.reference, helpCard()).catch((e: unknown) => e);

  for (const answer of ["lost", 500, 502, 503, 504, 408] as const)
    it(`A11: a message whose answer is ${answer} is not sent again: it may be there`, async () => {
      answers = [answer];
      assert.ok((await posted()) instanceof Error);
      assert.equal(calls.length, 1);
    });
  it("A11: a message that was refused for too many is sent again, three times in all", async () => {
    answers = [429, 429];
    assert.deepEqual(await posted(), place);
    answers = [429, 429, 429];
    assert.ok((await posted()) instanceof Error);
    assert.equal(calls.length, 6);
  });
  it("A11: an update is tried three times, since twice is as once", async () => {
    answers = ["lost", 502];
    assert.equal(await messages.update(place, helpCard()), true);
    answers = [500, 500, 500];
    const lines = await capturedStderr(async () => assert.equal(await messages.update(place, helpCard()), false));
    assert.deepEqual(
      lines.map((l) => JSON.parse(l) as object),
      [{ level: "warn", at: "update-card", error: "RestError", status: 500 }],
    );
    assert.equal(calls.length, 6);
  });
  it("S3: a redirect is not followed", async () => {
    answers = [{ to: "/elsewhere" }];
    await posted();
    assert.equal(calls.length, 1);
  });
  for (const to of ["http://10.0.0.1/", "https://smba.trafficmanager.net/", "http://localhost.evil.example/"])
    it(`S3: on loopback nothing is sent to ${to}`, async () => {
      const failed = await messages
        .post({ ...place.reference, serviceUrl: to }, helpCard())
        .catch((e: unknown) => e as { code?: string });
      assert.equal((failed as { code?: string }).code, "connector");
    });
  it("S2: an SDK whose retries cannot be found is refused, not trusted", () => {
    const pipeline = {
      getOrderedPolicies: () => [{ name: "redirectPolicy" }],
      removePolicy: () => [],
      addPolicy: () => 0,
    };
    for (const client of [undefined, {}, { client: { pipeline } }])
      assert.throws(
        () =>
          narrow(
            client,
            () => true,
            async () => undefined,
          ),
        /connector/,
      );
  });
});
