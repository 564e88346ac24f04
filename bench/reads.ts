/** Which reads of a triage a verdict really uses: what a script would read one after the other. */
import { CHECKS } from "../src/checks";
import { FACT_KEYS, FACTS, type FactKey, type FactRow, type FactSet } from "../src/domain";
import { judge } from "../src/triage/judge";
import type { Delays, Trip } from "./trips";

/** The facts that a Graph path brings; the first that fits counts. */
const BRINGS: readonly (readonly [RegExp, readonly FactKey[]])[] = [
  [/^\/users\/[^/]+\/onPremisesSyncBehavior/, ["entra.syncBehavior"]],
  [/^\/users\/[^/]+\/mailboxSettings/, ["entra.mailboxSettings"]],
  [/^\/users.*Sync_/, ["entra.syncAccounts"]],
  [/^\/users/, ["entra.user", "entra.relatedUsers"]],
  [/^\/directory\/deletedItems.*Synchronization%20Service%20Account/, ["entra.syncAccounts"]],
  [/^\/directory\/deletedItems/, ["entra.deletedUsers"]],
  [/^\/directory\/onPremisesSynchronization/, ["entra.synchronization"]],
  [/^\/(groups|contacts)/, ["entra.otherHolders"]],
  [/^\/roleManagement/, ["entra.roles"]],
  [/^\/organization/, ["entra.organization"]],
  [/^\/domains/, ["entra.domains"]],
  [/^\/admin\/serviceAnnouncement\/issues/, ["entra.serviceIssues"]],
  [/^\/servicePrincipals/, ["entra.syncJobs"]],
  [/^\/auditLogs\/signIns/, ["entra.signIns"]],
  [/^\/auditLogs\/directoryAudits/, ["entra.audits"]],
];
/** The facts that were looked at while the checks judged. */
function usedBy(facts: FactSet): ReadonlySet<FactKey> {
  const used = new Set<FactKey>();
  const watched = new Proxy(facts, {
    get: (target, key: FactKey) => {
      used.add(key);
      return target[key];
    },
  });
  judge(CHECKS, watched);
  return used;
}
/** How long the reads that were used take one by one, ms, each no faster than the line; the agent's answers by question. */
export function oneByOneMs(facts: FactSet, trips: readonly Trip[], delays: Delays): number {
  const used = usedBy(facts);
  const graph = trips
    .flatMap((t) => t.reads)
    .filter((path) => {
      const brings = BRINGS.find(([pattern]) => pattern.test(path))?.[1];
      if (brings === undefined) throw new Error(`${path} brings a fact that bench/reads.ts does not know`);
      return brings.some((k) => used.has(k));
    });
  const questions = FACT_KEYS.filter((k) => used.has(k) && (FACTS[k] as FactRow).question !== undefined);
  const people = ["ad.user", "cs.chain"] as const; // one question each
  return graph.length * delays.graphMs + (questions.length + people.filter((k) => used.has(k)).length) * delays.relayMs;
}
