/** Whether the password that stands in Active Directory has reached the cloud (adsync reference §3.6, events 656 and 657 of §8.1, addendum "Password"). */
import {
  cite,
  told,
  valueOr,
  type DirectoryAudit,
  type EventRecord,
  type Evidence,
  type FactKey,
  type FactSet,
} from "../domain";
import { EMPTY } from "./phrases";
import { DIRSYNC, seenEvent } from "./events";
import { anchorsOf, isLinked } from "./link";
import { dnKey } from "./dn";
import { syncSettings } from "./settings";
import { featureOf } from "./tenant";
import { at } from "./time";

/** The facts that a password is followed by; who asks for its trace declares them. */
export const PASSWORD_FACTS = [
  "now",
  "ad.user",
  "entra.user",
  "entra.audits",
  "entra.synchronization",
  "server.events",
  "server.globalSettings",
] as const satisfies readonly FactKey[];
export type PasswordFacts = Pick<FactSet, (typeof PASSWORD_FACTS)[number]>;

/**
 * How a trace is known. Well: `confirmed` by the channel's own result for this user, or by `dates`, the cloud's change not being older than AD's.
 * Broken: `refused` by that result, a `temporary` password that is not sent, `overridden` by one set in the cloud, or `behind`: the cloud's is older.
 * Unknown: `fresh`, set too lately to have come; `off`, since no hash is sent at all; `silent`, nothing tells; `nobody`, there is no linked pair.
 */
export interface PasswordTrace {
  readonly state: "well" | "broken" | "unknown";
  readonly how:
    | "confirmed"
    | "dates"
    | "refused"
    | "temporary"
    | "overridden"
    | "behind"
    | "fresh"
    | "off"
    | "silent"
    | "nobody";
  /** Broken: since when. Well: when it came. ISO 8601 UTC. */
  readonly since?: string;
  /** What the channel said of this user, where it refused: `Filtered`, `Failed: …`. */
  readonly said?: string;
  readonly evidence: readonly Evidence[];
}

/** Clocks differ: the cloud's change may stand a little before the one in AD, ms. */
const CLOCK_SLACK_MS = 60_000;
/** A hash leaves within minutes of its change; after so long it is late, ms. */
const LATE_MS = 3_600_000;
/** Event of the channel: what became of one user's password. */
const RESULT = 657;

/** Follows the password of the person's AD account into the linked cloud user. */
export function passwordTraceOf(facts: PasswordFacts): PasswordTrace {
  const ad = valueOr(facts["ad.user"], undefined);
  const user = valueOr(facts["entra.user"], undefined);
  const settings = syncSettings(valueOr(facts["server.globalSettings"], undefined));
  if (ad === undefined || user === undefined || !isLinked(settings, ad, user))
    return { state: "unknown", how: "nobody", evidence: [] };
  const set = at(passwordSetAt(ad.pwdLastSet));
  const result = passwordResults(facts, { dn: ad.dn, anchors: anchorsOf(settings, ad) }).find(
    (r) => !(at(r.event.TimeCreated) < set - CLOCK_SLACK_MS),
  );
  const inAd = cite(
    told("pwdLastSet {value}", {
      value: ad.pwdLastSet === undefined ? { en: "(not read)", de: "(nicht gelesen)" } : String(ad.pwdLastSet),
    }),
    facts["ad.user"],
  );
  return (
    overridden(facts, user.id, set, result) ??
    answered(facts, result) ??
    temporary(facts, ad.pwdLastSet, inAd) ??
    byDates(facts, set, user.lastPasswordChangeDateTime, inAd)
  );
}
/** A person set another one in the cloud since, which is not written back, and no hash has replaced it. */
function overridden(facts: PasswordFacts, userId: string, set: number, result?: Result): PasswordTrace | undefined {
  const reset = cloudReset(facts, userId, set);
  if (reset === undefined || featureOf(facts["entra.synchronization"], "passwordWritebackEnabled") !== false)
    return undefined;
  if (result?.isGood === true && at(result.event.TimeCreated) > at(reset.activityDateTime)) return undefined;
  const what = told(
    { en: "{activity} at {when}", de: "{activity} am {when}" },
    { activity: reset.activityDisplayName ?? "Reset", when: reset.activityDateTime },
  );
  return {
    state: "broken",
    how: "overridden",
    since: reset.activityDateTime,
    evidence: [
      cite(what, facts["entra.audits"]),
      cite(
        { en: "passwordWritebackEnabled is false", de: "passwordWritebackEnabled ist false" },
        facts["entra.synchronization"],
      ),
    ],
  };
}
/** What the channel says of this user since the password was set. */
function answered(facts: PasswordFacts, result: Result | undefined): PasswordTrace | undefined {
  if (result === undefined) return undefined;
  const { event, isGood, said } = result;
  const seen = { since: event.TimeCreated, evidence: [seenEvent(event, facts["server.events"])] };
  return isGood ? { state: "well", how: "confirmed", ...seen } : { state: "broken", how: "refused", said, ...seen };
}
/** A temporary password is sent only where the tenant takes such ones. */
function temporary(facts: PasswordFacts, pwdLastSet: unknown, inAd: Evidence): PasswordTrace | undefined {
  if (!isTemporary(pwdLastSet)) return undefined;
  const isTaken = featureOf(facts["entra.synchronization"], "userForcePasswordChangeOnLogonEnabled") === true;
  return isTaken
    ? { state: "unknown", how: "silent", evidence: [inAd] }
    : { state: "broken", how: "temporary", evidence: [inAd] };
}
function byDates(facts: PasswordFacts, set: number, there: string | null | undefined, inAd: Evidence): PasswordTrace {
  const evidence = [
    inAd,
    cite(told("lastPasswordChangeDateTime {value}", { value: there ?? EMPTY }), facts["entra.user"]),
  ];
  if (Number.isNaN(set) || there == null) return { state: "unknown", how: "silent", evidence };
  if (at(there) >= set - CLOCK_SLACK_MS) return { state: "well", how: "dates", since: there, evidence };
  if (featureOf(facts["entra.synchronization"], "passwordSyncEnabled") === false)
    return { state: "unknown", how: "off", evidence };
  return at(valueOr(facts.now, "")) - set > LATE_MS
    ? { state: "broken", how: "behind", since: new Date(set).toISOString(), evidence }
    : { state: "unknown", how: "fresh", evidence };
}

