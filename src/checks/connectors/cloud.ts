import { liveUpnOf } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { aadsts } from "../../identity/events";
import { ACCOUNT_CODES, codeOf, errorOf, failingSince, userJobs } from "../../identity/jobs";
import { isReached } from "../../identity/probes";
import { POLICY_CODES, SECRET_CODES } from "../../identity/sign-ins";
import { hoursBetween } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import {
  cite,
  pii,
  told,
  valueOr,
  type Claim,
  type EventRecord,
  type Given,
  type InEvery,
  type SignIn,
  type Value,
} from "../../domain";
import {
  failedPolicyOf,
  PASSWORD_FAILURE,
  REFUSALS,
  signalsOf,
  stateOf,
  TOKEN_FAILURE,
  type CloudSignals,
  type Signals,
} from "./cloud-signals";

/** Account of Cloud Sync, and the host at which every engine signs in. */
const CLOUD_SYNC_ACCOUNT = /^ADToAADSyncServiceAccount/i;
const SIGN_IN_HOST = /^login\.microsoftonline\.com$/i;
/** Sign-in results that say that the application has no (enabled) service principal. */
const PRINCIPAL_CODES = [700016, 7000112, 500011];
const SAY_CODE: Readonly<Record<number, InEvery>> = {
  50055: { en: "its password has expired", de: "Ihr Kennwort ist abgelaufen" },
  50034: { en: "there is no such account", de: "Ein solches Konto gibt es nicht" },
};
const SAY_STATE = {
  deleted: { en: "the account was deleted", de: "Das Konto wurde gelöscht" },
  disabled: { en: "the account is disabled", de: "Das Konto ist deaktiviert" },
} as const;
const STATES = {
  deleted: { en: "deleted", de: "gelöscht" },
  disabled: { en: "disabled", de: "deaktiviert" },
  there: { en: "there", de: "vorhanden" },
} as const;
const hasSecretCode = (s: SignIn): boolean => SECRET_CODES.includes(s.status.errorCode);

type Found = Claim<"fine" | "secret" | "certificate" | "policy" | "principal">;

/** The engine's identity in the cloud: a wrong, expired or missing secret is told from a policy by the sign-in's error code. */
export default defineCheck({
  id: "connectors.cloud",
  title: {
    en: "The engine's identity signs in to Microsoft Entra ID",
    de: "Die Identität der Synchronisierungs-Engine meldet sich bei Microsoft Entra ID an",
  },
  guide: "server.accounts",
  needs: ["now"],
  wants: [
    "server.connectors",
    "server.runHistory",
    "server.events",
    "entra.signIns",
    "entra.syncAccounts",
    "entra.syncJobs",
    "server.endpoints",
  ],
  messages: {
    fine: {
      en: "Nothing shows that the engine's identity cannot sign in.",
      de: "Nichts deutet darauf hin, dass sich die Identität der Synchronisierungs-Engine nicht anmelden kann.",
    },
    secret: {
      code: "cloud-connector-credentials",
      text: {
        en: "The engine's identity {account} cannot sign in to Microsoft Entra ID: {meaning}.",
        de: "Die Identität der Synchronisierungs-Engine, {account}, kann sich nicht bei Microsoft Entra ID anmelden: {meaning}.",
      },
      advice: [
        {
          en: "Entra Connect: run the wizard and let it renew the connector account, or move to application-based authentication. Cloud Sync: run the agent's configuration wizard again; it makes a new service account. Then re-check.",
          de: "Entra Connect: Führen Sie den Assistenten aus und lassen Sie ihn das Connectorkonto erneuern, oder wechseln Sie zur anwendungsbasierten Authentifizierung. Cloud Sync: Führen Sie den Konfigurationsassistenten des Agents erneut aus; er legt ein neues Dienstkonto an. Prüfen Sie danach erneut.",
        },
      ],
    },
    certificate: {
      code: "cloud-connector-credentials",
      text: {
        en: "The certificate of the engine's application {account} ended on {end}.",
        de: "Das Zertifikat der Anwendung {account} der Synchronisierungs-Engine ist am {end} abgelaufen.",
      },
      advice: [
        {
          en: "Rotate it: Invoke-ADSyncApplicationCredentialRotation, or register the new certificate in the wizard; automatic rotation needs a scheduler that is not suspended.",
          de: "Rotieren Sie es: Invoke-ADSyncApplicationCredentialRotation, oder registrieren Sie das neue Zertifikat im Assistenten; die automatische Rotation braucht einen Scheduler, der nicht angehalten ist.",
        },
      ],
    },
    policy: {
      code: "cloud-connector-blocked-by-policy",
      text: {
        en: "The engine's identity {account} is right, but {policy} stops its sign-in (error {error}).",
        de: "Die Identität der Synchronisierungs-Engine, {account}, ist in Ordnung, aber {policy} blockiert ihre Anmeldung (Fehler {error}).",
      },
      advice: [
        {
          en: "Exclude the account from the policy (Entra admin center › Conditional Access, or per-user MFA, or terms of use), or better: move to application-based authentication. Do not weaken the policy for anybody else.",
          de: "Schließen Sie das Konto von der Richtlinie aus (Entra admin center › Conditional Access, oder MFA pro Benutzer, oder Nutzungsbedingungen), oder besser: Wechseln Sie zur anwendungsbasierten Authentifizierung. Schwächen Sie die Richtlinie für niemanden sonst ab.",
        },
      ],
    },
    principal: {
      code: "service-principal-missing",
      text: {
        en: "Sign-ins fail because the application {app} has no service principal in the tenant (error {error}).",
        de: "Anmeldungen schlagen fehl, weil die Anwendung {app} im Mandanten keinen Dienstprinzipal hat (Fehler {error}).",
      },
      advice: [
        {
          en: "Restore the service principal: New-MgServicePrincipal -AppId {app}, then re-check.",
          de: "Stellen Sie den Dienstprinzipal wieder her: New-MgServicePrincipal -AppId {app}, und prüfen Sie dann erneut.",
        },
      ],
    },
  },
  evaluate(facts) {
    return ofCloudSync(facts) ?? ofConnect(facts);
  },
});

