import { defineCheck } from "../../identity/define";
import { isDataPath } from "../../identity/probes";
import { cite, told, valueOr, type Claim, type EndpointProbe, type Given, type HostInfo } from "../../domain";

/** Issuers of Microsoft's endpoints: its own TLS CAs and DigiCert (Entra reference, TLS certificates). */
const TRUSTED =
  /O=(Microsoft Corporation|DigiCert Inc|DigiCert, Inc\.)|CN=(Microsoft (Azure )?(RSA )?TLS|DigiCert|Microsoft TLS|Microsoft RSA TLS)/i;
const CLOUD_HOSTS = /microsoftonline\.com$|windows\.net$|msappproxy\.net$|graph\.microsoft\.com$/i;
const HTTPS = 443;
const SHOWN = 3;

type Needed = "server.endpoints" | "server.host";
type Found = Claim<"inspected" | "root" | "off">;

/** A foreign issuer means interception; a right issuer with an untrusted chain means a missing root; no handshake with TLS 1.2 unset means TLS 1.2. */
export default defineCheck({
  id: "network.tls",
  title: {
    en: "TLS 1.2 works to the required hosts, with Microsoft's certificates",
    de: "TLS 1.2 funktioniert zu den benötigten Hosts, mit Zertifikaten von Microsoft",
  },
  guide: "network.test",
  needs: ["server.endpoints", "server.host"],
  messages: {
    fine: {
      en: "TLS to the required hosts is as it should be.",
      de: "TLS zu den benötigten Hosts ist, wie es sein soll.",
    },
    inspected: {
      code: "tls-interception",
      text: {
        en: "The certificate of {host} is issued by {issuer}, which is not one of Microsoft's issuers: something in between re-signs TLS.",
        de: "Das Zertifikat von {host} ist von {issuer} ausgestellt, keinem Aussteller von Microsoft: Etwas dazwischen signiert TLS neu.",
      },
      advice: [
        {
          en: "Exempt the server from HTTPS inspection for *.microsoftonline.com, *.windows.net, *.msappproxy.net and *.servicebus.windows.net. Break and inspect is not supported.",
          de: "Nehmen Sie den Server für *.microsoftonline.com, *.windows.net, *.msappproxy.net und *.servicebus.windows.net von der HTTPS-Überprüfung aus. Aufbrechen und Überprüfen wird nicht unterstützt.",
        },
      ],
    },
    root: {
      code: "root-certificate-missing",
      text: {
        en: "The certificate of {host} comes from the right issuer, but its chain is {status} on this server{missing}.",
        de: "Das Zertifikat von {host} kommt vom richtigen Aussteller, aber seine Kette hat auf diesem Server den Status {status}{missing}.",
      },
      advice: [
        {
          en: "Install the missing root in the machine's Trusted Root store (certlm.msc), or let automatic root updates through (ctldl.windowsupdate.com), then re-check.",
          de: "Installieren Sie das fehlende Stammzertifikat im Speicher Trusted Root des Computers (certlm.msc), oder lassen Sie automatische Stammzertifikatupdates durch (ctldl.windowsupdate.com), und prüfen Sie dann erneut.",
        },
      ],
    },
    off: {
      code: "tls12-disabled",
      text: {
        en: "No TLS handshake succeeds, and .NET is not told to use TLS 1.2 (SchUseStrongCrypto {strong}, SystemDefaultTlsVersions {versions}, client {client}).",
        de: "Kein TLS-Handshake gelingt, und .NET ist nicht auf TLS 1.2 eingestellt (SchUseStrongCrypto {strong}, SystemDefaultTlsVersions {versions}, Client {client}).",
      },
      advice: [
        {
          en: "Set the TLS 1.2 keys for .NET (both views) and SChannel, then restart the server.",
          de: "Setzen Sie die TLS-1.2-Schlüssel für .NET (beide Ansichten) und SChannel und starten Sie dann den Server neu.",
        },
      ],
    },
  },
  evaluate(facts) {
    const host = valueOr(facts["server.host"], undefined);
    if (host === undefined || facts["server.endpoints"].state === "absent") return { verdict: "skip", message: "fine" };
    const cloud = facts["server.endpoints"].value.filter((p) => p.Port === HTTPS && CLOUD_HOSTS.test(p.Host));
    const found = [inspected(facts, cloud), rootless(facts, cloud, host), tlsOff(facts, cloud, host)].filter(
      (claim) => claim !== undefined,
    );
    return found.length > 0 ? found : { verdict: "pass", message: "fine" };
  },
});

