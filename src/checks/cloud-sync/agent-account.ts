import { defineCheck } from "../../identity/define";
import { seenEvent } from "../../identity/events";
import { codeOf, failingSince, RIGHTS_CODES, userJobs } from "../../identity/jobs";
import { unreadOf } from "../../identity/unread";
import { cite, pii, valueOr, type EventRecord, type HostInfo } from "../../domain";

/** Netlogon's own events about a managed service account on this machine. */
const NETLOGON = "Microsoft-Windows-Security-Netlogon";
const NO_COMMON_ENCRYPTION = 9001;
const COULD_NOT_BE_ADDED = 9002;
/** The agent's own words for an account that it cannot create or use: the key distribution service and its root key. */
const NO_KEY = /\bKDS\b|gMSA.*(Key does not exist|0x80090(00D|02C))/i;
/** The bits of SupportedEncryptionTypes. */
const ENCRYPTION_BITS: readonly (readonly [bit: number, name: string])[] = [
  [4, "RC4"],
  [8, "AES128"],
  [16, "AES256"],
];

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
    noKey: {
      code: "agent-account-unusable",
      text: "The agent could not create or use its managed service account: {error}. A KDS root key has to exist, and it takes effect ten hours after it was made.",
      advice: [
        "On a domain controller: Get-KdsRootKey. None: Add-KdsRootKey -EffectiveImmediately; its EffectiveTime less than ten hours ago: wait until then, so that every controller has it.",
        "Then run the agent's wizard again, and Test-ADServiceAccount <gMSA> on this server must say True.",
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
  evaluate(facts) {
    const installed = valueOr(facts["server.provisioningAgents"], []).filter((a) => a.Installed);
    const [agent] = installed;
    if (agent === undefined) return { verdict: "skip", message: "none" };
    const state = cite(
      `Agent: GmsaOk ${String(agent.GmsaOk)}, ServiceStatus ${agent.ServiceStatus ?? "?"}`,
      facts["server.provisioningAgents"],
    );
    const isBroken = installed.every((a) => a.GmsaOk === false);
    const event = netlogonEvent(valueOr(facts["server.events"], []), isBroken);
    if (event !== undefined && installed.every((a) => a.Active !== true)) {
      const types = encryptionTypes(valueOr(facts["server.host"], undefined));
      return {
        verdict: "fail",
        message: event.Id === NO_COMMON_ENCRYPTION ? "encryption" : "unusable",
        proof: "stated",
        standing: "blocking",
        since: event.TimeCreated,
        data: { types: types ?? "not set", event: event.Id },
        evidence: [
          seenEvent(event, facts["server.events"]),
          state,
          ...(types === undefined
            ? []
            : [cite(`Kerberos encryption types of this machine: ${types}`, facts["server.host"])]),
        ],
      };
    }
    const noKey = installed.flatMap((a) => a.LastErrors ?? []).find((text) => NO_KEY.test(text));
    if (noKey !== undefined && isBroken)
      return {
        verdict: "fail",
        message: "noKey",
        proof: "stated",
        standing: "blocking",
        data: { error: pii(noKey, "error of the agent") },
        evidence: [cite(`The agent's log: ${noKey}`, facts["server.provisioningAgents"]), state],
      };
    const job = userJobs(facts["entra.syncJobs"]).find((j) => RIGHTS_CODES.test(codeOf(j)));
    if (job === undefined && !isBroken) return { verdict: "pass", message: "fine" };
    return {
      verdict: "fail",
      message: "rights",
      standing: "blocking",
      ...(job === undefined
        ? { proof: "timed", settles: unreadOf(facts, "server.events", "entra.syncJobs") }
        : { proof: "stated", ...failingSince(job) }),
      data: { proof: job === undefined ? "GmsaOk is False" : codeOf(job) },
      suggests: isBroken ? ["repair-agent-account"] : [],
      evidence: [state, ...(job === undefined ? [] : [cite(`Job error code ${codeOf(job)}`, facts["entra.syncJobs"])])],
    };
  },
});

/** Netlogon's word on the account: the encryption types, else, where the account fails its test, whatever it says. */
function netlogonEvent(events: readonly EventRecord[], isBroken: boolean): EventRecord | undefined {
  const said = events.filter(
    (e) => e.ProviderName === NETLOGON && [NO_COMMON_ENCRYPTION, COULD_NOT_BE_ADDED].includes(e.Id),
  );
  return said.find((e) => e.Id === NO_COMMON_ENCRYPTION) ?? (isBroken ? said[0] : undefined);
}
/** The encryption types that this machine may use, by name; undefined where no policy sets them. */
function encryptionTypes(host: HostInfo | undefined): string | undefined {
  const bits = Number(host?.Kerberos?.SupportedEncryptionTypes ?? NaN);
  if (Number.isNaN(bits)) return undefined;
  return ENCRYPTION_BITS.flatMap(([bit, name]) => ((bits & bit) === 0 ? [] : [name])).join(", ");
}
