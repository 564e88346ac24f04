import remedy from "../../src/remediations/hard-match";
import { unreadable, type CloudUser, type SyncRule } from "../../src/domain";
import { testRemediation, type GivenFacts } from "../testers/remediation-tester";
import {
  adIs,
  ana,
  ANCHOR,
  anchoredOn,
  bo,
  cloudAna,
  cloudSync,
  DELTA,
  emptyUser,
  GUID,
  hybrid,
  idle,
  linkedBy,
  noCycle,
  nothingOn,
  OTHER,
  OTHER_ANCHOR,
  push,
  stamp,
  write,
} from "./world";

const is = (
  id: string,
  property:
    | "userPrincipalName"
    | "onPremisesImmutableId"
    | "onPremisesSyncEnabled"
    | "onPremisesObjectIdentifier"
    | "assignedLicenses",
  equals: unknown,
) => ({ system: "entra", id, property, equals }) as const;
const noRole = (id: string) => ({ system: "entra", id, holdsNoRole: true }) as const;
const role = (eligible: boolean) => ({
  "entra.roles": [{ principalId: "cloud-ana", role: "Global Reader", eligible }],
});
const target = (more: Partial<CloudUser>): GivenFacts => ({ "entra.user": cloudAna(more) });
const besideDuplicate = (more: Partial<CloudUser> = {}): GivenFacts => ({
  "entra.user": emptyUser(more),
  "entra.relatedUsers": [cloudAna()],
});
/** Left the scope, and among the deleted users since. */
const buried = emptyUser({ onPremisesSyncEnabled: false, deletedDateTime: "2026-11-25T08:00:00Z" });
/** The join rule of an installation that takes everybody in. */
const joinsAll: SyncRule = {
  Name: "In from AD - User Join",
  Direction: "Inbound",
  ConnectorName: "contoso.local",
  SourceObjectType: "user",
  Precedence: 100,
  Disabled: false,
  IsStandardRule: false,
  ScopeFilter: [],
  AttributeFlowMappings: [],
};
const numbered = { "server.globalSettings": anchoredOn("employeeID"), "ad.user": ana({ employeeID: "E-4711" }) };

