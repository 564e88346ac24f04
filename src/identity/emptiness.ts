/** Is a cloud account proved empty: no licence, no mailbox, no role, no group, nothing of its own, no sign-in (security reference, "Operations that must not exist", M7)? What was not read proves nothing. */
import { type InEvery, type Words } from "../domain";
import { told } from "../domain";
import { valueOr, type Attachments, type CloudUser, type FactKey, type FactSet, type Hanging } from "../domain";
import { liveUpnOf, sameText } from "./address";

/** The facts that prove an account empty; who asks for the proof declares them. */
export const EMPTINESS_FACTS = [
  "now",
  "entra.user",
  "entra.mailboxSettings",
  "entra.roles",
  "entra.userSignIns",
  "entra.attachments",
] as const satisfies readonly FactKey[];
type EmptinessFacts = Pick<FactSet, (typeof EMPTINESS_FACTS)[number]>;

/** Proved empty; not, and why; or open until facts are asked for that nobody has asked for yet. */
export type Emptiness =
  | { readonly is: "empty" }
  | { readonly is: "not-empty"; readonly why: Words }
  | { readonly is: "open"; readonly asks: readonly FactKey[] };

/** How far back the sign-in log reaches, days. */
const LOG_DAYS = 30;
const DAY_MS = 86_400_000;

/** What a plan asks for before it takes an account away. */
const ON_DEMAND = ["entra.userSignIns", "entra.attachments"] as const satisfies readonly FactKey[];
/**
 * `signedIn`: "lately" looks no further back than the log, and of what hangs on the user at the mailbox alone, enough for what can be restored with
 * the rest; "ever" wants an account younger than the log is long, and nothing that hangs on it. What hangs on a deleted user nobody can read: that alone is no proof against it.
 */
export function emptinessOf(facts: EmptinessFacts, user: CloudUser, signedIn: "ever" | "lately" = "ever"): Emptiness {
  const why = holding(facts, user) ?? (signedIn === "ever" ? olderThanLog(facts, user) : undefined);
  if (why !== undefined) return { is: "not-empty", why };
  const asks = ON_DEMAND.filter((key) => isNotAsked(facts[key]));
  if (asks.length > 0) return { is: "open", asks };
  const tied =
    user.deletedDateTime == null ? tiedBy(facts, user, signedIn === "ever" ? PARTS : ["mailbox"]) : undefined;
  return tied === undefined ? signInsProve(facts, user) : { is: "not-empty", why: tied };
}
const isNotAsked = (fact: FactSet[(typeof ON_DEMAND)[number]]): boolean =>
  fact.state === "unreadable" && fact.why === "not-asked";
/** What can hang on a live user, as it is called. */
export const HANGING = {
  mailbox: { en: "mailbox", de: "Postfach" },
  groups: { en: "groups", de: "Gruppen" },
  applications: { en: "application assignments", de: "Anwendungszuweisungen" },
  devices: { en: "devices", de: "Geräte" },
  owned: { en: "owned objects", de: "eigene Objekte" },
} as const satisfies { readonly [K in Exclude<keyof Attachments, "id">]: Words };
const PARTS = Object.keys(HANGING) as (keyof typeof HANGING)[];
/** What hangs on a live user, part by part; undefined where it was not read. */
export function attachmentsOf(
  attachments: FactSet["entra.attachments"],
  user: CloudUser,
): { readonly what: InEvery; readonly hanging: Hanging }[] | undefined {
  const own = valueOr(attachments, []).find((a) => a.id === user.id);
  return own === undefined ? undefined : PARTS.map((part) => ({ what: HANGING[part], hanging: own[part] }));
}
/** Why what hangs on the user speaks against taking it away: there is something of these kinds, or it could not be read. */
function tiedBy(facts: EmptinessFacts, user: CloudUser, kinds: readonly (keyof typeof HANGING)[]): Words | undefined {
  const name = liveUpnOf(user.userPrincipalName);
  const parts = attachmentsOf(facts["entra.attachments"], user);
  if (parts === undefined)
    return told(
      { en: "What hangs on {name} was not read.", de: "Was an {name} hängt, wurde nicht gelesen." },
      { name },
    );
  const whats = kinds.map((kind): InEvery => HANGING[kind]);
  for (const { what, hanging } of parts.filter((p) => whats.includes(p.what))) {
    if ("unread" in hanging)
      return told(
        {
          en: "The {what} of {name} could not be read ({why}).",
          de: "{what} von {name} konnte nicht gelesen werden ({why}).",
        },
        { what, name, why: hanging.unread },
      );
    if (hanging.names.length > 0)
      return told(
        { en: "{name} has {what}: {names}.", de: "{name} hat {what}: {names}." },
        { name, what, names: hanging.names },
      );
  }
  return undefined;
}

