import check from "../../../src/checks/cloud-object/arrived";
import { testCheck } from "../../testers/check-tester";
import { cloudGroup, group } from "../shared/objects";
import { OTHER, ad, anchoredOn, chain, csObject, duplicate, exportError, linked } from "../shared/people";
import { immutableIdOf } from "../../../src/identity/anchor";

const arrived = { "ad.user": ad(), "entra.user": linked() };
const notWhole = { verdict: "skip", message: "notWhole", not: ["arrived"] } as const;

testCheck(check, [
  { name: "linked and whole", verdict: "warn", message: "arrived", standing: "benign", facts: arrived },
  {
    name: "whole, and not in the group that was asked about",
    verdict: "skip",
    message: "notInGroup",
    not: ["arrived"],
    facts: { ...arrived, "ad.group": group(), "entra.membership": { members: 3, groups: 0, isMember: false } },
  },
  {
    name: "whole, and in the group",
    verdict: "warn",
    message: "arrived",
    facts: { ...arrived, "entra.group": cloudGroup(), "entra.membership": { members: 3, groups: 0, isMember: true } },
  },
  {
    name: "linked and whole, where employeeID is the anchor",
    verdict: "warn",
    message: "arrived",
    facts: {
      "ad.user": ad({ employeeID: "E1001" }),
      "entra.user": linked({ onPremisesImmutableId: "E1001" }),
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  { name: "a value is withheld", ...notWhole, facts: { ...arrived, "entra.user": duplicate() } },
  {
    name: "the export fails",
    ...notWhole,
    facts: { ...arrived, "server.runHistory": exportError("InvalidSoftMatch") },
  },
  {
    name: "another anchor",
    ...notWhole,
    facts: { ...arrived, "entra.user": linked({ onPremisesImmutableId: immutableIdOf(OTHER) ?? null }) },
  },
  {
    name: "no longer synced",
    ...notWhole,
    facts: { ...arrived, "entra.user": linked({ onPremisesSyncEnabled: false }) },
  },
  {
    name: "another sign-in name",
    ...notWhole,
    facts: { ...arrived, "entra.user": linked({ userPrincipalName: "ana.lima@contoso.onmicrosoft.com" }) },
  },
  {
    name: "it waits for its deletion",
    ...notWhole,
    facts: { ...arrived, "cs.chain": chain({ entraCs: csObject({ PendingExport: "Delete" }) }) },
  },
]);
