/** Passwords: hashes that do not leave, writeback, pass-through (adsync reference §3.6, §8; addendum). */
import type { Draft, Person } from "../draft";
import { tellPassword } from "../events";
import { DAY, HOUR, iso, MINUTE } from "../ids";
import type { Injection } from "../injection";

const synced = { tool: "connect", passwordSync: true } as const;
const SYNC = "Directory Synchronization",
  RESET = "PasswordResetService";
/** The person changes the password some hours after now. */
function changesLater(d: Draft, about: Person, over: Record<string, unknown> = {}): void {
  const room = d.end.getTime() - d.now.getTime() - 90 * MINUTE;
  d.skipTo(new Date(d.now.getTime() + Math.max(0, d.rng.next() * room)), 2);
  d.change(about, { pwdLastSet: iso(d.now), ...over });
}
/** The portal never hears from the server. */
const writebackUnanswered = (d: Draft, about: Person): void =>
  resetRefused(d, about, "OnPremisesConnectivityError", d.before(25 * MINUTE));
function writebackFails(d: Draft, about: Person, id: number, reason: string, resultReason: string): void {
  const [cloudId] = d.cloudOf(about)!,
    at = d.before(25 * MINUTE);
  d.log(
    RESET,
    31_001,
    "Information",
    `TrackingId: ${d.rng.guid()}, PasswordResetRequestStart, Details: ${d.upn(about)}`,
    new Date(at.getTime() - 2000),
  );
  d.log(
    RESET,
    id,
    "Error",
    `TrackingId: ${d.rng.guid()}, ${reason}, Context: cloudAnchor: User_${cloudId}, SourceAnchorValue: ${d.anchor(about)}, UserPrincipalName: ${d.upn(about)}`,
    at,
  );
  resetRefused(d, about, resultReason, at);
}
function resetRefused(d: Draft, about: Person, resultReason: string, at: Date): void {
  d.cloud.onPremisesSynchronization!.features["passwordWritebackEnabled"] = true;
  const [cloudId, user] = d.cloudOf(about)!;
  d.cloud.directoryAudits.unshift({
    id: `Directory_${d.rng.guid()}`,
    activityDateTime: iso(at),
    activityDisplayName: "Reset password (self-service)",
    category: "UserManagement",
    operationType: "Update",
    result: "failure",
    resultReason,
    loggedByService: "Self-service Password Management",
    initiatedBy: { user: { id: cloudId, userPrincipalName: user.userPrincipalName } },
    targetResources: [
      {
        id: cloudId,
        type: "User",
        displayName: about.name,
        userPrincipalName: user.userPrincipalName,
        modifiedProperties: [],
      },
    ],
  });
}
const ON_THE_WEB = [
  "{X} can't reset the password on the self-service page",
  "password reset on the web fails for {X}, in the office it works",
];

