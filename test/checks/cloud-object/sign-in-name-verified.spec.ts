import check from "../../../src/checks/cloud-object/sign-in-name-verified";
import { testCheck } from "../../testers/check-tester";
import { ad, anchoredOn, domains, linked } from "../shared/people";

const fallback = {
  "ad.user": ad({ userPrincipalName: "ana.lima@contoso.local" }),
  "entra.user": linked({ userPrincipalName: "ana.lima@contoso.onmicrosoft.com" }),
  "entra.domains": domains,
};
const initialOnly = domains.filter((d) => d.isInitial === true);

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "an internal suffix",
    verdict: "fail",
    message: "fallback",
    suggests: ["set-user-principal-name"],
    facts: fallback,
  },
  {
    name: "an internal suffix, where the sign-in name is taken from another attribute",
    verdict: "fail",
    message: "fallback",
    facts: {
      ...fallback,
      "ad.user": ad({ mail: "ana.lima@contoso.local" }),
      "server.globalSettings": { "Microsoft.SynchronizationOption.UPNAttribute": "mail" },
    },
  },
  {
    name: "an internal suffix, and no own domain is verified",
    verdict: "fail",
    message: "fallback",
    suggests: [],
    facts: { ...fallback, "entra.domains": initialOnly },
  },
  {
    name: "verified",
    verdict: "pass",
    message: "verified",
    not: ["fallback"],
    facts: { ...fallback, "ad.user": ad(), "entra.user": linked() },
  },
  {
    name: "verified, and the cloud shows the initial domain for another reason",
    verdict: "pass",
    message: "verified",
    not: ["fallback"],
    facts: { ...fallback, "ad.user": ad() },
  },
  {
    name: "the internal name is not the one that is sent",
    verdict: "pass",
    message: "verified",
    not: ["fallback"],
    facts: {
      ...fallback,
      "server.globalSettings": {
        ...anchoredOn("mS-DS-ConsistencyGuid"),
        "Microsoft.SynchronizationOption.UPNAttribute": "mail",
      },
    },
  },
]);
