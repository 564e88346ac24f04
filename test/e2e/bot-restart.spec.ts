import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLab, type Lab } from "../../src/cli/lab";
import {
  buttonOf,
  cardOf,
  startFakeConnector,
  teamsClient,
  wordsOf,
  type FakeConnector,
  type Teams,
} from "../support/fake-connector";

const PIOTR = "9bf67aa8-e855-5293-a8c8-8293b2b25382",
  TENANT = "3f0c4b0e-9d6a-4f43-8f0a-0d1f7c2f5a10";
const CHANNEL = { id: "19:help@thread.tacv2;messageid=1", type: "channel" } as const;

/** The whole product, ended and started again on the folder of its cases between two clicks of a person. */
describe("a restart between two clicks", function () {
  this.timeout(60_000);
  let folder: string, lab: Lab, connector: FakeConnector, channel: Teams;
  const start = async (): Promise<void> => {
    lab = await startLab({
      scenario: join("test", "scenarios", "default.json"),
      port: 0,
      playground: false,
      root: process.cwd(),
      folder,
    });
    channel = teamsClient(connector, lab.messages, TENANT, CHANNEL);
  };
  const restart = async (): Promise<void> => {
    await lab.close();
    await start();
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "restart-"));
    connector = await startFakeConnector();
    await start();
  });
  afterEach(async () => {
    await lab.close();
    await connector.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const now = (id: string): string => wordsOf(cardOf(connector.messages.get(id)));

  it("the choice of a person is still open", async () => {
    await channel.say("minh.tram", PIOTR);
    const asked = await channel.card("Minh Tran");
    await lab.idle();
    await restart();
    await channel.press("pick", buttonOf(cardOf(asked.body), "pick").data, asked.activityId, PIOTR);
    await lab.idle();
    assert.match(now(asked.activityId), /Minh Tran[^]*Evidence/);
  });
  it("the walk goes on where it stood", async () => {
    await channel.say("farah.siddiqui@contoso.com isn't in Microsoft 365", PIOTR);
    const d = await channel.card("The user's OU is not selected");
    const click = async (card: unknown, verb: string, data: Record<string, unknown> = {}): Promise<unknown> =>
      (await channel.press(verb, buttonOf(card, verb, data).data, d.activityId, PIOTR)).value;
    const first = await click(cardOf(d.body), "walk"),
      second = await click(first, "walk-step", { event: "next" });
    assert.notEqual(wordsOf(second), wordsOf(first));
    await restart();
    const third = await click(second, "walk-step", { event: "next" });
    await restart();
    const diagnosis = await click(third, "diagnosis");
    assert.equal(wordsOf(await click(diagnosis, "walk")), wordsOf(third));
    assert.equal(wordsOf(await click(third, "walk-step", { event: "back" })), wordsOf(second));
  });
  it("the way of a repair is still open, and the plan can still be approved", async () => {
    await channel.say("farah.siddiqui@contoso.com isn't in Microsoft 365", PIOTR);
    const d = await channel.card("The user's OU is not selected"),
      asked = await channel.press("propose", buttonOf(cardOf(d.body), "propose").data, d.activityId, PIOTR);
    await restart();
    await channel.press("choose-option", buttonOf(asked.value, "choose-option").data, d.activityId, PIOTR);
    const plan = await channel.card("Waiting for a decision");
    await lab.idle();
    await restart();
    await channel.press("approve", buttonOf(cardOf(plan.body), "approve").data, plan.activityId, PIOTR);
    await channel.card("✓ Resolved");
    await lab.idle();
    assert.match(now(plan.activityId), /✓ Done/);
    assert.match(now(d.activityId), /resolved/i);
  });
});
