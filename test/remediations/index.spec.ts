import assert from "node:assert/strict";
import { REMEDIATIONS } from "../../src/domain";
import { REMEDIES } from "../../src/remediations";

describe("the remediations", () => {
  it("are one for each id, sorted", () =>
    assert.deepEqual(
      REMEDIES.map((r) => r.id),
      [...REMEDIATIONS].sort(),
    ));
});
