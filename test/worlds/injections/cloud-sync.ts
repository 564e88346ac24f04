/** Cloud Sync: its job, its agents, its accounts (Graph reference §10; adsync reference §9). */
import type { Draft } from "../draft";
import { DAY, HOUR, iso, MINUTE } from "../ids";
import type { Answer, Injection } from "../injection";

const cloudSync = { tool: "cloud-sync" } as const;
const AGENT = "AADConnectProvisioningAgent";
type Agent = Record<string, unknown>;
const agentOf = (d: Draft): Agent => d.premises.provisioningAgent as Agent;

/** The job fails from now on; with a reason it is quarantined. */
function jobFails(d: Draft, code: string, message: string, reason?: string): void {
  d.jobRuns = false;
  const error = { code, message, tenantActionable: true },
    began = d.now.getTime();
  d.job.status = {
    ...d.job.status,
    ...(reason === undefined
      ? {}
      : {
          code: "Quarantine",
          quarantine: {
            reason,
            currentBegan: iso(began),
            seriesBegan: iso(began),
            seriesCount: 3 + d.rng.below(9),
            nextAttempt: iso(d.end.getTime() + HOUR),
            error,
          },
        }),
    countSuccessiveCompleteFailures: 3 + d.rng.below(12),
    lastExecution: {
      activityIdentifier: d.rng.guid(),
      state: "Failed",
      timeBegan: iso(d.end.getTime() - 11 * MINUTE),
      timeEnded: iso(d.end.getTime() - 10.8 * MINUTE),
      countImported: 0,
      countExported: 0,
      error,
    },
  };
}
/** Somebody who was created after the job stopped. */
function newcomer(d: Draft): Answer {
  const room = d.end.getTime() - d.now.getTime() - 60 * MINUTE;
  d.goto(new Date(d.now.getTime() + Math.max(0, d.rng.next() * room)));
  return { about: d.hire(), complaint: "missing" };
}
const NO_AGENT =
  "We're unable to find an active agent for the domain you're trying to sync. Please check to see if the agent is running by going to the server, where the agent is installed, and check to see if Microsoft Entra Connect cloud sync agent under Services is running.";

