import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { loadScenario, type World } from "../../../src/lab/scenario";
import { startGraphEmulator, type GraphEmulator } from "../../../src/lab/graph/emulator";
import { parseFilter } from "../../../src/lab/graph/odata";
import { eq } from "../../../src/graph/odata";

const NADIA = "a4ecae41-3369-5abd-ba88-a5e3ad41728f";
describe("Graph emulator", () => {
  let world: World, lab: GraphEmulator;
  beforeEach(async () => {
    world = (await loadScenario(join(__dirname, "..", "..", "scenarios", "baseline.json"))).world;
    lab = await startGraphEmulator({ world, revision: 0, now: () => new Date(world.now), changed: () => undefined });
  });
  afterEach(() => lab.close());
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: any }> => {
    const r = await fetch(`${lab.url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      text = await r.text();
    return { status: r.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  const AQP = { ConsistencyLevel: "eventual" };
  it("tells who is in a group, where asked for one as an advanced query only", async () => {
    const group = Object.keys(world.cloud.groups)[0]!,
      [member] = world.cloud.groups[group]!.members!;
    const path = `/v1.0/groups/${group}/members?$select=id&$filter=${encodeURIComponent(`id eq '${member!}'`)}`;
    assert.equal((await call("GET", path)).body.error.code, "Request_UnsupportedQuery");
    const { body } = await call("GET", `${path}&$count=true`, undefined, AQP);
    assert.deepEqual(
      body.value.map((m: { id: string }) => m.id),
      [member],
    );
    const count = await call("GET", `/v1.0/groups/${group}/members/$count`, undefined, AQP);
    assert.equal(count.body, 2);
    assert.equal((await call("GET", `/v1.0/groups/${group}/members/$count`)).status, 400);
    const other = path.replace(member!, NADIA);
    assert.deepEqual((await call("GET", `${other}&$count=true`, undefined, AQP)).body.value, []);
  });
  it("tells who masters a group or a contact, and devices by device id", async () => {
    world.cloud.groups["g"] = { displayName: "G", onPremisesSyncBehavior: { isCloudManaged: true } };
    world.cloud.contacts["c"] = { displayName: "C" };
    world.cloud.devices["d"] = { displayName: "LT-1", deviceId: "caf423c2-d6ab-5fe1-8562-e19a9b0b1eb6" };
    assert.equal((await call("GET", "/v1.0/groups/g/onPremisesSyncBehavior")).body.isCloudManaged, true);
    assert.equal((await call("GET", "/v1.0/contacts/c/onPremisesSyncBehavior")).body.isCloudManaged, false);
    const devices = await call("GET", "/v1.0/devices?$filter=deviceId eq 'CAF423C2-d6ab-5fe1-8562-e19a9b0b1eb6'");
    assert.equal(devices.body.value[0].displayName, "LT-1");
  });
  const filters: [string, boolean, number][] = [
    ["userPrincipalName eq 'NADIA.rahman@contoso.com'", false, 1],
    ["userPrincipalName in ('nadia.rahman@contoso.com','nobody@contoso.com')", false, 1],
    ["startsWith(displayName,'Nadia') and accountEnabled eq true", false, 1],
    ["not startsWith(displayName,'Nadia')", true, 11],
    ["endsWith(userPrincipalName,'@contoso.com')", true, 12],
    ["proxyAddresses/any(p:p eq 'SMTP:nadia.rahman@contoso.com')", false, 1],
    ["proxyAddresses/any(p:p eq 'smtp:nadia.rahman@contoso.com')", false, 0],
    ["onPremisesImmutableId eq '3VuORvtQ/VmwanObA2PGgg=='", true, 1],
    ["onPremisesImmutableId eq '3vuORvtQ/VmwanObA2PGgg=='", true, 0],
    ["createdDateTime ge 2025-01-01T00:00:00Z", false, 0],
    ["onPremisesProvisioningErrors/any(c:c/category eq 'PropertyConflict')", true, 0],
  ];
  for (const [filter, aqp, count] of filters)
    it(`answers ${filter}`, async () => {
      const path = `/v1.0/users?$filter=${encodeURIComponent(filter)}`;
      if (aqp) assert.equal((await call("GET", path)).body.error.code, "Request_UnsupportedQuery");
      assert.equal(
        (await call("GET", `${path}${aqp ? "&$count=true" : ""}`, undefined, aqp ? AQP : {})).body.value.length,
        count,
      );
    });
  for (const path of [
    "/v1.0/nonsense",
    "/v1.0/users?$skip=1",
    "/v1.0/users?$select=nope",
    "/v1.0/users?$filter=nope eq 'x'",
    "/v1.0/users?$filter=displayName like 'x'",
    "/v1.0/users?$select=onPremisesObjectIdentifier",
    "/v1.0/directory/deletedItems",
    "/v2.0/users",
    "/v1.0/users?$filter=onPremisesDistinguishedName eq 'x'",
    "/v1.0/users?$count=true",
  ])
    it(`refuses ${path}`, async () => assert.equal((await call("GET", path)).status, 400));
  it("omits what Graph omits without $select, and pages", async () => {
    const page = (await call("GET", "/v1.0/users?$top=5")).body;
    assert.equal("accountEnabled" in page.value[0], false);
    const next = (await (await fetch(page["@odata.nextLink"])).json()) as { value: { id: string }[] };
    assert.equal(new Set([...page.value, ...next.value].map((u: { id: string }) => u.id)).size, 10);
  });
  it("runs a batch: own statuses, dependsOn, at most 20", async () => {
    const requests = [
      { id: "1", method: "GET", url: "/users/none" },
      { id: "2", method: "GET", url: "/users", dependsOn: ["1"] },
      { id: "3", method: "GET", url: "/users?$filter=endsWith(mail,'x')&$count=true", headers: AQP },
    ];
    const got = new Map(
      (await call("POST", "/v1.0/$batch", { requests })).body.responses.map((r: { id: string; status: number }) => [
        r.id,
        r.status,
      ]),
    );
    assert.deepEqual([got.get("1"), got.get("2"), got.get("3")], [404, 424, 200]);
    assert.equal(
      (
        await call("POST", "/v1.0/$batch", {
          requests: Array.from({ length: 21 }, (_, i) => ({ id: String(i), method: "GET", url: "/users" })),
        })
      ).status,
      400,
    );
  });
  it("answers faults as often as told", async () => {
    world.cloud.faults = [{ method: "GET", path: "/domains", status: 429, retryAfter: 7, times: 1 }];
    assert.equal((await fetch(`${lab.url}/v1.0/domains`)).headers.get("retry-after"), "7");
    assert.equal((await call("GET", "/v1.0/domains")).status, 200);
  });
  it("refuses writes to what Active Directory owns", async () => {
    assert.equal((await call("PATCH", `/v1.0/users/${NADIA}`, { mail: "x@contoso.com" })).status, 400);
    assert.equal((await call("PATCH", `/v1.0/users/${NADIA}`, { proxyAddresses: [] })).status, 400);
    assert.equal((await call("DELETE", `/v1.0/users/${NADIA}`)).status, 400);
    assert.equal((await call("PATCH", `/v1.0/users/${NADIA}`, { usageLocation: "NO" })).status, 204);
  });
  it("deletes softly, restores, refuses a taken UPN or anchor, purges", async () => {
    const user = world.cloud.users[NADIA]!;
    user.onPremisesSyncEnabled = null;
    assert.equal(
      (await call("PATCH", `/v1.0/users/${NADIA}`, { userPrincipalName: "tomas.lindqvist@contoso.com" })).status,
      400,
    );
    assert.equal(
      (await call("PATCH", `/v1.0/users/${NADIA}`, { userPrincipalName: "nadia@unverified.example" })).status,
      400,
    );
    assert.equal(
      (await call("PATCH", `/v1.0/users/${NADIA}`, { onPremisesImmutableId: "FpMLpnA1vlqP4yS2SsQVhg==" })).status,
      400,
    );
    assert.equal((await call("DELETE", `/v1.0/users/${NADIA}`)).status, 204);
    assert.equal(
      world.cloud.deletedUsers[NADIA]!.userPrincipalName,
      `${NADIA.replace(/-/g, "")}nadia.rahman@contoso.com`,
    );
    assert.equal((await call("POST", `/v1.0/directory/deletedItems/${NADIA}/restore`, {})).status, 200);
    assert.equal(world.cloud.users[NADIA]!.userPrincipalName, "nadia.rahman@contoso.com");
    await call("DELETE", `/v1.0/users/${NADIA}`);
    assert.equal((await call("DELETE", `/v1.0/directory/deletedItems/${NADIA}`)).status, 204);
    assert.equal(world.cloud.deletedUsers[NADIA], undefined);
  });
  it("parses every literal that the builder makes back to the value", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom("' or 1 eq 1 or '", "a''b", "x&$top=1", "+/==", "#EXT#@é")),
        (value) => {
          const expr = parseFilter(new URLSearchParams(`f=${encodeURIComponent(eq("mail", value))}`).get("f")!);
          assert.ok(expr.kind === "compare" && expr.value.value === value);
        },
      ),
    );
  });
});
