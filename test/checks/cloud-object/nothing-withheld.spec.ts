import { unreadable } from "../../../src/domain";
import check from "../../../src/checks/cloud-object/nothing-withheld";
import { testCheck } from "../../testers/check-tester";
import { GUID, OLD, ad, cloudOnly, duplicate, exportError, linked, otherAd } from "../shared/people";

const withheld = { "ad.user": ad(), "entra.user": duplicate(), "entra.relatedUsers": [cloudOnly()] };
const moved = {
  "ad.user": ad({ proxyAddresses: ["smtp:orders@contoso.com"] }),
  "entra.user": linked({
    onPremisesProvisioningErrors: [
      {
        category: "PropertyConflict",
        propertyCausingError: "ProxyAddresses",
        value: "smtp:orders@contoso.com",
        occurredDateTime: "2026-11-21T08:00:00Z",
      },
    ],
  }),
};
const freedLater = {
  "ad.user": ad(),
  "entra.user": linked({ proxyAddresses: [] }),
  "entra.relatedUsers": [
    cloudOnly({ userPrincipalName: "desk@contoso.com", mail: "desk@contoso.com", proxyAddresses: [] }),
  ],
  "server.runHistory": exportError("AttributeValueMustBeUnique", cloudOnly().id),
};

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "a cloud account holds it",
    verdict: "fail",
    message: "withheld",
    proof: "stated",
    since: "2026-11-20T08:30:00Z",
    suggests: [],
    facts: withheld,
  },
  {
    name: "another AD account holds it",
    verdict: "fail",
    message: "withheld",
    suggests: ["set-user-principal-name"],
    facts: {
      ...withheld,
      "ad.related": [otherAd()],
      "entra.relatedUsers": [cloudOnly({ onPremisesImmutableId: OLD })],
    },
  },
  {
    name: "the other account holds it, and nothing is withheld",
    verdict: "pass",
    message: "none",
    not: ["withheld"],
    facts: { ...withheld, "entra.user": linked() },
  },
  {
    name: "nobody holds the address any more",
    verdict: "fail",
    message: "moved",
    proof: "measured",
    since: "2026-11-21T08:00:00Z",
    suggests: ["set-attribute"],
    proposal: {
      object: GUID,
      attribute: "proxyAddresses",
      value: [],
      back: ["smtp:orders@contoso.com"],
      why: "an export that failed is not tried again until the object changes",
    },
    facts: moved,
  },
  {
    name: "the holder that the error names has let the address go",
    verdict: "fail",
    message: "moved",
    proof: "timed",
    proposal: {
      object: GUID,
      attribute: "info",
      value: "Touched 2026-11-23T09:00:00Z",
      why: "an export that failed is not tried again until the object changes",
    },
    facts: { ...freedLater, now: "2026-11-23T09:00:00Z" },
  },
  {
    name: "the holder that the error names has the address still",
    verdict: "pass",
    message: "none",
    not: ["moved"],
    facts: { ...freedLater, "entra.relatedUsers": [cloudOnly()] },
  },
  {
    name: "a group holds the address",
    verdict: "fail",
    message: "withheld",
    not: ["moved"],
    facts: {
      ...moved,
      "entra.otherHolders": [
        { id: "g1", kind: "group", displayName: "Orders", proxyAddresses: ["SMTP:orders@contoso.com"] },
      ],
    },
  },
  {
    name: "who else could hold the address was not read",
    verdict: "fail",
    message: "withheld",
    not: ["moved"],
    facts: { ...moved, "entra.otherHolders": unreadable("denied", "403") },
  },
]);
