import remedy from "../../src/remediations/enable-tls12";
import { testRemediation } from "../testers/remediation-tester";

const on = { SchUseStrongCrypto: 1, SystemDefaultTlsVersions: 1, ClientEnabled: 1 };
testRemediation(remedy, {
  world: { "server.host": { Tls12: { ...on, SchUseStrongCrypto: 0 } } },
  plans: [
    {
      name: "the registry values",
      commands: [{ system: "premises", kind: "enable-tls12" }],
      expects: [],
      undo: "impossible",
      verify: { kind: "engine-runs" },
    },
  ],
  refuses: [{ name: "it is on", facts: { "server.host": { Tls12: on } }, says: /on already/ }],
});