testRemediation(remedy, {
  world: { ...hybrid, ...target({}) },
  plans: [
    {
      name: "writes the account's anchor, then a delta",
      commands: [stamp("cloud-ana", ANCHOR), DELTA],
      expects: [
        is("cloud-ana", "userPrincipalName", "ana.lima@contoso.com"),
        is("cloud-ana", "onPremisesImmutableId", null),
        is("cloud-ana", "onPremisesSyncEnabled", null),
        is("cloud-ana", "onPremisesObjectIdentifier", null),
        noRole("cloud-ana"),
        adIs("mS-DS-ConsistencyGuid", null),
        adIs("userPrincipalName", "ana.lima@contoso.com"),
        { system: "both", free: ANCHOR, except: [GUID, "cloud-ana"] },
        ...idle,
      ],
      undo: [stamp("cloud-ana", null)],
      verify: linkedBy([ANCHOR], { cloudId: "cloud-ana" }),
    },
    {
      name: "mS-DS-ConsistencyGuid before objectGUID (adsync reference §5.1)",
      facts: { "ad.user": ana({ "mS-DS-ConsistencyGuid": OTHER }) },
      commands: [stamp("cloud-ana", OTHER_ANCHOR), DELTA],
      verify: linkedBy([OTHER_ANCHOR, ANCHOR], { cloudId: "cloud-ana" }),
    },
    {
      name: "objectGUID alone where that is the anchor",
      facts: { "ad.user": ana({ "mS-DS-ConsistencyGuid": OTHER }), "server.globalSettings": anchoredOn("objectGUID") },
      commands: [stamp("cloud-ana", ANCHOR), DELTA],
      verify: linkedBy([ANCHOR], { cloudId: "cloud-ana" }),
    },
    {
      name: "the employee's number where that is the anchor, and expects it unchanged",
      facts: numbered,
      commands: [stamp("cloud-ana", "E-4711"), DELTA],
      expects: [
        is("cloud-ana", "userPrincipalName", "ana.lima@contoso.com"),
        is("cloud-ana", "onPremisesImmutableId", null),
        is("cloud-ana", "onPremisesSyncEnabled", null),
        is("cloud-ana", "onPremisesObjectIdentifier", null),
        noRole("cloud-ana"),
        adIs("employeeID", "E-4711"),
        adIs("userPrincipalName", "ana.lima@contoso.com"),
        { system: "both", free: "E-4711", except: [GUID, "cloud-ana"] },
        ...idle,
      ],
      verify: linkedBy(["E-4711"], { cloudId: "cloud-ana" }),
    },
    {
      name: "in a federated domain by way of the initial one (Graph reference §7)",
      facts: {
        "entra.domains": [
          { id: "contoso.com", isVerified: true, authenticationType: "Federated" },
          { id: "contoso.onmicrosoft.com", isVerified: true, isInitial: true },
        ],
      },
      commands: [
        {
          system: "entra",
          kind: "update-user",
          id: "cloud-ana",
          set: { userPrincipalName: "ana.lima.moving@contoso.onmicrosoft.com" },
        },
        stamp("cloud-ana", ANCHOR),
        { system: "entra", kind: "update-user", id: "cloud-ana", set: { userPrincipalName: "ana.lima@contoso.com" } },
        DELTA,
      ],
      verify: linkedBy([ANCHOR], { cloudId: "cloud-ana" }),
    },
    {
      name: "Cloud Sync pushes the one user",
      facts: cloudSync,
      commands: [stamp("cloud-ana", ANCHOR), push(ana().dn)],
      verify: linkedBy([ANCHOR], { cloudId: "cloud-ana" }),
    },
    {
      name: "a deleted user gives the anchor up first, and stays to be restored (Graph reference §2, §9.2)",
      facts: { "entra.deletedUsers": [buried] },
      tells: [/of a deleted user cannot be read: what hangs on ana\.lima1234@.* is not known/],
      commands: [
        {
          system: "entra",
          kind: "restore-user",
          id: "empty",
          newUserPrincipalName: "ana.lima1234.released.empty@contoso.onmicrosoft.com",
          autoReconcileProxyConflict: true,
        },
        stamp("empty", null),
        { system: "entra", kind: "delete-user", id: "empty" },
        stamp("cloud-ana", ANCHOR),
        DELTA,
      ],
      expects: [
        is("cloud-ana", "userPrincipalName", "ana.lima@contoso.com"),
        is("cloud-ana", "onPremisesImmutableId", null),
        is("cloud-ana", "onPremisesSyncEnabled", null),
        is("cloud-ana", "onPremisesObjectIdentifier", null),
        noRole("cloud-ana"),
        adIs("mS-DS-ConsistencyGuid", null),
        adIs("userPrincipalName", "ana.lima@contoso.com"),
        ...idle,
        { system: "both", free: ANCHOR, except: [GUID, "cloud-ana", "empty"] },
        { system: "entra", id: "empty", deleted: true },
        is("empty", "onPremisesImmutableId", ANCHOR),
        is("empty", "onPremisesSyncEnabled", false),
        is("empty", "assignedLicenses", []),
        noRole("empty"),
        {
          system: "both",
          free: "ana.lima1234.released.empty@contoso.onmicrosoft.com",
          except: ["empty"],
        },
      ],
      verify: linkedBy([ANCHOR], { cloudId: "cloud-ana" }),
    },
    {
      name: "the same under Cloud Sync, which pushes the one user",
      facts: { ...cloudSync, "entra.deletedUsers": [buried] },
      commands: [
        {
          system: "entra",
          kind: "restore-user",
          id: "empty",
          newUserPrincipalName: "ana.lima1234.released.empty@contoso.onmicrosoft.com",
          autoReconcileProxyConflict: true,
        },
        stamp("empty", null),
        { system: "entra", kind: "delete-user", id: "empty" },
        stamp("cloud-ana", ANCHOR),
        push(ana().dn),
      ],
      verify: linkedBy([ANCHOR], { cloudId: "cloud-ana" }),
    },
    {
      name: "through an empty duplicate that owns the anchor",
      facts: besideDuplicate(),
      commands: [
        write("adminDescription", "User_NoSync"),
        DELTA,
        { system: "entra", kind: "purge-deleted-user", id: "empty" },
        stamp("cloud-ana", ANCHOR),
        write("adminDescription", null),
        DELTA,
      ],
      tells: [
        /On ana\.lima1234@.* hang: licences: none; roles: none; mailbox: none; groups: none; application assignments: none; devices: none; owned objects: none\./,
      ],
      undo: [write("adminDescription", "User_NoSync"), stamp("cloud-ana", null), write("adminDescription", null)],
      verify: linkedBy([ANCHOR], { cloudId: "cloud-ana" }),
    },
  ],
  chooses: [
    {
      name: "two may be the person's: the licensed one first",
      facts: {
        "entra.relatedUsers": [
          cloudAna({ id: "second", userPrincipalName: "ana.lima@contoso.onmicrosoft.com", assignedLicenses: [] }),
        ],
      },
      ids: ["cloud-ana", "second"],
    },
  ],
  asks: [
    {
      name: "who signed in to the duplicate, never taken for nobody",
      facts: { ...besideDuplicate(), "entra.userSignIns": unreadable("not-asked", "") },
      keys: ["entra.userSignIns"],
    },
    {
      name: "what hangs on the duplicate, in the same round",
      facts: {
        ...besideDuplicate(),
        "entra.userSignIns": unreadable("not-asked", ""),
        "entra.attachments": unreadable("not-asked", ""),
      },
      keys: ["entra.userSignIns", "entra.attachments"],
    },
  ],
  refuses: [
    ...noCycle,
    { name: "no account", facts: { "ad.user": null }, says: /no AD account/ },
    { name: "M8: a protected account", facts: { "ad.user": ana({ adminCount: 1 }) }, says: /protected account/ },
    {
      name: "M1: the tenant blocks it",
      facts: {
        "entra.synchronization": {
          id: "s",
          configuration: {},
          features: { blockCloudObjectTakeoverThroughHardMatchEnabled: true },
        },
      },
      says: /blocks take-over/,
    },
    {
      name: "the anchor attribute is empty; objectGUID is no anchor there",
      facts: { "server.globalSettings": anchoredOn("employeeID") },
      says: /no usable sourceAnchor: employeeID/,
    },
    {
      name: "another account claims the anchor",
      facts: { ...numbered, "ad.related": [bo({ employeeID: "E-4711" })] },
      says: /claims the same sourceAnchor/,
    },
    { name: "nobody in the cloud", facts: { "entra.user": null }, says: /No cloud user was found/ },
    {
      name: "the target is still synced",
      facts: target({ onPremisesSyncEnabled: true, onPremisesImmutableId: OTHER_ANCHOR }),
      says: /set-consistency-guid/,
    },
    { name: "M1: a role", facts: role(false), says: /holds Global Reader/ },
    { name: "M1: eligible for a role", facts: role(true), says: /eligible for Global Reader/ },
    { name: "M1: mapped elsewhere", facts: target({ onPremisesObjectIdentifier: OTHER }), says: /mapped to another/ },
    { name: "M1: a guest", facts: target({ userType: "Guest" }), says: /guest/ },
    {
      name: "M6: father and son",
      facts: target({ givenName: "Al", displayName: "Al Lima" }),
      says: /different person: given name/,
    },
    {
      name: "M6: another employee's number",
      facts: { "ad.user": ana({ employeeID: "1" }), ...target({ employeeId: "2" }) },
      says: /different person: employee id/,
    },
    {
      name: "M6: a recycled address alone",
      facts: target({ displayName: "A. Lopez", givenName: null, surname: null }),
      says: /two independent identifiers/,
    },
    {
      name: "a deleted user holds the anchor and still counts as synced (Graph reference §9.2)",
      facts: { "entra.deletedUsers": [emptyUser({ onPremisesSyncEnabled: true })] },
      says: /still counts as synchronized/,
    },
    {
      name: "M1: the deleted user that holds the anchor is eligible for a role",
      facts: {
        "entra.deletedUsers": [buried],
        "entra.roles": [{ principalId: "empty", role: "Global Reader", eligible: true }],
      },
      says: /may hold a directory role/,
    },
    {
      name: "a deleted user holds the anchor, and no name is known under which it could come back",
      facts: { "entra.deletedUsers": [buried], "entra.domains": unreadable("denied", "403") },
      says: /initial domain, which is not known/,
    },
    {
      name: "M7: a duplicate with a licence",
      facts: besideDuplicate({ assignedLicenses: [{ skuId: "e3" }] }),
      says: /not proved empty: .* licence/,
    },
    {
      name: "M7: a duplicate with a mailbox",
      facts: { ...besideDuplicate(), "entra.mailboxSettings": {} },
      says: /not proved empty: .* mailbox/,
    },
    {
      name: "M7: a duplicate whose mailbox could not be read",
      facts: { ...besideDuplicate(), "entra.mailboxSettings": unreadable("denied", "403") },
      says: /not proved empty: .* could not be read/,
    },
    {
      name: "M7: a duplicate that was signed in to",
      facts: {
        ...besideDuplicate(),
        "entra.userSignIns": [{ createdDateTime: "2026-11-22T08:00:00Z", userId: "empty", status: { errorCode: 0 } }],
      },
      says: /not proved empty: .* signed in/,
    },
    ...(
      [
        ["groups", "groups", "Sales"],
        ["applications", "application assignments", "Payroll"],
        ["devices", "devices", "LAPTOP-7"],
        ["owned", "owned objects", "Project X"],
        ["mailbox", "mailbox", "mailbox"],
      ] as const
    ).flatMap(([part, what, name]) => [
      {
        name: `M7: a duplicate with ${what}`,
        facts: { ...besideDuplicate(), "entra.attachments": [nothingOn("empty", { [part]: { names: [name] } })] },
        says: new RegExp(`not proved empty: .* has ${what}: ${name}`),
      },
      {
        name: `M7: a duplicate whose ${what} could not be read`,
        facts: { ...besideDuplicate(), "entra.attachments": [nothingOn("empty", { [part]: { unread: "403" } })] },
        says: new RegExp(`not proved empty: The ${what} of .* could not be read`),
      },
    ]),
    {
      name: "M7: what hangs on the duplicate was not read",
      facts: { ...besideDuplicate(), "entra.attachments": unreadable("denied", "403") },
      says: /What hangs on .* was not read/,
    },
    {
      name: "M7: a duplicate whose sign-ins could not be read",
      facts: { ...besideDuplicate(), "entra.userSignIns": unreadable("denied", "403") },
      says: /not proved empty: .* could not be read/,
    },
    {
      name: "M7: a duplicate older than the sign-in log",
      facts: besideDuplicate({ createdDateTime: "2026-01-01T00:00:00Z" }),
      says: /not proved empty: .* older than the sign-in log/,
    },
    {
      name: "M7: a duplicate with a role",
      facts: { ...besideDuplicate(), "entra.roles": [{ principalId: "empty", role: "Reader", eligible: false }] },
      says: /not proved empty: .* directory role/,
    },
    {
      name: "a duplicate where there is no engine to step",
      facts: { ...cloudSync, ...besideDuplicate() },
      says: /Without a Connect Sync engine/,
    },
    {
      name: "a duplicate where the rules do not go by adminDescription",
      facts: { ...besideDuplicate(), "server.syncRules": [joinsAll] },
      says: /would not leave the account out/,
    },
    {
      name: "a duplicate where the rules could not be read",
      facts: { ...besideDuplicate(), "server.syncRules": unreadable("denied", "403") },
      says: /server\.syncRules could not be read/,
    },
    {
      name: "a duplicate where adminDescription is in use",
      facts: { ...besideDuplicate(), "ad.user": ana({ adminDescription: "leave me" }) },
      says: /adminDescription .* in use \(leave me\)/,
    },
  ],
});
