import type { RunResult } from "../../../src/domain";
import check from "../../../src/checks/attributes/writeback";
import { testCheck } from "../../testers/check-tester";
import { ad, cloudOnly, exportError, linked, otherAd } from "../shared/people";

/** The newest export to AD with a refusal on one object. */
const refusal = (ObjectDn: string, AttributeConflictName = "mS-DS-ConsistencyGuid"): RunResult[] => [
  {
    ConnectorName: "contoso.local",
    RunProfileName: "Export",
    StartDate: "2026-11-23T08:46:52Z",
    EndDate: "2026-11-23T08:46:56Z",
    Result: "completed-export-errors",
    IsRunComplete: true,
    Counters: {},
    Errors: [{ ObjectDn, ErrorType: "permission-issue", ErrorCode: "8344", AttributeConflictName }],
  },
];
const denied = { "ad.user": ad(), "entra.user": linked(), "server.runHistory": refusal(ad().dn) };
const guarded = { ...denied, "ad.user": ad({ adminCount: 1 }) };
const fine = { verdict: "pass", message: "fine" } as const;

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "8344 on an ordinary account",
    verdict: "fail",
    message: "denied",
    code: "ad-permission-missing",
    standing: "shown",
    proof: "stated",
    suggests: ["grant-connector-permission"],
    facts: denied,
  },
  {
    name: "8344 on another attribute than the anchor: nothing grants that here",
    verdict: "fail",
    message: "denied",
    suggests: [],
    facts: { ...denied, "server.runHistory": refusal(ad().dn, "proxyAddresses") },
  },
  {
    name: "8344 on an account that is not linked: it does not keep the person out",
    verdict: "fail",
    message: "denied",
    standing: "degrading",
    facts: { ...denied, "entra.user": cloudOnly() },
  },
  {
    name: "8344 on somebody else's account",
    ...fine,
    not: ["denied"],
    facts: { ...denied, "server.runHistory": refusal(otherAd().dn) },
  },
  {
    name: "the next export wrote it",
    ...fine,
    not: ["denied"],
    facts: {
      ...denied,
      "server.runHistory": [
        ...refusal(ad().dn).map((r) => ({ ...r, StartDate: "2026-11-23T08:56:52Z", Result: "success", Errors: [] })),
        ...refusal(ad().dn),
      ],
    },
  },
  {
    name: "8344 on a protected account",
    verdict: "fail",
    message: "protected",
    code: "ad-permission-missing",
    suggests: [],
    facts: guarded,
  },
  {
    name: "a protected account that the cloud refuses, not AD",
    ...fine,
    not: ["protected"],
    facts: { ...guarded, "server.runHistory": exportError("InvalidSoftMatch") },
  },
]);
