import assert from "node:assert/strict";
import type { PremisesCommand } from "../../../src/domain";
import { AAD, ANCHOR, cloudUser, GUID, joiner, lab, STAFF } from "./lab-world";

const DELTA: PremisesCommand = { system: "premises", kind: "start-sync-cycle", policyType: "Delta" },
  INITIAL: PremisesCommand = { ...DELTA, policyType: "Initial" };
const LEAVERS = "OU=Leavers,DC=contoso,DC=local",
  HOLDER = "f1d2c3b4-0000-4000-8000-000000000001",
  NADIA = "a4ecae41-3369-5abd-ba88-a5e3ad41728f";
const cloudOnly = (more: Record<string, unknown>) => ({
  cloud: {
    users: {
      [HOLDER]: {
        userPrincipalName: "ada.byron@contoso.com",
        displayName: "Ada",
        userType: "Member",
        accountEnabled: true,
        proxyAddresses: ["SMTP:ada.byron@contoso.com"],
        ...more,
      },
    },
  },
});
const merge = (...patches: object[]): Record<string, unknown> =>
  patches.reduce<Record<string, unknown>>((a, b) => {
    for (const [k, v] of Object.entries(b))
      a[k] =
        typeof v === "object" && v !== null && !Array.isArray(v) && typeof a[k] === "object"
          ? merge(a[k] as object, v as object)
          : v;
    return a;
  }, {});
const features = (more: Record<string, boolean>) => ({ cloud: { onPremisesSynchronization: { features: more } } });
const lastRun = (world: Awaited<ReturnType<typeof lab>>["world"], name: string, profile: RegExp) =>
  world.world.premises.runHistory.find((r) => r.ConnectorName === name && profile.test(r.RunProfileName))!;

