/** What could not be checked, in words: facts by the name that an admin knows them by, put together where the reason is the same. Pure. */
import {
  FACT_KEYS,
  ROOT_CAUSES,
  UNREADABLE_WHY,
  speaker,
  wordsIn,
  type Diagnosis,
  type FactKey,
  type Language,
  type RootCause,
  type Unreadable,
  type Words,
} from "../domain";
import { titleOf } from "./words";

/** What an admin calls each fact. */
const FACT_NAMES: Readonly<Record<FactKey, Words>> = {
  ask: { en: "the message", de: "die Nachricht" },
  now: { en: "the time", de: "die Uhrzeit" },
  "ad.user": { en: "the object in Active Directory", de: "das Objekt in Active Directory" },
  "ad.related": {
    en: "other AD objects with the same names or addresses",
    de: "andere AD-Objekte mit denselben Namen oder Adressen",
  },
  "ad.group": { en: "the group in Active Directory", de: "die Gruppe in Active Directory" },
  "ad.deleted": { en: "deleted AD objects", de: "gelöschte AD-Objekte" },
  "ad.containers": { en: "OUs and containers", de: "OUs und Container" },
  "ad.domainControllers": { en: "domain controllers", de: "Domänencontroller" },
  "cs.chain": {
    en: "the object's way through connector space and metaverse",
    de: "der Weg des Objekts durch Connector Space und Metaverse",
  },
  "cs.relatedChains": {
    en: "the way of related objects through the engine",
    de: "der Weg verwandter Objekte durch das Synchronisierungsmodul",
  },
  "cs.pendingExports": { en: "pending exports", de: "ausstehende Exporte" },
  "entra.user": { en: "the cloud user", de: "der Cloudbenutzer" },
  "entra.relatedUsers": {
    en: "other cloud users with the same names or addresses",
    de: "andere Cloudbenutzer mit denselben Namen oder Adressen",
  },
  "entra.deletedUsers": { en: "deleted cloud users", de: "gelöschte Cloudbenutzer" },
  "entra.otherHolders": {
    en: "groups and contacts that hold an address",
    de: "Gruppen und Kontakte, die eine Adresse halten",
  },
  "entra.object": { en: "the cloud object", de: "das Cloudobjekt" },
  "entra.group": { en: "the group in the cloud", de: "die Gruppe in der Cloud" },
  "entra.groupBehavior": {
    en: "the source of authority of the group",
    de: "die Autoritätsquelle (Source of Authority) der Gruppe",
  },
  "entra.membership": { en: "the members of the group", de: "die Mitglieder der Gruppe" },
  "entra.roles": { en: "directory roles", de: "Verzeichnisrollen" },
  "entra.attachments": {
    en: "what the cloud user holds (groups, apps, devices, mailbox)",
    de: "was der Cloudbenutzer hält (Gruppen, Apps, Geräte, Postfach)",
  },
  "entra.syncBehavior": {
    en: "the source of authority of the object",
    de: "die Autoritätsquelle (Source of Authority) des Objekts",
  },
  "entra.mailboxSettings": { en: "the mailbox", de: "das Postfach" },
  "entra.organization": { en: "the tenant's settings", de: "die Einstellungen des Mandanten" },
  "entra.domains": { en: "the tenant's domains", de: "die Domänen des Mandanten" },
  "entra.synchronization": {
    en: "the tenant's synchronization settings",
    de: "die Synchronisierungseinstellungen des Mandanten",
  },
  "entra.serviceIssues": { en: "service health", de: "Dienststatus" },
  "entra.syncJobs": { en: "Cloud Sync jobs", de: "Cloud-Sync-Aufträge" },
  "entra.signIns": { en: "sign-ins of the sync accounts", de: "Anmeldungen der Synchronisierungskonten" },
  "entra.userSignIns": { en: "the person's sign-in log", de: "das Anmeldeprotokoll der Person" },
  "entra.audits": { en: "the audit log", de: "das Überwachungsprotokoll" },
  "entra.syncAccounts": { en: "the sync accounts", de: "die Synchronisierungskonten" },
  "server.agent": { en: "the agent on the sync server", de: "der Agent auf dem Synchronisierungsserver" },
  "server.host": { en: "the sync server's settings", de: "die Einstellungen des Synchronisierungsservers" },
  "server.services": { en: "services of the sync server", de: "die Dienste des Synchronisierungsservers" },
  "server.endpoints": { en: "the network to Microsoft 365", de: "das Netzwerk zu Microsoft 365" },
  "server.scheduler": { en: "the sync scheduler", de: "der Synchronisierungsplaner (Scheduler)" },
  "server.globalSettings": {
    en: "global settings of Entra Connect",
    de: "globale Einstellungen von Entra Connect",
  },
  "server.connectors": { en: "connectors", de: "Connectors" },
  "server.runStatus": { en: "running connectors", de: "laufende Connectors" },
  "server.runHistory": { en: "the run history", de: "der Ausführungsverlauf" },
  "server.syncRules": { en: "sync rules", de: "Synchronisierungsregeln" },
  "server.pilotGroup": { en: "the pilot group", de: "die Pilotgruppe" },
  "server.events": { en: "the event log of the sync server", de: "das Ereignisprotokoll des Synchronisierungsservers" },
  "server.provisioningAgents": { en: "provisioning agents", de: "Bereitstellungs-Agents" },
  "server.missingRights": { en: "rights of the connector account", de: "Rechte des Connectorkontos" },
  "server.deletionThreshold": { en: "the export deletion threshold", de: "der Schwellenwert für Löschungen" },
};
/** What an admin calls a fact. */
export const factNameOf = (key: FactKey, language: Language): string => wordsIn(FACT_NAMES[key], language);

