import assert from "node:assert/strict";
import { TriageError } from "../../../src/domain";
import { joiner, lab } from "./lab-world";

describe("the lab's world", () => {
  for (const [what, patch] of [
    ["a wrong type", { premises: { scheduler: { StagingModeEnabled: "yes" } } }],
    ["an unknown key", { cloud: { userz: {} } }],
    ["a missing half", { premises: null }],
    [
      "a mistake beside a good change",
      { now: "2026-11-23T10:00:00Z", cloud: { organization: { onPremisesSyncEnabled: false }, userz: {} } },
    ],
    ["no object at all", "nothing"],
  ] as const)
    it(`refuses ${what} and stays as it was`, async () => {
      const { world } = await lab();
      const before = world.snapshot(),
        revision = world.revision;
      assert.throws(() => world.patch(patch), TriageError);
      assert.deepEqual(world.snapshot(), before);
      assert.equal(world.revision, revision);
    });
  it("takes a good patch, counts it, and keeps the caller's object apart", async () => {
    const { world } = await lab();
    const revision = world.revision,
      patch = joiner();
    world.patch(patch);
    const [dn] = Object.keys(patch.premises.directory.forests["contoso.local"].objects);
    const placed = world.world.premises.directory.forests["contoso.local"]!.objects[dn!]!;
    placed["mail"] = "changed@contoso.com";
    assert.equal(
      Object.values(patch.premises.directory.forests["contoso.local"].objects)[0]!.mail,
      "ada.byron@contoso.com",
    );
    assert.equal(world.revision, revision + 1);
  });
  it("moves its clock by a patch of now, and by nothing else", async () => {
    const { world } = await lab();
    world.advance(60_000);
    world.patch({ premises: { faults: [] } });
    assert.equal(world.now().toISOString(), "2026-11-23T09:01:00.000Z");
    world.patch({ now: "2026-11-23T12:00:00Z" });
    assert.equal(world.now().toISOString(), "2026-11-23T12:00:00.000Z");
  });
});
