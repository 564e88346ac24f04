import check from "../../../src/checks/attributes/references";
import { testCheck } from "../../testers/check-tester";
import { OLD, ad, chain, csObject, exportError, linked, otherAd, terms } from "../shared/people";

const boss = otherAd();
const missing = {
  "ad.user": ad({ manager: boss.dn }),
  "ad.related": [boss],
  "server.runHistory": exportError("ReferenceUpdateFailure", undefined, "manager"),
};
const outside = {
  "ad.user": ad({ manager: boss.dn }),
  "ad.related": [boss],
  "entra.user": linked(),
  "server.connectors": [
    {
      Name: "contoso.local",
      Type: "AD" as const,
      Partitions: [
        {
          DN: "DC=contoso,DC=local",
          Selected: true,
          ContainerInclusionList: ["DC=contoso,DC=local"],
          ContainerExclusionList: ["OU=Staff,DC=contoso,DC=local"],
        },
      ],
    },
  ],
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
    name: "no error, and the manager's container is not selected",
    verdict: "fail",
    message: "missing",
    proof: "measured",
    standing: "degrading",
    data: { why: "its container is not selected" },
    facts: outside,
  },
  {
    name: "the same, and the ask is about the manager",
    verdict: "fail",
    message: "missing",
    standing: "shown",
    facts: { ...outside, ask: { ...terms("ana.lima@contoso.com"), text: "the manager of Ana Lima is not shown" } },
  },
  {
    name: "no error, and the manager stops in the metaverse",
    verdict: "fail",
    message: "missing",
    proof: "measured",
    data: { why: "it stops in the metaverse" },
    facts: {
      ...outside,
      "server.connectors": [],
      "cs.relatedChains": [chain({ adDn: boss.dn, adCs: csObject() })],
    },
  },
  {
    name: "no error, and the manager's cloud user is there",
    verdict: "pass",
    message: "fine",
    not: ["missing"],
    facts: {
      ...outside,
      "entra.relatedUsers": [linked({ id: "b", onPremisesImmutableId: OLD, onPremisesSecurityIdentifier: null })],
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
