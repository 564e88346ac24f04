import check from "../../../src/checks/matching/anchor-usable";
import { testCheck } from "../../testers/check-tester";
import { ANCHOR, ad, anchoredOn, chain, cloudOnly, csObject, exportError, linked } from "../shared/people";

const withoutAnchor = chain({
  adCs: csObject(),
  mv: { ObjectId: "mv-1", Lineage: [], Attributes: { accountName: "ana.lima" } },
});

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "a name was written as anchor",
    verdict: "fail",
    message: "foreign",
    suggests: ["hard-match"],
    facts: { "ad.user": ad(), "entra.user": cloudOnly({ onPremisesImmutableId: "alima" }) },
  },
  {
    name: "an employee number, still synced",
    verdict: "fail",
    message: "foreign",
    suggests: [],
    facts: { "ad.user": ad(), "entra.user": linked({ onPremisesImmutableId: "10442107" }) },
  },
  {
    name: "the account's employeeID, where mail is the anchor",
    verdict: "fail",
    message: "foreign",
    facts: {
      "ad.user": ad({ employeeID: "10442107" }),
      "entra.user": linked({ onPremisesImmutableId: "10442107" }),
      "server.globalSettings": anchoredOn("mail"),
    },
  },
  {
    name: "the account's GUID, where employeeID is the anchor",
    verdict: "fail",
    message: "foreign",
    facts: {
      "ad.user": ad({ employeeID: "E1001" }),
      "entra.user": linked(),
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  {
    name: "a GUID on both sides",
    verdict: "pass",
    message: "usable",
    not: ["foreign"],
    facts: { "ad.user": ad(), "entra.user": linked() },
  },
  {
    name: "the employeeID on both sides, where that is the anchor",
    verdict: "pass",
    message: "usable",
    not: ["foreign", "empty"],
    facts: {
      "ad.user": ad({ employeeID: "E1001" }),
      "entra.user": linked({ onPremisesImmutableId: "E1001" }),
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  {
    name: "a former address as anchor, where mail is the anchor: it differs, its kind is right",
    verdict: "pass",
    message: "usable",
    not: ["foreign"],
    facts: {
      "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:ana.berg@contoso.com"] }),
      "entra.user": linked({ onPremisesImmutableId: "ana.berg@contoso.com" }),
      "server.globalSettings": anchoredOn("mail"),
    },
  },
  {
    name: "an anchor written by hand on somebody else's account",
    verdict: "pass",
    message: "usable",
    not: ["foreign"],
    facts: {
      "ad.user": ad({ employeeID: "1" }),
      "entra.user": cloudOnly({ onPremisesImmutableId: "alima", employeeId: "2" }),
    },
  },
  {
    name: "ConsistencyGuid is no GUID",
    verdict: "fail",
    message: "malformed",
    suggests: ["set-consistency-guid"],
    facts: { "ad.user": ad({ "mS-DS-ConsistencyGuid": "abc" }) },
  },
  {
    name: "ConsistencyGuid is no GUID, and objectGUID is the anchor",
    verdict: "pass",
    message: "usable",
    not: ["malformed", "empty"],
    facts: {
      "ad.user": ad({ "mS-DS-ConsistencyGuid": "abc" }),
      "server.globalSettings": anchoredOn("objectGUID"),
    },
  },
  {
    name: "the chosen attribute is empty",
    verdict: "fail",
    message: "empty",
    proof: "timed",
    suggests: [],
    facts: { "ad.user": ad(), "server.globalSettings": anchoredOn("employeeID") },
  },
  {
    name: "the service misses the anchor",
    verdict: "fail",
    message: "empty",
    proof: "stated",
    facts: { "ad.user": ad(), "server.runHistory": exportError("MissingSourceAnchor") },
  },
  {
    name: "a rule left sourceAnchor empty in the metaverse",
    verdict: "fail",
    message: "empty",
    proof: "timed",
    facts: { "ad.user": ad(), "cs.chain": withoutAnchor },
  },
  {
    name: "the metaverse object has its sourceAnchor",
    verdict: "pass",
    message: "usable",
    not: ["empty"],
    facts: {
      "ad.user": ad(),
      "cs.chain": chain({
        adCs: csObject(),
        mv: { ObjectId: "mv-1", Lineage: [], Attributes: { sourceAnchor: ANCHOR } },
      }),
    },
  },
  {
    name: "a linked mailbox has no anchor by design",
    verdict: "pass",
    message: "usable",
    not: ["empty"],
    facts: { "ad.user": ad({ msExchRecipientTypeDetails: 2 }), "cs.chain": withoutAnchor },
  },
]);
