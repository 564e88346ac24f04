/** An engine fault laid over an object fault: as the lab's own cycle makes it, in run history, events and states. */
import { runCycle } from "../../src/lab/premises/cycle";
import type { Scenario, World } from "../../src/lab/scenario";
import { World as LabWorld } from "../../src/lab/world";
import { mechanismOf } from "../../src/triage/causes";
import { changed, isRight, said, triage, type Code, type Property, type Trial } from "./property";

const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
const shut = () => ({ Dns: ["203.0.113.10"], Tcp: "timeout" as const });

/** A fault of the whole engine. */
interface Overlay {
  readonly code: Code;
  /** Other codes that say the same of it. */
  readonly also?: readonly Code[];
  readonly lay: (world: World) => void;
  /** A cycle has run into it. */
  readonly cycles?: true;
}
const connectorsOf = (world: World, isAd: boolean) =>
  Object.values(world.premises.connectors).filter((c) => (c.Type === "AD") === isAd);
const OF_CONNECT: readonly Overlay[] = [
  {
    code: "sync-service-stopped",
    lay({ premises }) {
      const service = premises.services["ADSync"];
      if (service !== undefined) service.Status = "Stopped";
    },
  },
  {
    code: "scheduler-disabled",
    lay({ premises }) {
      if (premises.scheduler !== undefined) premises.scheduler.SyncCycleEnabled = false;
    },
  },
  {
    code: "scheduler-suspended",
    lay({ premises }) {
      if (premises.scheduler !== undefined) premises.scheduler.SchedulerSuspended = true;
    },
  },
  {
    code: "staging-mode",
    lay({ premises }) {
      if (premises.scheduler !== undefined) premises.scheduler.StagingModeEnabled = true;
    },
  },
  {
    code: "ad-connector-credentials",
    lay(world) {
      for (const c of connectorsOf(world, true)) c.AccountState = "bad-password";
    },
    cycles: true,
  },
  {
    code: "cloud-connector-credentials",
    lay(world) {
      const at = iso(Date.parse(world.now) - 20_000);
      for (const c of connectorsOf(world, false)) {
        c.AccountState = "certificate-expired";
        c.CertificateNotAfter = at;
      }
      world.premises.eventLog.unshift({
        LogName: "Application",
        ProviderName: "Directory Synchronization",
        Id: 906,
        LevelDisplayName: "Error",
        TimeCreated: at,
        Message:
          "GetSecurityToken: unable to retrieve a security token for the provisioning web service (AWS). AADSTS700027: The certificate with identifier used to sign the client assertion is expired on application.",
      });
    },
    cycles: true,
  },
  {
    code: "endpoint-blocked",
    lay({ premises }) {
      for (const host of ["login.microsoftonline.com", "adminwebservice.microsoftonline.com"])
        premises.network[`${host}:443`] = { ...shut(), ViaProxy: shut() };
    },
    cycles: true,
  },
];
const OF_CLOUD_SYNC: readonly Overlay[] = [
  {
    code: "provisioning-agent-inactive",
    lay({ premises, now }) {
      for (const agent of [premises.provisioningAgent ?? []].flat()) {
        agent.ServiceStatus = "Stopped";
        agent.Active = false;
        agent.LastCheckIn = new Date(Date.parse(now) - 5 * 3_600_000).toISOString();
      }
      const service = premises.services["AADConnectProvisioningAgent"];
      if (service !== undefined) service.Status = "Stopped";
    },
  },
];
/** The faults that the tenant's tool can have. */
function overlaysOf({ world }: Scenario): readonly Overlay[] {
  const { premises } = world;
  if (premises.services["ADSync"] !== undefined && premises.scheduler !== undefined) return OF_CONNECT;
  return premises.provisioningAgent == null ? [] : OF_CLOUD_SYNC;
}
/** The world with the fault, and the cycle that ran into it. */
async function under(scenario: Scenario, { lay, cycles }: Overlay): Promise<World> {
  const world = changed(scenario, lay);
  if (cycles === undefined) return world;
  const lab = new LabWorld(world, () => 0);
  await runCycle(lab, "Delta");
  return { ...structuredClone(lab.world), now: lab.now().toISOString() };
}
/** Its known cause is a fault of one object; what only waits for the next cycle is none. */
const isObjectFault = ({ expect, world }: Scenario): boolean =>
  expect !== null &&
  expect.rootCause !== "sync-pending" &&
  world.premises.agent.online &&
  mechanismOf(expect.rootCause).hits === "one";

const overlaid =
  (judge: (scenario: Scenario, overlay: Overlay, codes: readonly string[]) => boolean): Property["trials"] =>
  async (lab, scenario, some) => {
    const trials: Trial[] = [];
    for (const overlay of isObjectFault(scenario) ? some(overlaysOf(scenario)) : []) {
      const verdict = await triage(lab, scenario, await under(scenario, overlay));
      const codes = verdict.findings.map((f) => f.code ?? "undetermined");
      trials.push({
        held: judge(scenario, overlay, codes),
        says: `${overlay.code} over ${scenario.expect?.rootCause}: ${said(verdict)} of ${codes.join(", ")}`,
      });
    }
    return trials;
  };

export default [
  {
    name: "engine-fault",
    promise: "an engine fault laid over an object fault is listed",
    target: 1,
    trials: overlaid((_, overlay, codes) => codes.includes(overlay.code)),
  },
  {
    name: "object-fault-under",
    promise: "the object fault under it is listed as well",
    target: 0.9,
    trials: overlaid((scenario, _, codes) => codes.some((code) => isRight(scenario, code))),
  },
] as const satisfies readonly Property[];
