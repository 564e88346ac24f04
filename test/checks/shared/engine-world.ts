/** A sync server that runs well, as facts; each test changes what its fault needs. */
import { AAD, connectors, NOW, run, scheduler } from "../scope/world";
import type { EndpointProbe, EventRecord, Service } from "../../../src/domain";
import type { GivenFacts } from "../../testers/check-tester";

export const ACCOUNT = "Sync_SYNC01_1a@contoso.onmicrosoft.com";
export const conns = connectors().map((c) => ({ ...c, Account: c.Type === "AD" ? "CONTOSO\\MSOL_1" : ACCOUNT }));
export const adSync = (over: Partial<Service> = {}): Service => ({
  Name: "ADSync",
  DisplayName: "Microsoft Entra ID Sync",
  Status: "Running",
  StartType: "Automatic",
  StartName: "NT SERVICE\\ADSync",
  ...over,
});
export const agent = (over: Partial<Service> = {}): Service => ({
  Name: "AADConnectProvisioningAgent",
  DisplayName: "Microsoft Entra Provisioning Agent",
  Status: "Stopped",
  StartType: "Automatic",
  StartName: "CONTOSO\\svc-agent",
  ...over,
});
export const cloudExport = (over = {}) =>
  run({
    ConnectorName: AAD,
    RunProfileName: "Export",
    StartDate: "2026-11-23T08:46:52Z",
    EndDate: "2026-11-23T08:46:56Z",
    ...over,
  });
export const good = [cloudExport(), run()];
export const refused = [cloudExport({ Result: "stopped-extension-dll-exception" }), run()];
export const event = (ProviderName: string, Id: number, TimeCreated: string, Message = ""): EventRecord => ({
  LogName: "Application",
  ProviderName,
  Id,
  TimeCreated,
  Message,
});
export const signIn = (createdDateTime: string, errorCode: number, userPrincipalName = ACCOUNT) => ({
  createdDateTime,
  userPrincipalName,
  status: { errorCode },
});
const issuer = "CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1, O=DigiCert Inc, C=US";
/** A probe that went through; fields of the last hop are left out by giving them in `without`. */
export function probe(Host: string, over: Partial<EndpointProbe> = {}): EndpointProbe {
  const open = { Host, Port: 443, Purpose: "Connect Sync to the cloud", Dns: ["203.0.113.10"], Tcp: "open" };
  return over.Tcp !== undefined && over.Tcp !== "open"
    ? { ...open, ...over }
    : { ...open, Tls: { Protocol: "Tls12", Issuer: issuer, ChainStatus: "ok" }, Http: 200, ...over };
}
/** TCP opens, and no handshake follows. */
export const mute = (Host: string): EndpointProbe => ({
  Host,
  Port: 443,
  Purpose: "Connect Sync to the cloud",
  Dns: ["203.0.113.10"],
  Tcp: "open",
});
export const login = "login.microsoftonline.com",
  data = "adminwebservice.microsoftonline.com";
export const host = {
  OS: "Microsoft Windows Server 2022 Standard",
  OSVersion: "10.0.20348",
  ConnectVersion: "2.6.84.0",
  DotNetRelease: 528449,
  FreeDiskMB: 40000,
  ClockSkewSeconds: 0,
  Tls12: { SchUseStrongCrypto: 1, SystemDefaultTlsVersions: 1, ClientEnabled: 1 },
  Database: { Kind: "LocalDB", SizeMB: 812, LimitMB: 10240 },
};
export const well: GivenFacts = {
  now: NOW,
  "server.services": [adSync()],
  "server.connectors": conns,
  "server.runHistory": good,
  "server.scheduler": scheduler,
  "server.host": host,
  "server.endpoints": [probe(login), probe(data)],
};
