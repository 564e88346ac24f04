/** The tenant's side, and where everything was read. */
import { FACT_KEYS, FACTS, told, valueOr, type FactKey, type Words } from "../../domain";
import { codeOf, isQuarantined, userJobs } from "../../identity/jobs";
import { lastSyncOf } from "../../identity/tenant";
import { cell, dated, goodIf, marked, moment, UNREAD, yesNo, type ReadingSpec } from "./spec";

const WHAT = { en: "What", de: "Was" } as const,
  VALUE = { en: "Value", de: "Wert" } as const;

export const tenant: ReadingSpec = {
  id: "tenant",
  title: { en: "The tenant", de: "Der Mandant" },
  facts: ["entra.organization", "entra.synchronization"],
  columns: [WHAT, VALUE],
  read(facts) {
    const org = valueOr(facts["entra.organization"], undefined);
    const sync = valueOr(facts["entra.synchronization"], undefined);
    const quota = org?.directorySizeQuota ?? undefined;
    const threshold = sync?.configuration.accidentalDeletionPrevention;
    const isOn = org?.onPremisesSyncEnabled;
    const last = lastSyncOf(facts["entra.organization"]);
    return {
      says: told(
        {
          en: "Directory synchronization is {on, select, yes {on} no {off} other {not told}}, last sync {when}.",
          de: "Die Verzeichnissynchronisierung ist {on, select, yes {an} no {aus} other {nicht genannt}}, zuletzt {when}.",
        },
        { on: isOn === true ? "yes" : isOn === false ? "no" : "-", when: dated(last) },
      ),
      rows: [
        marked(
          [{ en: "Directory synchronization on", de: "Verzeichnissynchronisierung an" }, yesNo(isOn)],
          typeof isOn === "boolean" ? goodIf(isOn) : undefined,
        ),
        marked([{ en: "Last sync", de: "Letzte Synchronisierung" }, moment(last)]),
        marked([
          { en: "Last password sync", de: "Letzte Kennwortsynchronisierung" },
          moment(org?.onPremisesLastPasswordSyncDateTime),
        ]),
        marked(
          [
            { en: "Objects of the quota", de: "Objekte des Kontingents" },
            quota === undefined ? "–" : `${quota.used} / ${quota.total}`,
          ],
          quota !== undefined && quota.used >= quota.total ? "bad" : undefined,
        ),
        marked([{ en: "Deletion threshold", de: "Löschschwelle" }, cell(threshold?.alertThreshold)]),
        marked([
          { en: "Server that exported last", de: "Server, der zuletzt exportierte" },
          cell(sync?.configuration.currentExportData?.clientMachineName),
        ]),
      ],
    };
  },
};
export const incidents: ReadingSpec = {
  id: "incidents",
  title: { en: "Incidents that Microsoft reports", de: "Vorfälle, die Microsoft meldet" },
  facts: ["entra.serviceIssues"],
  columns: ["Id", { en: "Service", de: "Dienst" }, { en: "Title", de: "Titel" }, { en: "Since", de: "Seit" }],
  read(facts) {
    const open = valueOr(facts["entra.serviceIssues"], []).filter((i) => i.isResolved !== true);
    return {
      says: told(
        {
          en: "{count, plural, =0 {No incident is open} one {# incident or advisory is open} other {# incidents and advisories are open}}.",
          de: "{count, plural, =0 {Kein Vorfall ist offen} one {# Vorfall oder Hinweis ist offen} other {# Vorfälle und Hinweise sind offen}}.",
        },
        { count: open.length },
      ),
      rows: open.map((i) => marked([i.id, cell(i.service), cell(i.title), moment(i.startDateTime)])),
    };
  },
};
export const jobs: ReadingSpec = {
  id: "jobs",
  title: { en: "Cloud Sync jobs", de: "Aufträge von Cloud Sync" },
  facts: ["entra.syncJobs"],
  columns: [
    { en: "Job", de: "Auftrag" },
    { en: "State", de: "Zustand" },
    { en: "Reason", de: "Grund" },
    { en: "Last run", de: "Letzter Lauf" },
  ],
  read(facts) {
    const all = userJobs(facts["entra.syncJobs"]);
    const held = all.filter(isQuarantined);
    return {
      says: told(
        {
          en: "{count, plural, =0 {The tenant has no Cloud Sync job.} one {# Cloud Sync job, {held, plural, =0 {not in quarantine} other {in quarantine}}.} other {# Cloud Sync jobs, {held, plural, =0 {none in quarantine} other {# in quarantine}}.}}",
          de: "{count, plural, =0 {Der Mandant hat keinen Auftrag von Cloud Sync.} one {# Auftrag von Cloud Sync, {held, plural, =0 {nicht unter Quarantäne} other {unter Quarantäne}}.} other {# Aufträge von Cloud Sync, {held, plural, =0 {keiner unter Quarantäne} other {# unter Quarantäne}}.}}",
        },
        { count: all.length, held: held.length },
      ),
      rows: all.map((j) =>
        marked(
          [
            cell(j.servicePrincipalName),
            cell(j.status.code),
            cell(j.status.quarantine?.reason ?? codeOf(j)),
            moment(j.status.lastExecution?.timeEnded),
          ],
          isQuarantined(j) ? "bad" : undefined,
        ),
      ),
    };
  },
};
/** What was read for the case at all, each with its request. */
const OWN: readonly FactKey[] = ["ask", "now"];
const ANSWER = {
  seen: { en: "read", de: "gelesen" },
  absent: { en: "asked, nothing there", de: "gefragt, nichts da" },
} as const satisfies Readonly<Record<string, Words>>;
export const sources: ReadingSpec = {
  id: "sources",
  title: { en: "What was read, and with what", de: "Was gelesen wurde, und womit" },
  facts: FACT_KEYS.filter((k) => !OWN.includes(k)),
  columns: [
    { en: "Request or cmdlet", de: "Anfrage oder Cmdlet" },
    { en: "Answer", de: "Antwort" },
  ],
  read(facts) {
    const keys = FACT_KEYS.filter((k) => !OWN.includes(k));
    const asked = keys.filter((k) => {
      const f = facts[k];
      return !(f.state === "unreadable" && f.why === "not-asked");
    });
    const failed = asked.filter((k) => facts[k].state === "unreadable");
    return {
      says: told(
        {
          en: "{count, plural, one {# reading} other {# readings}}, {failed, plural, =0 {all answered} other {# could not be had}}.",
          de: "{count, plural, one {# Abfrage} other {# Abfragen}}, {failed, plural, =0 {alle beantwortet} other {# ohne Antwort}}.",
        },
        { count: asked.length, failed: failed.length },
      ),
      rows: [...failed, ...asked.filter((k) => !failed.includes(k))].map((k) => {
        const f = facts[k];
        return marked([FACTS[k].from, f.state === "unreadable" ? UNREAD[f.why] : ANSWER[f.state]]);
      }),
    };
  },
};
