import remedy from "../../src/remediations/clear-filter-attribute";
import { testRemediation } from "../testers/remediation-tester";
import { adIs, ana, ANCHOR, cloudConnector, connector, DELTA, hybrid, idle, linkedBy, noCycle, write } from "./world";

// adminDescription User_… keeps a user out of the join rule (adsync reference §6.2).
const hidden = ana({ adminDescription: "User_NoSync" });

testRemediation(remedy, {
  world: { ...hybrid, "ad.user": hidden, "server.syncRules": [], "server.connectors": [connector, cloudConnector] },
  plans: [
    {
      name: "the one value that keeps it out",
      commands: [write("adminDescription", null), DELTA],
      expects: [adIs("adminDescription", "User_NoSync"), ...idle],
      undo: [write("adminDescription", "User_NoSync")],
      verify: linkedBy([ANCHOR]),
    },
  ],
  refuses: [
    ...noCycle,
    { name: "no account", facts: { "ad.user": null }, says: /no AD account/ },
    { name: "M8: a protected account", facts: { "ad.user": { ...hidden, adminCount: 1 } }, says: /protected account/ },
    { name: "no connector reads the domain", facts: { "server.connectors": [cloudConnector] }, says: /No connector/ },
    { name: "nothing keeps it out", facts: { "ad.user": ana() }, says: /No single attribute/ },
    {
      name: "what keeps it out may not be written",
      facts: { "ad.user": ana({ sAMAccountName: "SUPPORT_388945a0" }) },
      says: /No single attribute|protected/,
    },
  ],
});
