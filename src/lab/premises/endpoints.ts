/** The agent's probes of the network: which endpoints it tries, and what a scenario's network answers. */
import type { EndpointProbe } from "../../domain";
import type { World } from "../scenario";

/** Required endpoints: Microsoft's lists for Connect Sync and for the Cloud Sync agent. */
const CONNECT = [
  "login.microsoftonline.com",
  "login.windows.net",
  "adminwebservice.microsoftonline.com",
  "graph.microsoft.com",
];
const AGENT = [
  "login.microsoftonline.com",
  "login.windows.net",
  "hybridsync.servicebus.windows.net",
  "provisioning.msappproxy.net",
];

/** A probe of each endpoint that this server needs, and of each that the scenario's network names. */
export function endpointsOf(world: World): EndpointProbe[] {
  const { network } = world.premises;
  return [...wantedEndpoints(world)].map(([key, purpose]) => probeOf(network, key, purpose));
}
/** `host:port` and what it is needed for; a wildcard of the network stands for one host, where no wanted one falls under it. */
function wantedEndpoints({ premises: { network, services, provisioningAgent } }: World): Map<string, string> {
  const hasAgent = services["AADConnectProvisioningAgent"] !== undefined || provisioningAgent != null;
  const wanted = new Map<string, string>();
  if (services["ADSync"] !== undefined) for (const h of CONNECT) wanted.set(`${h}:443`, "Connect Sync to the cloud");
  if (hasAgent) for (const h of AGENT) wanted.set(`${h}:443`, "Cloud Sync agent to the cloud");
  for (const key of Object.keys(network))
    if (key !== "*" && !key.startsWith("*.")) wanted.set(key, wanted.get(key) ?? purposeOf(key));
  for (const key of Object.keys(network))
    if (key.startsWith("*.") && ![...wanted.keys()].some((w) => w.endsWith(key.slice(1))))
      wanted.set(`${hasAgent && /servicebus/.test(key) ? "hybridsync" : "www"}${key.slice(1)}`, purposeOf(key));
  return wanted;
}
/** The entry of the network that answers: the endpoint's own, the longest wildcard over it, or `*`. */
function probeOf(network: World["premises"]["network"], key: string, Purpose: string): EndpointProbe {
  const at = key.lastIndexOf(":"),
    Host = key.slice(0, at),
    Port = Number(key.slice(at + 1));
  const best =
    network[key] ??
    Object.entries(network)
      .filter(([k]) => k.startsWith("*.") && `${Host}:${Port}`.toLowerCase().endsWith(k.slice(1).toLowerCase()))
      .sort((a, b) => b[0].length - a[0].length)[0]?.[1] ??
    network["*"];
  const { Tls, Http, ViaProxy, Dns, Tcp } = best ?? {};
  return {
    Host,
    Port,
    Purpose,
    Dns: Dns ?? [],
    Tcp: Tcp ?? ((Dns ?? []).length === 0 ? "timeout" : "open"),
    ...(Tls == null ? {} : { Tls }),
    ...(Http == null ? {} : { Http }),
    ...(ViaProxy === undefined
      ? {}
      : { ViaProxy: { ...ViaProxy, Dns: ViaProxy.Dns ?? [], Tcp: ViaProxy.Tcp ?? "open" } }),
  } as EndpointProbe;
}
const purposeOf = (key: string): string =>
  /:(389|636|88|135|445|53|3268|3269|49152)$/.test(key)
    ? "Connect Sync to a domain controller"
    : /:1433$/.test(key)
      ? "Connect Sync to its SQL Server"
      : /servicebus|msappproxy/.test(key)
        ? "agent to the cloud"
        : /:80$/.test(key)
          ? "certificate revocation lists"
          : "server to the cloud";
