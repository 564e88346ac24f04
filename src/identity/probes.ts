/** Probes of the endpoints that sync needs, as the server makes them (adsync reference §2). */
import { cite, type EndpointProbe, type Evidence, type Fact } from "../domain";

/** Without these two hosts no cycle reaches the cloud; the rest is for the wizard, for certificates or for older builds. */
const DATA_PATH = /^(login|adminwebservice)\.microsoftonline\.com$/i;
export const isDataPath = (p: EndpointProbe): boolean => DATA_PATH.test(p.Host);
export const isDc = (p: EndpointProbe): boolean => /domain controller/i.test(p.Purpose);
export const isSql = (p: EndpointProbe): boolean => /SQL/.test(p.Purpose);
/** The name has an address and the port answers. */
export const isReached = (p: EndpointProbe): boolean => p.Tcp === "open" && p.Dns.length > 0;
/** Hosts none of whose probed ports answers. */
export const silentHosts = (probes: readonly EndpointProbe[]): string[] =>
  [...new Set(probes.map((p) => p.Host))].filter((host) =>
    probes.filter((p) => p.Host === host).every((p) => p.Tcp !== "open"),
  );
/** The probe of the engine's SQL Server that fails: closed port, or a name without an address. */
export const sqlUnreachable = (probes: readonly EndpointProbe[]): EndpointProbe | undefined =>
  probes.find((p) => isSql(p) && !isReached(p));
/** A port, for the evidence. */
export const seenPort = (p: EndpointProbe, from: Fact<unknown>): Evidence =>
  cite(`${p.Host}:${p.Port}: TCP ${p.Tcp}`, from);
