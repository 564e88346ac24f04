import { defineCheck } from "../../identity/define";
import { cloudConnectors } from "../../identity/place";
import { brokenRuns, lastSuccess } from "../../identity/runs";
import { cite, pii, type Evidence, type Claim } from "../../domain";
import type { EndpointProbe } from "../../domain";
import { DATA_PATH } from "./data-path";
import { configured } from "./proxy";
/** Hosts that an engine needs: Microsoft's lists for Connect Sync and the Cloud Sync agent. Others (telemetry, retired names, a search page) may fail. */
export const requiredFor = (p: EndpointProbe, engine: { connect: boolean; agent: boolean }): boolean => {
  const h = p.Host.toLowerCase();
  if (h === "graph.windows.net" || p.Port === 8080) return false;
  if (/^(login\.microsoftonline\.com|login\.windows\.net)$/.test(h)) return true;
  if (/domain controller|SQL Server/i.test(p.Purpose)) return true;
  if (engine.connect && /^(adminwebservice|provisioningapi)\.microsoftonline\.com$|^graph\.microsoft\.com$/.test(h))
    return true;
  return engine.agent && /\.(servicebus\.windows\.net|msappproxy\.net)$/.test(h);
};
export const isDc = (p: EndpointProbe): boolean => /domain controller/i.test(p.Purpose);
/** The SQL Server of the engine cannot be reached from here: closed port, or a name without an address. */
export const sqlUnreachable = (probes: readonly EndpointProbe[]): EndpointProbe | undefined =>
  probes.find((p) => /SQL/.test(p.Purpose) && (p.Tcp !== "open" || p.Dns.length === 0));
const SINKHOLE = /^(0\.0\.0\.0|127\.|::1$|::$)/;
/** Each required endpoint in steps: name, port. A name that does not resolve is told from a port that is closed. */
export const endpoints = defineCheck({
  id: "network.endpoints",
  title: "Every required host resolves and its port is open from the server",
  guide: "network.ports",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-ports"],
  needs: ["server.endpoints"],
  wants: ["server.services", "server.host", "server.connectors", "server.runHistory", "server.provisioningAgents"],
  messages: {
    open: "Every required host resolves and its port is open.",
    name: {
      code: "name-resolution-failure",
      text: "The server cannot resolve {hosts}: {answer}.",
      advice: [
        "On the server: Resolve-DnsName {first}. Check the DNS servers of its network adapter, their forwarders, and the _ldap._tcp records for domain names; then re-check.",
      ],
    },
    closed: {
      code: "endpoint-blocked",
      text: "From the server {targets} is not reachable: {answer}.",
      advice: [
        "Ask the network team for: allow TCP outbound from the sync server to {rule}. A deny rule above the allow rule wins; look at the firewall's log for the server's address. Test: Test-NetConnection {first}.",
      ],
    },
  },
  evaluate({
    "server.endpoints": probes,
    "server.services": services,
    "server.host": host,
    "server.provisioningAgents": agents,
    "server.connectors": connectors,
    "server.runHistory": runs,
  }) {
    const list = probes.state === "seen" ? probes.value : [];
    const connect = services.state === "seen" && services.value.some((s) => s.Name === "ADSync"),
      agent =
        (services.state === "seen" && services.value.some((s) => s.Name === "AADConnectProvisioningAgent")) ||
        (agents.state === "seen" && agents.value.some((x) => x.Installed));
    const needed = list.filter((p) => requiredFor(p, { connect, agent }));
    const p0 = host.state === "seen" ? (host.value.Proxy ?? {}) : {},
      proxied = [
        p0.WinHttp,
        p0.WinInet,
        p0.MachineConfig,
        p0.MiiserverExeConfig,
        ...(connect ? [] : [p0.AADConnectProvisioningAgentConfig]),
      ].some((v) => configured(v) !== null);
    // Where there is a proxy the direct way may well be closed: that is judged by the proxy check.
    const direct = (p: EndpointProbe): boolean => !proxied || isDc(p) || /SQL/.test(p.Purpose);
    const out: Claim<"open" | "name" | "closed">[] = [];
    const show = (ps: EndpointProbe[]): Evidence[] =>
      ps
        .slice(0, 6)
        .map((p) =>
          cite(
            `${p.Host}:${p.Port} (${p.Purpose}): DNS ${p.Dns.length === 0 ? "no answer" : p.Dns.join(", ")}, TCP ${p.Tcp}`,
            probes,
          ),
        );
    const unnamed = needed.filter(
      (p) => (p.Dns.length === 0 || p.Dns.every((d) => SINKHOLE.test(d))) && p.ViaProxy === undefined,
    );
    const dcUnnamed = unnamed.filter(isDc),
      anyDc = needed.some((p) => isDc(p) && p.Dns.length > 0 && p.Tcp === "open");
    const namesMatter = unnamed.filter((p) => !isDc(p)).length > 0 || (dcUnnamed.length > 0 && !anyDc);
    if (unnamed.length > 0 && namesMatter)
      out.push({
        verdict: "fail",
        message: "name",
        standing: "blocking",
        data: {
          hosts: [...new Set(unnamed.map((p) => p.Host))].slice(0, 5).map((h) => pii(h, "host")),
          answer: unnamed[0]!.Dns.length === 0 ? "no address comes back" : `the answer is ${unnamed[0]!.Dns[0]}`,
          first: unnamed[0]!.Host,
        },
        evidence: show(unnamed),
        suggests: [],
      });
    const closed = needed.filter(
      (p) => !unnamed.includes(p) && direct(p) && p.Tcp !== "open" && p.ViaProxy?.Tcp !== "open",
    );
    // A controller that answers on no port at all is down or cut off as a whole; that is another cause (connectors.domain-controller).
    const wholeHostDown = (p: EndpointProbe): boolean =>
      isDc(p) && list.filter((x) => x.Host === p.Host).every((x) => x.Tcp !== "open");
    const ports = closed.filter((p) => !wholeHostDown(p));
    const clouds = connectors.state === "seen" ? cloudConnectors(connectors.value).map((c) => c.Name) : [];
    const works =
      runs.state === "seen" && lastSuccess(runs.value, clouds) !== "" && brokenRuns(runs.value, clouds).length === 0;
    const spared =
      connect &&
      works &&
      ports.every(
        (p) =>
          !DATA_PATH.test(p.Host) &&
          !isDc(p) &&
          !/SQL/.test(p.Purpose) &&
          !(agent && /servicebus|msappproxy/.test(p.Host)),
      );
    if (ports.length > 0)
      out.push({
        verdict: spared ? "warn" : "fail",
        message: "closed",
        standing: spared ? "degrading" : "blocking",
        data: {
          targets: [...new Set(ports.map((p) => `${p.Host}:${p.Port}`))].slice(0, 5),
          answer: `TCP ${ports[0]!.Tcp}`,
          rule:
            ports[0]!.Dns.length > 0
              ? `${ports[0]!.Host} (${ports[0]!.Dns[0]}) port ${ports[0]!.Port}`
              : `${ports[0]!.Host} port ${ports[0]!.Port}`,
          first: `${ports[0]!.Host} -Port ${ports[0]!.Port}`,
        },
        evidence: show(ports),
        suggests: [],
      });
    return out.length > 0 ? out : { verdict: "pass", message: "open" };
  },
});
