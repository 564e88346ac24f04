/** Password writeback as the sync server tells it: events of PasswordResetService, and what ADSync says beside them (adsync reference §8; Microsoft's list of writeback events). */
import { valueOr, type AdObject, type CloudUser, type DirectoryAudit, type EventRecord, type FactSet } from "../domain";
import { immutableIdOf } from "./anchor";
import { ENGINE, eventsOf } from "./events";
import { isDone, passwordAudits } from "./password";
import { at, hoursBetween } from "./time";

export const WRITEBACK = /^PasswordResetService$/i;

/**
 * Why one password did not get into AD: AD's `policy` refused it, the connector account lacks `access`, the account is `disabled` or `locked`, the
 * present password was `mistyped`, or AD or the engine met another `fault`.
 */
export type Refusal = "policy" | "access" | "disabled" | "locked" | "mistyped" | "fault";
interface Row {
  readonly refusal: Refusal;
  /** In the form "the writeback failed because …". */
  readonly means: string;
}
const FAULTS: Readonly<Record<number, Row>> = {
  33001: { refusal: "fault", means: "Active Directory answered with an error that is not known" },
  33002: { refusal: "fault", means: "the engine does not find the user in Active Directory" },
  33003: { refusal: "fault", means: "two accounts of Active Directory belong to the cloud user" },
  33004: { refusal: "access", means: "the connector account may not set the password" },
  33005: { refusal: "disabled", means: "the AD account is disabled" },
  33006: { refusal: "locked", means: "the AD account is locked out" },
  33007: { refusal: "mistyped", means: "the present password was not right" },
  33008: { refusal: "policy", means: "the password does not meet the policy of Active Directory" },
  33009: { refusal: "fault", means: "the configuration of Active Directory or of the connector does not allow it" },
  34001: { refusal: "fault", means: "Active Directory refused the password, by policy or by right" },
  34002: { refusal: "fault", means: "no domain controller could be reached" },
  34003: { refusal: "fault", means: "the domain name of the user is not valid" },
};
/** The engine's and Windows' own codes in the text of an event say more than its number. */
const RESULTS: readonly (readonly [code: RegExp, row: Row])[] = [
  [/0x?80070005|hr=80070005|ERROR_ACCESS_DENIED/i, FAULTS[33004]!],
  [/800708C5|80230619/i, FAULTS[33008]!],
  [
    /8023061f/i,
    {
      refusal: "fault",
      means: "the forest was added after password writeback was switched on, so it is not set up for that connector",
    },
  ],
  [/80230402/i, { refusal: "fault", means: "the user is enabled in more than one domain, under one anchor" }],
  [/800700CE/i, { refusal: "fault", means: "the password of the connector account is longer than 256 characters" }],
  [/8023062C/i, { refusal: "fault", means: "the connector does not sign and encrypt its LDAP traffic" }],
  [
    /LDAP password policy control/i,
    { refusal: "fault", means: "the domain controllers are too old for the password policy control" },
  ],
];
/** Failures that name nobody's reason: it stands in the code of their text. */
const PLAIN_FAILURES = [31003, 31008, 31011];
/** A password was written back. */
const SUCCESSES = [31002, 31007, 31010];

/** Events by which the service says that it does not work, for anybody. */
const SERVICE_FAULTS: Readonly<Record<number, string>> = {
  31016: "the writeback service has stopped",
  31034: "the listener cannot connect to the service bus",
  31044: "one of its two service hosts does not run",
  32000: "an error that is not known",
  32001: "the cloud's password reset service cannot be reached",
  32002: "the service bus cannot be reached",
  32004: "what arrives from the cloud cannot be decrypted: the keys of the two sides differ",
  32005: "its configuration file cannot be read or written",
  32007: "its configuration cannot be updated",
  32008: "the cloud's password reset service answers what is not valid",
  32009: "it gets no token",
  32010: "its encryption key fails",
  32011: "it cannot be set up with the cloud's password reset service",
};
const SERVICE_IDS = Object.keys(SERVICE_FAULTS).map(Number);
/** Those that are about the way to the cloud. */
const CONNECTING = [31034, 31044, 32001, 32002, 32011];
/** It has started, its heartbeat came through, it was set up. */
const SERVICE_GOOD = [31015, 31019, 31005, ...SUCCESSES];

