/** What each command does to the lab's world, with the refusals that the real systems have. */
import type { PremisesCommand } from "../../domain";
import type { CommandOutcome } from "../../ports";
import { isWithin, rdnsOf, sameDn } from "../../identity/dn";
import { runJobs } from "../graph/cloud-sync";
import { secondsIso } from "../rules/time";
import type { World } from "../scenario";
import type { MovingWorld, WorldHandle } from "../world";
import { byDn, byGuid, everyObject, isContainer, valuesOf, type Placed } from "./directory";
import { runCycle } from "./cycle";
import { sendAllHashes } from "./password-sync";

type Kind = PremisesCommand["kind"];
type Command<K extends Kind> = Extract<PremisesCommand, { kind: K }>;
type Effects = {
  readonly [K in Kind]: (lab: MovingWorld, command: Command<K>) => CommandOutcome | Promise<CommandOutcome>;
};
const done = (detail: string): CommandOutcome => ({ state: "done", detail });
const failed = (detail: string): CommandOutcome => ({ state: "failed", detail });

/** Carries the command out, or says why the system refuses it. */
export async function executeCommand(lab: MovingWorld, command: PremisesCommand): Promise<CommandOutcome> {
  const { faults, services } = lab.world.premises;
  const fault = faults.find((f) => f.operation.toLowerCase() === command.kind.toLowerCase() && f.error !== undefined);
  if (fault !== undefined) return failed(String(fault.error));
  if (ENGINE_COMMANDS.has(command.kind)) {
    const service = services["ADSync"];
    if (service === undefined) return failed("ADSync is not installed on this server");
    if (service.Status !== "Running") return failed(`The ADSync service is ${service.Status}`);
  }
  const effect = EFFECTS[command.kind] as (lab: MovingWorld, command: PremisesCommand) => ReturnType<Effects[Kind]>;
  return effect(lab, command);
}
/** Cmdlets that talk to the ADSync service. */
const ENGINE_COMMANDS: ReadonlySet<Kind> = new Set([
  "start-sync-cycle",
  "stop-sync-cycle",
  "set-scheduler",
  "restart-password-sync",
]);

function stopCycle(lab: MovingWorld): CommandOutcome {
  const { premises } = lab.world;
  for (const connector of Object.values(premises.connectors)) delete connector.RunState;
  if (premises.scheduler !== undefined) premises.scheduler.SyncCycleInProgress = false;
  const open = premises.runHistory.find((r) => r.EndDate === null);
  if (open !== undefined) {
    open.EndDate = lab.now().toISOString();
    open.Result = "stopped-user-termination-from-wmi-or-ui";
  }
  lab.changed();
  return done("The cycle was asked to stop");
}
function setScheduler(lab: MovingWorld, { set }: Command<"set-scheduler">): CommandOutcome {
  const { premises } = lab.world;
  if (premises.scheduler === undefined) return failed("There is no scheduler on this server");
  if (set.SchedulerSuspended === false && premises.server.WizardOpen === true) return failed("The wizard is open");
  Object.assign(premises.scheduler, set);
  lab.changed();
  return done(
    Object.entries(set)
      .map(([k, v]) => `${k}: ${v}`)
      .join(", "),
  );
}
/** Exit codes of a service that has never failed. */
const NO_FAILURE = new Set([undefined, 0, 1077]);
function startService(lab: MovingWorld, { kind, name }: Command<"start-service" | "restart-service">): CommandOutcome {
  const { premises } = lab.world,
    service = premises.services[name];
  if (service === undefined) return failed(`There is no service ${name}`);
  const running = service.Status === "Running";
  if (kind === "restart-service" && !running) return failed(`${name} does not run; it is ${service.Status}`);
  if (!running || kind === "restart-service") {
    if (!NO_FAILURE.has(service.ExitCode)) return failed(`${name} did not start: exit code ${service.ExitCode}`);
    if (service.StartType === "Disabled") service.StartType = "Automatic";
    service.Status = "Running";
    service["ProcessStartTime"] = lab.now().toISOString();
    if (name === "AADConnectProvisioningAgent") agentsCheckIn(lab);
    if (name === "ADSync" && premises.scheduler !== undefined) premises.scheduler.SyncCycleInProgress = false;
  }
  lab.changed();
  return done(`${name} runs`);
}
const agentsOf = ({ provisioningAgent }: World["premises"]) => [provisioningAgent ?? []].flat();
/** The cloud reaches the agents of this server again, and its jobs run. */
function agentsCheckIn(lab: MovingWorld): void {
  for (const agent of agentsOf(lab.world.premises)) {
    agent.ServiceStatus = "Running";
    agent.Active = true;
    agent.LastCheckIn = lab.now().toISOString();
  }
  runJobs(lab);
}

