/** Expected values: the threat model's rows A1, A2, B4, B5 and G3, and the template ids of Microsoft Entra's built-in roles. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { GraphAuthority } from "../../src/cases/authority";
import { cloudOver } from "../../src/cli/wire";
import { wordsIn } from "../../src/domain";
import type { Person } from "../../src/domain";
import { startGraphEmulator, type GraphEmulator } from "../../src/lab/graph/emulator";
import { loadScenario, type World } from "../../src/lab/scenario";
import { CAPABILITIES, type Authority, type Capability, type Rights } from "../../src/ports";

const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10",
  HYBRID_IDENTITY_ADMINISTRATOR = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";
const PIOTR = "9bf67aa8-e855-5293-a8c8-8293b2b25382", // Hybrid Identity Administrator
  GRACE = "e752b931-2cc1-51e0-bd68-ab6fd4cdb29e", // Global Administrator
  DESK = "15c08902-85db-5017-b68c-3284106f1e65", // in the group Help Desk
  NADIA = "a4ecae41-3369-5abd-ba88-a5e3ad41728f",
  HELP_DESK = "bd126b7f-3802-505b-802e-5c3e6de2762d",
  NESTED = "7d0e8f7a-3c5b-4f0e-9a55-0c1d2e3f4a5b";
const NOBODY = { roles: [], groups: [] };
const RIGHTS: Rights = {
  read: NOBODY,
  open: { roles: [], groups: [HELP_DESK] },
  write: { roles: [HYBRID_IDENTITY_ADMINISTRATOR], groups: [] },
  grave: { roles: [GLOBAL_ADMINISTRATOR], groups: [] },
};

describe("who may do what", () => {
  let world: World, emulator: GraphEmulator, tenantId: string;
  beforeEach(async () => {
    world = (await loadScenario(join(__dirname, "..", "scenarios", "baseline.json"))).world;
    emulator = await startGraphEmulator({
      world,
      revision: 0,
      now: () => new Date(world.now),
      changed: () => undefined,
    });
    tenantId = world.cloud.organization.id;
  });
  afterEach(() => emulator.close());

  const authority = (rights: Rights = RIGHTS): Authority =>
    new GraphAuthority(cloudOver({ kind: "open", baseUrl: emulator.url }), tenantId, rights);
  const who = (id: string, more: Partial<Person> = {}): Person => ({ id, tenantId, name: "Anybody", ...more });
  const answer = async (action: Capability, p: Person, rights?: Rights): Promise<string> => {
    const a = await authority(rights).authorise(action, p);
    return a.allowed ? "allowed" : a.code;
  };
  const may = async (id: string, rights?: Rights): Promise<string[]> => {
    const answers = await Promise.all(CAPABILITIES.map((c) => answer(c, who(id), rights)));
    return CAPABILITIES.filter((_, i) => answers[i] === "allowed");
  };

  it("G3: each role and group may do its own and what is less, and nothing more", async () => {
    assert.deepEqual(await may(NADIA), []);
    assert.deepEqual(await may(DESK), ["read", "open"]);
    assert.deepEqual(await may(PIOTR), ["read", "open", "trigger", "write"]);
    assert.deepEqual(await may(GRACE), ["read", "open", "trigger", "write", "grave"]);
  });
  it("A1: an empty or missing map allows nobody", async () => {
    for (const rights of [{}, { grave: NOBODY, open: NOBODY }]) assert.deepEqual(await may(GRACE, rights), []);
  });
  it("A1: whoever has not the role, or had it until just now, may not", async () => {
    const a = authority();
    assert.equal(await answer("grave", who(PIOTR)), "right");
    assert.equal((await a.authorise("grave", who(GRACE))).allowed, true);
    world.cloud.directoryRoles["Global Administrator"] = [];
    assert.equal((await a.authorise("grave", who(GRACE))).allowed, false);
  });
  for (const [path, what] of [
    ["/users/", "the person"],
    [`/users/${GRACE}/transitiveMemberOf`, "roles and groups"],
  ] as const)
    for (const status of [401, 403, 500])
      it(`A1: where ${what} cannot be read (${status}), nobody may`, async () => {
        world.cloud.faults = [{ method: "*", path, status }];
        assert.equal(await answer("read", who(GRACE)), "unreadable");
        assert.deepEqual(await may(GRACE), []);
      });
  it("A1: a role whose kind Graph does not tell, as without the right to read it, counts for nothing", async () => {
    world.cloud.faults = [
      {
        method: "*",
        path: `/users/${GRACE}/transitiveMemberOf`,
        status: 200,
        body: { value: [{ "@odata.type": "#microsoft.graph.directoryRole", id: "x", roleTemplateId: null }] },
      },
    ];
    assert.equal(await answer("read", who(GRACE)), "right");
  });
  it("A1: an eligible role is none until it is activated, and the person is told", async () => {
    world.cloud.directoryRoles["Global Administrator"] = [];
    world.cloud.directoryRoleEligibility = { "Global Administrator": [GRACE] };
    const refused = await authority().authorise("grave", who(GRACE));
    assert.ok(!refused.allowed && refused.code === "eligible" && /Activate it first/.test(wordsIn(refused.says)));
    assert.equal(await answer("grave", who(PIOTR)), "right");
    world.cloud.faults = [{ method: "*", path: "/roleManagement/directory/roleEligibilitySchedules", status: 403 }];
    assert.equal(await answer("grave", who(GRACE)), "right");
  });
  it("A1: a role is known by its template id, never by its name", async () => {
    world.cloud.directoryRoles["Global Administrator"] = [];
    for (const name of [GLOBAL_ADMINISTRATOR, "global administrator"]) world.cloud.directoryRoles[name] = [NADIA];
    assert.deepEqual(await may(NADIA), []);
  });

  describe("groups", () => {
    const group = (id: string, more: object): void => {
      world.cloud.groups[id] = { displayName: "Anything", securityEnabled: true, members: [NADIA], ...more };
    };
    it("G3: a group counts by its object id, never by a name that equals it", async () => {
      group(NESTED, { displayName: HELP_DESK });
      assert.deepEqual(await may(NADIA), []);
      group(NESTED, { displayName: "Help Desk" });
      assert.deepEqual(await may(NADIA), []);
    });
    it("G3: a group that is not security-enabled counts for nothing, also where its id is the one", async () => {
      world.cloud.groups[HELP_DESK]!["securityEnabled"] = false;
      assert.deepEqual(await may(DESK), []);
      world.cloud.groups[HELP_DESK]!["securityEnabled"] = null;
      assert.deepEqual(await may(DESK), []);
    });
    it("G3: who is in a group of the group is in the group", async () => {
      group(NESTED, {});
      world.cloud.groups[HELP_DESK]!.members!.push(NESTED);
      assert.deepEqual(await may(NADIA), ["read", "open"]);
    });
  });

  describe("B4: own and other tenant, member, guest, deleted and disabled", () => {
    const states: readonly [string, (u: Record<string, unknown>) => void][] = [
      ["member", () => undefined],
      ["guest", (u) => (u["userType"] = "Guest")],
      ["of no stated type", (u) => (u["userType"] = null)],
      ["disabled", (u) => (u["accountEnabled"] = false)],
      ["deleted", () => delete world.cloud.users[GRACE]],
    ];
    for (const [state, change] of states)
      for (const own of [true, false])
        it(`B4: ${state}, ${own ? "own" : "other"} tenant`, async () => {
          change(world.cloud.users[GRACE]!);
          const p = who(GRACE, own ? {} : { tenantId: "22222222-2222-4222-8222-222222222222" });
          for (const action of CAPABILITIES) {
            const a = await authority().authorise(action, p);
            if (state === "member" && own) assert.equal(a.allowed, true);
            else
              assert.ok(
                !a.allowed && wordsIn(a.says) === "You may not do this here. Ask a Hybrid Identity Administrator.",
              );
          }
        });
    it("B4: another tenant is refused before anything is read", async () => {
      assert.equal(await answer("grave", who(GRACE, { tenantId: "elsewhere" })), "tenant");
      assert.equal(await answer("grave", who("")), "tenant");
      assert.equal(emulator.stats.requests, 0);
    });
  });
  it("B5: who it is follows from the object id alone, whatever the name says", async () => {
    const grace = world.cloud.users[GRACE]!;
    for (const name of [String(grace["displayName"]), grace.userPrincipalName, GRACE])
      assert.equal(await answer("grave", who(NADIA, { name })), "right");
    assert.equal(await answer("grave", who(GRACE, { name: "Nobody" })), "allowed");
  });
});
