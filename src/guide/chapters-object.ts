/** The chapters about the object itself: its values and its match, quarantine, re-created accounts, duplicates. */
import { adObject, cloudObject, dn, ldap, odata, ps, smtp } from "./commands";
import { advised, asked, chapter, chosen, looked } from "./node";

export const objects = chapter(
  "objects",
  { en: "The account itself", de: "Das Konto selbst" },
  looked(
    "objects.attributes",
    [
      "required-attribute-missing",
      "invalid-attribute-value",
      "wrong-source-attribute",
      "synced-under-fallback-upn",
      "address-domain-unverified",
      "sign-in-name-not-updated",
      "cloud-override",
      "exchange-attributes-cloud-managed",
      "filtered-by-rule",
      "federated-domain-change",
      "ad-replication-lag",
    ],
    "objects.status",
    {
      title: {
        en: "Sign-in name and addresses agree on both sides",
        de: "Anmeldename und Adressen stimmen auf beiden Seiten überein",
      },
      says: {
        en: "UPN, mail and proxyAddresses are compared value by value, and each value against the rules of the service.",
        de: "UPN, mail und proxyAddresses werden Wert für Wert verglichen, und jeder Wert mit den Regeln des Dienstes.",
      },
      shows: ["values"],
      stages: ["values"],
      rests: ["cloud-object"],
      see: [
        ps`Get-ADUser -Identity ${adObject} -Properties userPrincipalName,mail,proxyAddresses,mailNickname`,
        ps`Get-MgUser -UserId ${cloudObject} -Property userPrincipalName,mail,proxyAddresses,onPremisesUserPrincipalName`,
      ],
      now: {
        en: "The guide's Get-MsolUser belongs to MSOnline, which is retired, as is AzureAD; Get-MgUser (Microsoft Graph PowerShell) or Get-EntraUser (Microsoft Entra PowerShell) takes its place.",
        de: "Get-MsolUser aus dem Leitfaden gehört zu MSOnline, das abgekündigt ist, ebenso AzureAD; an seine Stelle tritt Get-MgUser (Microsoft Graph PowerShell) oder Get-EntraUser (Microsoft Entra PowerShell).",
      },
    },
  ),
  looked(
    "objects.status",
    [
      "mailbox-attributes-conflict",
      "present-but-unlicensed",
      "sign-in-blocked",
      "source-of-authority-cloud",
      "unsupported-direction",
      "already-synced",
      "external-address-confusion",
      "password-sync-stalled",
      "password-change-required",
      "password-sync-filtered",
      "password-writeback-failing",
      "password-writeback-refused",
      "sign-in-agent-failing",
      "false-alarm",
      "referenced-object-missing",
      "required-attribute-missing",
      "quarantined-attribute",
      "sync-pending",
    ],
    "objects.matching",
    {
      title: { en: "What has arrived is complete and usable", de: "Was angekommen ist, ist vollständig und benutzbar" },
      says: {
        en: "A person can be in the cloud and still look missing: no licence, a blocked sign-in, a mailbox that Exchange refuses, a password that never came.",
        de: "Eine Person kann in der Cloud sein und doch fehlen: keine Lizenz, eine gesperrte Anmeldung, ein Postfach, das Exchange ablehnt, ein Kennwort, das nie ankam.",
      },
      shows: ["usable"],
      rests: ["cloud-object"],
      see: [
        ps`Get-MgUser -UserId ${cloudObject} -Property accountEnabled,usageLocation,assignedLicenses,serviceProvisioningErrors`,
        ps`Get-MgUserLicenseDetail -UserId ${cloudObject}`,
        {
          en: "Entra admin center › Users › the user › Properties › On-premises",
          de: "Entra Admin Center › Benutzer › der Benutzer › Eigenschaften › Lokal",
        },
      ],
    },
  ),
  looked(
    "objects.matching",
    [
      "anchor-mismatch",
      "anchor-unusable",
      "anchor-conflict",
      "wrong-match",
      "hard-match-blocked",
      "soft-match-blocked",
      "match-blocked-by-admin-role",
    ],
    "objects.duplicates",
    {
      title: {
        en: "The sourceAnchor on both sides is the same",
        de: "Der sourceAnchor ist auf beiden Seiten derselbe",
      },
      says: {
        en: "The anchor decides which cloud account belongs to which AD account. It is compared byte by byte in both of its forms.",
        de: "Der Anker entscheidet, welches Cloud-Konto zu welchem AD-Konto gehört. Er wird Byte für Byte in beiden Formen verglichen.",
      },
      shows: ["anchors"],
      stages: ["cloud-object"],
      rests: ["cloud-object"],
      see: [
        ps`[Convert]::ToBase64String((Get-ADUser -Identity ${adObject} -Properties mS-DS-ConsistencyGuid).'mS-DS-ConsistencyGuid')`,
        ps`(Get-MgUser -UserId ${cloudObject} -Property onPremisesImmutableId).OnPremisesImmutableId`,
      ],
    },
  ),
  looked(
    "objects.duplicates",
    [
      "duplicate-cloud-user",
      "soft-deleted-conflict",
      "object-type-conflict",
      "guest-conflict",
      "on-premises-duplicate",
    ],
    "quarantine.identify",
    {
      title: { en: "Nobody else holds the name or an address", de: "Niemand sonst hält den Namen oder eine Adresse" },
      says: {
        en: "Users, deleted users, guests, contacts and groups in the cloud, and every synced forest on premises: whoever holds a value of this person is in the way.",
        de: "Benutzer, gelöschte Benutzer, Gäste, Kontakte und Gruppen in der Cloud und jede synchronisierte Gesamtstruktur vor Ort: Wer einen Wert dieser Person hält, ist im Weg.",
      },
      shows: ["holders"],
      see: [
        ps`Get-MgUser -Filter ${odata`proxyAddresses/any(p:p eq ${smtp})`} -ConsistencyLevel eventual -CountVariable n`,
        ps`Get-MgGroup -Filter ${odata`proxyAddresses/any(p:p eq ${smtp})`} -ConsistencyLevel eventual -CountVariable n`,
        ps`Get-MgDirectoryDeletedItemAsUser -All`,
      ],
    },
  ),
);
export const quarantine = chapter(
  "quarantine",
  { en: "Quarantine and rights", de: "Quarantäne und Rechte" },
  looked(
    "quarantine.identify",
    ["quarantined-attribute", "provisioning-job-quarantined", "address-moved-in-one-cycle"],
    "quarantine.rights",
    {
      title: { en: "No value and no job is in quarantine", de: "Kein Wert und kein Auftrag steht unter Quarantäne" },
      says: {
        en: "Two different things carry the name: a single withheld value of a user, and a whole Cloud Sync job that has been slowed down.",
        de: "Zwei verschiedene Dinge heißen so: ein einzelner zurückgehaltener Wert eines Benutzers und ein ganzer Auftrag von Cloud Sync, der gebremst wurde.",
      },
      shows: ["withheld", "jobs"],
      see: [
        ps`(Get-MgUser -UserId ${cloudObject} -Property onPremisesProvisioningErrors).OnPremisesProvisioningErrors`,
        {
          en: "Entra admin center › Entra Connect › Cloud sync › the configuration",
          de: "Entra Admin Center › Entra Connect › Cloudsynchronisierung › die Konfiguration",
        },
      ],
    },
  ),
  looked("quarantine.rights", ["ad-permission-missing", "provisioning-permission"], "quarantine.violations", {
    title: {
      en: "The sync account may read and write what it must",
      de: "Das Synchronisierungskonto darf lesen und schreiben, was es muss",
    },
    says: {
      en: "A missing right shows as permission-issue 8344 on export, or as an object that the engine does not see at all.",
      de: "Ein fehlendes Recht zeigt sich als permission-issue 8344 beim Export oder als Objekt, das der Synchronisierungsdienst gar nicht sieht.",
    },
    shows: ["rights"],
    see: [ps`Show-ADSyncADObjectPermissions -ADobjectDN ${dn}`],
  }),
  looked("quarantine.violations", ["invalid-attribute-value", "attribute-too-large"], "quarantine.clear", {
    title: { en: "No value breaks the service's format", de: "Kein Wert verletzt das Format des Dienstes" },
    says: {
      en: "Characters, length and number of values are checked against the limits of the service; mend them in AD, then let a cycle run.",
      de: "Zeichen, Länge und Zahl der Werte werden mit den Grenzen des Dienstes verglichen; in AD berichtigen, dann einen Zyklus laufen lassen.",
    },
    shows: ["values"],
    see: [
      ps`Get-ADUser -Identity ${adObject} -Properties * | Format-List userPrincipalName,proxyAddresses,mailNickname,userCertificate`,
    ],
  }),
  advised("quarantine.clear", "logs.manager", {
    title: { en: "Leaving quarantine", de: "Aus der Quarantäne heraus" },
    says: {
      en: "Once the conflict is gone the service releases a withheld value by itself, about hourly; a cycle is enough. A quarantined Cloud Sync job is restarted after its cause is mended.",
      de: "Ist der Konflikt weg, gibt der Dienst einen zurückgehaltenen Wert von selbst frei, etwa stündlich; ein Zyklus genügt. Ein Auftrag von Cloud Sync unter Quarantäne wird neu gestartet, nachdem die Ursache behoben ist.",
    },
    shows: ["withheld", "jobs"],
    see: [
      {
        en: "Entra admin center › Cloud sync › Clear quarantine (or the repair on the card)",
        de: "Entra Admin Center › Cloudsynchronisierung › Quarantäne aufheben (oder die Reparatur auf der Karte)",
      },
    ],
    now: {
      en: "There is no button that takes a user out of quarantine: the cause is mended and the value follows.",
      de: "Einen Knopf, der einen Benutzer aus der Quarantäne nimmt, gibt es nicht: Die Ursache wird behoben, der Wert folgt.",
    },
  }),
);
export const anchors = chapter(
  "anchors",
  { en: "Re-created accounts and their anchors", de: "Neu angelegte Konten und ihre Anker" },
  looked("anchors.reprovisioned", ["anchor-mismatch", "orphaned-cloud-object", "wrong-match"], "anchors.decide", {
    title: {
      en: "The AD account is the one that the cloud account was made from",
      de: "Das AD-Konto ist das, aus dem das Cloud-Konto entstand",
    },
    says: {
      en: "An account that was deleted and made again, or moved to another forest, has a new objectGUID; the cloud account still carries the old anchor.",
      de: "Ein Konto, das gelöscht und neu angelegt oder in eine andere Gesamtstruktur verschoben wurde, hat eine neue objectGUID; das Cloud-Konto trägt noch den alten Anker.",
    },
    shows: ["anchors"],
    stages: ["cloud-object"],
    rests: ["cloud-object"],
    see: [
      ps`Get-ADUser -Identity ${adObject} -Properties objectGUID,mS-DS-ConsistencyGuid,whenCreated`,
      ps`Get-MgUser -UserId ${cloudObject} -Property onPremisesImmutableId,createdDateTime`,
    ],
  }),
  asked(
    "anchors.decide",
    [
      {
        id: "keep",
        title: { en: "Keep the cloud account", de: "Das Cloud-Konto behalten" },
        to: "anchors.keep",
      },
      {
        id: "remove",
        title: { en: "Remove the stale one", de: "Das veraltete entfernen" },
        to: "anchors.remove",
      },
      { id: "neither", title: { en: "Neither: go on", de: "Weder noch: weiter" }, to: "duplicates.stale" },
    ],
    {
      title: { en: "Which of the two objects stays?", de: "Welches der beiden Objekte bleibt?" },
      says: {
        en: "The one with mailbox, licence and sign-ins is kept and tied to the AD account; an empty one goes.",
        de: "Das mit Postfach, Lizenz und Anmeldungen bleibt und wird mit dem AD-Konto verbunden; ein leeres geht.",
      },
      shows: ["holders"],
      see: [],
    },
  ),
  chosen(
    "anchors.keep",
    "anchors.decide",
    "duplicates.stale",
    ["hard-match", "set-consistency-guid", "restore-cloud-user"],
    {
      title: { en: "Tie the cloud account to the AD account", de: "Das Cloud-Konto mit dem AD-Konto verbinden" },
      says: {
        en: "The anchor of the AD account is written to the cloud account (hard match), or the cloud account's to mS-DS-ConsistencyGuid.",
        de: "Der Anker des AD-Kontos wird ins Cloud-Konto geschrieben (hard match) oder der des Cloud-Kontos in mS-DS-ConsistencyGuid.",
      },
      shows: ["anchors"],
      see: [],
    },
  ),
  chosen("anchors.remove", "anchors.decide", "duplicates.stale", ["remove-cloud-user", "purge-deleted-user"], {
    title: { en: "Remove the stale cloud account", de: "Das veraltete Cloud-Konto entfernen" },
    says: {
      en: "Only what is proved empty goes: no mailbox, no licence, no sign-in, no role. It can be restored for thirty days.",
      de: "Es geht nur, was erwiesen leer ist: kein Postfach, keine Lizenz, keine Anmeldung, keine Rolle. Dreißig Tage lang lässt es sich wiederherstellen.",
    },
    shows: ["holders"],
    see: [],
  }),
);
export const duplicates = chapter(
  "duplicates",
  { en: "Duplicates on the two sides", de: "Dubletten auf den beiden Seiten" },
  looked("duplicates.stale", ["orphaned-cloud-object"], "duplicates.collisions", {
    title: { en: "No stale cloud account is left over", de: "Kein veraltetes Cloud-Konto ist übrig" },
    says: {
      en: "Accounts that never came from AD, or whose AD side is gone, and that hold this person's values.",
      de: "Konten, die nie aus AD kamen oder deren AD-Seite fort ist und die Werte dieser Person halten.",
    },
    shows: ["holders"],
    see: [ps`Get-MgUser -All -Filter "onPremisesSyncEnabled ne true" -ConsistencyLevel eventual -CountVariable n`],
    now: {
      en: "Never synced means that onPremisesSyncEnabled is empty; LastDirSyncTime of the guide's Get-MsolUser belongs to the retired MSOnline module.",
      de: "Nie synchronisiert heißt, dass onPremisesSyncEnabled leer ist; LastDirSyncTime von Get-MsolUser aus dem Leitfaden gehört zum abgekündigten Modul MSOnline.",
    },
  }),
  looked(
    "duplicates.collisions",
    ["duplicate-cloud-user", "on-premises-duplicate", "quarantined-attribute"],
    "duplicates.remove",
    {
      title: { en: "No value is claimed twice", de: "Kein Wert wird zweimal beansprucht" },
      says: {
        en: "Sign-in name and addresses are compared across both sides, without letter case.",
        de: "Anmeldename und Adressen werden über beide Seiten verglichen, ohne Groß- und Kleinschreibung.",
      },
      shows: ["holders", "withheld"],
      see: [ps`Get-ADObject -LDAPFilter ${ldap`(proxyAddresses=${smtp})`} -Server '<global catalog>:3268'`],
    },
  ),
  looked("duplicates.remove", ["soft-deleted-conflict", "duplicate-cloud-user"], "duplicates.resync", {
    title: { en: "The duplicate is gone, or joined", de: "Die Dublette ist fort oder verbunden" },
    says: {
      en: "There is no merge in Entra: an account is matched to the AD account, or it is removed. Mail and files go with a removed account after thirty days, so an empty one is proved empty first.",
      de: "Ein Zusammenführen gibt es in Entra nicht: Ein Konto wird dem AD-Konto zugeordnet oder entfernt. Mit einem entfernten Konto gehen nach dreißig Tagen Post und Dateien; darum wird zuerst erwiesen, dass es leer ist.",
    },
    shows: ["holders"],
    see: [
      {
        en: "Entra admin center › Users › Deleted users",
        de: "Entra Admin Center › Benutzer › Gelöschte Benutzer",
      },
    ],
    now: {
      en: "Merging does not exist; match or delete.",
      de: "Zusammenführen gibt es nicht; zuordnen oder löschen.",
    },
  }),
  looked("duplicates.resync", ["sync-pending", "full-import-required"], "duplicates.document", {
    title: { en: "A cycle has taken the change along", de: "Ein Zyklus hat die Änderung mitgenommen" },
    says: {
      en: "After the clean-up a delta cycle joins the accounts; where the engine has never read the object, a full import.",
      de: "Nach dem Aufräumen verbindet ein Delta-Zyklus die Konten; wo der Synchronisierungsdienst das Objekt nie gelesen hat, ein vollständiger Import.",
    },
    shows: ["runs", "way"],
    against: ["way"],
    stages: ["export"],
    see: [ps`Start-ADSyncSyncCycle -PolicyType Delta`],
  }),
  advised("duplicates.document", "confirm.presence", {
    title: { en: "What was cleaned up is written down", de: "Was aufgeräumt wurde, ist aufgeschrieben" },
    says: {
      en: "The report lists each value before and after, who approved it and when.",
      de: "Der Bericht nennt jeden Wert vorher und nachher, wer zugestimmt hat und wann.",
    },
    see: [{ en: "The Report button on the card", de: "Der Knopf „Bericht“ auf der Karte" }],
  }),
);
