import assert from "node:assert/strict";
import { codesOfError, ERRORS, errorsOn, errorStage } from "../../src/identity/errors";
import { AAD, connectors, run } from "../checks/scope/world";
import { seen, type RootCause, type Stage } from "../../src/domain";

/** What the reference says of each (adsync reference §3.4, §4.2, §4.4, §8.2; Graph reference §10.2). */
const KNOWN: readonly (readonly [name: string, stage: Stage, code: RootCause])[] = [
  ["InvalidSoftMatch", "export", "duplicate-cloud-user"],
  ["77", "export", "on-premises-duplicate"],
  ["ExistingAdminRoleConflict", "export", "match-blocked-by-admin-role"],
  ["MissingSourceAnchor", "join", "anchor-unusable"],
  ["NoHardOrSoftMatch", "export", "full-import-required"],
  ["ExceededQuotaLimit", "export", "directory-quota-exceeded"],
  ["16", "export", "directory-quota-exceeded"],
  ["ObjectDeletionThresholdMet", "export", "deletion-threshold-exceeded"],
  ["DirSyncDisabled", "export", "tenant-sync-disabled"],
  ["UnsupportedAgent", "export", "sync-version-retired"],
  ["serverbusy", "export", "cloud-service-busy"],
  ["UnableToContinueSync", "import", "full-import-required"],
  ["LinkTargetValidationFailed", "values", "referenced-object-missing"],
  ["8344", "export", "ad-permission-missing"],
  ["8456", "import", "replication-disabled"],
  ["kerberos-time-skew", "import", "clock-skew"],
  ["encryption-key-lost", "import", "encryption-key-inaccessible"],
  ["no-start-credentials", "import", "ad-connector-credentials"],
  ["stopped-database-disk-full", "import", "database-full"],
  ["6215", "import", "database-unavailable"],
  ["6229", "import", "encryption-key-inaccessible"],
  ["6127", "import", "full-import-required"],
  ["stopped-extension-dll-exception", "import", "proxy-misconfigured"],
  ["HybridIdentityServiceNoActiveAgents", "import", "provisioning-agent-inactive"],
  ["AzureActiveDirectoryExpiredCredentials", "export", "cloud-connector-credentials"],
  ["AADSTS700016", "export", "service-principal-missing"],
  ["AADSTS53003", "sign-in", "cloud-connector-blocked-by-policy"],
  ["611", "sign-in", "password-hash-rights-missing"],
];

describe("the one reader of errors", () => {
  for (const [name, stage, code] of KNOWN)
    it(`${name}: ${code}`, () => {
      assert.equal(errorStage([name]), stage);
      assert.ok(codesOfError(name).includes(code));
    });
  it("knows nothing of what no table has", () => {
    assert.equal(errorStage(["PurpleError"]), undefined);
    assert.deepEqual(codesOfError("PurpleError"), []);
  });
  it("has each name once", () => {
    const names = ERRORS.flatMap((r) => r.names.map((n) => n.toLowerCase()));
    assert.deepEqual(
      names.filter((n, i) => names.indexOf(n) !== i),
      [],
    );
  });
  it("translates the service's number, and leaves a number of Active Directory's side as it is", () => {
    const dn = "CN=Ann Berg,OU=Staff,DC=contoso,DC=local";
    const named = (ConnectorName: string, RunProfileName: string) =>
      errorsOn(
        { dn, anchors: [] },
        {
          runs: seen([run({ ConnectorName, RunProfileName, Errors: [{ ObjectDn: dn, ErrorType: "77" }] })], {
            system: "premises",
            via: "test",
          }),
          connectors: seen(connectors(), { system: "premises", via: "test" }),
        },
      ).flatMap((e) => e.names);
    assert.deepEqual(named(AAD, "Export"), ["AttributeValueMustBeUnique"]);
    assert.deepEqual(named("contoso.local", "Export"), ["77"]);
  });
});
