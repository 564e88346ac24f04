import { adviceOf, textOf } from "../../../src/triage/words";
import { personOf } from "../../../src/identity/person";
import assert from "node:assert/strict";
import { checks } from "../../../src/checks/scope";
import type { AnyCheck, Facts } from "../../../src/domain";
import { AAD, connectors, factsOf, judgeOne, linked, messagesOf, NOW, person, run, scheduler } from "./world";

const check = (id: string): AnyCheck => checks.find((c) => c.id === id)!;
const chain = (over: Partial<Facts["cs.chain"]> = {}): Facts["cs.chain"] => ({
  adDn: person().dn,
  adCs: null,
  mv: null,
  entraCs: null,
  ...over,
});
const rule = (
  Name: string,
  clauses: [string, string, string][],
  maps: { Source: string; Destination: string; FlowType: string }[],
  over = {},
) => ({
  Name,
  Direction: "Inbound" as const,
  ConnectorName: "contoso.local",
  SourceObjectType: "user",
  Precedence: 50,
  Disabled: false,
  IsStandardRule: false,
  ScopeFilter: [
    {
      ScopeConditionList: clauses.map(([Attribute, ComparisonOperator, ComparisonValue]) => ({
        Attribute,
        ComparisonOperator,
        ComparisonValue,
      })),
    },
  ],
  AttributeFlowMappings: maps,
  ...over,
});
const FILTER = [{ Source: "True", Destination: "cloudFiltered", FlowType: "Constant" }];
const inNoSync = person({ dn: "CN=Ann Berg,OU=NoSync,OU=Staff,DC=contoso,DC=local" }),
  inEmea = person({ dn: "CN=Ann Berg,OU=Staff,DC=emea,DC=contoso,DC=local" });
const group = { dn: "CN=Pilot,OU=Staff,DC=contoso,DC=local", members: ["CN=Team,OU=Staff,DC=contoso,DC=local"] };

