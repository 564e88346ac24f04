/** A tenant anchored on a text attribute: a hard match joins by that attribute's value, and by no GUID (adsync reference §5.1, Graph reference §6.1). */
import assert from "node:assert/strict";
import { join } from "node:path";
import { immutableIdOf } from "../../../src/identity/anchor";
import { patchUser } from "../../../src/lab/graph/user-writes";
import { PremisesSimulator } from "../../../src/lab/premises/simulator";
import { loadScenario } from "../../../src/lab/scenario";
import { World } from "../../../src/lab/world";

const PETRA = "aaaaaaa5-bbbb-4ccc-8ddd-eeeeeeeeeee5",
  PETRA_DN = "CN=Petra Wolf,OU=Staff,DC=contoso,DC=local",
  PETRA_GUID = "11111115-2222-4333-8444-555555555555",
  PETRA_NUMBER = "E-PETRA";

/** The tenant of a blocked soft match, every account with an employeeID that is its anchor on both sides; Petra has not been exported yet. */
async function employeeIdTenant(): Promise<World> {
  const file = join(__dirname, "..", "..", "scenarios", "own", "soft-match-blocked.json");
  const world = new World((await loadScenario(file)).world, () => 0);
  const { premises, cloud } = world.world;
  premises.globalSettings["Microsoft.SynchronizationOption.AnchorAttribute"] = "employeeID";
  const numberOf = new Map<string, string>();
  for (const { objects } of Object.values(premises.directory.forests))
    for (const [dn, o] of Object.entries(objects)) {
      const number = dn === PETRA_DN ? PETRA_NUMBER : `E-${1000 + numberOf.size}`;
      for (const guid of [o["mS-DS-ConsistencyGuid"], o.objectGUID])
        if (typeof guid === "string") numberOf.set(immutableIdOf(guid)!, number);
      o["employeeID"] = number;
    }
  for (const [id, u] of Object.entries(cloud.users)) {
    if (u.onPremisesDistinguishedName === PETRA_DN) delete cloud.users[id];
    const number = numberOf.get(u.onPremisesImmutableId ?? "");
    if (number !== undefined) u.onPremisesImmutableId = number;
  }
  return world;
}
/** Petra's cloud user after a hard match with `anchor` and one cycle; and how many users the tenant gained. */
async function afterHardMatch(anchor: string): Promise<{ synced: unknown; gained: number; errors: string[] }> {
  const world = await employeeIdTenant(),
    before = Object.keys(world.world.cloud.users).length;
  patchUser(world, PETRA, { onPremisesImmutableId: anchor }, "v1.0");
  const outcome = await new PremisesSimulator(world).execute({
    system: "premises",
    kind: "start-sync-cycle",
    policyType: "Delta",
  });
  assert.equal(outcome.state, "done");
  const { users } = world.world.cloud;
  const exported = world.world.premises.runHistory.find(
    (r) => /Export/.test(r.RunProfileName) && /AAD/.test(r.ConnectorName),
  );
  return {
    synced: users[PETRA]?.onPremisesSyncEnabled,
    gained: Object.keys(users).length - before,
    errors: (exported?.Errors ?? []).map((e) => e.ErrorName),
  };
}

describe("a tenant anchored on employeeID", () => {
  it("joins a cloud user that carries the account's employeeID, and nobody else changes", async () => {
    assert.deepEqual(await afterHardMatch(PETRA_NUMBER), { synced: true, gained: 0, errors: [] });
  });
  it("does not join one that carries the anchor of the account's objectGUID", async () => {
    const { synced } = await afterHardMatch(immutableIdOf(PETRA_GUID)!);
    assert.notEqual(synced, true);
  });
  it("keeps whom it has synced: no account is made twice", async () => {
    const { gained } = await afterHardMatch(immutableIdOf(PETRA_GUID)!);
    assert.ok(gained <= 1, `${gained} new users`); // Petra's own second one, with her names withheld
  });
  it("exports nobody whose employeeID is empty", async () => {
    const world = await employeeIdTenant();
    delete world.world.premises.directory.forests["contoso.local"]!.objects[PETRA_DN]!["employeeID"];
    await new PremisesSimulator(world).execute({ system: "premises", kind: "start-sync-cycle", policyType: "Initial" });
    const petras = Object.values(world.world.cloud.users).filter((u) => u.onPremisesDistinguishedName === PETRA_DN);
    assert.deepEqual(petras, []);
  });
});
