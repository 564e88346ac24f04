import { defineCheck } from "../../identity/define";
import { cite } from "../../domain";
import { codeOf, RIGHTS_CODES, userJobs } from "../../identity/jobs";

/** Netlogon's own events about a managed service account on this machine: 9001 encryption types, 9002 could not be added. */
const NETLOGON = "Microsoft-Windows-Security-Netlogon";
/** The bits of SupportedEncryptionTypes: 4 RC4, 8 AES128, 16 AES256. */
const sayTypes = (n: number): string =>
  [
    [4, "RC4"],
    [8, "AES128"],
    [16, "AES256"],
  ]
    .filter(([bit]) => (n & Number(bit)) !== 0)
    .map(([, name]) => name)
    .join(", ");

/** The agent's gMSA: can this machine use it, and may it read the directory? */
export default defineCheck({
  id: "cloud-sync.agent-account",
  title: "The agent's managed service account can be used and has its rights",
  guide: "server.accounts",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-prerequisites#group-managed-service-accounts",
  ],
  needs: ["server.provisioningAgents"],
  wants: ["server.events", "server.host", "entra.syncJobs"],
  messages: {
    none: "No provisioning agent is installed here.",
    fine: "Nothing shows a fault of the agent's managed service account.",
    encryption: {
      code: "agent-account-unusable",
      text: "The agent's managed service account cannot be used on this server: the machine does not support all of the account's encryption types (this machine: {types}).",
      advice: [
        'Compare Get-ADServiceAccount <gMSA> -Properties msDS-SupportedEncryptionTypes with the policy "Network security: Configure encryption types allowed for Kerberos" of this server.',
        'Set the account to what both have, as a rule AES only: Set-ADServiceAccount <gMSA> -KerberosEncryptionType AES128,AES256; or create the gMSA beforehand so and choose "Use custom gMSA" in the wizard.',
        "Then Test-ADServiceAccount <gMSA> on this server must say True; run the agent's wizard again. A message about KDS is misleading while a KDS root key exists.",
      ],
    },
    unusable: {
      code: "agent-account-unusable",
      text: "The agent's managed service account cannot be used on this server (Netlogon event {event}).",
      advice: [
        "On this server: Test-ADServiceAccount <gMSA>. Check PrincipalsAllowedToRetrieveManagedPassword, the KDS root key (Get-KdsRootKey, in effect for 10 hours), the container Managed Service Accounts, and the account's encryption types.",
        "Then run the agent's wizard again.",
      ],
    },
    rights: {
      code: "provisioning-permission",
      text: "The agent's managed service account lacks rights in Active Directory ({proof}).",
      advice: [
        'On the agent\'s server: Import-Module "C:\\Program Files\\Microsoft Azure AD Connect Provisioning Agent\\Microsoft.CloudSync.Powershell.dll"; Set-AADCloudSyncPermissions -PermissionType BasicRead -EACredential (Get-Credential)',
        "Where the account itself is broken it can be repaired (offered here). Then clear the job's quarantine.",
      ],
    },
  },
  evaluate({
    "server.provisioningAgents": agents,
    "server.events": events,
    "server.host": host,
    "entra.syncJobs": jobs,
  }) {
    const installed = agents.state === "seen" ? agents.value.filter((a) => a.Installed) : [];
    if (installed.length === 0) return { verdict: "skip", message: "none" };
    const broken = installed.every((a) => a.GmsaOk === false),
      code = userJobs(jobs)
        .map(codeOf)
        .find((c) => RIGHTS_CODES.test(c));
    const state = cite(
      `Agent: GmsaOk ${String(installed[0]!.GmsaOk)}, ServiceStatus ${installed[0]!.ServiceStatus ?? "?"}`,
      agents,
    );
    const net =
      events.state === "seen"
        ? events.value.filter((e) => e.ProviderName === NETLOGON && (e.Id === 9001 || e.Id === 9002))
        : [];
    const nine = net.find((e) => e.Id === 9001) ?? (broken ? net[0] : undefined);
    if (nine !== undefined && installed.every((a) => a.Active !== true)) {
      const types = host.state === "seen" ? Number(host.value.Kerberos?.SupportedEncryptionTypes ?? NaN) : NaN;
      const evidence = [
        cite(`Event ${NETLOGON} ${nine.Id} at ${nine.TimeCreated}`, events),
        state,
        ...(Number.isNaN(types)
          ? []
          : [cite(`Kerberos SupportedEncryptionTypes of this machine = ${types} (${sayTypes(types)})`, host)]),
      ];
      return {
        verdict: "fail",
        message: nine.Id === 9001 ? "encryption" : "unusable",
        standing: "blocking",
        data: { types: Number.isNaN(types) ? "not set" : sayTypes(types), event: nine.Id },
        evidence,
      };
    }
    if (code !== undefined || broken)
      return {
        verdict: "fail",
        message: "rights",
        standing: "blocking",
        proof: code === undefined ? "timed" : "measured",
        data: { proof: code ?? "GmsaOk is False" },
        suggests: broken ? ["repair-agent-account"] : [],
        evidence: [state, ...(code === undefined ? [] : [cite(`Job error code ${code}`, jobs)])],
      };
    return { verdict: "pass", message: "fine" };
  },
});
