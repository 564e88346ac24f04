import assert from "node:assert/strict";
import type { PremisesCommand } from "../../../src/domain";
import { cloudUser, joiner, lab, STAFF } from "./lab-world";

const DELTA: PremisesCommand = { system: "premises", kind: "start-sync-cycle", policyType: "Delta" };
const SEEN_BEFORE = { whenCreated: "2026-11-01T08:00:00Z", whenChanged: "2026-11-01T08:00:00Z" };
const run = ({ world }: Awaited<ReturnType<typeof lab>>, profile: RegExp) =>
  world.world.premises.runHistory.find((r) => r.ConnectorName === "contoso.local" && profile.test(r.RunProfileName))!;
const network = (probe: object) => ({ premises: { network: { "dc01.contoso.local:389": probe } } });

describe("what a failing cycle records", () => {
  it("an export fails for the reason that the import failed for", async () => {
    const l = await lab(network({ Dns: ["10.0.0.1"], Tcp: "timeout" }));
    await l.simulator.execute(DELTA);
    assert.deepEqual(
      [run(l, /Import/).Result, run(l, /Export/).Result],
      ["no-start-connection", "no-start-connection"],
    );
  });
  it("a controller's name that does not resolve is no-start-ma", async () => {
    const l = await lab(network({ Dns: [], Tcp: "timeout" }));
    await l.simulator.execute(DELTA);
    assert.equal(run(l, /Import/).Result, "no-start-ma");
  });
  it("a right to write back that an OU lacks counts for whom it holds", async () => {
    const l = await lab(joiner());
    l.world.patch({
      premises: {
        permissions: [{ Account: "CONTOSO\\MSOL_4f6e0c1d2a3b", DN: STAFF, Missing: ["write:mS-DS-ConsistencyGuid"] }],
      },
    });
    await l.simulator.execute(DELTA);
    assert.deepEqual(
      run(l, /Export/).Errors.map((e) => [e.DN, e.ErrorCode]),
      [[`CN=Ada Byron,${STAFF}`, "8344"]],
    );
  });
  it("a synced user whose object a delta does not see keeps its cloud object", async () => {
    const l = await lab(joiner(STAFF, SEEN_BEFORE));
    await l.simulator.execute(DELTA);
    assert.equal(cloudUser(l.world)?.onPremisesSyncEnabled, true);
    l.world.patch({
      premises: {
        connectorSpace: [
          {
            ConnectorName: "contoso.local",
            DistinguishedName: `CN=Ada Byron,${STAFF}`,
            ObjectType: "user",
            Exists: false,
            Attributes: {},
          },
        ],
      },
    });
    await l.simulator.execute(DELTA);
    assert.equal(cloudUser(l.world)?.onPremisesSyncEnabled, true);
  });
});
