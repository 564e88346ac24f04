import assert from "node:assert/strict";
import { join } from "node:path";
import { startLab, type Lab } from "../../src/cli/lab";
import {
  buttonsOf,
  cardOf,
  startFakeConnector,
  wordsOf,
  type Call,
  type FakeConnector,
} from "../support/fake-connector";

const PIOTR = "9bf67aa8-e855-5293-a8c8-8293b2b25382",
  GRACE = "e752b931-2cc1-51e0-bd68-ab6fd4cdb29e",
  HELP_DESK = "15c08902-85db-5017-b68c-3284106f1e65",
  NOBODY = "a4ecae41-3369-5abd-ba88-a5e3ad41728f",
  TENANT = "3f0c4b0e-9d6a-4f43-8f0a-0d1f7c2f5a10";
const BOT = { id: "28:bot", name: "Sync Triage" },
  CHANNEL = "19:help@thread.tacv2;messageid=1";
let n = 0;
/** Mariam Touré, as the approvers of her plan type it. */
const TWIN = "mariam.toure@contoso.com";

/** The whole product over HTTP: real bot, case service, relay, agent process, emulator and simulator; only Teams is a fake. */
describe("the main job, end to end", function () {
  this.timeout(60_000);
  let lab: Lab, connector: FakeConnector;
  const start = async (scenario: string): Promise<void> => {
    connector = await startFakeConnector();
    lab = await startLab({
      scenario: join("test", "scenarios", scenario),
      port: 0,
      playground: false,
      root: process.cwd(),
    });
  };
  beforeEach(function () {
    if (this.currentTest?.title.startsWith("i-003") !== true) return start("default.json");
    return undefined;
  });
  afterEach(async () => {
    connector.fail = () => undefined;
    await lab.close();
    await connector.stop();
  });

  const activity = (by: string, chat: string, more: object): object => ({
    id: `a${++n}`,
    channelId: "msteams",
    serviceUrl: connector.url,
    from: { id: `29:${by}`, aadObjectId: by, name: by.slice(0, 4) },
    recipient: BOT,
    conversation: {
      id: chat,
      conversationType: chat === CHANNEL ? "channel" : "personal",
      tenantId: TENANT,
      isGroup: chat === CHANNEL,
    },
    channelData: { tenant: { id: TENANT } },
    ...more,
  });
  const post = (body: object): Promise<Response> =>
    fetch(lab.messages, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const mention = (text: string, by = PIOTR): Promise<Response> =>
    post(
      activity(by, CHANNEL, {
        type: "message",
        text: `<at>Sync Triage</at> ${text}`,
        entities: [{ type: "mention", mentioned: BOT, text: "<at>Sync Triage</at>" }],
      }),
    );
  const press = async (
    verb: string,
    data: object,
    on: string,
    by = PIOTR,
    chat = CHANNEL,
  ): Promise<{ statusCode: number; type: string; value: unknown }> => {
    const r = await post(
      activity(by, chat, {
        type: "invoke",
        name: "adaptiveCard/action",
        replyToId: on,
        value: { action: { type: "Action.Execute", verb, data } },
      }),
    );
    assert.equal(r.status, 200);
    return r.json() as never;
  };
  const card = (words: string): Promise<Call> =>
    connector.until((c) => c.status === 200 && wordsOf(cardOf(c.body)).includes(words));
  const button = (body: unknown, verb: string) => {
    const b = buttonsOf(cardOf(body)).find((x) => x.verb === verb);
    assert.ok(b, `no button ${verb} on ${wordsOf(cardOf(body)).slice(0, 200)}`);
    return b;
  };
  const world = async (): Promise<any> => (await fetch(lab.world)).json();
  const patch = async (p: object): Promise<number> =>
    (await fetch(lab.world, { method: "PATCH", body: JSON.stringify(p) })).status;
  const movedTo = async (): Promise<string> =>
    Object.keys((await world()).premises.directory.forests["contoso.local"].objects).find((dn) =>
      dn.startsWith("CN=Farah"),
    )!;
  /** Farah's plan: diagnosed, repair offered, the recommended OU taken. */
  async function plan(): Promise<{ call: Call; data: any }> {
    await mention("farah.siddiqui@contoso.com isn't in Microsoft 365");
    const d = await card("The user's OU is not selected"),
      b = button(d.body, "propose");
    const choice = (await press("propose", b.data, d.activityId)) as { value: object };
    const option = buttonsOf(choice.value).find((x) => x.verb === "choose-option")!;
    await press("choose-option", option.data, d.activityId);
    const call = await card("Waiting for a decision");
    return { call, data: button(call.body, "approve").data };
  }

  it("goes from the mention to the confirmed repair and the report", async () => {
    const { call, data } = await plan();
    const answer = await press("approve", { ...data, reason: "She belongs to Staff" }, call.activityId);
    assert.equal(answer.type, "application/vnd.microsoft.card.adaptive");
    const outcome = await card("✓ Resolved");
    await lab.idle();
    for (const c of connector.calls) assert.doesNotMatch(wordsOf(cardOf(c.body)), /Incident report/);
    const report = (await press("report", button(outcome.body, "report").data, outcome.activityId)) as {
      value: object;
    };
    assert.match(wordsOf(report.value), /Incident report: The user's OU is not selected[^]*OU=Staff/);
    assert.match(wordsOf(cardOf(connector.messages.get(call.activityId))), /✓ Done/);
    assert.match(await movedTo(), /^CN=Farah Siddiqui,OU=Staff,/);
  });
  it("runs once, however often and by however many it is clicked", async () => {
    const { call, data } = await plan();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => press("approve", data, call.activityId, i % 2 === 0 ? PIOTR : GRACE)),
    );
    assert.ok(answers.every((a) => a.value !== undefined && a.statusCode === 200));
    await card("✓ Resolved");
    await lab.idle();
    const w = await world();
    assert.equal(
      w.premises.runHistory.filter(
        (r: any) =>
          r.RunProfileName === "Export" && r.ConnectorName.endsWith("AAD") && r.StartDate >= "2026-11-23T09:00:00Z",
      ).length,
      1,
    );
  });
  it("refuses who may not: to open, to approve; and nothing changes", async () => {
    await mention("farah.siddiqui@contoso.com isn't in Microsoft 365", NOBODY);
    assert.match(wordsOf(cardOf((await card("Not allowed")).body)), /You may not do this here/);
    const { call, data } = await plan();
    for (const by of [HELP_DESK, NOBODY])
      assert.equal(
        (await press("approve", data, call.activityId, by)).type,
        "application/vnd.microsoft.activity.message",
      );
    assert.match(await movedTo(), /OU=NoSync/);
  });
  it("refuses a card that was edited, and tells an unknown id no more than a foreign one", async () => {
    const { call, data } = await plan();
    assert.equal((await press("approve", { ...data, operation: "purge" }, call.activityId)).statusCode, 400);
    const unknown = await press("approve", { ...data, id: "AAAAAAAAAAAAAAAAAAAAAA" }, call.activityId),
      foreign = await press("approve", data, call.activityId, PIOTR, "another-chat");
    assert.deepEqual(unknown, foreign);
    assert.match(await movedTo(), /OU=NoSync/);
  });
  it("A15: needs two different people for a grave plan, and of each the account's name and a proof", async () => {
    await mention("Mariam Touré has two accounts since we re-created her in AD");
    const d = await card("The cloud user carries another sourceAnchor");
    await press("propose", button(d.body, "propose").data, d.activityId);
    const call = await card("Waiting for a decision"),
      data = button(call.body, "approve").data;
    const proof = { typed: TWIN, code: lab.code };
    for (const short of [{}, { typed: TWIN }, { code: lab.code }, { ...proof, code: "000000" }])
      assert.equal(
        (await press("approve", { ...data, ...short }, call.activityId)).type,
        "application/vnd.microsoft.activity.message",
      );
    const first = (await press("approve", { ...data, ...proof }, call.activityId)) as { value: object };
    assert.match(wordsOf(first.value), /1 of 2 approvals/);
    const again = button(
      { attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: first.value }] },
      "approve",
    ).data;
    assert.equal(
      (await press("approve", { ...again, ...proof }, call.activityId)).type,
      "application/vnd.microsoft.activity.message",
    );
    await press("approve", { ...again, ...proof }, call.activityId, GRACE);
    await card("✓ Resolved");
    assert.equal((await world()).cloud.users["a1c3e5f0-3097-5ae0-85c4-77b5d6193054"], undefined);
  });
  it("stops where the world changed after the card", async () => {
    const { call, data } = await plan();
    const objects = (await world()).premises.directory.forests["contoso.local"].objects,
      dn = await movedTo();
    assert.equal(
      await patch({
        premises: {
          directory: {
            forests: {
              "contoso.local": {
                objects: { [dn]: null, [dn.replace("OU=NoSync,OU=Staff", "OU=Leavers")]: objects[dn] },
              },
            },
          },
        },
      }),
      200,
    );
    await press("approve", data, call.activityId);
    assert.match(wordsOf(cardOf((await card("Called off; nothing was run")).body)), /The world has changed/);
    assert.match(await movedTo(), /OU=Leavers/);
  });
  it("does not run what has expired", async () => {
    const { call, data } = await plan();
    await patch({ now: "2026-11-23T09:20:00Z" });
    assert.match(String((await press("approve", data, call.activityId)).value), /expired/i);
    assert.match(await movedTo(), /OU=NoSync/);
  });
  it("says what it could not read when Graph throttles and fails", async () => {
    await patch({
      cloud: {
        faults: [
          { method: "GET", path: "/domains", status: 503 },
          { method: "GET", path: "/directory/onPremisesSynchronization", status: 429, retryAfter: 30 },
        ],
      },
    });
    await mention("farah.siddiqui@contoso.com isn't in Microsoft 365");
    const d = await card("The user's OU is not selected");
    assert.match(wordsOf(cardOf(d.body)), /Could not be checked/);
  });
  it("goes on with the cloud half when the agent is gone", async () => {
    await lab.agent.kill();
    await mention("minh.tran@contoso.com is called something else");
    const d = await connector.until((c) =>
      /could not be read|cannot be reached|not read/.test(wordsOf(cardOf(c.body))),
    );
    assert.match(wordsOf(cardOf(d.body)), /\?\s+AD\s+not shown/);
  });
  it("ends in a clear word when the agent dies in the middle, and runs nothing twice", async () => {
    const { call, data } = await plan();
    await patch({ premises: { faults: [{ operation: "LDAP", delayMs: 1500 }] } });
    await press("approve", data, call.activityId);
    await connector.until((c) => c.activityId === call.activityId && /▶ Step 1 of/.test(wordsOf(cardOf(c.body))));
    await lab.agent.kill();
    await patch({ premises: { faults: [] } });
    await lab.agent.restart();
    const end = await connector.until(
      (c) =>
        c.activityId === call.activityId &&
        /✗ Failed|\? The outcome is not known|The world changed|✓ Done/.test(wordsOf(cardOf(c.body))),
    );
    assert.ok(end);
    await lab.idle();
    assert.equal(
      Object.keys((await world()).premises.directory.forests["contoso.local"].objects).filter((dn) =>
        dn.startsWith("CN=Farah"),
      ).length,
      1,
    );
  });
  it("i-003: starts a stopped service", async () => {
    await start(join("cases", "i-003-service-disabled-health-alert.json"));
    await mention("m.oyelaran isn't in 365");
    const d = await card("The synchronization service is stopped");
    await press("propose", button(d.body, "propose").data, d.activityId);
    const call = await card("Waiting for a decision");
    await press("approve", button(call.body, "approve").data, call.activityId);
    await card("✓ Resolved");
    assert.equal((await world()).premises.services.ADSync.Status, "Running");
  });
});
