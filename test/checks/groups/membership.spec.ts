import check from "../../../src/checks/groups/membership";
import { testCheck } from "../../testers/check-tester";
import { connectors, run } from "../scope/world";
import { ad, cloudOnly, linked } from "../shared/people";
import { cloudGroup, group } from "../shared/objects";

const MEMBERS = { members: 3, groups: 0, isMember: false };
const imports = [run({ ConnectorName: "contoso.local", StartDate: "2026-11-23T08:46:12Z" })];
const both = {
  "ad.user": ad({ primaryGroupID: 513 }),
  "entra.user": linked(),
  "ad.group": group(),
  "entra.group": cloudGroup(),
  "entra.membership": MEMBERS,
  "server.connectors": connectors(),
  "server.runHistory": imports,
};
const outside = { ...both, "ad.group": group({ member: [] }) };
const primary = { ...outside, "ad.user": ad({ primaryGroupID: 2001 }) };
const cloudMade = { ...cloudGroup(), onPremisesSyncEnabled: null, onPremisesSecurityIdentifier: null };

testCheck(check, [
  { name: "nobody asked about a group", verdict: "skip", message: "noGroup", facts: { "ad.user": ad() } },
  {
    name: "in the group on both sides",
    verdict: "warn",
    message: "member",
    code: "already-synced",
    standing: "benign",
    facts: { ...both, "entra.membership": { ...MEMBERS, isMember: true } },
  },
  {
    name: "in it in AD, not in the cloud: the group itself tells why",
    verdict: "skip",
    message: "apart",
    not: ["member", "notMember", "pending", "primary"],
    facts: both,
  },
  {
    name: "not even in AD",
    verdict: "warn",
    message: "notMember",
    code: "false-alarm",
    standing: "benign",
    facts: outside,
  },
  {
    name: "of a group too large to be given whole nobody is said not to be a member",
    verdict: "skip",
    message: "apart",
    not: ["notMember"],
    facts: { ...outside, "ad.group": group({ member: [], memberCount: 60_000 }) },
  },
  {
    name: "stated by memberOf alone",
    verdict: "skip",
    message: "apart",
    not: ["notMember"],
    facts: { ...outside, "ad.user": ad({ memberOf: [group().dn] }) },
  },
  {
    name: "by primaryGroupID alone",
    verdict: "fail",
    message: "primary",
    code: "referenced-object-missing",
    proof: "measured",
    facts: primary,
  },
  {
    name: "the same number in another domain",
    verdict: "warn",
    message: "notMember",
    not: ["primary"],
    facts: { ...primary, "ad.user": ad({ primaryGroupID: 2001, objectSid: "S-1-5-21-9-9-9-1001" }) },
  },
  {
    name: "through another group",
    verdict: "skip",
    message: "nested",
    not: ["notMember"],
    facts: {
      ...both,
      "ad.group": group({ member: ["CN=Inner,OU=Groups,DC=contoso,DC=local"] }),
      "ad.related": [
        group({
          dn: "CN=Inner,OU=Groups,DC=contoso,DC=local",
          objectGUID: "3f2a7c10-0000-4b6f-8a90-b1c2d3e4f506",
          displayName: "Inner",
          objectSid: "S-1-5-21-1-2-3-2002",
        }),
      ],
    },
  },
  {
    name: "put into it after the newest import",
    verdict: "fail",
    message: "pending",
    code: "sync-pending",
    standing: "expected",
    proof: "measured",
    since: "2026-11-23T08:55:00Z",
    suggests: ["run-delta-sync"],
    facts: { ...both, "ad.group": group({ whenChanged: "2026-11-23T08:55:00Z" }) },
  },
  {
    name: "a group of the cloud alone",
    verdict: "warn",
    message: "ofTheCloud",
    code: "false-alarm",
    standing: "benign",
    data: { how: "" },
    facts: { "ad.user": ad(), "entra.user": linked(), "entra.group": cloudMade, "entra.membership": MEMBERS },
  },
  {
    name: "a group that was synced and whose AD side is gone is none of the cloud alone",
    verdict: "skip",
    message: "notYet",
    not: ["ofTheCloud"],
    facts: {
      "ad.user": ad(),
      "entra.user": linked(),
      "entra.group": cloudGroup({ onPremisesSyncEnabled: false }),
      "entra.membership": MEMBERS,
    },
  },
  {
    name: "a dynamic one",
    verdict: "warn",
    message: "ofTheCloud",
    data: { how: "; a rule decides who is in it" },
    facts: {
      "ad.user": ad(),
      "entra.user": linked(),
      "entra.group": { ...cloudMade, groupTypes: ["DynamicMembership"] },
      "entra.membership": MEMBERS,
    },
  },
  {
    name: "a cloud user and a group that AD masters",
    verdict: "fail",
    message: "cloudUser",
    code: "unsupported-direction",
    proof: "measured",
    facts: {
      "entra.user": cloudOnly(),
      "ad.group": group({ member: [] }),
      "entra.group": cloudGroup(),
      "entra.membership": MEMBERS,
    },
  },
  {
    name: "a person whose AD side is gone, and who was synced",
    verdict: "skip",
    message: "notYet",
    not: ["cloudUser"],
    facts: {
      "entra.user": linked({ onPremisesSyncEnabled: false }),
      "ad.group": group({ member: [] }),
      "entra.group": cloudGroup(),
      "entra.membership": MEMBERS,
    },
  },
]);
