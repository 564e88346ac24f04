import { isWithin } from "../../identity/dn";
import { defineCheck } from "../../identity/define";
import { seenEvent } from "../../identity/events";
import { nameOf } from "../../identity/naming";
import { cloudReset, passwordSetAt } from "../../identity/password";
import { isReached } from "../../identity/probes";
import { featureOf } from "../../identity/tenant";
import { at, hoursBetween, minuteOf } from "../../identity/time";
import { failedReset, failedWriteback, serviceFault, type FailedAttempt } from "../../identity/writeback";
import {
  cite,
  pii,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type CloudUser,
  type EndpointProbe,
  type EventRecord,
  type Evidence,
  type Given,
  type MissingRight,
} from "../../domain";

const NEEDS = ["entra.user", "now"] as const;
const WANTS = [
  "ad.user",
  "ask",
  "entra.audits",
  "entra.synchronization",
  "server.endpoints",
  "server.events",
  "server.globalSettings",
  "server.host",
  "server.missingRights",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;

/** What keeps the service from its line to the cloud, and is named by itself. */
const CAUSES = [
  "sync-service-stopped",
  "staging-mode",
  "tls12-disabled",
  "root-certificate-missing",
  "proxy-misconfigured",
  "name-resolution-failure",
] as const;

/** A password that was set in the cloud cannot get into Active Directory at all. */
export default defineCheck({
  id: "passwords.writeback-works",
  title: {
    en: "A password set in the cloud can be written back",
    de: "Ein in der Cloud gesetztes Kennwort lässt sich zurückschreiben",
  },
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/authentication/troubleshoot-sspr-writeback"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    none: {
      en: "Nothing shows that a password of the user could not be written back.",
      de: "Nichts deutet darauf hin, dass ein Kennwort des Benutzers nicht zurückgeschrieben werden könnte.",
    },
    off: {
      code: "password-writeback-failing",
      text: {
        en: "Password writeback is off for the tenant, so a password that {user} sets in the cloud never reaches Active Directory.",
        de: "Das Kennwortrückschreiben ist für den Mandanten ausgeschaltet; ein Kennwort, das {user} in der Cloud setzt, erreicht Active Directory also nie.",
      },
      advice: [
        {
          en: "Turn it on in both places: Entra Connect wizard › Optional features › Password writeback, and Entra admin center › Password reset › On-premises integration.",
          de: "Schalten Sie es an beiden Stellen ein: Entra-Connect-Assistent › Optional features › Password writeback, und Entra admin center › Password reset › On-premises integration.",
        },
        {
          en: "The connector account then needs the rights: Set-ADSyncPasswordWritebackPermissions. Until then the password is changed in Active Directory.",
          de: "Das Connectorkonto braucht dann die Berechtigungen: Set-ADSyncPasswordWritebackPermissions. Bis dahin wird das Kennwort in Active Directory geändert.",
        },
      ],
    },
    remoteSam: {
      code: "password-writeback-failing",
      text: {
        en: 'The writeback of the password of {user} was denied at {when}: the policy "Network access: Restrict clients allowed to make remote calls to SAM" on this server ({policy}) does not let the connector account read the account.',
        de: 'Das Rückschreiben des Kennworts von {user} wurde am {when} verweigert: Die Richtlinie "Network access: Restrict clients allowed to make remote calls to SAM" auf diesem Server ({policy}) lässt das Connectorkonto das Konto nicht lesen.',
      },
      advice: [
        {
          en: "gpresult /h report.html: find the policy that sets it. Add the connector account (MSOL_…) with Remote Access: Allow, on the sync server and on the domain controllers, then gpupdate /force.",
          de: "gpresult /h report.html: Suchen Sie die Richtlinie, die das festlegt. Fügen Sie das Connectorkonto (MSOL_…) mit Remote Access: Allow hinzu, auf dem Synchronisierungsserver und den Domänencontrollern, dann gpupdate /force.",
        },
        {
          en: "Or take the setting back and remove what it leaves behind: Remove-ItemProperty HKLM:\\System\\CurrentControlSet\\Control\\Lsa -Name RestrictRemoteSam.",
          de: "Oder nehmen Sie die Einstellung zurück und entfernen Sie, was sie hinterlässt: Remove-ItemProperty HKLM:\\System\\CurrentControlSet\\Control\\Lsa -Name RestrictRemoteSam.",
        },
      ],
    },
    right: {
      code: "password-writeback-failing",
      text: {
        en: "The writeback of the password of {user} was denied at {when}: {account} lacks {missing} on {dn}.",
        de: "Das Rückschreiben des Kennworts von {user} wurde am {when} verweigert: {account} fehlt {missing} auf {dn}.",
      },
      advice: [
        {
          en: "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountName <name> -ADConnectorAccountDomain <domain> (reset password, write lockoutTime and pwdLastSet), then wait for replication and try again.",
          de: "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountName <name> -ADConnectorAccountDomain <domain> (Kennwort zurücksetzen, lockoutTime und pwdLastSet schreiben), dann warten Sie die Replikation ab und versuchen es erneut.",
        },
      ],
    },
    lacks: {
      code: "password-writeback-failing",
      text: {
        en: "{account} lacks {missing} on {dn}, so a password that {user} sets in the cloud cannot be written back.",
        de: "{account} fehlt {missing} auf {dn}; ein Kennwort, das {user} in der Cloud setzt, lässt sich also nicht zurückschreiben.",
      },
      advice: [
        {
          en: "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountName <name> -ADConnectorAccountDomain <domain> (reset password, write lockoutTime and pwdLastSet), then wait for replication and try again.",
          de: "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountName <name> -ADConnectorAccountDomain <domain> (Kennwort zurücksetzen, lockoutTime und pwdLastSet schreiben), dann warten Sie die Replikation ab und versuchen es erneut.",
        },
      ],
    },
    protected: {
      code: "password-writeback-failing",
      text: {
        en: "The writeback of the password of {user} was denied at {when}: the account is or was in a protected group (adminCount 1), whose passwords are not reset this way.",
        de: "Das Rückschreiben des Kennworts von {user} wurde am {when} verweigert: Das Konto ist oder war in einer geschützten Gruppe (adminCount 1), deren Kennwörter auf diesem Weg nicht zurückgesetzt werden.",
      },
      advice: [
        {
          en: "That is by design: let such a person change the password, or an administrator reset it in Active Directory.",
          de: "Das ist so vorgesehen: Lassen Sie die Person das Kennwort in Active Directory ändern oder einen Administrator es dort zurücksetzen.",
        },
        {
          en: "If the account is no longer privileged: clear adminCount, switch inheritance on again (ADUC › Security › Advanced), and try again.",
          de: "Ist das Konto nicht mehr privilegiert: Löschen Sie adminCount, schalten Sie die Vererbung wieder ein (ADUC › Security › Advanced) und versuchen Sie es erneut.",
        },
      ],
    },
    denied: {
      code: "password-writeback-failing",
      text: {
        en: "The writeback of the password of {user} was denied at {when}: the connector account may not set it.",
        de: "Das Rückschreiben des Kennworts von {user} wurde am {when} verweigert: Das Connectorkonto darf es nicht setzen.",
      },
      advice: [
        {
          en: "Look at the account's effective access for the connector account (ADUC › Security › Advanced › Effective Access): Reset password, write lockoutTime and pwdLastSet. Set-ADSyncPasswordWritebackPermissions grants them.",
          de: "Sehen Sie sich den effektiven Zugriff des Connectorkontos auf das Konto an (ADUC › Security › Advanced › Effective Access): Kennwort zurücksetzen, lockoutTime und pwdLastSet schreiben. Set-ADSyncPasswordWritebackPermissions erteilt sie.",
        },
        {
          en: "On the sync server and the domain controllers: Get-ItemProperty HKLM:\\System\\CurrentControlSet\\Control\\Lsa -Name RestrictRemoteSam; if it is set, the connector account must be among its clients.",
          de: "Auf dem Synchronisierungsserver und den Domänencontrollern: Get-ItemProperty HKLM:\\System\\CurrentControlSet\\Control\\Lsa -Name RestrictRemoteSam; ist es gesetzt, muss das Connectorkonto unter den zugelassenen Clients sein.",
        },
      ],
    },
    failed: {
      code: "password-writeback-failing",
      text: {
        en: "The writeback of the password of {user} failed at {when} (event {event}): {means}.",
        de: "Das Rückschreiben des Kennworts von {user} schlug am {when} fehl (Ereignis {event}): {means}.",
      },
      advice: [
        {
          en: "Event {event} of PasswordResetService and event 6329 of ADSync in the Application log tell more. After a change of the forests, switch password writeback off and on again in the wizard.",
          de: "Ereignis {event} von PasswordResetService und Ereignis 6329 von ADSync im Anwendungsprotokoll sagen mehr. Nach einer Änderung der Gesamtstrukturen schalten Sie das Kennwortrückschreiben im Assistenten aus und wieder ein.",
        },
      ],
    },
    bus: {
      code: "password-writeback-failing",
      text: {
        en: "The writeback service cannot hold its line to the cloud (event {event} at {when}: {means}), and {target} is not reachable from the server.",
        de: "Der Rückschreibedienst kann seine Verbindung zur Cloud nicht halten (Ereignis {event} am {when}: {means}), und {target} ist vom Server aus nicht erreichbar.",
      },
      advice: [
        {
          en: "Allow TCP 443 outbound to *.servicebus.windows.net and *.passwordreset.microsoftonline.com, without inspection and with idle connections kept; then restart the ADSync service. Test: Test-NetConnection {host} -Port 443.",
          de: "Erlauben Sie TCP 443 ausgehend zu *.servicebus.windows.net und *.passwordreset.microsoftonline.com, ohne Überprüfung und ohne Trennen untätiger Verbindungen; starten Sie dann den Dienst ADSync neu. Test: Test-NetConnection {host} -Port 443.",
        },
      ],
    },
    service: {
      code: "password-writeback-failing",
      text: {
        en: "The writeback service does not work (event {event} at {when}): {means}.",
        de: "Der Rückschreibedienst funktioniert nicht (Ereignis {event} am {when}): {means}.",
      },
      advice: [
        {
          en: "Restart the ADSync service and look for event 31015 and the heartbeat 31019 of PasswordResetService. If it stays: switch password writeback off and on again in the wizard; it renews keys and registration.",
          de: "Starten Sie den Dienst ADSync neu und suchen Sie nach Ereignis 31015 und dem Heartbeat 31019 von PasswordResetService. Bleibt es dabei: Schalten Sie das Kennwortrückschreiben im Assistenten aus und wieder ein; das erneuert Schlüssel und Registrierung.",
        },
      ],
    },
    toldByCloud: {
      code: "password-writeback-failing",
      text: {
        en: "The cloud says that the password of {user} could not be written back at {when} ({reason}).",
        de: "Die Cloud meldet, dass das Kennwort von {user} am {when} nicht zurückgeschrieben werden konnte ({reason}).",
      },
      advice: [
        {
          en: "On the sync server: the events of PasswordResetService of that minute in the Application log, and event 6329 of ADSync, name the reason.",
          de: "Auf dem Synchronisierungsserver nennen die Ereignisse von PasswordResetService aus dieser Minute im Anwendungsprotokoll und Ereignis 6329 von ADSync den Grund.",
        },
      ],
    },
  },
  evaluate(facts, { ad, cloud, anchors }) {
    if (cloud?.onPremisesSyncEnabled !== true) return { verdict: "skip", message: "none" };
    const failed = ad === undefined ? undefined : failedWriteback(facts, ad, cloud, anchors);
    if (ad !== undefined && failed !== undefined)
      return attempt(facts, ad, failed) ?? { verdict: "pass", message: "none" };
    return (
      switchedOff(facts, ad, cloud) ??
      (ad === undefined ? undefined : foreseen(facts, ad)) ??
      service(facts) ??
      toldByCloud(facts, cloud) ?? { verdict: "pass", message: "none" }
    );
  },
});

