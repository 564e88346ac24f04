/** TLS 1.2 on for .NET and SChannel; the server must be restarted by a person. */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { shown } from "./wording";

const KEYS = ["SchUseStrongCrypto", "SystemDefaultTlsVersions", "ClientEnabled"] as const;

export default defineRemediation({
  id: "enable-tls12",
  title: "Turn TLS 1.2 on",
  risk: "write",
  undo: "Remove the keys again and restart the server",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-tls-enforcement"],
  needs: ["server.host"],
  plan(facts) {
    const tls = valueOr(facts["server.host"], undefined)?.Tls12 ?? {};
    const off = KEYS.filter((k) => tls[k] !== 1);
    if (off.length === 0) return { refused: "TLS 1.2 is on already." };
    return {
      plan: {
        remediation: "enable-tls12",
        title: "Turn TLS 1.2 on",
        risk: "write",
        summary:
          "Sets the registry values that let .NET and SChannel use TLS 1.2. A restart of the server, by a person, makes them take effect.",
        changes: off.map((k) => ({ what: k, before: shown(tls[k]), after: "1" })),
        touches: ["Other software on this server uses the same values.", "The server must be restarted."],
        commands: [{ system: "premises", kind: "enable-tls12" }],
        expects: [],
        verify: { kind: "engine-runs" },
      },
    };
  },
});
