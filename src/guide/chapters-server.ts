/** Chapters one to five: how sync works, the way to the cloud, the services, the server, the cycles. */
import { adObject, cloudObject, dn, ldap, odata, ps, upn } from "./commands";
import { chapter, looked } from "./node";

export const howItWorks = chapter(
  "basics",
  { en: "How an account reaches the cloud", de: "Wie ein Konto in die Cloud kommt" },
  looked(
    "basics.person",
    [
      "user-not-found",
      "deleted-on-premises",
      "external-address-confusion",
      "unsupported-object-type",
      "agent-offline",
      "undetermined",
    ],
    "basics.scope",
    {
      title: { en: "The person exists on at least one side", de: "Die Person gibt es auf mindestens einer Seite" },
      says: {
        en: "Before anything else: which AD account and which cloud account is this about? Deleted items of both sides count too.",
        de: "Zuallererst: Um welches AD-Konto und welches Cloud-Konto geht es? Gelöschte Objekte beider Seiten zählen mit.",
      },
      shows: ["accounts"],
      see: [
        ps`Get-ADUser -LDAPFilter ${ldap`(userPrincipalName=${upn})`} -Properties *`,
        ps`Get-MgUser -Filter ${odata`userPrincipalName eq ${upn}`}`,
        {
          en: "Entra admin center › Users › All users, and › Deleted users",
          de: "Entra Admin Center › Benutzer › Alle Benutzer, und › Gelöschte Benutzer",
        },
      ],
    },
  ),
  looked(
    "basics.scope",
    [
      "domain-out-of-scope",
      "ou-out-of-scope",
      "not-in-pilot-group",
      "filtered-by-rule",
      "system-object",
      "object-type-not-selected",
      "unsupported-object-type",
      "linked-mailbox-without-account",
      "provisioning-scope",
      "full-import-required",
      "ad-permission-missing",
      "sync-pending",
      "ad-replication-lag",
    ],
    "network.ports",
    {
      title: {
        en: "The object is in scope and the engine has read it",
        de: "Das Objekt liegt im Bereich, und der Synchronisierungsdienst hat es gelesen",
      },
      says: {
        en: "An object goes from AD through the connector space and the metaverse to the Entra connector space. This names the link at which it stops and the setting that stops it.",
        de: "Ein Objekt geht von AD über den connector space und das metaverse in den connector space von Entra. Hier steht, an welchem Glied es hält und welche Einstellung es aufhält.",
      },
      shows: ["way", "scope"],
      stages: ["import", "join"],
      see: [
        ps`Get-ADSyncCSObject -ConnectorName '<AD connector>' -DistinguishedName ${dn}`,
        {
          en: "Synchronization Service Manager › Connectors › Search Connector Space",
          de: "Synchronization Service Manager › Connectors › Search Connector Space",
        },
        {
          en: "Entra Connect wizard › Customize synchronization options › Domain and OU filtering",
          de: "Assistent von Entra Connect › Synchronisierungsoptionen anpassen › Filterung von Domänen und Organisationseinheiten",
        },
      ],
      now: {
        en: "Users take mS-DS-ConsistencyGuid as their sourceAnchor since build 1.1.524; objectGUID only fills it once.",
        de: "Seit Build 1.1.524 ist mS-DS-ConsistencyGuid der sourceAnchor von Benutzern; objectGUID füllt ihn nur einmal.",
      },
    },
  ),
);

