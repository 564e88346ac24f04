import assert from "node:assert/strict";
import { entraCsDn, immutableIdOf } from "../../../src/identity/anchor";
import { AAD, lab, STAFF } from "./lab-world";

const DELTA = { system: "premises", kind: "start-sync-cycle", policyType: "Delta" } as const;
const GROUPS = "OU=Sync Groups,DC=contoso,DC=local",
  WHEN = { whenCreated: "2026-11-20T08:00:00Z", whenChanged: "2026-11-20T08:00:00Z" };
const GROUP_GUID = "0b64f3a1-7f3d-4a5e-9b0c-1f6f0b9f6a01",
  SID = "S-1-5-21-1004336348-1177238915-682003330-2900",
  NADIA = "a4ecae41-3369-5abd-ba88-a5e3ad41728f";
const inAd = (dn: string, object: object) => ({
  premises: { directory: { forests: { "contoso.local": { objects: { [dn]: { ...WHEN, ...object } } } } } },
});
const group = (more: object = {}) =>
  inAd(`CN=Surveyors,${GROUPS}`, {
    objectClass: ["top", "group"],
    objectGUID: GROUP_GUID,
    objectSid: SID,
    cn: "Surveyors",
    sAMAccountName: "Surveyors",
    groupType: -2147483646,
    member: [`CN=Nadia Rahman,${STAFF}`],
    ...more,
  });
const computer = (more: object = {}) =>
  inAd(`CN=LT-0099,${STAFF}`, {
    objectClass: ["top", "person", "organizationalPerson", "user", "computer"],
    objectGUID: "caf423c2-d6ab-5fe1-8562-e19a9b0b1e99",
    cn: "LT-0099",
    sAMAccountName: "LT-0099$",
    ...more,
  });
const contact = (more: object = {}) =>
  inAd(`CN=Vendor,${STAFF}`, {
    objectClass: ["top", "person", "organizationalPerson", "contact"],
    objectGUID: "8f6d1f0e-63f3-4b6c-b5f2-0c5f3f6c2b11",
    cn: "Vendor",
    displayName: "Vendor",
    ...more,
  });
async function afterCycle(patch: object) {
  const { world, simulator } = await lab(patch);
  await simulator.execute(DELTA);
  return { simulator, cloud: world.world.cloud, runs: world.world.premises.runHistory };
}

describe("groups, contacts and computers in a cycle", () => {
  it("a group arrives with the members that the cloud knows", async () => {
    const { cloud } = await afterCycle(group());
    const [made] = Object.values(cloud.groups).filter((g) => g.displayName === "Surveyors");
    assert.equal(made?.["onPremisesSecurityIdentifier"], SID);
    assert.deepEqual(made?.members, [NADIA]);
    assert.equal(made?.["securityEnabled"], true);
  });
  it("one in an OU that is not selected does not", async () => {
    const { cloud } = await afterCycle(
      inAd("CN=Away,OU=Leavers,DC=contoso,DC=local", {
        objectClass: ["top", "group"],
        objectGUID: GROUP_GUID,
        objectSid: SID,
        sAMAccountName: "Away",
      }),
    );
    assert.equal(
      Object.values(cloud.groups).some((g) => g["onPremisesSecurityIdentifier"] === SID),
      false,
    );
  });
  it("one that was switched to the cloud is left as it is", async () => {
    const there = { displayName: "Old", onPremisesSyncEnabled: true, onPremisesSecurityIdentifier: SID, members: [] };
    const { cloud } = await afterCycle({
      ...group(),
      cloud: { groups: { [GROUP_GUID]: { ...there, onPremisesSyncBehavior: { isCloudManaged: true } } } },
    });
    assert.deepEqual(cloud.groups[GROUP_GUID]?.members, []);
  });
  it("one that was refused and has not changed since is refused again", async () => {
    const DN = entraCsDn(immutableIdOf(GROUP_GUID)!);
    const error = { DN, ErrorName: "GroupSecurityEnabledAttributeMissing", Detail: "", Attribute: "securityEnabled" };
    const run = {
      ConnectorName: AAD,
      RunProfileName: "Export",
      StartDate: "2026-11-23T08:59:00Z",
      EndDate: "2026-11-23T08:59:04Z",
      Result: "completed-export-errors",
      Counters: {},
      Errors: [error],
    };
    const { world, simulator } = await lab(group());
    world.world.premises.runHistory.unshift(run);
    await simulator.execute(DELTA);
    assert.equal(
      Object.values(world.world.cloud.groups).some((g) => g["onPremisesSecurityIdentifier"] === SID),
      false,
    );
    assert.deepEqual(
      world.world.premises.runHistory.find((r) => r.ConnectorName === AAD && r.RunProfileName === "Export")?.Errors,
      [error],
    );
  });
  it("a computer syncs from the day on which it has a certificate", async () => {
    const devices = async (more: object) => Object.values((await afterCycle(computer(more))).cloud.devices);
    assert.deepEqual(await devices({}), []);
    assert.equal((await devices({ userCertificate: ["MIIC"] }))[0]?.deviceId, "caf423c2-d6ab-5fe1-8562-e19a9b0b1e99");
  });
  it("a contact needs an address", async () => {
    const contacts = async (more: object) => Object.values((await afterCycle(contact(more))).cloud.contacts);
    assert.deepEqual(await contacts({}), []);
    assert.equal((await contacts({ mail: "vendor@fabrikam.com" }))[0]?.["mail"], "vendor@fabrikam.com");
  });
  it("the agent finds them by name, a computer with and without its $, and tells their way through the engine", async () => {
    const { simulator } = await afterCycle(group());
    const asked = (values: string[], names: string[]) =>
      simulator.collect([
        { kind: "people", values, names },
        { kind: "chains", dns: [] },
      ]);
    const { people, chains } = await asked([], ["Surveyors"]);
    assert.equal(people?.state === "seen" && people.value.matches[0]?.object.objectGUID, GROUP_GUID);
    const chain = chains?.state === "seen" ? chains.value.find((c) => c.adDn.startsWith("CN=Surveyors")) : undefined;
    assert.match(chain?.entraCs?.Anchor ?? "", /^Group_/);
    const other = await lab(computer());
    for (const name of ["lt-0099", "LT-0099$"]) {
      const { people: found } = await other.simulator.collect([{ kind: "people", values: [name], names: [] }]);
      assert.equal(found?.state === "seen" && found.value.matches[0]?.object.cn, "LT-0099");
    }
  });
  it("a person's memberOf follows from the groups' members", async () => {
    const { simulator } = await lab(group());
    const { people } = await simulator.collect([{ kind: "people", values: ["nadia.rahman@contoso.com"], names: [] }]);
    assert.deepEqual(people?.state === "seen" && people.value.matches[0]?.object.memberOf, [`CN=Surveyors,${GROUPS}`]);
  });
});
