import remedy from "../../src/remediations/restore-cloud-user";
import { testRemediation } from "../testers/remediation-tester";
import {
  ana,
  ANCHOR,
  anchoredOn,
  bo,
  cloudAna,
  DELTA,
  hybrid,
  idle,
  linkedBy,
  noCycle,
  OTHER_ANCHOR,
  stamp,
} from "./world";

const restore = (id: string) => ({ system: "entra", kind: "restore-user", id }) as const;
/** A deleted user's name carries its id in front (Graph reference §9). */
const deletedName = "0123456789abcdef0123456789abcdefana.lima@contoso.com";
const deleted = cloudAna({
  userPrincipalName: deletedName,
  deletedDateTime: "2026-11-25T08:00:00Z",
  onPremisesSyncEnabled: true,
  onPremisesImmutableId: ANCHOR,
});
const cloudOnly = { ...deleted, onPremisesSyncEnabled: null, onPremisesImmutableId: OTHER_ANCHOR };
const expects = (anchor: string) =>
  [
    { system: "entra", id: "cloud-ana", deleted: true },
    { system: "entra", id: "cloud-ana", property: "onPremisesImmutableId", equals: anchor },
  ] as const;
const undo = [{ system: "entra", kind: "delete-user", id: "cloud-ana" }] as const;

testRemediation(remedy, {
  world: { ...hybrid, "entra.deletedUsers": [deleted] },
  plans: [
    {
      name: "by its anchor, then a delta",
      commands: [restore("cloud-ana"), DELTA],
      expects: [...expects(ANCHOR), ...idle],
      undo,
      verify: linkedBy([ANCHOR], { cloudId: "cloud-ana" }),
    },
    {
      name: "one mastered in the cloud gets the account's anchor",
      facts: { "entra.deletedUsers": [cloudOnly] },
      commands: [restore("cloud-ana"), stamp("cloud-ana", ANCHOR), DELTA],
      expects: [...expects(OTHER_ANCHOR), ...idle],
      verify: linkedBy([ANCHOR], { cloudId: "cloud-ana" }),
    },
    {
      name: "by the employee's number where that is the anchor",
      facts: {
        "server.globalSettings": anchoredOn("employeeID"),
        "ad.user": ana({ employeeID: "E-4711" }),
        "entra.deletedUsers": [{ ...deleted, onPremisesImmutableId: "E-4711" }],
      },
      commands: [restore("cloud-ana"), DELTA],
      verify: linkedBy(["E-4711"], { cloudId: "cloud-ana" }),
    },
    {
      name: "without an AD account",
      facts: { "ad.user": null },
      commands: [restore("cloud-ana")],
      expects: expects(ANCHOR),
      undo,
      verify: {
        kind: "value-arrived",
        cloudId: "cloud-ana",
        property: "userPrincipalName",
        equals: "ana.lima@contoso.com",
      },
    },
  ],
  chooses: [
    {
      name: "two of the person's: the licensed one first",
      facts: { "entra.deletedUsers": [{ ...deleted, id: "second", assignedLicenses: [] }, deleted] },
      ids: ["cloud-ana", "second"],
    },
  ],
  refuses: [
    ...noCycle,
    { name: "none was found", facts: { "entra.deletedUsers": [] }, says: /No deleted cloud user/ },
    {
      name: "M6: somebody else of that name",
      facts: { "entra.deletedUsers": [{ ...cloudOnly, givenName: "Al", displayName: "Al Lima" }] },
      says: /No deleted cloud user/,
    },
    {
      name: "M1: it held a role",
      facts: { "entra.roles": [{ principalId: "cloud-ana", role: "Global Reader", eligible: false }] },
      says: /holds Global Reader/,
    },
    {
      name: "its name is another's meanwhile",
      facts: { "ad.related": [bo({ userPrincipalName: "ana.lima@contoso.com" })] },
      says: /held by .* meanwhile/,
    },
    {
      name: "its name is a group's address meanwhile",
      facts: { "entra.otherHolders": [{ id: "group", kind: "group", mail: "ana.lima@contoso.com" }] },
      says: /held by group meanwhile/,
    },
    {
      name: "M8: no anchor of a protected account",
      facts: { "entra.deletedUsers": [cloudOnly], "ad.user": ana({ adminCount: 1 }) },
      says: /protected account/,
    },
    {
      name: "M1: no anchor where the tenant blocks take-over",
      facts: {
        "entra.deletedUsers": [cloudOnly],
        "entra.synchronization": {
          id: "s",
          configuration: {},
          features: { blockCloudObjectTakeoverThroughHardMatchEnabled: true },
        },
      },
      says: /blocks take-over/,
    },
  ],
});
