import { expiryOf, isDisabled } from "../../identity/account";
import { defineCheck } from "../../identity/define";
import { seenEvent } from "../../identity/events";
import { refusedLogon, type RefusedLogon } from "../../identity/pass-through";
import { passwordSetAt } from "../../identity/password";
import { refusalsOf, saySignIn, signInError, wentThrough, type SignInError } from "../../identity/sign-ins";
import { at, minuteOf } from "../../identity/time";
import { cite, pii, valueOr, type AdObject, type Claim, type Evidence, type SignIn } from "../../domain";

const SHOWN = 2;
/** The newest refused sign-in, with what the systems say of it. */
interface Refusal {
  readonly signIn: SignIn;
  readonly error: SignInError;
  /** What Windows told the pass-through agent. */
  readonly logon: RefusedLogon | undefined;
}

/** The person's own sign-ins, by their numbers: what is blocked, what has expired, and what is no fault of synchronization. */
export default defineCheck({
  id: "passwords.sign-ins",
  title: {
    en: "The person's own sign-ins are not refused",
    de: "Die eigenen Anmeldungen der Person werden nicht abgelehnt",
  },
  guide: "confirm.signIn",
  docs: ["https://learn.microsoft.com/entra/identity-platform/reference-error-codes"],
  needs: ["entra.user", "now"],
  wants: ["ad.user", "entra.userSignIns", "server.events"],
  messages: {
    notAsked: { en: "The person's sign-ins were not read.", de: "Die Anmeldungen der Person wurden nicht gelesen." },
    none: {
      en: "No sign-in of {user} was refused in the last week without a good one after it.",
      de: "In der letzten Woche wurde keine Anmeldung von {user} abgelehnt, der keine erfolgreiche folgte.",
    },
    other: {
      en: "The newest refused sign-in of {user} ({when}, AADSTS{error}) failed because {means}.",
      de: "Die neueste abgelehnte Anmeldung von {user} ({when}, AADSTS{error}) hat diesen Grund: {means}.",
    },
    locked: {
      code: "sign-in-blocked",
      text: {
        en: "Sign-ins of {user} are refused since {since}: {means} (AADSTS{error}).",
        de: "Anmeldungen von {user} werden seit {since} abgelehnt: {means} (AADSTS{error}).",
      },
      advice: [
        {
          en: "Smart lockout ends by itself; look in the sign-in log for who tries (address, client) before the person does. Locked out in Active Directory: Unlock-ADAccount.",
          de: "Die intelligente Sperre endet von selbst; sehen Sie im Anmeldeprotokoll nach, wer es vor der Person versucht (Adresse, Client). In Active Directory gesperrt: Unlock-ADAccount.",
        },
      ],
    },
    disabled: {
      code: "sign-in-blocked",
      text: {
        en: "Sign-ins of {user} are refused since {since}: the account is disabled {where} (AADSTS{error}).",
        de: "Anmeldungen von {user} werden seit {since} abgelehnt: Das Konto ist {where} deaktiviert (AADSTS{error}).",
      },
      advice: [
        {
          en: "Ask why it was disabled before it is enabled; enabled in Active Directory, a delta cycle takes it to the cloud.",
          de: "Fragen Sie vor dem Aktivieren, warum das Konto deaktiviert wurde; nach dem Aktivieren in Active Directory bringt eine Deltasynchronisierung es in die Cloud.",
        },
      ],
    },
    hours: {
      code: "sign-in-blocked",
      text: {
        en: "Sign-ins of {user} are refused since {since}: Active Directory does not allow the account to log on at that time (AADSTS{error}).",
        de: "Anmeldungen von {user} werden seit {since} abgelehnt: Active Directory lässt das Konto sich zu dieser Zeit nicht anmelden (AADSTS{error}).",
      },
      advice: [
        {
          en: "Active Directory Users and Computers › the account › Account › Logon Hours.",
          de: "Active Directory Users and Computers › Konto › Account › Logon Hours.",
        },
      ],
    },
    expired: {
      code: "sign-in-blocked",
      text: {
        en: "The AD account of {user} expired on {expiry}. Active Directory checks its password, so sign-ins are refused (AADSTS{error}), though the cloud shows the account as enabled: the expiry is not synchronized.",
        de: "Das AD-Konto von {user} ist am {expiry} abgelaufen. Active Directory prüft sein Kennwort, deshalb werden Anmeldungen abgelehnt (AADSTS{error}), obwohl die Cloud das Konto als aktiviert zeigt: Das Ablaufdatum wird nicht synchronisiert.",
      },
      advice: [
        {
          en: "Set-ADAccountExpiration, or Clear-ADAccountExpiration, once the owner of the account agrees; no cycle is needed.",
          de: "Set-ADAccountExpiration oder Clear-ADAccountExpiration, sobald der Verantwortliche des Kontos zustimmt; ein Zyklus ist nicht nötig.",
        },
      ],
    },
    passwordExpired: {
      code: "password-change-required",
      text: {
        en: "Sign-ins of {user} are refused since {since}: the password has expired or must be changed (AADSTS{error}).",
        de: "Anmeldungen von {user} werden seit {since} abgelehnt: Das Kennwort ist abgelaufen oder muss geändert werden (AADSTS{error}).",
      },
      advice: [
        {
          en: "Let the person change the password where it is mastered: on a domain computer, or on the self-service page where passwords are written back.",
          de: "Lassen Sie die Person das Kennwort dort ändern, wo es verwaltet wird: an einem Computer der Domäne oder, wenn Kennwörter zurückgeschrieben werden, auf der Self-Service-Seite.",
        },
        {
          en: "Synchronized passwords expire in the cloud only where cloudPasswordPolicyForPasswordSyncedUsersEnabled is on; with pass-through authentication Active Directory's own expiry counts.",
          de: "Synchronisierte Kennwörter laufen in der Cloud nur ab, wenn cloudPasswordPolicyForPasswordSyncedUsersEnabled eingeschaltet ist; bei Passthrough-Authentifizierung zählt der Ablauf in Active Directory.",
        },
      ],
    },
    policy: {
      code: "false-alarm",
      text: {
        en: "Synchronization has nothing against {user}: the password was right, and the sign-in of {when} was refused because {means} (AADSTS{error}).",
        de: "Die Synchronisierung hat an {user} nichts zu beanstanden: Das Kennwort war richtig, und die Anmeldung vom {when} wurde aus diesem Grund abgelehnt: {means} (AADSTS{error}).",
      },
      advice: [
        {
          en: "Entra admin center › Sign-in logs › the entry › Conditional Access: it names the policy. Whoever owns the policy decides; sync and password need no repair.",
          de: "Entra admin center › Sign-in logs › Eintrag › Conditional Access: Dort steht die Richtlinie. Wer für die Richtlinie verantwortlich ist, entscheidet; Synchronisierung und Kennwort brauchen keine Reparatur.",
        },
      ],
    },
  },
  evaluate(facts, { ad, cloud }) {
    if (cloud === undefined || facts["entra.userSignIns"].state !== "seen")
      return { verdict: "skip", message: "notAsked" };
    const user = pii(cloud.userPrincipalName);
    const owner = { user: cloud, names: [ad?.userPrincipalName ?? ""] };
    const signIns = refusalsOf(facts["entra.userSignIns"].value, owner, valueOr(facts.now, ""));
    const [signIn] = signIns;
    const error = signIn === undefined ? undefined : signInError(signIn.status.errorCode);
    if (signIn === undefined || error === undefined) return { verdict: "pass", message: "none", data: { user } };
    const alike = signIns.filter((s) => signInError(s.status.errorCode)?.kind === error.kind);
    const logon = ad === undefined ? undefined : refusedLogon(facts, ad, [signIn.createdDateTime]);
    const told = meaningOf({ signIn, error, logon }, ad, cloud.accountEnabled === false);
    const since = alike.at(-1)?.createdDateTime ?? signIn.createdDateTime;
    const data = {
      user,
      when: minuteOf(signIn.createdDateTime),
      since: minuteOf(since),
      error: signIn.status.errorCode,
      means: error.means,
      ...told?.data,
    };
    if (told === undefined) return { verdict: "pass", message: "other", data };
    return {
      verdict: "fail",
      message: told.message,
      proof: told.proof,
      since,
      data,
      evidence: [
        ...alike.slice(0, SHOWN).map((s) => cite(saySignIn(s), facts["entra.userSignIns"])),
        ...(logon?.events ?? []).map((e) => seenEvent(e, facts["server.events"])),
        ...told.evidence.map((text): Evidence => cite(text, facts["ad.user"])),
      ],
    };
  },
});