/** A job of Cloud Sync whose error code names the sign-in of its service account. */
function ofCloudSync(facts: Given<never, "entra.syncJobs" | "entra.syncAccounts">): Found | undefined {
  const job = userJobs(facts["entra.syncJobs"]).find((j) => ACCOUNT_CODES.test(codeOf(j)));
  if (job === undefined) return undefined;
  const code = codeOf(job);
  const numbers = aadsts(errorOf(job)?.message ?? "");
  const policy = numbers.find((n) => POLICY_CODES.includes(n));
  const account = valueOr(facts["entra.syncAccounts"], []).find((a) =>
    CLOUD_SYNC_ACCOUNT.test(liveUpnOf(a.userPrincipalName)),
  );
  const name = account === undefined ? "ADToAADSyncServiceAccount" : liveUpnOf(account.userPrincipalName);
  const found = {
    verdict: "fail",
    proof: "stated",
    standing: "blocking",
    ...failingSince(job),
    evidence: [
      cite(
        told(
          { en: "job {job}: {code}{number} since {since}", de: "Auftrag {job}: {code}{number} seit {since}" },
          {
            job: job.templateId ?? job.id,
            code,
            number: numbers[0] === undefined ? "" : ` (AADSTS${numbers[0]})`,
            since: job.status.quarantine?.currentBegan ?? "?",
          },
        ),
        facts["entra.syncJobs"],
      ),
      ...(account === undefined
        ? []
        : [
            cite(
              told("{account}: {state}", {
                account: account.userPrincipalName,
                state: STATES[stateOf(account) ?? "there"],
              }),
              facts["entra.syncAccounts"],
            ),
          ]),
    ],
  } as const;
  const data = { account: pii(name, "sync account") };
  if (policy !== undefined || /AuthenticationFailed$/i.test(code))
    return {
      ...found,
      message: "policy",
      data: {
        ...data,
        policy: { en: "a policy of the tenant", de: "eine Richtlinie des Mandanten" },
        error: policy ?? code,
      },
    };
  const meaning = /Expired/i.test(code)
    ? { en: "its password has expired", de: "Ihr Kennwort ist abgelaufen" }
    : { en: "the account is gone or its secret is wrong", de: "Das Konto ist weg, oder sein Geheimnis ist falsch" };
  return { ...found, message: "secret", data: { ...data, meaning } };
}

/** The identity of Entra Connect: what shows of it, the surest reading first. */
function ofConnect(facts: Given<"now", Signals | "server.endpoints">): Found {
  // Without the server its identity is known by its role in the tenant, and what it met by the sign-in log.
  const connectors = facts["server.connectors"];
  const isServerRead = connectors.state === "seen";
  if (connectors.state === "absent" || (connectors.state === "unreadable" && connectors.why !== "offline"))
    return { verdict: "skip", message: "fine" };
  const signals = signalsOf(facts);
  const { broken, failed, noise } = signals;
  if (broken.length === 0 && failed.length === 0 && !noise.some((e) => REFUSALS.includes(e.Id)))
    return { verdict: "pass", message: "fine" };
  const found = { verdict: "fail", standing: "blocking", since: signals.since, evidence: signals.evidence } as const;
  const account =
    signals.names[0] === undefined
      ? { en: "the connector account", de: "das Connectorkonto" }
      : pii(signals.names[0], "sync account");
  const expired = broken.length === 0 ? undefined : expiredCertificate(facts, signals);
  if (expired !== undefined) return { ...found, ...expired, data: { ...expired.data, account } };
  const byCode = byErrorCode(signals);
  if (byCode !== undefined) return { ...found, ...byCode, data: { ...byCode.data, account } };
  // No run has failed yet: a refused secret alone does not stop the engine.
  if (isServerRead && broken.length === 0 && failed.some(hasSecretCode)) return { verdict: "skip", message: "fine" };
  const secret = wrongSecret(signals);
  if (secret !== undefined) return { ...found, ...secret, data: { ...secret.data, account } };
  const dialog = wantsDialog(facts, signals);
  if (dialog === undefined) return { verdict: "pass", message: "fine" };
  return {
    ...found,
    message: "policy",
    proof: "timed",
    settles: unreadOf(facts, "entra.signIns", "entra.syncAccounts"),
    data: {
      account,
      policy: {
        en: "a second step that wants a dialog (MFA, terms of use or conditional access)",
        de: "ein zweiter Schritt mit Dialog (MFA, Nutzungsbedingungen oder bedingter Zugriff)",
      },
      error: told({ en: "event {id}", de: "Ereignis {id}" }, { id: dialog.Id }),
    },
  };
}