export const network = chapter(
  "network",
  { en: "The way from the server to the cloud", de: "Der Weg vom Server in die Cloud" },
  looked("network.ports", ["endpoint-blocked", "name-resolution-failure"], "network.urls", {
    title: { en: "The required outbound ports are open", de: "Die nötigen ausgehenden Ports sind offen" },
    says: {
      en: "The server itself opens TCP 443 (and 80 for certificate revocation lists) outwards; nothing has to be let in.",
      de: "Der Server selbst öffnet TCP 443 (und 80 für Sperrlisten) nach außen; nach innen muss nichts offen sein.",
    },
    shows: ["endpoints"],
    see: [
      ps`Test-NetConnection login.microsoftonline.com -Port 443`,
      ps`Test-NetConnection adminwebservice.microsoftonline.com -Port 443`,
    ],
    now: {
      en: "8080 is optional and only for agents; plain Connect Sync does not use it.",
      de: "8080 ist freiwillig und nur für Agents; Connect Sync allein benutzt ihn nicht.",
    },
  }),
  looked("network.urls", ["name-resolution-failure"], "network.test", {
    title: { en: "The required host names resolve", de: "Die nötigen Hostnamen werden aufgelöst" },
    says: {
      en: "A name that resolves to nothing or to a sinkhole looks like an outage, and only on this server.",
      de: "Ein Name, der zu nichts oder zu einer Sperradresse auflöst, sieht wie ein Ausfall aus, und nur auf diesem Server.",
    },
    shows: ["names"],
    see: [ps`Resolve-DnsName adminwebservice.microsoftonline.com`, ps`Resolve-DnsName login.microsoftonline.com`],
    now: {
      en: "graph.windows.net is retired and failing there is normal; graph.microsoft.com, login.microsoftonline.com and adminwebservice.microsoftonline.com are what counts. *.servicebus.windows.net is for the Cloud Sync and pass-through agents and for password writeback.",
      de: "graph.windows.net ist abgeschaltet, ein Fehler dort ist normal; es zählen graph.microsoft.com, login.microsoftonline.com und adminwebservice.microsoftonline.com. *.servicebus.windows.net brauchen die Agents von Cloud Sync und Passthrough-Authentifizierung und das Kennwortrückschreiben.",
    },
  }),
  looked(
    "network.test",
    ["tls12-disabled", "root-certificate-missing", "tls-interception", "clock-skew"],
    "network.interception",
    {
      title: {
        en: "A secure connection can be made from the server",
        de: "Vom Server aus kommt eine sichere Verbindung zustande",
      },
      says: {
        en: "Each endpoint is probed in steps – name, port, TLS, HTTP – so that the first failing step is named, and not only that it fails.",
        de: "Jeder Endpunkt wird in Schritten geprüft – Name, Port, TLS, HTTP –, damit der erste Schritt benannt wird, der scheitert.",
      },
      shows: ["tls", "clock"],
      see: [
        ps`curl.exe -sv https://adminwebservice.microsoftonline.com/ProvisioningService.svc`,
        { en: "any HTTP answer to that is good", de: "jede HTTP-Antwort darauf ist gut" },
        ps`w32tm /stripchart /computer:time.windows.com /samples:3`,
      ],
    },
  ),
  looked("network.interception", ["proxy-misconfigured", "tls-interception"], "services.sync", {
    title: {
      en: "No proxy and no inspection stands in the way",
      de: "Kein Proxy und keine TLS-Prüfung steht im Weg",
    },
    says: {
      en: "The engine reads its proxy from machine.config, not from Windows. Inspection of TLS is not supported and shows in the issuer of the certificate.",
      de: "Der Synchronisierungsdienst liest seinen Proxy aus machine.config, nicht aus Windows. TLS-Prüfung wird nicht unterstützt und zeigt sich am Aussteller des Zertifikats.",
    },
    shows: ["proxy", "tls"],
    see: [
      ps`netsh winhttp show proxy`,
      ps`Select-String -Path 'C:\Windows\Microsoft.NET\Framework64\v4.0.30319\Config\machine.config' -Pattern 'defaultProxy' -Context 0,6`,
      { en: "The proxy's log for the server's address", de: "Das Protokoll des Proxys zur Adresse des Servers" },
    ],
  }),
);

export const services = chapter(
  "services",
  { en: "The services on both ends", de: "Die Dienste auf beiden Seiten" },
  looked(
    "services.sync",
    [
      "sync-service-stopped",
      "provisioning-agent-inactive",
      "sync-service-logon-failed",
      "encryption-key-inaccessible",
      "database-full",
      "database-unavailable",
    ],
    "services.cloud",
    {
      title: { en: "The synchronization service runs", de: "Der Synchronisierungsdienst läuft" },
      says: {
        en: "While ADSync (Connect Sync) or the provisioning agent (Cloud Sync) is stopped, nobody at all is synchronized.",
        de: "Solange ADSync (Connect Sync) oder der Bereitstellungs-Agent (Cloud Sync) steht, wird niemand synchronisiert.",
      },
      shows: ["services", "agents"],
      see: [ps`Get-Service ADSync, AADConnectProvisioningAgent -ErrorAction SilentlyContinue`],
    },
  ),
  looked(
    "services.cloud",
    ["service-incident", "tenant-sync-disabled", "directory-quota-exceeded", "cloud-service-busy"],
    "server.permissions",
    {
      title: {
        en: "Microsoft's side is healthy and lets this tenant sync",
        de: "Microsofts Seite ist gesund und lässt diesen Mandanten synchronisieren",
      },
      says: {
        en: "An open incident, a switched-off tenant setting or a full directory stops healthy servers too.",
        de: "Ein offener Vorfall, eine ausgeschaltete Einstellung des Mandanten oder ein volles Verzeichnis hält auch gesunde Server auf.",
      },
      shows: ["tenant", "incidents"],
      see: [
        ps`Get-MgServiceAnnouncementIssue -Filter "isResolved eq false"`,
        ps`Get-MgOrganization -Property onPremisesSyncEnabled,onPremisesLastSyncDateTime,directorySizeQuota`,
        {
          en: "Microsoft 365 admin center › Health › Service health",
          de: "Microsoft 365 Admin Center › Integrität › Dienststatus",
        },
      ],
    },
  ),
);

