import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { LabTriage, scenarioFiles } from "../../src/cli/triage";
import type { TriageLine } from "../../src/cli/triage-line";
import { immutableIdOf } from "../../src/identity/anchor";
import { loadScenario, type Scenario, type World } from "../../src/lab/scenario";

const GUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
/** Another id for each id, the same one everywhere; Microsoft's own application ids stay. */
const otherGuid = (g: string): string =>
  g
    .toLowerCase()
    .replace(/^[0-9a-f]{8}/, (h) => [...h].map((x) => ((parseInt(x, 16) * 7 + 3) % 16).toString(16)).join(""));
const hex = (text: string): string => Buffer.from(text, "utf8").toString("hex").toUpperCase();
/** The scenario in other words: persons' names, domains, OUs and ids exchanged consistently, anchors worked out anew. */
function rename(c: Scenario): Scenario {
  let text = JSON.stringify({ ask: c.ask, world: c.world });
  const keep = new Set(c.world.cloud.signIns.map((s) => String((s as { appId?: unknown }).appId ?? "")));
  for (const g of new Set((text.match(GUID) ?? []).map((x) => x.toLowerCase()))) {
    if (keep.has(g)) continue;
    const to = otherGuid(g),
      a = immutableIdOf(g)!,
      b = immutableIdOf(to)!;
    text = text
      .replaceAll(g, to)
      .replaceAll(a, b)
      .replaceAll(hex(a), hex(b))
      .replaceAll(g.replace(/-/g, ""), to.replace(/-/g, ""));
  }
  const words = new Set<string>();
  for (const f of Object.values(c.world.premises.directory.forests))
    for (const o of Object.values(f.objects))
      for (const k of ["givenName", "sn"])
        for (const w of String(o[k] ?? "").split(/[^\p{L}]+/u))
          if (w.length >= 5 && !/^(service|account|monitor|admin\w*|printer|backup|scanner|\w*sync\w*)$/i.test(w))
            words.add(w); // words of the trade stay
  for (const w of words)
    text = text.replace(new RegExp(w.replace(/[^\p{L}]/gu, ""), "giu"), (m) => {
      const r = [...m.toLowerCase()].reverse().join("");
      return m[0] === m[0]!.toUpperCase() ? r[0]!.toUpperCase() + r.slice(1) : r;
    });
  for (const [from, to] of [
    ["contoso", "litware"],
    ["fabrikam", "adatum"],
    ["northwind", "proseware"],
    ["wingtip", "tailspin"],
  ] as const)
    text = text.replace(new RegExp(from, "gi"), (m) =>
      m === m.toUpperCase() ? to.toUpperCase() : m[0] === m[0]!.toUpperCase() ? to[0]!.toUpperCase() + to.slice(1) : to,
    );
  text = text.replace(/OU=([^,"\\]+)/g, (_, name: string) => `OU=Zz ${name}`);
  const out = JSON.parse(text) as { ask: string | null; world: World };
  return { ...c, ask: out.ask, world: out.world };
}

/** What must not change a verdict, tried on every case. Seeds are fixed, so that a failure can be repeated. */
describe("robustness", function () {
  this.timeout(120_000);
  let lab: LabTriage, cases: Scenario[], plain: Map<string, TriageLine>;
  before(async () => {
    cases = await Promise.all(
      (await scenarioFiles([join("test", "scenarios", "cases")], process.cwd())).map(loadScenario),
    );
    lab = await LabTriage.start(cases[0]!);
    plain = new Map();
    for (const c of cases) plain.set(c.id, await lab.run(c));
  });
  after(() => lab.close());
  const verdict = (l: TriageLine): string => `${l.rootCause.code}/${l.remediations[0]?.id ?? "advice"}`;
  const same = async (
    change: (w: World, c: Scenario) => World,
    skip: (c: Scenario) => boolean = () => false,
    ask?: (text: string) => string,
  ): Promise<void> => {
    const off: string[] = [];
    for (const c of cases.filter((x) => !skip(x))) {
      const l = await lab.run({
        ...c,
        ask: ask === undefined ? c.ask : ask(c.ask ?? ""),
        world: change(structuredClone(c.world), c),
      });
      if (verdict(l) !== verdict(plain.get(c.id)!))
        off.push(`${c.id}: ${verdict(plain.get(c.id)!)} became ${verdict(l)}`);
    }
    assert.deepEqual(off, []);
  };

  it("healthy people of the baseline are never blamed", async () => {
    const base = await loadScenario(join("test", "scenarios", "baseline.json"));
    for (const u of Object.values(base.world.cloud.users)) {
      const l = await lab.run({ ...base, ask: `${u.userPrincipalName} isn't in Microsoft 365` });
      assert.deepEqual(
        [u.userPrincipalName, l.findings.map((f) => f.code), l.remediations],
        [u.userPrincipalName, ["already-synced"], []],
      );
    }
  });
  it("other people, domains, OUs and ids give the same verdict", async () => {
    const off: string[] = [];
    for (const c of cases) {
      const renamed = rename(c),
        l = await lab.run(renamed);
      if (verdict(l) !== verdict(plain.get(c.id)!))
        off.push(`${c.id}: ${verdict(plain.get(c.id)!)} became ${verdict(l)} for "${renamed.ask ?? ""}"`);
    }
    assert.deepEqual(off, []);
  });
  it("moving all dates by some days changes nothing that is not judged by the calendar", async () => {
    const days = 5,
      move = (text: string): string =>
        text.replace(/\b(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/g, (t) =>
          new Date(Date.parse(t) + days * 86_400_000).toISOString().replace(".000Z", "Z"),
        );
    await same(
      (w) => JSON.parse(move(JSON.stringify(w))) as World,
      (c) => c.expect?.rootCause === "sync-version-retired",
    );
  });
  it("a hundred healthy neighbours change nothing", async () => {
    await same((w) => {
      const forest = w.premises.directory.forests["contoso.local"];
      if (forest === undefined) return w;
      for (let i = 0; i < 100; i++) {
        const x = String(i).padStart(2, "0"),
          guid = `00000000-0000-4000-8000-0000000001${x}`;
        forest.objects[`CN=Zz Neighbour${x},OU=Staff,DC=contoso,DC=local`] = {
          objectClass: ["top", "person", "organizationalPerson", "user"],
          objectGUID: guid,
          objectSid: `S-1-5-21-1004336348-1177238915-682003330-90${x}`,
          cn: `Zz Neighbour${x}`,
          displayName: `Zz Neighbour${x}`,
          sAMAccountName: `zz.neighbour${x}`,
          userPrincipalName: `zz.neighbour${x}@contoso.com`,
          userAccountControl: 512,
          whenCreated: "2021-03-04T10:00:00Z",
          whenChanged: "2021-10-02T07:30:00Z",
        } as never;
        w.cloud.users[`00000000-0000-4000-9000-0000000001${x}`] = {
          userPrincipalName: `zz.neighbour${x}@contoso.com`,
          displayName: `Zz Neighbour${x}`,
          accountEnabled: true,
          userType: "Member",
          proxyAddresses: [],
          onPremisesProvisioningErrors: [],
          serviceProvisioningErrors: [],
          assignedLicenses: [],
        } as never;
      }
      return w;
    });
  });
  it("the order of lists that have none changes nothing", async () => {
    const shuffled = <T>(list: readonly T[], seed: number): T[] =>
      fc.sample(fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length }), {
        numRuns: 1,
        seed,
      })[0]!;
    await same((w) => {
      for (const f of Object.values(w.premises.directory.forests)) {
        for (const o of Object.values(f.objects))
          for (const k of ["proxyAddresses", "memberOf", "member"])
            if (Array.isArray(o[k])) (o as Record<string, unknown>)[k] = shuffled(o[k] as unknown[], 7);
        f.objects = Object.fromEntries(shuffled(Object.entries(f.objects), 11));
      }
      w.cloud.users = Object.fromEntries(shuffled(Object.entries(w.cloud.users), 13));
      w.premises.syncRules = shuffled(w.premises.syncRules, 17);
      w.premises.permissions = shuffled(w.premises.permissions, 19);
      return w;
    });
  });
  it("without the agent nothing on premises is said for certain", async () => {
    const cloudSide = new Set([
        "agent-offline",
        "undetermined",
        "service-incident",
        "tenant-sync-disabled",
        "directory-quota-exceeded",
        "cloud-service-busy",
        "cloud-connector-credentials",
        "cloud-connector-blocked-by-policy",
        "provisioning-job-quarantined",
        "deletion-threshold-exceeded",
      ]),
      off: string[] = [];
    for (const c of cases) {
      const l = await lab.run({
        ...c,
        world: {
          ...structuredClone(c.world),
          premises: { ...structuredClone(c.world.premises), agent: { online: false, version: "1.0.0" } },
        },
      });
      const right = [c.expect!.rootCause, ...c.expect!.also] as string[];
      if (l.rootCause.confidence === "certain" && !right.includes(l.rootCause.code) && !cloudSide.has(l.rootCause.code))
        off.push(`${c.id}: certain of ${l.rootCause.code}`);
      if (!l.notChecked.some((x) => x.what.startsWith("ad.") || x.what.startsWith("server.")))
        off.push(`${c.id}: does not say what could not be read`);
    }
    assert.deepEqual(off, []);
  });
  it("nobody is taken over while role eligibility cannot be read, and the answer says so", async () => {
    const takeOvers = new Set(["hard-match", "set-consistency-guid", "remove-cloud-user", "purge-deleted-user"]),
      off: string[] = [];
    const concerned = cases.filter((c) => plain.get(c.id)!.remediations.some((r) => takeOvers.has(r.id)));
    assert.ok(concerned.length > 0);
    for (const c of concerned) {
      const world = structuredClone(c.world);
      world.cloud.faults = [
        { method: "GET", path: "/roleManagement/directory/roleEligibilitySchedules", status: 403 },
        ...world.cloud.faults,
      ];
      const l = await lab.run({ ...c, world });
      if (
        l.remediations.some((r) => takeOvers.has(r.id)) ||
        l.rootCause.confidence === "certain" ||
        !l.notChecked.some((x) => x.what === "entra.roles")
      )
        off.push(`${c.id}: ${l.remediations.map((r) => r.id).join(",")} ${l.rootCause.confidence}`);
    }
    assert.deepEqual(off, []);
  });
  it("taking one fact away never makes a wrong verdict certain", async () => {
    const off: string[] = [];
    const taken: [string, (w: World) => void][] = [
      ...[
        "LDAP",
        "Get-ADSyncCSObject",
        "Get-ADSyncConnector",
        "Get-ADSyncRunProfileResult",
        "Get-ADSyncScheduler",
        "Get-ADSyncRule",
        "Get-Service",
        "Test-NetConnection",
        "Get-WinEvent",
        "Get-Acl",
        "Win32_OperatingSystem",
        "Get-ADSyncGlobalSettings",
      ].map((operation): [string, (w: World) => void] => [
        operation,
        (w) => {
          w.premises.faults = [...w.premises.faults, { operation, error: "The operation failed" }];
        },
      ]),
      ...[
        "/users",
        "/directory/deletedItems",
        "/roleManagement",
        "/roleManagement/directory/roleEligibilitySchedules",
        "/domains",
        "/directory/onPremisesSynchronization",
        "/groups",
        "/organization",
      ].map((path): [string, (w: World) => void] => [
        path,
        (w) => {
          w.cloud.faults = [{ method: "GET", path, status: 403 }, ...w.cloud.faults];
        },
      ]),
    ];
    for (const c of cases)
      for (const [what, take] of taken) {
        const world = structuredClone(c.world);
        take(world);
        const l = await lab.run({ ...c, world });
        if (
          l.rootCause.confidence === "certain" &&
          ![c.expect!.rootCause, ...c.expect!.also, "undetermined"].includes(l.rootCause.code as never)
        )
          off.push(`${c.id} without ${what}: certain of ${l.rootCause.code}`);
      }
    assert.deepEqual(off, []);
  });
});