const rows: { id: string; name: string; facts: Partial<Facts>; message: string; code?: string; suggests?: string[] }[] =
  [
    {
      id: "scope.ou-selected",
      name: "the longer exclusion wins",
      facts: { "ad.user": inNoSync, "server.connectors": connectors() },
      message: "excluded",
      code: "ou-out-of-scope",
      suggests: ["move-to-synced-ou"],
    },
    {
      id: "scope.ou-selected",
      name: "an OU in neither list is out where inclusions are listed",
      facts: { "ad.user": person({ dn: "CN=Ann Berg,OU=New,DC=contoso,DC=local" }), "server.connectors": connectors() },
      message: "notListed",
      code: "ou-out-of-scope",
    },
    {
      id: "scope.ou-selected",
      name: "within the inclusion, in other letter case",
      facts: {
        "ad.user": person({ dn: "cn=Ann Berg,ou=STAFF,dc=contoso,dc=local" }),
        "server.connectors": connectors(),
      },
      message: "selected",
    },
    {
      id: "scope.ou-selected",
      name: "a name that merely ends alike is not within",
      facts: {
        "ad.user": person({ dn: "CN=Ann Berg,OU=XStaff,DC=contoso,DC=local" }),
        "server.connectors": connectors(),
      },
      message: "notListed",
      code: "ou-out-of-scope",
    },
    {
      id: "scope.ou-selected",
      name: "a linked user is not missing for its OU",
      facts: { "ad.user": inNoSync, "server.connectors": connectors(), "entra.user": linked() },
      message: "selected",
    },
    {
      id: "scope.domain-selected",
      name: "partition not selected",
      facts: {
        "ad.user": inEmea,
        "server.connectors": [
          ...connectors(),
          {
            Name: "x",
            Type: "AD",
            Partitions: [
              {
                DN: "DC=emea,DC=contoso,DC=local",
                Selected: false,
                ContainerInclusionList: [],
                ContainerExclusionList: [],
              },
            ],
          },
        ],
      },
      message: "notSelected",
      code: "domain-out-of-scope",
      suggests: [],
    },
    {
      id: "scope.domain-selected",
      name: "a child domain is not its parent's partition",
      facts: { "ad.user": inEmea, "server.connectors": connectors() },
      message: "notKnown",
      code: "domain-out-of-scope",
    },
    { id: "scope.domain-selected", name: "Cloud Sync alone", facts: { "ad.user": person() }, message: "noEngine" },
    {
      id: "scope.pilot-group-member",
      name: "nested membership does not count",
      facts: { "ad.user": person({ memberOf: ["CN=Team,OU=Staff,DC=contoso,DC=local"] }), "server.pilotGroup": group },
      message: "nested",
      code: "not-in-pilot-group",
      suggests: ["add-to-pilot-group"],
    },
    {
      id: "scope.pilot-group-member",
      name: "no member at all",
      facts: { "ad.user": person(), "server.pilotGroup": group },
      message: "notMember",
      code: "not-in-pilot-group",
    },
    {
      id: "scope.pilot-group-member",
      name: "direct member",
      facts: { "ad.user": person(), "server.pilotGroup": { ...group, members: [person().dn.toUpperCase()] } },
      message: "member",
    },
    {
      id: "scope.not-filtered",
      name: "a marker attribute can be cleared",
      facts: {
        "ad.user": person({ extensionAttribute15: "nosync" }),
        "server.connectors": connectors(),
        "server.syncRules": [rule("Own filter", [["extensionAttribute15", "EQUAL", "NoSync"]], FILTER)],
      },
      message: "filtered",
      code: "filtered-by-rule",
      suggests: ["clear-filter-attribute"],
    },
    {
      id: "scope.not-filtered",
      name: "a disabled account's flag cannot",
      facts: {
        "ad.user": person({ userAccountControl: 514 }),
        "server.connectors": connectors(),
        "server.syncRules": [rule("Inactive", [["userAccountControl", "ISBITSET", "2"]], FILTER)],
      },
      message: "filtered",
      code: "filtered-by-rule",
      suggests: [],
    },
    {
      id: "scope.not-filtered",
      name: "an expression is evaluated",
      facts: {
        "ad.user": person({ employeeType: "Temp" }),
        "server.connectors": connectors(),
        "server.syncRules": [
          {
            ...rule(
              "Temps",
              [],
              [
                {
                  Source: 'IIF([employeeType]="Temp",True,NULL)',
                  Destination: "cloudFiltered",
                  FlowType: "Expression",
                },
              ],
            ),
            ScopeFilter: [],
          },
        ],
      },
      message: "filtered",
      code: "filtered-by-rule",
      suggests: ["clear-filter-attribute"],
    },
    {
      id: "scope.not-filtered",
      name: "adminDescription User_ fails the join rule",
      facts: {
        "ad.user": person({ adminDescription: "User_abc" }),
        "server.connectors": connectors(),
        "server.syncRules": [],
      },
      message: "outOfJoin",
      code: "filtered-by-rule",
      suggests: ["clear-filter-attribute"],
    },
    {
      id: "scope.not-filtered",
      name: "a disabled rule filters nobody",
      facts: {
        "ad.user": person({ extensionAttribute15: "NoSync" }),
        "server.connectors": connectors(),
        "server.syncRules": [
          rule("Own filter", [["extensionAttribute15", "EQUAL", "NoSync"]], FILTER, { Disabled: true }),
        ],
      },
      message: "free",
    },
    {
      id: "scope.system-object",
      name: "critical system object",
      facts: { "ad.user": person({ isCriticalSystemObject: true }) },
      message: "system",
      code: "system-object",
      suggests: [],
    },
    {
      id: "scope.system-object",
      name: "discovery mailbox type",
      facts: { "ad.user": person({ msExchRecipientTypeDetails: 536870912 }) },
      message: "system",
      code: "system-object",
    },
    {
      id: "scope.system-object",
      name: "a remote shared mailbox is ordinary",
      facts: { "ad.user": person({ msExchRecipientTypeDetails: 34359738368 }) },
      message: "ordinary",
    },
    {
      id: "scope.object-type",
      name: "gMSA",
      facts: {
        "ad.user": person({ objectClass: ["top", "person", "user", "computer", "msDS-GroupManagedServiceAccount"] }),
      },
      message: "unsupported",
      code: "unsupported-object-type",
      suggests: [],
    },
    {
      id: "scope.object-type",
      name: "class not ticked",
      facts: {
        "ad.user": person({ objectClass: ["top", "person", "user", "inetOrgPerson"] }),
        "server.connectors": connectors({ ObjectTypes: ["user", "group"] }),
      },
      message: "notSelected",
      code: "object-type-not-selected",
    },
    {
      id: "scope.linked-mailbox",
      name: "stops without anchor",
      facts: { "ad.user": person({ msExchRecipientTypeDetails: 2 }), "cs.chain": chain() },
      message: "linked",
      code: "linked-mailbox-without-account",
      suggests: [],
    },
    {
      id: "scope.linked-mailbox",
      name: "anchored by its account's forest",
      facts: {
        "ad.user": person({ msExchRecipientTypeDetails: 2 }),
        "cs.chain": chain({ mv: { ObjectId: "m", Lineage: [], Attributes: { sourceAnchor: "x" } } }),
      },
      message: "ordinary",
    },
    {
      id: "scope.imported",
      name: "deltas have passed it by",
      facts: {
        "ad.user": person(),
        "server.connectors": connectors({ LastModificationTime: "2026-11-22T19:55:31Z" }),
        "server.runHistory": [run()],
        "cs.chain": chain(),
      },
      message: "full",
      code: "full-import-required",
      suggests: ["run-full-sync"],
    },
    {
      id: "scope.imported",
      name: "the account may not read its OU",
      facts: {
        "ad.user": person(),
        "server.connectors": connectors(),
        "server.runHistory": [run()],
        "cs.chain": chain(),
        "server.missingRights": [{ Account: "C\\svc", DN: "OU=Staff,DC=contoso,DC=local", Missing: ["read"] }],
      },
      message: "denied",
      code: "ad-permission-missing",
      suggests: ["grant-connector-permission"],
    },
    {
      id: "scope.imported",
      name: "a protected account is advice",
      facts: {
        "ad.user": person({ adminCount: 1 }),
        "server.connectors": connectors(),
        "server.runHistory": [run()],
        "cs.chain": chain(),
        "server.missingRights": [{ Account: "C\\svc", DN: person().dn, Missing: ["read"] }],
      },
      message: "denied",
      suggests: [],
    },
    {
      id: "scope.imported",
      name: "its controller does not know it yet",
      facts: {
        "ad.user": person({ whenChanged: "2026-11-23T07:55:02Z" }),
        "server.connectors": connectors(),
        "server.runHistory": [run()],
        "cs.chain": chain(),
        "ad.domainControllers": [
          {
            Forest: "contoso.local",
            Name: "DC02",
            ReplicationPartnerMetadata: [
              {
                Partner: "DC01",
                Partition: "DC=contoso,DC=local",
                LastReplicationSuccess: "2026-11-23T04:36:11Z",
                LastReplicationResult: 1722,
              },
            ],
          },
        ],
      },
      message: "lag",
      code: "ad-replication-lag",
      suggests: [],
    },
    {
      id: "scope.imported",
      name: "newer than the import proves nothing",
      facts: {
        "ad.user": person({ whenChanged: "2026-11-23T08:55:00Z" }),
        "server.connectors": connectors(),
        "server.runHistory": [run()],
        "cs.chain": chain(),
      },
      message: "notYet",
    },
    {
      id: "scope.imported",
      name: "a failing import proves nothing",
      facts: {
        "ad.user": person(),
        "server.connectors": connectors(),
        "server.runHistory": [run({ Result: "no-start-connection" }), run({ StartDate: "2026-11-22T08:46:12Z" })],
        "cs.chain": chain(),
      },
      message: "notYet",
    },
    {
      id: "scope.cycle-passed",
      name: "made after the newest import",
      facts: {
        now: NOW,
        "ad.user": person({ whenCreated: "2026-11-23T08:51:30Z", whenChanged: "2026-11-23T08:52:05Z" }),
        "server.connectors": connectors(),
        "server.runHistory": [run()],
        "server.scheduler": scheduler,
        "cs.chain": chain(),
      },
      message: "pending",
      code: "sync-pending",
      suggests: ["run-delta-sync"],
    },
    {
      id: "scope.cycle-passed",
      name: "no waiting on a disabled scheduler",
      facts: {
        now: NOW,
        "ad.user": person({ whenChanged: "2026-11-23T08:52:05Z" }),
        "server.connectors": connectors(),
        "server.runHistory": [run()],
        "server.scheduler": { ...scheduler, SyncCycleEnabled: false },
        "cs.chain": chain(),
      },
      message: "cannotTell",
    },
    {
      id: "scope.cycle-passed",
      name: "no waiting where the last import is old",
      facts: {
        now: "2026-11-24T09:00:00Z",
        "ad.user": person({ whenChanged: "2026-11-23T08:52:05Z" }),
        "server.connectors": connectors(),
        "server.runHistory": [run()],
        "server.scheduler": scheduler,
        "cs.chain": chain(),
      },
      message: "cannotTell",
    },
    {
      id: "scope.watermark",
      name: "the cloud no longer knows the watermark",
      facts: {
        now: NOW,
        "server.connectors": connectors(),
        "server.runHistory": [run({ ConnectorName: AAD, Result: "stopped-server-down" })],
        "server.events": [
          {
            LogName: "Application",
            ProviderName: "Directory Synchronization",
            Id: 109,
            TimeCreated: "2026-11-23T08:46:16Z",
            Message: "x Error Code: 78. y",
          },
        ],
        "entra.organization": { id: "o", onPremisesLastSyncDateTime: "2026-09-25T16:17:08Z" },
      },
      message: "lost",
      code: "full-import-required",
      suggests: ["run-full-sync"],
    },
    {
      id: "scope.watermark",
      name: "server down after a short pause is something else",
      facts: {
        now: NOW,
        "server.connectors": connectors(),
        "server.runHistory": [run({ ConnectorName: AAD, Result: "stopped-server-down" })],
        "entra.organization": { id: "o", onPremisesLastSyncDateTime: "2026-11-23T08:17:08Z" },
      },
      message: "good",
    },
  ];

describe("checks/scope", () => {
  for (const r of rows)
    it(`${r.id}: ${r.name}`, () => {
      assert.deepEqual(messagesOf(check(r.id), r.facts), [r.message]);
      const [finding] = judgeOne(check(r.id), r.facts);
      assert.equal(finding!.code, r.code ?? finding!.code);
      if (r.suggests !== undefined) assert.deepEqual(finding!.suggests, r.suggests);
      if (finding!.verdict === "fail") assert.ok(finding!.evidence.length > 0, "a fault is proved");
      assert.doesNotMatch(textOf(finding!) + adviceOf(finding!).join(), /\{\w+\}/, "every placeholder is filled");
    });
  it("nobody to look at is never a fault", () => {
    for (const c of checks)
      for (const o of [c.evaluate(factsOf({ now: NOW }), personOf(factsOf({ now: NOW })))].flat())
        assert.notEqual((o as { verdict: string }).verdict, "fail", c.id);
  });
  it("the list is sorted by id", () =>
    assert.deepEqual(
      checks.map((c) => c.id),
      checks.map((c) => c.id).sort(),
    ));
});