/** Multi-valued attributes, as the schema has them. */
const LISTS = new Set(["proxyaddresses", "usercertificate", "memberof", "member", "othermailbox"]);
const NUMBERS = new Set([
  "msexchrecipienttypedetails",
  "msexchremoterecipienttype",
  "useraccountcontrol",
  "pwdlastset",
]);
function stamp(lab: WorldHandle, { entry }: Placed): void {
  entry["whenChanged"] = secondsIso(lab.now());
  lab.changed();
}
const NO_OBJECT = "There is no object with this objectGUID";
function setAttribute(lab: MovingWorld, { objectGUID, attribute, value }: Command<"set-ad-attribute">): CommandOutcome {
  const placed = byGuid(lab.world, objectGUID);
  if (placed === undefined) return failed(NO_OBJECT);
  const given = value === null ? [] : Array.isArray(value) ? [...value] : [value];
  const isList = LISTS.has(attribute.toLowerCase());
  if (!isList && given.length > 1) return failed(`${attribute} holds one value`);
  if (given.length === 0) delete placed.entry[attribute];
  else if (isList) placed.entry[attribute] = given;
  else placed.entry[attribute] = NUMBERS.has(attribute.toLowerCase()) ? Number(given[0]) : given[0];
  stamp(lab, placed);
  return done(`${attribute} is set`);
}
function moveObject(lab: MovingWorld, { objectGUID, targetOu }: Command<"move-ad-object">): CommandOutcome {
  const placed = byGuid(lab.world, objectGUID),
    target = byDn(lab.world, targetOu);
  if (placed === undefined) return failed(NO_OBJECT);
  if (target === undefined || !isContainer(target) || target.forest !== placed.forest)
    return failed(`There is no container ${targetOu} in this forest`);
  const dn = `${rdnsOf(placed.dn)[0]},${target.dn}`;
  if (byDn(lab.world, dn) !== undefined && !sameDn(dn, placed.dn)) return failed(`${dn} exists already`);
  renameObject(lab, placed, dn);
  stamp(lab, byDn(lab.world, dn)!);
  return done(`Moved to ${target.dn}`);
}
function addMember(lab: MovingWorld, { groupDn, objectGUID }: Command<"add-group-member">): CommandOutcome {
  const group = byDn(lab.world, groupDn),
    placed = byGuid(lab.world, objectGUID);
  if (group === undefined) return failed(`There is no group ${groupDn}`);
  if (placed === undefined) return failed(NO_OBJECT);
  const members = valuesOf(group.entry["member"]),
    groups = valuesOf(placed.entry["memberOf"]);
  if (!members.some((m) => sameDn(m, placed.dn))) group.entry["member"] = [...members, placed.dn];
  if (!groups.some((g) => sameDn(g, group.dn))) placed.entry["memberOf"] = [...groups, group.dn];
  stamp(lab, group);
  stamp(lab, placed);
  return done(`Member of ${group.dn}`);
}
function removeMember(lab: MovingWorld, { groupDn, objectGUID }: Command<"remove-group-member">): CommandOutcome {
  const group = byDn(lab.world, groupDn),
    placed = byGuid(lab.world, objectGUID);
  if (group === undefined) return failed(`There is no group ${groupDn}`);
  if (placed === undefined) return failed(NO_OBJECT);
  const members = valuesOf(group.entry["member"]),
    groups = valuesOf(placed.entry["memberOf"]);
  group.entry["member"] = members.filter((m) => !sameDn(m, placed.dn));
  placed.entry["memberOf"] = groups.filter((g) => !sameDn(g, group.dn));
  stamp(lab, group);
  stamp(lab, placed);
  return done(`No member of ${group.dn}`);
}
/** Which of the rights that the scenarios name each set gives (adsync reference §1.7). */
const GIVEN: Readonly<Record<Command<"grant-connector-permission">["permissionSet"], RegExp>> = {
  "basic-read": /^read$/i,
  "consistency-guid": /^write:ms-ds-consistencyguid$/i,
  "password-hash-sync": /^replicate-changes/i,
  "password-writeback": /^(reset[- ]?password|write:(lockoutTime|pwdLastSet))$/i,
  "exchange-hybrid": /^(read|write:.+)$/i,
  "exchange-mail-public-folders": /^read:publicFolder$/i,
  "unified-group-writeback": /^write:group$/i,
};
function grantPermission(
  lab: MovingWorld,
  { connectorName, dn, permissionSet }: Command<"grant-connector-permission">,
): CommandOutcome {
  const { premises } = lab.world,
    connector = premises.connectors[connectorName],
    account = connector?.Account?.toLowerCase();
  if (connector === undefined) return failed(`There is no connector ${connectorName}`);
  let given = false;
  premises.permissions = premises.permissions.flatMap((p) => {
    // Where inheritance is off, only a grant on the very object reaches it.
    const reached = sameDn(p.DN, dn) || (isWithin(p.DN, dn) && p.InheritanceDisabled !== true);
    if (!reached || (account !== undefined && p.Account.toLowerCase() !== account)) return [p];
    const Missing = p.Missing.filter((m) => !GIVEN[permissionSet].test(m));
    given ||= Missing.length < p.Missing.length;
    return Missing.length === 0 ? [] : [{ ...p, Missing }];
  });
  lab.changed();
  return done(given ? `${permissionSet} granted on ${dn}` : "The rights were there already");
}

