import check from "../../../src/checks/groups/accepted";
import { immutableIdOf } from "../../../src/identity/anchor";
import { testCheck } from "../../testers/check-tester";
import { AAD, connectors } from "../scope/world";
import { group } from "../shared/objects";
import { ad, exportError } from "../shared/people";

const ANCHOR = immutableIdOf(group().objectGUID)!;
const refused = (name: string, attribute: string) => exportError(name, undefined, attribute, ANCHOR);
const endpoint = (ExportApiVersion: number) =>
  connectors().map((c) => (c.Name === AAD ? { ...c, ExportApiVersion } : c));

testCheck(check, [
  { name: "a person", verdict: "skip", message: "noGroup", facts: { "ad.user": ad() } },
  {
    name: "the service has nothing against it",
    verdict: "pass",
    message: "accepted",
    not: ["noSecurityEnabled", "tooMany"],
    facts: { "ad.user": group(), "server.connectors": connectors() },
  },
  {
    name: "refused for want of securityEnabled",
    verdict: "fail",
    message: "noSecurityEnabled",
    code: "required-attribute-missing",
    proof: "stated",
    suggests: [],
    data: { attribute: "securityEnabled" },
    facts: {
      "ad.user": group(),
      "server.connectors": connectors(),
      "server.runHistory": refused("GroupSecurityEnabledAttributeMissing", "securityEnabled"),
    },
  },
  {
    name: "another group is refused for it",
    verdict: "pass",
    message: "accepted",
    not: ["noSecurityEnabled"],
    facts: {
      "ad.user": group({ objectGUID: "3f2a7c10-1111-4b6f-8a90-b1c2d3e4f506" }),
      "server.connectors": connectors(),
      "server.runHistory": refused("GroupSecurityEnabledAttributeMissing", "securityEnabled"),
    },
  },
  {
    name: "60,000 members by the old endpoint",
    verdict: "fail",
    message: "tooMany",
    code: "attribute-too-large",
    proof: "measured",
    data: { count: 60_000, most: 50_000 },
    facts: { "ad.user": group({ memberCount: 60_000 }), "server.connectors": endpoint(1) },
  },
  {
    name: "60,000 members by the present one",
    verdict: "pass",
    message: "accepted",
    not: ["tooMany"],
    facts: { "ad.user": group({ memberCount: 60_000 }), "server.connectors": endpoint(2) },
  },
  {
    name: "more than any endpoint takes, and the service says so",
    verdict: "fail",
    message: "tooMany",
    proof: "stated",
    data: { most: 250_000 },
    facts: {
      "ad.user": group({ memberCount: 250_001 }),
      "server.connectors": endpoint(2),
      "server.runHistory": refused("LargeObject", "member"),
    },
  },
]);
