import assert from "node:assert/strict";
import type { Fact, PeopleQuestion, PremisesQuestion, QuestionKind } from "../../../src/domain";
import { entraCsDn } from "../../../src/identity/anchor";
import { AAD, ANCHOR, GUID, joiner, lab, STAFF } from "./lab-world";

const people = (values: string[], names: string[] = []): PeopleQuestion => ({ kind: "people", values, names });
const value = <T>(fact: Fact<T> | undefined): T => {
  assert.equal(fact?.state, "seen");
  return (fact as { value: T }).value;
};
const NADIA = `CN=Nadia Rahman,${STAFF}`,
  DN = `CN=Ada Byron,${STAFF}`;
const CMDLETS: readonly QuestionKind[] = [
  "scheduler",
  "connectors",
  "run-history",
  "sync-rules",
  "global-settings",
  "run-status",
  "deletion-threshold",
  "pending-exports",
];
const OTHERS: readonly QuestionKind[] = ["host", "services", "events", "endpoints"];
const ask = (kinds: readonly QuestionKind[]): PremisesQuestion[] => kinds.map((kind) => ({ kind }) as PremisesQuestion);

describe("people on the premises", () => {
  const hits: [string, string][] = [
    ["the UPN in another letter case", "NADIA.Rahman@contoso.com"],
    ["an address with its prefix", "smtp:nadia.rahman@contoso.com"],
    ["the sAMAccountName", "nadia.rahman"],
    ["objectGUID", "468E5BDD-50FB-59FD-B06A-739B0363C682"],
    ["a base64 anchor", "3VuORvtQ/VmwanObA2PGgg=="],
    ["the SID", "S-1-5-21-1004336348-1177238915-682003330-1601"],
    ["the DN", "cn=nadia rahman, ou=staff, dc=contoso, dc=local"],
  ];
  for (const [name, v] of hits)
    it(`are found by ${name}`, async () => {
      const { simulator } = await lab();
      assert.deepEqual(
        value((await simulator.collect([people([v])])).people).matches.map((m) => m.object.dn),
        [NADIA],
      );
    });
  for (const name of ["Nadia Rahman", "rahman", "Rahman, Nadia"])
    it(`are found by the name ${name}`, async () => {
      const { simulator } = await lab();
      assert.deepEqual(
        value((await simulator.collect([people([], [name])])).people).matches.map((m) => m.object.dn),
        [NADIA],
      );
    });
  it("are not found by a part of a word, nor by nothing", async () => {
    const { simulator } = await lab();
    assert.deepEqual(value((await simulator.collect([people(["nadia@contoso.com"], ["Nad"])])).people).matches, []);
  });
  it("bring whom they share values with, and their deleted twins apart", async () => {
    const objects = {
      [`CN=Twin,${STAFF}`]: {
        objectClass: ["top", "person", "user"],
        objectGUID: "0f0f0f0f-0000-4000-8000-000000000001",
        sAMAccountName: "twin",
        proxyAddresses: ["smtp:ada.byron@contoso.com"],
      },
      [`CN=Anchor,${STAFF}`]: {
        objectClass: ["top", "person", "user"],
        objectGUID: "0f0f0f0f-0000-4000-8000-000000000002",
        sAMAccountName: "anchor",
        "mS-DS-ConsistencyGuid": GUID,
      },
      "CN=Gone\\0ADEL:x,CN=Deleted Objects,DC=contoso,DC=local": {
        objectClass: ["top", "person", "user"],
        objectGUID: "0f0f0f0f-0000-4000-8000-000000000003",
        isDeleted: true,
        sAMAccountName: "ada.byron",
      },
    };
    const { simulator } = await lab(joiner());
    simulator.handle.world.premises.directory.forests["contoso.local"]!.objects = {
      ...simulator.handle.world.premises.directory.forests["contoso.local"]!.objects,
      ...objects,
    };
    const answer = value((await simulator.collect([people(["ada.byron@contoso.com"])])).people);
    assert.deepEqual([...answer.matches.map((m) => m.object), ...answer.related].map((o) => o.sAMAccountName).sort(), [
      "ada.byron",
      "anchor",
      "twin",
    ]);
    assert.deepEqual(
      answer.deleted.map((o) => o.isDeleted),
      [true],
    );
  });
});

