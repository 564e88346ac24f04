import assert from "node:assert/strict";
import { stateWith } from "../../src/cases/state";
import type { ApprovalState, CaseState } from "../../src/domain";

/** A case that is in the state of a row, and its last request in that of a column. */
const TABLE: Readonly<Record<ApprovalState | "none", readonly [waiting: CaseState, looked: CaseState]>> = {
  none: ["diagnosed", "resolved"],
  pending: ["awaiting-approval", "awaiting-approval"],
  approved: ["awaiting-approval", "awaiting-approval"],
  dispatched: ["repairing", "repairing"],
  running: ["repairing", "repairing"],
  done: ["confirming", "resolved"],
  failed: ["confirming", "resolved"],
  unknown: ["confirming", "resolved"],
  declined: ["diagnosed", "resolved"],
  expired: ["diagnosed", "resolved"],
  stale: ["diagnosed", "resolved"],
};

describe("the state of a case by its last request", () => {
  for (const [last, [waiting, looked]] of Object.entries(TABLE) as [ApprovalState | "none", [CaseState, CaseState]][])
    it(`A12: ${last}: one under way is ${waiting}, one that was looked at is ${looked}`, () => {
      for (const state of ["awaiting-approval", "repairing", "confirming"] as const)
        assert.equal(stateWith(state, last), waiting);
      assert.equal(stateWith("resolved", last), looked);
    });
});
