/** Proxies of the sync server: Windows has one, the engine reads its own from machine.config, the agent from a file of its own (adsync reference §2.3). */
import type { HostInfo } from "../domain";

/** Addresses; undefined where none is set. */
export interface ProxySettings {
  readonly windows: string | undefined;
  readonly engine: string | undefined;
  readonly agent: string | undefined;
}
export function proxySettings(host: HostInfo | undefined): ProxySettings {
  const proxy = host?.Proxy ?? {};
  return {
    windows: addressOf(proxy.WinHttp) ?? addressOf(proxy.WinInet),
    engine: addressOf(proxy.MachineConfig) ?? addressOf(proxy.MiiserverExeConfig),
    agent: addressOf(proxy.AADConnectProvisioningAgentConfig),
  };
}
/** The address of a setting: text, or an object that names one. */
function addressOf(setting: unknown): string | undefined {
  if (typeof setting === "string") return setting.trim() === "" ? undefined : setting;
  if (typeof setting !== "object" || setting === null || !("ProxyAddress" in setting)) return undefined;
  return typeof setting.ProxyAddress === "string" ? setting.ProxyAddress : undefined;
}
