import assert from "node:assert/strict";
import { join } from "node:path";
import { createGraphClient } from "../../src/graph/client";
import { GraphDirectory } from "../../src/graph/graph-directory";
import { Keeper } from "../../src/graph/keeper";
import { Pacer } from "../../src/graph/pacer";
import { GraphTransport } from "../../src/graph/transport";
import { startGraphEmulator, type GraphEmulator } from "../../src/lab/graph/emulator";
import { loadScenario, type World } from "../../src/lab/scenario";
import type { CloudDirectory } from "../../src/ports";
import { SimClock } from "../support/sim-clock";

const NADIA = "a4ecae41-3369-5abd-ba88-a5e3ad41728f";
const TOMAS = "5a564dfd-722c-5822-bf07-828f203e2805";
describe("what hangs on a cloud user", () => {
  let world: World, lab: GraphEmulator, graph: CloudDirectory;
  beforeEach(async () => {
    world = (await loadScenario(join(__dirname, "..", "scenarios", "baseline.json"))).world;
    lab = await startGraphEmulator({ world, revision: 0, now: () => new Date(world.now), changed: () => undefined });
    const { now, sleep } = new SimClock();
    const client = createGraphClient({ kind: "open", baseUrl: lab.url });
    graph = new GraphDirectory(
      new GraphTransport({ client, timeoutMs: 3_000, pacer: new Pacer({ now, sleep }), sleep }),
      new Keeper({ now }),
    );
  });
  afterEach(() => lab.close());

  it("is told by name; a group with a rule, which takes its members by itself, and a role are left out", async () => {
    world.cloud.groups = {
      g1: { displayName: "Fire wardens", members: [NADIA], owners: [TOMAS] },
      g2: { displayName: "Everybody", members: [NADIA], groupTypes: ["DynamicMembership"] },
    };
    world.cloud.directoryRoles = { "Global Reader": [NADIA] };
    world.cloud.devices = { d1: { displayName: "LAPTOP-7", registeredOwners: [NADIA] } };
    world.cloud.users[NADIA]!["appRoleAssignments"] = [{ resourceDisplayName: "Payroll" }];
    world.cloud.users[TOMAS]!["assignedLicenses"] = [];
    const read = await graph.attachments([NADIA, TOMAS]);
    assert.deepEqual(read.state === "seen" && read.value, [
      {
        id: NADIA,
        groups: { names: ["Fire wardens"] },
        applications: { names: ["Payroll"] },
        devices: { names: ["LAPTOP-7"] },
        owned: { names: [] },
        mailbox: { names: ["mailbox"] },
      },
      {
        id: TOMAS,
        groups: { names: [] },
        applications: { names: [] },
        devices: { names: [] },
        owned: { names: ["Fire wardens"] },
        mailbox: { names: [] },
      },
    ]);
  });
  for (const [part, path] of [
    ["groups", "memberOf"],
    ["applications", "appRoleAssignments"],
    ["devices", "ownedDevices"],
    ["owned", "ownedObjects"],
    ["mailbox", "mailboxSettings"],
  ] as const)
    it(`G6: ${part} that are refused are unread, not none; the rest is told`, async () => {
      world.cloud.faults = [{ method: "*", path: `/users/${NADIA}/${path}`, status: 403 }];
      const read = await graph.attachments([NADIA]);
      assert.ok(read.state === "seen");
      const { id: _, ...parts } = read.value[0]!;
      const unread = Object.entries(parts).flatMap(([name, p]) => ("unread" in p ? [name] : []));
      assert.deepEqual(unread, [part]);
    });
});
