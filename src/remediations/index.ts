/** All remediations, sorted. */
import type { AnyRemediation, FactKey, FactSet, Finding, Planned, RemediationId } from "../domain";
import { personOf } from "../identity/person";
import addToPilotGroup from "./add-to-pilot-group";
import clearFilterAttribute from "./clear-filter-attribute";
import enableScheduler from "./enable-scheduler";
import enableTls12 from "./enable-tls12";
import grantConnectorPermission from "./grant-connector-permission";
import hardMatch from "./hard-match";
import moveToSyncedOu from "./move-to-synced-ou";
import provisionOnDemand from "./provision-on-demand";
import purgeDeletedUser from "./purge-deleted-user";
import purgeRunHistory from "./purge-run-history";
import removeAdAddress from "./remove-ad-address";
import removeCloudUser from "./remove-cloud-user";
import repairAgentAccount from "./repair-agent-account";
import repairRunProfile from "./repair-run-profile";
import restartPasswordSync from "./restart-password-sync";
import restartProvisioningJob from "./restart-provisioning-job";
import restartSyncService from "./restart-sync-service";
import restoreCloudUser from "./restore-cloud-user";
import resumeScheduler from "./resume-scheduler";
import runDeltaSync from "./run-delta-sync";
import runFullSync from "./run-full-sync";
import setAttribute from "./set-attribute";
import setConsistencyGuid from "./set-consistency-guid";
import setUserPrincipalName from "./set-user-principal-name";
import startProvisioningAgent from "./start-provisioning-agent";
import startSyncService from "./start-sync-service";
import stopSyncCycle from "./stop-sync-cycle";
import { notRead } from "./wording";

export const REMEDIES: readonly AnyRemediation[] = [
  addToPilotGroup,
  clearFilterAttribute,
  enableScheduler,
  enableTls12,
  grantConnectorPermission,
  hardMatch,
  moveToSyncedOu,
  provisionOnDemand,
  purgeDeletedUser,
  purgeRunHistory,
  removeAdAddress,
  removeCloudUser,
  repairAgentAccount,
  repairRunProfile,
  restartPasswordSync,
  restartProvisioningJob,
  restartSyncService,
  restoreCloudUser,
  resumeScheduler,
  runDeltaSync,
  runFullSync,
  setAttribute,
  setConsistencyGuid,
  setUserPrincipalName,
  startProvisioningAgent,
  startSyncService,
  stopSyncCycle,
];
/** The plan of one remediation, or the facts that must be asked for first; a needed fact that could not be read refuses the plan. */
export function planFor(id: RemediationId, facts: FactSet, finding: Finding, choice?: string): Planned {
  const remediation = REMEDIES.find((r) => r.id === id);
  if (remediation === undefined)
    return { refused: { en: "This repair cannot be planned.", de: "Diese Reparatur lässt sich nicht planen." } };
  const asks: FactKey[] = [];
  for (const key of remediation.needs) {
    const fact = facts[key];
    if (fact.state !== "unreadable") continue;
    if (fact.why !== "not-asked") return { refused: notRead(key, fact) };
    asks.push(key);
  }
  return asks.length > 0 ? { asks } : remediation.plan(facts, personOf(facts), finding, choice);
}
