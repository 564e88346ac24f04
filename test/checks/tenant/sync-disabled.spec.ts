import check from "../../../src/checks/tenant/sync-disabled";
import { testCheck } from "../../testers/check-tester";
import { well } from "../shared/engine-world";

const org = (over = {}) => ({
  id: "t",
  displayName: "Contoso",
  onPremisesSyncEnabled: true,
  directorySizeQuota: { used: 412, total: 300000 },
  ...over,
});

testCheck(check, [
  { name: "on", facts: { ...well, "entra.organization": org() }, verdict: "pass", message: "on", not: ["off"] },
  {
    name: "off, with an engine",
    facts: { ...well, "entra.organization": org({ onPremisesSyncEnabled: false }) },
    verdict: "fail",
    message: "off",
    code: "tenant-sync-disabled",
    standing: "blocking",
    suggests: [],
  },
  {
    name: "a tenant that never synced",
    facts: { "entra.organization": org({ onPremisesSyncEnabled: null }) },
    verdict: "skip",
    message: "none",
    not: ["off"],
  },
]);