/** What one reading adds to the claim. */
type Reading = Pick<Claim<"certificate" | "principal" | "policy" | "secret">, "message" | "proof" | "evidence"> & {
  readonly data: Readonly<Record<string, Value>>;
};
function expiredCertificate(facts: Given<"now", Signals>, { clouds, evidence }: CloudSignals): Reading | undefined {
  const now = valueOr(facts.now, "");
  for (const { CertificateNotAfter: end, CertificateThumbprint = "" } of clouds)
    if (end !== undefined && hoursBetween(end, now) > 0)
      return {
        message: "certificate",
        proof: "measured",
        data: { end },
        evidence: [
          cite(
            told(
              { en: "certificate {thumbprint} ended {end}", de: "Zertifikat {thumbprint} abgelaufen am {end}" },
              { thumbprint: CertificateThumbprint, end },
            ),
            facts["server.connectors"],
          ),
          ...evidence,
        ],
      };
  return undefined;
}
/** Codes of refused sign-ins, and of the engine's own events, that name the application or a policy. */
function byErrorCode({ names, broken, failed, codes }: CloudSignals): Reading | undefined {
  const isApplication = names.every((n) => !n.toLowerCase().startsWith("sync_"));
  const principal = failed.find((s) => PRINCIPAL_CODES.includes(s.status.errorCode));
  if (principal !== undefined && isApplication && broken.length > 0 && !failed.some(hasSecretCode))
    return {
      message: "principal",
      proof: "stated",
      data: {
        app: principal.appId ?? { en: "the sync application", de: "die Synchronisierungsanwendung" },
        error: principal.status.errorCode,
      },
    };
  const refused = failed.find(
    (s) => POLICY_CODES.includes(s.status.errorCode) || s.conditionalAccessStatus === "failure",
  );
  const code = refused?.status.errorCode ?? codes.find((c) => POLICY_CODES.includes(c));
  if (code === undefined) return undefined;
  const policy = refused === undefined ? undefined : failedPolicyOf(refused);
  return {
    message: "policy",
    proof: "stated",
    data: {
      policy:
        policy === undefined
          ? {
              en: "a policy (conditional access, MFA or terms of use)",
              de: "eine Richtlinie (bedingter Zugriff, MFA oder Nutzungsbedingungen)",
            }
          : told({ en: "the policy {policy}", de: "die Richtlinie {policy}" }, { policy }),
      error: code,
    },
  };
}
function wrongSecret({ failed, codes, account }: CloudSignals): Reading | undefined {
  const code = failed.find(hasSecretCode)?.status.errorCode ?? codes.find((c) => SECRET_CODES.includes(c));
  const state = account === undefined ? undefined : stateOf(account);
  if (state !== undefined) return { message: "secret", proof: "measured", data: { meaning: SAY_STATE[state] } };
  if (code === undefined) return undefined;
  return {
    message: "secret",
    proof: "stated",
    data: { meaning: SAY_CODE[code] ?? told({ en: "sign-in error {code}", de: "Anmeldefehler {code}" }, { code }) },
  };
}
/**
 * A token that wants a dialog: the scheduler's own words for it, or the engine naming its account in a failed authentication. Where no way to the
 * engine's sign-in host is open nothing was asked of it, so no policy can have answered.
 */
function wantsDialog(facts: Given<never, "server.endpoints">, signals: CloudSignals): EventRecord | undefined {
  const gates = valueOr(facts["server.endpoints"], []).filter((p) => SIGN_IN_HOST.test(p.Host));
  if (gates.length > 0 && gates.every((p) => !isReached(p) && p.ViaProxy?.Tcp !== "open")) return undefined;
  return (
    signals.noise.find((e) => e.Id === TOKEN_FAILURE && /\bGetSecurityToken\b/.test(e.Message)) ??
    signals.engineNoise.find(
      (e) => e.Id === PASSWORD_FAILURE && signals.names.some((n) => n.includes("@") && e.Message.includes(n)),
    )
  );
}
