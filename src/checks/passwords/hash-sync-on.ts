import { defineCheck } from "../../identity/define";
import { nameOf } from "../../identity/naming";
import { passwordTraceOf, type PasswordTrace } from "../../identity/password";
import { SIGN_IN_AGENT_SERVICE, serviceNamed } from "../../identity/services";
import { wentThrough } from "../../identity/sign-ins";
import { domainNamed, featureOf } from "../../identity/tenant";
import { EMPTY } from "../../identity/phrases";
import {
  cite,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type CloudUser,
  type Connector,
  type Given,
} from "../../domain";

const NEEDS = ["ad.user", "entra.user"] as const;
const WANTS = [
  "ask",
  "now",
  "entra.audits",
  "entra.domains",
  "entra.organization",
  "entra.synchronization",
  "entra.userSignIns",
  "server.connectors",
  "server.events",
  "server.globalSettings",
  "server.services",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;

/** Hashes are sent at all: in the tenant, and for the forest of the account. */
export default defineCheck({
  id: "passwords.hash-sync-on",
  title: {
    en: "Password hash synchronization is on where the password needs it",
    de: "Die Kennworthashsynchronisierung ist eingeschaltet, wo das Kennwort sie braucht",
  },
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-password-hash-synchronization"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    notApplicable: {
      en: "The user is not linked, so no password could have followed.",
      de: "Der Benutzer ist nicht verknüpft, es konnte also kein Kennwort ankommen.",
    },
    followed: {
      en: "The password of {user} has followed.",
      de: "Das Kennwort von {user} ist in der Cloud angekommen.",
    },
    on: {
      en: "Nothing shows that password hash synchronization is off where {user} needs it.",
      de: "Nichts deutet darauf hin, dass die Kennworthashsynchronisierung dort ausgeschaltet ist, wo {user} sie braucht.",
    },
    off: {
      code: "password-sync-stalled",
      text: {
        en: "Password hash synchronization is off for the tenant, and nothing shows another way to check the password of {user} (pass-through authentication, federation), so a password that is set in Active Directory does not reach the cloud.",
        de: "Die Kennworthashsynchronisierung ist für den Mandanten ausgeschaltet, und nichts zeigt einen anderen Weg, das Kennwort von {user} zu prüfen (Passthrough-Authentifizierung, Verbund); ein in Active Directory gesetztes Kennwort erreicht die Cloud also nicht.",
      },
      advice: [
        {
          en: "Entra Connect wizard › Change user sign-in › Password Hash Synchronization; all hashes are sent then. If people are meant to sign in by pass-through authentication or federation, look there first.",
          de: "Entra-Connect-Assistent › Change user sign-in › Password Hash Synchronization; dann werden alle Hashes gesendet. Sollen sich die Benutzer per Passthrough-Authentifizierung oder Verbund anmelden, sehen Sie zuerst dort nach.",
        },
      ],
    },
    offHere: {
      code: "password-sync-stalled",
      text: {
        en: "Password hash synchronization is off for the connector {connector}, so no password of its forest reaches the cloud.",
        de: "Die Kennworthashsynchronisierung ist für den Connector {connector} ausgeschaltet, deshalb erreicht kein Kennwort seiner Gesamtstruktur die Cloud.",
      },
      advice: [
        {
          en: "Set-ADSyncAADPasswordSyncConfiguration -SourceConnector '{connector}' -TargetConnector <Entra connector> -Enable $true; Get-ADSyncAADPasswordSyncConfiguration shows it.",
          de: "Set-ADSyncAADPasswordSyncConfiguration -SourceConnector '{connector}' -TargetConnector <Entra-Connector> -Enable $true; Get-ADSyncAADPasswordSyncConfiguration zeigt es.",
        },
      ],
    },
  },
  evaluate(facts, { ad, cloud, isLinked, place }) {
    if (ad === undefined || cloud === undefined || !isLinked) return { verdict: "skip", message: "notApplicable" };
    const trace = passwordTraceOf(facts);
    const data = { user: nameOf(ad) };
    if (trace.state === "well") return { verdict: "pass", message: "followed", data };
    return (
      offHere(facts, ad, place?.connector) ??
      switchedOff(facts, ad, cloud, trace) ?? { verdict: "pass", message: "on", data }
    );
  },
});

/** The connector of the account's forest sends no hashes (`Get-ADSyncAADPasswordSyncConfiguration`). */
function offHere(facts: Facts, ad: AdObject, connector: Connector | undefined): Claim<"offHere"> | undefined {
  const setting = connector?.["PasswordHashConfiguration"];
  if (connector === undefined || !(setting instanceof Object) || !("Enabled" in setting) || setting.Enabled !== false)
    return undefined;
  return {
    verdict: "fail",
    message: "offHere",
    proof: "measured",
    data: { user: nameOf(ad), connector: connector.Name },
    evidence: [
      cite(
        told(
          {
            en: "PasswordHashConfiguration of {connector}: Enabled is false",
            de: "PasswordHashConfiguration von {connector}: Enabled ist false",
          },
          { connector: connector.Name },
        ),
        facts["server.connectors"],
      ),
    ],
  };
}
/** No hash is sent, and nothing shows that the password is checked elsewhere. Many a tenant has it off on purpose, so only for who complains. */
function switchedOff(facts: Facts, ad: AdObject, cloud: CloudUser, trace: PasswordTrace): Claim<"off"> | undefined {
  const synchronization = facts["entra.synchronization"];
  if (featureOf(synchronization, "passwordSyncEnabled") !== false) return undefined;
  const complains = valueOr(facts.ask, undefined)?.topics.some((t) => t === "password" || t === "sign-in") === true;
  const lastSent = valueOr(facts["entra.organization"], undefined)?.onPremisesLastPasswordSyncDateTime;
  const isElsewhere =
    serviceNamed(valueOr(facts["server.services"], []), SIGN_IN_AGENT_SERVICE) !== undefined ||
    domainNamed(facts["entra.domains"], cloud.userPrincipalName)?.authenticationType !== "Managed" ||
    valueOr(facts["entra.userSignIns"], []).some(wentThrough);
  if (!complains || isElsewhere || (trace.how !== "off" && lastSent == null)) return undefined;
  return {
    verdict: "fail",
    message: "off",
    proof: "timed",
    data: { user: nameOf(ad) },
    evidence: [
      cite({ en: "passwordSyncEnabled is false", de: "passwordSyncEnabled ist false" }, synchronization),
      cite(
        told("onPremisesLastPasswordSyncDateTime {value}", { value: lastSent ?? EMPTY }),
        facts["entra.organization"],
      ),
      ...trace.evidence,
    ],
  };
}
