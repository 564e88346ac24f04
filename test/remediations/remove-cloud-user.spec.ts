import remedy from "../../src/remediations/remove-cloud-user";
import { unreadable } from "../../src/domain";
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
  nothingOn,
  OTHER_ANCHOR,
} from "./world";

const orphan = emptyUser({
  createdDateTime: "2020-01-01T00:00:00Z",
  onPremisesImmutableId: OTHER_ANCHOR,
  onPremisesSecurityIdentifier: "S-1-5-21-1-2-3-900",
});
const remove = (id: string) => ({ system: "entra", kind: "delete-user", id }) as const;
const expects = [
  { system: "entra", id: "empty", deleted: false },
  { system: "entra", id: "empty", property: "userPrincipalName", equals: orphan.userPrincipalName },
  { system: "entra", id: "empty", property: "assignedLicenses", equals: [] },
  { system: "entra", id: "empty", property: "onPremisesImmutableId", equals: OTHER_ANCHOR },
  { system: "entra", id: "empty", holdsNoRole: true },
] as const;
const undo = [{ system: "entra", kind: "restore-user", id: "empty" }] as const;
const numbered = { "server.globalSettings": anchoredOn("employeeID"), "ad.user": ana({ employeeID: "E-4711" }) };

testRemediation(remedy, {
  world: { ...hybrid, "entra.user": orphan },
  plans: [
    {
      name: "an orphan in the person's way, then a delta",
      commands: [remove("empty"), DELTA],
      expects: [...expects, ...idle],
      undo,
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "M7: what hangs on it stands on the card, and what could not be read as such",
      facts: {
        "entra.attachments": [
          nothingOn("empty", {
            groups: { names: ["Sales", "Fire wardens"] },
            devices: { names: ["LAPTOP-7"] },
            owned: { unread: "HTTP 403" },
          }),
        ],
      },
      commands: [remove("empty"), DELTA],
      tells: [/groups: Sales, Fire wardens/, /devices: LAPTOP-7/, /owned objects: could not be read \(HTTP 403\)/],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "an orphan alone",
      facts: { "ad.user": null },
      commands: [remove("empty")],
      expects,
      undo,
      verify: { kind: "user-gone", cloudId: "empty" },
    },
    {
      name: "an orphan in a tenant on employeeID",
      facts: { ...numbered, "entra.user": { ...orphan, onPremisesImmutableId: "E-0815" } },
      commands: [remove("empty"), DELTA],
      verify: linkedBy(["E-4711"]),
    },
  ],
  chooses: [
    {
      name: "two orphans",
      facts: { "entra.relatedUsers": [{ ...orphan, id: "second" }] },
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
    {
      name: "M7: what hangs on it was not read, a mailbox perhaps",
      facts: { "entra.attachments": unreadable("denied", "HTTP 403") },
      says: /What hangs on .* was not read/,
    },
    {
      name: "M7: a mailbox without a licence, a shared one perhaps",
      facts: { "entra.attachments": [nothingOn("empty", { mailbox: { names: ["mailbox"] } })] },
      says: /has mailbox/,
    },
    ...noCycle,
    {
      name: "the server could not be read, and a cycle would have to follow",
      facts: { "server.services": unreadable("offline", "no answer") },
      says: /server.services could not be read/,
    },
    { name: "M7: a healthy synced user", facts: { "entra.user": emptyUser() }, says: /AD account behind it/ },
    {
      name: "M7: a healthy synced user of a tenant on employeeID",
      facts: { ...numbered, "entra.user": emptyUser({ onPremisesImmutableId: "E-4711" }) },
      says: /AD account behind it/,
    },
    {
      name: "M7: a user with the account's SID under another anchor",
      facts: { "entra.user": emptyUser({ onPremisesImmutableId: OTHER_ANCHOR }) },
      says: /AD account behind it/,
    },
    { name: "a guest", facts: { "entra.user": cloudAna({ userType: "Guest" }) }, says: /AD account behind it/ },
    {
      name: "M1: eligible for a role",
      facts: { "entra.roles": [{ principalId: "empty", role: "Global Reader", eligible: true }] },
      says: /role Global Reader/,
    },
    {
      name: "M7: a licence",
      facts: { "entra.user": { ...orphan, assignedLicenses: [{ skuId: "e3" }] } },
      says: /licence.* not removed by a tool/,
    },
    {
      name: "M7: a sign-in of late",
      facts: {
        "entra.userSignIns": [{ createdDateTime: "2026-11-22T08:00:00Z", userId: "empty", status: { errorCode: 0 } }],
      },
      says: /signed in/,
    },
  ],
});
