import check from "../../../src/checks/matching/no-orphan";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { OLD, ad, linked, cloudOnly, exportError } from "../shared/people";

testCheck(check, [
  { name: "nobody is left over", verdict: "pass", message: "none", facts: { "ad.user": ad(), "entra.user": linked() } },
  {
    name: "the account is gone and the cloud user stayed",
    verdict: "fail",
    message: "orphan",
    suggests: ["remove-cloud-user"],
    facts: { "ad.deleted": [ad({ isDeleted: true })], "entra.user": linked({ assignedLicenses: [] }) },
  },
  {
    name: "a licensed one is not removed",
    verdict: "fail",
    message: "orphan",
    suggests: [],
    facts: { "entra.user": linked() },
  },
  {
    name: "a leftover of another forest holds an alias",
    verdict: "fail",
    message: "holder",
    suggests: ["remove-cloud-user"],
    facts: {
      "ad.user": ad({ proxyAddresses: ["smtp:phoenix@contoso.com"] }),
      "entra.relatedUsers": [
        cloudOnly({
          userPrincipalName: "phoenix@contoso.com",
          displayName: "Projekt Phoenix",
          mail: null,
          proxyAddresses: ["SMTP:phoenix@contoso.com"],
          onPremisesImmutableId: OLD,
          assignedLicenses: [],
        }),
      ],
      "server.runHistory": exportError("AttributeValueMustBeUnique", cloudOnly().id),
    },
  },
  {
    name: "deleted after the last cycle",
    verdict: "pass",
    message: "none",
    facts: {
      "ad.deleted": [ad({ isDeleted: true })],
      "entra.user": linked(),
      "entra.organization": { id: "t", onPremisesLastSyncDateTime: "2026-11-19T00:00:00Z" },
    },
  },
]);
