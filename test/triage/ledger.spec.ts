import assert from "node:assert/strict";
import type { Facts } from "../../src/domain";
import { symptomsOf } from "../../src/triage/ledger";
import { stagesOf } from "../../src/triage/stages";
import { AAD, chain, connectors, factsOf, linked, person, run } from "../checks/scope/world";
import { terms } from "../checks/shared/people";

const ask = terms("ann.berg@contoso.com");
const ledger = (given: Partial<Facts>): string[] => {
  const facts = factsOf({ ask, ...given });
  return symptomsOf(facts, stagesOf(facts)).map((s) => `${s.kind}:${s.about}@${s.stage}`);
};
const synced: Partial<Facts> = { "ad.user": person(), "entra.user": linked() };

describe("the ledger of symptoms", () => {
  it("takes a name alone for somebody who is missing", () =>
    assert.deepEqual(ledger(synced), ["complaint:missing@cloud-object"]));
  it("holds what is complained of, each at its stage", () =>
    assert.deepEqual(ledger({ ...synced, ask: { ...ask, topics: ["password", "group"] } }), [
      "complaint:password@sign-in",
      "complaint:group@lists",
    ]));
  it("holds the first break alone: what lies behind it follows from it", () =>
    assert.deepEqual(ledger({ "ad.user": person(), "server.connectors": connectors(), "cs.chain": chain() }), [
      "complaint:missing@cloud-object",
      "break:import@import",
    ]));
  it("holds a profile whose newest run broke off, and none that went well since", () => {
    const broke = run({ Result: "stopped-server-down", StartDate: "2026-11-23T08:46:12Z" });
    const good = run({ StartDate: "2026-11-23T08:50:12Z" });
    assert.ok(ledger({ ...synced, "server.runHistory": [broke] }).includes("run:contoso.local: Delta Import@import"));
    assert.deepEqual(ledger({ ...synced, "server.runHistory": [good, broke] }), ["complaint:missing@cloud-object"]);
  });
  it("holds a value that differs though a cycle has carried the object since", () => {
    const runs = [
      run({
        ConnectorName: AAD,
        RunProfileName: "Export",
        StartDate: "2026-11-23T08:47:00Z",
        EndDate: "2026-11-23T08:47:10Z",
      }),
      run(),
    ];
    const given = {
      "ad.user": person({ department: "Treasury" }),
      "entra.user": linked({ department: "Finance" }),
      "server.connectors": connectors(),
    };
    assert.ok(ledger({ ...given, "server.runHistory": runs }).includes("value:department@values"));
    assert.ok(!ledger({ ...given, "server.runHistory": [] }).includes("value:department@values"));
  });
  it("holds an error that was told and stands nowhere; one that was read stands there for itself", () => {
    const told = { ...ask, quoted: { errors: ["LargeObject"], events: [], dns: [] } };
    assert.ok(ledger({ ...synced, ask: told }).includes("quoted:LargeObject@export"));
    const history = [run({ Errors: [{ ObjectDn: "CN=x", ErrorType: "LargeObject" }] })];
    assert.ok(!ledger({ ...synced, ask: told, "server.runHistory": history }).some((s) => s.startsWith("quoted")));
  });
});
