/** Sign-ins of the accounts that the engines use, and what their results mean (Graph reference §9; AADSTS error codes). */
import type { SignIn } from "../domain";
import { sameText } from "./address";

/** Results that mean a policy or a second factor, not a wrong secret. */
export const POLICY_CODES = [
  50005, 50072, 50074, 50076, 50079, 50105, 50125, 50127, 50131, 50158, 53000, 53001, 53002, 53003, 53004, 65001, 90094,
  165100, 500121, 530021, 530031, 530032, 530034,
];
/** Results that mean an unknown, blocked or wrongly authenticated account. */
export const SECRET_CODES = [50034, 50053, 50055, 50056, 50057, 50126, 50144, 7000215, 7000222, 700027, 90072];
/** Sign-ins of one of these accounts or applications, by any of their names. */
export const signInsOf = (signIns: readonly SignIn[], names: readonly string[]): SignIn[] =>
  signIns.filter((s) =>
    [s.userPrincipalName, s.servicePrincipalName, s.appDisplayName].some((who) => names.some((n) => sameText(n, who))),
  );
