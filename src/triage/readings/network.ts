/** What the server's probes and settings of the network show (adsync reference §2). */
import { told, valueOr, type EndpointProbe } from "../../domain";
import { isDataPath, isDc, isReached, isSql } from "../../identity/probes";
import { proxySettings } from "../../identity/proxy-settings";
import { cell, goodIf, marked, yesNo, UNTOLD, type ReadingSpec } from "./spec";

const placeOf = (p: EndpointProbe): string => `${p.Host}:${p.Port}`;
const isOpen = (p: EndpointProbe): boolean => isReached(p) || p.ViaProxy?.Tcp === "open";
/** Without it nothing syncs, unless a proxy answers in its place. */
const isNeeded = (p: EndpointProbe): boolean => isDataPath(p) || isDc(p) || isSql(p);
const portMark = (p: EndpointProbe) => (isOpen(p) ? "good" : isNeeded(p) ? "bad" : undefined);
const bothWays = (direct: string, proxied: string | undefined): string =>
  proxied === undefined ? direct : `${direct}; proxy: ${proxied}`;

export const endpoints: ReadingSpec = {
  id: "endpoints",
  title: { en: "Endpoints, probed from the server", de: "Endpunkte, vom Server aus geprüft" },
  facts: ["server.endpoints"],
  columns: [{ en: "Endpoint", de: "Endpunkt" }, "DNS", "TCP", "TLS, HTTP"],
  read(facts) {
    const probes = valueOr(facts["server.endpoints"], []);
    const open = probes.filter(isOpen).length;
    return {
      says: told(
        {
          en: "{count, plural, one {# endpoint was probed} other {# endpoints were probed}}, {open} of them open.",
          de: "{count, plural, one {# Endpunkt wurde geprüft} other {# Endpunkte wurden geprüft}}, {open} davon offen.",
        },
        { count: probes.length, open },
      ),
      rows: probes.map((p) =>
        marked(
          [
            placeOf(p),
            cell(p.Dns[0]),
            bothWays(cell(p.Tcp), p.ViaProxy?.Tcp),
            [cell(p.Tls?.Error ?? p.Tls?.Protocol), cell(p.Http ?? p.ViaProxy?.Http)].join(", "),
          ],
          portMark(p),
        ),
      ),
    };
  },
};
const issuerOf = (p: EndpointProbe): string | undefined =>
  /(?:CN|O)=([^,]+)/.exec(p.Tls?.Issuer ?? p.ViaProxy?.Tls?.Issuer ?? "")?.[1] ?? p.Tls?.Issuer;

