import assert from "node:assert/strict";
import type { Command } from "../../src/domain";
import { planForm } from "../../src/domain/plan-form";
import { plan } from "../support/cases";

const isPlan = (...commands: unknown[]): boolean =>
  planForm.safeParse(plan({ commands: commands as Command[] })).success;
const update = (set: object): object => ({ system: "entra", kind: "update-user", id: "c1", set });

describe("the form of a plan", () => {
  it("holds what a repair writes", () => assert.ok(isPlan(update({ onPremisesImmutableId: null }))));
  it("M2: no plan can write the mapping of a user to an object on premises, not even to clear it", () => {
    for (const value of ["S-1-5-21-1-2-3-1104", "", null])
      assert.equal(isPlan(update({ onPremisesObjectIdentifier: value })), false);
  });
  it("M2, M3: no plan can switch a protection of the tenant", () => {
    for (const command of [
      {
        system: "entra",
        kind: "update-synchronization",
        id: "t",
        set: { features: { bypassDirSyncOverridesEnabled: true } },
      },
      { system: "entra", kind: "update-user", id: "c1", set: { features: {} } },
      { system: "entra", kind: "update-organization", id: "t", set: { onPremisesSyncEnabled: false } },
      { system: "premises", kind: "disable-deletion-threshold" },
      { system: "premises", kind: "set-deletion-threshold", ThresholdCount: 100_000 },
    ])
      assert.equal(isPlan(command), false, JSON.stringify(command));
  });
});
