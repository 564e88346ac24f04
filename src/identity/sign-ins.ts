/** Sign-ins, of the accounts that the engines use and of people, and what their results mean (Graph reference §11.3, §16; AADSTS error codes). */
import { told, type CloudUser, type InEvery, type SignIn } from "../domain";
import { liveUpnOf, sameText } from "./address";
import { at, hoursBetween } from "./time";

/**
 * What a result is about: the `name` is not known here · the `password` was wrong · there is none in the cloud (`no-password`) · it has `expired` ·
 * the account is `locked` or `disabled`, or outside its logon `hours` · a `policy`, a second `factor` or a `consent` is wanted, the password being
 * right · `federation` · a pass-through `agent` could not check it · the secret of an `application`.
 */
export type SignInKind =
  | "name"
  | "password"
  | "no-password"
  | "expired"
  | "locked"
  | "disabled"
  | "hours"
  | "policy"
  | "factor"
  | "consent"
  | "federation"
  | "agent"
  | "application";
export interface SignInError {
  readonly kind: SignInKind;
  /** Why it failed: a clause for the end of a sentence, after "because" in English and after a colon in German. */
  readonly means: InEvery;
}
const row = (kind: SignInKind, means: InEvery): SignInError => ({ kind, means });
const SECOND_FACTOR = row("factor", {
  en: "a second factor was wanted and not given",
  de: "Ein zweiter Faktor wurde verlangt und nicht erbracht",
});
const CONDITIONAL_ACCESS = row("policy", {
  en: "a conditional access policy blocks it",
  de: "Eine Richtlinie für bedingten Zugriff blockiert sie",
});
const UNMANAGED = row("policy", {
  en: "a conditional access policy wants a managed or compliant device",
  de: "Eine Richtlinie für bedingten Zugriff verlangt ein verwaltetes oder konformes Gerät",
});
const CONSENT = row("consent", {
  en: "the application has no consent",
  de: "Für die Anwendung fehlt die Einwilligung",
});

