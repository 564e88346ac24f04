import remedy from "../../src/remediations/purge-deleted-user";
import { unreadable, type CloudUser } from "../../src/domain";
import { testRemediation } from "../testers/remediation-tester";
import {
  ana,
  ANCHOR,
  anchoredOn,
  cloudAna,
  DELTA,
  emptyUser,
  hybrid,
  idle,
  linkedBy,
  noCycle,
  OTHER_ANCHOR,
  stamp,
} from "./world";

const purge = (id: string) => ({ system: "entra", kind: "purge-deleted-user", id }) as const;
const buried = emptyUser({ deletedDateTime: "2026-11-25T08:00:00Z" });
/** The same user, read without one property. */
const unread = (property: "assignedLicenses" | "assignedPlans"): CloudUser => {
  const { [property]: _, ...rest } = buried;
  return rest;
};
/** Empty too, in the way by its name. */
const second = {
  ...buried,
  id: "second",
  userPrincipalName: "0123456789abcdef0123456789abcdefana.lima@contoso.com",
  onPremisesImmutableId: OTHER_ANCHOR,
};
const blocked = {
  id: "s",
  configuration: {},
  features: { blockCloudObjectTakeoverThroughHardMatchEnabled: true },
};
const expectsOfBuried = [
  { system: "entra", id: "empty", deleted: true },
  { system: "entra", id: "empty", property: "assignedLicenses", equals: [] },
  { system: "entra", id: "empty", property: "onPremisesImmutableId", equals: ANCHOR },
  { system: "entra", id: "empty", holdsNoRole: true },
] as const;

testRemediation(remedy, {
  world: { ...hybrid, "entra.deletedUsers": [buried] },
  plans: [
    {
      name: "the empty one that carries the anchor, then a delta",
      commands: [purge("empty"), DELTA],
      expects: [...expectsOfBuried, ...idle],
      tells: [/hang: licences: none; roles: none\./, /of a deleted user cannot be read/],
      undo: "impossible",
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "and the person's own user gets the anchor",
      facts: { "entra.user": cloudAna() },
      commands: [purge("empty"), stamp("cloud-ana", ANCHOR), DELTA],
      expects: [
        ...expectsOfBuried,
        { system: "entra", id: "cloud-ana", property: "onPremisesImmutableId", equals: null },
        { system: "entra", id: "cloud-ana", property: "userPrincipalName", equals: "ana.lima@contoso.com" },
        { system: "entra", id: "cloud-ana", holdsNoRole: true },
        ...idle,
      ],
      verify: linkedBy([ANCHOR], { cloudId: "cloud-ana" }),
    },
    {
      name: "M1: no anchor for a user with a role",
      facts: {
        "entra.user": cloudAna(),
        "entra.roles": [{ principalId: "cloud-ana", role: "Global Reader", eligible: true }],
      },
      commands: [purge("empty"), DELTA],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "M1: no anchor where the tenant blocks take-over",
      facts: { "entra.user": cloudAna(), "entra.synchronization": blocked },
      commands: [purge("empty"), DELTA],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "M8: no anchor of a protected account",
      facts: { "entra.user": cloudAna(), "ad.user": ana({ adminCount: 1 }) },
      commands: [purge("empty"), DELTA],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "the employee's number where that is the anchor",
      facts: {
        "server.globalSettings": anchoredOn("employeeID"),
        "ad.user": ana({ employeeID: "E-4711" }),
        "entra.user": cloudAna(),
        "entra.deletedUsers": [{ ...buried, onPremisesImmutableId: "E-4711" }],
      },
      commands: [purge("empty"), stamp("cloud-ana", "E-4711"), DELTA],
      verify: linkedBy(["E-4711"], { cloudId: "cloud-ana" }),
    },
  ],
  chooses: [
    {
      name: "two are in the way: the one with the anchor first",
      facts: { "entra.deletedUsers": [second, buried] },
      ids: ["empty", "second"],
    },
  ],
  asks: [
    {
      name: "who signed in to it",
      facts: { "entra.userSignIns": unreadable("not-asked", "") },
      keys: ["entra.userSignIns"],
    },
  ],
  refuses: [
    ...noCycle,
    { name: "no account", facts: { "ad.user": null }, says: /no AD account/ },
    { name: "nothing is in the way", facts: { "entra.deletedUsers": [] }, says: /No deleted user/ },
    {
      name: "objectGUID's anchor is nobody's in a tenant on employeeID",
      facts: { "server.globalSettings": anchoredOn("employeeID") },
      says: /No deleted user/,
    },
    {
      name: "M7: it has a licence",
      facts: { "entra.deletedUsers": [{ ...buried, assignedLicenses: [{ skuId: "e3" }] }] },
      says: /may not be purged: .* licence/,
    },
    {
      name: "M7: its licences were not read",
      facts: { "entra.deletedUsers": [unread("assignedLicenses")] },
      says: /licences .* were not read/,
    },
    {
      name: "M7: its plans were not read",
      facts: { "entra.deletedUsers": [unread("assignedPlans")] },
      says: /plans .* were not read/,
    },
    {
      name: "M7: it has an Exchange plan",
      facts: {
        "entra.deletedUsers": [{ ...buried, assignedPlans: [{ service: "exchange", capabilityStatus: "Enabled" }] }],
      },
      says: /Exchange plan/,
    },
    {
      name: "M7: somebody signed in to it",
      facts: {
        "entra.userSignIns": [{ createdDateTime: "2026-11-22T08:00:00Z", userId: "empty", status: { errorCode: 0 } }],
      },
      says: /signed in/,
    },
    {
      name: "M7: it is older than the sign-in log",
      facts: { "entra.deletedUsers": [{ ...buried, createdDateTime: "2026-10-28T07:00:00Z" }] },
      says: /older than the sign-in log/,
    },
  ],
});
