import remedy from "../../src/remediations/move-to-synced-ou";
import { testRemediation } from "../testers/remediation-tester";
import { adIs, ana, ANCHOR, bo, connector, DELTA, hybrid, idle, linkedBy, noCycle } from "./world";

const STAFF = "OU=Staff,DC=contoso,DC=local";
const SALES = "OU=Sales,OU=Staff,DC=contoso,DC=local";
const dn = "CN=Ana Lima,OU=Leavers,DC=contoso,DC=local";
const left = ana({ dn });
const ou = (dn: string) => ({
  dn,
  forest: "contoso.local",
  objectClass: ["top", "organizationalUnit"],
  objectGUID: dn,
});
const move = (targetOu: string) =>
  ({ system: "premises", kind: "move-ad-object", objectGUID: left.objectGUID, targetOu }) as const;
testRemediation(remedy, {
  world: { ...hybrid, "ad.user": left, "ad.containers": [ou(STAFF), ou("OU=Leavers,DC=contoso,DC=local")] },
  plans: [
    {
      name: "to the one OU that is read",
      commands: [move(STAFF), DELTA],
      expects: [adIs("dn", dn), ...idle],
      undo: [move("OU=Leavers,DC=contoso,DC=local")],
      verify: linkedBy([ANCHOR]),
    },
  ],
  chooses: [
    {
      name: "where its people stand first",
      facts: { "ad.containers": [ou(STAFF), ou(SALES)], "ad.related": [bo({ dn: `CN=Bo Ek,${SALES}` })] },
      ids: [SALES, STAFF],
    },
  ],
  refuses: [
    ...noCycle,
    { name: "no account", facts: { "ad.user": null }, says: /no AD account/ },
    { name: "M8: a protected account", facts: { "ad.user": { ...left, adminCount: 1 } }, says: /protected account/ },
    {
      name: "a computer: its OU decides more than its synchronization",
      facts: { "ad.user": { ...left, objectClass: ["top", "user", "computer"] } },
      says: /group policies/,
    },
    { name: "it stands in one", facts: { "ad.user": ana() }, says: /synchronized OU already/ },
    {
      name: "an OU of another domain is none",
      facts: { "ad.containers": [ou("OU=Staff,DC=child,DC=contoso,DC=local")] },
      says: /No synchronized OU/,
    },
    {
      name: "its domain is not selected",
      facts: {
        "server.connectors": [{ ...connector, Partitions: [{ ...connector.Partitions[0]!, Selected: false }] }],
      },
      says: /No synchronized OU/,
    },
  ],
});
