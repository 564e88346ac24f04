/** The way from the server to the cloud and to the domain controllers (adsync reference §2, §3.4). */
import type { Draft, Trace } from "../draft";
import { iso, MINUTE } from "../ids";
import type { Injection } from "../injection";
import { newcomer } from "./scope";

const connect = { tool: "connect" } as const;
type Hop = Draft["premises"]["network"][string];
const CLOUD = [
  "login.microsoftonline.com",
  "login.windows.net",
  "adminwebservice.microsoftonline.com",
  "graph.microsoft.com",
];
const GOOD_TLS = {
  Protocol: "Tls12",
  Issuer: "CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1, O=DigiCert Inc, C=US",
  ChainStatus: "ok",
};
const ADDRESS = "20.190.177.21",
  SYNC = "Directory Synchronization";
const toCloud = (d: Draft, hop: Hop, hosts: readonly string[] = CLOUD): void => {
  for (const h of hosts) d.premises.network[`${h}:443`] = structuredClone(hop);
};
const toControllers = (d: Draft, hop: Hop): void => {
  for (const host of [...d.tenant.controllers, d.tenant.forest])
    for (const port of [88, 135, 389, 445, 3268]) d.premises.network[`${host}:${port}`] = structuredClone(hop);
};
/** What the connector writes when a call to the cloud throws. */
const thrown = (exception: string): Trace[] => [
  { ProviderName: SYNC, Id: 106, Message: `Failure while prefetching import from Microsoft Entra ID. ${exception}` },
  {
    ProviderName: "ADSync",
    Id: 6801,
    Message: `The extensible extension returned an unsupported error.\r\n The stack trace is:\r\n\r\n "${exception}\r\n   at Microsoft.Azure.ActiveDirectory.Connector.Connector.OpenImportConnection()"`,
  },
];
const NO_ANSWER =
  "System.Net.WebException: Unable to connect to the remote server ---> System.Net.Sockets.SocketException: A connection attempt failed because the connected party did not properly respond after a period of time 20.190.177.21:443";
const NO_TRUST =
  "System.Net.WebException: The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel. ---> System.Security.Authentication.AuthenticationException: The remote certificate is invalid according to the validation procedure.";

/** Every run of the Entra connector dies with a thrown exception. */
function cloudThrows(d: Draft, exception: string): void {
  d.fail("cloud", { Result: "stopped-extension-dll-exception" }, ...thrown(exception));
  d.passwordsStopped = d.now;
}
const proxyOf = (d: Draft): string => `http://proxy.${d.tenant.forest}:8080`;

