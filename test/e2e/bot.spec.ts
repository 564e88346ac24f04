import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { startLab, type Lab } from "../../src/cli/lab";
import {
  buttonOf,
  buttonsOf,
  cardOf,
  startFakeConnector,
  teamsClient,
  wordsOf,
  type Answer,
  type Call,
  type FakeConnector,
  type Teams,
} from "../support/fake-connector";

const PIOTR = "9bf67aa8-e855-5293-a8c8-8293b2b25382",
  GRACE = "e752b931-2cc1-51e0-bd68-ab6fd4cdb29e",
  TENANT = "3f0c4b0e-9d6a-4f43-8f0a-0d1f7c2f5a10";
const CHANNEL = { id: "19:help@thread.tacv2;messageid=1", type: "channel" } as const,
  CHAT = { id: "a:piotr", type: "personal" } as const;
const FARAH = "farah.siddiqui@contoso.com isn't in Microsoft 365";

/** Roads beside the main one, on the real lab: other people, other buttons, a channel that refuses. */
describe("the bot in the lab", function () {
  this.timeout(60_000);
  let lab: Lab, connector: FakeConnector, channel: Teams;
  beforeEach(async () => {
    connector = await startFakeConnector();
    lab = await startLab({
      scenario: join("test", "scenarios", "default.json"),
      port: 0,
      playground: false,
      root: process.cwd(),
    });
    channel = teamsClient(connector, lab.messages, TENANT, CHANNEL);
  });
  afterEach(async () => {
    connector.fail = () => undefined;
    await lab.close();
    await connector.stop();
  });

  const world = async (): Promise<any> => (await fetch(lab.world)).json();
  const patch = async (p: object): Promise<void> =>
    assert.equal((await fetch(lab.world, { method: "PATCH", body: JSON.stringify(p) })).status, 200);
  const farah = async (): Promise<string> =>
    Object.keys((await world()).premises.directory.forests["contoso.local"].objects).find((dn) =>
      dn.startsWith("CN=Farah"),
    )!;
  const exports = async (): Promise<number> =>
    (await world()).premises.runHistory.filter(
      (r: any) =>
        r.RunProfileName === "Export" && r.ConnectorName.endsWith("AAD") && r.StartDate >= "2026-11-23T09:00:00Z",
    ).length;
  /** Diagnosed, the first repair offered, the recommended option taken where one has to be chosen. */
  async function planned(
    text: string,
    cause: string,
    teams = channel,
  ): Promise<{ diagnosis: Call; call: Call; data: Record<string, unknown> }> {
    await teams.say(text, PIOTR);
    const diagnosis = await teams.card(cause),
      answer = await teams.press(
        "propose",
        buttonOf(cardOf(diagnosis.body), "propose").data,
        diagnosis.activityId,
        PIOTR,
      );
    if (buttonsOf(answer.value).some((b) => b.verb === "choose-option"))
      await teams.press("choose-option", buttonOf(answer.value, "choose-option").data, diagnosis.activityId, PIOTR);
    const call = await teams.card("Waiting for a decision");
    return { diagnosis, call, data: buttonOf(cardOf(call.body), "approve").data };
  }
  const shown = (call: Call): string => wordsOf(cardOf(connector.messages.get(call.activityId)));

  it("answers before it has the diagnosis, which then replaces that answer", async () => {
    await channel.say(FARAH, PIOTR);
    const d = await channel.card("The user's OU is not selected"),
      first = connector.calls.find((c) => c.status === 200 && cardOf(c.body) !== undefined)!;
    assert.deepEqual([first.method, first.activityId], ["POST", d.activityId]);
    assert.match(wordsOf(cardOf(first.body)), /Working out whom this is about/);
    assert.ok(connector.calls.filter((c) => c.activityId === d.activityId).length <= 4);
  });
  it("says what has changed once somebody fixed it by hand", async () => {
    await channel.say(FARAH, PIOTR);
    const d = await channel.card("The user's OU is not selected");
    const click = async (card: unknown, event: string): Promise<unknown> => {
      const { data } = buttonOf(card, "walk-step", { event });
      return (await channel.press("walk-step", data, d.activityId, PIOTR)).value;
    };
    const { value: overview } = await channel.press("walk", buttonOf(cardOf(d.body), "walk").data, d.activityId, PIOTR);
    const scope = await click(overview, "problem");
    assert.match(wordsOf(scope), /Not in order\n[^]*contoso\.local\/Staff\/NoSync/);
    const before = connector.calls.length;
    await patch({
      premises: {
        connectors: { "contoso.local": { Partitions: { "DC=contoso,DC=local": { ContainerExclusionList: [] } } } },
      },
    });
    await click(scope, "fixed");
    await lab.idle();
    const again = connector.calls.slice(before).filter((c) => c.method === "PUT" && c.activityId === d.activityId);
    assert.match(wordsOf(cardOf(again.at(-1)?.body)), /Looked again at .+: not in order → (in order|needs a look)/);
  });
  it("walks the guide: the overview, next, back, the next problem, re-check, and back to the cause", async () => {
    await channel.say(FARAH, PIOTR);
    const d = await channel.card("The user's OU is not selected");
    const click = async (card: unknown, verb: string, data: Record<string, unknown> = {}): Promise<unknown> => {
      const a = await channel.press(verb, buttonOf(card, verb, data).data, d.activityId, PIOTR);
      assert.equal(a.type, "application/vnd.microsoft.card.adaptive");
      return a.value;
    };
    const first = await click(cardOf(d.body), "walk"),
      second = await click(first, "walk-step", { event: "next" });
    assert.notEqual(wordsOf(second), wordsOf(first));
    assert.equal(wordsOf(await click(second, "walk-step", { event: "back" })), wordsOf(first));
    const problem = buttonsOf(second).find((b) => b.verb === "walk-step" && b.data["event"] === "problem");
    assert.ok(problem, "the step offers no way to the next problem");
    const third = await click(second, "walk-step", problem.data);
    assert.notEqual(wordsOf(third), wordsOf(second));
    const before = connector.calls.length;
    await click(third, "walk-step", { event: "recheck" });
    await lab.idle();
    const again = connector.calls.slice(before).find((c) => c.method === "PUT" && c.activityId === d.activityId);
    assert.equal(wordsOf(cardOf(again?.body)).split("\n")[0], wordsOf(third).split("\n")[0]);
    assert.match(wordsOf(await click(cardOf(again!.body), "diagnosis")), /The user's OU is not selected/);
  });
  it("restores a deleted user", async () => {
    const { call, data } = await planned("ravi.kapoor@contoso.com", "A deleted cloud user still holds it");
    await channel.press("approve", data, call.activityId, PIOTR);
    await channel.card("✓ Resolved");
    const { cloud } = await world();
    assert.equal(cloud.users["7b1f2c90-54aa-4f5e-9d3c-2a6f0c1e8d44"].userPrincipalName, "ravi.kapoor@contoso.com");
    assert.equal(cloud.deletedUsers["7b1f2c90-54aa-4f5e-9d3c-2a6f0c1e8d44"], undefined);
  });
  it("asks which of two people gives way, and changes that one only", async () => {
    await channel.say("minh.tran", PIOTR);
    const d = await channel.card("Two AD objects hold the same value"),
      asked = await channel.press(
        "propose",
        buttonOf(cardOf(d.body), "propose", { remediation: "set-user-principal-name" }).data,
        d.activityId,
        PIOTR,
      );
    assert.ok(buttonsOf(asked.value).filter((b) => b.verb === "choose-option").length >= 2);
    await channel.press("choose-option", buttonOf(asked.value, "choose-option").data, d.activityId, PIOTR);
    const call = await channel.card("Waiting for a decision"),
      before = await world();
    await channel.press("approve", buttonOf(cardOf(call.body), "approve").data, call.activityId, PIOTR);
    await lab.idle();
    assert.match(shown(call), /✓ Done/);
    const upns = (w: any): string[] =>
      [
        w.premises.directory.forests["contoso.local"].objects["CN=Minh Tran,OU=Staff,DC=contoso,DC=local"],
        w.premises.directory.forests["fabrikam.local"].objects["CN=Minh Tran,OU=People,DC=fabrikam,DC=local"],
      ].map((o) => o.userPrincipalName);
    const after = upns(await world());
    assert.equal(after.filter((u, i) => u !== upns(before)[i]).length, 1);
    assert.equal(new Set(after).size, 2);
  });
  it("fifty clicks of three people run once; each gets an answer", async () => {
    const third = "a4ecae41-3369-5abd-ba88-a5e3ad41728f";
    await patch({ cloud: { directoryRoles: { "Hybrid Identity Administrator": [PIOTR, third] } } });
    const { call, data } = await planned(FARAH, "The user's OU is not selected");
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        channel.press("approve", data, call.activityId, [PIOTR, GRACE, third][i % 3]!),
      ),
    );
    assert.ok(answers.every((a) => a.statusCode === 200));
    await lab.idle();
    assert.match(shown(call), /✓ Done/);
    assert.equal(await exports(), 1);
  });
  it("a declined plan is not run, also where somebody approves it afterwards", async () => {
    const { call, data } = await planned(FARAH, "The user's OU is not selected");
    await channel.press("decline", { ...data, reason: "She moves next week" }, call.activityId, PIOTR);
    const late = await channel.press("approve", data, call.activityId, GRACE);
    assert.match(String(late.value), /declined/);
    await lab.idle();
    assert.match(shown(call), /She moves next week/);
    assert.match(await farah(), /OU=NoSync/);
  });
  it("a revision that never was, and an id from another conversation, decide nothing", async () => {
    const { call, data } = await planned(FARAH, "The user's OU is not selected");
    const elsewhere = teamsClient(connector, lab.messages, TENANT, CHAT),
      tries: Answer[] = [
        await channel.press("approve", { ...data, rev: 99 }, call.activityId, PIOTR),
        await channel.press("approve", { ...data, rev: 0 }, call.activityId, PIOTR),
        await channel.press("approve", { ...data, rev: "x" }, call.activityId, PIOTR),
        await elsewhere.press("approve", data, call.activityId, PIOTR),
      ];
    assert.ok(tries.every((a) => a.type !== "application/vnd.microsoft.card.adaptive"));
    assert.deepEqual(
      tries[3],
      await channel.press("approve", { ...data, id: "AAAAAAAAAAAAAAAAAAAAAA" }, call.activityId, PIOTR),
    );
    await lab.idle();
    assert.match(shown(call), /Waiting for a decision/);
    assert.match(await farah(), /OU=NoSync/);
  });
  it("a card that the channel will not update undoes no decision", async () => {
    const { call, data } = await planned(FARAH, "The user's OU is not selected");
    connector.fail = (method, _, id) =>
      method !== "PUT"
        ? undefined
        : id === call.activityId
          ? { status: 404, code: "ActivityNotFoundInConversation" }
          : { status: 429, code: "TooManyRequests" };
    const answer = await channel.press("approve", data, call.activityId, PIOTR);
    assert.equal(answer.type, "application/vnd.microsoft.card.adaptive");
    await channel.card("✓ Resolved");
    await lab.idle();
    assert.match(await farah(), /^CN=Farah Siddiqui,OU=Staff,/);
    assert.equal(await exports(), 1);
    for (const c of connector.calls)
      assert.doesNotMatch(`${wordsOf(cardOf(c.body))}${c.body?.text ?? ""}`, /Something failed/);
  });
  it("a channel that refuses the confirmation is not told that nothing was changed", async () => {
    const { call, data } = await planned(FARAH, "The user's OU is not selected");
    let refused = 0;
    connector.fail = (method) =>
      method === "POST" && refused++ === 0 ? { status: 403, code: "BotNotInConversationRoster" } : undefined;
    await channel.press("approve", data, call.activityId, PIOTR);
    await lab.idle();
    assert.ok(refused > 0);
    assert.match(await farah(), /^CN=Farah Siddiqui,OU=Staff,/);
    for (const c of connector.calls)
      assert.doesNotMatch(`${wordsOf(cardOf(c.body))}${c.body?.text ?? ""}`, /nothing was changed/);
    await channel.say("status", PIOTR);
    await lab.idle();
    assert.match(wordsOf(cardOf(connector.calls.at(-1)!.body)), /Farah/);
  });
  it("an agent that dies in a step ends the run in a clear word; its return runs nothing", async () => {
    const { call, data } = await planned(FARAH, "The user's OU is not selected");
    await patch({ premises: { faults: [{ operation: "LDAP", delayMs: 2000 }] } }); // what the step rests on is read that long before it writes
    await channel.press("approve", data, call.activityId, PIOTR);
    await connector.until((c) => c.activityId === call.activityId && /▶ Step 1 of/.test(wordsOf(cardOf(c.body))));
    await lab.agent.kill();
    await patch({ premises: { faults: [] } });
    await lab.agent.restart();
    await lab.idle();
    assert.match(shown(call), /✗ Failed|\? The outcome is not known/);
    assert.match(
      String((await channel.press("approve", data, call.activityId, GRACE)).value),
      /its outcome is not known; it is not run again by itself/,
    );
    await lab.idle();
    assert.match(await farah(), /OU=NoSync/);
    assert.equal(await exports(), 0);
  });
  it("in a personal chat the report comes as a file where it is asked for, stored where the person agrees", async () => {
    const stored: string[] = [],
      drive = createServer((req, res) => {
        let text = "";
        req
          .on("data", (x) => {
            text += String(x);
          })
          .on("end", () => {
            stored.push(text);
            res.statusCode = 201;
            res.end();
          });
      });
    drive.listen(0, "127.0.0.1");
    await once(drive, "listening");
    try {
      const personal = teamsClient(connector, lab.messages, TENANT, CHAT),
        { call, data } = await planned(FARAH, "The user's OU is not selected", personal);
      const offered = (): any =>
        connector.calls
          .map((c) => c.body?.attachments?.[0])
          .find((a) => a?.contentType === "application/vnd.microsoft.teams.card.file.consent");
      await personal.press("approve", data, call.activityId, PIOTR);
      const outcome = await personal.card("✓ Resolved");
      await lab.idle();
      assert.equal(offered(), undefined);
      const report = await personal.press(
        "report",
        buttonOf(cardOf(outcome.body), "report").data,
        outcome.activityId,
        PIOTR,
      );
      const send = buttonOf(report.value, "report-file").data;
      await personal.press("report-file", { ...send, form: "html" }, outcome.activityId, PIOTR);
      const offer = offered();
      assert.ok(offer);
      await personal.send(PIOTR, {
        type: "invoke",
        name: "fileConsent/invoke",
        value: {
          type: "fileUpload",
          action: "accept",
          context: offer.content.acceptContext,
          uploadInfo: {
            uploadUrl: `http://127.0.0.1:${(drive.address() as AddressInfo).port}/report`,
            name: offer.name,
          },
        },
      });
      await lab.idle();
      assert.equal(stored.length, 1);
      assert.equal(Buffer.byteLength(stored[0]!, "utf8"), offer.content.sizeInBytes);
      assert.match(stored[0]!, /<html[\s\S]*Farah Siddiqui/);
    } finally {
      drive.close();
      drive.closeAllConnections();
    }
  });
  it("help, status, cases; nothing without a mention; a message delivered twice is one case", async () => {
    await channel.say("help", PIOTR);
    await channel.say("status", PIOTR);
    await channel.say("cases", PIOTR);
    await channel.send(PIOTR, { type: "message", text: FARAH });
    await lab.idle();
    assert.equal(connector.calls.length, 3);
    assert.match(
      connector.calls
        .slice(1)
        .map((c) => wordsOf(cardOf(c.body)))
        .join("\n"),
      /No case here yet[\s\S]*No cases/,
    );
    await Promise.all([0, 1].map(() => channel.say(FARAH, PIOTR, { id: "once" })));
    await lab.idle();
    const cards = connector.calls.slice(3).filter((c) => c.method === "POST");
    assert.equal(cards.length, 1);
    await channel.say("status", PIOTR);
    await lab.idle();
    assert.match(wordsOf(cardOf(connector.calls.at(-1)!.body)), /The user's OU is not selected/);
  });
  it("two people in one message are one card, with the cause of each", async () => {
    const before = connector.calls.length;
    await channel.say("farah.siddiqui@contoso.com and ravi.kapoor@contoso.com are missing", PIOTR);
    await lab.idle();
    const posted = connector.calls.slice(before).filter((c) => c.method === "POST" && wordsOf(cardOf(c.body)) !== ""),
      words = wordsOf(cardOf(connector.messages.get(posted[0]!.activityId)));
    assert.equal(posted.length, 1);
    assert.match(words, /The user's OU is not selected/);
    assert.match(words, /A deleted cloud user still holds it/);
  });
});
