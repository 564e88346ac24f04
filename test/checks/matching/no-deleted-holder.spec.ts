import check from "../../../src/checks/matching/no-deleted-holder";
import { testCheck } from "../../testers/check-tester";
import { OTHER, ad, chain, cloudOnly, csObject, exportError, linked } from "../shared/people";
import { immutableIdOf } from "../../../src/identity/anchor";

const DELETED = "2026-11-20T00:00:00Z";
const deleted = linked({ deletedDateTime: DELETED });
const synced = (onPremisesLastSyncDateTime: string) => ({ id: "t", onPremisesLastSyncDateTime });
const named = {
  "ad.user": ad(),
  "entra.deletedUsers": [deleted],
  "server.runHistory": exportError("InvalidHardMatch", deleted.id),
};
const forgotten = {
  "ad.user": ad(),
  "entra.deletedUsers": [deleted],
  "entra.organization": synced("2026-11-23T00:00:00Z"),
  "cs.chain": chain({ entraCs: csObject() }),
};

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "the real account lies among the deleted",
    verdict: "fail",
    message: "held",
    proof: "stated",
    since: DELETED,
    suggests: ["restore-cloud-user"],
    facts: named,
  },
  {
    name: "it belonged to the account's former self in another forest: an effect of the anchor that was left behind",
    verdict: "fail",
    message: "held",
    effectOf: ["anchor-mismatch"],
    facts: {
      ...named,
      "ad.user": ad({ sIDHistory: ["S-1-5-21-9-8-7-1104"] }),
      "entra.deletedUsers": [{ ...deleted, onPremisesSecurityIdentifier: "S-1-5-21-9-8-7-1104" }],
    },
  },
  {
    name: "an empty duplicate holds the anchor of the real account",
    verdict: "fail",
    message: "held",
    suggests: ["purge-deleted-user", "hard-match"],
    facts: {
      "ad.user": ad(),
      "entra.user": cloudOnly(),
      "entra.deletedUsers": [{ ...deleted, id: "33333333-0000-4000-8000-000000000003", assignedLicenses: [] }],
      "server.runHistory": exportError("AttributeValueMustBeUnique", cloudOnly().id),
    },
  },
  {
    name: "M7: a licensed duplicate holds the anchor of the real account, and is not purged",
    verdict: "fail",
    message: "held",
    suggests: ["hard-match"],
    facts: {
      "ad.user": ad(),
      "entra.user": cloudOnly(),
      "entra.deletedUsers": [{ ...deleted, assignedLicenses: [{ skuId: "e3" }] }],
      "server.runHistory": exportError("AttributeValueMustBeUnique", cloudOnly().id),
    },
  },
  {
    name: "deleted in the cloud while it stayed in scope",
    verdict: "fail",
    message: "held",
    proof: "measured",
    suggests: ["restore-cloud-user"],
    facts: forgotten,
  },
  {
    name: "deleted, and no cycle has run since: the next one restores it",
    verdict: "pass",
    message: "free",
    not: ["held"],
    facts: { ...forgotten, "entra.organization": synced("2026-11-19T00:00:00Z") },
  },
  {
    name: "deleted, and an export of it waits",
    verdict: "pass",
    message: "free",
    not: ["held"],
    facts: { ...forgotten, "cs.chain": chain({ entraCs: csObject({ PendingExport: "Update" }) }) },
  },
  {
    name: "deleted, and the error that named it is over",
    verdict: "pass",
    message: "free",
    not: ["held"],
    facts: { ...named, "server.runHistory": [] },
  },
  {
    name: "a deleted user of other names and another anchor",
    verdict: "pass",
    message: "free",
    not: ["held"],
    facts: {
      ...named,
      "entra.deletedUsers": [
        linked({
          id: "44444444-0000-4000-8000-000000000004",
          userPrincipalName: "bo.ek@contoso.com",
          mail: null,
          proxyAddresses: [],
          onPremisesImmutableId: immutableIdOf(OTHER) ?? null,
          deletedDateTime: DELETED,
        }),
      ],
    },
  },
]);
