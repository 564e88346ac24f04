import assert from "node:assert/strict";
import { expiryOf } from "../../src/identity/account";
import { ad } from "../checks/shared/people";

describe("when an account expires", () => {
  // 133500000000000000 counted in 100 ns from 1601.
  const CASES: readonly [unknown, string | undefined][] = [
    [undefined, undefined],
    [0, undefined],
    ["9223372036854775807", undefined],
    ["133500000000000000", "2024-01-17T21:20:00.000Z"],
    ["2026-11-20T00:00:00Z", "2026-11-20T00:00:00.000Z"],
    ["soon", undefined],
  ];
  for (const [accountExpires, when] of CASES)
    it(`${String(accountExpires)}: ${when ?? "never"}`, () => assert.equal(expiryOf(ad({ accountExpires })), when));
});