/** What the account holds, or what of it was not read. */
function holding(facts: EmptinessFacts, user: CloudUser): Words | undefined {
  const name = liveUpnOf(user.userPrincipalName);
  if (user.assignedLicenses === undefined)
    return told(
      { en: "The licences of {name} were not read.", de: "Die Lizenzen von {name} wurden nicht gelesen." },
      { name },
    );
  if (user.assignedLicenses.length > 0)
    return told(
      {
        en: "{name} has {count, plural, one {# licence} other {# licences}}.",
        de: "{name} hat {count, plural, one {# Lizenz} other {# Lizenzen}}.",
      },
      { name, count: user.assignedLicenses.length },
    );
  if (user.assignedPlans === undefined)
    return told(
      { en: "The service plans of {name} were not read.", de: "Die Dienstpläne von {name} wurden nicht gelesen." },
      { name },
    );
  if (user.assignedPlans.some((p) => /exchange/i.test(p.service ?? "") && p.capabilityStatus === "Enabled"))
    return told({ en: "{name} has an Exchange plan.", de: "{name} hat einen Exchange-Plan." }, { name });
  return mailbox(facts, user) ?? role(facts, user);
}
/** Mailbox settings are read of the person's account alone; of the others the plans speak. */
function mailbox(facts: EmptinessFacts, user: CloudUser): Words | undefined {
  if (valueOr(facts["entra.user"], undefined)?.id !== user.id) return undefined;
  const settings = facts["entra.mailboxSettings"];
  if (settings.state === "seen")
    return told({ en: "{name} has a mailbox.", de: "{name} hat ein Postfach." }, { name: user.userPrincipalName });
  return settings.state === "absent"
    ? undefined
    : told(
        {
          en: "Whether {name} has a mailbox could not be read ({why}).",
          de: "Ob {name} ein Postfach hat, konnte nicht gelesen werden ({why}).",
        },
        { name: user.userPrincipalName, why: settings.detail },
      );
}
function role(facts: EmptinessFacts, user: CloudUser): Words | undefined {
  const roles = facts["entra.roles"];
  const name = liveUpnOf(user.userPrincipalName);
  if (roles.state === "unreadable")
    return told(
      {
        en: "The directory roles of {name} could not be read ({why}).",
        de: "Die Verzeichnisrollen von {name} konnten nicht gelesen werden ({why}).",
      },
      { name, why: roles.detail },
    );
  return valueOr(roles, []).some((r) => r.principalId === user.id)
    ? told({ en: "{name} has a directory role.", de: "{name} hat eine Verzeichnisrolle." }, { name })
    : undefined;
}
function olderThanLog(facts: EmptinessFacts, user: CloudUser): Words | undefined {
  const age = (Date.parse(valueOr(facts.now, "")) - Date.parse(user.createdDateTime ?? "")) / DAY_MS;
  return age <= LOG_DAYS
    ? undefined
    : told(
        {
          en: "{name} is older than the sign-in log ({days} days), so it is not proved that nobody ever signed in.",
          de: "{name} ist älter als das Anmeldeprotokoll ({days} Tage), darum ist nicht erwiesen, dass sich nie jemand angemeldet hat.",
        },
        { name: liveUpnOf(user.userPrincipalName), days: LOG_DAYS },
      );
}
function signInsProve(facts: EmptinessFacts, user: CloudUser): Emptiness {
  const log = facts["entra.userSignIns"];
  const name = liveUpnOf(user.userPrincipalName);
  if (log.state === "unreadable")
    return {
      is: "not-empty",
      why: told(
        {
          en: "The sign-ins of {name} could not be read ({why}).",
          de: "Die Anmeldungen von {name} konnten nicht gelesen werden ({why}).",
        },
        { name, why: log.detail },
      ),
    };
  const signedIn = valueOr(log, []).some(
    (s) => s.userId === user.id || (s.userId === undefined && sameText(s.userPrincipalName, name)),
  );
  return signedIn
    ? { is: "not-empty", why: told({ en: "{name} has signed in.", de: "{name} hat sich angemeldet." }, { name }) }
    : { is: "empty" };
}
