import check from "../../../src/checks/matching/no-cloud-duplicate";
import { testCheck } from "../../testers/check-tester";
import { OLD, ad, anchoredOn, cloudOnly, duplicate, exportError, features, roleOf } from "../shared/people";

const doubled = { "ad.user": ad(), "entra.user": duplicate(), "entra.relatedUsers": [cloudOnly()] };
const desk = cloudOnly({ userPrincipalName: "desk@contoso.com", displayName: "Front Desk" });

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "sync made a second account",
    verdict: "fail",
    message: "doubled",
    proof: "measured",
    suggests: ["hard-match"],
    facts: doubled,
  },
  {
    name: "somebody else holds the address, as the service says",
    verdict: "fail",
    message: "doubled",
    proof: "stated",
    suggests: [],
    facts: {
      "ad.user": ad(),
      "entra.relatedUsers": [desk],
      "server.runHistory": exportError("AttributeValueMustBeUnique", desk.id),
    },
  },
  {
    name: "a disabled account without a licence holds the address",
    verdict: "fail",
    message: "doubled",
    suggests: ["remove-cloud-user"],
    facts: {
      "ad.user": ad(),
      "entra.relatedUsers": [{ ...desk, accountEnabled: false, assignedLicenses: [] }],
      "server.runHistory": exportError("AttributeValueMustBeUnique", desk.id),
    },
  },
  {
    name: "a disabled account without a licence, with an address of its own: it may be a shared mailbox",
    verdict: "fail",
    message: "doubled",
    suggests: [],
    facts: {
      "ad.user": ad(),
      "entra.relatedUsers": [
        {
          ...desk,
          accountEnabled: false,
          assignedLicenses: [],
          proxyAddresses: ["SMTP:desk@contoso.com", "smtp:ana.lima@contoso.com"],
        },
      ],
      "server.runHistory": exportError("AttributeValueMustBeUnique", desk.id),
    },
  },
  {
    name: "it may still be matched",
    verdict: "pass",
    message: "single",
    not: ["doubled"],
    facts: { ...doubled, "entra.user": cloudOnly(), "entra.relatedUsers": [] },
  },
  {
    name: "an account of another name",
    verdict: "pass",
    message: "single",
    not: ["doubled"],
    facts: {
      ...doubled,
      "entra.relatedUsers": [cloudOnly({ userPrincipalName: "bo.ek@contoso.com", mail: null, proxyAddresses: [] })],
    },
  },
  {
    name: "it carries an anchor of the engine's: that is another fault",
    verdict: "pass",
    message: "single",
    not: ["doubled"],
    facts: { ...doubled, "entra.relatedUsers": [cloudOnly({ onPremisesImmutableId: OLD })] },
  },
  {
    name: "it carries another employeeID, where that is the anchor",
    verdict: "pass",
    message: "single",
    not: ["doubled"],
    facts: {
      ...doubled,
      "ad.user": ad({ employeeID: "E1001" }),
      "entra.user": duplicate({ onPremisesImmutableId: "E1001" }),
      "entra.relatedUsers": [cloudOnly({ onPremisesImmutableId: "E0999" })],
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  {
    name: "a role keeps the two apart, which the role check says",
    verdict: "pass",
    message: "single",
    not: ["doubled"],
    facts: { ...doubled, "entra.roles": [roleOf(cloudOnly())] },
  },
  {
    name: "soft match is blocked for all, which its own check says",
    verdict: "pass",
    message: "single",
    not: ["doubled"],
    facts: { ...doubled, "entra.synchronization": features({ blockSoftMatchEnabled: true }) },
  },
]);
