/** Where an ask was looked for: each place with whether it was read, and where not, why and what helps. Pure. */
import {
  LANGUAGES,
  dateText,
  told,
  valueOr,
  type CloudObjectKind,
  type Fact,
  type FactKey,
  type FactSet,
  type InEvery,
  type Unreadable,
  type Words,
} from "../domain";
import { kindsSpokenOf } from "../identity/kinds";
import { lastSyncOf } from "../identity/tenant";

/** A place where somebody may stand. */
export interface SearchedPlace {
  readonly place: InEvery;
  /** Absent where it was read, and nobody by that name is there. */
  readonly unread?: { readonly why: InEvery; readonly help: InEvery };
}

const PLACES = {
  "ad.user": { en: "Active Directory", de: "Active Directory" },
  "ad.deleted": { en: "Active Directory's deleted objects", de: "Gelöschte Objekte in Active Directory" },
  "entra.user": { en: "Users in Microsoft Entra ID", de: "Benutzer in Microsoft Entra ID" },
  "entra.deletedUsers": {
    en: "Deleted users in Microsoft Entra ID",
    de: "Gelöschte Benutzer in Microsoft Entra ID",
  },
} as const satisfies Partial<Record<FactKey, Words>>;
const KINDS: Readonly<Record<CloudObjectKind, Words>> = {
  group: { en: "Groups in Microsoft Entra ID", de: "Gruppen in Microsoft Entra ID" },
  contact: { en: "Contacts in Microsoft Entra ID", de: "Kontakte in Microsoft Entra ID" },
  device: { en: "Devices in Microsoft Entra ID", de: "Geräte in Microsoft Entra ID" },
};
const FORESTS: Words = { en: "{place}: {forests}", de: "{place}: {forests}" };

type Why = Unreadable["why"];
interface Reason {
  readonly why: Words;
  readonly help: Words;
}
const AGAIN: Words = { en: "Look again in a few minutes.", de: "Sehen Sie in einigen Minuten erneut nach." };
const OTHER: Reason = {
  why: { en: "the read failed", de: "das Lesen ist fehlgeschlagen" },
  help: AGAIN,
};
const TRUNCATED: Reason = {
  why: { en: "the list is longer than is read", de: "die Liste ist länger, als gelesen wird" },
  help: {
    en: "Ask with the exact sign-in name or account name.",
    de: "Fragen Sie mit dem genauen Anmelde- oder Kontonamen.",
  },
};
const ON_PREMISES: Readonly<Partial<Record<Why, Reason>>> = {
  offline: {
    why: {
      en: "the agent on the sync server does not answer",
      de: "der Agent auf dem Synchronisierungsserver antwortet nicht",
    },
    help: {
      en: "See on the sync server that the service of the Sync Triage agent runs and reaches the relay by TCP 443, then look again.",
      de: "Prüfen Sie auf dem Synchronisierungsserver, ob der Dienst des Sync-Triage-Agents läuft und das Relay über TCP 443 erreicht, und sehen Sie dann erneut nach.",
    },
  },
  timeout: {
    why: { en: "the sync server took too long to answer", de: "der Synchronisierungsserver hat zu lange gebraucht" },
    help: AGAIN,
  },
  denied: {
    why: { en: "the agent's account may not read there", de: "das Konto des Agents darf dort nicht lesen" },
    help: {
      en: "Give the agent's account the right to read there, then look again.",
      de: "Geben Sie dem Konto des Agents dort das Leserecht, und sehen Sie dann erneut nach.",
    },
  },
  truncated: TRUNCATED,
};
const IN_THE_CLOUD: Readonly<Partial<Record<Why, Reason>>> = {
  offline: { why: { en: "Microsoft Graph does not answer", de: "Microsoft Graph antwortet nicht" }, help: AGAIN },
  timeout: {
    why: { en: "Microsoft Graph took too long to answer", de: "Microsoft Graph hat zu lange gebraucht" },
    help: AGAIN,
  },
  throttled: {
    why: {
      en: "Microsoft Graph takes no more requests at this moment",
      de: "Microsoft Graph nimmt im Augenblick keine weiteren Anfragen an",
    },
    help: AGAIN,
  },
  denied: {
    why: { en: "the app may not read there", de: "die App darf dort nicht lesen" },
    help: {
      en: "See in the Entra admin center that the app's permissions were granted, then look again.",
      de: "Prüfen Sie im Entra Admin Center, ob die Berechtigungen der App erteilt sind, und sehen Sie dann erneut nach.",
    },
  },
  truncated: TRUNCATED,
};
const LAST_SYNC: Words = {
  en: "{why}; the tenant was last synchronized at {at}",
  de: "{why}; der Mandant wurde zuletzt am {at} synchronisiert",
};

const inEvery = (of: (language: (typeof LANGUAGES)[number]) => string): InEvery =>
  Object.fromEntries(LANGUAGES.map((l) => [l, of(l)])) as unknown as InEvery;

function placeOf(place: InEvery, fact: Fact<unknown>, reasons: typeof ON_PREMISES, lastSync?: string): SearchedPlace {
  if (fact.state !== "unreadable") return { place };
  const { why, help } = reasons[fact.why] ?? OTHER,
    isSilent = reasons === ON_PREMISES && fact.why === "offline" && lastSync !== undefined;
  return {
    place,
    unread: {
      why: isSilent ? told(LAST_SYNC, { why: told(why), at: inEvery((l) => dateText(lastSync, l)) }) : told(why),
      help: told(help),
    },
  };
}
/** The places of both sides in their order; kinds besides users where the ask speaks of them. */
export function searchedPlaces(facts: FactSet): SearchedPlace[] {
  const ask = valueOr(facts.ask, undefined),
    forests = valueOr(facts["server.connectors"], []).flatMap((c) => (c.Type === "AD" ? [c.Name] : [])),
    ad = told(PLACES["ad.user"]);
  return [
    placeOf(
      forests.length === 0 ? ad : told(FORESTS, { place: ad, forests }),
      facts["ad.user"],
      ON_PREMISES,
      lastSyncOf(facts["entra.organization"]),
    ),
    placeOf(told(PLACES["ad.deleted"]), facts["ad.deleted"], ON_PREMISES),
    placeOf(told(PLACES["entra.user"]), facts["entra.user"], IN_THE_CLOUD),
    placeOf(told(PLACES["entra.deletedUsers"]), facts["entra.deletedUsers"], IN_THE_CLOUD),
    ...(ask === undefined ? [] : kindsSpokenOf(ask)).map((kind) =>
      placeOf(told(KINDS[kind]), facts["entra.object"], IN_THE_CLOUD),
    ),
  ];
}