/** AADSTS numbers of refused sign-ins. */
export const SIGN_IN_ERRORS: Readonly<Record<number, SignInError>> = {
  50005: row("policy", {
    en: "a conditional access policy does not allow the device's platform",
    de: "Eine Richtlinie für bedingten Zugriff lässt die Plattform des Geräts nicht zu",
  }),
  50034: row("name", {
    en: "the tenant has no user of that sign-in name",
    de: "Der Mandant hat keinen Benutzer mit diesem Anmeldenamen",
  }),
  50053: row("locked", {
    en: "the account is locked after too many wrong passwords, or the address is blocked",
    de: "Das Konto ist nach zu vielen falschen Kennwörtern gesperrt, oder die IP-Adresse ist blockiert",
  }),
  50055: row("expired", { en: "the password has expired", de: "Das Kennwort ist abgelaufen" }),
  50056: row("no-password", {
    en: "the cloud holds no password of the user",
    de: "Die Cloud hat kein Kennwort des Benutzers",
  }),
  50057: row("disabled", { en: "the account is disabled", de: "Das Konto ist deaktiviert" }),
  50072: row("factor", {
    en: "the user has to register for multifactor authentication",
    de: "Der Benutzer muss sich für die Multi-Faktor-Authentifizierung registrieren",
  }),
  50074: SECOND_FACTOR,
  50076: SECOND_FACTOR,
  50079: row("factor", {
    en: "the user has to register for multifactor authentication",
    de: "Der Benutzer muss sich für die Multi-Faktor-Authentifizierung registrieren",
  }),
  50105: row("policy", {
    en: "the user is not assigned to the application",
    de: "Der Benutzer ist der Anwendung nicht zugewiesen",
  }),
  50107: row("federation", {
    en: "the federation realm is not known",
    de: "Der Verbundbereich (Realm) ist nicht bekannt",
  }),
  50125: row("factor", {
    en: "the user has to reset the password or register first",
    de: "Der Benutzer muss zuerst das Kennwort zurücksetzen oder sich registrieren",
  }),
  50126: row("password", { en: "user name or password is wrong", de: "Benutzername oder Kennwort ist falsch" }),
  50127: row("policy", {
    en: "the broker app is not installed, which a policy wants",
    de: "Die Broker-App, die eine Richtlinie verlangt, ist nicht installiert",
  }),
  50131: CONDITIONAL_ACCESS,
  50144: row("expired", {
    en: "the password has expired in Active Directory",
    de: "Das Kennwort ist in Active Directory abgelaufen",
  }),
  50158: row("factor", {
    en: "an outside second factor was not satisfied",
    de: "Ein externer zweiter Faktor wurde nicht erfüllt",
  }),
  51004: row("federation", {
    en: "the federated user is not in the tenant, or carries another ImmutableID",
    de: "Der Verbundbenutzer ist nicht im Mandanten oder hat eine andere ImmutableID",
  }),
  53000: UNMANAGED,
  53001: UNMANAGED,
  53002: row("policy", {
    en: "a conditional access policy does not allow the app",
    de: "Eine Richtlinie für bedingten Zugriff lässt die App nicht zu",
  }),
  53003: CONDITIONAL_ACCESS,
  53004: row("policy", {
    en: "the sign-in is risky and multifactor authentication is not registered",
    de: "Die Anmeldung ist riskant, und die Multi-Faktor-Authentifizierung ist nicht registriert",
  }),
  65001: CONSENT,
  80001: row("agent", {
    en: "no authentication agent was available",
    de: "Kein Authentifizierungs-Agent war verfügbar",
  }),
  80002: row("agent", {
    en: "the authentication agent's check of the password timed out",
    de: "Die Kennwortprüfung durch den Authentifizierungs-Agent hat das Zeitlimit überschritten",
  }),
  80003: row("agent", {
    en: "the authentication agent answered what is not valid",
    de: "Der Authentifizierungs-Agent hat ungültig geantwortet",
  }),
  80004: row("name", {
    en: "the sign-in name that went to the authentication agent is not the one of Active Directory",
    de: "Der Anmeldename, der an den Authentifizierungs-Agent ging, ist nicht der von Active Directory",
  }),
  80005: row("agent", {
    en: "the authentication agent met an error",
    de: "Beim Authentifizierungs-Agent ist ein Fehler aufgetreten",
  }),
  80007: row("agent", {
    en: "the authentication agent could not connect to Active Directory",
    de: "Der Authentifizierungs-Agent konnte keine Verbindung mit Active Directory herstellen",
  }),
  80010: row("agent", {
    en: "the authentication agent could not decrypt the password",
    de: "Der Authentifizierungs-Agent konnte das Kennwort nicht entschlüsseln",
  }),
  80011: row("agent", {
    en: "the authentication agent could not get its decryption key",
    de: "Der Authentifizierungs-Agent konnte seinen Entschlüsselungsschlüssel nicht abrufen",
  }),
  80012: row("hours", {
    en: "Active Directory does not allow the account to log on at that time",
    de: "Active Directory lässt das Konto sich zu dieser Zeit nicht anmelden",
  }),
  80013: row("agent", {
    en: "the clocks of the authentication agent and of Active Directory differ",
    de: "Die Uhren des Authentifizierungs-Agents und von Active Directory weichen voneinander ab",
  }),
  80014: row("agent", {
    en: "the authentication agent took too long to check the password",
    de: "Der Authentifizierungs-Agent hat zu lange für die Kennwortprüfung gebraucht",
  }),
  90072: row("name", { en: "the account is of another tenant", de: "Das Konto gehört zu einem anderen Mandanten" }),
  90094: CONSENT,
  165100: CONDITIONAL_ACCESS,
  500121: SECOND_FACTOR,
  530021: row("policy", {
    en: "a conditional access policy does not allow the app",
    de: "Eine Richtlinie für bedingten Zugriff lässt die App nicht zu",
  }),
  530031: CONDITIONAL_ACCESS,
  530032: CONDITIONAL_ACCESS,
  530034: CONDITIONAL_ACCESS,
  700027: row("application", {
    en: "the certificate of the application is not the one that is registered",
    de: "Das Zertifikat der Anwendung ist nicht das registrierte",
  }),
  7000215: row("application", {
    en: "the secret of the application is wrong",
    de: "Der geheime Clientschlüssel der Anwendung ist falsch",
  }),
  7000222: row("application", {
    en: "the secret of the application has expired",
    de: "Der geheime Clientschlüssel der Anwendung ist abgelaufen",
  }),
};
/** Undefined for a success, and for a number that the table does not have. */
export const signInError = (number: number): SignInError | undefined => SIGN_IN_ERRORS[number];
const numbersOf = (...kinds: SignInKind[]): number[] =>
  Object.entries(SIGN_IN_ERRORS).flatMap(([number, e]) => (kinds.includes(e.kind) ? [Number(number)] : []));

