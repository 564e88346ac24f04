/** The tenant as a whole, by what a triage reads anyway: how the engine stands, and who has faults. Nothing here is about one person, and no case is opened. */
import { valueOr, type Finding, type Reading, type ReadingId, type TenantFaults } from "../domain";
import { DIRSYNC, eventsOf } from "../identity/events";
import { mechanismOf } from "../triage/causes";
import { readingsOf } from "../triage/readings";
import type { CaseContext, OnProgress } from "./context";
import { diagnose } from "./diagnose";

/** What tells how the engine stands, in the order in which it is shown. */
const OF_THE_ENGINE: readonly ReadingId[] = ["scheduler", "runs", "services", "agents", "jobs", "tenant", "incidents"];
/** How synchronization stands. */
export interface Health {
  /** When it was read, ISO 8601. */
  readonly at: string;
  /** Faults that hit everybody, the gravest first. */
  readonly problems: readonly Finding[];
  readonly readings: readonly Reading[];
  /** The version of the agent on the sync server; undefined where it did not answer. */
  readonly agent: string | undefined;
  /** When password hash synchronization last gave a sign of life (event 654), ISO 8601; undefined where the log shows none. */
  readonly heartbeat: string | undefined;
}
/** So far back a heartbeat is looked for: it comes every half hour. */
const HEARTBEAT_HOURS = 72,
  HEARTBEAT = 654;
/** Reads both sides as for a triage of nobody. */
export async function healthOf(o: CaseContext, progress?: OnProgress): Promise<Health> {
  const { facts, diagnosis } = await diagnose({ ask: "", purpose: "open" }, o, progress),
    readings = readingsOf(facts),
    agent = facts["server.agent"],
    at = o.clock.now().toISOString();
  return {
    at,
    problems: diagnosis.verdicts.filter(
      (v) => v.verdict === "fail" && v.code !== undefined && mechanismOf(v.code).hits === "all",
    ),
    readings: OF_THE_ENGINE.flatMap((id) => readings.filter((r) => r.id === id)),
    agent: agent.state === "seen" ? agent.value.version : undefined,
    heartbeat: eventsOf(valueOr(facts["server.events"], []), DIRSYNC, [HEARTBEAT], at, HEARTBEAT_HOURS)[0]?.TimeCreated,
  };
}
/** Every object with a fault, as the directory lists them. */
export const faultsOf = (o: CaseContext): Promise<TenantFaults> => o.cloud.faults();