type Why = Unreadable["why"];
const WHY: Readonly<Record<Why, Words>> = {
  denied: { en: "no right to read it", de: "kein Recht zum Lesen" },
  offline: {
    en: "the agent on the sync server does not answer",
    de: "der Agent auf dem Synchronisierungsserver antwortet nicht",
  },
  timeout: { en: "no answer in time", de: "keine Antwort in der Zeit" },
  throttled: { en: "the service asked to wait", de: "der Dienst bat zu warten" },
  malformed: { en: "the answer could not be understood", de: "die Antwort war nicht zu verstehen" },
  truncated: { en: "the list is longer than is read", de: "die Liste ist länger, als gelesen wird" },
  failed: { en: "the read failed", de: "das Lesen schlug fehl" },
  "not-asked": { en: "it was not asked for", de: "es wurde nicht danach gefragt" },
};
const WORDS = {
  line: { en: "{what}: {why}", de: "{what}: {why}" },
  open: {
    en: "{count, plural, one {This cause stays} other {# causes stay}} open for that reason, such as {causes}",
    de: "{count, plural, one {Diese Ursache bleibt} other {# Ursachen bleiben}} deshalb offen, etwa {causes}",
  },
  more: { en: "{count} more", de: "{count} weitere" },
} as const satisfies Readonly<Record<string, Words>>;

/** How many are named in one line; the others are counted. */
const FACTS_NAMED = 12,
  CAUSES_NAMED = 3;
const isFact = (what: string): what is FactKey => (FACT_KEYS as readonly string[]).includes(what);
const isCause = (code: string): code is RootCause => (ROOT_CAUSES as readonly string[]).includes(code);
/** Why in words; what the system itself said stands in brackets where it is not a long tale. */
function whyText(why: string, language: Language): string {
  const [, kind = "", detail = ""] = /^([a-z-]+):\s*(.*)$/s.exec(why) ?? [];
  if (!(UNREADABLE_WHY as readonly string[]).includes(kind)) return why;
  const words = wordsIn(WHY[kind as Why], language);
  return kind === "offline" || detail === "" ? words : `${words} (${detail})`;
}
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One fact that could not be read, and why. */
export const uncheckedWords = ({ what, why }: Diagnosis["notChecked"][number]): Words => {
  const inOne = (language: Language): string =>
    speaker(WORDS, language)("line", {
      what: capital(isFact(what) ? factNameOf(what, language) : what),
      why: whyText(wordsIn(why, language), language),
    });
  return { en: inOne("en"), de: inOne("de") };
};
/** One line for each reason, with all that it kept from being checked; then the causes that stay open for it. */
export function uncheckedLines({ notChecked }: Pick<Diagnosis, "notChecked">, language: Language): string[] {
  const byWhy = new Map<string, string[]>();
  const open: string[] = [];
  for (const row of notChecked) {
    const { what } = row,
      why = wordsIn(row.why, language);
    const codes = why.split(", ");
    if (!isFact(what) && codes.every(isCause)) open.push(...codes.map((code) => titleOf(code, language)));
    else {
      const text = whyText(why, language);
      byWhy.set(text, [...(byWhy.get(text) ?? []), isFact(what) ? factNameOf(what, language) : what]);
    }
  }
  const say = speaker(WORDS, language);
  const listed = (names: readonly string[], most: number): string => {
    const count = names.length - most;
    const shown = count <= 0 ? names : [...names.slice(0, most), say("more", { count })];
    return new Intl.ListFormat(language, { type: "conjunction" }).format(shown);
  };
  const lines = [...byWhy].map(([why, names]) => say("line", { what: capital(listed(names, FACTS_NAMED)), why }));
  const causes = open.slice(0, CAUSES_NAMED).map((title) => `“${title}”`);
  return open.length === 0
    ? lines
    : [...lines, say("open", { count: open.length, causes: listed(causes, CAUSES_NAMED) })];
}