/** How far back an attempt counts, hours. */
const LATELY_HOURS = 7 * 24;
/** The events of one attempt stand close together, ms. */
const TOGETHER_MS = 60_000;

/** A failed attempt to write one password back. */
export interface FailedAttempt extends Row {
  readonly event: EventRecord;
  /** What the engine said of it. */
  readonly engine: EventRecord | undefined;
}
type LogFacts = Pick<FactSet, "server.events" | "now">;
/** The end of the newest attempt of the last week to write this person's password back. */
function newestAttempt(
  facts: LogFacts,
  ad: AdObject,
  user: CloudUser | undefined,
  anchors: readonly string[],
): EventRecord | undefined {
  const ends = [...Object.keys(FAULTS).map(Number), ...PLAIN_FAILURES, ...SUCCESSES];
  const names = [
    ad.userPrincipalName,
    user?.userPrincipalName,
    user === undefined ? undefined : `User_${user.id}`,
    immutableIdOf(ad.objectGUID),
    ...anchors,
  ].filter((n): n is string => Boolean(n));
  return eventsOf(valueOr(facts["server.events"], []), WRITEBACK, ends, valueOr(facts.now, ""), LATELY_HOURS).find(
    (e) => names.some((n) => speaksOf(e, n)),
  );
}
/** The newest attempt to write this person's password back, where it failed; undefined where it succeeded, or none was logged. */
export function failedWriteback(...who: Parameters<typeof newestAttempt>): FailedAttempt | undefined {
  const event = newestAttempt(...who);
  if (event === undefined || SUCCESSES.includes(event.Id)) return undefined;
  const [facts] = who;
  const engine = eventsOf(
    valueOr(facts["server.events"], []),
    ENGINE,
    [6329],
    valueOr(facts.now, ""),
    LATELY_HOURS,
  ).find((e) => Math.abs(at(e.TimeCreated) - at(event.TimeCreated)) <= TOGETHER_MS);
  const told = `${event.Message}\n${engine?.Message ?? ""}`;
  const row = RESULTS.find(([code]) => code.test(told))?.[1] ?? FAULTS[event.Id];
  return { ...(row ?? FAULTS[33001]!), event, engine };
}
/** The same, where it succeeded. */
export function writtenBack(...who: Parameters<typeof newestAttempt>): EventRecord | undefined {
  const event = newestAttempt(...who);
  return event !== undefined && SUCCESSES.includes(event.Id) ? event : undefined;
}
/** The name stands in the text as a whole. */
const speaksOf = ({ Message }: EventRecord, name: string): boolean => {
  const from = Message.toLowerCase().indexOf(name.toLowerCase());
  const around = [Message[from - 1] ?? " ", Message[from + name.length] ?? " "];
  return from >= 0 && around.every((c) => !/[\p{L}\p{N}@_-]/u.test(c));
};

/** The newest word of the writeback service, where it says that it does not work. */
export function serviceFault(
  facts: LogFacts,
): { event: EventRecord; means: string; isConnecting: boolean } | undefined {
  const ids = [...SERVICE_IDS, ...SERVICE_GOOD];
  const [event] = eventsOf(valueOr(facts["server.events"], []), WRITEBACK, ids, valueOr(facts.now, ""), LATELY_HOURS);
  const means = event === undefined ? undefined : SERVICE_FAULTS[event.Id];
  return event === undefined || means === undefined
    ? undefined
    : { event, means, isConnecting: CONNECTING.includes(event.Id) };
}

/** The newest attempt of the last week to set this user's password in the cloud, where it failed there, with the reason that the cloud gives. */
export function failedReset(
  facts: Pick<FactSet, "entra.audits" | "now">,
  userId: string,
): { audit: DirectoryAudit; reason: string } | undefined {
  const [audit] = passwordAudits(facts, userId);
  return audit === undefined ||
    isDone(audit) ||
    hoursBetween(audit.activityDateTime, valueOr(facts.now, "")) > LATELY_HOURS
    ? undefined
    : { audit, reason: String(audit["resultReason"] ?? "") };
}