export const passwords: readonly Injection[] = [
  {
    code: "password-sync-stalled",
    form: "no heartbeat, the channel reports errors",
    wishes: synced,
    onset: [6 * HOUR, 3 * DAY],
    make: (d) => {
      d.passwordsStopped = d.now;
      const about = d.colleague();
      changesLater(d, about);
      for (const back of [12, 42, 72, 102]) {
        d.log(
          SYNC,
          655,
          "Error",
          "Failed credential provisioning ping. The operation has timed out.",
          d.before(back * MINUTE),
        );
        d.log(
          SYNC,
          652,
          "Error",
          "Failed credential provisioning batch. Error: The operation has timed out.",
          d.before((back - 1) * MINUTE),
        );
      }
      return { about, complaint: "password" };
    },
  },
  {
    code: "password-sync-stalled",
    form: "its cached credentials are refused, the cycles are well",
    wishes: { ...synced, identity: "user" },
    onset: [6 * HOUR, 3 * DAY],
    make: (d) => {
      d.passwordsStopped = d.now;
      const about = d.colleague();
      changesLater(d, about);
      for (const back of [12, 42, 72]) {
        d.log(
          SYNC,
          655,
          "Error",
          "Failed credential provisioning ping. The user name or password is incorrect. Verify your user name, and then type your password again.",
          d.before(back * MINUTE),
        );
        d.log(
          "ADSync",
          6900,
          "Error",
          'The server encountered an unexpected error while processing a password change notification:\r\n"The user name or password is incorrect."',
          d.before(back * MINUTE),
        );
        d.log(
          SYNC,
          115,
          "Information",
          "Access to Windows Azure Active Directory has been denied. Contact Technical Support.",
          d.before((back + 1) * MINUTE),
        );
      }
      return { about, complaint: "password", also: ["cloud-connector-credentials"] };
    },
  },
  {
    code: "password-hash-rights-missing",
    form: "the account may not replicate directory changes",
    wishes: synced,
    onset: [6 * HOUR, 3 * DAY],
    make: (d) => {
      d.passwordsStopped = d.now;
      d.premises.permissions.push({ Account: d.tenant.account, DN: d.tenant.root, Missing: ["replicate-changes"] });
      const about = d.colleague();
      changesLater(d, about);
      for (const back of [9, 19, 29])
        d.log(
          SYNC,
          611,
          "Error",
          `Password hash synchronization failed for domain: ${d.tenant.forest}. Details: Microsoft.Online.PasswordSynchronization.SynchronizationManagerException: Recovery task failed. ---> Microsoft.Online.PasswordSynchronization.DirectoryReplicationServices.DrsException: RPC Error 8453 : Replication access was denied. There was an error calling _IDL_DRSGetNCChanges.`,
          d.before(back * MINUTE),
        );
      return { about, complaint: "password" };
    },
  },
  {
    code: "password-change-required",
    form: "a temporary password",
    wishes: synced,
    make: (d) => {
      const isNew = d.rng.chance(0.5),
        about = isNew ? d.hire() : d.colleague();
      d.change(about, { pwdLastSet: 0 });
      tellPassword(
        d,
        about.dn,
        d.anchor(about),
        "Filtered: user must change password at next logon",
        new Date(d.now.getTime() + 40 * MINUTE),
      );
      return { about, complaint: d.rng.of(["password", "sign-in"] as const) };
    },
  },
  {
    code: "password-sync-filtered",
    form: "an own rule without password sync joined the object",
    wishes: synced,
    make: (d) => {
      d.premises.syncRules.unshift({
        Name: "In from AD - User AccountEnabled - Filtered users",
        Direction: "Inbound",
        ConnectorName: d.tenant.adConnector,
        SourceObjectType: "user",
        Precedence: 90,
        Disabled: false,
        IsStandardRule: false,
        LinkType: "Join",
        EnablePasswordSync: false,
        ScopeFilter: [
          [
            { Attribute: "userAccountControl", Operator: "ISBITNOTSET", Value: "2" },
            { Attribute: "adminDescription", Operator: "EQUAL", Value: "PHSFiltered" },
          ],
        ],
        Transforms: [],
      });
      for (const rule of d.premises.syncRules) if (/AccountEnabled$/.test(rule.Name)) rule["EnablePasswordSync"] = true;
      const about = d.colleague();
      changesLater(d, about, { adminDescription: "PHSFiltered" });
      return { about, complaint: "password" };
    },
  },
  {
    code: "password-writeback-failing",
    form: "the account lacks the right, or is refused by the remote SAM policy",
    wishes: synced,
    make: (d) => {
      const about = d.colleague();
      writebackFails(
        d,
        about,
        33_004,
        "ADPermissionsError, Reason: Synchronization Engine returned an error hr=80070005, message=Access is denied.",
        "OnPremisesAdminActionRequired",
      );
      return { about, complaint: "password", says: d.rng.of(ON_THE_WEB), also: ["ad-permission-missing"] };
    },
  },
  {
    code: "password-writeback-failing",
    form: "the service bus is closed to it",
    wishes: synced,
    make: (d) => {
      const about = d.colleague();
      d.premises.network["*.servicebus.windows.net:443"] = { Dns: ["52.178.17.64"], Tcp: "timeout" };
      for (const back of [14, 29, 44])
        d.log(
          RESET,
          31_034,
          "Error",
          "ServiceBusListenerError, Details: Service Bus listener could not connect. System.Net.WebException: Unable to connect to the remote server 52.178.17.64:443",
          d.before(back * MINUTE),
        );
      writebackUnanswered(d, about);
      return { about, complaint: "password", says: d.rng.of(ON_THE_WEB), also: ["endpoint-blocked"] };
    },
  },
  {
    code: "password-writeback-refused",
    form: "the minimum age of a password",
    wishes: synced,
    make: (d) => {
      const about = d.colleague();
      Object.assign(d.objects[d.tenant.root]!, { minPwdAge: "1.00:00:00", pwdHistoryLength: 24, minPwdLength: 12 });
      d.skipTo(d.before(3 * HOUR), 2);
      d.change(about, { pwdLastSet: iso(d.now) });
      const found = d.cloudOf(about);
      if (found !== undefined) found[1]["lastPasswordChangeDateTime"] = iso(d.now.getTime() + MINUTE);
      tellPassword(d, about.dn, d.anchor(about), "Success", new Date(d.now.getTime() + MINUTE));
      writebackFails(
        d,
        about,
        33_008,
        "ADPasswordPolicyError, Reason: Synchronization Engine returned an error hr=800708C5, message=The password does not meet the password policy requirements. Check the minimum password length, password complexity and password history requirements.",
        "PasswordPolicyError: the on-premises policy did not accept the new password",
      );
      return { about, complaint: "password", says: d.rng.of(ON_THE_WEB) };
    },
  },
  {
    code: "sign-in-agent-failing",
    form: "the pass-through agent is down",
    wishes: { tool: "connect", passwordSync: false },
    onset: [3 * HOUR, DAY],
    make: (d) => {
      const about = d.colleague(),
        [userId, user] = d.cloudOf(about)!;
      d.premises.services["AzureADConnectAuthenticationAgent"] = {
        DisplayName: "Microsoft Azure AD Connect Authentication Agent",
        Status: "Stopped",
        StartType: "Automatic",
        StartName: "NT AUTHORITY\\NetworkService",
        ExitCode: 1067,
      };
      d.log(
        "Service Control Manager",
        7034,
        "Error",
        "The Microsoft Azure AD Connect Authentication Agent service terminated unexpectedly.",
        d.now,
        "System",
      );
      for (const back of [11, 13, 90]) {
        const failureReason = "Authentication Agent unable to connect to Active Directory or no agent is available.";
        d.cloud.signIns.push({
          id: d.rng.guid(),
          createdDateTime: iso(d.end.getTime() - back * MINUTE),
          userPrincipalName: user.userPrincipalName,
          userId,
          appDisplayName: "Office 365 Exchange Online",
          status: { errorCode: 80_001, failureReason, additionalDetails: null },
          authenticationDetails: [
            {
              authenticationMethod: "Password",
              authenticationMethodDetail: "Pass-through Authentication",
              succeeded: false,
              authenticationStepResultDetail: failureReason,
            },
          ],
        });
      }
      return { about, complaint: "sign-in" };
    },
  },
  {
    code: "sign-in-agent-failing",
    form: "the trusted domain refuses the agent's logon",
    wishes: { tool: "connect", passwordSync: false },
    onset: [3 * HOUR, DAY],
    make: (d) => {
      const about = d.colleague(),
        [userId, user] = d.cloudOf(about)!;
      d.premises.services["AzureADConnectAuthenticationAgent"] = {
        DisplayName: "Microsoft Azure AD Connect Authentication Agent",
        Status: "Running",
        StartType: "Automatic",
        StartName: "NT AUTHORITY\\NetworkService",
      };
      for (const back of [11, 13]) {
        const at = d.before(back * MINUTE),
          failureReason = "Error validating credentials due to invalid username or password.";
        d.log(
          "Microsoft-AzureADConnect-AuthenticationAgent",
          13_000,
          "Error",
          `Passthrough Authentication request failed. RequestId: '${d.rng.guid()}'. Reason: '1935'.`,
          at,
          "Microsoft-AzureADConnect-AuthenticationAgent/Admin",
        );
        d.log(
          "Microsoft-Windows-Security-Auditing",
          4625,
          "Information",
          `An account failed to log on. Account Name: ${String(about.entry["sAMAccountName"])} Account Domain: ${d.tenant.netbios} Failure Reason: An Error occured during Logon. Status: 0xC0000413 Process Name: C:\\Program Files\\Microsoft Azure AD Connect Authentication Agent\\AzureADConnectAuthenticationAgentService.exe`,
          at,
          "Security",
        );
        d.cloud.signIns.push({
          id: d.rng.guid(),
          createdDateTime: iso(at),
          userPrincipalName: user.userPrincipalName,
          userId,
          appDisplayName: "Office 365 Exchange Online",
          status: { errorCode: 50_126, failureReason, additionalDetails: null },
          authenticationDetails: [
            {
              authenticationMethod: "Password",
              authenticationMethodDetail: "Pass-through Authentication",
              succeeded: false,
              authenticationStepResultDetail: failureReason,
            },
          ],
        });
      }
      return { about, complaint: "sign-in" };
    },
  },
];
