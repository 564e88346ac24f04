import type { PermissionSetId } from "../../src/domain";
import remedy from "../../src/remediations/grant-connector-permission";
import { testRemediation } from "../testers/remediation-tester";
import { ana, ANCHOR, DELTA, hybrid, idle, INITIAL, linkedBy, noCycle } from "./world";

const dn = "OU=Staff,DC=contoso,DC=local";
const lacks = (Missing: string[], DN = dn) => ({ Account: "CONTOSO\\MSOL_1", DN, Missing });
const domain = "DC=contoso,DC=local";
const grant = (permissionSet: PermissionSetId, at = dn) =>
  ({
    system: "premises",
    kind: "grant-connector-permission",
    connectorName: "contoso.local",
    dn: at,
    permissionSet,
  }) as const;
testRemediation(remedy, {
  world: { ...hybrid, "server.missingRights": [lacks(["read"])] },
  plans: [
    {
      name: "a read right, which only a full import meets (adsync reference §10)",
      commands: [grant("basic-read"), INITIAL],
      expects: idle,
      undo: "impossible",
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "the right to write the anchor back",
      facts: { "server.missingRights": [lacks(["write:ms-DS-ConsistencyGuid"])] },
      commands: [grant("consistency-guid"), DELTA],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "the right to read password changes",
      facts: { "server.missingRights": [lacks(["replicate-changes", "replicate-changes-all"], domain)] },
      commands: [grant("password-hash-sync", domain), DELTA],
      verify: { kind: "engine-runs" },
    },
  ],
  chooses: [
    {
      name: "two rights are missing",
      facts: { "server.missingRights": [lacks(["read", "write:mS-DS-ConsistencyGuid"])] },
      ids: [`basic-read|${dn}`, `consistency-guid|${dn}`],
    },
  ],
  refuses: [
    ...noCycle,
    { name: "M8: a protected account", facts: { "ad.user": ana({ adminCount: 1 }) }, says: /SDProp/ },
    { name: "nothing is missing", facts: { "server.missingRights": [] }, says: /No missing right/ },
    {
      name: "a right on somebody else's OU",
      facts: { "server.missingRights": [lacks(["read"], "OU=Sales,DC=contoso,DC=local")] },
      says: /No missing right/,
    },
    {
      name: "replication rights, which are given at the root of a domain only",
      facts: { "server.missingRights": [lacks(["replicate-changes"])] },
      says: /No missing right/,
    },
    {
      name: "a right that no tool may grant",
      facts: { "server.missingRights": [lacks(["reset-password"])] },
      says: /No missing right/,
    },
    { name: "no connector reads the domain", facts: { "server.connectors": [] }, says: /No missing right/ },
  ],
});