describe("a sync cycle", () => {
  it("changes nobody in a healthy tenant but the times", async () => {
    const { world, simulator } = await lab();
    const plain = () =>
      Object.fromEntries(
        Object.entries(world.world.cloud.users).map(([id, u]) => [
          id,
          [u.userPrincipalName, u.onPremisesImmutableId, u.onPremisesSyncEnabled, u.proxyAddresses, u.accountEnabled],
        ]),
      );
    const before = plain(),
      deleted = Object.keys(world.world.cloud.deletedUsers);
    assert.equal((await simulator.execute(DELTA)).state, "done");
    assert.deepEqual(plain(), before);
    assert.deepEqual(Object.keys(world.world.cloud.deletedUsers), deleted);
  });
  it("brings a new user, with the anchor of objectGUID, and writes it back to AD", async () => {
    const { world, simulator } = await lab(joiner());
    const start = world.now().getTime();
    assert.equal((await simulator.execute(DELTA)).state, "done");
    const u = cloudUser(world)!;
    assert.deepEqual(
      [
        u.userPrincipalName,
        u.surname,
        u.givenName,
        u.onPremisesSyncEnabled,
        u.onPremisesSamAccountName,
        u.proxyAddresses,
      ],
      ["ada.byron@contoso.com", "Byron", "Ada", true, "ada.byron", ["SMTP:ada.byron@contoso.com"]],
    );
    assert.equal(
      world.world.premises.directory.forests["contoso.local"]!.objects[`CN=Ada Byron,${STAFF}`]![
        "mS-DS-ConsistencyGuid"
      ],
      GUID,
    );
    assert.equal(lastRun(world, AAD, /Export/).Counters["ExportAdd"], 1);
    assert.ok(world.now().getTime() > start, "the lab's clock has moved on");
    assert.ok(Date.parse(String(world.world.cloud.organization["onPremisesLastSyncDateTime"])) > start);
  });
  it("leaves a user in an excluded OU out until it is moved", async () => {
    const { world, simulator } = await lab(joiner(LEAVERS));
    await simulator.execute(DELTA);
    assert.equal(cloudUser(world), undefined);
    assert.equal(
      (await simulator.execute({ system: "premises", kind: "move-ad-object", objectGUID: GUID, targetOu: STAFF }))
        .state,
      "done",
    );
    assert.equal(cloudUser(world), undefined, "the move alone brings nothing");
    await simulator.execute(DELTA);
    assert.equal(cloudUser(world)?.onPremisesDistinguishedName, `CN=Ada Byron,${STAFF}`);
  });
  it("soft-deletes who leaves the scope, and restores the same object on return", async () => {
    const { world, simulator } = await lab(joiner());
    await simulator.execute(DELTA);
    const { id } = cloudUser(world)!;
    await simulator.execute({ system: "premises", kind: "move-ad-object", objectGUID: GUID, targetOu: LEAVERS });
    await simulator.execute(DELTA);
    assert.equal(cloudUser(world), undefined);
    assert.equal(world.world.cloud.deletedUsers[id]?.userPrincipalName, `${id.replace(/-/g, "")}ada.byron@contoso.com`);
    await simulator.execute({ system: "premises", kind: "move-ad-object", objectGUID: GUID, targetOu: STAFF });
    await simulator.execute(DELTA);
    assert.deepEqual([cloudUser(world)?.id, cloudUser(world)?.userPrincipalName], [id, "ada.byron@contoso.com"]);
    assert.equal(world.world.cloud.deletedUsers[id], undefined);
  });
  it("stops at the deletion threshold and deletes nobody", async () => {
    const { world, simulator } = await lab({
      premises: {
        exportDeletionThreshold: { ThresholdCount: 1 },
        connectors: {
          "contoso.local": {
            Partitions: {
              "DC=contoso,DC=local": { Selected: true, ContainerInclusionList: ["OU=Sync Groups,DC=contoso,DC=local"] },
            },
          },
        },
      },
    });
    const live = Object.keys(world.world.cloud.users).length;
    await simulator.execute(INITIAL);
    assert.equal(lastRun(world, AAD, /Export/).Result, "stopped-deletion-threshold-exceeded");
    assert.equal(Object.keys(world.world.cloud.users).length, live);
  });

  describe("matching", () => {
    it("hard-matches by the anchor", async () => {
      const { world, simulator } = await lab(
        merge(
          joiner(),
          cloudOnly({ userPrincipalName: "old@contoso.com", proxyAddresses: [], onPremisesImmutableId: ANCHOR }),
        ),
      );
      await simulator.execute(DELTA);
      assert.deepEqual(
        [cloudUser(world)?.id, cloudUser(world)?.userPrincipalName, cloudUser(world)?.onPremisesSyncEnabled],
        [HOLDER, "ada.byron@contoso.com", true],
      );
    });
    for (const [name, holder] of [
      ["UPN", { proxyAddresses: [] }],
      ["primary address", { userPrincipalName: "other@contoso.com" }],
    ] as const)
      it(`soft-matches by ${name}`, async () => {
        const { world, simulator } = await lab(merge(joiner(), cloudOnly(holder)));
        await simulator.execute(DELTA);
        assert.equal(cloudUser(world)?.id, HOLDER);
      });
    const refused: [string, Record<string, unknown>, object][] = [
      ["a holder of an admin role", {}, { cloud: { directoryRoles: { "User Administrator": [HOLDER] } } }],
      ["an eligible holder of a role", {}, { cloud: { directoryRoleEligibility: { "User Administrator": [HOLDER] } } }],
      ["where soft match is blocked", {}, features({ blockSoftMatchEnabled: true })],
      ["a holder with another anchor", { onPremisesImmutableId: "3VuORvtQ/VmwanObA2PGgQ==" }, {}],
    ];
    for (const [name, holder, more] of refused) {
      it(`refuses ${name}: the values go into quarantine`, async () => {
        const { world, simulator } = await lab(merge(joiner(), cloudOnly(holder), more));
        await simulator.execute(DELTA);
        const u = cloudUser(world)!;
        assert.notEqual(u.id, HOLDER);
        assert.match(u.userPrincipalName, /^ada\.byron\d{4}@contoso\.onmicrosoft\.com$/);
        assert.deepEqual(
          (u.onPremisesProvisioningErrors ?? []).map((e) => e.propertyCausingError),
          ["UserPrincipalName", "ProxyAddresses"],
        );
        assert.equal(lastRun(world, AAD, /Export/).Result, "success");
      });
      it(`refuses ${name} in a tenant of before: an export error, no user`, async () => {
        const { world, simulator } = await lab(
          merge(
            joiner(),
            cloudOnly(holder),
            more,
            features({ quarantineUponUpnConflictEnabled: false, quarantineUponProxyAddressesConflictEnabled: false }),
          ),
        );
        await simulator.execute(DELTA);
        assert.equal(cloudUser(world), undefined);
        const run = lastRun(world, AAD, /Export/);
        assert.equal(run.Result, "completed-export-errors");
        assert.equal(run.Errors[0]?.ConflictingObjectId, HOLDER);
      });
    }
    for (const [name, more] of [
      ["takeover is blocked", features({ blockCloudObjectTakeoverThroughHardMatchEnabled: true })],
      ["the holder has a role", { cloud: { directoryRoles: { "User Administrator": [HOLDER] } } }],
    ] as const)
      it(`refuses a hard match where ${name}`, async () => {
        const { world, simulator } = await lab(merge(joiner(), cloudOnly({ onPremisesImmutableId: ANCHOR }), more));
        await simulator.execute(DELTA);
        assert.notEqual(world.world.cloud.users[HOLDER]!.onPremisesSyncEnabled, true);
        assert.equal(lastRun(world, AAD, /Export/).Errors[0]?.ErrorName, "InvalidHardMatch");
      });
    it("releases a quarantined address once nobody else holds it, though the holder is exported later", async () => {
      const { world, simulator } = await lab(
        joiner(STAFF, { proxyAddresses: ["SMTP:ada.byron@contoso.com", "smtp:sales@contoso.com"] }),
      );
      const set = (objectGUID: string, value: string[]) =>
        simulator.execute({
          system: "premises",
          kind: "set-ad-attribute",
          objectGUID,
          attribute: "proxyAddresses",
          value,
        });
      const nadia = () => world.world.cloud.users[NADIA]!;
      await simulator.execute(DELTA);
      await set("468e5bdd-50fb-59fd-b06a-739b0363c682", ["SMTP:nadia.rahman@contoso.com", "smtp:sales@contoso.com"]);
      await simulator.execute(DELTA);
      assert.deepEqual(
        [nadia().onPremisesProvisioningErrors?.map((e) => e["value"]), nadia().proxyAddresses],
        [["smtp:sales@contoso.com"], ["SMTP:nadia.rahman@contoso.com"]],
      );
      assert.equal(lastRun(world, AAD, /Export/).Result, "success");
      await set(GUID, ["SMTP:ada.byron@contoso.com"]);
      await simulator.execute(DELTA);
      assert.deepEqual(
        [nadia().onPremisesProvisioningErrors, nadia().proxyAddresses],
        [[], ["SMTP:nadia.rahman@contoso.com", "smtp:sales@contoso.com"]],
      );
    });
    it("gives an unverified suffix the initial domain", async () => {
      const { world, simulator } = await lab(joiner(STAFF, { userPrincipalName: "ada.byron@contoso.local" }));
      await simulator.execute(DELTA);
      assert.equal(cloudUser(world)?.userPrincipalName, "ada.byron@contoso.onmicrosoft.com");
    });
  });

  describe("what stands in its way", () => {
    const refusals: [string, object, RegExp][] = [
      ["a suspended scheduler", { scheduler: { SchedulerSuspended: true } }, /suspended/i],
      ["an open wizard", { server: { WizardOpen: true } }, /wizard is open/i],
      ["a busy connector", { connectors: { "contoso.local": { RunState: "Busy" } } }, /contoso\.local is busy/],
      ["a stopped service", { services: { ADSync: { Status: "Stopped" } } }, /Stopped/],
      ["a server without the service", { services: { ADSync: null } }, /not installed/],
    ];
    for (const [name, premises, says] of refusals)
      it(`${name} refuses the cycle`, async () => {
        const { world, simulator } = await lab(merge(joiner(), { premises }));
        const runs = world.world.premises.runHistory.length,
          outcome = await simulator.execute(DELTA);
        assert.equal(outcome.state, "failed");
        assert.match(outcome.detail, says);
        assert.equal(world.world.premises.runHistory.length, runs);
        assert.equal(cloudUser(world), undefined);
      });
    it("staging mode imports and synchronizes, and exports nothing", async () => {
      const { world, simulator } = await lab(
        merge(joiner(), { premises: { scheduler: { StagingModeEnabled: true }, runHistory: [] } }),
      );
      await simulator.execute(DELTA);
      assert.equal(cloudUser(world), undefined);
      assert.ok(world.world.premises.runHistory.some((r) => /Import/.test(r.RunProfileName)));
      assert.ok(!world.world.premises.runHistory.some((r) => /Export/.test(r.RunProfileName)));
    });
    const faults: [string, object, string, string][] = [
      [
        "an AD account that is not ok",
        { connectors: { "contoso.local": { AccountState: "bad-password" } } },
        "contoso.local",
        "no-start-credentials",
      ],
      [
        "an unreachable domain controller",
        { network: { "dc01.contoso.local:389": { Dns: ["10.0.0.1"], Tcp: "timeout" } } },
        "contoso.local",
        "no-start-connection",
      ],
      [
        "a closed port to the cloud",
        { network: { "adminwebservice.microsoftonline.com:443": { Dns: ["203.0.113.1"], Tcp: "timeout" } } },
        AAD,
        "stopped-connectivity",
      ],
      [
        "a broken TLS chain",
        {
          network: {
            "login.microsoftonline.com:443": {
              Dns: ["203.0.113.1"],
              Tcp: "open",
              Tls: { ChainStatus: "untrusted-root" },
            },
          },
        },
        AAD,
        "stopped-extension-dll-exception",
      ],
      [
        "a cloud account behind MFA",
        { connectors: { [AAD]: { AccountState: "mfa-required" } } },
        AAD,
        "stopped-extension-dll-exception",
      ],
      ["a stale watermark", { connectors: { [AAD]: { WatermarkStale: true } } }, AAD, "stopped-server-down"],
    ];
    for (const [name, premises, connector, result] of faults)
      it(`${name} ends the import with ${result}, and nobody is lost`, async () => {
        const { world, simulator } = await lab(merge(joiner(), { premises }));
        const live = Object.keys(world.world.cloud.users);
        await simulator.execute(DELTA);
        assert.equal(lastRun(world, connector, /Delta Import/).Result, result);
        assert.deepEqual(Object.keys(world.world.cloud.users), live);
      });
    it("an initial cycle renews the watermark, and deltas run again", async () => {
      const { world, simulator } = await lab(
        merge(joiner(), { premises: { connectors: { [AAD]: { WatermarkStale: true } } } }),
      );
      await simulator.execute(INITIAL);
      assert.ok(cloudUser(world));
      await simulator.execute(DELTA);
      assert.equal(lastRun(world, AAD, /Delta Import/).Result, "success");
    });
    it("a delta does not see what was never imported, an initial cycle does", async () => {
      const { world, simulator } = await lab(
        merge(joiner(), {
          premises: {
            connectorSpace: [
              {
                ConnectorName: "contoso.local",
                DistinguishedName: `CN=Ada Byron,${STAFF}`,
                ObjectType: "user",
                Exists: false,
              },
            ],
          },
        }),
      );
      await simulator.execute(DELTA);
      assert.equal(cloudUser(world), undefined);
      await simulator.execute(INITIAL);
      assert.ok(cloudUser(world));
    });
    it("a denied writeback is an error on the AD side; the user is in the cloud all the same", async () => {
      const { world, simulator } = await lab(
        merge(joiner(), {
          premises: {
            permissions: [
              {
                Account: "CONTOSO\\MSOL_4f6e0c1d2a3b",
                DN: `CN=Ada Byron,${STAFF}`,
                Missing: ["write:mS-DS-ConsistencyGuid"],
              },
            ],
          },
        }),
      );
      await simulator.execute(DELTA);
      assert.ok(cloudUser(world));
      assert.deepEqual(
        lastRun(world, "contoso.local", /Export/).Errors.map((e) => [e.ErrorName, e.ErrorCode, e.Attribute]),
        [["permission-issue", "8344", "mS-DS-ConsistencyGuid"]],
      );
    });
    it("an account without read on the object does not see it until the right is granted", async () => {
      const { world, simulator } = await lab(
        merge(joiner(), {
          premises: {
            permissions: [{ Account: "CONTOSO\\MSOL_4f6e0c1d2a3b", DN: `CN=Ada Byron,${STAFF}`, Missing: ["read"] }],
          },
        }),
      );
      await simulator.execute(DELTA);
      assert.equal(cloudUser(world), undefined);
      await simulator.execute({
        system: "premises",
        kind: "grant-connector-permission",
        connectorName: "contoso.local",
        dn: `CN=Ada Byron,${STAFF}`,
        permissionSet: "basic-read",
      });
      await simulator.execute(INITIAL);
      assert.ok(cloudUser(world));
    });
    it("only direct members of the pilot group are taken", async () => {
      const group = "CN=Pilot,OU=Sync Groups,DC=contoso,DC=local";
      const { world, simulator } = await lab(
        merge(joiner(), {
          premises: {
            pilotGroup: group,
            exportDeletionThreshold: { Enabled: false },
            directory: {
              forests: {
                "contoso.local": {
                  objects: {
                    [group]: {
                      objectClass: ["top", "group"],
                      objectGUID: "0f0f0f0f-0000-4000-8000-0000000000aa",
                      member: [],
                    },
                  },
                },
              },
            },
          },
        }),
      );
      await simulator.execute(DELTA);
      assert.equal(cloudUser(world), undefined);
      await simulator.execute({ system: "premises", kind: "add-group-member", groupDn: group, objectGUID: GUID });
      await simulator.execute(DELTA);
      assert.ok(cloudUser(world));
      await simulator.execute({ system: "premises", kind: "remove-group-member", groupDn: group, objectGUID: GUID });
      await simulator.execute(DELTA);
      assert.equal(cloudUser(world), undefined);
    });
  });
});

