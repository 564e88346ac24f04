import assert from "node:assert/strict";
import { PREMISES_COMMANDS, QUESTIONS } from "../../src/domain";
import { commandSchema, questionSchema } from "../../src/premises/wire";

const PERSON = "0bc5953c-c051-59e1-9787-1cb46829256c";

describe("the lists of questions and commands", () => {
  it("name each kind by its key", () => {
    for (const table of [QUESTIONS, PREMISES_COMMANDS])
      for (const [key, schema] of Object.entries(table)) assert.equal(schema.shape.kind.value, key);
  });
  for (const [what, question] of [
    ["a kind that is in no list", { kind: "script" }],
    ["more than its name", { kind: "host", path: "C:\\" }],
    ["an object without a GUID", { kind: "ad-object", objectGUID: "jin.park" }],
    ["more values than are looked for", { kind: "people", values: Array<string>(201).fill("a"), names: [] }],
  ] as const)
    it(`refuse a question with ${what}`, () => assert.equal(questionSchema.safeParse(question).success, false));
  for (const [what, command] of [
    ["a kind that is in no list", { system: "premises", kind: "run-script" }],
    ["another system", { system: "entra", kind: "enable-tls12" }],
    ["a service that is none of sync's", { system: "premises", kind: "start-service", name: "Spooler" }],
    [
      "an attribute that is never written",
      { system: "premises", kind: "set-ad-attribute", objectGUID: PERSON, attribute: "adminCount", value: "0" },
    ],
    ["more than it says", { system: "premises", kind: "stop-sync-cycle", force: true }],
  ] as const)
    it(`refuse a command with ${what}`, () => assert.equal(commandSchema.safeParse(command).success, false));
  it("M5: hold no command that leaves the scheduler off", () => {
    const set = (values: object) => commandSchema.safeParse({ system: "premises", kind: "set-scheduler", set: values });
    assert.ok(set({ SyncCycleEnabled: true }).success && set({ SchedulerSuspended: false }).success);
    for (const off of [{ SyncCycleEnabled: false }, { SchedulerSuspended: true }, { SyncCycleEnabled: "false" }])
      assert.equal(set(off).success, false, JSON.stringify(off));
    assert.deepEqual(
      Object.entries(PREMISES_COMMANDS).flatMap(([kind, { shape }]) =>
        Object.keys(shape).includes("set") || /suspend|disable/i.test(kind) ? [kind] : [],
      ),
      ["set-scheduler"],
    );
  });
  it("M3, M4: hold no command that reaches the deletion threshold, the tenant's protections or the policy", () => {
    const text = JSON.stringify(Object.entries(PREMISES_COMMANDS).map(([k, { shape }]) => [k, Object.keys(shape)]));
    assert.doesNotMatch(
      text,
      /threshold|block|bypass|onPremisesObjectIdentifier|dirsync|policy(?!Type)|script|\bpath|\bfile/i,
    );
  });
  it("take what they are for", () => {
    assert.ok(questionSchema.safeParse({ kind: "chains", dns: ["CN=Jin Park,OU=Staff,DC=contoso,DC=local"] }).success);
    const value = ["SMTP:jin.park@contoso.com"];
    const set = {
      system: "premises",
      kind: "set-ad-attribute",
      objectGUID: PERSON,
      attribute: "proxyAddresses",
      value,
    };
    assert.ok(commandSchema.safeParse(set).success);
  });
});
