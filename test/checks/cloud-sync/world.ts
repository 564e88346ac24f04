/** A tenant with one Cloud Sync job and one agent that are well; each test changes what its fault needs. */
import type { EventRecord, ProvisioningAgent, SyncJob } from "../../../src/domain";

export const job = (status: SyncJob["status"], rule?: Record<string, unknown>): SyncJob[] => [
  {
    id: "AD2AADProvisioning.1",
    servicePrincipalId: "sp",
    servicePrincipalName: "contoso.local",
    templateId: "AD2AADProvisioning",
    status,
    ...(rule === undefined ? {} : { schema: { synchronizationRules: [rule] } }),
  },
];
export const BEGAN = "2026-11-22T23:10:00Z";
export const quarantine = (code: string, reason = "EncounteredQuarantineException", message = ""): SyncJob[] =>
  job({ code: "Quarantine", quarantine: { reason, currentBegan: BEGAN, error: { code, message } } });
export const agent = (over: Partial<ProvisioningAgent> = {}): ProvisioningAgent => ({
  Installed: true,
  ServiceStatus: "Running",
  Active: true,
  LastCheckIn: "2026-11-23T08:59:00Z",
  GmsaOk: true,
  ...over,
});
export const netlogon = (Id: number): EventRecord => ({
  LogName: "Microsoft-Windows-Security-Netlogon/Operational",
  ProviderName: "Microsoft-Windows-Security-Netlogon",
  Id,
  TimeCreated: "2026-11-23T08:25:00Z",
  Message: "",
});