export const server = chapter(
  "server",
  { en: "The sync server's set-up", de: "Die Einrichtung des Synchronisierungsservers" },
  looked(
    "server.permissions",
    ["ad-permission-missing", "password-hash-rights-missing", "provisioning-permission"],
    "server.accounts",
    {
      title: { en: "The accounts have the rights that they need", de: "Die Konten haben die Rechte, die sie brauchen" },
      says: {
        en: "The connector account must read the object and, for the sourceAnchor, write one attribute. Inheritance that is off on an account keeps delegated rights away from it.",
        de: "Das Connector-Konto muss das Objekt lesen und für den sourceAnchor ein Attribut schreiben dürfen. Ist die Vererbung auf einem Konto aus, kommen delegierte Rechte dort nicht an.",
      },
      shows: ["rights"],
      see: [ps`Get-ADSyncADConnectorAccount`, ps`Show-ADSyncADObjectPermissions -ADobjectDN ${dn}`],
    },
  ),
  looked(
    "server.accounts",
    [
      "sync-service-logon-failed",
      "encryption-key-inaccessible",
      "ad-connector-credentials",
      "cloud-connector-credentials",
      "cloud-connector-blocked-by-policy",
      "agent-account-unusable",
      "service-principal-missing",
      "provisioning-permission",
      "domain-controller-unreachable",
      "replication-disabled",
    ],
    "server.certificates",
    {
      title: { en: "Each of the three accounts can log on", de: "Jedes der drei Konten kann sich anmelden" },
      says: {
        en: "The service's account, the AD connector's account and the identity in the cloud are three different things; each fails in its own way.",
        de: "Das Konto des Dienstes, das des AD-Connectors und die Identität in der Cloud sind drei verschiedene Dinge; jedes scheitert auf seine Art.",
      },
      shows: ["identities"],
      see: [
        ps`Get-CimInstance Win32_Service -Filter "Name='ADSync'" | Select-Object StartName, State, ExitCode`,
        {
          en: "Synchronization Service Manager › Operations (no-start-credentials)",
          de: "Synchronization Service Manager › Operations (no-start-credentials)",
        },
        {
          en: "Entra admin center › Sign-in logs, filtered by the sync account",
          de: "Entra Admin Center › Anmeldeprotokolle, gefiltert nach dem Synchronisierungskonto",
        },
      ],
      now: {
        en: "Since build 2.5.76.0 the cloud identity is an application with a certificate; the older Sync_ user is on its way out.",
        de: "Seit Build 2.5.76.0 ist die Identität in der Cloud eine Anwendung mit Zertifikat; der ältere Sync_-Benutzer läuft aus.",
      },
    },
  ),
  looked("server.certificates", ["root-certificate-missing"], "server.prerequisites", {
    title: {
      en: "The trusted root certificates are there",
      de: "Die vertrauenswürdigen Stammzertifikate sind da",
    },
    says: {
      en: "An issuer that is right but not trusted on this machine means that a root is missing, not that somebody listens in.",
      de: "Ein richtiger Aussteller, dem dieser Rechner nicht vertraut, heißt, dass ein Stammzertifikat fehlt, nicht dass jemand mitliest.",
    },
    shows: ["certificates"],
    see: [
      ps`Get-ChildItem Cert:\LocalMachine\Root | Sort-Object NotAfter | Select-Object Subject, NotAfter`,
      {
        en: "certlm.msc › Trusted Root Certification Authorities",
        de: "certlm.msc › Vertrauenswürdige Stammzertifizierungsstellen",
      },
    ],
  }),
  looked(
    "server.prerequisites",
    [
      "prerequisite-missing",
      "sync-version-retired",
      "database-full",
      "database-unavailable",
      "host-setting-incompatible",
      "connector-schema-stale",
    ],
    "server.software",
    {
      title: {
        en: "Version, operating system, .NET and database are fit",
        de: "Version, Betriebssystem, .NET und Datenbank taugen",
      },
      says: {
        en: "Builds end on fixed days. The local database has a limit of 10 GB. Some host settings break the engine although they look unrelated.",
        de: "Builds enden an festen Tagen. Die lokale Datenbank ist auf 10 GB begrenzt. Manche Einstellung des Rechners bricht den Synchronisierungsdienst, obwohl sie nichts damit zu tun zu haben scheint.",
      },
      shows: ["host"],
      see: [
        ps`(Get-Item (Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Azure AD Connect').WizardPath).VersionInfo.ProductVersion`,
        ps`Get-ADSyncDatabaseConfiguration`,
      ],
    },
  ),
  looked(
    "server.software",
    [
      "software-interference",
      "engine-misconfigured",
      "two-active-servers",
      "in-both-tools-scope",
      "object-type-not-selected",
      "connector-schema-stale",
    ],
    "cycles.status",
    {
      title: {
        en: "No other software and no policy stops it",
        de: "Keine andere Software und keine Richtlinie hält es auf",
      },
      says: {
        en: "Security products, group policies that take away a logon right, a second active server, or a half-finished upgrade.",
        de: "Sicherheitsprodukte, Gruppenrichtlinien, die ein Anmelderecht nehmen, ein zweiter aktiver Server oder ein halb fertiges Upgrade.",
      },
      shows: ["servers", "events"],
      see: [
        ps`gpresult /h report.html`,
        {
          en: "Event Viewer › System and Application around the time of the failure",
          de: "Ereignisanzeige › System und Anwendung um die Zeit des Fehlers",
        },
      ],
    },
  ),
);

