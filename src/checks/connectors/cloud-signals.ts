/** What shows that the identity of Entra Connect may not get into the cloud: runs, sign-ins and events that no later success has answered. */
import { liveUpnOf, sameText } from "../../identity/address";
import { aadsts, DIRSYNC, ENGINE, eventsOf, seenEvent } from "../../identity/events";
import { cloudConnectors } from "../../identity/place";
import { brokenRuns, brokenSince, lastSuccess, seenRun } from "../../identity/runs";
import { saySignIn, signInsOf } from "../../identity/sign-ins";
import { hoursBetween } from "../../identity/time";
import {
  cite,
  valueOr,
  type CloudUser,
  type Connector,
  type EventRecord,
  type Evidence,
  type Given,
  type RunResult,
  type SignIn,
} from "../../domain";

/** Events of Directory Synchronization that a failed sign-in leaves behind, and the engine's own (adsync reference §8). */
const SIGN_IN_EVENTS = [106, 109, 115, 655, 906];
export const TOKEN_FAILURE = 906;
/** Those that speak of a refused access by themselves. */
export const REFUSALS = [TOKEN_FAILURE, 115, 655];
export const PASSWORD_FAILURE = 6900;
const ENGINE_EVENTS = [6801, PASSWORD_FAILURE];
const EVENT_HOURS = 6;
const SIGN_IN_HOURS = 24;
const SHOWN_RUNS = 2;
const SHOWN_SIGN_INS = 3;
const SHOWN_EVENTS = 2;

export type Signals =
  | "server.connectors"
  | "server.runHistory"
  | "server.events"
  | "entra.signIns"
  | "entra.syncAccounts";

export interface CloudSignals {
  readonly clouds: readonly Connector[];
  /** Accounts or applications by which the cloud connectors sign in. */
  readonly names: readonly string[];
  /** The account itself, live or deleted, where it was read. */
  readonly account: CloudUser | undefined;
  readonly broken: readonly RunResult[];
  readonly failed: readonly SignIn[];
  readonly noise: readonly EventRecord[];
  readonly engineNoise: readonly EventRecord[];
  /** AADSTS numbers in the events. */
  readonly codes: readonly number[];
  /** Since when runs break off or sign-ins fail, ISO 8601. */
  readonly since: string;
  readonly evidence: readonly Evidence[];
}
export function signalsOf(facts: Given<"now", Signals>): CloudSignals {
  const now = valueOr(facts.now, "");
  const clouds = cloudConnectors(valueOr(facts["server.connectors"], []));
  const connectors = clouds.map((c) => c.Name);
  const runs = valueOr(facts["server.runHistory"], []);
  const broken = brokenRuns(runs, connectors);
  // A refused sign-in that a good run or a good sign-in follows is over.
  const answered = broken.length > 0 ? "" : lastSuccess(runs, connectors);
  const recent = (provider: RegExp, ids: readonly number[]): EventRecord[] =>
    eventsOf(valueOr(facts["server.events"], []), provider, ids, now, EVENT_HOURS).filter(
      (e) => e.TimeCreated > answered,
    );
  const noise = recent(DIRSYNC, SIGN_IN_EVENTS);
  const engineNoise = recent(ENGINE, ENGINE_EVENTS);
  const accounts = valueOr(facts["entra.syncAccounts"], []);
  const told = clouds.flatMap((c) => c.Account ?? []);
  // Of an engine that could not be read only a person's kind of account is known, by its role.
  const names =
    told.length > 0 || facts["server.connectors"].state === "seen"
      ? told
      : accounts.map((a) => liveUpnOf(a.userPrincipalName));
  const who = names.length > 0 ? names : accounts.map((a) => a.userPrincipalName);
  const failed = refusedSignIns(valueOr(facts["entra.signIns"], []), who, now).filter(
    (s) => s.createdDateTime > answered,
  );
  const [first] = broken;
  return {
    clouds,
    names,
    account: accounts.find((a) => names.some((n) => sameText(n, liveUpnOf(a.userPrincipalName)))),
    broken,
    failed,
    noise,
    engineNoise,
    codes: [...noise, ...engineNoise].flatMap((e) => aadsts(e.Message)),
    since:
      first === undefined
        ? ([...failed.map((s) => s.createdDateTime), ...noise.map((e) => e.TimeCreated)].sort()[0] ?? now)
        : brokenSince(first, runs),
    evidence: [
      ...broken.slice(0, SHOWN_RUNS).map((r) => seenRun(r, facts["server.runHistory"])),
      ...failed.slice(0, SHOWN_SIGN_INS).map((s) => cite(saySignIn(s), facts["entra.signIns"])),
      ...noise.slice(0, SHOWN_EVENTS).map((e) => seenEvent(e, facts["server.events"])),
    ],
  };
}
/** Sign-ins of the last day that failed, and that no good one has followed. */
function refusedSignIns(signIns: readonly SignIn[], names: readonly string[], now: string): SignIn[] {
  const lately = signInsOf(signIns, names).filter((s) => hoursBetween(s.createdDateTime, now) <= SIGN_IN_HOURS);
  const good = lately.filter((s) => s.status.errorCode === 0).map((s) => s.createdDateTime);
  const accepted = good.sort().at(-1) ?? "";
  return lately.filter((s) => s.status.errorCode !== 0 && s.createdDateTime > accepted);
}
/** What keeps an account from signing in at all; undefined where nothing does. */
export const stateOf = (account: CloudUser): "deleted" | "disabled" | undefined =>
  account.deletedDateTime ? "deleted" : account.accountEnabled === false ? "disabled" : undefined;
/** Name of the conditional access policy that refused the sign-in, where the log tells. */
export function failedPolicyOf(signIn: SignIn): string | undefined {
  const policies = signIn["appliedConditionalAccessPolicies"];
  if (!Array.isArray(policies)) return undefined;
  const failed: unknown = policies.find((p: { result?: unknown }) => p.result === "failure");
  const name = (failed as { displayName?: unknown } | undefined)?.displayName;
  return typeof name === "string" ? name : undefined;
}
