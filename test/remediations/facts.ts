import type { FactKey, Facts, FactSet, SourceRef } from "../../src/domain";
import { absent, seen, unreadable } from "../../src/domain";

const KEYS: readonly FactKey[] = [
  "ask",
  "now",
  "ad.user",
  "ad.related",
  "ad.deleted",
  "ad.containers",
  "ad.upnSuffixes",
  "ad.domainControllers",
  "cs.chain",
  "cs.relatedChains",
  "cs.pendingExports",
  "entra.user",
  "entra.relatedUsers",
  "entra.deletedUsers",
  "entra.otherHolders",
  "entra.roles",
  "entra.syncBehavior",
  "entra.mailboxSettings",
  "entra.organization",
  "entra.domains",
  "entra.synchronization",
  "entra.serviceHealth",
  "entra.serviceIssues",
  "entra.skus",
  "entra.syncJobs",
  "entra.provisioningLogs",
  "entra.signIns",
  "entra.audits",
  "entra.syncAccounts",
  "server.agent",
  "server.host",
  "server.services",
  "server.endpoints",
  "server.scheduler",
  "server.globalSettings",
  "server.connectors",
  "server.runStatus",
  "server.runHistory",
  "server.syncRules",
  "server.pilotGroup",
  "server.events",
  "server.provisioningAgents",
  "server.missingRights",
  "server.deletionThreshold",
];
const from: SourceRef = { system: "ask", via: "test" };
/** Every fact `not-asked` but the given values; `null` = absent. */
export function factsOf(values: { [K in FactKey]?: Facts[K] | null }): FactSet {
  return Object.fromEntries(
    KEYS.map((k) => {
      const v = values[k];
      return [k, v === undefined ? unreadable("not-asked", k) : v === null ? absent(from) : seen(v, from)];
    }),
  ) as unknown as FactSet;
}
