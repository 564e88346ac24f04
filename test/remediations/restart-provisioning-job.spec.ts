import remedy from "../../src/remediations/restart-provisioning-job";
import { testRemediation } from "../testers/remediation-tester";
import { job } from "./world";

const held = (id: string) =>
  job(id, { status: { code: "Quarantine", quarantine: { reason: "EncounteredEscrowProportionThreshold" } } });
const agent = { Installed: true, Active: true, GmsaOk: true };
testRemediation(remedy, {
  world: { "entra.syncJobs": [held("job"), job("well")], "server.provisioningAgents": [agent] },
  plans: [
    {
      name: "the job that is held, from its watermark",
      commands: [
        {
          system: "entra",
          kind: "restart-provisioning-job",
          servicePrincipalId: "sp",
          jobId: "job",
          resetScope: "Escrows, QuarantineState",
        },
      ],
      expects: [],
      undo: "impossible",
      verify: { kind: "engine-runs" },
    },
  ],
  chooses: [{ name: "two are held", facts: { "entra.syncJobs": [held("a"), held("b")] }, ids: ["a", "b"] }],
  refuses: [
    { name: "none is held", facts: { "entra.syncJobs": [job("well")] }, says: /No provisioning job/ },
    {
      name: "no agent is active",
      facts: { "server.provisioningAgents": [{ ...agent, Active: false }] },
      says: /Start the agent first/,
    },
    {
      name: "the agent's account is unusable",
      facts: { "server.provisioningAgents": [{ ...agent, GmsaOk: false }] },
      says: /Mend the account first/,
    },
  ],
});
