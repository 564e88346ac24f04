/** The sync server: its services, accounts, host and scheduler (adsync reference §1, §3, §5). */
import { told, valueOr, type FactSet } from "../../domain";
import { adConnectors, cloudConnectors } from "../../identity/place";
import { isRunning, serviceNamed, SYNC_SERVICE } from "../../identity/services";
import { at } from "../../identity/time";
import { isAtLimit } from "../../identity/database";
import { cell, goodIf, marked, moment, yesNo, UNTOLD, type ReadingSpec } from "./spec";

const SETTING = { en: "Setting", de: "Einstellung" },
  VALUE = { en: "Value", de: "Wert" };

export const services: ReadingSpec = {
  id: "services",
  title: { en: "Services on the server", de: "Dienste auf dem Server" },
  facts: ["server.services"],
  columns: [
    { en: "Service", de: "Dienst" },
    { en: "State", de: "Zustand" },
    { en: "Start type", de: "Starttyp" },
    { en: "Account", de: "Konto" },
  ],
  read(facts) {
    const all = valueOr(facts["server.services"], []);
    const engine = serviceNamed(all, SYNC_SERVICE);
    return {
      says:
        engine === undefined
          ? { en: "No service named ADSync is installed.", de: "Ein Dienst namens ADSync ist nicht installiert." }
          : told(
              { en: "ADSync: {status}, start type {start}.", de: "ADSync: {status}, Starttyp {start}." },
              { status: engine.Status, start: engine.StartType },
            ),
      rows: all.map((s) =>
        marked(
          [s.Name, cell(s.Status), cell(s.StartType), cell(s.StartName)],
          isRunning(s) ? "good" : s.Name === engine?.Name ? "bad" : undefined,
        ),
      ),
    };
  },
};
export const agents: ReadingSpec = {
  id: "agents",
  title: { en: "Provisioning agents (Cloud Sync)", de: "Bereitstellungs-Agents (Cloud Sync)" },
  facts: ["server.provisioningAgents"],
  columns: [
    "Version",
    { en: "Service", de: "Dienst" },
    { en: "Active", de: "Aktiv" },
    { en: "Last check-in", de: "Letzte Meldung" },
  ],
  read(facts) {
    const installed = valueOr(facts["server.provisioningAgents"], []).filter((a) => a.Installed);
    if (installed.length === 0)
      return {
        says: {
          en: "No provisioning agent is installed on this server.",
          de: "Auf diesem Server ist kein Bereitstellungs-Agent installiert.",
        },
        rows: [],
      };
    return {
      says: told(
        {
          en: "{count, plural, one {# provisioning agent} other {# provisioning agents}}.",
          de: "{count, plural, one {# Bereitstellungs-Agent} other {# Bereitstellungs-Agents}}.",
        },
        { count: installed.length },
      ),
      rows: installed.map((a) =>
        marked(
          [cell(a.Version), cell(a.ServiceStatus), yesNo(a.Active), moment(a.LastCheckIn)],
          a.ServiceStatus === undefined ? undefined : goodIf(a.ServiceStatus === "Running"),
        ),
      ),
    };
  },
};
/** The three identities that sync rests on, told apart. */
export const identities: ReadingSpec = {
  id: "identities",
  title: { en: "Accounts that sync rests on", de: "Konten, auf denen die Synchronisierung ruht" },
  facts: ["server.services", "server.connectors"],
  columns: [
    { en: "For", de: "Wofür" },
    { en: "Account", de: "Konto" },
    { en: "Note", de: "Hinweis" },
  ],
  read(facts) {
    const engine = serviceNamed(valueOr(facts["server.services"], []), SYNC_SERVICE);
    const connectors = valueOr(facts["server.connectors"], []);
    const now = facts.now.state === "seen" ? facts.now.value : undefined;
    const rows = [
      ...(engine === undefined
        ? []
        : [
            marked([
              { en: "The service ADSync", de: "Der Dienst ADSync" },
              cell(engine.StartName),
              cell(engine.Status),
            ]),
          ]),
      ...adConnectors(connectors).map((c) => marked([c.Name, cell(c.Account), "Active Directory"])),
      ...cloudConnectors(connectors).map((c) => {
        const ends = c.CertificateNotAfter;
        return marked(
          [
            c.Name,
            cell(c.Account ?? c.ConnectorIdentityType),
            ends === undefined
              ? "Microsoft Entra ID"
              : told({ en: "certificate until {date}", de: "Zertifikat bis {date}" }, { date: ends.slice(0, 10) }),
          ],
          ends !== undefined && now !== undefined && at(ends) < at(now) ? "bad" : undefined,
        );
      }),
    ];
    return {
      says: told(
        {
          en: "{count, plural, one {# account was} other {# accounts were}} read; whether each can log on, the runs and sign-ins show.",
          de: "{count, plural, one {# Konto wurde} other {# Konten wurden}} gelesen; ob sich jedes anmelden kann, zeigen Läufe und Anmeldungen.",
        },
        { count: rows.length },
      ),
      rows,
    };
  },
};
export const certificates: ReadingSpec = {
  id: "certificates",
  title: { en: "Trusted root certificates", de: "Vertrauenswürdige Stammzertifikate" },
  facts: ["server.host"],
  columns: [
    { en: "Certificate", de: "Zertifikat" },
    { en: "State", de: "Zustand" },
  ],
  read(facts) {
    const missing = valueOr(facts["server.host"], undefined)?.MissingRootCertificates;
    if (missing === undefined)
      return {
        says: {
          en: "The server did not list its root certificates.",
          de: "Der Server nannte seine Stammzertifikate nicht.",
        },
        rows: [],
      };
    return {
      says: told(
        {
          en: "{count, plural, =0 {No required root certificate is missing} one {# required root certificate is missing} other {# required root certificates are missing}}.",
          de: "{count, plural, =0 {Kein nötiges Stammzertifikat fehlt} one {# nötiges Stammzertifikat fehlt} other {# nötige Stammzertifikate fehlen}}.",
        },
        { count: missing.length },
      ),
      rows: missing.map((name) => marked([cell(name), { en: "missing", de: "fehlt" }], "bad")),
    };
  },
};
export const host: ReadingSpec = {
  id: "host",
  title: { en: "The server", de: "Der Server" },
  facts: ["server.host"],
  columns: [{ en: "What", de: "Was" }, VALUE],
  read(facts) {
    const h = valueOr(facts["server.host"], undefined);
    if (h === undefined) return UNTOLD;
    const db = h.Database;
    const full = isAtLimit(h);
    return {
      says: told(
        {
          en: "{os}, Entra Connect {version}, .NET release {net}.",
          de: "{os}, Entra Connect {version}, .NET-Release {net}.",
        },
        { os: cell(h.OS), version: cell(h.ConnectVersion), net: cell(h.DotNetRelease) },
      ),
      rows: [
        marked([
          { en: "Operating system", de: "Betriebssystem" },
          cell([h.OS, h.OSVersion].filter((v) => v !== undefined).join(" ")),
        ]),
        marked(["Entra Connect", cell(h.ConnectVersion)]),
        marked([".NET Framework", cell(h.DotNetRelease)]),
        ...(db == null
          ? []
          : [
              marked(
                [
                  { en: "Database", de: "Datenbank" },
                  cell(
                    `${db.Kind ?? "?"}${db.SizeMB === undefined ? "" : `, ${db.SizeMB} MB`}${db.LimitMB === undefined ? "" : ` / ${db.LimitMB} MB`}`,
                  ),
                ],
                full ? "bad" : undefined,
              ),
            ]),
        marked([
          { en: "Free on disk", de: "Freier Speicher" },
          h.FreeDiskMB === undefined ? "–" : `${h.FreeDiskMB} MB`,
        ]),
        marked([{ en: "Restart pending", de: "Neustart steht aus" }, yesNo(h.PendingReboot)]),
      ],
    };
  },
};
export const scheduler: ReadingSpec = {
  id: "scheduler",
  title: { en: "The scheduler", de: "Der Scheduler" },
  facts: ["server.scheduler", "server.runStatus"],
  columns: [SETTING, VALUE],
  read(facts) {
    const s = valueOr(facts["server.scheduler"], undefined);
    const busy = valueOr(facts["server.runStatus"], []);
    if (s === undefined && facts["server.scheduler"].state !== "unreadable")
      return {
        says: {
          en: "This server has no scheduler of Entra Connect.",
          de: "Dieser Server hat keinen Scheduler von Entra Connect.",
        },
        rows: [],
      };
    return {
      says:
        s === undefined
          ? busyText(facts)
          : schedulerText(s.SyncCycleEnabled, s.StagingModeEnabled, s.SchedulerSuspended),
      rows: [
        ...(s === undefined
          ? []
          : [
              marked(["SyncCycleEnabled", yesNo(s.SyncCycleEnabled)], goodIf(s.SyncCycleEnabled)),
              marked(["SchedulerSuspended", yesNo(s.SchedulerSuspended)], goodIf(!s.SchedulerSuspended)),
              marked(["StagingModeEnabled", yesNo(s.StagingModeEnabled)], goodIf(!s.StagingModeEnabled)),
              marked(["SyncCycleInProgress", yesNo(s.SyncCycleInProgress)]),
              marked([{ en: "Interval", de: "Abstand" }, cell(s.CurrentlyEffectiveSyncCycleInterval)]),
              marked([{ en: "Next cycle", de: "Nächster Zyklus" }, moment(s.NextSyncCycleStartTimeInUTC)]),
            ]),
        marked([
          { en: "Busy connectors", de: "Beschäftigte Connectors" },
          cell(busy.map((b) => `${b.ConnectorName} (${b.RunState})`)),
        ]),
      ],
    };
  },
};
const busyText = (facts: FactSet) =>
  told(
    {
      en: "{count, plural, =0 {No connector is busy} one {# connector is busy} other {# connectors are busy}}.",
      de: "{count, plural, =0 {Kein Connector ist beschäftigt} one {# Connector ist beschäftigt} other {# Connectors sind beschäftigt}}.",
    },
    { count: valueOr(facts["server.runStatus"], []).length },
  );
