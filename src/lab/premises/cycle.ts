/** One sync cycle of the lab: import, synchronize, export, in the order of adsync reference §3.2. What each step does to an object stands in `lab/rules`. */
import type { CommandOutcome } from "../../ports";
import { releaseQuarantine } from "../rules/cloud-user";
import { secondsIso } from "../rules/time";
import type { World } from "../scenario";
import type { MovingWorld } from "../world";
import { CycleLog } from "./cycle-log";
import { adObjectOf, everyObject, isPerson, isSubject, type Placed } from "./directory";
import { exportOthers } from "./export-others";
import { exportToCloud, leaversOf, type Outgoing, type Reached } from "./export-to-cloud";
import { adImportResultOf, cloudFaultOf } from "./import-results";
import { reachOf, rulesInForceIn } from "./reach";
import { cloudConnector } from "./served";
import { writeBack } from "./write-back";

export type CyclePolicy = "Delta" | "Initial";
/** Runs a cycle, or says why it is refused; what a failing run does to the tenant is in its history. */
export async function runCycle(lab: MovingWorld, policy: CyclePolicy): Promise<CommandOutcome> {
  const refusal = refusalOf(lab.world);
  if (refusal !== undefined) return { state: "failed", detail: refusal };
  const log = new CycleLog(lab);
  runSteps(lab, log, policy);
  log.close();
  return { state: "done", detail: "The cycle was accepted" };
}
function refusalOf({ premises, ...world }: World): string | undefined {
  if (premises.server.WizardOpen === true) return "The Entra Connect wizard is open";
  if (premises.scheduler?.SchedulerSuspended === true) return "The scheduler is suspended via global parameters";
  const busy = Object.entries(premises.connectors).find(([, c]) => c.RunState === "Busy");
  if (busy !== undefined) return `Connector: ${busy[0]} is busy`;
  return cloudConnector({ premises, ...world }) === undefined
    ? "There is no Entra connector on this server"
    : undefined;
}

/** The import results by connector name. */
interface Imports {
  readonly ad: ReadonlyMap<string, string>;
  readonly cloudFault: string | null;
}
function runSteps(lab: MovingWorld, log: CycleLog, policy: CyclePolicy): void {
  const { premises, cloud } = lab.world,
    aad = cloudConnector(lab.world)!;
  const imports = importAll(lab.world, log, aad, policy);
  const { people: reached, others } = synchronizeAll(lab.world, log, aad, imports, policy);
  const pendingDeletes = premises.connectorSpace.filter((e) => e.ConnectorName === aad && e.PendingExport === "Delete");
  if (premises.scheduler?.StagingModeEnabled === true) {
    premises.connectorSpace = premises.connectorSpace.filter(
      (e) => e.Exists === false || e.PendingExport !== undefined,
    );
    return;
  }
  if (imports.cloudFault !== null) return log.record(aad, "Export", imports.cloudFault);

  const outgoing = reached.filter((r): r is Outgoing & Seen => r.seen && r.stopsAt === null && r.anchor !== null);
  const leavers = leaversOf(
    lab.world,
    outgoing,
    reached.filter((r) => !r.seen),
  );
  const threshold = premises.exportDeletionThreshold;
  if (threshold?.Enabled === true && leavers.length + pendingDeletes.length > threshold.ThresholdCount)
    return log.record(aad, "Export", "stopped-deletion-threshold-exceeded", [], { ExportDelete: 0 });
  const people = exportToCloud(lab, outgoing, leavers),
    refused = exportOthers(lab, aad, others),
    errors = [...people.errors, ...refused],
    counters = { ...people.counters, ...(errors.length > 0 ? { ExportFailure: errors.length } : {}) };
  // Entries of the scenario whose object changed are superseded by what the engine now makes of it.
  premises.connectorSpace = premises.connectorSpace.filter(
    (e) => e.Exists === false || (e.PendingExport === "Delete" && e.ObjectType !== "user"),
  );
  log.record(aad, "Export", errors.length > 0 ? "completed-export-errors" : "success", errors, counters);
  exportToAd(lab, log, imports, outgoing);
  cloud.organization["onPremisesLastSyncDateTime"] = secondsIso(lab.now());
  releaseQuarantine(lab);
}
const adConnectorsOf = ({ premises }: World): string[] =>
  Object.entries(premises.connectors)
    .filter(([, c]) => c.Type === "AD")
    .map(([name]) => name);

/** What the AD side cannot give is not synchronized in this cycle. An initial cycle renews the cloud's watermark and sees what deltas do not. */
function importAll(world: World, log: CycleLog, aad: string, policy: CyclePolicy): Imports {
  const { premises } = world,
    initial = policy === "Initial",
    profile = initial ? "Full Import" : "Delta Import";
  const ad = new Map<string, string>();
  for (const name of adConnectorsOf(world)) {
    const result = adImportResultOf(world, premises.connectors[name]!);
    ad.set(name, result);
    log.record(name, profile, result);
  }
  const entra = premises.connectors[aad]!,
    cloudFault = cloudFaultOf(world, entra, initial);
  if (initial) {
    delete entra.WatermarkStale;
    for (const e of premises.connectorSpace) if (e.Exists === false) delete e.Exists;
  }
  log.record(aad, profile, cloudFault ?? "success");
  return { ad, cloudFault };
}
/** `seen` is false where the object's connector could not be read, or its import has not brought the object. */
type Seen = { readonly seen: boolean };
function synchronizeAll(
  world: World,
  log: CycleLog,
  aad: string,
  imports: Imports,
  policy: CyclePolicy,
): { people: (Reached & Seen)[]; others: (Reached & Seen)[] } {
  const profile = policy === "Initial" ? "Full Synchronization" : "Delta Synchronization";
  const isRead = (connector: string | null): boolean => connector !== null && imports.ad.get(connector) === "success";
  const unimported = new Set(
    world.premises.connectorSpace.filter((e) => e.Exists === false).map((e) => e.DistinguishedName.toLowerCase()),
  );
  const rules = rulesInForceIn(world);
  const reachedBy = (placed: Placed): Reached & Seen => {
    const ad = adObjectOf(placed),
      reach = reachOf(world, ad, rules);
    return { ...reach, ad, seen: isRead(reach.connector) && !unimported.has(ad.dn.toLowerCase()) };
  };
  const subjects = [...everyObject(world)].filter(isSubject),
    isAccount = (p: Placed): boolean => isPerson(p) && !p.entry.objectClass.some((c) => /^contact$/i.test(c));
  for (const name of adConnectorsOf(world))
    log.record(name, profile, isRead(name) ? "success" : "completed-no-objects");
  log.record(aad, profile, "success");
  return {
    people: subjects.filter(isAccount).map(reachedBy),
    others: subjects.filter((p) => !isAccount(p)).map(reachedBy),
  };
}
/** An AD connector that could not be read fails its export for the same reason. */
function exportToAd(lab: MovingWorld, log: CycleLog, imports: Imports, outgoing: readonly Outgoing[]): void {
  const refused = writeBack(lab, outgoing);
  for (const [name, imported] of imports.ad) {
    const errors = refused.filter((e) => e.connector === name).map((e) => e.error);
    const result = errors.length > 0 ? "completed-export-errors" : "success";
    log.record(name, "Export", imported === "success" ? result : imported, errors);
  }
}
