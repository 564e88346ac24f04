/** Password writeback as the sync server tells it: events of PasswordResetService, and what ADSync says beside them (adsync reference §8; Microsoft's list of writeback events). */
import {
  valueOr,
  type AdObject,
  type CloudUser,
  type DirectoryAudit,
  type EventRecord,
  type FactSet,
  type InEvery,
} from "../domain";
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
  /** Why it failed: a clause for the end of a sentence, after "because" in English and after a colon in German. */
  readonly means: InEvery;
}
const FAULTS: Readonly<Record<number, Row>> = {
  33001: {
    refusal: "fault",
    means: {
      en: "Active Directory answered with an error that is not known",
      de: "Active Directory hat mit einem unbekannten Fehler geantwortet",
    },
  },
  33002: {
    refusal: "fault",
    means: {
      en: "the engine does not find the user in Active Directory",
      de: "Die Synchronisierungs-Engine findet den Benutzer in Active Directory nicht",
    },
  },
  33003: {
    refusal: "fault",
    means: {
      en: "two accounts of Active Directory belong to the cloud user",
      de: "Zum Cloudbenutzer gehören zwei Konten in Active Directory",
    },
  },
  33004: {
    refusal: "access",
    means: {
      en: "the connector account may not set the password",
      de: "Das Connectorkonto darf das Kennwort nicht setzen",
    },
  },
  33005: { refusal: "disabled", means: { en: "the AD account is disabled", de: "Das AD-Konto ist deaktiviert" } },
  33006: { refusal: "locked", means: { en: "the AD account is locked out", de: "Das AD-Konto ist gesperrt" } },
  33007: {
    refusal: "mistyped",
    means: { en: "the present password was not right", de: "Das bisherige Kennwort war falsch" },
  },
  33008: {
    refusal: "policy",
    means: {
      en: "the password does not meet the policy of Active Directory",
      de: "Das Kennwort erfüllt die Kennwortrichtlinie von Active Directory nicht",
    },
  },
  33009: {
    refusal: "fault",
    means: {
      en: "the configuration of Active Directory or of the connector does not allow it",
      de: "Die Konfiguration von Active Directory oder des Connectors lässt es nicht zu",
    },
  },
  34001: {
    refusal: "fault",
    means: {
      en: "Active Directory refused the password, by policy or by right",
      de: "Active Directory hat das Kennwort abgelehnt, wegen einer Richtlinie oder einer fehlenden Berechtigung",
    },
  },
  34002: {
    refusal: "fault",
    means: { en: "no domain controller could be reached", de: "Kein Domänencontroller war erreichbar" },
  },
  34003: {
    refusal: "fault",
    means: { en: "the domain name of the user is not valid", de: "Der Domänenname des Benutzers ist ungültig" },
  },
};
/** The engine's and Windows' own codes in the text of an event say more than its number. */
const RESULTS: readonly (readonly [code: RegExp, row: Row])[] = [
  [/0x?80070005|hr=80070005|ERROR_ACCESS_DENIED/i, FAULTS[33004]!],
  [/800708C5|80230619/i, FAULTS[33008]!],
  [
    /8023061f/i,
    {
      refusal: "fault",
      means: {
        en: "the forest was added after password writeback was switched on, so it is not set up for that connector",
        de: "Die Gesamtstruktur kam hinzu, nachdem das Kennwortrückschreiben aktiviert wurde; für diesen Connector ist es deshalb nicht eingerichtet",
      },
    },
  ],
  [
    /80230402/i,
    {
      refusal: "fault",
      means: {
        en: "the user is enabled in more than one domain, under one anchor",
        de: "Der Benutzer ist unter demselben sourceAnchor in mehr als einer Domäne aktiviert",
      },
    },
  ],
  [
    /800700CE/i,
    {
      refusal: "fault",
      means: {
        en: "the password of the connector account is longer than 256 characters",
        de: "Das Kennwort des Connectorkontos ist länger als 256 Zeichen",
      },
    },
  ],
  [
    /8023062C/i,
    {
      refusal: "fault",
      means: {
        en: "the connector does not sign and encrypt its LDAP traffic",
        de: "Der Connector signiert und verschlüsselt seinen LDAP-Verkehr nicht",
      },
    },
  ],
  [
    /LDAP password policy control/i,
    {
      refusal: "fault",
      means: {
        en: "the domain controllers are too old for the password policy control",
        de: "Die Domänencontroller sind zu alt für das LDAP-Steuerelement der Kennwortrichtlinie",
      },
    },
  ],
];
/** Failures that name nobody's reason: it stands in the code of their text. */
const PLAIN_FAILURES = [31003, 31008, 31011];
/** A password was written back. */
const SUCCESSES = [31002, 31007, 31010];

/** Events by which the service says that it does not work, for anybody. */
const SERVICE_FAULTS: Readonly<Record<number, InEvery>> = {
  31016: { en: "the writeback service has stopped", de: "Der Rückschreibedienst wurde beendet" },
  31034: {
    en: "the listener cannot connect to the service bus",
    de: "Der Listener kann keine Verbindung mit dem Service Bus herstellen",
  },
  31044: { en: "one of its two service hosts does not run", de: "Einer seiner beiden Diensthosts läuft nicht" },
  32000: { en: "an error that is not known", de: "Ein unbekannter Fehler" },
  32001: {
    en: "the cloud's password reset service cannot be reached",
    de: "Der Kennwortzurücksetzungsdienst der Cloud ist nicht erreichbar",
  },
  32002: { en: "the service bus cannot be reached", de: "Der Service Bus ist nicht erreichbar" },
  32004: {
    en: "what arrives from the cloud cannot be decrypted: the keys of the two sides differ",
    de: "Was aus der Cloud ankommt, lässt sich nicht entschlüsseln: die Schlüssel beider Seiten weichen voneinander ab",
  },
  32005: {
    en: "its configuration file cannot be read or written",
    de: "Seine Konfigurationsdatei kann nicht gelesen oder geschrieben werden",
  },
  32007: { en: "its configuration cannot be updated", de: "Seine Konfiguration kann nicht aktualisiert werden" },
  32008: {
    en: "the cloud's password reset service answers what is not valid",
    de: "Der Kennwortzurücksetzungsdienst der Cloud antwortet ungültig",
  },
  32009: { en: "it gets no token", de: "Er erhält kein Token" },
  32010: { en: "its encryption key fails", de: "Sein Verschlüsselungsschlüssel versagt" },
  32011: {
    en: "it cannot be set up with the cloud's password reset service",
    de: "Er kann beim Kennwortzurücksetzungsdienst der Cloud nicht eingerichtet werden",
  },
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
): { event: EventRecord; means: InEvery; isConnecting: boolean } | undefined {
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
