import check from "../../../src/checks/tenant/quota";
import { testCheck } from "../../testers/check-tester";
import { run } from "../scope/world";
import { cloudExport } from "../shared/engine-world";

const failed = (ErrorType: string) => [
  cloudExport({ Result: "completed-export-errors", Errors: [{ ObjectDn: "CN={41}", ErrorType }] }),
  run(),
];
const org = (over = {}) => ({
  id: "t",
  displayName: "Contoso",
  onPremisesSyncEnabled: true,
  directorySizeQuota: { used: 412, total: 300000 },
  ...over,
});

testCheck(check, [
  { name: "room", facts: { "entra.organization": org() }, verdict: "pass", message: "room", not: ["full"] },
  {
    name: "not described",
    facts: { "entra.organization": org({ directorySizeQuota: null }) },
    verdict: "skip",
    message: "none",
  },
  {
    name: "full",
    facts: { "entra.organization": org({ directorySizeQuota: { used: 50000, total: 50000 } }) },
    verdict: "fail",
    message: "full",
    not: ["refused"],
    code: "directory-quota-exceeded",
    standing: "blocking",
    suggests: [],
  },
  {
    name: "an export was refused, the next one was taken",
    facts: { "entra.organization": org(), "server.runHistory": [cloudExport(), ...failed("ExceededQuotaLimit")] },
    verdict: "pass",
    message: "room",
    not: ["refused"],
  },
  {
    name: "an export was refused for it",
    facts: { "entra.organization": org(), "server.runHistory": failed("ExceededQuotaLimit") },
    verdict: "fail",
    message: "refused",
    code: "directory-quota-exceeded",
  },
]);
