/** What the sync engine holds and did (adsync reference §3, §4, §6). */
import { told, valueOr, type CsObject, type RunResult, type Words } from "../../domain";
import { isDirectMember } from "../../identity/group-filter";
import { containerVerdict, placeOf } from "../../identity/place";
import { isBroken, latelyOf, runsThatCount } from "../../identity/runs";
import { cell, goodIf, marked, moment, yesNo, type ReadingSpec } from "./spec";

const CONNECTOR = { en: "Connector", de: "Connector" } as const;
const LINK = { en: "Link", de: "Glied" } as const,
  STATE = { en: "State", de: "Zustand" } as const,
  OBJECT = { en: "Object", de: "Objekt" } as const,
  WHEN = { en: "When", de: "Wann" } as const;

const NOT_THERE: Words = { en: "not there", de: "nicht da" };
const errorOf = (o: CsObject): string | undefined => {
  const error = o.ExportError ?? o.SyncError;
  return error === undefined ? undefined : [error.ErrorType, error.ErrorCode].filter(Boolean).join(" ");
};
const spaceRow = (name: string, o: CsObject | null) =>
  o === null
    ? marked([name, NOT_THERE, "–"])
    : marked(
        [
          name,
          errorOf(o) !== undefined
            ? cell(errorOf(o))
            : o.PendingExport !== undefined
              ? told(
                  { en: "there, waits for export: {what}", de: "da, wartet auf den Export: {what}" },
                  { what: o.PendingExport },
                )
              : { en: "there", de: "da" },
          cell(o.DistinguishedName),
        ],
        o.HasExportError || o.HasSyncError ? "bad" : "good",
      );
export const way: ReadingSpec = {
  id: "way",
  title: { en: "The object's way through the engine", de: "Der Weg des Objekts durch den Dienst" },
  facts: ["cs.chain"],
  columns: [LINK, STATE, OBJECT],
  read(facts) {
    const chain = valueOr(facts["cs.chain"], undefined);
    if (chain === undefined)
      return {
        says: {
          en: "The engine knows nothing of this object.",
          de: "Der Synchronisierungsdienst kennt dieses Objekt nicht.",
        },
        rows: [],
      };
    const links = [chain.adCs, chain.mv, chain.entraCs].filter((l) => l !== null).length;
    return {
      says: told(
        {
          en: "The object is at {links} of 3 links: AD connector space, metaverse, Entra connector space.",
          de: "Das Objekt ist an {links} von 3 Gliedern: AD connector space, metaverse, Entra connector space.",
        },
        { links },
      ),
      rows: [
        spaceRow("AD connector space", chain.adCs),
        chain.mv === null
          ? marked(["metaverse", NOT_THERE, "–"])
          : marked(["metaverse", { en: "there", de: "da" }, chain.mv.ObjectId], "good"),
        spaceRow("Entra connector space", chain.entraCs),
      ],
    };
  },
};
export const scope: ReadingSpec = {
  id: "scope",
  title: { en: "What is selected for synchronization", de: "Was zur Synchronisierung ausgewählt ist" },
  facts: ["server.connectors", "server.pilotGroup"],
  columns: [
    { en: "Setting", de: "Einstellung" },
    { en: "Value", de: "Wert" },
    { en: "This object is in it", de: "Dieses Objekt liegt darin" },
  ],
  read(facts, { ad }) {
    const connectors = valueOr(facts["server.connectors"], []);
    if (ad === undefined)
      return {
        says:
          facts["ad.user"].state === "unreadable"
            ? { en: "Active Directory could not be read.", de: "Active Directory war nicht lesbar." }
            : { en: "There is no AD account to look for.", de: "Es gibt kein AD-Konto, nach dem zu sehen wäre." },
        rows: [],
      };
    const place = placeOf(ad, connectors);
    const group = valueOr(facts["server.pilotGroup"], undefined);
    const partition = place?.partition;
    const container = partition === undefined ? undefined : containerVerdict(ad.dn, partition);
    const domain = partition?.Selected === true;
    return {
      says:
        place === undefined
          ? {
              en: "No connector covers this object's forest.",
              de: "Kein Connector deckt die Gesamtstruktur dieses Objekts ab.",
            }
          : domain && container?.inScope === true
            ? told(
                {
                  en: "Domain and OU are selected on the connector {name}.",
                  de: "Domäne und OU sind im Connector {name} ausgewählt.",
                },
                { name: place.connector.Name },
              )
            : told(
                {
                  en: "Domain or OU is not selected on the connector {name}.",
                  de: "Domäne oder OU ist im Connector {name} nicht ausgewählt.",
                },
                { name: place.connector.Name },
              ),
      rows: [
        ...(place === undefined
          ? []
          : [
              marked(
                [{ en: "Domain selected", de: "Domäne ausgewählt" }, cell(partition?.DN), yesNo(domain)],
                goodIf(domain),
              ),
            ]),
        ...(container === undefined
          ? []
          : [
              marked(
                [
                  { en: "OU selected", de: "OU ausgewählt" },
                  container.decidedBy === null
                    ? { en: "no list entry decides", de: "kein Eintrag entscheidet" }
                    : cell(container.decidedBy.container),
                  yesNo(container.inScope),
                ],
                goodIf(container.inScope),
              ),
            ]),
        ...(group === undefined
          ? []
          : [
              marked(
                [
                  { en: "Pilot group (direct members)", de: "Pilotgruppe (direkte Mitglieder)" },
                  cell(group.dn),
                  yesNo(isDirectMember(ad, group)),
                ],
                goodIf(isDirectMember(ad, group)),
              ),
            ]),
      ],
    };
  },
};