const FAULT = { verdict: "fail", proof: "measured", standing: "blocking" } as const;
/** The issuer on either way that is none of Microsoft's; undefined where there is none. */
const foreignIssuer = (p: EndpointProbe): string | undefined =>
  [p.Tls?.Issuer, p.ViaProxy?.Tls?.Issuer].find((issuer) => issuer !== undefined && !TRUSTED.test(issuer));

function inspected(facts: Given<Needed>, cloud: readonly EndpointProbe[]): Found | undefined {
  const hit = cloud.find((p) => foreignIssuer(p) !== undefined);
  if (hit === undefined) return undefined;
  const issuer = foreignIssuer(hit) ?? "";
  return {
    ...FAULT,
    message: "inspected",
    data: { host: hit.Host, issuer },
    evidence: [
      cite(
        told(
          { en: "{host}: issuer {issuer}, HTTP {http}", de: "{host}: Aussteller {issuer}, HTTP {http}" },
          { host: hit.Host, issuer, http: hit.Http ?? { en: "none", de: "keine Antwort" } },
        ),
        facts["server.endpoints"],
      ),
    ],
  };
}
function rootless(facts: Given<Needed>, cloud: readonly EndpointProbe[], host: HostInfo): Found | undefined {
  const hit = cloud.find(
    (p) => p.Tls?.Issuer !== undefined && foreignIssuer(p) === undefined && isUntrusted(p.Tls.ChainStatus),
  );
  if (hit?.Tls === undefined) return undefined;
  const { Issuer, ChainStatus = "?" } = hit.Tls;
  const roots = host.MissingRootCertificates ?? [];
  return {
    ...FAULT,
    message: "root",
    data: {
      host: hit.Host,
      status: ChainStatus,
      missing: roots.length > 0 ? told({ en: " (missing: {roots})", de: " (es fehlt: {roots})" }, { roots }) : "",
    },
    evidence: [
      cite(
        told(
          { en: "{host}: issuer {issuer}, chain {chain}", de: "{host}: Aussteller {issuer}, Kette {chain}" },
          { host: hit.Host, issuer: Issuer ?? "?", chain: ChainStatus },
        ),
        facts["server.endpoints"],
      ),
      ...roots
        .slice(0, SHOWN)
        .map((r) =>
          cite(
            told({ en: "missing root {root}", de: "fehlendes Stammzertifikat {root}" }, { root: r }),
            facts["server.host"],
          ),
        ),
    ],
  };
}
const isUntrusted = (chain: string | undefined): boolean => chain === "untrusted-root" || chain === "expired";

/** Keys that are not there are no proof by themselves: then no host of the engine's data path may have shaken hands. */
function tlsOff(facts: Given<Needed>, cloud: readonly EndpointProbe[], host: HostInfo): Found | undefined {
  const keys = host.Tls12 ?? {};
  const { SchUseStrongCrypto: strong, SystemDefaultTlsVersions: versions, ClientEnabled: client } = keys;
  const failed = cloud.filter((p) => p.Tcp === "open" && (p.Tls?.Error !== undefined || !hasShakenHands(p)));
  const isOn = strong === 1 && versions === 1 && client !== 0;
  const isOff = [strong, versions, client].includes(0);
  if (failed.length === 0 || isOn || (!isOff && cloud.some((p) => isDataPath(p) && hasShakenHands(p))))
    return undefined;
  return {
    ...FAULT,
    message: "off",
    data: {
      strong: strong ?? NOT_SET,
      versions: versions ?? NOT_SET,
      client: client ?? NOT_SET,
    },
    evidence: [
      cite(
        told({ en: "TLS 1.2 keys: {keys}", de: "TLS-1.2-Schlüssel: {keys}" }, { keys: JSON.stringify(keys) }),
        facts["server.host"],
      ),
      ...failed
        .slice(0, SHOWN)
        .map((p) =>
          cite(
            told(
              { en: "{host}: TCP open, TLS {error}", de: "{host}: TCP offen, TLS {error}" },
              { host: p.Host, error: p.Tls?.Error ?? { en: "no handshake", de: "kein Handshake" } },
            ),
            facts["server.endpoints"],
          ),
        ),
    ],
    suggests: ["enable-tls12"],
  };
}
const NOT_SET = { en: "not set", de: "nicht gesetzt" };
const hasShakenHands = (p: EndpointProbe): boolean => p.Tls?.Issuer !== undefined || p.Http !== undefined;
