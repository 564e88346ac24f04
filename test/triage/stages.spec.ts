import assert from "node:assert/strict";
import type { Facts, StageState } from "../../src/domain";
import { firstBroken, isWellUpTo, stagesOf } from "../../src/triage/stages";
import { AAD, chain, connectors, csObject, factsOf, leaving, linked, person, run } from "../checks/scope/world";

const mv = { ObjectId: "m", Lineage: [], Attributes: {} };
const entraCs = { ...csObject, ConnectorName: AAD };
const whole = chain({ adCs: csObject, mv, entraCs });
const synced: Partial<Facts> = {
  "ad.user": person(),
  "entra.user": linked(),
  "server.connectors": connectors(),
  "cs.chain": whole,
};
const of = (given: Partial<Facts>): Record<string, StageState["state"]> =>
  Object.fromEntries(stagesOf(factsOf(given)).map((s) => [s.stage, s.state]));
const broken = (given: Partial<Facts>): StageState | undefined => firstBroken(stagesOf(factsOf(given)));
/** One whole cycle, each run a minute after the one before it. */
const cycle = (hour: string) => [
  run({ RunProfileName: "Export", ConnectorName: AAD, StartDate: `${hour}:03:00Z`, EndDate: `${hour}:03:30Z` }),
  run({ RunProfileName: "Delta Synchronization", StartDate: `${hour}:02:00Z`, EndDate: `${hour}:02:30Z` }),
  run({ StartDate: `${hour}:01:00Z`, EndDate: `${hour}:01:30Z` }),
];

describe("stages", () => {
  it("shows each link well by its own trace, up to the values that are the same", () => {
    const { services: _, "sign-in": __, lists: ___, ...links } = of(synced);
    assert.deepEqual(new Set(Object.values(links)), new Set(["well"]));
  });
  it("says nothing of what was not read: licence, mailbox, password and lists stay unknown", () => {
    const { services, "sign-in": signIn, lists } = of(synced);
    assert.deepEqual([services, signIn, lists], ["unknown", "unknown", "unknown"]);
    assert.equal(isWellUpTo(stagesOf(factsOf(synced)), "values"), true);
    assert.equal(isWellUpTo(stagesOf(factsOf(synced)), "services"), false);
  });
  const stops: [string, Partial<Facts>, string][] = [
    ["a synced cloud user without an account", { "entra.user": linked() }, "ad"],
    [
      "not in the connector space",
      { "ad.user": person(), "server.connectors": connectors(), "cs.chain": chain() },
      "import",
    ],
    [
      "no metaverse object",
      { "ad.user": person(), "server.connectors": connectors(), "cs.chain": chain({ adCs: csObject }) },
      "join",
    ],
    [
      "no Entra connector-space object",
      { "ad.user": person(), "server.connectors": connectors(), "cs.chain": chain({ adCs: csObject, mv }) },
      "export",
    ],
    [
      "an export error",
      { ...synced, "cs.chain": { ...whole, entraCs: { ...entraCs, ExportError: { ErrorType: "LargeObject" } } } },
      "export",
    ],
    ["about to be deleted", { ...synced, "cs.chain": { ...whole, entraCs: leaving } }, "export"],
    [
      "a cloud user with another anchor",
      { ...synced, "entra.user": linked({ onPremisesImmutableId: "AAAAAAAAAAAAAAAAAAAAAA==" }) },
      "cloud-object",
    ],
    [
      "a withheld value",
      {
        ...synced,
        "entra.user": linked({
          onPremisesProvisioningErrors: [
            { category: "PropertyConflict", propertyCausingError: "ProxyAddresses", value: "a@contoso.com" },
          ],
        }),
      },
      "values",
    ],
  ];
  for (const [name, given, stage] of stops)
    it(`stops at ${stage}: ${name}`, () => assert.equal(broken(given)?.stage, stage));

  it("counts since the first cycle that should have carried the object on, run after run", () => {
    const changed = person({ whenChanged: "2026-11-23T06:30:00Z" });
    const runs = [...cycle("2026-11-23T08"), ...cycle("2026-11-23T07"), ...cycle("2026-11-23T06")];
    const stop = broken({
      "ad.user": changed,
      "server.connectors": connectors(),
      "cs.chain": chain(),
      "server.runHistory": runs,
    });
    assert.deepEqual([stop?.stage, stop?.since], ["import", "2026-11-23T07:01:30Z"]);
  });
  it("is not due where no run has had the chance", () => {
    const fresh = person({ whenChanged: "2026-11-23T08:30:00Z" });
    const stop = broken({
      "ad.user": fresh,
      "server.connectors": connectors(),
      "cs.chain": chain(),
      "server.runHistory": cycle("2026-11-23T08"),
    });
    assert.deepEqual([stop?.stage, stop?.isNotDue, stop?.since], ["import", true, undefined]);
  });
  it("has no date where the history does not reach back", () => {
    const stop = broken({
      "ad.user": person({ whenChanged: "2026-11-23T08:30:00Z" }),
      "server.connectors": connectors(),
      "cs.chain": chain(),
      "server.runHistory": [],
    });
    assert.deepEqual([stop?.isNotDue, stop?.since], [undefined, undefined]);
  });
  it("takes the link for the proof where Cloud Sync shows no single steps", () => {
    const { ad, import: imported, join, export: exported } = of({ "ad.user": person(), "entra.user": linked() });
    assert.deepEqual([ad, imported, join, exported], ["well", "well", "well", "well"]);
  });
});
