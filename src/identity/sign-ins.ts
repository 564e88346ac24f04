/** Sign-ins, of the accounts that the engines use and of people, and what their results mean (Graph reference §11.3, §16; AADSTS error codes). */
import type { CloudUser, SignIn } from "../domain";
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
  /** In the form "the sign-in failed because …". */
  readonly means: string;
}
const row = (kind: SignInKind, means: string): SignInError => ({ kind, means });
const SECOND_FACTOR = row("factor", "a second factor was wanted and not given");
const CONDITIONAL_ACCESS = row("policy", "a conditional access policy blocks it");
const UNMANAGED = row("policy", "a conditional access policy wants a managed or compliant device");
const CONSENT = row("consent", "the application has no consent");

/** AADSTS numbers of refused sign-ins. */
export const SIGN_IN_ERRORS: Readonly<Record<number, SignInError>> = {
  50005: row("policy", "a conditional access policy does not allow the device's platform"),
  50034: row("name", "the tenant has no user of that sign-in name"),
  50053: row("locked", "the account is locked after too many wrong passwords, or the address is blocked"),
  50055: row("expired", "the password has expired"),
  50056: row("no-password", "the cloud holds no password of the user"),
  50057: row("disabled", "the account is disabled"),
  50072: row("factor", "the user has to register for multifactor authentication"),
  50074: SECOND_FACTOR,
  50076: SECOND_FACTOR,
  50079: row("factor", "the user has to register for multifactor authentication"),
  50105: row("policy", "the user is not assigned to the application"),
  50107: row("federation", "the federation realm is not known"),
  50125: row("factor", "the user has to reset the password or register first"),
  50126: row("password", "user name or password is wrong"),
  50127: row("policy", "the broker app is not installed, which a policy wants"),
  50131: CONDITIONAL_ACCESS,
  50144: row("expired", "the password has expired in Active Directory"),
  50158: row("factor", "an outside second factor was not satisfied"),
  51004: row("federation", "the federated user is not in the tenant, or carries another ImmutableID"),
  53000: UNMANAGED,
  53001: UNMANAGED,
  53002: row("policy", "a conditional access policy does not allow the app"),
  53003: CONDITIONAL_ACCESS,
  53004: row("policy", "the sign-in is risky and multifactor authentication is not registered"),
  65001: CONSENT,
  80001: row("agent", "no authentication agent was available"),
  80002: row("agent", "the authentication agent's check of the password timed out"),
  80003: row("agent", "the authentication agent answered what is not valid"),
  80004: row("name", "the sign-in name that went to the authentication agent is not the one of Active Directory"),
  80005: row("agent", "the authentication agent met an error"),
  80007: row("agent", "the authentication agent could not connect to Active Directory"),
  80010: row("agent", "the authentication agent could not decrypt the password"),
  80011: row("agent", "the authentication agent could not get its decryption key"),
  80012: row("hours", "Active Directory does not allow the account to log on at that time"),
  80013: row("agent", "the clocks of the authentication agent and of Active Directory differ"),
  80014: row("agent", "the authentication agent took too long to check the password"),
  90072: row("name", "the account is of another tenant"),
  90094: CONSENT,
  165100: CONDITIONAL_ACCESS,
  500121: SECOND_FACTOR,
  530021: row("policy", "a conditional access policy does not allow the app"),
  530031: CONDITIONAL_ACCESS,
  530032: CONDITIONAL_ACCESS,
  530034: CONDITIONAL_ACCESS,
  700027: row("application", "the certificate of the application is not the one that is registered"),
  7000215: row("application", "the secret of the application is wrong"),
  7000222: row("application", "the secret of the application has expired"),
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
export const saySignIn = (s: SignIn): string =>
  `sign-in ${s.createdDateTime}: error ${s.status.errorCode} ${s.status.failureReason ?? ""}`.trim();
/** The password was checked by a pass-through authentication agent (`authenticationDetails`). */
export const wentThrough = (s: SignIn): boolean => {
  const details = s["authenticationDetails"];
  return Array.isArray(details) && details.some((d: unknown) => /pass-?through/i.test(JSON.stringify(d)));
};
