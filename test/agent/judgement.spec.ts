/** What the agent refuses of an order, before it looks at the directory. Rows of the threat model in the titles. */
import assert from "node:assert/strict";
import type { Command, Plan, PremisesCommand } from "../../src/domain";
import { planDigest } from "../../src/domain/digest";
import { whyNotTaken, type Bench, type Order } from "../../src/agent/judgement";
import type { Remembered } from "../../src/agent/journal";
import { isThere, planOf } from "../support/orders";

const NOW = new Date("2026-03-02T09:00:00.000Z"),
  EPOCH = Date.parse("2026-03-02T08:00:00.000Z"),
  MINUTE = 60_000,
  GUID = "11111111-2222-3333-4444-555555555555";
const at = (minutes: number): string => new Date(NOW.getTime() + minutes * MINUTE).toISOString();
const setMail: PremisesCommand = {
    system: "premises",
    kind: "set-ad-attribute",
    objectGUID: GUID,
    attribute: "mail",
    value: "new@contoso.com",
  },
  cycle: PremisesCommand = { system: "premises", kind: "start-sync-cycle", policyType: "Delta" },
  remove: Command = { system: "entra", kind: "delete-user", id: "u1" };

const orderOf = (plan: Plan, more: Partial<Order> = {}): Order => ({
  commandId: "a.0",
  epoch: EPOCH,
  counter: 1,
  nonce: "n",
  args: { step: 0, command: plan.commands[0] as PremisesCommand },
  plan,
  planDigest: planDigest(plan),
  approvalId: "a",
  approvedBy: ["one"],
  reason: "INC-4711",
  notBefore: at(0),
  notAfter: at(5),
  ...more,
});
/** A journal that knows these commands. */
const knowing = (known: Record<string, Remembered> = {}, epoch = 0): Bench["journal"] => ({
  epoch,
  used: () => false,
  remember: (id) => known[id] ?? { progress: "never-arrived" },
});
const bench = (more: Partial<Bench> = {}): Bench => ({
  now: NOW,
  startedAt: new Date(at(-60)),
  policy: {},
  journal: knowing(),
  ...more,
});
const plan = planOf([setMail, cycle]);
const secondStep = { commandId: "a.1", args: { step: 1, command: cycle } };
const done = (digest: string): Remembered => ({
  progress: "ended",
  planDigest: digest,
  outcome: { state: "done", detail: "" },
});

