import assert from "node:assert/strict";
import type { DirectoryAudit } from "../../src/domain";
import { writesTo } from "../../src/identity/audits";

const ID = "11111111-0000-4000-8000-000000000001";
const audit = (initiatedBy: Record<string, unknown>, more: Partial<DirectoryAudit> = {}): DirectoryAudit => ({
  activityDateTime: "2026-11-23T08:46:55Z",
  activityDisplayName: "Update user",
  result: "success",
  initiatedBy,
  targetResources: [
    { id: ID, modifiedProperties: [{ displayName: "Department", oldValue: '["Sales"]', newValue: '["R&D"]' }] },
  ],
  ...more,
});

describe("identity/audits", () => {
  it("tells the writers apart by the names and ids that the service uses", () => {
    const table: [Record<string, unknown>, string][] = [
      [{ app: { displayName: "Microsoft Entra AD Synchronization Service" } }, "connect"],
      [{ app: { displayName: "ConnectSyncProvisioning_SYNC01_0a1b2c" } }, "connect"],
      [{ user: { userPrincipalName: "Sync_SYNC01_0a1b2c3d@contoso.onmicrosoft.com" } }, "connect"],
      [{ app: { displayName: "Azure AD Provisioning Service" } }, "cloud-sync"],
      [{ user: { userPrincipalName: "ADToAADSyncServiceAccount@contoso.onmicrosoft.com" } }, "cloud-sync"],
      [{ app: { appId: "00000002-0000-0ff1-ce00-000000000000", displayName: null } }, "exchange-online"],
      [{ user: { id: "a", userPrincipalName: "piotr.nowak@contoso.com" } }, "person"],
      [{ app: { displayName: "HR Connector" } }, "application"],
    ];
    for (const [by, writer] of table) assert.equal(writesTo([audit(by)], ID)[0]?.writer, writer, JSON.stringify(by));
  });
  it("reads values, the newest write first", () => {
    const older = audit({}, { activityDateTime: "2026-11-01T00:00:00Z" });
    const [first, second] = writesTo([older, audit({})], ID);
    assert.deepEqual([first?.before, first?.after, second?.at], [["Sales"], ["R&D"], "2026-11-01T00:00:00Z"]);
  });
  it("leaves out what failed, what was done to others, and what says nothing", () => {
    const odd = audit({}, { targetResources: [{ id: ID, modifiedProperties: "?" }] });
    assert.deepEqual(writesTo([audit({}, { result: "failure" }), odd], ID), []);
    assert.deepEqual(writesTo([audit({})], "22222222-0000-4000-8000-000000000002"), []);
  });
});
