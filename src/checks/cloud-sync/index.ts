import type { AnyCheck } from "../../domain";
import agentAccount from "./agent-account";
import agentActive from "./agent-active";
import deletionThreshold from "./deletion-threshold";
import jobQuarantine from "./job-quarantine";
import oneToolOnly from "./one-tool-only";
import scope from "./scope";
import servicePrincipal from "./service-principal";

export const checks: readonly AnyCheck[] = [
  agentAccount,
  agentActive,
  deletionThreshold,
  jobQuarantine,
  oneToolOnly,
  scope,
  servicePrincipal,
];
