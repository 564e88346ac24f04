/** The engine's two accounts, its own state, and what the cloud answers to an export (adsync reference §1.6, §3.4, §4.2, §8). */
import type { Draft, RunError, Trace } from "../draft";
import { DAY, HOUR, iso, MINUTE } from "../ids";
import type { Injection } from "../injection";
import { newcomer } from "./scope";

const connect = { tool: "connect" } as const;
const SYNC = "Directory Synchronization";
const CONNECT_APP = {
  appId: "cb1056e2-e479-49de-ae31-7812af012ed8",
  appDisplayName: "Microsoft Azure Active Directory Connect",
};

/** Runs of the Entra connector die; the token was refused with this code. */
function tokenRefused(
  d: Draft,
  errorCode: number,
  failureReason: string,
  policies: Record<string, unknown>[] = [],
): void {
  const { identity } = d.tenant,
    text = `AADSTS${errorCode}: ${failureReason}`;
  d.fail(
    "cloud",
    { Result: "stopped-extension-dll-exception" },
    {
      ProviderName: SYNC,
      Id: 906,
      Message: `GetSecurityToken: unable to retrieve a security token for the provisioning web service (AWS). ${text}`,
    },
    { ProviderName: SYNC, Id: 106, Message: `Failure while prefetching import from Microsoft Entra ID. ${text}` },
  );
  d.passwordsStopped = d.now;
  for (const back of [12, 42, 72]) {
    const at = d.end.getTime() - back * MINUTE;
    d.cloud.signIns.push({
      id: d.rng.guid(),
      createdDateTime: iso(at),
      conditionalAccessStatus: policies.length > 0 ? "failure" : "notApplied",
      isInteractive: false,
      ipAddress: "198.51.100.24",
      status: { errorCode, failureReason, additionalDetails: null },
      appliedConditionalAccessPolicies: policies,
      ...(identity.kind === "user"
        ? { userPrincipalName: identity.name, userId: identity.id, ...CONNECT_APP }
        : { servicePrincipalName: identity.name, appDisplayName: identity.name, appId: identity.id }),
    });
  }
}
/** The import runs, the export says what the cloud answered. */
const exportSays = (d: Draft, Result: string, errors: () => RunError[], ...traces: Trace[]): void =>
  d.fail(
    "cloud",
    (run) => (run.RunProfileName === "Export" ? { ...run, Result, Errors: errors() } : { ...run, Result: "success" }),
    ...traces,
  );
/** People whose account came after the fault, who are what the export wants to add. */
const waiting = (d: Draft, since: Date) => d.people.filter((p) => String(p.entry["whenCreated"]) >= iso(since));
const stoppedBoth = (d: Draft, Result: string, ...traces: Trace[]): void => {
  d.fail("cloud", { Result }, ...traces);
  d.fail("ad", { Result });
  d.passwordsStopped = d.now;
};

