import type { DirectoryAudit } from "../../../src/domain";
import check from "../../../src/checks/cloud-object/exchange-follows";
import { testCheck } from "../../testers/check-tester";
import { ad, domains, exportError, linked } from "../shared/people";

const PRIMARY = "SMTP:ana.lima@contoso.com";
/** Exchange Online's write, before synchronization's last one. */
const write = (before: string[], after: string[], more: Partial<DirectoryAudit> = {}): DirectoryAudit => ({
  activityDateTime: "2026-11-06T14:02:11Z",
  initiatedBy: { app: { appId: "00000002-0000-0ff1-ce00-000000000000", displayName: "Office 365 Exchange Online" } },
  targetResources: [
    {
      id: linked().id,
      modifiedProperties: [
        { displayName: "ProxyAddresses", oldValue: JSON.stringify(before), newValue: JSON.stringify(after) },
      ],
    },
  ],
  ...more,
});
const EXTRA = write([PRIMARY], [PRIMARY, "smtp:ana@contoso.com"]);
const managed = {
  "ad.user": ad({ proxyAddresses: [PRIMARY, "smtp:a.lima@contoso.com"], department: "R&D" }),
  "entra.user": linked({ proxyAddresses: [PRIMARY, "smtp:ana@contoso.com"], department: "R&D" }),
  "entra.domains": domains,
  "entra.audits": [EXTRA],
};

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "an alias of AD does not come, and one that Exchange Online wrote has outlived synchronization",
    verdict: "fail",
    message: "managed",
    code: "exchange-attributes-cloud-managed",
    proof: "timed",
    standing: "shown",
    since: "2026-11-20T08:00:00Z",
    suggests: [],
    facts: managed,
  },
  {
    name: "Exchange Online took away what AD still has",
    verdict: "fail",
    message: "managed",
    facts: {
      ...managed,
      "entra.user": linked({ proxyAddresses: [PRIMARY], department: "R&D" }),
      "entra.audits": [write([PRIMARY, "smtp:a.lima@contoso.com"], [PRIMARY])],
    },
  },
  {
    name: "Exchange Online only added the routing address, as it does for every mailbox",
    verdict: "pass",
    message: "follows",
    not: ["managed"],
    facts: {
      ...managed,
      "entra.user": linked({
        proxyAddresses: [PRIMARY, "smtp:ana.lima@contoso.onmicrosoft.com"],
        department: "R&D",
      }),
      "entra.audits": [write([PRIMARY], [PRIMARY, "smtp:ana.lima@contoso.onmicrosoft.com"])],
    },
  },
  {
    name: "another attribute does not follow either: that is no matter of Exchange",
    verdict: "pass",
    message: "follows",
    not: ["managed"],
    facts: {
      ...managed,
      "entra.user": linked({ proxyAddresses: [PRIMARY, "smtp:ana@contoso.com"], department: "Sales" }),
    },
  },
  {
    name: "the engine holds an error on the object",
    verdict: "pass",
    message: "follows",
    not: ["managed"],
    facts: { ...managed, "server.runHistory": exportError("AttributeValueMustBeUnique") },
  },
  {
    name: "the alias is withheld, since somebody else holds it",
    verdict: "pass",
    message: "follows",
    not: ["managed"],
    facts: {
      ...managed,
      "entra.user": linked({
        proxyAddresses: [PRIMARY],
        department: "R&D",
        onPremisesProvisioningErrors: [
          { category: "PropertyConflict", propertyCausingError: "ProxyAddresses", value: "smtp:a.lima@contoso.com" },
        ],
      }),
    },
  },
  {
    name: "no cycle has had the time yet",
    verdict: "pass",
    message: "follows",
    not: ["managed"],
    facts: {
      ...managed,
      "ad.user": ad({
        proxyAddresses: [PRIMARY, "smtp:a.lima@contoso.com"],
        department: "R&D",
        whenChanged: "2026-11-23T08:50:00Z",
      }),
    },
  },
  {
    name: "an administrator wrote it, not Exchange Online",
    verdict: "pass",
    message: "follows",
    not: ["managed"],
    facts: { ...managed, "entra.audits": [{ ...EXTRA, initiatedBy: { user: { id: "a" } } }] },
  },
  {
    name: "the whole user is mastered in the cloud",
    verdict: "pass",
    message: "follows",
    not: ["managed"],
    facts: { ...managed, "entra.syncBehavior": { isCloudManaged: true } },
  },
]);