export const cycles = chapter(
  "cycles",
  { en: "The sync cycles", de: "Die Synchronisierungszyklen" },
  looked(
    "cycles.status",
    ["scheduler-disabled", "scheduler-suspended", "staging-mode", "sync-in-progress", "sync-cycle-stuck"],
    "cycles.delta",
    {
      title: { en: "Cycles run and end", de: "Zyklen laufen und kommen zum Ende" },
      says: {
        en: "The scheduler must be on, not suspended by an open wizard, and the server must not be in staging mode, in which it exports nothing.",
        de: "Der Scheduler muss an sein und darf nicht durch einen offenen Assistenten angehalten sein, und der Server darf nicht im Stagingmodus stehen, in dem er nichts exportiert.",
      },
      shows: ["scheduler", "runs"],
      against: ["scheduler"],
      see: [ps`Get-ADSyncScheduler`, ps`Get-ADSyncConnectorRunStatus`],
    },
  ),
  looked("cycles.delta", ["sync-pending"], "cycles.results", {
    title: { en: "The last cycle is newer than the change", de: "Der letzte Zyklus ist neuer als die Änderung" },
    says: {
      en: "A change made after the last import is simply not due yet. A delta cycle takes it along at once.",
      de: "Eine Änderung nach dem letzten Import ist schlicht noch nicht an der Reihe. Ein Delta-Zyklus nimmt sie gleich mit.",
    },
    shows: ["runs"],
    against: [],
    see: [ps`Start-ADSyncSyncCycle -PolicyType Delta`, ps`Get-ADUser -Identity ${adObject} -Properties whenChanged`],
  }),
  looked(
    "cycles.results",
    ["deletion-threshold-exceeded", "cloud-service-busy", "domain-controller-unreachable", "replication-disabled"],
    "cycles.messages",
    {
      title: { en: "The last runs ended well", de: "Die letzten Läufe endeten gut" },
      says: {
        en: "Each run has a result word and, inside, errors by object. Success also stands there when a value was quarantined in the cloud.",
        de: "Jeder Lauf hat ein Ergebniswort und darin Fehler nach Objekten. „success“ steht dort auch, wenn ein Wert in der Cloud unter Quarantäne gestellt wurde.",
      },
      shows: ["runs", "pending"],
      see: [
        ps`Get-ADSyncRunProfileResult -NumberRequested 12`,
        {
          en: "Synchronization Service Manager › Operations",
          de: "Synchronization Service Manager › Operations",
        },
      ],
      now: {
        en: "The cmdlet is Get-ADSyncRunProfileResult; there is no Get-ADSyncRunProfile that shows results.",
        de: "Das Cmdlet heißt Get-ADSyncRunProfileResult; ein Get-ADSyncRunProfile, das Ergebnisse zeigt, gibt es nicht.",
      },
    },
  ),
  looked(
    "cycles.messages",
    [
      "referenced-object-missing",
      "federated-domain-change",
      "attribute-too-large",
      "address-moved-in-one-cycle",
      "required-attribute-missing",
    ],
    "objects.attributes",
    {
      title: { en: "No failure message names this person", de: "Keine Fehlermeldung nennt diese Person" },
      says: {
        en: "Export errors carry a code and often the object that is in the way; this looks for those of this person.",
        de: "Exportfehler tragen einen Code und oft das Objekt, das im Weg ist; hier werden die dieser Person gesucht.",
      },
      shows: ["errors"],
      see: [
        ps`Get-MgUser -UserId ${cloudObject} -Property onPremisesProvisioningErrors`,
        {
          en: "Event Viewer › Application › source ADSync, event 6941",
          de: "Ereignisanzeige › Anwendung › Quelle ADSync, Ereignis 6941",
        },
      ],
    },
  ),
);