/** Why this person's password was not written back; undefined where AD took it for what it is (its policy, the account's state, a mistype). */
function attempt(
  facts: Facts,
  ad: AdObject,
  failed: FailedAttempt,
): Claim<"remoteSam" | "right" | "protected" | "denied" | "failed"> | undefined {
  const { event, engine, refusal, means } = failed;
  const data = { user: nameOf(ad), when: minuteOf(event.TimeCreated) };
  const found = { verdict: "fail", since: event.TimeCreated } as const;
  const events = [event, ...(engine === undefined ? [] : [engine])].map((e) => seenEvent(e, facts["server.events"]));
  if (refusal === "fault")
    return {
      ...found,
      message: "failed",
      proof: "stated",
      data: { ...data, event: event.Id, means },
      evidence: events,
    };
  if (refusal !== "access") return undefined;
  const policy = valueOr(facts["server.host"], undefined)?.RestrictRemoteSam;
  // The engine says that it could not even read the account over SAM: that is the policy, not the right to reset.
  if (policy !== undefined && policy !== "" && SAM_DENIED.test(engine?.Message ?? ""))
    return {
      ...found,
      message: "remoteSam",
      proof: "measured",
      data: { ...data, policy },
      evidence: [...events, cite(`RestrictRemoteSam = ${policy}`, facts["server.host"])],
    };
  const right = lackingRight(facts, ad);
  if (right !== undefined) {
    const missing = right.Missing.join(", ");
    return {
      ...found,
      message: "right",
      proof: "measured",
      data: { ...data, account: right.Account, missing, dn: right.DN },
      evidence: [
        ...events,
        cite(
          told(
            { en: "{account} lacks {missing} on {dn}", de: "{account} fehlt {missing} auf {dn}" },
            { account: right.Account, missing, dn: right.DN },
          ),
          facts["server.missingRights"],
        ),
      ],
    };
  }
  if (ad.adminCount === 1)
    return {
      ...found,
      message: "protected",
      proof: "measured",
      data,
      evidence: [...events, cite("adminCount = 1", facts["ad.user"])],
    };
  return {
    ...found,
    message: "denied",
    proof: "stated",
    data,
    evidence: [
      ...events,
      ...(policy === undefined ? [] : [cite(`RestrictRemoteSam = ${policy}`, facts["server.host"])]),
    ],
  };
}
/** The engine's words for a refused look at the account (Microsoft's article on SSPR_0029). */
const SAM_DENIED = /failed to acquire user information[\s\S]*ERROR_ACCESS_DENIED/i;
const lacksReset = ({ Missing }: MissingRight): boolean =>
  Missing.some((m) => /reset[- ]?password|force-change-password|write:(lockoutTime|pwdLastSet)/i.test(m));