describe("chains through the engine", () => {
  const chain = async (patch: unknown, v = GUID) =>
    value((await (await lab(patch)).simulator.collect([people([v]), { kind: "chains", dns: [] }])).chains)[0]!;
  it("are whole for who is synced", async () => {
    const c = await chain({}, "nadia.rahman");
    assert.equal(c.adCs?.ConnectorName, "contoso.local");
    assert.deepEqual(
      [c.entraCs?.ConnectorName, c.entraCs?.PendingExport, c.entraCs?.HasExportError],
      [AAD, undefined, false],
    );
    assert.equal(c.mv?.Attributes["sourceAnchor"], "3VuORvtQ/VmwanObA2PGgg==");
  });
  it("have no connector space object before the next import", async () => {
    assert.deepEqual(await chain(joiner()), { adDn: DN, adCs: null, mv: null, entraCs: null });
  });
  it("wait for the export where the import has seen the object", async () => {
    const c = await chain(joiner(STAFF, { whenCreated: "2026-11-20T08:00:00Z" }));
    assert.deepEqual([c.entraCs?.DistinguishedName, c.entraCs?.PendingExport], [entraCsDn(ANCHOR), "Add"]);
  });
  it("carry the error of the newest export", async () => {
    const { world, simulator } = await lab(joiner(STAFF, { whenCreated: "2026-11-20T08:00:00Z" }));
    world.world.premises.runHistory[0]!.Errors = [
      {
        DN: entraCsDn(ANCHOR),
        ErrorName: "InvalidSoftMatch",
        Detail: "d",
        Attribute: "ProxyAddresses",
        ConflictingObjectId: "i",
      },
    ];
    const c = value((await simulator.collect([people([GUID]), { kind: "chains", dns: [] }])).chains)[0]!;
    assert.equal(c.entraCs?.HasExportError, true);
    assert.deepEqual(c.entraCs?.ExportError, {
      ObjectDn: entraCsDn(ANCHOR),
      ErrorType: "InvalidSoftMatch",
      ErrorLiteral: "d",
      AttributeConflictName: "ProxyAddresses",
      ObjectIdInConflict: "i",
    });
  });
  it("stop before the connector space outside the OU scope, and for an account that may not read", async () => {
    assert.equal(
      (await chain(joiner("OU=Leavers,DC=contoso,DC=local", { whenCreated: "2026-11-20T08:00:00Z" }))).adCs,
      null,
    );
    const { world, simulator } = await lab(joiner(STAFF, { whenCreated: "2026-11-20T08:00:00Z" }));
    world.world.premises.permissions.push({ Account: "CONTOSO\\MSOL_4f6e0c1d2a3b", DN: STAFF, Missing: ["read"] });
    assert.equal(value((await simulator.collect([people([GUID]), { kind: "chains", dns: [] }])).chains)[0]!.adCs, null);
  });
  it("stop at the metaverse for who is cloudFiltered", async () => {
    const c = await chain(joiner(STAFF, { whenCreated: "2026-11-20T08:00:00Z", mailNickname: "SystemMailbox{1}" }));
    assert.equal(c.mv?.Attributes["cloudFiltered"], true);
    assert.equal(c.entraCs, null);
  });
  it("are a disconnector where the inbound join does not let it in", async () => {
    const c = await chain(joiner(STAFF, { whenCreated: "2026-11-20T08:00:00Z", isCriticalSystemObject: true }));
    assert.deepEqual([c.adCs?.IsConnector, c.mv, c.entraCs], [false, null, null]);
  });
});

