import check from "../../../src/checks/matching/no-on-premises-duplicate";
import { testCheck } from "../../testers/check-tester";
import {
  OLD,
  ad,
  anchoredOn,
  chain,
  cloudOnly,
  csObject,
  duplicate,
  exportError,
  linked,
  otherAd,
} from "../shared/people";

const theirs = cloudOnly({ onPremisesImmutableId: OLD, onPremisesSyncEnabled: true });
const alias = {
  "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:bo.ek@contoso.com"] }),
  "ad.related": [otherAd()],
  "entra.user": linked(),
  "entra.relatedUsers": [theirs],
  "server.runHistory": exportError("AttributeValueMustBeUnique", theirs.id),
};
const mv = { ObjectId: "mv-1", Lineage: [], Attributes: {} };

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "one UPN twice, quarantined",
    verdict: "fail",
    message: "twice",
    suggests: ["set-user-principal-name"],
    standing: "shown",
    proof: "measured",
    facts: {
      "ad.user": ad({ mail: "a@contoso.com", proxyAddresses: [] }),
      "ad.related": [otherAd({ userPrincipalName: "ana.lima@contoso.com" })],
      "entra.user": duplicate(),
      "entra.relatedUsers": [theirs],
    },
  },
  {
    name: "one alias twice, as the service says",
    verdict: "fail",
    message: "twice",
    suggests: ["remove-ad-address"],
    standing: "shown",
    proof: "stated",
    facts: alias,
  },
  {
    name: "one alias twice, as the service says, where employeeID is the anchor",
    verdict: "fail",
    message: "twice",
    proof: "stated",
    facts: {
      ...alias,
      "ad.user": { ...alias["ad.user"], employeeID: "E1001" },
      "ad.related": [otherAd({ employeeID: "E1002" })],
      "entra.user": linked({ onPremisesImmutableId: "E1001" }),
      "entra.relatedUsers": [{ ...theirs, onPremisesImmutableId: "E1002" }],
      "server.globalSettings": anchoredOn("employeeID"),
      "server.runHistory": exportError("AttributeValueMustBeUnique", theirs.id, "ProxyAddresses", "E1001"),
    },
  },
  {
    name: "different names",
    verdict: "pass",
    message: "unique",
    not: ["twice"],
    facts: { ...alias, "ad.user": ad() },
  },
  {
    name: "the other object does not reach the cloud",
    verdict: "pass",
    message: "unique",
    not: ["twice"],
    facts: {
      ...alias,
      "entra.relatedUsers": [],
      "server.runHistory": [],
      "cs.relatedChains": [chain({ adDn: otherAd().dn, adCs: csObject() })],
    },
  },
  {
    name: "a value is withheld, and the other object that holds it is out of scope: something else in the cloud holds it",
    verdict: "pass",
    message: "unique",
    not: ["twice"],
    facts: {
      "ad.user": ad({ mail: "a@contoso.com", proxyAddresses: [] }),
      "ad.related": [otherAd({ userPrincipalName: "ana.lima@contoso.com" })],
      "entra.user": duplicate(),
      "cs.relatedChains": [chain({ adDn: otherAd().dn })],
    },
  },
  {
    name: "both are joined to one metaverse person",
    verdict: "pass",
    message: "unique",
    not: ["twice"],
    facts: {
      ...alias,
      "cs.chain": chain({ adCs: csObject(), mv }),
      "cs.relatedChains": [chain({ adDn: otherAd().dn, adCs: csObject(), mv, entraCs: csObject() })],
    },
  },
]);
