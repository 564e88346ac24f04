import { defineCheck } from "../../identity/define";
import { seenEvent } from "../../identity/events";
import { codeOf, failingSince, RIGHTS_CODES, userJobs } from "../../identity/jobs";
import { unreadOf } from "../../identity/unread";
import { cite, pii, told, valueOr, type EventRecord, type HostInfo } from "../../domain";

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
  title: {
    en: "The agent's managed service account can be used and has its rights",
    de: "Das verwaltete Dienstkonto des Agents ist verwendbar und hat seine Berechtigungen",
  },
  guide: "server.accounts",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-prerequisites#group-managed-service-accounts",
  ],
  needs: ["server.provisioningAgents"],
  wants: ["server.events", "server.host", "entra.syncJobs"],
  messages: {
    none: { en: "No provisioning agent is installed here.", de: "Hier ist kein Bereitstellungs-Agent installiert." },
    fine: {
      en: "Nothing shows a fault of the agent's managed service account.",
      de: "Nichts deutet auf einen Fehler des verwalteten Dienstkontos des Agents hin.",
    },
    encryption: {
      code: "agent-account-unusable",
      text: {
        en: "The agent's managed service account cannot be used on this server: the machine does not support all of the account's encryption types (this machine: {types}).",
        de: "Das verwaltete Dienstkonto des Agents ist auf diesem Server nicht verwendbar: Der Computer unterstützt nicht alle Verschlüsselungstypen des Kontos (dieser Computer: {types}).",
      },
      advice: [
        {
          en: 'Compare Get-ADServiceAccount <gMSA> -Properties msDS-SupportedEncryptionTypes with the policy "Network security: Configure encryption types allowed for Kerberos" of this server.',
          de: 'Vergleichen Sie Get-ADServiceAccount <gMSA> -Properties msDS-SupportedEncryptionTypes mit der Richtlinie "Network security: Configure encryption types allowed for Kerberos" dieses Servers.',
        },
        {
          en: 'Set the account to what both have, as a rule AES only: Set-ADServiceAccount <gMSA> -KerberosEncryptionType AES128,AES256; or create the gMSA beforehand so and choose "Use custom gMSA" in the wizard.',
          de: 'Setzen Sie das Konto auf das, was beide haben, in der Regel nur AES: Set-ADServiceAccount <gMSA> -KerberosEncryptionType AES128,AES256; oder legen Sie das gMSA vorher so an und wählen Sie im Assistenten "Use custom gMSA".',
        },
        {
          en: "Then Test-ADServiceAccount <gMSA> on this server must say True; run the agent's wizard again. A message about KDS is misleading while a KDS root key exists.",
          de: "Danach muss Test-ADServiceAccount <gMSA> auf diesem Server True melden; führen Sie den Assistenten des Agents erneut aus. Eine Meldung über KDS führt in die Irre, solange ein KDS-Stammschlüssel vorhanden ist.",
        },
      ],
    },
    unusable: {
      code: "agent-account-unusable",
      text: {
        en: "The agent's managed service account cannot be used on this server (Netlogon event {event}).",
        de: "Das verwaltete Dienstkonto des Agents ist auf diesem Server nicht verwendbar (Netlogon-Ereignis {event}).",
      },
      advice: [
        {
          en: "On this server: Test-ADServiceAccount <gMSA>. Check PrincipalsAllowedToRetrieveManagedPassword, the KDS root key (Get-KdsRootKey, in effect for 10 hours), the container Managed Service Accounts, and the account's encryption types.",
          de: "Auf diesem Server: Test-ADServiceAccount <gMSA>. Prüfen Sie PrincipalsAllowedToRetrieveManagedPassword, den KDS-Stammschlüssel (Get-KdsRootKey, seit 10 Stunden wirksam), den Container Managed Service Accounts und die Verschlüsselungstypen des Kontos.",
        },
        { en: "Then run the agent's wizard again.", de: "Führen Sie danach den Assistenten des Agents erneut aus." },
      ],
    },
    noKey: {
      code: "agent-account-unusable",
      text: {
        en: "The agent could not create or use its managed service account: {error}. A KDS root key has to exist, and it takes effect ten hours after it was made.",
        de: "Der Agent konnte sein verwaltetes Dienstkonto nicht anlegen oder verwenden: {error}. Ein KDS-Stammschlüssel muss vorhanden sein, und er wird zehn Stunden nach dem Anlegen wirksam.",
      },
      advice: [
        {
          en: "On a domain controller: Get-KdsRootKey. None: Add-KdsRootKey -EffectiveImmediately; its EffectiveTime less than ten hours ago: wait until then, so that every controller has it.",
          de: "Auf einem Domänencontroller: Get-KdsRootKey. Keiner vorhanden: Add-KdsRootKey -EffectiveImmediately; liegt EffectiveTime weniger als zehn Stunden zurück: Warten Sie so lange, damit jeder Domänencontroller ihn hat.",
        },
        {
          en: "Then run the agent's wizard again, and Test-ADServiceAccount <gMSA> on this server must say True.",
          de: "Führen Sie danach den Assistenten des Agents erneut aus; Test-ADServiceAccount <gMSA> muss auf diesem Server True melden.",
        },
      ],
    },
    rights: {
      code: "provisioning-permission",
      text: {
        en: "The agent's managed service account lacks rights in Active Directory ({proof}).",
        de: "Dem verwalteten Dienstkonto des Agents fehlen Berechtigungen in Active Directory ({proof}).",
      },
      advice: [
        {
          en: 'On the agent\'s server: Import-Module "C:\\Program Files\\Microsoft Azure AD Connect Provisioning Agent\\Microsoft.CloudSync.Powershell.dll"; Set-AADCloudSyncPermissions -PermissionType BasicRead -EACredential (Get-Credential)',
          de: 'Auf dem Server des Agents: Import-Module "C:\\Program Files\\Microsoft Azure AD Connect Provisioning Agent\\Microsoft.CloudSync.Powershell.dll"; Set-AADCloudSyncPermissions -PermissionType BasicRead -EACredential (Get-Credential)',
        },
        {
          en: "Where the account itself is broken it can be repaired (offered here). Then clear the job's quarantine.",
          de: "Ist das Konto selbst defekt, lässt es sich reparieren (wird hier angeboten). Heben Sie danach die Quarantäne des Auftrags auf.",
        },
      ],
    },
  },
  evaluate(facts) {
    const installed = valueOr(facts["server.provisioningAgents"], []).filter((a) => a.Installed);
    const [agent] = installed;
    if (agent === undefined) return { verdict: "skip", message: "none" };
    const state = cite(
      told("Agent: GmsaOk {gmsa}, ServiceStatus {status}", {
        gmsa: String(agent.GmsaOk),
        status: agent.ServiceStatus ?? "?",
      }),
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
        data: { types: types ?? { en: "not set", de: "nicht festgelegt" }, event: event.Id },
        evidence: [
          seenEvent(event, facts["server.events"]),
          state,
          ...(types === undefined
            ? []
            : [
                cite(
                  told(
                    {
                      en: "Kerberos encryption types of this machine: {types}",
                      de: "Kerberos-Verschlüsselungstypen dieses Computers: {types}",
                    },
                    { types },
                  ),
                  facts["server.host"],
                ),
              ]),
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
        evidence: [
          cite(
            told({ en: "The agent's log: {text}", de: "Protokoll des Agents: {text}" }, { text: noKey }),
            facts["server.provisioningAgents"],
          ),
          state,
        ],
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
      data: { proof: job === undefined ? { en: "GmsaOk is False", de: "GmsaOk ist False" } : codeOf(job) },
      suggests: isBroken ? ["repair-agent-account"] : [],
      evidence: [
        state,
        ...(job === undefined
          ? []
          : [
              cite(
                told({ en: "Job error code {code}", de: "Fehlercode des Auftrags {code}" }, { code: codeOf(job) }),
                facts["entra.syncJobs"],
              ),
            ]),
      ],
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
