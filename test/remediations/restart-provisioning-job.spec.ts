import remedy from "../../src/remediations/restart-provisioning-job";
import { testRemediation } from "../testers/remediation-tester";
import { ana, job } from "./world";

const held = (id: string) =>
  job(id, { status: { code: "Quarantine", quarantine: { reason: "EncounteredEscrowProportionThreshold" } } });
const of = (servicePrincipalId: string, j: ReturnType<typeof job>, servicePrincipalName = servicePrincipalId) => ({
  ...j,
  servicePrincipalId,
  servicePrincipalName,
});
const restart = (servicePrincipalId: string, jobId: string) =>
  ({
    system: "entra",
    kind: "restart-provisioning-job",
    servicePrincipalId,
    jobId,
    resetScope: "Escrows, QuarantineState",
  }) as const;
const stopped = (reason: string, code?: string) =>
  job("job", { status: { code: "Quarantine", quarantine: { reason, error: { code } } } });
const agent = { Installed: true, Active: true, GmsaOk: true };
testRemediation(remedy, {
  world: { "entra.syncJobs": [held("job"), job("well")], "server.provisioningAgents": [agent] },
  plans: [
    {
      name: "the job that is held, from its watermark",
      commands: [restart("sp", "job")],
      expects: [],
      undo: "impossible",
      verify: { kind: "engine-runs" },
    },
    {
      name: "users and password hashes of one domain together",
      facts: { "entra.syncJobs": [held("job"), held("hashes")] },
      commands: [restart("sp", "job"), restart("sp", "hashes")],
      verify: { kind: "engine-runs" },
    },
    {
      name: "the jobs of the person's own domain, where another's are held too",
      facts: { "entra.syncJobs": [held("a"), of("own", held("b"), "contoso.local")], "ad.user": ana() },
      commands: [restart("own", "b")],
      verify: { kind: "engine-runs" },
    },
  ],
  chooses: [
    {
      name: "the jobs of two domains are held, and neither is the person's",
      facts: { "entra.syncJobs": [held("a"), of("other", held("b"))] },
      ids: ["sp", "other"],
    },
  ],
  refuses: [
    { name: "none is held", facts: { "entra.syncJobs": [job("well")] }, says: /No provisioning job/ },
    {
      name: "M4: deletions hold it",
      facts: { "entra.syncJobs": [stopped("TooManyDeletes")] },
      says: /a person's decision/,
    },
    {
      name: "M4: deletions hold it, as the code tells",
      facts: { "entra.syncJobs": [stopped("EncounteredQuarantineException", "DeletionThresholdExceeded")] },
      says: /a person's decision/,
    },
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
