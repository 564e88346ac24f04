import assert from "node:assert/strict";
import { join } from "node:path";
import type { Fact } from "../../src/domain";
import { createGraphClient } from "../../src/graph/client";
import { GraphDirectory } from "../../src/graph/graph-directory";
import { GraphTransport } from "../../src/graph/transport";
import { startGraphEmulator, type GraphEmulator } from "../../src/lab/graph/emulator";
import { loadScenario, type World } from "../../src/lab/scenario";

const NADIA = "a4ecae41-3369-5abd-ba88-a5e3ad41728f";
const query = {
  upns: ["nadia.rahman@contoso.com"],
  addresses: ["nadia.rahman@contoso.com"],
  anchors: ["3VuORvtQ/VmwanObA2PGgg=="],
  sids: [],
  sams: ["nadia.rahman"],
  ids: [],
  names: ["Nadia Rahman"],
};
describe("GraphDirectory", () => {
  let world: World, lab: GraphEmulator, graph: GraphDirectory, slept: number[];
  beforeEach(async () => {
    world = (await loadScenario(join(__dirname, "..", "scenarios", "baseline.json"))).world;
    lab = await startGraphEmulator({ world, now: () => new Date(world.now), changed: () => undefined });
    slept = [];
    graph = new GraphDirectory(
      new GraphTransport({
        client: createGraphClient({ kind: "open", baseUrl: lab.url }),
        timeoutMs: 300,
        sleep: (ms) => {
          slept.push(ms);
          return Promise.resolve();
        },
      }),
    );
  });
  afterEach(() => lab.close());
  const fault = (path: string, status: number, more: object = {}): void => {
    world.cloud.faults = [{ method: "*", path, status, ...more }];
  };

  it("brings people and tenant in two requests side by side and one for the mapping of whom it found, each person once", async () => {
    world.cloud.users[NADIA]!["onPremisesObjectIdentifier"] = "abc";
    const { people, tenant } = await graph.collect(query, true);
    assert.ok(people.users.state === "seen" && people.users.value.length === 1);
    assert.equal(people.users.value[0]!.onPremisesObjectIdentifier, "abc");
    assert.equal(graph.counters.requests, 3);
    assert.ok(
      tenant!["entra.organization"].state === "seen" &&
        tenant!["entra.organization"].value.directorySizeQuota?.used === 412,
    );
  });
  const reads: [string, string, () => Promise<Fact<unknown>>][] = [
    ["users", "/users", async () => (await graph.collect(query, false)).people.users],
    ["deleted users", "/directory/deletedItems", async () => (await graph.collect(query, false)).people.deletedUsers],
    ["holders", "/contacts", async () => (await graph.collect(query, false)).people.holders],
    ["organization", "/organization", async () => (await graph.collect(query, true)).tenant!["entra.organization"]],
    ["domains", "/domains", async () => (await graph.collect(query, true)).tenant!["entra.domains"]],
    [
      "synchronization",
      "/directory/onPremisesSynchronization",
      async () => (await graph.collect(query, true)).tenant!["entra.synchronization"],
    ],
    ["sync jobs", "/servicePrincipals", async () => (await graph.collect(query, true)).tenant!["entra.syncJobs"]],
    [
      "roles",
      "/roleManagement/directory/roleAssignments",
      async () => (await graph.details([NADIA], NADIA))["entra.roles"],
    ],
    [
      "mailbox",
      `/users/${NADIA}/mailboxSettings`,
      async () => (await graph.details([NADIA], NADIA))["entra.mailboxSettings"],
    ],
    ["sign-ins", "/auditLogs/signIns", () => graph.signIns({ upns: ["x@contoso.com"], sinceIso: world.now })],
    ["audits", "/auditLogs/directoryAudits", () => graph.audits({ targetIds: [NADIA], sinceIso: world.now })],
    ["one user", "/users/", () => graph.user(NADIA)],
    ["membership", "/users/", () => graph.membership(NADIA)],
  ];
  const faults: [number, object, string][] = [
    [401, {}, "denied"],
    [403, {}, "denied"],
    [429, { retryAfter: 30 }, "throttled"],
    [500, {}, "failed"],
    [503, {}, "failed"],
    [200, { body: '"no object"' }, "malformed"],
    [200, { body: '{"value":[{"id"' }, "malformed"],
  ];
  for (const [name, path, read] of reads)
    for (const [status, more, why] of faults)
      it(`${name}: ${status}${why === "malformed" ? " malformed" : ""} is unreadable`, async () => {
        fault(path, status, more);
        const fact = await read();
        assert.ok(fact.state === "unreadable", JSON.stringify(fact));
        assert.equal(fact.why, why);
      });
  it("a property that was asked for and did not come is no empty property", async () => {
    fault("/users", 200, { body: { value: [{ id: NADIA, userPrincipalName: "nadia.rahman@contoso.com" }] } });
    const { users } = (await graph.collect(query, false)).people;
    assert.ok(users.state === "unreadable" && users.why === "malformed", JSON.stringify(users));
  });
  it("spoils only the fact whose read failed", async () => {
    fault("/domains", 403);
    const { people, tenant } = await graph.collect(query, true);
    assert.equal(tenant!["entra.domains"].state, "unreadable");
    assert.equal(people.users.state, "seen");
  });
  it("waits as Retry-After says, and not beyond its patience", async () => {
    fault("/domains", 429, { retryAfter: 2, times: 1 });
    assert.equal((await graph.collect(query, true)).tenant!["entra.domains"].state, "seen");
    assert.deepEqual(slept, [2000]);
  });
  it("a time-out is unreadable, a 404 absent", async () => {
    assert.equal((await graph.user("00000000-0000-0000-0000-000000000000")).state, "absent");
    fault("/auditLogs/provisioning", 200, { delayMs: 60_000 });
    const fact = await graph.provisioningLogs({ objectGuid: "x", jobIds: [] });
    assert.ok(fact.state === "unreadable" && fact.why === "timeout");
  });
});
