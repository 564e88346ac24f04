import assert from "node:assert/strict";
import type { Connector, DirectoryAudit, RunResult, SyncRule } from "../../src/domain";
import { masteryOf, valueDifferences } from "../../src/identity/mastery";
import { personOf } from "../../src/identity/person";
import { ad, domains, linked } from "../checks/shared/people";
import { factsOf, type GivenFacts } from "../testers/check-tester";

const AAD = "contoso.onmicrosoft.com - AAD";
const connectors: Connector[] = [
  {
    Name: "contoso.local",
    Type: "AD",
    Partitions: [{ DN: "DC=contoso,DC=local", Selected: true, ContainerInclusionList: [], ContainerExclusionList: [] }],
  },
  { Name: AAD, Type: "Extensible2", Partitions: [] },
];
const run = (ConnectorName: string, RunProfileName: string, StartDate: string, Result = "success"): RunResult => ({
  ConnectorName,
  RunProfileName,
  StartDate,
  EndDate: StartDate,
  Result,
  IsRunComplete: true,
  Counters: {},
  Errors: [],
});
const cycle = (day: string): RunResult[] => [
  run(AAD, "Export", `${day}T08:46:52Z`),
  run("contoso.local", "Delta Import", `${day}T08:46:12Z`),
];
const healthy: GivenFacts = {
  "ad.user": ad({ mailNickname: "ana.lima" }),
  "entra.user": linked(),
  "entra.domains": domains,
  "server.connectors": connectors,
  "server.runHistory": cycle("2026-11-23"),
};
const differences = (more: GivenFacts) => {
  const facts = factsOf({ ...healthy, ...more });
  return valueDifferences(personOf(facts), facts);
};
const row = (attribute: string, more: GivenFacts) => {
  const facts = factsOf({ ...healthy, ...more });
  return masteryOf(personOf(facts), facts).find((r) => r.attribute === attribute);
};
const rule = (more: Partial<SyncRule>): SyncRule => ({
  Name: "Own",
  Direction: "Inbound",
  ConnectorName: "contoso.local",
  SourceObjectType: "user",
  Precedence: 50,
  Disabled: false,
  IsStandardRule: false,
  ScopeFilter: [],
  AttributeFlowMappings: [],
  ...more,
});
const write = (displayName: string, initiatedBy: Record<string, unknown>): DirectoryAudit => ({
  activityDateTime: "2026-11-22T10:00:00Z",
  initiatedBy,
  targetResources: [{ id: linked().id, modifiedProperties: [{ displayName }] }],
});
const department = { "ad.user": ad({ department: "R&D" }), "entra.user": linked({ department: "Sales" }) };
const alias = {
  "ad.user": ad({ mailNickname: "ana.lima", proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:al@contoso.com"] }),
};

describe("identity/mastery", () => {
  it("finds no difference where the two sides agree", () => assert.deepEqual(differences({}), []));

  it("tells a value that a cycle has had the time to carry, since the object's change", () =>
    assert.deepEqual(differences(department), [
      { attribute: "department", ad: "R&D", cloud: "Sales", since: "2026-11-20T08:00:00Z", flows: true },
    ]));
  it("waits for an import after the change, and for an export after that", () => {
    const changed = { ...department, "ad.user": ad({ department: "R&D", whenChanged: "2026-11-23T08:46:30Z" }) };
    assert.deepEqual(differences(changed), []);
    const imported = [run("contoso.local", "Delta Import", "2026-11-23T08:48:00Z"), ...cycle("2026-11-23")];
    assert.deepEqual(differences({ ...changed, "server.runHistory": imported }), []);
    const failed = [run(AAD, "Export", "2026-11-23T08:49:00Z", "stopped-extension-dll-exception"), ...imported];
    assert.deepEqual(differences({ ...changed, "server.runHistory": failed }), []);
    const exported = [run(AAD, "Export", "2026-11-23T08:49:00Z", "completed-export-errors"), ...imported];
    assert.equal(differences({ ...changed, "server.runHistory": exported }).length, 1);
  });
  it("does not know of a value that the cloud's answer left out, nor of one that AD does not fill", () => {
    assert.equal(row("title", { "ad.user": ad({ title: "Lead" }) }), undefined);
    assert.equal(row("department", { "entra.user": linked({ department: "Sales" }) }), undefined);
  });

  it("takes what the service does to a value by its own rules for what it is", () => {
    const reasons = (more: GivenFacts) => differences(more).map((d) => [d.attribute, d.because]);
    const local = { "ad.user": ad({ userPrincipalName: "ana.lima@contoso.local" }) };
    assert.deepEqual(
      reasons({ ...local, "entra.user": linked({ userPrincipalName: "ana.lima@contoso.onmicrosoft.com" }) }),
      [["userPrincipalName", "unverified-domain"]],
    );
    const withheld = linked({
      onPremisesProvisioningErrors: [
        { category: "PropertyConflict", propertyCausingError: "ProxyAddresses", value: "smtp:al@contoso.com" },
      ],
    });
    assert.deepEqual(reasons({ ...alias, "entra.user": withheld }), [["proxyAddresses", "withheld"]]);
    const malformed = ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:a l@contoso.com"] });
    assert.deepEqual(reasons({ "ad.user": malformed }), [["proxyAddresses", "malformed"]]);
  });
  it("compares addresses without letter case, the service's own left out", () => {
    const more = {
      "ad.user": ad({ proxyAddresses: ["SMTP:Ana.Lima@contoso.com", "smtp:ana@contoso.mail.onmicrosoft.com"] }),
      "entra.user": linked({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:ana.lima@contoso.onmicrosoft.com"] }),
    };
    assert.deepEqual(differences(more), []);
  });
  it("sees a missing alias, one too many, and another primary", () => {
    assert.equal(differences(alias).length, 1);
    const kept = linked({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:old@contoso.com"] });
    assert.equal(differences({ "entra.user": kept }).length, 1);
    const swapped = linked({ proxyAddresses: ["smtp:ana.lima@contoso.com", "SMTP:al@contoso.com"] });
    assert.equal(differences({ ...alias, "entra.user": swapped }).length, 1);
  });

  it("says which rule carries: Exchange's attributes need mailNickname, a served flow gives its own value, a disabled rule none", () => {
    assert.equal(row("department", department)?.flows, true);
    const off = ["Common", "Common from Exchange"].map((n) => rule({ Name: `In from AD - User ${n}`, Disabled: true }));
    assert.equal(row("department", { ...department, "server.syncRules": off })?.flows, false);
    const constant = rule({
      AttributeFlowMappings: [{ Source: "Sales", Destination: "department", FlowType: "Constant" }],
    });
    const own = row("department", { ...department, "server.syncRules": [constant] });
    assert.deepEqual([own?.ad, own?.equal, own?.flows], ["Sales", true, true]);
    const ended = rule({
      AttributeFlowMappings: [{ Source: "AuthoritativeNull", Destination: "department", FlowType: "Expression" }],
    });
    assert.equal(row("department", { ...department, "server.syncRules": [ended] })?.flows, false);
  });
  it("names the master of a value that differs by who wrote it last", () => {
    const exchange = { app: { displayName: "Office 365 Exchange Online" } };
    const master = (attribute: string, facts: GivenFacts, audits: DirectoryAudit[]) =>
      row(attribute, { ...facts, "entra.audits": audits })?.masteredBy;
    assert.equal(master("proxyAddresses", alias, [write("ProxyAddresses", exchange)]), "exchange-online");
    assert.equal(master("department", department, [write("Department", exchange)]), "active-directory");
    assert.equal(master("department", department, [write("Department", { user: { id: "a" } })]), "cloud");
    assert.equal(master("department", department, [write("Department", { app: { displayName: "HR" } })]), "other-tool");
    assert.equal(master("department", department, []), "active-directory");
  });
});
