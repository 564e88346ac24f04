import remedy from "../../src/remediations/set-consistency-guid";
import { unreadable, type CloudUser } from "../../src/domain";
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
  OTHER,
  OTHER_ANCHOR,
  write,
} from "./world";

const CG = "mS-DS-ConsistencyGuid";
/** The person's old cloud user, still synced under the anchor of the account before this one. */
const synced = (more: Partial<CloudUser> = {}): CloudUser =>
  cloudAna({ onPremisesSyncEnabled: true, onPremisesImmutableId: OTHER_ANCHOR, ...more });
const takenOver = { kind: "user-linked", immutableIds: [OTHER_ANCHOR], cloudId: "cloud-ana" } as const;
const besideDuplicate: GivenFacts = { "entra.user": emptyUser(), "entra.relatedUsers": [synced()] };
const claimedTwice = (more: object = {}): GivenFacts => ({
  "ad.user": ana({ [CG]: GUID }),
  "ad.related": [bo({ [CG]: GUID, ...more })],
  "entra.user": null,
});

testRemediation(remedy, {
  world: { ...hybrid, "entra.user": synced() },
  plans: [
    {
      name: "takes the anchor of the synced user over (adsync reference §5.4)",
      commands: [write(CG, OTHER), DELTA],
      expects: [
        adIs(CG, null),
        adIs("userPrincipalName", "ana.lima@contoso.com"),
        { system: "entra", id: "cloud-ana", property: "onPremisesImmutableId", equals: OTHER_ANCHOR },
        { system: "entra", id: "cloud-ana", property: "userPrincipalName", equals: "ana.lima@contoso.com" },
        { system: "entra", id: "cloud-ana", holdsNoRole: true },
        { system: "both", free: OTHER_ANCHOR, except: ["cloud-ana"] },
        ...idle,
      ],
      undo: [write(CG, null)],
      verify: takenOver,
    },
    {
      name: "out of scope first where the account's own anchor was exported",
      facts: besideDuplicate,
      commands: [
        write("adminDescription", "User_NoSync"),
        DELTA,
        write(CG, OTHER),
        write("adminDescription", null),
        DELTA,
      ],
      verify: takenOver,
    },
    {
      name: "two accounts claim one anchor: the one whose objectGUID it is keeps it",
      facts: claimedTwice(),
      commands: [write(CG, OTHER, OTHER), DELTA],
      expects: [adIs(CG, GUID, OTHER), { system: "both", free: OTHER_ANCHOR, except: [OTHER] }, ...idle],
      undo: [write(CG, GUID, OTHER)],
      verify: linkedBy([OTHER_ANCHOR], { objectGUID: OTHER }),
    },
    {
      name: "nobody to follow and nothing of use in it: its own objectGUID",
      facts: { "entra.user": null, "ad.user": ana({ [CG]: "not sixteen bytes" }) },
      commands: [write(CG, GUID), DELTA],
      expects: [adIs(CG, "not sixteen bytes"), ...idle],
      undo: [write(CG, "not sixteen bytes")],
      verify: linkedBy([ANCHOR]),
    },
  ],
  chooses: [
    {
      name: "two synced users may be the person's",
      facts: {
        "entra.relatedUsers": [
          synced({
            id: "second",
            userPrincipalName: "ana.lima@contoso.onmicrosoft.com",
            onPremisesImmutableId: "QF5HMK7n80qvdYsUPIHa9Q==",
          }),
        ],
      },
      ids: ["cloud-ana", "second"],
    },
    {
      name: "two accounts claim an anchor that is neither's",
      facts: {
        ...claimedTwice({ [CG]: "30475e40-e7ae-4af3-af75-8b143c81daf5" }),
        "ad.user": ana({ [CG]: "30475e40-e7ae-4af3-af75-8b143c81daf5" }),
      },
      ids: [GUID, OTHER],
    },
  ],
  asks: [
    {
      name: "who signed in to the duplicate",
      facts: { ...besideDuplicate, "entra.userSignIns": unreadable("not-asked", "") },
      keys: ["entra.userSignIns"],
    },
  ],
  refuses: [
    ...noCycle,
    { name: "no account", facts: { "ad.user": null }, says: /no AD account/ },
    {
      name: "the anchor is objectGUID",
      facts: { "server.globalSettings": anchoredOn("objectGUID") },
      says: /sourceAnchor of this installation is objectGUID/,
    },
    {
      name: "the anchor is employeeID",
      facts: { "server.globalSettings": anchoredOn("employeeID"), "ad.user": ana({ employeeID: "E-4711" }) },
      says: /sourceAnchor of this installation is employeeID/,
    },
    {
      name: "Connect does not tell which attribute gives the anchor",
      facts: { "server.globalSettings": {} },
      says: /does not state which attribute/,
    },
    { name: "M8: a protected account", facts: { "ad.user": ana({ adminCount: 1 }) }, says: /protected account/ },
    { name: "M8: the other claimant is protected", facts: claimedTwice({ adminCount: 1 }), says: /protected account/ },
    {
      name: "nobody to follow, and the attribute is in order",
      facts: { "entra.user": null, "ad.user": ana({ [CG]: GUID }) },
      says: /No synchronized cloud user/,
    },
    {
      name: "somebody else carries the account's own anchor",
      facts: { "entra.user": emptyUser({ onPremisesSecurityIdentifier: "S-1-5-21-9-9-9-1001" }) },
      says: /own anchor already/,
    },
    {
      name: "M1: a role",
      facts: { "entra.roles": [{ principalId: "cloud-ana", role: "Global Reader", eligible: false }] },
      says: /holds Global Reader/,
    },
    {
      name: "M6: father and son",
      facts: { "entra.user": synced({ givenName: "Al", displayName: "Al Lima" }) },
      says: /different person/,
    },
    {
      name: "M7: a duplicate with a licence",
      facts: { ...besideDuplicate, "entra.user": emptyUser({ assignedLicenses: [{ skuId: "e3" }] }) },
      says: /not proved empty/,
    },
    {
      name: "the synced user belongs to another account",
      facts: { "ad.related": [bo()], "ad.user": ana({ [CG]: GUID }) },
      says: /No synchronized cloud user/,
    },
    {
      name: "a duplicate without an engine",
      facts: { ...cloudSync, ...besideDuplicate },
      says: /Without a Connect Sync/,
    },
  ],
});
