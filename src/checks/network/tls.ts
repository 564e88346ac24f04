import { defineCheck } from "../../identity/define";
import { cite, type Claim } from "../../domain";
import { DATA_PATH } from "./data-path";
/** Issuers of Microsoft's endpoints: its own TLS CAs and DigiCert (Entra reference, TLS certificates). */
const TRUSTED =
  /O=(Microsoft Corporation|DigiCert Inc|DigiCert, Inc\.)|CN=(Microsoft (Azure )?(RSA )?TLS|DigiCert|Microsoft TLS|Microsoft RSA TLS)/i;
/** A foreign issuer means interception; a right issuer with an untrusted chain means a missing root; no handshake with TLS 1.2 unset means TLS 1.2. */
export const tls = defineCheck({
  id: "network.tls",
  title: "TLS 1.2 works to the required hosts, with Microsoft's certificates",
  guide: "network.test",
  needs: ["server.endpoints", "server.host"],
  wants: ["server.events", "server.runHistory", "now"],
  messages: {
    fine: "TLS to the required hosts is as it should be.",
    inspected: {
      code: "tls-interception",
      text: "The certificate of {host} is issued by {issuer}, which is not one of Microsoft's issuers: something in between re-signs TLS.",
      advice: [
        "Exempt the server from HTTPS inspection for *.microsoftonline.com, *.windows.net, *.msappproxy.net and *.servicebus.windows.net. Break and inspect is not supported.",
      ],
    },
    root: {
      code: "root-certificate-missing",
      text: "The certificate of {host} comes from the right issuer, but its chain is {status} on this server{missing}.",
      advice: [
        "Install the missing root in the machine's Trusted Root store (certlm.msc), or let automatic root updates through (ctldl.windowsupdate.com), then re-check.",
      ],
    },
    off: {
      code: "tls12-disabled",
      text: "No TLS handshake succeeds, and .NET is not told to use TLS 1.2 (SchUseStrongCrypto {strong}, SystemDefaultTlsVersions {versions}, client {client}).",
      advice: ["Set the TLS 1.2 keys for .NET (both views) and SChannel, then restart the server."],
    },
  },
  evaluate({ "server.endpoints": probes, "server.host": host }) {
    if (probes.state !== "seen" || host.state !== "seen") return { verdict: "skip", message: "fine" };
    const cloud = probes.value.filter(
      (p) =>
        p.Port === 443 && /microsoftonline\.com$|windows\.net$|msappproxy\.net$|graph\.microsoft\.com$/i.test(p.Host),
    );
    const out: Claim<"fine" | "inspected" | "root" | "off">[] = [];
    const foreign = cloud.find((p) =>
      [p.Tls, p.ViaProxy?.Tls].some((t) => t?.Issuer !== undefined && !TRUSTED.test(t.Issuer)),
    );
    if (foreign !== undefined)
      out.push({
        verdict: "fail",
        message: "inspected",
        standing: "blocking",
        data: { host: foreign.Host, issuer: (foreign.Tls?.Issuer ?? foreign.ViaProxy?.Tls?.Issuer)! },
        evidence: [
          cite(
            `${foreign.Host}: issuer ${foreign.Tls?.Issuer ?? foreign.ViaProxy?.Tls?.Issuer}, HTTP ${foreign.Http ?? "none"}`,
            probes,
          ),
        ],
        suggests: [],
      });
    const untrusted = cloud.find(
      (p) =>
        p !== foreign &&
        p.Tls?.Issuer !== undefined &&
        TRUSTED.test(p.Tls.Issuer) &&
        (p.Tls.ChainStatus === "untrusted-root" || p.Tls.ChainStatus === "expired"),
    );
    const roots = host.value.MissingRootCertificates ?? [];
    if (untrusted !== undefined)
      out.push({
        verdict: "fail",
        message: "root",
        standing: "blocking",
        data: {
          host: untrusted.Host,
          status: untrusted.Tls!.ChainStatus!,
          missing: roots.length > 0 ? ` (missing: ${roots.join(", ")})` : "",
        },
        evidence: [
          cite(`${untrusted.Host}: issuer ${untrusted.Tls!.Issuer}, chain ${untrusted.Tls!.ChainStatus}`, probes),
          ...roots.slice(0, 3).map((r) => cite(`missing root ${r}`, host)),
        ],
        suggests: [],
      });
    const noHandshake = cloud.filter(
      (p) => p.Tcp === "open" && (p.Tls?.Error !== undefined || (p.Tls === undefined && p.Http === undefined)),
    );
    const t = host.value.Tls12 ?? {},
      on = t.SchUseStrongCrypto === 1 && t.SystemDefaultTlsVersions === 1 && t.ClientEnabled !== 0;
    // Keys that are not there are no proof by themselves: then no host of the engine's data path may have shaken hands.
    const setOff = [t.SchUseStrongCrypto, t.SystemDefaultTlsVersions, t.ClientEnabled].includes(0),
      anyHandshake = cloud.some((p) => DATA_PATH.test(p.Host) && (p.Tls?.Issuer !== undefined || p.Http !== undefined));
    if (noHandshake.length > 0 && !on && (setOff || !anyHandshake))
      out.push({
        verdict: "fail",
        message: "off",
        standing: "blocking",
        data: {
          strong: String(t.SchUseStrongCrypto ?? "not set"),
          versions: String(t.SystemDefaultTlsVersions ?? "not set"),
          client: String(t.ClientEnabled ?? "not set"),
        },
        evidence: [
          cite(`TLS 1.2 keys: ${JSON.stringify(t)}`, host),
          ...noHandshake
            .slice(0, 3)
            .map((p) => cite(`${p.Host}: TCP open, TLS ${p.Tls?.Error ?? "no handshake"}`, probes)),
        ],
        suggests: ["enable-tls12"],
      });
    return out.length > 0 ? out : { verdict: "pass", message: "fine" };
  },
});
