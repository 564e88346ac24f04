import check from "../../../src/checks/scope/pilot-group-member";
import { testCheck } from "../../testers/check-tester";
import { linked, person } from "./world";

const TEAM = "CN=Team,OU=Staff,DC=contoso,DC=local";
const group = { dn: "CN=Pilot,OU=Staff,DC=contoso,DC=local", members: [TEAM] };

testCheck(check, [
  {
    name: "nested membership does not count",
    facts: { "ad.user": person({ memberOf: [TEAM] }), "server.pilotGroup": group },
    verdict: "fail",
    message: "nested",
    not: ["notMember"],
    code: "not-in-pilot-group",
    proof: "measured",
    suggests: ["add-to-pilot-group"],
    data: { via: TEAM },
  },
  {
    name: "nested, read from the group's side",
    facts: {
      "ad.user": person(),
      "server.pilotGroup": group,
      "ad.related": [person({ dn: TEAM, objectGUID: "1", objectClass: ["top", "group"], member: [person().dn] })],
    },
    verdict: "fail",
    message: "nested",
  },
  {
    name: "no member at all",
    facts: { "ad.user": person({ memberOf: ["CN=Other,DC=contoso,DC=local"] }), "server.pilotGroup": group },
    verdict: "fail",
    message: "notMember",
    not: ["nested"],
    code: "not-in-pilot-group",
  },
  {
    name: "a direct member, in other letter case",
    facts: { "ad.user": person(), "server.pilotGroup": { ...group, members: [person().dn.toUpperCase()] } },
    verdict: "pass",
    message: "member",
    not: ["nested", "notMember"],
  },
  {
    name: "a member by the account's own list",
    facts: { "ad.user": person({ memberOf: [TEAM, group.dn] }), "server.pilotGroup": group },
    verdict: "pass",
    message: "member",
    not: ["nested"],
  },
  {
    name: "in the cloud already",
    facts: { "ad.user": person(), "server.pilotGroup": group, "entra.user": linked() },
    verdict: "pass",
    message: "member",
    not: ["notMember"],
  },
  {
    name: "the group of the filter itself",
    facts: {
      "ad.user": person({ dn: group.dn.toUpperCase(), objectClass: ["top", "group"] }),
      "server.pilotGroup": group,
    },
    verdict: "skip",
    message: "itself",
    not: ["notMember"],
  },
  { name: "group filtering is off", facts: { "ad.user": person() }, verdict: "pass", message: "off" },
  { name: "nobody", facts: { "server.pilotGroup": group }, verdict: "skip", message: "noUser" },
]);