type Blame = "locked" | "disabled" | "hours" | "expired" | "passwordExpired" | "policy";
interface Meaning extends Pick<Claim<Blame>, "message" | "data"> {
  readonly proof: "stated" | "measured" | "timed";
  /** What was read in Active Directory. */
  readonly evidence: readonly string[];
}
const stated = (message: Blame): Meaning => ({ message, proof: "stated", evidence: [] });
/** Which cause the refusal states; undefined where it states none (a wrong password or name), or what it states is over. */
function meaningOf(
  { signIn, error, logon }: Refusal,
  ad: AdObject | undefined,
  isBlocked: boolean,
): Meaning | undefined {
  const expiry = ad === undefined ? undefined : expiryOf(ad);
  const isPast = expiry !== undefined && at(expiry) < at(signIn.createdDateTime);
  if (expiry !== undefined && isPast && (logon?.logon === "expiry" || wentThrough(signIn)))
    return {
      message: "expired",
      proof: "measured",
      data: { expiry: minuteOf(expiry) },
      evidence: [`accountExpires ${expiry}`],
    };
  const kind = logon === undefined || logon.logon === "check" || logon.logon === "password" ? error.kind : logon.logon;
  switch (kind) {
    case "locked":
    case "hours":
      return stated(kind);
    case "disabled": {
      const inAd = ad !== undefined && isDisabled(ad);
      if (!inAd && !isBlocked) return undefined;
      return {
        ...stated("disabled"),
        data: {
          where: inAd
            ? { en: "in Active Directory", de: "in Active Directory" }
            : { en: "in the cloud", de: "in der Cloud" },
        },
      };
    }
    case "expired":
      return at(passwordSetAt(ad?.pwdLastSet)) > at(signIn.createdDateTime) ? undefined : stated("passwordExpired");
    case "policy":
    case "factor":
    case "consent":
      return { message: "policy", proof: "timed", evidence: [] };
    default:
      return undefined;
  }
}
