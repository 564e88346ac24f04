import check from "../../../src/checks/matching/anchor-claimed-twice";
import { testCheck } from "../../testers/check-tester";
import { GUID, ad, anchoredOn, chain, csObject, exportError, otherAd } from "../shared/people";

const twice = {
  "ad.user": ad(),
  "ad.related": [otherAd({ "mS-DS-ConsistencyGuid": GUID })],
  "server.runHistory": exportError("DuplicateSourceAnchor"),
};
const mv = { ObjectId: "mv-1", Lineage: [], Attributes: {} };

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "one ConsistencyGuid twice, and the service says so",
    verdict: "fail",
    message: "twice",
    proof: "stated",
    suggests: ["set-consistency-guid"],
    facts: twice,
  },
  {
    name: "one ConsistencyGuid twice, both in the connector space",
    verdict: "fail",
    message: "twice",
    proof: "measured",
    facts: {
      ...twice,
      "server.runHistory": [],
      "cs.relatedChains": [chain({ adDn: otherAd().dn, adCs: csObject() })],
    },
  },
  {
    name: "one employeeID twice, where it is the anchor: no other ConsistencyGuid parts the two",
    verdict: "fail",
    message: "twice",
    suggests: [],
    facts: {
      "ad.user": ad({ employeeID: "E1001" }),
      "ad.related": [otherAd({ employeeID: "E1001" })],
      "server.globalSettings": anchoredOn("employeeID"),
      "server.runHistory": exportError("DuplicateSourceAnchor", undefined, "SourceAnchor", "E1001"),
    },
  },
  {
    name: "each its own anchor, though the service refuses another thing",
    verdict: "pass",
    message: "unique",
    not: ["twice"],
    facts: { ...twice, "ad.related": [otherAd()], "server.runHistory": exportError("InvalidSoftMatch") },
  },
  {
    name: "both joined to one metaverse person, as accounts of one person in two forests are",
    verdict: "pass",
    message: "unique",
    not: ["twice"],
    facts: {
      ...twice,
      "cs.chain": chain({ adCs: csObject(), mv }),
      "cs.relatedChains": [chain({ adDn: otherAd().dn, adCs: csObject(), mv })],
    },
  },
  {
    name: "the other one was never imported, and no error speaks of it",
    verdict: "pass",
    message: "unique",
    not: ["twice"],
    facts: { ...twice, "server.runHistory": [], "cs.relatedChains": [chain({ adDn: otherAd().dn })] },
  },
  {
    name: "one ConsistencyGuid twice, where employeeID is the anchor",
    verdict: "pass",
    message: "unique",
    not: ["twice"],
    facts: {
      ...twice,
      "ad.user": ad({ employeeID: "E1001" }),
      "ad.related": [otherAd({ "mS-DS-ConsistencyGuid": GUID, employeeID: "E1002" })],
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
]);