describe("an order, as the agent judges it", () => {
  const taken = (order: Order, b = bench()): void => assert.equal(whyNotTaken(order, b), undefined);
  const refused = (order: Order, why: RegExp, b = bench()): void => assert.match(whyNotTaken(order, b) ?? "taken", why);

  it("is taken where all holds", () => taken(orderOf(plan)));

  describe("A13: what runs is what was shown", () => {
    it("a plan of which one byte was changed is refused, and both digests are named", () => {
      const changed = { ...plan, title: "A repaiR" },
        why = whyNotTaken(orderOf(changed, { planDigest: planDigest(plan) }), bench()) ?? "";
      assert.ok(why.includes(planDigest(plan)) && why.includes(planDigest(changed)), why);
    });
    for (const [what, changed] of [
      ["its expectations are left out", { ...plan, expects: [] }],
      ["its commands are another's", { ...plan, commands: [{ ...setMail, value: "evil@contoso.com" }, cycle] }],
      ["its class is made lighter", { ...plan, risk: "trigger" }],
    ] as [string, Plan][])
      it(`a plan is refused where ${what}`, () =>
        refused(orderOf(changed, { planDigest: planDigest(plan) }), /not the one that was approved/));
    it("a command that is not the plan's step is refused", () => {
      refused(orderOf(plan, { args: { step: 0, command: { ...setMail, value: "x@contoso.com" } } }), /not step 1/);
      refused(orderOf(plan, { args: { step: 0, command: cycle } }), /not step 1/);
      refused(orderOf(plan, { commandId: "a.7", args: { step: 7, command: cycle } }), /not step 8/);
    });
    it("an id that is not its step's is refused", () => {
      refused(orderOf(plan, { commandId: "a.1" }), /id is not that of its step/);
      refused(orderOf(plan, { commandId: "b.0" }), /id is not that of its step/);
    });
    it("a step is refused before its earlier ones were carried out here, for this plan", () => {
      const second = orderOf(plan, secondStep),
        failed: Remembered = { ...done(planDigest(plan)), outcome: { state: "failed", detail: "" } } as Remembered;
      taken(second, bench({ journal: knowing({ "a.0": done(planDigest(plan)) }) }));
      for (const known of [undefined, failed, done("f".repeat(64))])
        refused(
          second,
          /step 1 of its plan was not carried out here/,
          bench({ journal: knowing(known === undefined ? {} : { "a.0": known }) }),
        );
    });
    it("a step in the cloud is not looked for in the journal", () => {
      const mixed = planOf([remove, cycle], { risk: "trigger" });
      taken(orderOf(mixed, secondStep));
    });
  });

  describe("A7: it lives for ten minutes at most", () => {
    it("the last moment that is let through, and the first that is not", () => {
      taken(orderOf(plan, { notBefore: at(0), notAfter: at(10) }));
      refused(orderOf(plan, { notBefore: at(-1), notAfter: at(9.001) }), /longer than 10 minutes/);
      refused(orderOf(plan, { notBefore: at(1), notAfter: at(10.001) }), /more than 10 minutes from now/);
      refused(orderOf(plan, { notAfter: "2099-01-01T00:00:00Z" }), /longer than 10 minutes/);
    });
    it("R3: clocks may stand five minutes apart, and a refusal says what the agent's says", () => {
      taken(orderOf(plan, { notBefore: at(5), notAfter: at(10) }));
      refused(orderOf(plan, { notBefore: at(5.001), notAfter: at(10) }), /clock says 2026-03-02T09:00:00\.000Z/);
    });
  });

  describe("R3: it is not an old one", () => {
    it("made before this agent started", () =>
      refused(
        orderOf(plan, { notBefore: at(-1) }),
        /before this agent started/,
        bench({ startedAt: new Date(at(-0.5)) }),
      ));
    it("with a nonce or a counter that were used", () =>
      refused(orderOf(plan), /received before/, bench({ journal: { ...knowing(), used: () => true } })));
  });

  describe("R13: it is of the newest bot", () => {
    it("an older epoch is refused; the same and a newer one are taken", () => {
      const newest = bench({ journal: knowing({}, EPOCH) });
      refused(orderOf(plan, { epoch: EPOCH - 1 }), /older one \(epoch 2026-03-02T07:59:59\.999Z\)/, newest);
      for (const epoch of [EPOCH, EPOCH + 1]) taken(orderOf(plan, { epoch }), newest);
    });
    it("an epoch that is still to come would shut out every later bot, and is refused", () =>
      refused(orderOf(plan, { epoch: NOW.getTime() + 5 * MINUTE + 1 }), /still to come/));
  });

  describe("R5: it was approved as the site wants it", () => {
    const write = planOf([setMail]),
      grave = planOf([setMail], { risk: "grave" }),
      trigger = planOf([cycle], { risk: "trigger" });
    it("by nobody: refused, whatever the class", () => {
      for (const p of [trigger, write, grave]) refused(orderOf(p, { approvedBy: [] }), /needs the approval/);
    });
    it("a grave one by two different people", () => {
      refused(orderOf(grave), /approval of 2 and has that of 1/);
      refused(orderOf(grave, { approvedBy: ["one", "one"] }), /approval of 2 and has that of 1/);
      taken(orderOf(grave, { approvedBy: ["one", "two"] }));
    });
    it("A10: a write for a reason that is not blank", () => {
      for (const reason of [undefined, "", " \t"]) refused(orderOf(write, { reason }), /needs a reason/);
      taken(orderOf(trigger, { reason: undefined }));
    });
    it("what changes the directory is a write, whatever the plan says of itself", () =>
      refused(orderOf(planOf([setMail], { risk: "trigger" }), { reason: undefined }), /needs a reason/));
    it("as the site's policy wants it", () => {
      const strict = bench({ policy: { approvals: { trigger: { people: 2, reasonNeeded: true } } } });
      refused(orderOf(trigger), /approval of 2/, strict);
      taken(
        orderOf(write, { reason: undefined }),
        bench({ policy: { approvals: { write: { people: 1, reasonNeeded: false } } } }),
      );
    });
  });

  describe("A8: it rests on something", () => {
    it("a write to an object without an expectation of that object is refused", () => {
      for (const expects of [[], [isThere("99999999-2222-3333-4444-555555555555")]])
        refused(orderOf(planOf([setMail], { expects })), /how the object must stand/);
    });
    it("a right is not given on nothing", () => {
      const grant: PremisesCommand = {
        system: "premises",
        kind: "grant-connector-permission",
        connectorName: "contoso.local",
        dn: "OU=Staff,DC=contoso,DC=local",
        permissionSet: "basic-read",
      };
      refused(orderOf(planOf([grant])), /before a right is given/);
      taken(orderOf(planOf([grant], { expects: [isThere(GUID)] })));
    });
  });
});
