import assert from "node:assert/strict";
import { PRODUCTION_POLICY } from "../../src/approvals/states";
import { policyOf, rightsOf, settingsOf } from "../../src/cli/settings";
import { TriageError } from "../../src/domain";

const GROUP = "bd126b7f-3802-505b-802e-5c3e6de2762d",
  ROLE = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";
const NEEDED = {
  SYNC_TRIAGE_MODE: "production",
  BOT_ID: "33333333-3333-4333-8333-333333333333",
  BOT_TYPE: "UserAssignedMSI",
  BOT_TENANT_ID: "11111111-1111-4111-8111-111111111111",
  DATA_FOLDER: "/home/data",
  RELAY_NAMESPACE: "contoso.servicebus.windows.net",
  RELAY_ENTITY: "agents/sync01",
  RELAY_KEY_NAME: "send",
  RELAY_KEY: "key",
  BOT_SIGNING_KEY: "key",
  AGENT_ID: "sync01",
  AGENT_PUBLIC_KEY: "key",
};
const NOBODY = { roles: [], groups: [] };
const settings = (more: Record<string, string> = {}) => settingsOf({ ...NEEDED, ...more });

describe("the settings of production", () => {
  it("A1: say nothing of who may do what: nobody may", () =>
    assert.deepEqual(rightsOf(settings()), {
      read: NOBODY,
      open: NOBODY,
      trigger: NOBODY,
      write: NOBODY,
      grave: NOBODY,
      "break-glass": NOBODY,
    }));
  it("A1: name roles and groups by their ids", () => {
    const rights = rightsOf(settings({ MAY_DECIDE_WRITE: `role:${ROLE.toUpperCase()}; group:${GROUP};` }));
    assert.deepEqual(rights.write, { roles: [ROLE], groups: [GROUP] });
  });
  for (const entry of ["Hybrid Identity Administrator", `role:Global Administrator`, GROUP, `group:${GROUP}x`, "*"])
    it(`A1: refuse ${JSON.stringify(entry)}, which is no id of a role or a group`, () =>
      assert.throws(
        () => settings({ MAY_OPEN: `role:${ROLE};${entry}` }),
        (e) => e instanceof TriageError && /MAY_OPEN \(entries are role:/.test(e.message),
      ));
  it("A2, A15: without a rule, the ones of production hold; a rule changes what it names", () => {
    assert.deepEqual(policyOf(settings()), PRODUCTION_POLICY);
    const { grave, write } = policyOf(settings({ RULE_GRAVE: "people=3; minutes=60", RULE_WRITE: "reason=no" }));
    assert.deepEqual(grave, { ...PRODUCTION_POLICY.grave, people: 3, lifeMs: 3_600_000 });
    assert.deepEqual(write, { ...PRODUCTION_POLICY.write, reasonNeeded: false });
  });
  for (const rule of ["people=0", "minutes=1441", "proof=maybe", "approvers=me", "people", "minutes=0"])
    it(`A7: refuse the rule ${JSON.stringify(rule)}`, () =>
      assert.throws(
        () => settings({ RULE_GRAVE: rule }),
        (e) => e instanceof TriageError && /RULE_GRAVE/.test(e.message),
      ));
  it("D5: keep the audit longer than the cases, for whole days", () => {
    const { CASES_KEPT_DAYS, AUDIT_KEPT_DAYS } = settings();
    assert.ok(AUDIT_KEPT_DAYS > CASES_KEPT_DAYS);
    assert.equal(settings({ CASES_KEPT_DAYS: "30", AUDIT_KEPT_DAYS: "31" }).CASES_KEPT_DAYS, 30);
    assert.throws(
      () => settings({ CASES_KEPT_DAYS: "30", AUDIT_KEPT_DAYS: "30" }),
      /must be more than CASES_KEPT_DAYS/,
    );
    for (const none of ["0", "-1", "x", "1.5"])
      assert.throws(() => settings({ CASES_KEPT_DAYS: none }), /CASES_KEPT_DAYS/);
  });
});
