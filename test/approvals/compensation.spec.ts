import assert from "node:assert/strict";
import { wordsIn } from "../../src/domain";
import { beforeImage } from "../../src/approvals/before";
import { frozen, imageAfter, undoOf } from "../../src/approvals/compensation";
import { riskOf } from "../../src/approvals/risk";
import { absent, COMMAND_KINDS, undoText, type Command, type Draft, type Expectation } from "../../src/domain";
import { personOf } from "../../src/identity/person";
import { approval } from "../support/cases";
import { ana, cloudAna, DELTA, emptyUser, GUID, stamp, write } from "../remediations/world";

const place: Expectation = { system: "ad", objectGUID: GUID, attribute: "dn", equals: ana().dn, says: "" };
const mail: Expectation = { system: "ad", objectGUID: GUID, attribute: "mail", equals: "old@contoso.com", says: "" };
const anchor: Expectation = { system: "entra", id: "u", property: "onPremisesImmutableId", equals: null, says: "" };
const BEFORE = [place, mail, anchor];
const member = (kind: "add-group-member" | "remove-group-member"): Command => ({
  system: "premises",
  kind,
  groupDn: "CN=Pilot,DC=contoso,DC=local",
  objectGUID: GUID,
});

describe("how a command is taken back", () => {
  const back: [string, Command, Command][] = [
    ["an attribute gets its old value", write("mail", "new@contoso.com"), write("mail", "old@contoso.com")],
    [
      "a moved object goes to its old place",
      { system: "premises", kind: "move-ad-object", objectGUID: GUID, targetOu: "OU=Other,DC=contoso,DC=local" },
      { system: "premises", kind: "move-ad-object", objectGUID: GUID, targetOu: "OU=Staff,DC=contoso,DC=local" },
    ],
    ["a member is taken out again", member("add-group-member"), member("remove-group-member")],
    ["an anchor that was empty is emptied", stamp("u", "AAA="), stamp("u", null)],
    [
      "a deleted user is restored",
      { system: "entra", kind: "delete-user", id: "u" },
      { system: "entra", kind: "restore-user", id: "u" },
    ],
    [
      "a restored user is deleted",
      { system: "entra", kind: "restore-user", id: "u" },
      { system: "entra", kind: "delete-user", id: "u" },
    ],
  ];
  for (const [name, command, expected] of back)
    it(name, () => assert.deepEqual(undoOf(command, BEFORE), { command: expected }));
  it("a value that is not in the before-image is never guessed", () => {
    for (const command of [write("info", "x"), stamp("somebody", "AAA=")])
      assert.match(JSON.stringify(undoOf(command, BEFORE)), /is not recorded/);
  });
  it("M5: what would switch the scheduler off, stop a service or take a right away is not ordered", () => {
    const final: Command[] = [
      { system: "premises", kind: "set-scheduler", set: { SyncCycleEnabled: true } },
      { system: "premises", kind: "start-service", name: "ADSync" },
      { system: "premises", kind: "restart-service", name: "ADSync" },
      { system: "premises", kind: "enable-tls12" },
      { system: "entra", kind: "purge-deleted-user", id: "u" },
      DELTA,
    ];
    for (const command of final) assert.ok("impossible" in undoOf(command, BEFORE), command.kind);
    assert.ok(COMMAND_KINDS.includes("remove-group-member"));
  });
});

describe("a frozen plan", () => {
  const draft = (commands: readonly Command[]): Draft => ({
    remediation: "hard-match",
    title: "t",
    risk: "grave",
    summary: "s",
    changes: [],
    touches: [],
    commands,
    expects: [],
    verify: { kind: "engine-runs" },
  });
  it("a step that writes over an earlier one goes back to that one's value, so that the last is taken back first", () => {
    const { undo } = frozen(draft([write("mail", "a@x.org"), DELTA, write("mail", "b@x.org")]), BEFORE);
    assert.deepEqual(undo[0], { command: write("mail", "old@contoso.com") });
    assert.deepEqual(undo[2], { command: write("mail", "a@x.org") });
  });
  it("the image after the run holds what the steps wrote, and says so", () => {
    const [dn] = imageAfter(
      [{ ...place, says: `dn of Ana was ${ana().dn}.` }],
      [{ system: "premises", kind: "move-ad-object", objectGUID: GUID, targetOu: "OU=X,DC=contoso,DC=local" }],
    );
    assert.equal(dn?.system === "ad" && dn.equals, "CN=Ana Lima,OU=X,DC=contoso,DC=local");
    assert.equal(wordsIn(dn?.says ?? ""), "dn of Ana was CN=Ana Lima,OU=X,DC=contoso,DC=local.");
  });
  it("the before-image holds what is written, and what synchronization may change for the person", () => {
    const unread = absent({ system: "ask", via: "test" });
    const facts = new Proxy({} as Parameters<typeof personOf>[0], { get: () => unread });
    const person = {
      ...personOf(facts),
      ad: ana(),
      others: [],
      users: [cloudAna()],
      deleted: [emptyUser()],
      anchor: "A=",
    };
    const says = beforeImage(draft([write("mail", "x@x.org"), DELTA]), person).map((e) => wordsIn(e.says));
    for (const part of [
      `mail of ${ana().dn} was ana.lima@contoso.com.`,
      "ana.lima@contoso.com (cloud-ana) was among the users.",
      "onPremisesImmutableId of ana.lima@contoso.com (cloud-ana) was (empty).",
      "ana.lima1234@contoso.onmicrosoft.com (empty) was among the deleted users.",
    ])
      assert.ok(says.includes(part), part);
  });
});

describe("what is said of undo", () => {
  const plan = frozen(
    {
      ...approval().plan,
      commands: [write("mail", "x@x.org"), { system: "entra", kind: "purge-deleted-user", id: "u" }, stamp("u", "A=")],
    },
    BEFORE,
  );
  const done = (...commands: number[]) =>
    commands.map((command) => ({ command, commandId: "x", state: "done" as const, at: "", detail: "" }));
  it("before the run it is of every step", () =>
    assert.equal(
      undoText(approval({ plan, state: "pending" })),
      "Steps 1, 3 can be taken back. Step 2 cannot: A purged user cannot come back; its values stand in this plan.",
    ));
  it("A13: afterwards it is of the steps that ran, and of no other", () => {
    assert.equal(undoText(approval({ plan, state: "failed", steps: done(0) })), "Every step can be taken back.");
    assert.match(undoText(approval({ plan, state: "failed", steps: done(0, 1) })), /^Step 1 can .* Step 2 cannot/);
    for (const state of ["declined", "expired", "stale", "failed"] as const)
      assert.match(undoText(approval({ plan, state })), /^Nothing was changed/);
  });
});

describe("the risk of steps that no remediation planned", () => {
  it("A2: is that of the gravest step, and whoever writes an anchor decides whose account it is", () => {
    assert.equal(riskOf([DELTA]), "trigger");
    assert.equal(riskOf([DELTA, write("mail", "x@x.org")]), "write");
    assert.equal(riskOf([write("mS-DS-ConsistencyGuid", GUID)]), "grave");
    assert.equal(riskOf([stamp("u", null), DELTA]), "grave");
    assert.equal(riskOf([{ system: "entra", kind: "purge-deleted-user", id: "u" }]), "grave");
  });
});
