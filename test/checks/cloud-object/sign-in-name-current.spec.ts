import check from "../../../src/checks/cloud-object/sign-in-name-current";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked, domains, exportError, features } from "../shared/people";

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "the same",
    verdict: "pass",
    message: "same",
    facts: { "ad.user": ad(), "entra.user": linked(), "entra.domains": domains },
  },
  {
    name: "between federated domains",
    verdict: "fail",
    message: "federated",
    suggests: [],
    facts: {
      "ad.user": ad({ userPrincipalName: "ana.lima@contoso.africa" }),
      "entra.user": linked(),
      "entra.domains": domains,
      "server.runHistory": exportError("FederatedDomainChangeError"),
    },
  },
  {
    name: "the feature is off",
    verdict: "fail",
    message: "kept",
    suggests: [],
    facts: {
      "ad.user": ad({ userPrincipalName: "ana.berg@contoso.com" }),
      "entra.user": linked(),
      "entra.domains": domains,
      "entra.synchronization": features({ synchronizeUpnForManagedUsersEnabled: false }),
    },
  },
]);
