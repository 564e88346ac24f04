import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  COMMAND_KINDS,
  PREMISES_COMMANDS,
  type AdObject,
  type PermissionSetId,
  type PremisesCommand,
} from "../../src/domain";
import { loadPolicy, refusalOf, type Named, type Policy } from "../../src/agent/policy";

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

const clearMail: PremisesCommand = {
  system: "premises",
  kind: "set-ad-attribute",
  objectGUID: "g",
  attribute: "mail",
  value: null,
};

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
    ["writes and no scopes", '{"schema":"policy/1","allow":["set-ad-attribute"]}'],
    [
      "rights and no list of them",
      '{"schema":"policy/1","allow":["grant-connector-permission"],"scopes":"everywhere"}',
    ],
    ["an unknown set of rights", '{"schema":"policy/1","allow":[],"grants":["write-all"]}'],
    [
      "an order that nobody has to approve",
      '{"schema":"policy/1","allow":[],"approvals":{"write":{"people":0,"reasonNeeded":true}}}',
    ],
  ] as const)
    it(`stops at a file with ${what}`, async () => {
      const path = join(folder, "p.json");
      await writeFile(path, text);
      await assert.rejects(loadPolicy(path), /policy file/);
    });
  describe("M8: never changes", () => {
    const policy: Policy = {
      schema: "policy/1",
      allow: ["set-ad-attribute"],
      scopes: "everywhere",
      protect: ["svc-connect"],
    };
    const refusal = (more: Partial<AdObject>): string | undefined =>
      refusalOf(policy, clearMail, { target: { ...object, ...more } });
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
      ["a member of a privileged group under another name, nested", { tokenGroups: [sid(1601), sid(512)] }],
      ["a nested member of Backup Operators", { tokenGroups: ["S-1-5-32-551"] }],
      ["an account that once was an Enterprise Admin", { sIDHistory: [sid(519)] }],
      ["a privileged group without a fixed SID", { dn: `CN=DnsAdmins,CN=Users,${DOMAIN}`, objectClass: ["group"] }],
      ["a privileged group that was moved and renamed", { sAMAccountName: "ADSyncAdmins", objectClass: ["group"] }],
      ["adminCount that is not a number", { adminCount: "?" as unknown as number }],
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
      assert.match(refusalOf(policy, clearMail, { target: without }) ?? "allowed", /SID/);
    });
    for (const [what, more] of [
      ["an ordinary account", {}],
      ["the first relative id of the site's own", { objectSid: sid(1000) }],
      ["a member of Domain Users and of Users", { tokenGroups: [sid(513), "S-1-5-32-545", sid(1300)] }],
      ["adminCount that was set back", { adminCount: 0 }],
      ["a member of an ordinary group with a like name", { memberOf: [`CN=Domain Admins of Sales,OU=G,${DOMAIN}`] }],
      ["a contact, which is no principal", { objectClass: ["contact"], objectSid: "" }],
      ["a name that only holds such letters", { sAMAccountName: "ann.msol_x" }],
      ["an account below an OU called System", { dn: `CN=Ann,OU=System,OU=Staff,${DOMAIN}` }],
    ] as [string, Partial<AdObject>][])
      it(`changes ${what}`, () => {
        assert.equal(refusal(more), undefined);
      });
  });
  describe("R5: binds every command to its scopes", () => {
    const STAFF = `OU=Staff,${DOMAIN}`,
      OTHER = `OU=Other,${DOMAIN}`;
    const ou = (dn: string): AdObject => ({
      dn,
      forest: "f",
      objectClass: ["top", "organizationalUnit"],
      objectGUID: dn,
    });
    const group = (dn: string): AdObject => ({ ...ou(dn), objectClass: ["top", "group"], objectSid: sid(1200) });
    const root: AdObject = { ...ou(DOMAIN), objectClass: ["top", "domainDNS"], isCriticalSystemObject: true };
    const policy: Policy = {
      schema: "policy/1",
      allow: [...COMMAND_KINDS],
      scopes: [STAFF.toLowerCase()],
      grants: ["basic-read", "password-hash-sync"],
    };
    const setMail: PremisesCommand = { ...clearMail, value: "a@contoso.com" },
      add = (groupDn: string): PremisesCommand => ({
        system: "premises",
        kind: "add-group-member",
        objectGUID: "g",
        groupDn,
      }),
      grant = (dn: string, permissionSet: PermissionSetId = "basic-read"): PremisesCommand => ({
        system: "premises",
        kind: "grant-connector-permission",
        connectorName: "contoso.local",
        dn,
        permissionSet,
      });
    const away = { ...object, dn: `CN=Ann,${OTHER}` };
    type Row = [what: string, command: PremisesCommand, named: Named, why: RegExp | undefined, other?: Partial<Policy>];
    const everywhere = { scopes: "everywhere" as const },
      builtin = `CN=Administrators,CN=Builtin,${DOMAIN}`,
      holder = `CN=AdminSDHolder,CN=System,${DOMAIN}`;
    const rows: Row[] = [
      ["an object within", setMail, { target: object }, undefined],
      ["an object outside", setMail, { target: away }, /outside the scopes/],
      ["an object that is not there", setMail, {}, /not in the directory/],
      ["a move within", move(STAFF), { target: object, place: ou(STAFF) }, undefined],
      ["a move out of the scopes", move(OTHER), { target: object, place: ou(OTHER) }, /outside the scopes/],
      ["a move into the scopes from outside", move(STAFF), { target: away, place: ou(STAFF) }, /outside the scopes/],
      ["a move to a place that is not there", move(STAFF), { target: object }, /not in the directory/],
      [
        "a move to the domain controllers",
        move(`OU=Domain Controllers,${DOMAIN}`),
        { target: object, place: ou(`OU=Domain Controllers,${DOMAIN}`) },
        /own objects/,
        everywhere,
      ],
      ["a group within", add(`CN=P,${STAFF}`), { target: object, place: group(`CN=P,${STAFF}`) }, undefined],
      [
        "a group outside",
        add(`CN=P,${OTHER}`),
        { target: object, place: group(`CN=P,${OTHER}`) },
        /outside the scopes/,
      ],
      [
        "a group whose SID cannot be read",
        add(`CN=P,${STAFF}`),
        { target: object, place: { ...group(`CN=P,${STAFF}`), objectSid: "?" } },
        /privileged group/,
      ],
      [
        "Domain Admins under another name",
        add(`CN=Helpers,${STAFF}`),
        { target: object, place: { ...group(`CN=Helpers,${STAFF}`), objectSid: sid(512) } },
        /privileged group/,
      ],
      [
        "a group that is in Domain Admins",
        add(`CN=P,${STAFF}`),
        { target: object, place: { ...group(`CN=P,${STAFF}`), tokenGroups: [sid(512)] } },
        /privileged group/,
      ],
      [
        "a removal from Domain Admins",
        { ...add(`CN=Domain Admins,CN=Users,${DOMAIN}`), kind: "remove-group-member" } as PremisesCommand,
        { target: object, place: group(`CN=Domain Admins,CN=Users,${DOMAIN}`) },
        /privileged group/,
        everywhere,
      ],
      ["a built-in group", add(builtin), { target: object, place: group(builtin) }, /own objects/, everywhere],
      ["a right within", grant(STAFF), { place: ou(STAFF) }, undefined],
      ["a right outside", grant(OTHER), { place: ou(OTHER) }, /outside the scopes/],
      ["a right on the domain, of which only an OU is in scope", grant(DOMAIN), { place: root }, /outside the scopes/],
      [
        "replication on the domain, of which only an OU is in scope",
        grant(DOMAIN, "password-hash-sync"),
        { place: root },
        /outside the scopes/,
      ],
      [
        "replication on a domain in scope",
        grant(DOMAIN, "password-hash-sync"),
        { place: root },
        undefined,
        { scopes: [DOMAIN] },
      ],
      [
        "replication on anything but a domain's root",
        grant(STAFF, "password-hash-sync"),
        { place: ou(STAFF) },
        /root of a domain only/,
        everywhere,
      ],
      ["a set that the site does not grant", grant(STAFF, "exchange-hybrid"), { place: ou(STAFF) }, /does not grant/],
      ["a set where the site grants none", grant(STAFF), { place: ou(STAFF) }, /does not grant/, { grants: undefined }],
      ["a right on AdminSDHolder", grant(holder), { place: ou(holder) }, /own objects/, everywhere],
      [
        "a right on AdminSDHolder in another spelling",
        grant(`CN=AdminSDHolder,CN=\\53ystem,${DOMAIN}`),
        { place: ou(holder) },
        /only its own spelling/,
        everywhere,
      ],
      [
        "a right on an administrator",
        grant(`CN=Boss,${STAFF}`),
        { place: { ...object, dn: `CN=Boss,${STAFF}`, adminCount: 1 } },
        /never changes/,
      ],
      [
        "nothing, where the policy names no place",
        setMail,
        { target: object },
        /outside the scopes/,
        { scopes: undefined },
      ],
      ["a command that is not allowed", setMail, { target: object }, /does not allow set-ad-attribute/, { allow: [] }],
    ];
    for (const [what, command, named, why, other] of rows)
      it(`${why === undefined ? "allows" : "refuses"} ${what}`, () => {
        const refusal = refusalOf({ ...policy, ...other } as Policy, command, named);
        if (why === undefined) assert.equal(refusal, undefined);
        else assert.match(refusal ?? "allowed", why);
      });
    it("and every command that names a DN or an object", () => {
      const bound = Object.entries(PREMISES_COMMANDS).flatMap(([kind, { shape }]) =>
        Object.keys(shape).some((key) => /dn$|^targetOu$|^objectGUID$/i.test(key)) ? [kind] : [],
      );
      assert.deepEqual(bound, [
        "set-ad-attribute",
        "move-ad-object",
        "add-group-member",
        "remove-group-member",
        "grant-connector-permission",
      ]);
    });
  });
});
