import { unreadable } from "../../../src/domain";
import check from "../../../src/checks/matching/anchor-differs";
import { testCheck } from "../../testers/check-tester";
import { ANCHOR, OLD, ad, anchoredOn, cloudOnly, linked, otherAd, roleOf } from "../shared/people";

const left = cloudOnly({ onPremisesImmutableId: OLD, onPremisesSyncEnabled: false });
const onEmployeeId = {
  "ad.user": ad({ employeeID: "E1001" }),
  "server.globalSettings": anchoredOn("employeeID"),
};

/** Moved from another forest without its anchor: the new account keeps the former SID. */
const FORMER_SID = "S-1-5-21-9-8-7-1104";
const formerSelf = linked({
  id: "33333333-0000-4000-8000-000000000003",
  onPremisesImmutableId: OLD,
  onPremisesSecurityIdentifier: FORMER_SID,
  deletedDateTime: "2026-11-20T12:50:03Z",
});
const migrated = {
  "ad.user": ad({ sIDHistory: [FORMER_SID] }),
  "entra.user": linked({ assignedLicenses: [] }),
  "entra.deletedUsers": [formerSelf],
};

const wasHers = { ...formerSelf, createdDateTime: "2019-05-06T08:21:00Z" };
const madeAnew = {
  "ad.user": ad({ whenCreated: "2026-11-20T12:00:00Z" }),
  "entra.user": linked({ assignedLicenses: [] }),
  "entra.deletedUsers": [wasHers],
};

testCheck(check, [
  {
    name: "moved from another forest, and the former self's cloud user is among the deleted",
    verdict: "fail",
    message: "moved",
    code: "anchor-mismatch",
    proof: "measured",
    since: "2026-11-20T12:50:03Z",
    suggests: [],
    facts: migrated,
  },
  {
    name: "made anew: the deleted user of the same name has the licences, the new one none",
    verdict: "fail",
    message: "madeAnew",
    code: "anchor-mismatch",
    proof: "measured",
    suggests: [],
    facts: madeAnew,
  },
  {
    name: "the new one has licences of its own",
    verdict: "pass",
    message: "same",
    not: ["madeAnew"],
    facts: { ...madeAnew, "entra.user": linked() },
  },
  {
    name: "the deleted one never had a licence",
    verdict: "pass",
    message: "same",
    not: ["madeAnew"],
    facts: { ...madeAnew, "entra.deletedUsers": [{ ...wasHers, assignedLicenses: [] }] },
  },
  {
    name: "the deleted one is another person's, whose account lives",
    verdict: "pass",
    message: "same",
    not: ["madeAnew"],
    facts: { ...madeAnew, "ad.related": [otherAd()] },
  },
  {
    name: "a deleted user of the same name, and no former SID of the account",
    verdict: "pass",
    message: "same",
    not: ["moved"],
    facts: { ...migrated, "ad.user": ad() },
  },
  {
    name: "moved, and the anchor was carried along",
    verdict: "pass",
    message: "same",
    not: ["moved"],
    facts: { ...migrated, "entra.deletedUsers": [{ ...formerSelf, onPremisesImmutableId: ANCHOR }] },
  },
  {
    name: "moved, and not synchronized here yet",
    verdict: "pass",
    message: "same",
    not: ["moved"],
    facts: { "ad.user": migrated["ad.user"], "entra.deletedUsers": [formerSelf] },
  },
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "a re-created account, target no longer synced",
    verdict: "fail",
    message: "differs",
    proof: "timed",
    settles: [],
    suggests: ["hard-match"],
    facts: { "ad.user": ad(), "entra.user": left },
  },
  {
    name: "a re-created account, and the server was not read",
    verdict: "fail",
    message: "differs",
    proof: "timed",
    settles: ["cs.chain", "server.runHistory"],
    facts: {
      "ad.user": ad(),
      "entra.user": left,
      "cs.chain": unreadable("offline", "no answer"),
      "server.runHistory": unreadable("offline", "no answer"),
    },
  },
  {
    name: "a re-created account, and sync made a second one",
    verdict: "fail",
    message: "differs",
    proof: "measured",
    facts: { "ad.user": ad(), "entra.user": linked({ proxyAddresses: [] }), "entra.relatedUsers": [left] },
  },
  {
    name: "a rebuilt forest, target still synced",
    verdict: "fail",
    message: "differs",
    suggests: ["set-consistency-guid"],
    facts: { "ad.user": ad(), "entra.user": linked({ onPremisesImmutableId: OLD }) },
  },
  {
    name: "another employeeID, where that is the anchor: it cannot be steered",
    verdict: "fail",
    message: "differs",
    suggests: [],
    facts: { ...onEmployeeId, "entra.user": linked({ onPremisesImmutableId: "E0999" }) },
  },
  {
    name: "the anchor is the same",
    verdict: "pass",
    message: "same",
    not: ["differs"],
    facts: {
      "ad.user": ad(),
      "entra.user": cloudOnly({ onPremisesImmutableId: ANCHOR, onPremisesSyncEnabled: false }),
    },
  },
  {
    name: "the employeeID is the same, where that is the anchor",
    verdict: "pass",
    message: "same",
    not: ["differs"],
    facts: { ...onEmployeeId, "entra.user": linked({ onPremisesImmutableId: "E1001" }) },
  },
  {
    name: "the cloud user has no anchor: it may be matched by its name",
    verdict: "pass",
    message: "same",
    not: ["differs"],
    facts: { "ad.user": ad(), "entra.user": cloudOnly() },
  },
  {
    name: "the anchor belongs to another AD account",
    verdict: "pass",
    message: "same",
    not: ["differs"],
    facts: { "ad.user": ad(), "ad.related": [otherAd()], "entra.user": linked({ onPremisesImmutableId: OLD }) },
  },
  {
    name: "the employeeID belongs to another AD account",
    verdict: "pass",
    message: "same",
    not: ["differs"],
    facts: {
      ...onEmployeeId,
      "ad.related": [otherAd({ employeeID: "E0999" })],
      "entra.user": linked({ onPremisesImmutableId: "E0999" }),
    },
  },
  {
    name: "another person holds the address",
    verdict: "pass",
    message: "same",
    not: ["differs"],
    facts: {
      "ad.user": ad({ employeeID: "1" }),
      "entra.user": cloudOnly({ onPremisesImmutableId: OLD, employeeId: "2" }),
    },
  },
  {
    name: "a privileged target is left to the role check",
    verdict: "pass",
    message: "same",
    not: ["differs"],
    facts: { "ad.user": ad(), "entra.user": left, "entra.roles": [roleOf(left, { eligible: true })] },
  },
]);
