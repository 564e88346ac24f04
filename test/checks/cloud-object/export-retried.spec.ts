import type { RunResult } from "../../../src/domain";
import check from "../../../src/checks/cloud-object/export-retried";
import { entraCsDn } from "../../../src/identity/anchor";
import { testCheck } from "../../testers/check-tester";
import { ANCHOR, GUID, ad, cloudOnly, domains, exportError, linked, otherAd } from "../shared/people";

const AAD = "contoso.onmicrosoft.com - AAD";
const DETAIL =
  "Unable to update this object … may already be associated with another object: [ProxyAddresses smtp:orders@contoso.com;].";
const run = (RunProfileName: string, StartDate: string, more: Partial<RunResult> = {}): RunResult => ({
  ConnectorName: RunProfileName === "Export" ? AAD : "contoso.local",
  RunProfileName,
  StartDate,
  EndDate: StartDate,
  Result: "success",
  IsRunComplete: true,
  Counters: {},
  Errors: [],
  ...more,
});
/** Refused once on the 20th, clean since. */
const refusedOnce: RunResult[] = [
  run("Export", "2026-11-23T08:46:52Z"),
  run("Delta Import", "2026-11-23T08:46:12Z"),
  run("Export", "2026-11-20T08:16:52Z", {
    Result: "completed-export-errors",
    Errors: [
      {
        ObjectDn: entraCsDn(ANCHOR),
        ErrorType: "AttributeValueMustBeUnique",
        ErrorLiteral: DETAIL,
        AttributeConflictName: "ProxyAddresses",
      },
    ],
  }),
];
const forgotten = {
  now: "2026-11-23T09:00:00Z",
  "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:orders@contoso.com"] }),
  "entra.user": linked(),
  "entra.domains": domains,
  "server.connectors": [
    {
      Name: "contoso.local",
      Type: "AD" as const,
      Partitions: [
        { DN: "DC=contoso,DC=local", Selected: true, ContainerInclusionList: [], ContainerExclusionList: [] },
      ],
    },
    { Name: AAD, Type: "Extensible2" as const, Partitions: [] },
  ],
  "server.runHistory": refusedOnce,
};
const clean = refusedOnce.slice(0, 2);

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "refused once, clean since, free now, and missing",
    verdict: "fail",
    message: "forgotten",
    code: "address-moved-in-one-cycle",
    proof: "measured",
    standing: "shown",
    since: "2026-11-20T08:16:52Z",
    suggests: ["set-attribute"],
    proposal: {
      object: GUID,
      attribute: "proxyAddresses",
      value: ["SMTP:ana.lima@contoso.com"],
      back: ["SMTP:ana.lima@contoso.com", "smtp:orders@contoso.com"],
      why: "an export that failed is not tried again until the object changes",
    },
    facts: forgotten,
  },
  {
    name: "the run is no longer kept, the event log tells",
    verdict: "fail",
    message: "forgotten",
    facts: {
      ...forgotten,
      "server.runHistory": clean,
      "server.events": [
        {
          LogName: "Application",
          ProviderName: "ADSync",
          Id: 6941,
          TimeCreated: "2026-11-12T08:16:56Z",
          Message: `ECMA2 MA export run caused an error. \r\nError Name: AttributeValueMustBeUnique\r\nError Detail: ${DETAIL}\r\nDN: ${entraCsDn(ANCHOR)}`,
        },
      ],
    },
  },
  {
    name: "missing, and nothing ever refused it",
    verdict: "pass",
    message: "none",
    not: ["forgotten"],
    facts: { ...forgotten, "server.runHistory": clean },
  },
  {
    name: "refused, and there by now",
    verdict: "pass",
    message: "none",
    not: ["forgotten"],
    facts: {
      ...forgotten,
      "entra.user": linked({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:orders@contoso.com"] }),
    },
  },
  {
    name: "somebody in the cloud holds it",
    verdict: "pass",
    message: "none",
    not: ["forgotten"],
    facts: {
      ...forgotten,
      "entra.relatedUsers": [
        cloudOnly({ userPrincipalName: "orders@contoso.com", displayName: "Orders", mail: null, proxyAddresses: [] }),
      ],
    },
  },
  {
    name: "somebody in Active Directory holds it",
    verdict: "pass",
    message: "none",
    not: ["forgotten"],
    facts: { ...forgotten, "ad.related": [otherAd({ proxyAddresses: ["smtp:orders@contoso.com"] })] },
  },
  {
    name: "another address was refused",
    verdict: "pass",
    message: "none",
    not: ["forgotten"],
    facts: {
      ...forgotten,
      "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:sales@contoso.com"] }),
    },
  },
  {
    name: "it is refused still",
    verdict: "pass",
    message: "none",
    not: ["forgotten"],
    facts: { ...forgotten, "server.runHistory": [...exportError("AttributeValueMustBeUnique"), ...clean] },
  },
]);
