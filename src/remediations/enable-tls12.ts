import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import { refuse, show, unread } from "./parts";

/** TLS 1.2 on for .NET and SChannel; the server must be restarted by a person. */
export default defineRemediation({
  id: "enable-tls12",
  title: "Turn TLS 1.2 on",
  risk: "write",
  undo: "Remove the keys again and restart the server",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-tls-enforcement"],
  plan(facts) {
    const missing = unread(facts, "server.host");
    if (missing !== undefined) return refuse(missing);
    const tls = valueOr(facts["server.host"], undefined)?.Tls12 ?? {};
    const keys = (["SchUseStrongCrypto", "SystemDefaultTlsVersions", "ClientEnabled"] as const).filter(
      (k) => tls[k] !== 1,
    );
    if (keys.length === 0) return refuse("TLS 1.2 is on already.");
    return {
      plan: {
        remediation: "enable-tls12",
        title: "Turn TLS 1.2 on",
        risk: "write",
        summary:
          "Sets the registry values that let .NET and SChannel use TLS 1.2. A restart of the server, by a person, makes them take effect.",
        changes: keys.map((k) => ({ what: k, before: show(tls[k]), after: "1" })),
        touches: ["Other software on this server uses the same values.", "The server must be restarted."],
        commands: [{ system: "premises", kind: "enable-tls12" }],
        expects: [],
        undo: { impossible: "Import the registry export that is made before the change." },
        verify: { kind: "engine-runs" },
      },
    };
  },
});