/** Results that mean a policy or a second factor, not a wrong secret. */
export const POLICY_CODES = numbersOf("policy", "factor", "consent");
/** Results that mean an unknown, blocked or wrongly authenticated account. */
export const SECRET_CODES = numbersOf(
  "name",
  "password",
  "no-password",
  "expired",
  "locked",
  "disabled",
  "application",
);
/** Sign-ins of one of these accounts or applications, by any of their names. */
export const signInsOf = (signIns: readonly SignIn[], names: readonly string[]): SignIn[] =>
  signIns.filter((s) =>
    [s.userPrincipalName, s.servicePrincipalName, s.appDisplayName].some((who) => names.some((n) => sameText(n, who))),
  );

/** How long a sign-in of a person counts, hours. */
const LATELY_HOURS = 7 * 24;
/** Whose sign-ins: the cloud user, and other names under which it is tried. */
export interface SignInOwner {
  readonly user: CloudUser | undefined;
  readonly names: readonly string[];
}
/** Whose id the log has noted: of a name that the tenant does not have it notes none, or zeros. */
const isKnown = (userId: string | undefined): boolean => /[1-9a-f]/i.test(userId ?? "");
/** A person's sign-ins of the last week, newest first. */
function lately(signIns: readonly SignIn[], { user, names }: SignInOwner, now: string): SignIn[] {
  const tried = [...names, ...(user === undefined ? [] : [liveUpnOf(user.userPrincipalName)])];
  return signIns
    .filter((s) =>
      isKnown(s.userId) && user !== undefined
        ? sameText(s.userId, user.id)
        : tried.some((n) => sameText(n, s.userPrincipalName)),
    )
    .filter((s) => hoursBetween(s.createdDateTime, now) <= LATELY_HOURS)
    .sort((a, b) => at(b.createdDateTime) - at(a.createdDateTime));
}
/** The person's last sign-in that succeeded with a password at hand, ms; NaN where there is none. A token that was renewed proves no password. */
export const lastSignIn = (signIns: readonly SignIn[], who: SignInOwner, now: string): number =>
  at(lately(signIns, who, now).find((s) => s.status.errorCode === 0 && s["isInteractive"] !== false)?.createdDateTime);
/** The refused ones that no later success has answered, newest first. */
export function refusalsOf(signIns: readonly SignIn[], who: SignInOwner, now: string): SignIn[] {
  const good = lastSignIn(signIns, who, now);
  return lately(signIns, who, now).filter((s) => s.status.errorCode !== 0 && !(at(s.createdDateTime) <= good));
}
/** A sign-in, for the evidence. */
export const saySignIn = ({ createdDateTime: when, status }: SignIn): InEvery =>
  told(
    { en: "sign-in {when}: error {code}{reason}", de: "Anmeldung {when}: Fehler {code}{reason}" },
    { when, code: status.errorCode, reason: status.failureReason ? ` ${status.failureReason}` : "" },
  );
/** The password was checked by a pass-through authentication agent (`authenticationDetails`). */
export const wentThrough = (s: SignIn): boolean => {
  const details = s["authenticationDetails"];
  return Array.isArray(details) && details.some((d: unknown) => /pass-?through/i.test(JSON.stringify(d)));
};