/** How the channel says that it did not send a password because it is temporary. */
export const MUST_CHANGE = /must change|FilteredByTarget/i;
/** `pwdLastSet` 0: the user must change the password at the next logon. */
export const isTemporary = (pwdLastSet: unknown): boolean =>
  pwdLastSet !== undefined && pwdLastSet !== "" && Number(pwdLastSet) === 0;
/** When the password was set, ISO 8601 UTC; undefined where it is temporary or was not read. */
export const passwordSetAt = (pwdLastSet: unknown): string | undefined =>
  typeof pwdLastSet === "string" && !isTemporary(pwdLastSet) ? pwdLastSet : undefined;

/** What the channel said of one user's password. */
interface Result {
  readonly event: EventRecord;
  readonly said: string;
  readonly isGood: boolean;
}
/** Results of this user, newest first. An event names the user by anchor and DN; either is enough. */
function passwordResults(
  facts: Pick<FactSet, "server.events">,
  who: { readonly dn: string; readonly anchors: readonly string[] },
): Result[] {
  return valueOr(facts["server.events"], [])
    .filter((e) => e.Id === RESULT && DIRSYNC.test(e.ProviderName))
    .flatMap((event) => {
      const [, anchor] = /Anchor\s*:\s*([^,\s]+)/i.exec(event.Message) ?? [];
      const [, dn = ""] =
        /\bDn\s*:\s*(.+?)(?:,\s*(?:PwdChangeOnLogon|Result)\b|$)/i.exec(event.Message.replace(/[\r\n]+/g, " ")) ?? [];
      const isTheirs = (anchor !== undefined && who.anchors.includes(anchor)) || dnKey(dn) === dnKey(who.dn);
      const said = /Result\s*:\s*([^\r\n]+?)\.?\s*$/i.exec(event.Message)?.[1]?.trim();
      return !isTheirs || said === undefined ? [] : [{ event, said, isGood: /^success\b/i.test(said) }];
    })
    .sort((a, b) => at(b.event.TimeCreated) - at(a.event.TimeCreated));
}

/** The engine writes hashes with an account of its own, which is no person's reset. */
const ENGINE_ACCOUNT = /^(Sync_|ADToAADSyncServiceAccount)/i;
const isByPerson = ({ initiatedBy }: DirectoryAudit): boolean => {
  const who = initiatedBy?.["user"];
  return (
    who != null &&
    !(who instanceof Object && "userPrincipalName" in who && ENGINE_ACCOUNT.test(String(who.userPrincipalName)))
  );
};
/** Audit activities that set a password in the cloud, by an administrator or by the user. */
const SETS_PASSWORD = /^(reset|change) (user )?password/i;
/** People's attempts to set this user's password in the cloud, newest first. */
export const passwordAudits = (facts: Pick<FactSet, "entra.audits">, userId: string): DirectoryAudit[] =>
  valueOr(facts["entra.audits"], [])
    .filter(
      (a) =>
        SETS_PASSWORD.test(a.activityDisplayName ?? "") &&
        isByPerson(a) &&
        (a.targetResources ?? []).some((t) => t["id"] === userId),
    )
    .sort((a, b) => at(b.activityDateTime) - at(a.activityDateTime));
/** The attempt succeeded; an audit record that tells no result did. */
export const isDone = (a: DirectoryAudit): boolean => !/^fail/i.test(String(a["result"] ?? "success"));
/** The newest success of setting this user's password in the cloud, after a moment in ms; where that is not known, none. */
export const cloudReset = (
  facts: Pick<FactSet, "entra.audits">,
  userId: string,
  afterMs: number,
): DirectoryAudit | undefined =>
  passwordAudits(facts, userId).find((a) => isDone(a) && at(a.activityDateTime) > afterMs);
