import { defineCheck } from "../../identity/define";
import { cloudConnectors } from "../../identity/place";
import { brokenRuns } from "../../identity/runs";
import { hoursBetween } from "../../identity/time";
import { cite, type Evidence } from "../../domain";
import { DATA_PATH } from "./data-path";
import type { RunResult } from "../../domain";
/** The address of a proxy setting: text, or an object that names one; null where none is set. */
export const configured = (v: unknown): string | null =>
  typeof v === "string" && v.trim() !== ""
    ? v
    : typeof v === "object" && v !== null && typeof (v as { ProxyAddress?: unknown }).ProxyAddress === "string"
      ? (v as { ProxyAddress: string }).ProxyAddress
      : null;
const seconds = (r: RunResult): number => (Date.parse(r.EndDate ?? r.StartDate) - Date.parse(r.StartDate)) / 1000;
/** Runs that die again and again after the same time, with work done in between: something on the way ends idle connections. */
function sameLength(runs: readonly RunResult[]): number | null {
  const ends = runs.map(seconds).filter((s) => s >= 45);
  if (ends.length < 3) return null;
  const middle = ends[Math.floor(ends.length / 2)]!;
  return ends.every((s) => Math.abs(s - middle) <= Math.max(3, middle * 0.04)) ? Math.round(middle) : null;
}
/** The engine reads its proxy from machine.config (64 bit .NET), not from Windows; the agent has a file of its own. */
export const proxy = defineCheck({
  id: "network.proxy",
  title: "The way through the proxy is right for the engine",
  guide: "network.interception",
  needs: ["server.host"],
  wants: [
    "server.endpoints",
    "server.services",
    "server.runHistory",
    "server.connectors",
    "now",
    "server.provisioningAgents",
    "entra.syncJobs",
  ],
  messages: {
    fine: "The proxy settings fit the way that is open.",
    unknownToEngine: {
      code: "proxy-misconfigured",
      text: "Windows reaches the internet through {proxy}, but the engine's own configuration has no proxy, and the direct way is closed.",
      advice: [
        "Add the proxy to <system.net><defaultProxy> in C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config (for the Cloud Sync agent: AADConnectProvisioningAgent.exe.config), then restart the service.",
      ],
    },
    refuses: {
      code: "proxy-misconfigured",
      text: "The proxy answers HTTP {status} to {host}: {meaning}.",
      advice: [
        "Let the proxy pass the server's address to {host} without authentication; the service account cannot sign in to a proxy.",
      ],
    },
    silent: {
      code: "proxy-misconfigured",
      text: "The engine's own configuration sends it through {proxy}, which gives no answer; its runs to the cloud fail.",
      advice: [
        "Is the proxy still in use? If so, mend its name or the way to it; if not, take it out of <system.net><defaultProxy> in C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config. Then restart ADSync.",
      ],
    },
    restart: {
      code: "proxy-misconfigured",
      text: "The proxy setting was changed {changed}, after the service started {started}; the engine still uses the old one.",
      advice: ["Restart the service so that it reads the setting."],
    },
    idle: {
      code: "proxy-misconfigured",
      text: "The engine goes through {proxy}, and its exports die again and again after {seconds} seconds: the proxy ends requests that the service takes longer to answer.",
      advice: [
        "Raise the proxy's idle and request time-out for the Microsoft hosts to at least six minutes, or let the server go around the proxy.",
      ],
    },
  },
  evaluate({
    "server.host": host,
    "server.endpoints": probes,
    "server.services": services,
    "server.runHistory": runs,
    "server.connectors": connectors,
  }) {
    if (host.state !== "seen") return { verdict: "skip", message: "fine" };
    const p = host.value.Proxy ?? {},
      windows = configured(p.WinHttp) ?? configured(p.WinInet),
      engine = configured(p.MachineConfig) ?? configured(p.MiiserverExeConfig),
      agentProxy = configured(p.AADConnectProvisioningAgentConfig);
    const list = probes.state === "seen" ? probes.value : [],
      cloud = list.filter(
        (x) =>
          /^(login|adminwebservice|provisioningapi)\.(microsoftonline|windows)/i.test(x.Host) ||
          /servicebus\.windows\.net$|msappproxy\.net$/i.test(x.Host),
      );
    const closed = cloud.filter((x) => x.Tcp !== "open" || x.Dns.length === 0);
    const evidence = (extra: string[]): Evidence[] => [
      cite(`WinHTTP ${windows ?? "none"}, machine.config ${engine ?? "none"}`, host),
      ...extra.map((t) => cite(t, probes)),
    ];
    const isAgent =
      services.state === "seen" &&
      services.value.some((s) => s.Name === "AADConnectProvisioningAgent") &&
      !services.value.some((s) => s.Name === "ADSync");
    // What the proxy says matters only where the engine goes through it, or has no other way.
    const throughProxy = engine !== null || (isAgent && agentProxy !== null) || (windows !== null && closed.length > 0);
    const refused = cloud.find(
      (x) => (throughProxy && x.ViaProxy?.Http !== undefined && [403, 407].includes(x.ViaProxy.Http)) || x.Http === 407,
    );
    if (refused !== undefined && (windows !== null || engine !== null || agentProxy !== null)) {
      const status = refused.ViaProxy?.Http ?? refused.Http ?? 0;
      return {
        verdict: "fail",
        message: "refuses",
        standing: "blocking",
        data: { status, host: refused.Host, meaning: status === 407 ? "it asks for a sign-in" : "it forbids the way" },
        evidence: evidence([`${refused.Host}: HTTP ${status} through the proxy`]),
        suggests: [],
      };
    }
    if (windows !== null && (isAgent ? agentProxy === null && engine === null : engine === null) && closed.length > 0)
      return {
        verdict: "fail",
        message: "unknownToEngine",
        standing: "blocking",
        data: { proxy: windows },
        evidence: evidence(closed.slice(0, 3).map((x) => `${x.Host}:${x.Port} direct: TCP ${x.Tcp}`)),
        suggests: [],
      };
    const service =
      services.state === "seen"
        ? services.value.find((s) => s.Name === (isAgent ? "AADConnectProvisioningAgent" : "ADSync"))
        : undefined;
    const broken =
      runs.state === "seen" && connectors.state === "seen"
        ? brokenRuns(
            runs.value,
            cloudConnectors(connectors.value).map((c) => c.Name),
          )
        : [];
    if (
      engine !== null &&
      p.MachineConfigLastWriteTime !== undefined &&
      service?.ProcessStartTime !== undefined &&
      hoursBetween(service.ProcessStartTime, p.MachineConfigLastWriteTime) > 0 &&
      broken.length > 0
    )
      return {
        verdict: "fail",
        message: "restart",
        standing: "blocking",
        data: { changed: p.MachineConfigLastWriteTime, started: service.ProcessStartTime },
        evidence: [
          cite(
            `machine.config written ${p.MachineConfigLastWriteTime}; ${service.Name} started ${service.ProcessStartTime}`,
            host,
          ),
        ],
        suggests: ["restart-sync-service"],
      };
    const ways = cloud.filter((x) => DATA_PATH.test(x.Host) && x.ViaProxy !== undefined),
      mute = ways[0];
    if (engine !== null && mute !== undefined && broken.length > 0 && ways.every((x) => x.ViaProxy!.Tcp !== "open"))
      return {
        verdict: "fail",
        message: "silent",
        standing: "blocking",
        data: { proxy: engine },
        evidence: evidence([`${mute.Host}: TCP ${mute.ViaProxy!.Tcp} through the proxy, ${mute.Tcp} direct`]),
        suggests: [],
      };
    if (engine !== null && runs.state === "seen" && connectors.state === "seen" && broken.length > 0) {
      const names = cloudConnectors(connectors.value).map((c) => c.Name),
        failing = runs.value.filter(
          (r) =>
            names.includes(r.ConnectorName) &&
            /export/i.test(r.RunProfileName) &&
            r.Result === "stopped-extension-dll-exception",
        );
      const at = sameLength(failing);
      if (at !== null)
        return {
          verdict: "fail",
          message: "idle",
          standing: "blocking",
          proof: "timed",
          data: { proxy: engine, seconds: at },
          evidence: [
            cite(`proxy of the engine ${engine}`, host),
            ...failing.slice(0, 4).map((r) => cite(`Export ${r.StartDate} to ${r.EndDate ?? "?"}: ${r.Result}`, runs)),
          ],
          suggests: [],
        };
    }
    return { verdict: "pass", message: "fine" };
  },
});