export const connectors: readonly Injection[] = [
  {
    code: "ad-connector-credentials",
    form: "the account cannot log on",
    wishes: connect,
    make: (d) => {
      d.ad.AccountState = d.rng.of(["expired", "locked", "bad-password", "disabled"] as const);
      d.log(
        SYNC,
        611,
        "Error",
        `Password hash synchronization failed for domain: ${d.tenant.forest}. Details: Microsoft.Online.PasswordSynchronization.SynchronizationManagerException: Unable to open connection to domain: ${d.tenant.forest}. ---> System.DirectoryServices.Protocols.LdapException: The supplied credential is invalid.`,
        d.before(10 * MINUTE),
      );
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
  {
    code: "cloud-connector-credentials",
    form: "the account is expired, disabled or gone",
    wishes: { tool: "connect", identity: "user" },
    make: (d) => {
      const [code, why] = d.rng.of([
        [50055, "The password is expired."],
        [50057, "The user account is disabled."],
        [50034, "The user account does not exist in the directory."],
        [50126, "Error validating credentials due to invalid username or password."],
      ] as const);
      if (code === 50057) d.users[d.tenant.identity.id]!.accountEnabled = false;
      if (code === 50034) {
        delete d.users[d.tenant.identity.id];
        d.cloud.directoryRoles["Directory Synchronization Accounts"] = [];
      }
      d.entra.AccountState = code === 50055 ? "expired" : code === 50126 ? "bad-password" : "disabled";
      tokenRefused(d, code, why);
      return newcomer(d);
    },
  },
  {
    code: "cloud-connector-credentials",
    form: "the certificate has expired",
    wishes: { tool: "connect", identity: "application" },
    make: (d) => {
      d.entra.AccountState = "certificate-expired";
      d.entra["CertificateNotAfter"] = iso(d.now);
      tokenRefused(
        d,
        700_027,
        "The certificate with identifier used to sign the client assertion is expired on application.",
      );
      return { ...newcomer(d), also: ["engine-misconfigured"] };
    },
  },
  {
    code: "cloud-connector-blocked-by-policy",
    form: "a policy applies to the engine's identity",
    wishes: connect,
    make: (d) => {
      d.entra.AccountState = "policy-blocked";
      const policy = (displayName: string, control: string) => [
        {
          id: d.rng.guid(),
          displayName,
          enforcedGrantControls: [control],
          enforcedSessionControls: [],
          result: "failure",
        },
      ];
      if (d.tenant.identity.kind === "application")
        tokenRefused(
          d,
          53_003,
          "Access has been blocked by Conditional Access policies.",
          policy("CA010 - Block workload identities", "Block"),
        );
      else {
        const [code, why, control] = d.rng.of([
          [
            50076,
            "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access.",
            "Mfa",
          ],
          [50158, "External security challenge was not satisfied.", "Terms of use"],
          [53003, "Access has been blocked by Conditional Access policies.", "Block"],
        ] as const);
        if (code !== 53003) d.entra.AccountState = "mfa-required";
        tokenRefused(d, code, why, policy("CA002 - All users", control));
      }
      return newcomer(d);
    },
  },
  {
    code: "service-principal-missing",
    form: "the engine's application was deleted",
    wishes: { tool: "connect", identity: "application" },
    make: (d) => {
      d.entra.AccountState = "disabled";
      tokenRefused(d, 700_016, "Application with identifier was not found in the directory.");
      return { ...newcomer(d), also: ["cloud-connector-credentials"] };
    },
  },
  {
    code: "replication-disabled",
    form: "the controller rejects replication",
    wishes: connect,
    make: (d) => {
      const ErrorCode = d.rng.of(["8456", "8457"]);
      d.fail("ad", {
        Result: "stopped-server",
        Errors: [
          {
            DN: d.tenant.root,
            ErrorName: "replication-error",
            ErrorCode,
            Detail: `The ${ErrorCode === "8456" ? "source" : "destination"} server is currently rejecting replication requests.`,
          },
        ],
      });
      const [Id, side] = ErrorCode === "8456" ? [1115, "Outbound"] : [1113, "Inbound"];
      d.log(
        "ActiveDirectory_DomainService",
        Number(Id),
        "Error",
        `${side} replication has been disabled by the user.`,
        d.now,
        "Directory Service",
      );
      return newcomer(d);
    },
  },
  {
    code: "service-incident",
    form: "an open incident of directory sync",
    wishes: connect,
    make: (d) => {
      d.cloud.serviceHealth["Microsoft Entra"] = "serviceDegradation";
      d.cloud.serviceIssues.push({
        id: `MO${900_000 + d.rng.below(90_000)}`,
        title: "Admins may see failures in directory synchronization",
        service: "Microsoft Entra",
        feature: "Directory Synchronization",
        status: d.rng.of(["serviceDegradation", "investigating"]),
        isResolved: false,
        classification: "incident",
        startDateTime: iso(d.now.getTime() - 10 * MINUTE),
        endDateTime: null,
        impactDescription: "Directory synchronization imports and exports may fail.",
      });
      d.fail(
        "cloud",
        { Result: "stopped-extension-dll-exception" },
        {
          ProviderName: SYNC,
          Id: 106,
          Message:
            "Failure while exporting to Microsoft Entra ID. ServiceUnavailable: The service is currently unavailable.",
        },
      );
      return { ...newcomer(d), also: ["cloud-service-busy"] };
    },
    onset: [2 * HOUR, 8 * HOUR],
  },
  {
    code: "tenant-sync-disabled",
    form: "directory sync is off",
    wishes: connect,
    make: (d) => {
      const since = d.now;
      d.cloud.organization.onPremisesSyncEnabled = false;
      exportSays(d, "completed-export-errors", () =>
        waiting(d, since).map((p) => ({
          DN: d.cloudDn(p),
          ErrorName: "DirSyncDisabled",
          ErrorCode: "15",
          Detail: "Directory synchronization is disabled for this tenant.",
        })),
      );
      return newcomer(d);
    },
  },
  {
    code: "directory-quota-exceeded",
    form: "the tenant is full",
    wishes: connect,
    make: (d) => {
      const since = d.now;
      d.cloud.organization["directorySizeQuota"] = { used: 50_000, total: 50_000 };
      exportSays(d, "completed-export-errors", () =>
        waiting(d, since).map((p) => ({
          DN: d.cloudDn(p),
          ErrorName: "ExceededQuotaLimit",
          ErrorCode: "16",
          Detail: "Directory_QuotaExceeded: The directory object quota limit for the Tenant has been exceeded.",
        })),
      );
      return newcomer(d);
    },
  },
  {
    code: "cloud-service-busy",
    form: "the service throttles the export",
    wishes: connect,
    onset: [2 * HOUR, 5 * HOUR],
    make: (d) => {
      const since = d.now;
      exportSays(d, "completed-export-errors", () =>
        waiting(d, since).map((p) => ({
          DN: d.cloudDn(p),
          ErrorName: "ServerBusy",
          ErrorCode: "81",
          Detail: "Microsoft Entra ID is currently busy. This operation will be retried automatically.",
        })),
      );
      return newcomer(d);
    },
  },
  {
    code: "sync-version-retired",
    form: "the service accepts this build no more",
    wishes: connect,
    onset: [9 * DAY, 11 * DAY],
    make: (d) => {
      d.premises.server.ConnectVersion = d.rng.of(["2.4.18.0", "2.4.131.0", "2.5.3.0", "2.5.76.0"]);
      const cut = "2026-09-30T21:47:12Z";
      d.cloud.organization["onPremisesLastSyncDateTime"] = cut;
      for (const u of Object.values(d.users))
        if (u.onPremisesSyncEnabled === true) u["onPremisesLastSyncDateTime"] = cut;
      d.fail(
        "cloud",
        { Result: "stopped-extension-dll-exception" },
        {
          ProviderName: SYNC,
          Id: 106,
          Message:
            "Failure while prefetching import from Microsoft Entra ID. ClientBlacklistedVersion: This version of the client is no longer supported.",
        },
      );
      d.passwordsStopped = new Date(cut);
      return newcomer(d);
    },
  },
  {
    code: "connector-schema-stale",
    form: "the schema was extended and not refreshed",
    wishes: connect,
    make: (d) => {
      d.fail(
        "ad",
        { Result: "no-start-schema-mismatch" },
        {
          ProviderName: "ADSync",
          Id: 6017,
          Message: `The management agent "${d.tenant.adConnector}" was not run because its schema does not match that of the connected directory.`,
        },
      );
      return newcomer(d);
    },
  },
  {
    code: "engine-misconfigured",
    form: "a run step names a partition that is gone",
    wishes: connect,
    make: (d) => {
      const gone = d.rng.guid();
      const profiles = ["Full Import", "Delta Import", "Full Synchronization", "Delta Synchronization", "Export"];
      const mine = Object.values(d.ad.Partitions ?? {}).map((p) => p.Identifier);
      d.ad.RunProfiles = Object.fromEntries(
        profiles.map((name) => [
          name,
          {
            RunSteps: [...mine, gone].map((PartitionIdentifier) => ({
              TaskType: name.replaceAll(" ", ""),
              ...(PartitionIdentifier === undefined ? {} : { PartitionIdentifier }),
            })),
          },
        ]),
      );
      return newcomer(d);
    },
  },
  {
    code: "engine-misconfigured",
    form: "a domain was ticked, and no run step reads it",
    wishes: { tool: "connect", child: true },
    make: (d) => {
      const profiles = ["Full Import", "Delta Import", "Full Synchronization", "Delta Synchronization", "Export"];
      const PartitionIdentifier = d.ad.Partitions![d.tenant.root]!.Identifier!;
      d.ad.Partitions![d.tenant.child!.dn]!.LastModificationTime = iso(d.now);
      d.ad.RunProfiles = Object.fromEntries(
        profiles.map((name) => [name, { RunSteps: [{ TaskType: name.replaceAll(" ", ""), PartitionIdentifier }] }]),
      );
      const room = d.end.getTime() - d.now.getTime() - 75 * MINUTE;
      d.skipTo(new Date(d.now.getTime() + Math.max(0, d.rng.next() * room)), 2);
      return { about: d.hire(d.tenant.child!.staff), complaint: "missing", also: ["full-import-required"] };
    },
  },
  {
    code: "engine-misconfigured",
    form: "a runtime module is damaged",
    wishes: connect,
    make: (d) => {
      d.fail(
        "cloud",
        { Result: "stopped-extension-dll-load" },
        {
          ProviderName: "ADSync",
          Id: 6151,
          Message:
            "The extension could not be loaded: System.IO.FileLoadException: Could not load file or assembly 'System.Diagnostics.DiagnosticSource, Version=6.0.0.1'.",
        },
      );
      return newcomer(d);
    },
  },
  {
    code: "database-full",
    form: "the disk is full while the service runs",
    wishes: connect,
    make: (d) => {
      d.premises.server.FreeDiskMB = d.rng.below(40);
      stoppedBoth(d, "stopped-database-disk-full", {
        ProviderName: "ADSync",
        Id: 6323,
        Message: "The server encountered an error because SQL Server is out of disk space.",
      });
      return newcomer(d);
    },
  },
  {
    code: "database-unavailable",
    form: "the SQL Server is lost",
    wishes: connect,
    make: (d) => {
      d.premises.server.Database = {
        Kind: "SQLServer",
        Server: `sql01.${d.tenant.forest}`,
        Name: "ADSync",
        SizeMB: 22_000,
        LimitMB: null,
      };
      stoppedBoth(d, "stopped-database-connection-lost", {
        ProviderName: "ADSync",
        Id: 6075,
        Message: "The server lost its connection to the SQL Server database.",
      });
      return newcomer(d);
    },
  },
  {
    code: "host-setting-incompatible",
    form: "the code page is UTF-8",
    wishes: connect,
    make: (d) => {
      d.premises.server["SystemCodePage"] = { ACP: d.rng.of([65_001, "65001"]), OEMCP: 65_001 };
      d.fail(
        "ad",
        { Result: "stopped-extension-dll-exception" },
        {
          ProviderName: "ADSync",
          Id: 6401,
          Message: "The management agent controller encountered an unexpected error.",
        },
      );
      return newcomer(d);
    },
  },
  {
    code: "host-setting-incompatible",
    form: "FIPS breaks the hash",
    wishes: { tool: "connect", passwordSync: true },
    make: (d) => {
      d.premises.server["FipsAlgorithmPolicyEnabled"] = 1;
      d.passwordsStopped = d.now;
      const about = d.colleague();
      d.skipTo(new Date(d.now.getTime() + d.rng.next() * (d.end.getTime() - d.now.getTime() - 90 * MINUTE)), 2);
      d.change(about, { pwdLastSet: iso(d.now) });
      for (const back of [8, 18, 28, 38])
        d.log(
          SYNC,
          611,
          "Error",
          `Password hash synchronization failed for domain: ${d.tenant.forest}, domain controller hostname: ${d.tenant.controllers[0]}. Details: Microsoft.Online.PasswordSynchronization.SynchronizationManagerException: Recovery task failed. ---> System.InvalidOperationException: This implementation is not part of the Windows Platform FIPS validated cryptographic algorithms.`,
          d.before(back * MINUTE),
        );
      return { about, complaint: "password", also: ["password-sync-stalled"] };
    },
  },
  {
    code: "software-interference",
    form: "security software holds the connector's files",
    wishes: connect,
    make: (d) => {
      const dll = "Microsoft Azure AD Sync\\Extensions\\Microsoft.Azure.ActiveDirectory.Connector.dll";
      const [provider, log, id, text] = d.rng.of([
        [
          "Microsoft-Windows-AppLocker",
          "Microsoft-Windows-AppLocker/EXE and DLL",
          8004,
          `%PROGRAMFILES%\\${dll.toUpperCase()} was prevented from running.`,
        ],
        [
          "Microsoft-Windows-Windows Defender",
          "Microsoft-Windows-Windows Defender/Operational",
          1117,
          `Action taken on file C:\\Program Files\\${dll}: Quarantine`,
        ],
      ] as const);
      d.log(provider, id, "Warning", text, d.now, log);
      d.log(provider, id, "Warning", text, d.before(45 * MINUTE), log);
      d.fail(
        "cloud",
        { Result: "stopped-extension-dll-exception" },
        {
          ProviderName: "ADSync",
          Id: 6801,
          Message:
            "The extensible extension returned an unsupported error.\r\n System.IO.FileLoadException: Could not load file or assembly 'Microsoft.Azure.ActiveDirectory.Connector'.",
        },
      );
      return { ...newcomer(d), also: ["engine-misconfigured"] };
    },
  },
  {
    code: "software-interference",
    form: "tiering denies the connector account its logon",
    wishes: connect,
    make: (d) => {
      const account = d.tenant.account.split("\\")[1]!;
      const Message = `An account failed to log on.\r\nAccount Name: ${account}\r\nFailure Reason: The user has not been granted the requested logon type at this machine.\r\nStatus: 0xC000015B`;
      d.fail(
        "ad",
        { Result: "no-start-credentials" },
        {
          ProviderName: "Microsoft-Windows-Security-Auditing",
          Id: 4625,
          Level: "Information",
          LogName: "Security",
          Message,
        },
      );
      d.passwordsStopped = d.now;
      return { ...newcomer(d), also: ["ad-connector-credentials"] };
    },
  },
  {
    code: "two-active-servers",
    form: "another server writes the same people in turn",
    wishes: connect,
    make: (d) => {
      const about = d.colleague(),
        [id, user] = d.cloudOf(about)!;
      d.premises.server.OtherActiveServers = ["SYNCOLD"];
      const own = d.tenant.identity,
        hex = "4f6e0c1d2a3b";
      const by = (server: string): Record<string, unknown> =>
        own.kind === "application"
          ? { app: { displayName: server === d.tenant.server ? own.name : `ConnectSyncProvisioning_${server}_${hex}` } }
          : {
              user: {
                userPrincipalName: server === d.tenant.server ? own.name : `Sync_${server}_${hex}@${d.tenant.initial}`,
              },
            };
      const now = JSON.stringify([user["department"]]),
        old = JSON.stringify(["Old Department"]);
      for (let back = 150; back > 5; back -= 30) {
        const change = (from: string, to: string) => [{ displayName: "Department", oldValue: from, newValue: to }];
        d.audit("Update user", id, by("SYNCOLD"), change(now, old), d.before(back * MINUTE));
        d.audit("Update user", id, by(d.tenant.server), change(old, now), d.before((back - 12) * MINUTE));
      }
      return {
        about,
        complaint: "attribute",
        says: d.rng.of([
          "the department of {X} flips back and forth in Entra",
          "{X}: values in the cloud change back by themselves",
        ]),
      };
    },
  },
];
