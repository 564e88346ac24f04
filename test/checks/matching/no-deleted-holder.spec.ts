import check from "../../../src/checks/matching/no-deleted-holder";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked, cloudOnly, exportError, ANCHOR, chain } from "../shared/people";
import { entraCsDn } from "../../../src/identity/anchor";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "a deleted user without an error comes back by itself",
    verdict: "pass",
    message: "free",
    facts: { "ad.user": ad(), "entra.deletedUsers": [linked({ deletedDateTime: "2026-11-20T00:00:00Z" })] },
  },
  {
    name: "an empty duplicate holds the anchor of the real account",
    verdict: "fail",
    message: "held",
    suggests: ["purge-deleted-user"],
    facts: {
      "ad.user": ad(),
      "entra.user": cloudOnly(),
      "entra.deletedUsers": [
        linked({
          id: "33333333-0000-4000-8000-000000000003",
          assignedLicenses: [],
          deletedDateTime: "2026-11-20T00:00:00Z",
        }),
      ],
      "server.runHistory": exportError("AttributeValueMustBeUnique", cloudOnly().id),
    },
  },
  {
    name: "the real account lies among the deleted",
    verdict: "fail",
    message: "held",
    suggests: ["restore-cloud-user"],
    facts: {
      "ad.user": ad(),
      "entra.deletedUsers": [linked({ deletedDateTime: "2026-11-20T00:00:00Z" })],
      "server.runHistory": exportError("InvalidHardMatch", linked().id),
    },
  },
  {
    name: "deleted in the cloud while it stayed in scope",
    verdict: "fail",
    message: "held",
    suggests: ["restore-cloud-user"],
    facts: {
      "ad.user": ad(),
      "entra.deletedUsers": [linked({ deletedDateTime: "2026-11-20T00:00:00Z" })],
      "entra.organization": { id: "t", onPremisesLastSyncDateTime: "2026-11-23T00:00:00Z" },
      "cs.chain": chain({
        entraCs: {
          ConnectorName: "AAD",
          DistinguishedName: entraCsDn(ANCHOR),
          ObjectType: "user",
          IsConnector: true,
          HasExportError: false,
          HasSyncError: false,
          Attributes: {},
        },
      }),
    },
  },
]);