describe("the server's answers", () => {
  it("never tell what no real system tells", async () => {
    const { simulator } = await lab({
      premises: {
        server: { OtherActiveServers: ["SYNC00"] },
        connectors: { [AAD]: { WatermarkStale: true, AccountState: "mfa-required" } },
        connectorSpace: [
          { ConnectorName: "contoso.local", DistinguishedName: NADIA, ObjectType: "user", Exists: false },
        ],
      },
    });
    const all: QuestionKind[] = [
      ...CMDLETS,
      ...OTHERS,
      "pilot-group",
      "provisioning-agents",
      "missing-rights",
      "domain-controllers",
    ];
    const text = JSON.stringify(
      await simulator.collect([...ask(all), people(["nadia.rahman"]), { kind: "chains", dns: [] }]),
    );
    for (const secret of ["AccountState", "mfa-required", "WatermarkStale", "OtherActiveServers", "SYNC00", '"Exists"'])
      assert.ok(!text.includes(secret), secret);
  });
  it("are in the cmdlets' names", async () => {
    const { world, simulator } = await lab();
    world.world.premises.runHistory[0]!.Errors = [
      { DN: "CN={00}", ErrorName: "LargeObject", ErrorCode: "80", Detail: "d" },
    ];
    const a = await simulator.collect(ask(CMDLETS));
    assert.deepEqual(value(a["run-history"])[0]!.Errors, [
      { ObjectDn: "CN={00}", ErrorType: "LargeObject", ErrorCode: "80", ErrorLiteral: "d" },
    ]);
    assert.deepEqual(value(a["deletion-threshold"]), { DeletionPrevention: 1, ThresholdCount: 500 });
    assert.deepEqual(value(a["sync-rules"])[0]!.ScopeFilter[0]!.ScopeConditionList[0], {
      Attribute: "isCriticalSystemObject",
      ComparisonOperator: "NOTEQUAL",
      ComparisonValue: "True",
    });
    assert.deepEqual(
      value(a.connectors)[0]!.Partitions.map((p) => p.DN),
      ["DC=contoso,DC=local"],
    );
  });
  it("of the cmdlets are unreadable while the service is stopped; the rest is read", async () => {
    const { simulator } = await lab({ premises: { services: { ADSync: { Status: "Stopped" } } } });
    const a = await simulator.collect([...ask([...CMDLETS, ...OTHERS]), people(["nadia.rahman"])]);
    for (const k of CMDLETS) assert.equal(a[k]?.state, "unreadable", k);
    for (const k of [...OTHERS, "people"] as const) assert.equal(a[k]?.state, "seen", k);
  });
  it("of the cmdlets are absent where there is no such service", async () => {
    const { simulator } = await lab({
      premises: { services: { ADSync: null }, connectors: { "contoso.local": null, [AAD]: null } },
    });
    const a = await simulator.collect(ask(CMDLETS));
    for (const k of CMDLETS) assert.equal(a[k]?.state, "absent", k);
  });
  it("fail as often as a fault says", async () => {
    const { simulator } = await lab({
      premises: { faults: [{ operation: "Get-ADSyncScheduler", error: "Access is denied", times: 1 }] },
    });
    const first = (await simulator.collect(ask(["scheduler"]))).scheduler;
    assert.deepEqual([first?.state, first?.state === "unreadable" ? first.why : ""], ["unreadable", "denied"]);
    assert.equal((await simulator.collect(ask(["scheduler"]))).scheduler?.state, "seen");
  });
  it("probe the listed hosts and the required ones, the most specific entry first", async () => {
    const { simulator } = await lab({
      premises: {
        network: {
          "dc01.contoso.local:389": { Dns: ["10.0.0.1"], Tcp: "timeout" },
          "*.microsoftonline.com:443": { Dns: ["203.0.113.9"], Tcp: "refused" },
          "login.microsoftonline.com:443": { Dns: ["203.0.113.8"], Tcp: "open" },
        },
      },
    });
    const tcp = new Map(
      value((await simulator.collect(ask(["endpoints"]))).endpoints).map((e) => [`${e.Host}:${e.Port}`, e.Tcp]),
    );
    assert.deepEqual(
      [
        "dc01.contoso.local:389",
        "adminwebservice.microsoftonline.com:443",
        "login.microsoftonline.com:443",
        "graph.microsoft.com:443",
      ].map((k) => tcp.get(k)),
      ["timeout", "refused", "open", "open"],
    );
  });
  it("name an agent as a list, and none as absent", async () => {
    assert.equal(
      (await (await lab()).simulator.collect(ask(["provisioning-agents"])))["provisioning-agents"]?.state,
      "absent",
    );
    const { simulator } = await lab({ premises: { provisioningAgent: { Installed: true, Version: "1" } } });
    assert.equal(value((await simulator.collect(ask(["provisioning-agents"])))["provisioning-agents"]).length, 1);
  });
});
