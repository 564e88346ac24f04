/** What each root cause is called on cards and in reports; the code stays its name for machines. */
import type { RootCause, Words } from "../domain";
export const TITLES: Readonly<Record<RootCause, Words>> = {
  "already-synced": {
    en: "Nothing is wrong with the synchronization of this user",
    de: "An der Synchronisierung dieses Benutzers ist nichts falsch",
  },
  "sync-pending": {
    en: "The change is newer than the last sync cycle",
    de: "Die Änderung ist neuer als der letzte Synchronisierungszyklus",
  },
  "sync-in-progress": { en: "A sync cycle is still running", de: "Ein Synchronisierungszyklus läuft noch" },
  "false-alarm": {
    en: "What was reported is not a sync fault",
    de: "Was gemeldet wurde, ist kein Synchronisierungsfehler",
  },
  "user-not-found": { en: "Nobody by that name on either side", de: "Niemand mit diesem Namen auf beiden Seiten" },
  "deleted-on-premises": {
    en: "The account was deleted in Active Directory",
    de: "Das Konto wurde in Active Directory gelöscht",
  },
  "synced-under-fallback-upn": {
    en: "The user is in the cloud under another sign-in name",
    de: "Der Benutzer ist unter einem anderen Anmeldenamen in der Cloud",
  },
  "external-address-confusion": {
    en: "People find another identity of this person",
    de: "Gefunden wird eine andere Identität dieser Person",
  },
  "present-but-unlicensed": {
    en: "The user is synchronized but has no licence",
    de: "Der Benutzer ist synchronisiert, hat aber keine Lizenz",
  },
  "sign-in-blocked": { en: "The account is disabled", de: "Das Konto ist deaktiviert" },
  "source-of-authority-cloud": {
    en: "The object is managed in the cloud",
    de: "Das Objekt wird in der Cloud verwaltet",
  },
  "exchange-attributes-cloud-managed": {
    en: "Exchange attributes of this person are managed in the cloud",
    de: "Die Exchange-Attribute dieser Person werden in der Cloud verwaltet",
  },
  "unsupported-direction": {
    en: "It was expected to flow a way that does not exist",
    de: "Erwartet wurde ein Weg, den es nicht gibt",
  },
  "service-incident": { en: "Microsoft reports an incident", de: "Microsoft meldet einen Vorfall" },
  "tenant-sync-disabled": {
    en: "Directory synchronization is off for the tenant",
    de: "Die Verzeichnissynchronisierung ist für den Mandanten ausgeschaltet",
  },
  "directory-quota-exceeded": {
    en: "The tenant's object quota is full",
    de: "Das Objektkontingent des Mandanten ist ausgeschöpft",
  },
  "deletion-threshold-exceeded": {
    en: "The deletion threshold stopped the export",
    de: "Der Löschschwellenwert hat den Export angehalten",
  },
  "cloud-service-busy": {
    en: "The cloud service is busy; it passes",
    de: "Der Clouddienst ist ausgelastet; das geht vorüber",
  },
  "name-resolution-failure": {
    en: "A required host does not resolve",
    de: "Ein benötigter Hostname wird nicht aufgelöst",
  },
  "endpoint-blocked": { en: "A required port is closed", de: "Ein benötigter Port ist geschlossen" },
  "proxy-misconfigured": { en: "The way through the proxy is wrong", de: "Der Weg durch den Proxy stimmt nicht" },
  "tls-interception": { en: "Something in between re-signs TLS", de: "Etwas auf dem Weg signiert TLS neu" },
  "root-certificate-missing": {
    en: "A root certificate is missing or expired",
    de: "Ein Stammzertifikat fehlt oder ist abgelaufen",
  },
  "tls12-disabled": { en: "TLS 1.2 is off on the server", de: "TLS 1.2 ist auf dem Server ausgeschaltet" },
  "clock-skew": { en: "The server's clock is off", de: "Die Uhr des Servers geht falsch" },
  "agent-offline": { en: "The on-premises agent cannot be reached", de: "Der lokale Agent ist nicht erreichbar" },
  "sync-service-stopped": {
    en: "The synchronization service is stopped",
    de: "Der Synchronisierungsdienst ist angehalten",
  },
  "sync-service-logon-failed": { en: "The service cannot log on", de: "Der Dienst kann sich nicht anmelden" },
  "sync-version-retired": {
    en: "This version no longer works with the service",
    de: "Diese Version arbeitet nicht mehr mit dem Dienst",
  },
  "prerequisite-missing": {
    en: "A prerequisite is missing on the server",
    de: "Auf dem Server fehlt eine Voraussetzung",
  },
  "database-full": { en: "The sync database is full", de: "Die Synchronisierungsdatenbank ist voll" },
  "connector-schema-stale": {
    en: "The connector's schema is out of date",
    de: "Das Schema des Connectors ist veraltet",
  },
  "engine-misconfigured": {
    en: "The sync engine is half-configured or damaged",
    de: "Das Synchronisierungsmodul ist halb eingerichtet oder beschädigt",
  },
  "database-unavailable": {
    en: "The sync database does not open",
    de: "Die Synchronisierungsdatenbank lässt sich nicht öffnen",
  },
  "host-setting-incompatible": {
    en: "A setting of the host breaks the engine",
    de: "Eine Einstellung des Servers stört das Synchronisierungsmodul",
  },
  "encryption-key-inaccessible": {
    en: "The engine's encryption key cannot be opened",
    de: "Der Verschlüsselungsschlüssel des Moduls lässt sich nicht öffnen",
  },
  "software-interference": {
    en: "Security software or policy is in the way",
    de: "Sicherheitssoftware oder eine Richtlinie steht im Weg",
  },
  "two-active-servers": {
    en: "Two active servers export to one tenant",
    de: "Zwei aktive Server exportieren in einen Mandanten",
  },
  "in-both-tools-scope": {
    en: "Connect Sync and Cloud Sync both write the object",
    de: "Connect Sync und Cloud Sync schreiben beide das Objekt",
  },
  "scheduler-disabled": { en: "The sync scheduler is disabled", de: "Der Synchronisierungsplaner ist deaktiviert" },
  "scheduler-suspended": {
    en: "The scheduler is suspended by the wizard",
    de: "Der Planer ist durch den Assistenten ausgesetzt",
  },
  "staging-mode": { en: "The server is in staging mode", de: "Der Server ist im Stagingmodus" },
  "sync-cycle-stuck": { en: "A sync cycle is stuck", de: "Ein Synchronisierungszyklus hängt" },
  "ad-connector-credentials": {
    en: "The engine cannot log on to Active Directory",
    de: "Das Modul kann sich nicht an Active Directory anmelden",
  },
  "cloud-connector-credentials": {
    en: "The engine cannot log on to Microsoft Entra ID",
    de: "Das Modul kann sich nicht an Microsoft Entra ID anmelden",
  },
  "cloud-connector-blocked-by-policy": {
    en: "A policy stops the engine's account",
    de: "Eine Richtlinie blockiert das Konto des Moduls",
  },
  "replication-disabled": {
    en: "A domain controller has replication switched off",
    de: "Auf einem Domänencontroller ist die Replikation ausgeschaltet",
  },
  "domain-controller-unreachable": { en: "No domain controller answers", de: "Kein Domänencontroller antwortet" },
  "ad-permission-missing": {
    en: "The connector account lacks a right in Active Directory",
    de: "Dem Connectorkonto fehlt ein Recht in Active Directory",
  },
  "full-import-required": { en: "A full import is due", de: "Ein vollständiger Import steht aus" },
  "ad-replication-lag": {
    en: "The change has not replicated between domain controllers",
    de: "Die Änderung ist zwischen den Domänencontrollern noch nicht repliziert",
  },
  "ou-out-of-scope": { en: "The user's OU is not selected", de: "Die OU des Benutzers ist nicht ausgewählt" },
  "domain-out-of-scope": {
    en: "The user's domain is not selected",
    de: "Die Domäne des Benutzers ist nicht ausgewählt",
  },
  "not-in-pilot-group": {
    en: "The user is not a direct member of the pilot group",
    de: "Der Benutzer ist kein direktes Mitglied der Pilotgruppe",
  },
  "filtered-by-rule": {
    en: "A sync rule leaves the user out",
    de: "Eine Synchronisierungsregel lässt den Benutzer aus",
  },
  "system-object": { en: "System objects never synchronize", de: "Systemobjekte werden nie synchronisiert" },
  "required-attribute-missing": {
    en: "An attribute that the rules need is empty",
    de: "Ein Attribut, das die Regeln brauchen, ist leer",
  },
  "linked-mailbox-without-account": {
    en: "A linked mailbox waits for its account's forest",
    de: "Ein verknüpftes Postfach wartet auf die Gesamtstruktur seines Kontos",
  },
  "object-type-not-selected": {
    en: "A connector does not read this object type",
    de: "Ein Connector liest diesen Objekttyp nicht",
  },
  "unsupported-object-type": {
    en: "This object type does not synchronize as a user",
    de: "Dieser Objekttyp wird nicht als Benutzer synchronisiert",
  },
  "anchor-mismatch": {
    en: "The cloud user carries another sourceAnchor",
    de: "Der Cloudbenutzer trägt einen anderen sourceAnchor",
  },
  "anchor-unusable": { en: "The sourceAnchor cannot be used", de: "Der sourceAnchor ist nicht verwendbar" },
  "wrong-match": { en: "Two different accounts were joined", de: "Zwei verschiedene Konten wurden verbunden" },
  "orphaned-cloud-object": {
    en: "The cloud object lost its AD side",
    de: "Das Cloudobjekt hat seine AD-Seite verloren",
  },
  "anchor-conflict": {
    en: "Two AD objects claim one sourceAnchor",
    de: "Zwei AD-Objekte beanspruchen einen sourceAnchor",
  },
  "duplicate-cloud-user": {
    en: "Another cloud user holds the name or address",
    de: "Ein anderer Cloudbenutzer hat den Namen oder die Adresse",
  },
  "soft-deleted-conflict": {
    en: "A deleted cloud user still holds it",
    de: "Ein gelöschter Cloudbenutzer hält es noch",
  },
  "match-blocked-by-admin-role": {
    en: "The cloud user has an admin role and is not matched",
    de: "Der Cloudbenutzer hat eine Administratorrolle und wird nicht abgeglichen",
  },
  "soft-match-blocked": { en: "The tenant blocks soft match", de: "Der Mandant blockiert den soft match" },
  "hard-match-blocked": {
    en: "The take-over by hard match is blocked",
    de: "Die Übernahme durch hard match ist blockiert",
  },
  "object-type-conflict": {
    en: "A contact or group holds the address",
    de: "Ein Kontakt oder eine Gruppe hält die Adresse",
  },
  "guest-conflict": { en: "A guest holds the address or name", de: "Ein Gast hält die Adresse oder den Namen" },
  "on-premises-duplicate": { en: "Two AD objects hold the same value", de: "Zwei AD-Objekte haben denselben Wert" },
  "invalid-attribute-value": { en: "An attribute breaks the format", de: "Ein Attribut verletzt das Format" },
  "attribute-too-large": { en: "An attribute holds too much", de: "Ein Attribut enthält zu viel" },
  "address-moved-in-one-cycle": {
    en: "An address moved between users within one cycle",
    de: "Eine Adresse wechselte innerhalb eines Zyklus den Benutzer",
  },
  "wrong-source-attribute": {
    en: "AD's own value is stale or masked",
    de: "Der Wert in AD selbst ist veraltet oder verdeckt",
  },
  "address-domain-unverified": {
    en: "An address is in a domain that is not verified",
    de: "Eine Adresse liegt in einer nicht überprüften Domäne",
  },
  "mailbox-attributes-conflict": {
    en: "Exchange refuses or hides the mailbox",
    de: "Exchange lehnt das Postfach ab oder verbirgt es",
  },
  "referenced-object-missing": {
    en: "A referenced object is not synchronized",
    de: "Ein Objekt, auf das verwiesen wird, ist nicht synchronisiert",
  },
  "cloud-override": { en: "A value set in the cloud wins over AD", de: "Ein in der Cloud gesetzter Wert geht AD vor" },
  "federated-domain-change": {
    en: "The UPN moved between two federated domains",
    de: "Der UPN wechselte zwischen zwei Verbunddomänen",
  },
  "sign-in-name-not-updated": {
    en: "The cloud keeps the old sign-in name",
    de: "Die Cloud behält den alten Anmeldenamen",
  },
  "quarantined-attribute": { en: "A value is quarantined", de: "Ein Wert ist in Quarantäne" },
  "provisioning-job-quarantined": {
    en: "The Cloud Sync job is in quarantine",
    de: "Der Cloud-Sync-Auftrag ist in Quarantäne",
  },
  "provisioning-agent-inactive": {
    en: "The provisioning agent is down",
    de: "Der Bereitstellungs-Agent ist nicht aktiv",
  },
  "provisioning-permission": {
    en: "The provisioning agent's account lacks rights",
    de: "Dem Konto des Bereitstellungs-Agents fehlen Rechte",
  },
  "agent-account-unusable": { en: "The agent's gMSA cannot be used", de: "Das gMSA des Agents ist nicht verwendbar" },
  "service-principal-missing": {
    en: "The sync application has no service principal",
    de: "Die Synchronisierungsanwendung hat keinen Dienstprinzipal",
  },
  "provisioning-scope": {
    en: "The Cloud Sync scope leaves the user out",
    de: "Der Bereich von Cloud Sync lässt den Benutzer aus",
  },
  "password-sync-stalled": {
    en: "Password hash synchronization has stalled",
    de: "Die Kennworthashsynchronisierung steht",
  },
  "password-hash-rights-missing": {
    en: "The connector account may not read password hashes",
    de: "Das Connectorkonto darf keine Kennworthashes lesen",
  },
  "password-change-required": {
    en: "A temporary password is not synchronized",
    de: "Ein temporäres Kennwort wird nicht synchronisiert",
  },
  "password-sync-filtered": {
    en: "A rule leaves this object's password out",
    de: "Eine Regel lässt das Kennwort dieses Objekts aus",
  },
  "password-writeback-failing": {
    en: "Password writeback cannot reach Active Directory",
    de: "Das Kennwortrückschreiben erreicht Active Directory nicht",
  },
  "password-writeback-refused": {
    en: "Active Directory's policy refuses the new password",
    de: "Die Richtlinie von Active Directory lehnt das neue Kennwort ab",
  },
  "sign-in-agent-failing": {
    en: "Pass-through authentication cannot check the password",
    de: "Die Passthrough-Authentifizierung kann das Kennwort nicht prüfen",
  },
  undetermined: { en: "The evidence decides nothing", de: "Die Beweise entscheiden nichts" },
};
