import check from "../../../src/checks/attributes/references";
import { testCheck } from "../../testers/check-tester";
import { ad, chain, csObject, exportError, otherAd } from "../shared/people";

const boss = otherAd();
const missing = {
  "ad.user": ad({ manager: boss.dn }),
  "ad.related": [boss],
  "server.runHistory": exportError("ReferenceUpdateFailure", undefined, "manager"),
};
const refused = { ErrorType: "InvalidSoftMatch" };

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "the manager is not in the cloud",
    verdict: "fail",
    message: "missing",
    code: "referenced-object-missing",
    proof: "stated",
    suggests: [],
    data: { attribute: "manager", why: "it is not exported" },
    facts: missing,
  },
  {
    name: "the manager was never imported",
    verdict: "fail",
    message: "missing",
    data: { why: "the engine has not imported it" },
    facts: { ...missing, "cs.relatedChains": [chain({ adDn: boss.dn })] },
  },
  {
    name: "the manager stops in the metaverse",
    verdict: "fail",
    message: "missing",
    data: { why: "it stops in the metaverse" },
    facts: { ...missing, "cs.relatedChains": [chain({ adDn: boss.dn, adCs: csObject() })] },
  },
  {
    name: "the manager's own export fails",
    verdict: "fail",
    message: "missing",
    data: { why: "its own export fails with InvalidSoftMatch" },
    facts: {
      ...missing,
      "cs.relatedChains": [chain({ adDn: boss.dn, adCs: csObject(), entraCs: csObject({ ExportError: refused }) })],
    },
  },
  {
    name: "the reference went through at the next export",
    verdict: "pass",
    message: "fine",
    not: ["missing"],
    facts: { ...missing, "server.runHistory": [] },
  },
  {
    name: "the user itself is refused, not a reference",
    verdict: "pass",
    message: "fine",
    not: ["missing"],
    facts: { ...missing, "server.runHistory": exportError("InvalidSoftMatch") },
  },
]);