export const names: ReadingSpec = {
  id: "names",
  title: { en: "What the host names resolve to", de: "Wozu die Hostnamen auflösen" },
  facts: ["server.endpoints"],
  columns: [
    { en: "Host", de: "Host" },
    { en: "Addresses", de: "Adressen" },
  ],
  read(facts) {
    const probes = valueOr(facts["server.endpoints"], []);
    const hosts = [...new Map(probes.map((p) => [p.Host.toLowerCase(), p])).values()];
    return {
      says: told(
        {
          en: "{named} of {count, plural, one {# host name} other {# host names}} resolve.",
          de: "{named} von {count, plural, one {# Hostnamen} other {# Hostnamen}} werden aufgelöst.",
        },
        { count: hosts.length, named: hosts.filter((p) => p.Dns.length > 0).length },
      ),
      rows: hosts.map((p) =>
        marked(
          [p.Host, p.Dns.length === 0 ? { en: "no answer", de: "keine Antwort" } : cell(p.Dns)],
          p.Dns.length > 0 ? undefined : isDataPath(p) && p.ViaProxy === undefined ? "bad" : undefined,
        ),
      ),
    };
  },
};
export const tls: ReadingSpec = {
  id: "tls",
  title: { en: "Secure connections", de: "Sichere Verbindungen" },
  facts: ["server.endpoints"],
  columns: [{ en: "Endpoint", de: "Endpunkt" }, "TLS", { en: "Issuer, chain", de: "Aussteller, Kette" }, "HTTP"],
  read(facts) {
    const probes = valueOr(facts["server.endpoints"], []).filter((p) => (p.Tls ?? p.ViaProxy?.Tls) !== undefined);
    const failed = probes.filter((p) => (p.Tls ?? p.ViaProxy?.Tls)?.Error !== undefined);
    return {
      says: told(
        {
          en: "{count, plural, =0 {No TLS handshake was probed.} other {{count} TLS handshakes probed, {failed, plural, =0 {none failed} other {# failed}}.}}",
          de: "{count, plural, =0 {Kein TLS-Handshake wurde geprüft.} other {{count} TLS-Handshakes geprüft, {failed, plural, =0 {keiner schlug fehl} one {# schlug fehl} other {# schlugen fehl}}.}}",
        },
        { count: probes.length, failed: failed.length },
      ),
      rows: probes.map((p) => {
        const shake = p.Tls ?? p.ViaProxy?.Tls;
        return marked(
          [
            placeOf(p),
            cell(shake?.Error ?? shake?.Protocol),
            [cell(issuerOf(p)), cell(shake?.ChainStatus)].join(", "),
            cell(p.Http ?? p.ViaProxy?.Http),
          ],
          shake?.Error !== undefined && isDataPath(p) && p.ViaProxy === undefined
            ? "bad"
            : shake?.Error === undefined
              ? "good"
              : undefined,
        );
      }),
    };
  },
};
/** Kerberos allows five minutes; so much the service's check takes as broken too. */
const SKEW_SECONDS = 300;
export const clock: ReadingSpec = {
  id: "clock",
  title: { en: "Clock and TLS settings of the server", de: "Uhr und TLS-Einstellungen des Servers" },
  facts: ["server.host"],
  columns: [
    { en: "Setting", de: "Einstellung" },
    { en: "Value", de: "Wert" },
  ],
  read(facts) {
    const host = valueOr(facts["server.host"], undefined);
    if (host === undefined) return UNTOLD;
    const skew = host.ClockSkewSeconds;
    const keys = host.Tls12;
    return {
      says:
        skew === undefined
          ? { en: "The server did not say how its clock stands.", de: "Der Server nannte seine Abweichung nicht." }
          : told(
              { en: "The server's clock is off by {skew} s.", de: "Die Uhr des Servers geht um {skew} s falsch." },
              { skew },
            ),
      rows: [
        ...(skew === undefined
          ? []
          : [
              marked(
                [{ en: "Clock off by", de: "Abweichung der Uhr" }, `${skew} s`],
                goodIf(Math.abs(skew) < SKEW_SECONDS),
              ),
            ]),
        ...(keys === undefined
          ? []
          : [
              marked(["SchUseStrongCrypto", cell(keys.SchUseStrongCrypto)]),
              marked(["SystemDefaultTlsVersions", cell(keys.SystemDefaultTlsVersions)]),
              marked([{ en: "TLS 1.2 client enabled", de: "TLS-1.2-Client aktiv" }, cell(keys.ClientEnabled)]),
            ]),
      ],
    };
  },
};
export const proxy: ReadingSpec = {
  id: "proxy",
  title: { en: "Proxies of the server", de: "Proxys des Servers" },
  facts: ["server.host"],
  columns: [
    { en: "Whose", de: "Wessen" },
    { en: "Address", de: "Adresse" },
  ],
  read(facts) {
    const host = valueOr(facts["server.host"], undefined);
    if (host === undefined) return UNTOLD;
    const { windows, engine, agent } = proxySettings(host);
    const set = [windows, engine, agent].filter((p) => p !== undefined);
    return {
      says:
        set.length === 0
          ? { en: "No proxy is set on the server.", de: "Auf dem Server ist kein Proxy eingestellt." }
          : told(
              { en: "A proxy is set: {addresses}.", de: "Ein Proxy ist eingestellt: {addresses}." },
              { addresses: [...new Set(set)].map(cell).join(", ") },
            ),
      rows: [
        marked(["Windows (WinHTTP, WinINet)", cell(windows)]),
        marked([{ en: "The engine (machine.config)", de: "Der Dienst (machine.config)" }, cell(engine)]),
        marked([{ en: "The provisioning agent", de: "Der Bereitstellungs-Agent" }, cell(agent)]),
        ...(host.Proxy?.UseDefaultCredentials === undefined
          ? []
          : [
              marked([
                { en: "With the service's own credentials", de: "Mit den Anmeldedaten des Dienstes" },
                yesNo(host.Proxy.UseDefaultCredentials),
              ]),
            ]),
      ],
    };
  },
};
