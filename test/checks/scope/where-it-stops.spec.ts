import assert from "node:assert/strict";
import { chainOf } from "../../../src/triage/where-it-stops";
import type { FactSet } from "../../../src/domain";
import { connectors, factsOf, linked, person } from "./world";

const states = (f: FactSet): string[] => chainOf(f).map((l) => `${l.link}:${l.state}`);
const cs = {
  ConnectorName: "contoso.local",
  DistinguishedName: person().dn,
  ObjectType: "user",
  IsConnector: true,
  HasExportError: false,
  HasSyncError: false,
  Attributes: {},
};
describe("checks/scope/where-it-stops", () => {
  it("names the first missing link, and calls what lies behind it beyond", () => {
    assert.deepEqual(
      states(
        factsOf({
          "ad.user": person(),
          "server.connectors": connectors(),
          "cs.chain": {
            adDn: person().dn,
            adCs: cs,
            mv: { ObjectId: "m", Lineage: [], Attributes: {} },
            entraCs: null,
          },
        }),
      ),
      ["ad:there", "connector-space:there", "metaverse:there", "entra-connector-space:broken", "tenant:beyond"],
    );
  });
  it("breaks at an export error", () => {
    const link = chainOf(
      factsOf({
        "ad.user": person(),
        "server.connectors": connectors(),
        "cs.chain": {
          adDn: person().dn,
          adCs: cs,
          mv: { ObjectId: "m", Lineage: [], Attributes: {} },
          entraCs: { ...cs, ExportError: { ErrorType: "LargeObject" } },
        },
      }),
    )[3]!;
    assert.deepEqual([link.state, link.text], ["broken", "export error LargeObject"]);
  });
  it("has two links without Entra Connect", () =>
    assert.deepEqual(states(factsOf({ "ad.user": person(), "entra.user": linked() })), ["ad:there", "tenant:there"]));
});
