import check from "../../../src/checks/matching/no-role-in-the-way";
import { testCheck } from "../../testers/check-tester";
import { OLD, ad, cloudOnly, duplicate, exportError, linked, otherAd, roleOf } from "../shared/people";

const held = {
  "ad.user": ad(),
  "entra.user": duplicate(),
  "entra.relatedUsers": [cloudOnly()],
  "entra.roles": [roleOf(cloudOnly())],
};

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "the account to match is an administrator",
    verdict: "fail",
    message: "role",
    suggests: [],
    standing: "shown",
    proof: "measured",
    data: { roles: ["User Administrator"] },
    facts: held,
  },
  {
    name: "the account to match may become one, as the service says",
    verdict: "fail",
    message: "role",
    proof: "stated",
    data: { roles: ["User Administrator (eligible)"] },
    facts: {
      ...held,
      "entra.roles": [roleOf(cloudOnly(), { eligible: true })],
      "server.runHistory": exportError("ExistingAdminRoleConflict", cloudOnly().id),
    },
  },
  {
    name: "the role is another account's",
    verdict: "pass",
    message: "free",
    not: ["role"],
    facts: { ...held, "entra.roles": [roleOf(duplicate())] },
  },
  {
    name: "an administrator who is another person",
    verdict: "pass",
    message: "free",
    not: ["role"],
    facts: { ...held, "ad.user": ad({ employeeID: "1" }), "entra.relatedUsers": [cloudOnly({ employeeId: "2" })] },
  },
  {
    name: "the administrator is matched already, and nothing is refused",
    verdict: "pass",
    message: "free",
    not: ["role"],
    facts: { ...held, "entra.user": linked(), "entra.relatedUsers": [], "entra.roles": [roleOf(linked())] },
  },
  {
    name: "the administrator follows another AD account",
    verdict: "pass",
    message: "free",
    not: ["role"],
    facts: {
      ...held,
      "ad.related": [otherAd()],
      "entra.relatedUsers": [cloudOnly({ onPremisesImmutableId: OLD })],
    },
  },
]);
