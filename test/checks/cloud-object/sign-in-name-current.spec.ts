import { unreadable, type Domain } from "../../../src/domain";
import check from "../../../src/checks/cloud-object/sign-in-name-current";
import { testCheck } from "../../testers/check-tester";
import { ad, domains, duplicate, exportError, features, linked } from "../shared/people";

const federated: Domain[] = [
  { id: "contoso.com", isVerified: true, authenticationType: "Federated" },
  { id: "contoso.africa", isVerified: true, authenticationType: "Federated" },
];
const between = {
  "ad.user": ad({ userPrincipalName: "ana.lima@contoso.africa" }),
  "entra.user": linked(),
  "entra.domains": federated,
};
const kept = {
  "ad.user": ad({ userPrincipalName: "ana.berg@contoso.com" }),
  "entra.user": linked(),
  "entra.domains": domains,
  "entra.synchronization": features({ synchronizeUpnForManagedUsersEnabled: false }),
};
const same = { verdict: "pass", message: "same" } as const;

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "between federated domains, as the service says",
    verdict: "fail",
    message: "federated",
    proof: "stated",
    suggests: [],
    facts: { ...between, "server.runHistory": exportError("FederatedDomainChangeError") },
  },
  {
    name: "between federated domains, and the runs were not read",
    verdict: "fail",
    message: "federated",
    proof: "timed",
    settles: ["server.runHistory"],
    facts: { ...between, "server.runHistory": unreadable("offline", "no answer") },
  },
  {
    name: "into a managed domain",
    ...same,
    not: ["federated"],
    facts: {
      ...between,
      "entra.domains": federated.map((d) => (d.id === "contoso.africa" ? { ...d, authenticationType: "Managed" } : d)),
      "server.runHistory": [],
    },
  },
  {
    name: "a new name in the same federated domain",
    ...same,
    not: ["federated"],
    facts: {
      ...between,
      "ad.user": ad({ userPrincipalName: "ana.berg@contoso.com" }),
      "server.runHistory": [],
    },
  },
  {
    name: "the feature is off",
    verdict: "fail",
    message: "kept",
    proof: "measured",
    suggests: [],
    facts: kept,
  },
  {
    name: "the service has got the name, and shows the old one",
    verdict: "fail",
    message: "kept",
    proof: "timed",
    facts: {
      ...kept,
      "entra.user": linked({ onPremisesUserPrincipalName: "ana.berg@contoso.com" }),
      "entra.synchronization": features({ synchronizeUpnForManagedUsersEnabled: true }),
    },
  },
  { name: "the same", ...same, not: ["kept"], facts: { ...kept, "ad.user": ad() } },
  {
    name: "the feature is off, and the user has no licence: it is not kept by that",
    ...same,
    not: ["kept"],
    facts: { ...kept, "entra.user": linked({ assignedLicenses: [] }) },
  },
  {
    name: "changed after the last cycle",
    ...same,
    not: ["kept"],
    facts: { ...kept, "entra.organization": { id: "t", onPremisesLastSyncDateTime: "2026-11-19T00:00:00Z" } },
  },
  {
    name: "the new name's domain is not verified: that is another fault",
    ...same,
    not: ["kept"],
    facts: { ...kept, "ad.user": ad({ userPrincipalName: "ana.berg@contoso.local" }) },
  },
  { name: "the name is withheld", ...same, not: ["kept"], facts: { ...kept, "entra.user": duplicate() } },
]);