export const cloudSyncFaults: readonly Injection[] = [
  {
    code: "provisioning-scope",
    form: "in a container that the configuration leaves out",
    wishes: cloudSync,
    make: (d) => ({ about: d.hire(d.rng.of(d.tenant.outside)), complaint: "missing" }),
  },
  {
    code: "sync-pending",
    form: "created since the job's last run",
    wishes: cloudSync,
    onset: [20_000, 50_000],
    make: (d) => ({ about: d.hire(), complaint: "missing" }),
  },
  {
    code: "provisioning-job-quarantined",
    form: "too many objects failed",
    wishes: cloudSync,
    make: (d) => {
      jobFails(
        d,
        "EncounteredTotalEscrowThreshold",
        "The job was placed in quarantine because the number of failing objects exceeds the threshold.",
        d.rng.of(["EncounteredTotalEscrowThreshold", "EncounteredEscrowProportionThreshold", "IngestionInterrupted"]),
      );
      return newcomer(d);
    },
  },
  {
    code: "provisioning-agent-inactive",
    form: "the agent's service is stopped",
    wishes: cloudSync,
    make: (d) => {
      Object.assign(d.premises.services[AGENT]!, { Status: "Stopped" });
      Object.assign(agentOf(d), { ServiceStatus: "Stopped", Active: false, LastCheckIn: iso(d.now) });
      d.log(
        "Service Control Manager",
        7036,
        "Information",
        "The Microsoft Azure AD Connect Provisioning Agent service entered the stopped state.",
        d.now,
        "System",
      );
      jobFails(d, "HybridIdentityServiceNoActiveAgents", NO_AGENT, "EncounteredQuarantineException");
      return { ...newcomer(d), also: ["provisioning-job-quarantined"] };
    },
  },
  {
    code: "provisioning-permission",
    form: "the managed account may not read",
    wishes: cloudSync,
    make: (d) => {
      const text =
        "The provisioning agent's account has insufficient access rights to perform the operation in Active Directory.";
      agentOf(d)["LastErrors"] = [
        `[${iso(d.end.getTime() - 12 * MINUTE)}] System.DirectoryServices.Protocols.DirectoryOperationException: The user has insufficient access rights.`,
      ];
      jobFails(d, "HybridSynchronizationActiveDirectoryInsufficientRights", text, "EncounteredQuarantineException");
      return { ...newcomer(d), also: ["provisioning-job-quarantined"] };
    },
  },
  {
    code: "agent-account-unusable",
    form: "encryption types of the managed account",
    wishes: cloudSync,
    make: (d) => {
      const account = "provAgentgMSA$";
      Object.assign(d.premises.services[AGENT]!, { Status: "Stopped", ExitCode: 1069 });
      Object.assign(agentOf(d), { ServiceStatus: "Stopped", Active: false, GmsaOk: false, LastCheckIn: iso(d.now) });
      d.premises.server["Kerberos"] = { SupportedEncryptionTypes: 2_147_483_640 };
      const log = "Microsoft-Windows-Security-Netlogon/Operational";
      for (const at of [d.now, d.before(30 * MINUTE)]) {
        d.log(
          "Microsoft-Windows-Security-Netlogon",
          9001,
          "Error",
          `The account ${account} cannot be used as a managed service account on the local machine because not all the supported encryption types of the account are supported by the machine.`,
          at,
          log,
        );
        d.log(
          "Microsoft-Windows-Security-Netlogon",
          9002,
          "Error",
          `Netlogon failed to add ${account} as a managed service account to this local machine. The provided context did not match the target.`,
          at,
          log,
        );
      }
      jobFails(d, "HybridIdentityServiceNoActiveAgents", NO_AGENT, "EncounteredQuarantineException");
      return { ...newcomer(d), also: ["provisioning-permission", "sync-service-logon-failed"] };
    },
  },
  {
    code: "cloud-connector-credentials",
    form: "the cloud account of Cloud Sync is gone, or its password expired",
    wishes: cloudSync,
    make: (d) => {
      const gone = d.rng.chance(0.5);
      const account = Object.entries(d.users).find(([, u]) =>
        u.userPrincipalName.startsWith("ADToAADSyncServiceAccount"),
      )!;
      if (gone) delete d.users[account[0]];
      jobFails(
        d,
        gone ? "AzureActiveDirectoryInvalidCredential" : "AzureActiveDirectoryExpiredCredentials",
        gone
          ? `We found an issue with the service account that is used to run Microsoft Entra Cloud Sync. Additional Error Details: CredentialsInvalid AADSTS50034: The user account {EmailHidden} doesn't exist in the ${d.tenant.initial} directory.`
          : "Additional details: Additional Error Details: CredentialsExpired AADSTS50055: The password is expired.",
        "EncounteredQuarantineException",
      );
      return { ...newcomer(d), also: ["provisioning-job-quarantined"] };
    },
  },
  {
    code: "endpoint-blocked",
    form: "the service bus is closed to the agent",
    wishes: cloudSync,
    make: (d) => {
      d.premises.network["*.servicebus.windows.net:443"] = {
        Dns: ["52.178.17.64"],
        Tcp: "timeout",
        Tls: null,
        Http: null,
      };
      Object.assign(agentOf(d), {
        Active: false,
        LastCheckIn: iso(d.now),
        LastErrors: [
          `[${iso(d.end.getTime() - 5 * MINUTE)}] Service Bus listener: System.Net.WebException: Unable to connect to the remote server ---> System.Net.Sockets.SocketException: A connection attempt failed because the connected party did not properly respond after a period of time 52.178.17.64:443`,
        ],
      });
      jobFails(d, "HybridIdentityServiceNoActiveAgents", NO_AGENT, "EncounteredQuarantineException");
      return { ...newcomer(d), also: ["provisioning-agent-inactive"] };
    },
  },
  {
    code: "cloud-service-busy",
    form: "Cloud Sync is throttled",
    wishes: cloudSync,
    onset: [2 * HOUR, 5 * HOUR],
    make: (d) => {
      jobFails(
        d,
        "AzureDirectoryServiceServerBusy",
        "An error occurred. Error Code: 81. Error Description: Microsoft Entra ID is currently busy. This operation will be retried automatically. If this issue persists for more than 24 hours, contact Technical Support.",
      );
      return newcomer(d);
    },
  },
  {
    code: "in-both-tools-scope",
    form: "two tools write one person in turn",
    wishes: { tool: "connect" },
    onset: [DAY, 4 * DAY],
    make: (d) => {
      const about = d.colleague(),
        [id, user] = d.cloudOf(about)!,
        ou = about.dn.slice(about.dn.indexOf(",") + 1),
        sp = d.rng.guid(),
        job = `AD2AADProvisioning.${d.rng.guid().replaceAll("-", "")}.${d.rng.guid()}`;
      const run = d.jobRun("Succeeded");
      d.cloud.provisioning[sp] = {
        displayName: d.tenant.forest,
        appDisplayName: "Active Directory to Azure Active Directory Provisioning",
        jobs: {
          [job]: {
            templateId: "AD2AADProvisioning",
            schedule: { interval: "PT2M", state: "Active" },
            schema: {
              synchronizationRules: [
                { id: d.rng.guid(), name: "AD to Microsoft Entra ID", containerFilter: { includedContainers: [ou] } },
              ],
            },
            status: { code: "Active", countSuccessiveCompleteFailures: 0, escrowsPruned: false, progress: [], ...run },
          },
        },
      };
      d.premises.services[AGENT] = {
        DisplayName: "Microsoft Azure AD Connect Provisioning Agent",
        Status: "Running",
        StartType: "Automatic",
        StartName: `${d.tenant.netbios}\\provAgentgMSA$`,
      };
      d.premises.provisioningAgent = {
        Installed: true,
        Version: "1.1.2505.0",
        ServiceStatus: "Running",
        Active: true,
        LastCheckIn: "",
        GmsaOk: true,
        LastErrors: [],
      };
      const [ours, theirs] = [JSON.stringify([user["department"]]), '["R&D"]'];
      for (let back = 130; back > 10; back -= 30) {
        const change = (oldValue: string, newValue: string) => [{ displayName: "Department", oldValue, newValue }];
        d.audit(
          "Update user",
          id,
          {
            app: {
              displayName:
                d.tenant.identity.kind === "application"
                  ? d.tenant.identity.name
                  : "Microsoft Entra AD Synchronization Service",
            },
          },
          change(theirs, ours),
          d.before((back - 3) * MINUTE),
        );
        d.audit(
          "Update user",
          id,
          { app: { displayName: "Azure AD Provisioning Service" } },
          change(ours, theirs),
          d.before(back * MINUTE),
        );
      }
      return {
        about,
        complaint: "attribute",
        says: d.rng.of([
          "the department of {X} jumps back and forth in Entra",
          "since we pilot Cloud Sync the department of {X} changes every half hour",
        ]),
      };
    },
  },
];