const lackingRight = (facts: Facts, ad: AdObject): MissingRight | undefined =>
  valueOr(facts["server.missingRights"], []).find((r) => isWithin(ad.dn, r.DN) && lacksReset(r));
const complains = (facts: Facts): boolean => valueOr(facts.ask, undefined)?.topics.includes("writeback") === true;

/** No attempt was logged, and the right that it would need is missing: told to who complains. */
function foreseen(facts: Facts, ad: AdObject): Claim<"lacks"> | undefined {
  const right = lackingRight(facts, ad);
  if (right === undefined || !complains(facts)) return undefined;
  const missing = right.Missing.join(", ");
  return {
    verdict: "fail",
    message: "lacks",
    proof: "measured",
    data: { user: nameOf(ad), account: right.Account, missing, dn: right.DN },
    evidence: [
      cite(
        told(
          { en: "{account} lacks {missing} on {dn}", de: "{account} fehlt {missing} auf {dn}" },
          { account: right.Account, missing, dn: right.DN },
        ),
        facts["server.missingRights"],
      ),
    ],
  };
}

/** Writeback is off, and the person has tried it or complains of it. A password that was set in the cloud all the same is an override, told elsewhere. */
function switchedOff(facts: Facts, ad: AdObject | undefined, cloud: CloudUser): Claim<"off"> | undefined {
  const synchronization = facts["entra.synchronization"];
  if (featureOf(synchronization, "passwordWritebackEnabled") !== false) return undefined;
  const tried = failedReset(facts, cloud.id);
  const isOverride = cloudReset(facts, cloud.id, at(passwordSetAt(ad?.pwdLastSet))) !== undefined;
  if ((tried === undefined && !complains(facts)) || isOverride) return undefined;
  return {
    verdict: "fail",
    message: "off",
    // That it is off is read; that it is what the person met is only told where no attempt was noted.
    proof: tried === undefined ? "timed" : "measured",
    data: { user: pii(cloud.userPrincipalName) },
    evidence: [
      cite({ en: "passwordWritebackEnabled is false", de: "passwordWritebackEnabled ist false" }, synchronization),
      ...sayReset(facts, tried),
    ],
  };
}
const sayReset = (facts: Facts, failed: ReturnType<typeof failedReset>): Evidence[] =>
  failed === undefined
    ? []
    : [
        cite(
          told(
            { en: "{activity} at {when}: {reason}", de: "{activity} am {when}: {reason}" },
            {
              activity: failed.audit.activityDisplayName ?? "",
              when: failed.audit.activityDateTime,
              reason: failed.reason || { en: "failure", de: "Fehler" },
            },
          ),
          facts["entra.audits"],
        ),
      ];

