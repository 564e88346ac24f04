/** What each command does to the lab's world, with the refusals that the real systems have. */
import type { PremisesCommand } from "../../domain";
import type { CommandOutcome } from "../../ports";
import { isWithin, rdnsOf, sameDn } from "../../identity/dn";
import type { MovingWorld, WorldHandle } from "../world";
import { byDn, byGuid, everyObject, isContainer, valuesOf, type Placed } from "./directory";
import { runCycle } from "./cycle";

const done = (detail: string): CommandOutcome => ({ state: "done", detail });
const failed = (detail: string): CommandOutcome => ({ state: "failed", detail });
/** Multi-valued attributes, as the schema has them. */
const LISTS = new Set(["proxyaddresses", "usercertificate", "memberof", "member", "othermailbox"]);
const NUMBERS = new Set([
  "msexchrecipienttypedetails",
  "msexchremoterecipienttype",
  "useraccountcontrol",
  "pwdlastset",
]);

export async function executeCommand(handle: MovingWorld, c: PremisesCommand): Promise<CommandOutcome> {
  const { premises } = handle.world;
  const stamp = (p: Placed): void => {
    p.entry["whenChanged"] = handle
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z");
    handle.changed();
  };
  const fault = premises.faults.find(
    (f) => f.operation.toLowerCase() === c.kind.toLowerCase() && f.error !== undefined,
  );
  if (fault !== undefined) return failed(String(fault.error));
  const engineDown = (): CommandOutcome | undefined => {
    const s = premises.services["ADSync"];
    return s === undefined
      ? failed("ADSync is not installed on this server")
      : s.Status !== "Running"
        ? failed(`The ADSync service is ${s.Status}`)
        : undefined;
  };
  switch (c.kind) {
    case "start-sync-cycle":
      return engineDown() ?? runCycle(handle, c.policyType);
    case "stop-sync-cycle": {
      const down = engineDown();
      if (down !== undefined) return down;
      for (const k of Object.values(premises.connectors)) delete k.RunState;
      if (premises.scheduler !== undefined) premises.scheduler.SyncCycleInProgress = false;
      const open = premises.runHistory.find((r) => r.EndDate === null);
      if (open !== undefined) {
        open.EndDate = handle.now().toISOString();
        open.Result = "stopped-user-termination-from-wmi-or-ui";
      }
      handle.changed();
      return done("The cycle was asked to stop");
    }
    case "set-scheduler": {
      const down = engineDown();
      if (down !== undefined) return down;
      if (premises.scheduler === undefined) return failed("There is no scheduler on this server");
      if (c.set.SchedulerSuspended === false && premises.server.WizardOpen === true)
        return failed("The wizard is open");
      Object.assign(premises.scheduler, c.set);
      handle.changed();
      return done(
        Object.entries(c.set)
          .map(([k, v]) => `${k}: ${v}`)
          .join(", "),
      );
    }
    case "start-service":
    case "restart-service": {
      const s = premises.services[c.name];
      if (s === undefined) return failed(`There is no service ${c.name}`);
      if (c.kind === "restart-service" && s.Status !== "Running")
        return failed(`${c.name} does not run; it is ${s.Status}`);
      if (s.Status !== "Running" || c.kind === "restart-service") {
        if (s.ExitCode !== undefined && s.ExitCode !== 0 && s.ExitCode !== 1077)
          return failed(`${c.name} did not start: exit code ${s.ExitCode}`);
        if (s.StartType === "Disabled") s.StartType = "Automatic";
        s.Status = "Running";
        s["ProcessStartTime"] = handle.now().toISOString();
        if (c.name === "AADConnectProvisioningAgent")
          for (const a of [premises.provisioningAgent ?? []].flat()) {
            a.ServiceStatus = "Running";
            a.Active = true;
            a.LastCheckIn = handle.now().toISOString();
          }
        if (c.name === "ADSync" && premises.scheduler !== undefined) premises.scheduler.SyncCycleInProgress = false;
      }
      handle.changed();
      return done(`${c.name} runs`);
    }
    case "set-ad-attribute": {
      const p = byGuid(handle.world, c.objectGUID);
      if (p === undefined) return failed("There is no object with this objectGUID");
      const list = LISTS.has(c.attribute.toLowerCase());
      if (c.value === null || (Array.isArray(c.value) && c.value.length === 0)) delete p.entry[c.attribute];
      else if (list) p.entry[c.attribute] = Array.isArray(c.value) ? [...c.value] : [c.value];
      else if (Array.isArray(c.value)) {
        if (c.value.length > 1) return failed(`${c.attribute} holds one value`);
        p.entry[c.attribute] = c.value[0];
      } else p.entry[c.attribute] = NUMBERS.has(c.attribute.toLowerCase()) ? Number(c.value) : c.value;
      stamp(p);
      return done(`${c.attribute} is set`);
    }
    case "move-ad-object": {
      const p = byGuid(handle.world, c.objectGUID),
        target = byDn(handle.world, c.targetOu);
      if (p === undefined) return failed("There is no object with this objectGUID");
      if (target === undefined || !isContainer(target) || target.forest !== p.forest)
        return failed(`There is no container ${c.targetOu} in this forest`);
      const dn = `${rdnsOf(p.dn)[0]},${target.dn}`;
      if (byDn(handle.world, dn) !== undefined && !sameDn(dn, p.dn)) return failed(`${dn} exists already`);
      renameObject(handle, p, dn);
      const moved = byDn(handle.world, dn)!;
      stamp(moved);
      return done(`Moved to ${target.dn}`);
    }
    case "add-group-member": {
      const group = byDn(handle.world, c.groupDn),
        p = byGuid(handle.world, c.objectGUID);
      if (group === undefined || p === undefined)
        return failed(
          group === undefined ? `There is no group ${c.groupDn}` : "There is no object with this objectGUID",
        );
      const members = valuesOf(group.entry["member"]);
      if (!members.some((m) => sameDn(m, p.dn))) group.entry["member"] = [...members, p.dn];
      const of = valuesOf(p.entry["memberOf"]);
      if (!of.some((m) => sameDn(m, group.dn))) p.entry["memberOf"] = [...of, group.dn];
      stamp(group);
      stamp(p);
      return done(`Member of ${group.dn}`);
    }
    case "grant-connector-permission": {
      const account = premises.connectors[c.connectorName]?.Account;
      const before = premises.permissions.length;
      premises.permissions = premises.permissions.flatMap((p) => {
        if (
          !(isWithin(c.dn, p.DN) || sameDn(c.dn, p.DN)) ||
          (account !== undefined && p.Account.toLowerCase() !== account.toLowerCase())
        )
          return [p];
        const rest = p.Missing.filter((m) => m !== c.right);
        return rest.length === 0 ? [] : [{ ...p, Missing: rest }];
      });
      handle.changed();
      return done(
        before === premises.permissions.length ? "The right was there already" : `${c.right} granted on ${c.dn}`,
      );
    }
    case "purge-run-history": {
      const limit = handle.now().getTime() - c.olderThanDays * 86_400_000;
      premises.runHistory = premises.runHistory.filter((r) => Date.parse(r.StartDate) >= limit);
      const db = premises.server.Database as { SizeMB?: number; LimitMB?: number } | null | undefined;
      if (db?.SizeMB !== undefined && db.LimitMB !== undefined)
        db.SizeMB = Math.min(db.SizeMB, Math.round(db.LimitMB * 0.5));
      handle.changed();
      return done("Run history purged");
    }
    case "enable-tls12": {
      premises.server.Tls12 = { SchUseStrongCrypto: 1, SystemDefaultTlsVersions: 1, ClientEnabled: 1 };
      premises.server.PendingReboot = true;
      handle.changed();
      return done("The keys are set; the server must be restarted");
    }
    case "repair-run-profile": {
      const k = premises.connectors[c.connectorName];
      if (k === undefined) return failed(`There is no connector ${c.connectorName}`);
      const partitions = Object.entries(k.Partitions ?? {})
        .filter(([, p]) => p.Selected)
        .map(([dn, p]) => p.Identifier ?? dn);
      for (const profile of Object.values(k.RunProfiles ?? {})) {
        const type = profile.RunSteps[0]?.TaskType ?? "DeltaImport";
        profile.RunSteps = partitions.map((PartitionIdentifier) => ({ TaskType: type, PartitionIdentifier }));
      }
      handle.changed();
      return done("Every run profile has one step for each selected partition");
    }
    case "restart-password-sync": {
      const d = engineDown();
      if (d !== undefined) return d;
      handle.world.cloud.organization["onPremisesLastPasswordSyncDateTime"] = handle.now().toISOString();
      premises.eventLog.unshift({
        LogName: "Application",
        ProviderName: "Directory Synchronization",
        Id: 654,
        LevelDisplayName: "Information",
        TimeCreated: handle.now().toISOString(),
        Message: "Provision credentials ping end.",
      });
      handle.changed();
      return done("Password hash synchronization was switched off and on");
    }
    case "repair-agent-account": {
      const agents = [premises.provisioningAgent ?? []].flat();
      if (agents.length === 0) return failed("There is no provisioning agent");
      for (const a of agents) a.GmsaOk = true;
      handle.changed();
      return done("The agent's account was repaired");
    }
  }
}
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
