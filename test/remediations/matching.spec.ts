import assert from "node:assert/strict";
import type { AdObject, CloudUser, Facts, Finding, Planned } from "../../src/domain";
import { planFor, REMEDIES } from "../../src/remediations";
import { REMEDIATIONS } from "../../src/domain";
import { guidOfImmutableId, immutableIdOf } from "../../src/identity/anchor";
import { factsOf } from "./facts";

const GUID = "a48fc927-5c30-59f4-a0af-286cdc8767dc",
  OLD = "11111111-2222-3333-4444-555555555555";
const ad: AdObject = {
  dn: "CN=Jo Doe,OU=Staff,DC=contoso,DC=local",
  forest: "contoso.local",
  objectClass: ["user"],
  objectGUID: GUID,
  userPrincipalName: "jo@contoso.com",
  givenName: "Jo",
  sn: "Doe",
  displayName: "Jo Doe",
  department: "Legal",
  sAMAccountName: "jo",
};
const cloud: CloudUser = {
  id: "right",
  userPrincipalName: "jo@contoso.com",
  givenName: "Jo",
  surname: "Doe",
  displayName: "Jo Doe",
  department: "Legal",
  onPremisesImmutableId: immutableIdOf(OLD)!,
  onPremisesSyncEnabled: false,
  assignedLicenses: [{ skuId: "s" }],
  createdDateTime: "2020-01-01T00:00:00Z",
};
const dup: CloudUser = {
  id: "dup",
  userPrincipalName: "jo1@contoso.onmicrosoft.com",
  givenName: "Jo",
  surname: "Doe",
  onPremisesImmutableId: immutableIdOf(GUID)!,
  onPremisesSyncEnabled: true,
  assignedLicenses: [],
  assignedPlans: [],
  createdDateTime: "2026-01-01T00:00:00Z",
};
const finding: Finding = {
  check: "x",
  verdict: "fail",
  message: "m",
  data: {},
  evidence: [],
  suggests: [],
};
const facts = (more: Parameters<typeof factsOf>[0] = {}) =>
  factsOf({
    now: "2026-01-10T00:00:00Z",
    "ad.user": ad,
    "ad.related": [],
    "entra.user": cloud,
    "entra.relatedUsers": [],
    "entra.deletedUsers": [],
    "entra.roles": [],
    "entra.userSignIns": [],
    "entra.otherHolders": [],
    "entra.domains": [],
    "ad.containers": [],
    "server.pilotGroup": { dn: "CN=Pilot,DC=contoso,DC=local", members: [] },
    "server.syncRules": [],
    "server.connectors": [],
    "server.missingRights": [],
    "entra.mailboxSettings": null,
    "entra.synchronization": { id: "s", configuration: {}, features: {} },
    "server.services": [{ Name: "ADSync", DisplayName: "Sync", Status: "Running", StartType: "Automatic" }],
    "server.globalSettings": {},
    "server.scheduler": {
      SyncCycleEnabled: true,
      StagingModeEnabled: false,
      SchedulerSuspended: false,
      SyncCycleInProgress: false,
    },
    "cs.pendingExports": [],
    ...more,
  });
const kinds = (r: Planned): string[] => ("plan" in r ? r.plan.commands.map((c) => c.kind) : [JSON.stringify(r)]);
const refused = (r: Planned): string => ("refused" in r ? r.refused : JSON.stringify(r));

