import assert from "node:assert/strict";
import { join } from "node:path";
import type { Fact } from "../../src/domain";
import { createGraphClient } from "../../src/graph/client";
import { GraphDirectory } from "../../src/graph/graph-directory";
import { Keeper } from "../../src/graph/keeper";
import { Pacer } from "../../src/graph/pacer";
import { GraphTransport } from "../../src/graph/transport";
import { startGraphEmulator, type GraphEmulator } from "../../src/lab/graph/emulator";
import { loadScenario, type World } from "../../src/lab/scenario";
import { newMeter, type CloudDirectory, type Meter } from "../../src/ports";
import { SimClock } from "../support/sim-clock";

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
  let world: World, lab: GraphEmulator, graph: CloudDirectory, clock: SimClock, meter: Meter;
  beforeEach(async () => {
    world = (await loadScenario(join(__dirname, "..", "scenarios", "baseline.json"))).world;
    lab = await startGraphEmulator({ world, revision: 0, now: () => new Date(world.now), changed: () => undefined });
    clock = new SimClock();
    meter = newMeter();
    const { now, sleep } = clock,
      client = createGraphClient({ kind: "open", baseUrl: lab.url });
    graph = new GraphDirectory(
      new GraphTransport({ client, timeoutMs: 300, pacer: new Pacer({ now, sleep }), sleep }),
      new Keeper({ now }),
    ).metered(meter);
  });
  afterEach(() => lab.close());
  const fault = (path: string, status: number, more: object = {}): void => {
    world.cloud.faults = [{ method: "*", path, status, ...more }];
  };

  it("brings people in two requests side by side, each once and with the mapping that only beta tells", async () => {
    world.cloud.users[NADIA]!["onPremisesObjectIdentifier"] = "abc";
    const { users } = await graph.people(query);
    assert.ok(users.state === "seen" && users.value.length === 1);
    assert.equal(users.value[0]!.onPremisesObjectIdentifier, "abc");
    assert.equal(meter.graphRequests, 2);
  });
  it("reads users from v1.0 where beta refuses, and then without the mapping", async () => {
    world.cloud.faults = [{ method: "*", path: "/users", status: 403, times: 6 }];
    const { users } = await graph.people(query);
    assert.ok(users.state === "seen", JSON.stringify(users));
    assert.equal(users.value[0]!.id, NADIA);
    assert.equal(users.value[0]!.onPremisesObjectIdentifier, undefined);
  });
  it("brings the tenant with what only beta tells", async () => {
    const organization = (await graph.tenant(true))["entra.organization"];
    assert.ok(organization.state === "seen" && organization.value.directorySizeQuota?.used === 412);
    assert.equal(meter.graphRequests, 2);
  });
  it("follows a list to its end, and says so where the end is further off than it reads", async () => {
    const domains = (n: number): void => {
      world.cloud.domains = Object.fromEntries(
        Array.from({ length: n }, (_, i) => [`d${i}.example`, { isVerified: true }]),
      );
    };
    domains(101);
    const whole = (await graph.tenant(true))["entra.domains"];
    assert.equal(whole.state === "seen" && whole.value.length, 101);
    domains(1001);
    const cut = (await graph.tenant(true))["entra.domains"];
    assert.equal(cut.state === "unreadable" && cut.why, "truncated");
  });
  it("G4: waits for no extra that is throttled", async () => {
    fault("/admin/serviceAnnouncement", 429, { retryAfter: 2 });
    const health = (await graph.tenant(true))["entra.serviceIssues"];
    assert.ok(health.state === "unreadable" && health.why === "throttled");
    assert.deepEqual(clock.slept, []);
  });
  it("asks a log nothing where its turn is too far off", async () => {
    for (let i = 0; i < 5; i++) await graph.audits({ targetIds: [NADIA], sinceIso: world.now }, 500);
    const before = meter.graphRequests,
      fact = await graph.audits({ targetIds: [NADIA], sinceIso: world.now }, 500);
    assert.ok(fact.state === "unreadable" && fact.why === "throttled");
    assert.equal(meter.graphRequests, before);
    assert.deepEqual(clock.slept, []);
  });
  const reads: [string, string, () => Promise<Fact<unknown>>][] = [
    ["users", "/users", async () => (await graph.people(query)).users],
    ["deleted users", "/directory/deletedItems", async () => (await graph.people(query)).deletedUsers],
    ["holders", "/contacts", async () => (await graph.people(query)).holders],
    ["organization", "/organization", async () => (await graph.tenant(true))["entra.organization"]],
    ["domains", "/domains", async () => (await graph.tenant(true))["entra.domains"]],
    [
      "synchronization",
      "/directory/onPremisesSynchronization",
      async () => (await graph.tenant(true))["entra.synchronization"],
    ],
    ["sync accounts", "/users", async () => (await graph.tenant(true))["entra.syncAccounts"]],
    ["sync jobs", "/servicePrincipals", () => graph.syncJobs([{ id: "x", displayName: "x" }])],
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
      it(`G6: ${name}: ${status}${why === "malformed" ? " malformed" : ""} is unreadable`, async () => {
        fault(path, status, more);
        const fact = await read();
        assert.ok(fact.state === "unreadable", JSON.stringify(fact));
        assert.equal(fact.why, why);
      });
  it("G6: a property that was asked for and did not come is no empty property", async () => {
    fault("/users", 200, { body: { value: [{ id: NADIA, userPrincipalName: "nadia.rahman@contoso.com" }] } });
    const { users } = await graph.people(query);
    assert.ok(users.state === "unreadable" && users.why === "malformed", JSON.stringify(users));
  });
  it("G6: spoils only the fact whose read failed", async () => {
    fault("/domains", 403);
    const tenant = await graph.tenant(true);
    assert.equal(tenant["entra.domains"].state, "unreadable");
    assert.equal(tenant["entra.organization"].state, "seen");
  });
  it("G4: waits as Retry-After says, and not beyond its patience", async () => {
    fault("/domains", 429, { retryAfter: 2, times: 1 });
    assert.equal((await graph.tenant(true))["entra.domains"].state, "seen");
    assert.deepEqual(clock.slept, [2000]);
    fault("/domains", 429, { retryAfter: 30 });
    const domains = (await graph.tenant(true))["entra.domains"];
    assert.deepEqual([domains.state === "unreadable" && domains.why, clock.slept], ["throttled", [2000]]);
  });
  it("G6: a time-out is unreadable, a 404 absent", async () => {
    assert.equal((await graph.user("00000000-0000-0000-0000-000000000000")).state, "absent");
    fault("/auditLogs/directoryAudits", 200, { delayMs: 60_000 });
    const fact = await graph.audits({ targetIds: [NADIA], sinceIso: world.now });
    assert.ok(fact.state === "unreadable" && fact.why === "timeout");
  });
});
