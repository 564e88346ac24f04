/** The result of a connector's import run, in the words of the run history (adsync reference §3.4). */
import type { World } from "../scenario";

type Connector = World["premises"]["connectors"][string];
/** Of an AD connector: its account, then the controllers, then the run profiles. */
export function adImportResultOf(world: World, connector: Connector): string {
  if (connector.AccountState !== undefined && connector.AccountState !== "ok") return "no-start-credentials";
  return unreachableDc(world) ?? (stepsMatchPartitions(connector) ? "success" : "missing-partition-for-run-step");
}
/** A controller's name that does not resolve, or a closed port; null where every listed one answers. */
function unreachableDc(world: World): "no-start-ma" | "no-start-connection" | null {
  const ports = Object.entries(world.premises.network)
    .filter(([k]) => /:(389|88|135)$/.test(k))
    .map(([, n]) => n);
  if (ports.some((n) => n.Dns?.length === 0)) return "no-start-ma";
  return ports.some((n) => n.Tcp === "refused" || n.Tcp === "timeout") ? "no-start-connection" : null;
}
/** Every run step names a partition that is there, and every selected partition has a step in every profile. */
function stepsMatchPartitions({ RunProfiles, Partitions }: Connector): boolean {
  if (RunProfiles === undefined) return true;
  const partitions = Object.values(Partitions ?? {}),
    profiles = Object.values(RunProfiles);
  const known = new Set(partitions.map((p) => p.Identifier));
  const named = profiles.every((p) =>
    p.RunSteps.every((s) => s.PartitionIdentifier === undefined || known.has(s.PartitionIdentifier)),
  );
  const covered = partitions
    .filter((p) => p.Selected && p.Identifier !== undefined)
    .every((x) => profiles.every((p) => p.RunSteps.some((s) => s.PartitionIdentifier === x.Identifier)));
  return named && covered;
}

const CLOUD_HOSTS = ["login.microsoftonline.com:443", "adminwebservice.microsoftonline.com:443"];
/** Of the Entra connector: the way to the cloud, its account, its watermark; null where a run can be made. */
export function cloudFaultOf(world: World, entra: Connector, initial: boolean): string | null {
  const { network } = world.premises;
  const throughProxy = usesProxy(world);
  const hosts = CLOUD_HOSTS.map((k) => {
    const direct =
      network[k] ??
      Object.entries(network).find(([p]) => p.startsWith("*.") && k.endsWith(p.slice(1)))?.[1] ??
      network["*"];
    return throughProxy ? (direct?.ViaProxy ?? direct) : direct;
  });
  if (hosts.some((h) => h !== undefined && (h.Dns?.length === 0 || (h.Tcp !== undefined && h.Tcp !== "open"))))
    return "stopped-connectivity";
  const untrusted = hosts.some(
    (h) => h?.Tls?.Error !== undefined || (h?.Tls?.ChainStatus !== undefined && h.Tls.ChainStatus !== "ok"),
  );
  if (untrusted || (entra.AccountState !== undefined && entra.AccountState !== "ok"))
    return "stopped-extension-dll-exception";
  return entra.WatermarkStale === true && !initial ? "stopped-server-down" : null;
}
/** .NET reads machine.config when the service starts: a proxy that was written later is not known to it yet. */
function usesProxy({ premises: { server, services } }: World): boolean {
  const { MachineConfig, MachineConfigLastWriteTime: written } = server.Proxy ?? {};
  const started = services["ADSync"]?.["ProcessStartTime"];
  const isSet = MachineConfig !== undefined && MachineConfig !== null && MachineConfig !== "";
  return isSet && !(typeof written === "string" && typeof started === "string" && written > started);
}
