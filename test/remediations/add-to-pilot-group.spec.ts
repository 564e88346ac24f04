import remedy from "../../src/remediations/add-to-pilot-group";
import { testRemediation } from "../testers/remediation-tester";
import { adIs, ana, ANCHOR, DELTA, hybrid, idle, linkedBy, noCycle } from "./world";

const { dn, objectGUID } = ana();
const group = { dn: "CN=Pilot,OU=Groups,DC=contoso,DC=local", members: [] };
testRemediation(remedy, {
  world: { ...hybrid, "server.pilotGroup": group },
  plans: [
    {
      name: "a direct member, then a delta",
      commands: [{ system: "premises", kind: "add-group-member", groupDn: group.dn, objectGUID }, DELTA],
      expects: [adIs("dn", dn), ...idle],
      undo: [{ system: "premises", kind: "remove-group-member", groupDn: group.dn, objectGUID }],
      verify: linkedBy([ANCHOR]),
    },
  ],
  refuses: [
    ...noCycle,
    { name: "no account", facts: { "ad.user": null }, says: /no AD account/ },
    { name: "group filtering is off", facts: { "server.pilotGroup": null }, says: /filtering is off/ },
    { name: "M8: a protected account", facts: { "ad.user": ana({ adminCount: 1 }) }, says: /protected account/ },
    {
      name: "a member already",
      facts: { "server.pilotGroup": { ...group, members: [dn] } },
      says: /direct member already/,
    },
  ],
});