/** Hosts over which the cloud reaches the writeback service. */
const BUS =
  /(\.servicebus\.(windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)|passwordreset\.microsoftonline\.(com|us))$/i;
/** The service itself says that it does not work, and has not got better since. */
function service(facts: Facts): Claim<"bus" | "service"> | undefined {
  const fault = serviceFault(facts);
  if (fault === undefined || featureOf(facts["entra.synchronization"], "passwordWritebackEnabled") === false)
    return undefined;
  const { event, means, isConnecting } = fault;
  const data = { event: event.Id, when: minuteOf(event.TimeCreated), means };
  const evidence = [seenEvent(event, facts["server.events"])];
  const found = { verdict: "fail", since: event.TimeCreated } as const;
  const closed = isConnecting ? closedBus(facts) : undefined;
  return closed === undefined
    ? {
        ...found,
        message: "service",
        proof: isFresh(facts, event) ? "stated" : "timed",
        effectOf: CAUSES,
        data,
        evidence,
      }
    : {
        ...found,
        message: "bus",
        proof: "measured",
        data: { ...data, host: closed.Host, target: `${closed.Host}:${closed.Port}` },
        evidence: [
          ...evidence,
          cite(
            told("{host}:{port}: {answer}", {
              host: closed.Host,
              port: closed.Port,
              answer: closed.Dns.length === 0 ? { en: "no address", de: "keine Adresse" } : `TCP ${closed.Tcp}`,
            }),
            facts["server.endpoints"],
          ),
        ],
      };
}
/** An older word, with silence since, is no longer the service's own statement of today, hours. */
const FRESH_HOURS = 24;
const isFresh = (facts: Facts, event: EventRecord): boolean =>
  hoursBetween(event.TimeCreated, valueOr(facts.now, "")) <= FRESH_HOURS;
const closedBus = (facts: Facts): EndpointProbe | undefined =>
  valueOr(facts["server.endpoints"], []).find((p) => BUS.test(p.Host) && !isReached(p) && p.ViaProxy?.Tcp !== "open");

/** The server's log tells nothing, or could not be read; the cloud has noted why it failed. */
function toldByCloud(facts: Facts, cloud: CloudUser): Claim<"toldByCloud"> | undefined {
  const failed = failedReset(facts, cloud.id);
  if (failed === undefined || !/^on-?premises/i.test(failed.reason) || /policy/i.test(failed.reason)) return undefined;
  const when = failed.audit.activityDateTime;
  return {
    verdict: "fail",
    message: "toldByCloud",
    proof: "stated",
    since: when,
    effectOf: CAUSES,
    settles: ["server.events"],
    data: { user: pii(cloud.userPrincipalName), when: minuteOf(when), reason: failed.reason },
    evidence: sayReset(facts, failed),
  };
}
