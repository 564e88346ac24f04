import check from "../../../src/checks/scope/values-imported";
import { testCheck } from "../../testers/check-tester";
import { chain, connectors, csObject, linked, person, run } from "./world";

const CHANGED = "2026-11-23T06:00:00Z";
const imported = (Attributes: Record<string, unknown>) => chain({ adCs: { ...csObject, Attributes } });
/** Two controllers; DC02 last got something from DC01 at this time. */
const replicated = (LastReplicationSuccess: string, LastReplicationResult: number) => [
  { Forest: "contoso.local", Name: "DC01.contoso.local", ReplicationPartnerMetadata: [] },
  {
    Forest: "contoso.local",
    Name: "DC02.contoso.local",
    ReplicationPartnerMetadata: [
      { Partner: "DC01", Partition: "DC=contoso,DC=local", LastReplicationSuccess, LastReplicationResult },
    ],
  },
];
const pinnedTo = (...PreferredDCs: string[]) => {
  const [ad, ...cloud] = connectors();
  return [{ ...ad!, Partitions: ad!.Partitions.map((p) => ({ ...p, PreferredDCs })) }, ...cloud];
};
const stale = {
  "ad.user": person({ whenChanged: CHANGED, title: "Head of Sales" }),
  "cs.chain": imported({ title: "Clerk" }),
  "server.connectors": pinnedTo("DC02"),
  "server.runHistory": [run()],
  "ad.domainControllers": replicated("2026-11-22T19:14:00Z", 1722),
};

testCheck(check, [
  { name: "not in the connector space", verdict: "skip", message: "noUser", facts: { ...stale, "cs.chain": chain() } },
  {
    name: "the connector space holds the old value, and its controller fails to replicate",
    verdict: "fail",
    message: "lag",
    code: "ad-replication-lag",
    proof: "measured",
    since: CHANGED,
    suggests: [],
    data: { attribute: "title", controller: "DC02.contoso.local", partner: "DC01", result: 1722 },
    facts: stale,
  },
  {
    name: "the site link of its controller has not come round since the change",
    verdict: "fail",
    message: "lag",
    facts: { ...stale, "ad.domainControllers": replicated("2026-11-23T05:30:00Z", 0) },
  },
  {
    name: "the connector is pinned to nobody, and no replication fails",
    verdict: "pass",
    message: "current",
    not: ["lag"],
    facts: {
      ...stale,
      "server.connectors": connectors(),
      "ad.domainControllers": replicated("2026-11-23T05:30:00Z", 0),
    },
  },
  {
    name: "another controller than the one that it reads fails",
    verdict: "pass",
    message: "current",
    not: ["lag"],
    facts: { ...stale, "server.connectors": pinnedTo("DC01.contoso.local") },
  },
  {
    name: "its controller has replicated since",
    verdict: "pass",
    message: "current",
    not: ["lag"],
    facts: { ...stale, "ad.domainControllers": replicated("2026-11-23T07:00:00Z", 0) },
  },
  {
    name: "the connector space holds the present value",
    verdict: "pass",
    message: "current",
    not: ["lag"],
    facts: { ...stale, "cs.chain": imported({ title: "Head of Sales" }) },
  },
  {
    name: "the same list in another order is the same value",
    verdict: "pass",
    message: "current",
    not: ["lag"],
    facts: {
      ...stale,
      "ad.user": person({ whenChanged: CHANGED, proxyAddresses: ["SMTP:a@contoso.com", "smtp:b@contoso.com"] }),
      "cs.chain": imported({ proxyAddresses: ["smtp:b@contoso.com", "SMTP:a@contoso.com"] }),
    },
  },
  {
    name: "no import has run since the change",
    verdict: "pass",
    message: "current",
    not: ["lag"],
    facts: { ...stale, "server.runHistory": [run({ StartDate: "2026-11-23T05:46:12Z" })] },
  },
  {
    name: "what was imported is not told, and the cloud shows another value",
    verdict: "fail",
    message: "lag",
    proof: "timed",
    facts: {
      ...stale,
      "cs.chain": imported({}),
      "entra.user": linked({ jobTitle: "Clerk" }),
      "server.runHistory": [
        run({
          ConnectorName: "contoso.onmicrosoft.com - AAD",
          RunProfileName: "Export",
          StartDate: "2026-11-23T08:47:00Z",
        }),
        run(),
      ],
    },
  },
]);
