import assert from "node:assert/strict";
import { unnamed, untrue } from "./judge";
import { cardTexts, walked, type Walked } from "./walk";

const DUPLICATE = { world: "cases/o-010-typo-created-second-user.json", remediation: "hard-match" } as const;
const OU = { world: "default.json", remediation: "move-to-synced-ou" } as const;

const isHonest = (w: Walked): void => {
  assert.deepEqual(untrue(w), []);
  assert.deepEqual(unnamed(w), []);
};
describe("a broken plan", () => {
  for (const fault of ["refused", "timed-out"] as const)
    it(`R4: a purge that is ${fault} leaves an account that is put back in scope, and its duplicate comes back`, async () => {
      const w = await walked(DUPLICATE, { step: 2, fault }, "put-back");
      isHonest(w);
      assert.ok(w.difference.some((d) => d.what === "adminDescription"));
      assert.equal(w.followed?.approval.state, "done", w.refused);
      assert.deepEqual(w.followed?.difference, []);
    });
  it("R4: a write of which nobody heard is put back where the world shows it", async () => {
    const w = await walked(OU, { step: 0, fault: "lost" }, "put-back");
    assert.equal(w.run.state, "unknown");
    isHonest(w);
    assert.deepEqual(
      w.difference.map((d) => d.what),
      ["dn"],
    );
    assert.equal(w.followed?.approval.state, "done", w.refused);
    assert.deepEqual(w.followed?.difference, []);
  });
  it("A13: says what was done, what was not, and how the world differs", async () => {
    const { run } = await walked(DUPLICATE, { step: 2, fault: "refused" }, "put-back"),
      card = cardTexts(run).join("\n");
    assert.match(card, /✓ Step 1 of 6: Set adminDescription to User_NoSync/);
    assert.match(card, /✗ Step 3 of 6: .* HTTP 403/);
    assert.match(card, /– Step 4 of 6: .* – not run/);
    assert.match(card, /^CN=Fatima Elamin,\S.*: adminDescription was \(empty\), is User_NoSync\.$/m);
    assert.match(card, /was among the users, is among the deleted users\./);
    assert.doesNotMatch(card, /gone for good/);
    assert.deepEqual(run.aftermath?.offers, ["put-back", "go-on"]);
  });
  it("goes on with what was not run, and ends as if nothing had broken", async () => {
    const whole = await walked(DUPLICATE, undefined, "undo"),
      w = await walked(DUPLICATE, { step: 2, fault: "refused" }, "go-on");
    assert.deepEqual(untrue(w), []);
    assert.equal(w.followed?.approval.state, "done", w.refused);
    assert.equal(w.followed?.approval.plan.commands.length, 4);
    assert.deepEqual(w.followed?.difference, whole.difference);
  });
  it("says of what is not read only that it was carried out", async () => {
    const right = {
      world: "cases/i-056-connector-cannot-read-ou.json",
      remediation: "grant-connector-permission",
    } as const;
    const w = await walked(right, { step: 1, fault: "refused" }, "put-back"),
      card = cardTexts(w.run).join("\n");
    isHonest(w);
    assert.match(card, /^Grant basic-read on .*: carried out\. A granted right is taken away by hand/m);
    assert.doesNotMatch(card, /stands as it did before/);
  });
  it("is not put back over what somebody has changed since", async () => {
    const w = await walked(DUPLICATE, { step: 2, fault: "refused" }, "put-back", (world) => {
      const [object] = Object.values(world.premises.directory.forests["contoso.local"]!.objects).filter(
        (o) => o["adminDescription"] === "User_NoSync",
      );
      object!["adminDescription"] = "User_Leaver";
    });
    assert.match(w.refused ?? "", /Somebody has changed it since.*User_Leaver/);
  });
});
describe("a plan that is done", () => {
  it("M7: is undone as long as the values are what it made them", async () => {
    const w = await walked(
      { world: "cases/o-093-deleted-in-ad-still-synced-in-cloud.json", remediation: "remove-cloud-user" },
      undefined,
      "undo",
    );
    isHonest(w);
    assert.equal(w.followed?.approval.state, "done", w.refused);
    assert.deepEqual(w.followed?.difference, []);
    assert.equal(w.followed?.approval.purpose, "undo");
  });
  it("names what an undo leaves behind", async () => {
    const w = await walked(OU, undefined, "undo");
    isHonest(w);
    assert.equal(w.followed?.approval.state, "done", w.refused);
    assert.match(cardTexts(w.followed!.approval).join("\n"), /No other cloud user carried the sourceAnchor .* Now: /);
  });
  it("M7: says why a purge is not undone", async () => {
    const w = await walked(DUPLICATE, undefined, "undo");
    assert.match(w.refused ?? "", /A purged user cannot come back/);
    assert.match(cardTexts(w.run).join("\n"), /It cannot be undone: A purged user cannot come back/);
  });
  it("M7: says that a deleted user cannot be restored after 30 days", async () => {
    const w = await walked(
      { world: "cases/o-093-deleted-in-ad-still-synced-in-cloud.json", remediation: "remove-cloud-user" },
      undefined,
      "undo",
      (_world, wait) => wait(31 * 24 * 3_600_000),
    );
    assert.match(w.refused ?? "", /deleted more than 30 days ago/);
  });
});
