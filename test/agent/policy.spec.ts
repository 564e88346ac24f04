import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AdObject, PremisesCommand } from "../../src/domain";
import { loadPolicy, refusalOf } from "../../src/agent/policy";

const object: AdObject = {
  dn: "CN=Ann,OU=Staff,DC=contoso,DC=local",
  forest: "contoso.local",
  objectClass: ["user"],
  objectGUID: "g",
  objectSid: "S-1-5-21-1004336348-1177238915-682003330-1601",
  sAMAccountName: "ann",
};
const DOMAIN = "DC=contoso,DC=local",
  sid = (rid: number): string => `S-1-5-21-1004336348-1177238915-682003330-${rid}`;
const move = (targetOu: string): PremisesCommand => ({
  system: "premises",
  kind: "move-ad-object",
  objectGUID: "g",
  targetOu,
});

describe("agent/policy", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "policy-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  it("R5: only reads where there is no file", async () => {
    assert.deepEqual((await loadPolicy(undefined)).allow, []);
    assert.deepEqual((await loadPolicy(join(folder, "missing.json"))).allow, []);
  });
  for (const [what, text] of [
    ["no JSON", "{"],
    ["an unknown command", '{"schema":"policy/1","allow":["run-script"]}'],
    ["an unknown name", '{"schema":"policy/1","allow":[],"alow":["enable-tls12"]}'],
    ["no schema", '{"allow":[]}'],
  ] as const)
    it(`stops at a file with ${what}`, async () => {
      const path = join(folder, "p.json");
      await writeFile(path, text);
      await assert.rejects(loadPolicy(path), /policy file/);
    });
  it("R5: keeps writes, and moves on both ends, inside the scopes", () => {
    const policy = {
      schema: "policy/1" as const,
      allow: ["move-ad-object" as const],
      scopes: ["ou=staff,dc=contoso,dc=local"],
    };
    assert.equal(refusalOf(policy, move("OU=Sales,OU=Staff,DC=contoso,DC=local"), object), undefined);
    assert.match(refusalOf(policy, move("OU=Other,DC=contoso,DC=local"), object) ?? "", /scopes/);
    assert.match(
      refusalOf(policy, move("OU=Staff,DC=contoso,DC=local"), {
        ...object,
        dn: "CN=Ann,OU=Other,DC=contoso,DC=local",
      }) ?? "",
      /scopes/,
    );
  });

  describe("M8: never changes", () => {
    const policy = { schema: "policy/1" as const, allow: ["set-ad-attribute" as const], protect: ["svc-connect"] };
    const refusal = (more: Partial<AdObject>): string | undefined =>
      refusalOf(
        policy,
        { system: "premises", kind: "set-ad-attribute", objectGUID: "g", attribute: "mail", value: null },
        { ...object, ...more },
      );
    // M8 names the targets: built-in administrator, members of protected groups, the connector account, the agent's own account.
    const protectedOnes: [string, Partial<AdObject>][] = [
      ["an account with adminCount", { adminCount: 1 }],
      ["a critical system object", { isCriticalSystemObject: true }],
      ["the administrator", { objectSid: sid(500) }],
      ["krbtgt", { objectSid: sid(502) }],
      ["Domain Admins", { objectSid: sid(512), objectClass: ["group"] }],
      ["the last of the built-in relative ids", { objectSid: sid(999) }],
      ["Read-only Enterprise Domain Controllers", { objectSid: sid(498) }],
      ["a built-in group", { objectSid: "S-1-5-32-544", objectClass: ["group"] }],
      ["krbtgt of a read-only controller", { sAMAccountName: "krbtgt_12345" }],
      ["the connector account of the wizard", { sAMAccountName: "MSOL_4f6e0c1d2a3b" }],
      ["an older connector account", { sAMAccountName: "AAD_4f6e0c1d2a3b" }],
      ["the sync service's gMSA", { sAMAccountName: "ADSyncMSA1a2b$" }],
      ["the provisioning agent's gMSA", { sAMAccountName: "provAgentgMSA$" }],
      ["any managed service account", { objectClass: ["top", "msDS-GroupManagedServiceAccount"] }],
      ["the account of seamless sign-on", { sAMAccountName: "AZUREADSSOACC$" }],
      ["an account that the site names", { sAMAccountName: "SVC-Connect" }],
      ["a member of Domain Admins", { memberOf: [`CN=Domain Admins,CN=Users,${DOMAIN}`] }],
      ["a member of Enterprise Admins, in other letters", { memberOf: [`cn=ENTERPRISE ADMINS,cn=users,${DOMAIN}`] }],
      ["a member of a built-in group", { memberOf: [`CN=Whatever,CN=Builtin,${DOMAIN}`] }],
      ["an account with Domain Admins as its primary group", { primaryGroupID: 512 }],
      ["AdminSDHolder", { dn: `CN=AdminSDHolder,CN=System,${DOMAIN}`, objectClass: ["container"] }],
      ["a domain controller", { dn: `CN=DC01,OU=Domain Controllers,${DOMAIN}` }],
      ["an account whose SID cannot be read", { objectSid: "?" }],
    ];
    for (const [what, more] of protectedOnes)
      it(what, () => {
        assert.match(refusal(more) ?? "allowed", /never changed by a tool/);
      });
    it("an account without a SID", () => {
      const { objectSid: _none, ...without } = object;
      assert.match(
        refusalOf(
          policy,
          { system: "premises", kind: "set-ad-attribute", objectGUID: "g", attribute: "mail", value: null },
          without,
        ) ?? "allowed",
        /SID/,
      );
    });
    for (const [what, more] of [
      ["an ordinary account", {}],
      ["the first relative id of the site's own", { objectSid: sid(1000) }],
      ["a member of an ordinary group with a like name", { memberOf: [`CN=Domain Admins of Sales,OU=G,${DOMAIN}`] }],
      ["a contact, which is no principal", { objectClass: ["contact"], objectSid: "" }],
      ["a name that only holds such letters", { sAMAccountName: "ann.msol_x" }],
      ["an account below an OU called System", { dn: `CN=Ann,OU=System,OU=Staff,${DOMAIN}` }],
    ] as [string, Partial<AdObject>][])
      it(`changes ${what}`, () => {
        assert.equal(refusal(more), undefined);
      });
  });
  it("M8: adds nobody to a privileged group, and moves and grants nothing in the domain's own places", () => {
    const policy = {
      schema: "policy/1" as const,
      allow: ["add-group-member" as const, "move-ad-object" as const, "grant-connector-permission" as const],
    };
    const add = (groupDn: string): PremisesCommand => ({
      system: "premises",
      kind: "add-group-member",
      objectGUID: "g",
      groupDn,
    });
    assert.match(refusalOf(policy, add(`CN=Domain Admins,CN=Users,${DOMAIN}`), object) ?? "", /privileged group/);
    assert.equal(refusalOf(policy, add(`CN=Pilot,OU=Sync Groups,${DOMAIN}`), object), undefined);
    const remove = { ...add(`CN=Domain Admins,CN=Users,${DOMAIN}`), kind: "remove-group-member" } as PremisesCommand;
    const mayRemove = { ...policy, allow: ["remove-group-member" as const] };
    assert.match(refusalOf(mayRemove, remove, object) ?? "", /privileged group/);
    assert.match(refusalOf(policy, move(`OU=Domain Controllers,${DOMAIN}`), object) ?? "", /own objects/);
    const grant = (dn: string): PremisesCommand => ({
      system: "premises",
      kind: "grant-connector-permission",
      connectorName: "contoso.local",
      dn,
      right: "read",
    });
    assert.match(refusalOf(policy, grant(`CN=AdminSDHolder,CN=System,${DOMAIN}`), undefined) ?? "", /own objects/);
    assert.equal(refusalOf(policy, grant(`OU=Staff,${DOMAIN}`), undefined), undefined);
    const scoped = { ...policy, scopes: [`OU=Staff,${DOMAIN}`] };
    assert.match(refusalOf(scoped, grant(DOMAIN), undefined) ?? "", /scopes/);
    assert.match(refusalOf(scoped, add(`CN=Pilot,OU=Sync Groups,${DOMAIN}`), object) ?? "", /scopes/);
  });
});