/** What a run brought in or sent out, by the counters' own names (adsync reference §3.4). */
const count = (r: RunResult, ...names: readonly string[]): string => {
  const known = names.map((n) => r.Counters[n]).filter((v) => v !== undefined);
  return known.length === 0 ? "–" : String(known.reduce((a, b) => a + b, 0));
};
/** The four counters of a run, a dash for all where it has none. */
function countersOf(r: RunResult): string {
  const failed = r.Errors.length > 0 ? String(r.Errors.length) : count(r, "ExportFailure", "StageFailure");
  const all = [
    count(r, "StageAdd", "ExportAdd"),
    count(r, "StageUpdate", "ExportUpdate"),
    count(r, "StageDelete", "ExportDelete"),
    failed,
  ];
  return all.every((n) => n === "–") ? "–" : all.map((n) => (n === "–" ? "0" : n)).join(" / ");
}
const hasErrors = (r: RunResult): boolean => /-errors?$/.test(r.Result) || r.Errors.length > 0;
export const runs: ReadingSpec = {
  id: "runs",
  title: { en: "The last runs", de: "Die letzten Läufe" },
  facts: ["server.runHistory"],
  columns: [
    { en: "Run", de: "Lauf" },
    { en: "Result", de: "Ergebnis" },
    { en: "Adds / updates / deletes / errors", de: "Neu / geändert / gelöscht / Fehler" },
    WHEN,
  ],
  read(facts) {
    const lately = latelyOf(valueOr(facts["server.runHistory"], []));
    const [newest] = lately;
    if (newest === undefined)
      return { says: { en: "The history holds no run.", de: "Der Verlauf enthält keinen Lauf." }, rows: [] };
    const broken = lately.filter(isBroken).length;
    return {
      says: told(
        {
          en: "{count, plural, one {The last run} other {The last # runs}}: {broken, plural, =0 {none broke off} one {# broke off} other {# broke off}}, {errors, plural, =0 {none with errors} one {# with errors} other {# with errors}}.",
          de: "{count, plural, one {Der letzte Lauf} other {Die letzten # Läufe}}: {broken, plural, =0 {keiner brach ab} one {# brach ab} other {# brachen ab}}, {errors, plural, =0 {keiner mit Fehlern} one {# mit Fehlern} other {# mit Fehlern}}.",
        },
        { count: lately.length, broken, errors: lately.filter((r) => !isBroken(r) && hasErrors(r)).length },
      ),
      rows: lately.map((r) =>
        marked(
          [cell(`${r.RunProfileName}, ${r.ConnectorName}`), cell(r.Result), countersOf(r), moment(r.StartDate)],
          r.EndDate === null ? undefined : goodIf(!isBroken(r) && !hasErrors(r)),
        ),
      ),
    };
  },
};
export const errors: ReadingSpec = {
  id: "errors",
  title: { en: "Errors on this object", de: "Fehler an diesem Objekt" },
  facts: ["cs.chain", "server.runHistory"],
  columns: [
    { en: "Side", de: "Seite" },
    { en: "Error", de: "Fehler" },
    { en: "Attribute", de: "Attribut" },
  ],
  read(facts, person) {
    const others = runsThatCount(valueOr(facts["server.runHistory"], [])).flatMap((r) => r.Errors).length;
    return {
      says: told(
        {
          en: "{own, plural, =0 {No error was found on this object} one {# error stands on this object} other {# errors stand on this object}}; {all, plural, =0 {the runs that count hold none at all} one {the runs that count hold # in all} other {the runs that count hold # in all}}.",
          de: "{own, plural, =0 {An diesem Objekt wurde kein Fehler gefunden} one {An diesem Objekt steht # Fehler} other {An diesem Objekt stehen # Fehler}}; {all, plural, =0 {in den Läufen, die zählen, steht gar keiner} one {in den Läufen, die zählen, steht insgesamt #} other {in den Läufen, die zählen, stehen insgesamt #}}.",
        },
        { own: person.errors.length, all: others },
      ),
      rows: person.errors.map((e) =>
        marked(
          [e.side === "entra" ? "Microsoft Entra ID" : "Active Directory", cell(e.names), cell(e.attribute)],
          "bad",
        ),
      ),
    };
  },
};
export const pending: ReadingSpec = {
  id: "pending",
  title: { en: "What waits for export", de: "Was auf den Export wartet" },
  facts: ["cs.pendingExports", "server.deletionThreshold"],
  columns: [CONNECTOR, { en: "Adds", de: "Neu" }, { en: "Updates", de: "Geändert" }, { en: "Deletes", de: "Gelöscht" }],
  read(facts) {
    const waiting = valueOr(facts["cs.pendingExports"], []);
    const threshold = valueOr(facts["server.deletionThreshold"], undefined);
    const sum = waiting.reduce((n, p) => n + p.ExportAdds + p.ExportUpdates + p.ExportDeletes, 0);
    const limit = threshold === undefined || threshold.DeletionPrevention === 0 ? undefined : threshold.ThresholdCount;
    return {
      says: told(
        {
          en: "{sum, plural, =0 {Nothing waits for export} one {# change waits for export} other {# changes wait for export}}; deletion threshold: {limit}.",
          de: "{sum, plural, =0 {Nichts wartet auf den Export} one {# Änderung wartet auf den Export} other {# Änderungen warten auf den Export}}; Löschschwelle: {limit}.",
        },
        { sum, limit: limit === undefined ? "–" : String(limit) },
      ),
      rows: waiting.map((p) =>
        marked(
          [cell(p.ConnectorName), String(p.ExportAdds), String(p.ExportUpdates), String(p.ExportDeletes)],
          limit !== undefined && p.ExportDeletes > limit ? "bad" : undefined,
        ),
      ),
    };
  },
};
const GRAVE = /^(error|critical)$/i;
export const events: ReadingSpec = {
  id: "events",
  title: { en: "Events by source and id", de: "Ereignisse nach Quelle und Nummer" },
  facts: ["server.events"],
  columns: [
    { en: "Source and id", de: "Quelle und Nummer" },
    { en: "Level", de: "Stufe" },
    { en: "Newest", de: "Zuletzt" },
    "Text",
  ],
  read(facts) {
    const all = [...valueOr(facts["server.events"], [])].sort((a, b) => b.TimeCreated.localeCompare(a.TimeCreated));
    const kinds = [...new Map([...all].reverse().map((e) => [`${e.ProviderName} ${e.Id}`, e])).values()].reverse();
    const grave = all.filter((e) => GRAVE.test(e.LevelDisplayName ?? "")).length;
    const ordered = [...kinds].sort(
      (a, b) => Number(GRAVE.test(b.LevelDisplayName ?? "")) - Number(GRAVE.test(a.LevelDisplayName ?? "")),
    );
    return {
      says: told(
        {
          en: "{count, plural, =0 {No event of these sources is in the log.} one {# event, {grave, plural, =0 {no error} other {an error}}.} other {# events, {grave, plural, =0 {no error} one {# error} other {# errors}} among them.}}",
          de: "{count, plural, =0 {Im Protokoll steht kein Ereignis dieser Quellen.} one {# Ereignis, {grave, plural, =0 {kein Fehler} other {ein Fehler}}.} other {# Ereignisse, darunter {grave, plural, =0 {kein Fehler} one {# Fehler} other {# Fehler}}.}}",
        },
        { count: all.length, grave },
      ),
      rows: ordered.map((e) =>
        marked([
          `${cell(e.ProviderName)} ${e.Id} (×${all.filter((x) => x.Id === e.Id && x.ProviderName === e.ProviderName).length})`,
          cell(e.LevelDisplayName),
          moment(e.TimeCreated),
          cell(e.Message),
        ]),
      ),
    };
  },
};
