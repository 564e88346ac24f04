import check from "../../../src/checks/matching/no-orphan";
import { testCheck } from "../../testers/check-tester";
import { OLD, ad, anchoredOn, cloudOnly, exportError, linked, otherAd, roleOf } from "../shared/people";

const gone = ad({ isDeleted: true });
const left = linked({ assignedLicenses: [] });
const orphan = { "ad.deleted": [gone], "entra.user": left };
const phoenix = cloudOnly({
  userPrincipalName: "phoenix@contoso.com",
  displayName: "Projekt Phoenix",
  mail: null,
  proxyAddresses: ["SMTP:phoenix@contoso.com"],
  onPremisesImmutableId: OLD,
  assignedLicenses: [],
});
const holder = {
  "ad.user": ad({ proxyAddresses: ["smtp:phoenix@contoso.com"] }),
  "entra.relatedUsers": [phoenix],
  "server.runHistory": exportError("AttributeValueMustBeUnique", phoenix.id),
};
const synced = (onPremisesLastSyncDateTime: string) => ({ id: "t", onPremisesLastSyncDateTime });

testCheck(check, [
  {
    name: "the account is gone and the cloud user stayed",
    verdict: "fail",
    message: "orphan",
    since: "2026-11-20T08:00:00Z",
    suggests: ["remove-cloud-user"],
    facts: orphan,
  },
  {
    name: "the account is gone and the cloud user stayed, where employeeID is the anchor",
    verdict: "fail",
    message: "orphan",
    since: "2026-11-20T08:00:00Z",
    facts: {
      "ad.deleted": [{ ...gone, employeeID: "E1001" }],
      "entra.user": { ...left, onPremisesImmutableId: "E1001" },
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  {
    name: "a licensed one is not removed",
    verdict: "fail",
    message: "orphan",
    suggests: [],
    facts: { "entra.user": linked() },
  },
  {
    name: "a live account has the anchor, under other names",
    verdict: "pass",
    message: "none",
    not: ["orphan"],
    facts: { ...orphan, "ad.related": [ad({ userPrincipalName: "ana.berg@contoso.com" })] },
  },
  {
    name: "a live account has the employeeID, where that is the anchor",
    verdict: "pass",
    message: "none",
    not: ["orphan"],
    facts: {
      ...orphan,
      "ad.related": [otherAd({ employeeID: "E1001" })],
      "entra.user": { ...left, onPremisesImmutableId: "E1001" },
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  {
    name: "deleted after the last cycle",
    verdict: "pass",
    message: "none",
    not: ["orphan"],
    facts: { ...orphan, "entra.organization": synced("2026-11-19T00:00:00Z") },
  },
  {
    name: "an account that was always of the cloud",
    verdict: "pass",
    message: "none",
    not: ["orphan"],
    facts: { ...orphan, "entra.user": cloudOnly({ assignedLicenses: [] }) },
  },
  {
    name: "an administrator is nobody's leftover",
    verdict: "pass",
    message: "none",
    not: ["orphan"],
    facts: { ...orphan, "entra.roles": [roleOf(left)] },
  },
  {
    name: "a leftover of another forest holds an alias",
    verdict: "fail",
    message: "holder",
    standing: "shown",
    proof: "stated",
    suggests: ["remove-cloud-user"],
    facts: holder,
  },
  {
    name: "the holder of the alias has a live account",
    verdict: "pass",
    message: "none",
    not: ["holder"],
    facts: { ...holder, "ad.related": [otherAd()] },
  },
  {
    name: "the leftover holds another address",
    verdict: "pass",
    message: "none",
    not: ["holder"],
    facts: { ...holder, "ad.user": ad() },
  },
]);