const schedulerText = (isOn: boolean, isStaging: boolean, isSuspended: boolean) =>
  told(
    {
      en: "The scheduler is {on, select, yes {on} other {off}}{staging, select, yes {, the server is in staging mode} other {}}{suspended, select, yes {, and it is suspended} other {}}.",
      de: "Der Scheduler ist {on, select, yes {an} other {aus}}{staging, select, yes {, der Server steht im Stagingmodus} other {}}{suspended, select, yes {, und er ist angehalten} other {}}.",
    },
    { on: isOn ? "yes" : "no", staging: isStaging ? "yes" : "no", suspended: isSuspended ? "yes" : "no" },
  );
/** The cloud accounts of the engines: one for each server that ever synchronized. */
export const servers: ReadingSpec = {
  id: "servers",
  title: { en: "Servers that synchronize into the tenant", de: "Server, die in den Mandanten synchronisieren" },
  facts: ["entra.syncAccounts", "entra.synchronization"],
  columns: [
    { en: "Account", de: "Konto" },
    { en: "Enabled", de: "Aktiv" },
    { en: "Created", de: "Erstellt" },
  ],
  read(facts) {
    const accounts = valueOr(facts["entra.syncAccounts"], []);
    const last = valueOr(facts["entra.synchronization"], undefined)?.configuration.currentExportData?.clientMachineName;
    return {
      says: told(
        {
          en: "{count, plural, =0 {No sync account was found} one {# sync account} other {# sync accounts}} in the cloud; the server that exported last: {last}.",
          de: "{count, plural, =0 {Kein Synchronisierungskonto} one {# Synchronisierungskonto} other {# Synchronisierungskonten}} in der Cloud; zuletzt exportierte: {last}.",
        },
        { count: accounts.length, last: cell(last) },
      ),
      rows: accounts.map((a) =>
        marked([cell(a.userPrincipalName), yesNo(a.accountEnabled), moment(a.createdDateTime)]),
      ),
    };
  },
};
export const rights: ReadingSpec = {
  id: "rights",
  title: { en: "Rights that connector accounts lack", de: "Rechte, die Connector-Konten fehlen" },
  facts: ["server.missingRights"],
  columns: [
    { en: "Account", de: "Konto" },
    { en: "On", de: "Auf" },
    { en: "Lacks", de: "Fehlt" },
    { en: "Inheritance off", de: "Vererbung aus" },
  ],
  read(facts) {
    const missing = valueOr(facts["server.missingRights"], []).filter((m) => m.Missing.length > 0);
    return {
      says: told(
        {
          en: "{count, plural, =0 {No right was found missing on this object} one {On # object a right is missing} other {On # objects rights are missing}}.",
          de: "{count, plural, =0 {An diesem Objekt fehlt kein Recht} one {Auf # Objekt fehlt ein Recht} other {Auf # Objekten fehlen Rechte}}.",
        },
        { count: missing.length },
      ),
      rows: missing.map((m) =>
        marked([cell(m.Account), cell(m.DN), cell(m.Missing), yesNo(m.InheritanceDisabled)], "bad"),
      ),
    };
  },
};
