/** Sign-ins and the agent's events by which the tables of signing in are written. */
import type { EventRecord, SignIn } from "../../../src/domain";
import { ad, linked } from "../shared/people";

export const WHEN = "2026-11-23T08:40:02Z";
export const signIn = (errorCode: number, over: Partial<SignIn> = {}): SignIn => ({
  createdDateTime: WHEN,
  userPrincipalName: "ana.lima@contoso.com",
  userId: linked().id,
  status: { errorCode, failureReason: "…" },
  ...over,
});
/** The same, checked by an authentication agent. */
export const through = (errorCode: number, over: Partial<SignIn> = {}): SignIn =>
  signIn(errorCode, {
    authenticationDetails: [{ authenticationMethodDetail: "Pass-through Authentication", succeeded: false }],
    ...over,
  });
const event = (over: Partial<EventRecord>): EventRecord => ({
  LogName: "Security",
  ProviderName: "Microsoft-Windows-Security-Auditing",
  Id: 4625,
  TimeCreated: WHEN,
  Message: "",
  ...over,
});
/** The agent's own entry. */
export const agentSays = (reason: number, over: Partial<EventRecord> = {}): EventRecord =>
  event({
    LogName: "Microsoft-AzureADConnect-AuthenticationAgent/Admin",
    ProviderName: "Microsoft-AzureADConnect-AuthenticationAgent",
    Id: 13000,
    Message: `Passthrough Authentication request failed. RequestId: 'd8f1'. Reason: '${reason}'.`,
    ...over,
  });
/** A refused logon of the agent's process. */
export const logonFailed = (status: string, name = "ana.lima", domain = "CONTOSO"): EventRecord =>
  event({
    Message: `An account failed to log on. Account Name: ${name} Account Domain: ${domain} Failure Reason: … Status: ${status} Process Name: C:\\Program Files\\Microsoft Azure AD Connect Authentication Agent\\AzureADConnectAuthenticationAgentService.exe`,
  });
export const people = { now: "2026-11-23T09:00:00Z", "ad.user": ad(), "entra.user": linked() };
