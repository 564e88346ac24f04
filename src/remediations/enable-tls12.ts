/** TLS 1.2 on for .NET and SChannel; the server must be restarted by a person. */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { shown } from "./wording";

const KEYS = ["SchUseStrongCrypto", "SystemDefaultTlsVersions", "ClientEnabled"] as const;

export default defineRemediation({
  id: "enable-tls12",
  title: { en: "Turn TLS 1.2 on", de: "TLS 1.2 einschalten" },
  risk: "write",
  undo: {
    en: "Remove the keys again and restart the server",
    de: "Die Schlüssel wieder entfernen und den Server neu starten",
  },
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-tls-enforcement"],
  needs: ["server.host"],
  plan(facts) {
    const tls = valueOr(facts["server.host"], undefined)?.Tls12 ?? {};
    const off = KEYS.filter((k) => tls[k] !== 1);
    if (off.length === 0) return { refused: { en: "TLS 1.2 is on already.", de: "TLS 1.2 ist bereits an." } };
    return {
      plan: {
        remediation: "enable-tls12",
        title: { en: "Turn TLS 1.2 on", de: "TLS 1.2 einschalten" },
        risk: "write",
        summary: {
          en: "Sets the registry values that let .NET and SChannel use TLS 1.2. A restart of the server, by a person, makes them take effect.",
          de: "Setzt die Registrierungswerte, mit denen .NET und SChannel TLS 1.2 nutzen. Wirksam werden sie, wenn ein Mensch den Server neu startet.",
        },
        changes: off.map((k) => ({ what: k, before: shown(tls[k]), after: "1" })),
        touches: [
          {
            en: "Other software on this server uses the same values.",
            de: "Andere Software auf diesem Server nutzt dieselben Werte.",
          },
          { en: "The server must be restarted.", de: "Der Server muss neu gestartet werden." },
        ],
        commands: [{ system: "premises", kind: "enable-tls12" }],
        expects: [],
        verify: { kind: "engine-runs" },
      },
    };
  },
});
