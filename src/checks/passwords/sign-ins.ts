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
  title: "The person's own sign-ins are not refused",
  guide: "confirm.signIn",
  docs: ["https://learn.microsoft.com/entra/identity-platform/reference-error-codes"],
  needs: ["entra.user", "now"],
  wants: ["ad.user", "entra.userSignIns", "server.events"],
  messages: {
    notAsked: "The person's sign-ins were not read.",
    none: "No sign-in of {user} was refused in the last week without a good one after it.",
    other: "The newest refused sign-in of {user} ({when}, AADSTS{error}) failed because {means}.",
    locked: {
      code: "sign-in-blocked",
      text: "Sign-ins of {user} are refused since {since}: {means} (AADSTS{error}).",
      advice: [
        "Smart lockout ends by itself; look in the sign-in log for who tries (address, client) before the person does. Locked out in Active Directory: Unlock-ADAccount.",
      ],
    },
    disabled: {
      code: "sign-in-blocked",
      text: "Sign-ins of {user} are refused since {since}: the account is disabled {where} (AADSTS{error}).",
      advice: [
        "Ask why it was disabled before it is enabled; enabled in Active Directory, a delta cycle takes it to the cloud.",
      ],
    },
    hours: {
      code: "sign-in-blocked",
      text: "Sign-ins of {user} are refused since {since}: Active Directory does not allow the account to log on at that time (AADSTS{error}).",
      advice: ["Active Directory Users and Computers › the account › Account › Logon Hours."],
    },
    expired: {
      code: "sign-in-blocked",
      text: "The AD account of {user} expired on {expiry}. Active Directory checks its password, so sign-ins are refused (AADSTS{error}), though the cloud shows the account as enabled: the expiry is not synchronized.",
      advice: [
        "Set-ADAccountExpiration, or Clear-ADAccountExpiration, once the owner of the account agrees; no cycle is needed.",
      ],
    },
    passwordExpired: {
      code: "password-change-required",
      text: "Sign-ins of {user} are refused since {since}: the password has expired or must be changed (AADSTS{error}).",
      advice: [
        "Let the person change the password where it is mastered: on a domain computer, or on the self-service page where passwords are written back.",
        "Synchronized passwords expire in the cloud only where cloudPasswordPolicyForPasswordSyncedUsersEnabled is on; with pass-through authentication Active Directory's own expiry counts.",
      ],
    },
    policy: {
      code: "false-alarm",
      text: "Synchronization has nothing against {user}: the password was right, and the sign-in of {when} was refused because {means} (AADSTS{error}).",
      advice: [
        "Entra admin center › Sign-in logs › the entry › Conditional Access: it names the policy. Whoever owns the policy decides; sync and password need no repair.",
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
      return { ...stated("disabled"), data: { where: inAd ? "in Active Directory" : "in the cloud" } };
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