const DAY_MS = 86_400_000;
function purgeRunHistory(lab: MovingWorld, { olderThanDays }: Command<"purge-run-history">): CommandOutcome {
  const { premises } = lab.world,
    limit = lab.now().getTime() - olderThanDays * DAY_MS;
  premises.runHistory = premises.runHistory.filter((r) => Date.parse(r.StartDate) >= limit);
  const db = premises.server.Database as { SizeMB?: number; LimitMB?: number } | null | undefined;
  if (db?.SizeMB !== undefined && db.LimitMB !== undefined)
    db.SizeMB = Math.min(db.SizeMB, Math.round(db.LimitMB * 0.5));
  lab.changed();
  return done("Run history purged");
}
function enableTls12(lab: MovingWorld): CommandOutcome {
  const { server } = lab.world.premises;
  server.Tls12 = { SchUseStrongCrypto: 1, SystemDefaultTlsVersions: 1, ClientEnabled: 1 };
  server.PendingReboot = true;
  lab.changed();
  return done("The keys are set; the server must be restarted");
}
function repairRunProfile(lab: MovingWorld, { connectorName }: Command<"repair-run-profile">): CommandOutcome {
  const connector = lab.world.premises.connectors[connectorName];
  if (connector === undefined) return failed(`There is no connector ${connectorName}`);
  const partitions = Object.entries(connector.Partitions ?? {})
    .filter(([, p]) => p.Selected)
    .map(([dn, p]) => p.Identifier ?? dn);
  for (const profile of Object.values(connector.RunProfiles ?? {})) {
    const TaskType = profile.RunSteps[0]?.TaskType ?? "DeltaImport";
    profile.RunSteps = partitions.map((PartitionIdentifier) => ({ TaskType, PartitionIdentifier }));
  }
  lab.changed();
  return done("Every run profile has one step for each selected partition");
}
function restartPasswordSync(lab: MovingWorld): CommandOutcome {
  const TimeCreated = lab.now().toISOString();
  lab.world.cloud.organization["onPremisesLastPasswordSyncDateTime"] = TimeCreated;
  lab.world.premises.eventLog.unshift({
    LogName: "Application",
    ProviderName: "Directory Synchronization",
    Id: 654,
    LevelDisplayName: "Information",
    TimeCreated,
    Message: "Provision credentials ping end.",
  });
  sendAllHashes(lab);
  lab.changed();
  return done("Password hash synchronization was switched off and on");
}
function repairAgentAccount(lab: MovingWorld): CommandOutcome {
  const agents = agentsOf(lab.world.premises);
  if (agents.length === 0) return failed("There is no provisioning agent");
  for (const agent of agents) agent.GmsaOk = true;
  lab.changed();
  return done("The agent's account was repaired");
}
const EFFECTS: Effects = {
  "start-sync-cycle": (lab, { policyType }) => runCycle(lab, policyType),
  "stop-sync-cycle": stopCycle,
  "set-scheduler": setScheduler,
  "start-service": startService,
  "restart-service": startService,
  "set-ad-attribute": setAttribute,
  "move-ad-object": moveObject,
  "add-group-member": addMember,
  "remove-group-member": removeMember,
  "grant-connector-permission": grantPermission,
  "purge-run-history": purgeRunHistory,
  "enable-tls12": enableTls12,
  "repair-run-profile": repairRunProfile,
  "restart-password-sync": restartPasswordSync,
  "repair-agent-account": repairAgentAccount,
};

/** Gives an object another DN, with everything below it and every reference to it. */
export function renameObject(handle: WorldHandle, p: Placed, dn: string): void {
  const forest = handle.world.premises.directory.forests[p.forest]!;
  for (const o of [...everyObject(handle.world)].filter((x) => x.forest === p.forest && isWithin(x.dn, p.dn))) {
    const tail = rdnsOf(o.dn).slice(0, rdnsOf(o.dn).length - rdnsOf(p.dn).length);
    const to = [...tail, dn].join(",");
    delete forest.objects[o.dn];
    forest.objects[to] = o.entry as never;
  }
  for (const o of everyObject(handle.world))
    for (const a of ["member", "memberOf"])
      if (Array.isArray(o.entry[a])) o.entry[a] = (o.entry[a] as string[]).map((v) => (sameDn(v, p.dn) ? dn : v));
  for (const e of handle.world.premises.connectorSpace) if (sameDn(e.DistinguishedName, p.dn)) e.DistinguishedName = dn;
  for (const r of handle.world.premises.permissions) if (sameDn(r.DN, p.dn)) r.DN = dn;
}