export const network: readonly Injection[] = [
  {
    code: "name-resolution-failure",
    form: "the cloud's names do not resolve",
    wishes: connect,
    make: (d) => {
      const sinkhole = d.rng.chance(0.3);
      toCloud(d, sinkhole ? { Dns: ["0.0.0.0"], Tcp: "refused" } : { Dns: [], Tcp: "timeout" });
      cloudThrows(
        d,
        sinkhole
          ? "System.Net.WebException: Unable to connect to the remote server ---> System.Net.Sockets.SocketException: No connection could be made because the target machine actively refused it 0.0.0.0:443"
          : "System.Net.WebException: The remote name could not be resolved: 'login.microsoftonline.com'",
      );
      return { ...newcomer(d), also: sinkhole ? ["endpoint-blocked"] : [] };
    },
  },
  {
    code: "name-resolution-failure",
    form: "the controllers' names do not resolve",
    wishes: connect,
    make: (d) => {
      toControllers(d, { Dns: [], Tcp: "timeout" });
      d.log(
        "Microsoft-Windows-DNS-Client",
        1014,
        "Warning",
        `Name resolution for the name _ldap._tcp.dc._msdcs.${d.tenant.forest} timed out after none of the configured DNS servers responded.`,
        d.before(20 * MINUTE),
        "System",
      );
      d.passwordsStopped = d.now;
      return { ...newcomer(d), also: ["domain-controller-unreachable"] };
    },
  },
  {
    code: "domain-controller-unreachable",
    form: "no controller answers",
    wishes: connect,
    make: (d) => {
      toControllers(d, { Dns: ["10.20.0.11"], Tcp: "timeout" });
      d.log(
        "NETLOGON",
        5719,
        "Error",
        `This computer was not able to set up a secure session with a domain controller in domain ${d.tenant.netbios} due to the following: \r\nThere are currently no logon servers available to service the logon request.`,
        d.before(25 * MINUTE),
        "System",
      );
      d.passwordsStopped = d.now;
      return { ...newcomer(d), also: ["endpoint-blocked"] };
    },
  },
  {
    code: "endpoint-blocked",
    form: "port 443 to the cloud is closed",
    wishes: connect,
    make: (d) => {
      const hosts = d.rng.chance(0.5) ? CLOUD : ["adminwebservice.microsoftonline.com"];
      toCloud(d, { Dns: [ADDRESS], Tcp: d.rng.of(["timeout", "refused"] as const) }, hosts);
      cloudThrows(d, NO_ANSWER);
      return newcomer(d);
    },
  },
  {
    code: "proxy-misconfigured",
    form: "the proxy asks for authentication",
    wishes: connect,
    make: (d) => {
      d.premises.server.Proxy = { WinHttp: proxyOf(d), MachineConfig: { ProxyAddress: proxyOf(d) } };
      const Http = d.rng.of([407, 407, 403]);
      toCloud(d, { Dns: [ADDRESS], Tcp: "timeout", ViaProxy: { Dns: ["10.20.0.80"], Tcp: "open", Http } });
      cloudThrows(
        d,
        `System.Net.WebException: The remote server returned an error: (${Http}) ${Http === 407 ? "Proxy Authentication Required" : "Forbidden"}.`,
      );
      return newcomer(d);
    },
  },
  {
    code: "proxy-misconfigured",
    form: "Windows has a proxy, the engine goes direct",
    wishes: connect,
    make: (d) => {
      d.premises.server.Proxy = { WinHttp: proxyOf(d), WinInet: proxyOf(d), MachineConfig: null };
      toCloud(d, {
        Dns: [ADDRESS],
        Tcp: "timeout",
        ViaProxy: { Dns: [ADDRESS], Tcp: "open", Tls: GOOD_TLS, Http: 200 },
      });
      cloudThrows(d, NO_ANSWER);
      return { ...newcomer(d), also: ["endpoint-blocked"] };
    },
  },
  {
    code: "proxy-misconfigured",
    form: "the service is older than the change",
    wishes: connect,
    make: (d) => {
      d.premises.server.Proxy = {
        WinHttp: proxyOf(d),
        MachineConfig: { ProxyAddress: proxyOf(d) },
        MachineConfigLastWriteTime: iso(d.now.getTime() + 5 * MINUTE),
      };
      d.premises.services["ADSync"]!["ProcessStartTime"] = iso(d.now.getTime() - 5 * 86_400_000);
      toCloud(d, {
        Dns: [ADDRESS],
        Tcp: "timeout",
        ViaProxy: { Dns: [ADDRESS], Tcp: "open", Tls: GOOD_TLS, Http: 200 },
      });
      cloudThrows(d, NO_ANSWER);
      return newcomer(d);
    },
  },
  {
    code: "tls-interception",
    form: "something in between signs anew",
    wishes: connect,
    make: (d) => {
      const Issuer = d.rng.of([
        `CN=${d.tenant.company} Inspection CA, O=${d.tenant.company}`,
        "CN=Zscaler Intermediate Root CA (zscaler.net), O=Zscaler Inc., C=US",
        "CN=FortiGate CA, O=Fortinet",
      ]);
      const ChainStatus = d.rng.of(["ok", "untrusted-root"]);
      toCloud(d, {
        Dns: [ADDRESS],
        Tcp: "open",
        Tls: { Protocol: "Tls12", Issuer, ChainStatus },
        Http: ChainStatus === "ok" ? 200 : null,
      });
      cloudThrows(d, NO_TRUST);
      return newcomer(d);
    },
  },
  {
    code: "root-certificate-missing",
    form: "the chain does not end in a trusted root",
    wishes: connect,
    make: (d) => {
      const ChainStatus = d.rng.of(["untrusted-root", "expired"]);
      d.premises.server.MissingRootCertificates = ["DigiCert Global Root G2"];
      toCloud(d, { Dns: [ADDRESS], Tcp: "open", Tls: { ...GOOD_TLS, ChainStatus }, Http: null });
      cloudThrows(d, NO_TRUST);
      return newcomer(d);
    },
  },
  {
    code: "tls12-disabled",
    form: "TLS 1.2 is off for the client",
    wishes: connect,
    make: (d) => {
      d.premises.server.Tls12 = { SchUseStrongCrypto: 0, SystemDefaultTlsVersions: 0, ClientEnabled: 0 };
      const Error = "The client and server cannot communicate, because they do not possess a common algorithm";
      toCloud(d, { Dns: [ADDRESS], Tcp: "open", Tls: { Error }, Http: null });
      cloudThrows(
        d,
        `System.Net.WebException: The underlying connection was closed: An unexpected error occurred on a send. ---> System.ComponentModel.Win32Exception: ${Error}`,
      );
      return newcomer(d);
    },
  },
  {
    code: "clock-skew",
    form: "the server's clock is off",
    wishes: connect,
    make: (d) => {
      d.premises.server.ClockSkewSeconds = d.rng.of([-1, 1]) * (330 + d.rng.below(3000));
      d.fail("ad", {
        Result: "no-start-credentials",
        Errors: [{ DN: d.tenant.root, ErrorName: "kerberos-time-skew", Detail: "The clock skew is too great." }],
      });
      d.log(
        "Microsoft-Windows-Security-Kerberos",
        5,
        "Error",
        "The Kerberos client received a KRB_AP_ERR_SKEW error from the server. This indicates that the clocks differ too much.",
        d.before(30 * MINUTE),
        "System",
      );
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
];