describe("commands to the lab", () => {
  const unknown = "00000000-0000-4000-8000-000000000000";
  const refused: [string, PremisesCommand][] = [
    [
      "an attribute of an unknown object",
      { system: "premises", kind: "set-ad-attribute", objectGUID: unknown, attribute: "mail", value: "x" },
    ],
    ["moving an unknown object", { system: "premises", kind: "move-ad-object", objectGUID: unknown, targetOu: STAFF }],
    [
      "moving to a place that is not there",
      { system: "premises", kind: "move-ad-object", objectGUID: GUID, targetOu: "OU=None,DC=contoso,DC=local" },
    ],
    [
      "moving below a user",
      { system: "premises", kind: "move-ad-object", objectGUID: GUID, targetOu: `CN=Nadia Rahman,${STAFF}` },
    ],
    [
      "a member for an unknown group",
      { system: "premises", kind: "add-group-member", groupDn: "CN=None,DC=contoso,DC=local", objectGUID: GUID },
    ],
    [
      "two values for a single-valued attribute",
      {
        system: "premises",
        kind: "set-ad-attribute",
        objectGUID: GUID,
        attribute: "mail",
        value: ["a@contoso.com", "b@contoso.com"],
      },
    ],
    [
      "starting a service that is not installed",
      { system: "premises", kind: "start-service", name: "AADConnectProvisioningAgent" },
    ],
    ["repairing an agent that is not there", { system: "premises", kind: "repair-agent-account" }],
    [
      "run profiles of an unknown connector",
      { system: "premises", kind: "repair-run-profile", connectorName: "fabrikam.local" },
    ],
  ];
  for (const [name, command] of refused)
    it(`refuse ${name} and change nothing`, async () => {
      const { world, simulator } = await lab(joiner());
      const before = structuredClone(world.world),
        outcome = await simulator.execute(command);
      assert.equal(outcome.state, "failed");
      assert.ok(outcome.detail.length > 0);
      assert.deepEqual(world.world, before);
    });
  it("set and clear an attribute and stamp whenChanged", async () => {
    const { world, simulator } = await lab(joiner());
    world.advance(60_000);
    const entry = () => world.world.premises.directory.forests["contoso.local"]!.objects[`CN=Ada Byron,${STAFF}`]!;
    await simulator.execute({
      system: "premises",
      kind: "set-ad-attribute",
      objectGUID: GUID,
      attribute: "department",
      value: "Engines",
    });
    assert.deepEqual([entry()["department"], entry()["whenChanged"]], ["Engines", "2026-11-23T09:01:00Z"]);
    await simulator.execute({
      system: "premises",
      kind: "set-ad-attribute",
      objectGUID: GUID,
      attribute: "department",
      value: null,
    });
    assert.ok(!("department" in entry()));
  });
  it("start a disabled service", async () => {
    const { world, simulator } = await lab({
      premises: { services: { ADSync: { Status: "Stopped", StartType: "Disabled" } } },
    });
    assert.equal(
      (await simulator.execute({ system: "premises", kind: "start-service", name: "ADSync" })).state,
      "done",
    );
    assert.equal(world.world.premises.services["ADSync"]!.Status, "Running");
  });
  it("do not start a service that fails by its exit code", async () => {
    const { world, simulator } = await lab({
      premises: { services: { ADSync: { Status: "Stopped", ExitCode: 1069 } } },
    });
    assert.equal(
      (await simulator.execute({ system: "premises", kind: "start-service", name: "ADSync" })).state,
      "failed",
    );
    assert.equal(world.world.premises.services["ADSync"]!.Status, "Stopped");
  });
});