describe("remediations", () => {
  it("there is one for each id, sorted", () => {
    assert.deepEqual(
      REMEDIES.map((r) => r.id),
      [...REMEDIATIONS].sort(),
    );
  });
  it("hard match stamps the anchor and runs a delta", () =>
    assert.deepEqual(kinds(planFor("hard-match", facts(), finding)), ["update-user", "start-sync-cycle"]));
  it("through an empty duplicate that owns the anchor", () =>
    assert.deepEqual(
      kinds(planFor("hard-match", facts({ "entra.user": dup, "entra.relatedUsers": [cloud] }), finding)),
      [
        "set-ad-attribute",
        "start-sync-cycle",
        "purge-deleted-user",
        "update-user",
        "set-ad-attribute",
        "start-sync-cycle",
      ],
    ));
  it("M7: not through a duplicate that is not proved empty", () => {
    for (const [d, more] of [
      [{ ...dup, assignedLicenses: [{ skuId: "s" }] }, {}],
      [
        dup,
        { "entra.userSignIns": [{ createdDateTime: "2026-01-05T00:00:00Z", userId: "dup", status: { errorCode: 0 } }] },
      ],
      [dup, { "entra.mailboxSettings": {} }],
      [{ ...dup, createdDateTime: "2024-01-01T00:00:00Z" }, {}],
    ] as [CloudUser, Partial<Facts>][])
      assert.match(
        refused(planFor("hard-match", facts({ "entra.user": d, "entra.relatedUsers": [cloud], ...more }), finding)),
        /not proved empty/,
      );
  });
  it("M1: refused onto a role holder or eligible, another mapping, a guest, a blocked tenant, unread roles", () => {
    for (const eligible of [true, false])
      assert.match(
        refused(
          planFor(
            "hard-match",
            facts({ "entra.roles": [{ principalId: "right", role: "Global Administrator", eligible }] }),
            finding,
          ),
        ),
        /privileged/,
      );
    assert.match(
      refused(planFor("hard-match", facts({ "entra.user": { ...cloud, onPremisesObjectIdentifier: OLD } }), finding)),
      /mapped to another/,
    );
    assert.match(
      refused(planFor("hard-match", facts({ "entra.user": { ...cloud, userType: "Guest" } }), finding)),
      /guest/,
    );
    assert.match(
      refused(
        planFor(
          "hard-match",
          facts({
            "entra.synchronization": {
              id: "s",
              configuration: {},
              features: { blockCloudObjectTakeoverThroughHardMatchEnabled: true },
            },
          }),
          finding,
        ),
      ),
      /blocks/,
    );
    assert.match(
      refused(
        planFor(
          "hard-match",
          { ...facts(), "entra.roles": { state: "unreadable", why: "denied", detail: "403" } },
          finding,
        ),
      ),
      /could not be read/,
    );
  });
  it("a still synced target gets its anchor on the AD side", () => {
    const synced = facts({ "entra.user": { ...cloud, onPremisesSyncEnabled: true } });
    assert.match(refused(planFor("hard-match", synced, finding)), /set-consistency-guid/);
    const r = planFor("set-consistency-guid", synced, finding);
    assert.ok("plan" in r);
    assert.deepEqual(r.plan.commands[0], {
      system: "premises",
      kind: "set-ad-attribute",
      objectGUID: GUID,
      attribute: "mS-DS-ConsistencyGuid",
      value: guidOfImmutableId(cloud.onPremisesImmutableId),
    });
  });
  it("M6: a different person is never attached", () => {
    for (const twin of [
      { givenName: "Al", displayName: "Al Doe" },
      { department: "Sales", givenName: null, surname: null, displayName: "J" },
      { employeeId: "2" },
    ])
      assert.ok("refused" in planFor("hard-match", factsOfTwin(twin), finding), JSON.stringify(twin));
  });
  it("M8: nothing is done to a protected account", () => {
    for (const id of [
      "hard-match",
      "set-consistency-guid",
      "set-attribute",
      "set-user-principal-name",
      "move-to-synced-ou",
      "add-to-pilot-group",
      "clear-filter-attribute",
      "grant-connector-permission",
    ] as const)
      assert.ok("refused" in planFor(id, facts({ "ad.user": { ...ad, adminCount: 1 } }), finding), id);
  });
  it("nothing is planned on a failed read", () => {
    for (const r of REMEDIES) assert.ok(!("plan" in planFor(r.id, factsOf({}), finding)), r.id);
  });
});
const factsOfTwin = (twin: Partial<CloudUser>) =>
  facts({
    "ad.user": { ...ad, employeeID: "1", sAMAccountName: "jdoe" },
    "entra.user": { ...cloud, ...twin } as CloudUser,
  });
