/**
 * What errors, events and terms mean, in words: data. The meaning of the service's errors from "Troubleshoot errors during synchronization", of events
 * and results of runs from the engine's own message table, of terms from Microsoft's design concepts (adsync reference §3.2, §4, §5, §8).
 */
import type { Words } from "../domain";

/** One error or term. `names`: the vendor's spelling first; events as `event 611`. */
export interface Entry {
  readonly names: readonly string[];
  readonly is: Words;
  /** What to look at. */
  readonly look?: Words;
  readonly link?: string;
}
const LEARN = "https://learn.microsoft.com/entra/identity/hybrid/connect/",
  ERRORS = `${LEARN}tshoot-connect-sync-errors`,
  DESIGN = `${LEARN}plan-connect-design-concepts`,
  SCHEDULER = `${LEARN}how-to-connect-sync-feature-scheduler`,
  DELETES = `${LEARN}how-to-connect-sync-feature-prevent-accidental-deletes`,
  RESILIENCY = `${LEARN}how-to-connect-syncservice-duplicate-attribute-resiliency`,
  HASHES = `${LEARN}tshoot-connect-password-hash-synchronization`,
  ARCHITECTURE = `${LEARN}concept-azure-ad-connect-sync-architecture`;
const row = (
  names: readonly string[],
  en: string,
  de: string,
  look?: readonly [string, string],
  link?: string,
): Entry => ({
  names,
  is: { en, de },
  ...(look === undefined ? {} : { look: { en: look[0], de: look[1] } }),
  ...(link === undefined ? {} : { link }),
});

const OF_THE_SERVICE: readonly Entry[] = [
  row(
    ["InvalidSoftMatch"],
    "The service found a cloud object with the same userPrincipalName or primary address, and may not join it: it carries another ImmutableID, or soft match is blocked.",
    "Der Dienst fand ein Cloudobjekt mit demselben userPrincipalName oder derselben primären Adresse und darf es nicht verbinden: Es trägt eine andere ImmutableID, oder Soft Match ist gesperrt.",
    ["Which cloud object holds the value, and whose it is.", "Welches Cloudobjekt den Wert hat und wem es gehört."],
    ERRORS,
  ),
  row(
    ["AttributeValueMustBeUnique"],
    "A value that must be unique in the tenant (proxyAddresses, userPrincipalName, the SIP address, the security identifier) belongs to another object.",
    "Ein Wert, der im Mandanten eindeutig sein muss (proxyAddresses, userPrincipalName, SIP-Adresse, Sicherheits-ID), gehört einem anderen Objekt.",
    [
      "The attribute and the object in conflict that the error names.",
      "Das Attribut und das Objekt im Konflikt, die der Fehler nennt.",
    ],
    ERRORS,
  ),
  row(
    ["ObjectTypeMismatch"],
    "The object that holds the address is of another kind: a user against a group or a contact.",
    "Das Objekt, das die Adresse hat, ist von anderer Art: ein Benutzer gegen eine Gruppe oder einen Kontakt.",
    [
      "Who holds the address in the cloud; take it from one of the two.",
      "Wer die Adresse in der Cloud hat; einem von beiden muss sie genommen werden.",
    ],
    ERRORS,
  ),
  row(
    ["InvalidHardMatch"],
    "A takeover by ImmutableID was refused: hard match is blocked, or a deleted object holds the anchor.",
    "Eine Übernahme über die ImmutableID wurde abgelehnt: Hard Match ist gesperrt, oder ein gelöschtes Objekt hat den Anker.",
    [
      "The tenant's hard-match setting, and the deleted users.",
      "Die Hard-Match-Einstellung des Mandanten und die gelöschten Benutzer.",
    ],
    ERRORS,
  ),
  row(
    ["AttributeUpdateNotAllowed"],
    "The service does not take the change: the attribute is owned by the cloud, or the object is tied to another on-premises object.",
    "Der Dienst nimmt die Änderung nicht an: Das Attribut gehört der Cloud, oder das Objekt ist an ein anderes lokales Objekt gebunden.",
    undefined,
    ERRORS,
  ),
  row(
    ["ExistingAdminRoleConflict"],
    "The cloud user that would be matched holds a directory role, and such a user is never soft matched.",
    "Der Cloudbenutzer, der passen würde, hat eine Verzeichnisrolle; ein solcher wird nie per Soft Match verbunden.",
    ["The roles of that cloud user.", "Die Rollen dieses Cloudbenutzers."],
    ERRORS,
  ),
  row(
    ["DuplicateSourceAnchor", "DuplicateCloudAnchor"],
    "Two objects of Active Directory carry the same sourceAnchor.",
    "Zwei Objekte des Active Directory tragen denselben sourceAnchor.",
    ["mS-DS-ConsistencyGuid of both.", "mS-DS-ConsistencyGuid beider Objekte."],
    DESIGN,
  ),
  row(
    ["MissingSourceAnchor"],
    "The object has no sourceAnchor, so it cannot be sent to the cloud.",
    "Das Objekt hat keinen sourceAnchor und kann deshalb nicht in die Cloud gesendet werden.",
    ["The attribute that is chosen as the source anchor.", "Das Attribut, das als Quellanker gewählt ist."],
    DESIGN,
  ),
  row(
    ["DataValidationFailed", "IdentityDataValidationFailed", "InvalidDirectoryProperty"],
    "A value has a form that the service does not take: a character, a length, a format; mostly of the sign-in name, an address or the mail nickname.",
    "Ein Wert hat eine Form, die der Dienst nicht annimmt: ein Zeichen, eine Länge, ein Format; meist Anmeldename, Adresse oder mailNickname.",
    [
      "The attribute that the error names; IdFix finds such values.",
      "Das Attribut, das der Fehler nennt; IdFix findet solche Werte.",
    ],
    ERRORS,
  ),
  row(
    ["LargeObject", "ExceededAllowedLength"],
    "A value, or the number of its values, is over the limit: more than 15 certificates, some hundred addresses, a long text.",
    "Ein Wert oder die Zahl seiner Werte liegt über der Grenze: mehr als 15 Zertifikate, einige hundert Adressen, ein langer Text.",
    [
      "userCertificate, userSMIMECertificate, proxyAddresses, thumbnailPhoto.",
      "userCertificate, userSMIMECertificate, proxyAddresses, thumbnailPhoto.",
    ],
    `${LEARN}tshoot-connect-largeobjecterror-usercertificate`,
  ),
  row(
    ["FederatedDomainChangeError"],
    "The sign-in name was moved from one federated domain to another, which the service does not do in one step.",
    "Der Anmeldename wurde von einer Verbunddomäne in eine andere verschoben; das tut der Dienst nicht in einem Schritt.",
    [
      "Two steps: to a managed suffix, synchronize, then to the new one.",
      "Zwei Schritte: auf ein verwaltetes Suffix, synchronisieren, dann auf das neue.",
    ],
    ERRORS,
  ),
  row(
    ["ExceededQuotaLimit", "QuotaExceeded"],
    "The tenant holds as many objects as its quota allows.",
    "Der Mandant hat so viele Objekte, wie sein Kontingent erlaubt.",
    [
      "The quota of the organization; deleted objects count for a quarter.",
      "Das Kontingent der Organisation; gelöschte Objekte zählen zu einem Viertel.",
    ],
  ),
  row(
    ["NoHardOrSoftMatch", "ObjectNotFound"],
    "An update came for an object that the cloud does not know (any more).",
    "Eine Änderung kam für ein Objekt, das die Cloud nicht (mehr) kennt.",
    [
      "A full import of the Entra connector, then an export.",
      "Ein vollständiger Import des Entra-Connectors, dann ein Export.",
    ],
    ERRORS,
  ),
  row(
    ["ServerBusy", "ServiceUnavailable", "TooManyRequests"],
    "The service is busy or throttles; the engine tries again.",
    "Der Dienst ist ausgelastet oder drosselt; das Modul versucht es erneut.",
  ),
  row(
    ["ReferenceUpdateFailure", "LinkTargetValidationFailed"],
    "A reference, such as the manager or a member, points to an object that is not in the cloud.",
    "Ein Verweis, etwa der Vorgesetzte oder ein Mitglied, zeigt auf ein Objekt, das nicht in der Cloud ist.",
    ["The object that is referred to; event 6949.", "Das Objekt, auf das verwiesen wird; Ereignis 6949."],
  ),
  row(
    ["DirSyncDisabled"],
    "Directory synchronization is switched off for the tenant.",
    "Die Verzeichnissynchronisierung ist für den Mandanten abgeschaltet.",
  ),
];
const OF_RUNS: readonly Entry[] = [
  row(
    ["permission-issue", "8344", "insufficient-access"],
    'The engine\'s account in Active Directory may not write the object: error 8344 is "insufficient access rights". By itself it does not keep anybody out of the cloud.',
    "Das Konto des Moduls im Active Directory darf das Objekt nicht schreiben: Fehler 8344 heißt „nicht genügend Zugriffsrechte“. Allein hält er niemanden aus der Cloud fern.",
    [
      "The rights of the connector account on the object, and whether inheritance is off there.",
      "Die Rechte des Connectorkontos am Objekt, und ob die Vererbung dort abgeschaltet ist.",
    ],
    `${LEARN}how-to-connect-configure-ad-ds-connector-account`,
  ),
  row(
    ["8453"],
    "Replication access was denied: the connector account lacks a right that importing or password hash synchronization needs.",
    "Der Replikationszugriff wurde verweigert: Dem Connectorkonto fehlt ein Recht, das der Import oder die Kennworthashsynchronisierung braucht.",
    [
      "Replicating Directory Changes and Replicating Directory Changes All.",
      "Replicating Directory Changes und Replicating Directory Changes All.",
    ],
    HASHES,
  ),
  row(
    ["stopped-deletion-threshold-exceeded"],
    "The export stopped before it deleted more objects than the deletion threshold allows (500 by default). Nothing is exported until somebody decides.",
    "Der Export hielt an, ehe er mehr Objekte löschte, als der Löschschwellenwert erlaubt (sonst 500). Bis jemand entscheidet, wird nichts exportiert.",
    [
      "The pending deletions of the Entra connector: are they meant? An OU that was left out is the usual reason.",
      "Die ausstehenden Löschungen des Entra-Connectors: Sind sie gewollt? Meist wurde eine OU abgewählt.",
    ],
    DELETES,
  ),
  row(
    ["deletion threshold", "löschschwellenwert", "accidental deletes"],
    "An export that would delete more objects than this number stops, so that a mistake does not empty the cloud. The default is 500.",
    "Ein Export, der mehr Objekte als diese Zahl löschen würde, hält an, damit ein Versehen die Cloud nicht leert. Üblich sind 500.",
    undefined,
    DELETES,
  ),
  row(
    ["completed-export-errors"],
    "The export ran to its end, and some objects were refused. Everybody else arrived.",
    "Der Export lief bis zum Ende, und einzelne Objekte wurden abgelehnt. Alle anderen sind angekommen.",
    ["The objects with errors of that run.", "Die Objekte mit Fehlern dieses Laufs."],
    ERRORS,
  ),
  row(
    ["completed-sync-errors"],
    "The synchronization ran to its end, and sync rules failed on some objects.",
    "Die Synchronisierung lief bis zum Ende, und bei einzelnen Objekten scheiterten Synchronisierungsregeln.",
  ),
  row(
    ["no-start-credentials", "stopped-bad-server-credentials"],
    "The run did not start: the connector's credentials are not accepted.",
    "Der Lauf begann nicht: Die Anmeldedaten des Connectors werden nicht angenommen.",
    [
      "The connector account: password, locked, disabled, expired.",
      "Das Connectorkonto: Kennwort, gesperrt, deaktiviert, abgelaufen.",
    ],
  ),
  row(
    ["no-start-connection", "no-start-no-domain-controller"],
    "The run did not start: no domain controller, or no server, answers.",
    "Der Lauf begann nicht: Kein Domänencontroller oder kein Server antwortet.",
  ),
  row(
    ["stopped-extension-dll-exception"],
    "The connector to the cloud failed with an exception: network, proxy, sign-in or the service.",
    "Der Connector zur Cloud brach mit einer Ausnahme ab: Netz, Proxy, Anmeldung oder der Dienst.",
    ["Events 106, 115 and 906 of that time.", "Die Ereignisse 106, 115 und 906 dieser Zeit."],
  ),
  row(
    ["exported-change-not-reimported"],
    "What was exported did not come back at the next import: the cloud overrides it, or the rights in Active Directory lack.",
    "Was exportiert wurde, kam beim nächsten Import nicht zurück: Die Cloud überschreibt es, oder im Active Directory fehlen Rechte.",
  ),
  row(
    ["sync-rule-error-function-triggered"],
    "A sync rule refused the object by its Error function: an account without a name, or a changed sourceAnchor.",
    "Eine Synchronisierungsregel lehnte das Objekt mit ihrer Error-Funktion ab: ein Konto ohne Namen oder ein geänderter sourceAnchor.",
  ),
];
const EVENTS: readonly Entry[] = [
  row(
    ["event 6941"],
    "ADSync 6941: one object failed in an export. The event names the DN, the error and its detail, also when the run history is gone.",
    "ADSync 6941: Ein Objekt scheiterte bei einem Export. Das Ereignis nennt DN, Fehler und Einzelheit, auch wenn der Ausführungsverlauf gelöscht ist.",
    [
      "The error name in the event; ask me what it means, or ask for that person.",
      "Der Fehlername im Ereignis; fragen Sie mich nach ihm oder nach der Person.",
    ],
    ERRORS,
  ),
  row(
    ["event 6942"],
    "ADSync 6942: one object failed in an import.",
    "ADSync 6942: Ein Objekt scheiterte bei einem Import.",
  ),
  row(
    ["event 611"],
    "Directory Synchronization 611: password hash synchronization failed for a domain: rights (8453), name resolution, or no domain controller.",
    "Directory Synchronization 611: Die Kennworthashsynchronisierung scheiterte für eine Domäne: Rechte (8453), Namensauflösung oder kein Domänencontroller.",
    undefined,
    HASHES,
  ),
  row(
    ["event 654"],
    "Directory Synchronization 654: the heartbeat of password hash synchronization, every 30 minutes. It is good news.",
    "Directory Synchronization 654: der Heartbeat der Kennworthashsynchronisierung, alle 30 Minuten. Er ist ein gutes Zeichen.",
    undefined,
    HASHES,
  ),
  row(
    ["event 655", "event 652"],
    "Password hash synchronization could not reach the cloud with a batch or a heartbeat.",
    "Die Kennworthashsynchronisierung erreichte die Cloud mit einem Stapel oder einem Heartbeat nicht.",
    undefined,
    HASHES,
  ),
  row(
    ["event 656", "event 657"],
    "Password hash synchronization asked for one user (656) and says how it ended (657): Success, Filtered or Failed.",
    "Die Kennworthashsynchronisierung fragte für einen Benutzer an (656) und sagt, wie es ausging (657): Success, Filtered oder Failed.",
    undefined,
    HASHES,
  ),
  row(
    ["event 106", "event 109"],
    "Directory Synchronization 106 and 109: a call to the cloud failed; the text says whether network, proxy, sign-in or throttling.",
    "Directory Synchronization 106 und 109: Ein Aufruf der Cloud scheiterte; der Text sagt, ob Netz, Proxy, Anmeldung oder Drosselung.",
  ),
  row(
    ["event 115"],
    "Directory Synchronization 115: access to Microsoft Entra ID was denied. It is logged as Information.",
    "Directory Synchronization 115: Der Zugriff auf Microsoft Entra ID wurde verweigert. Es wird als Information protokolliert.",
  ),
  row(
    ["event 116"],
    "Directory Synchronization 116: the deletion threshold; as a Warning it was exceeded.",
    "Directory Synchronization 116: der Löschschwellenwert; als Warnung wurde er überschritten.",
    undefined,
    DELETES,
  ),
  row(
    ["event 904", "event 905", "event 906"],
    "The scheduler speaks: 904 information, 905 warning, 906 error.",
    "Der Zeitplaner meldet sich: 904 Information, 905 Warnung, 906 Fehler.",
    undefined,
    SCHEDULER,
  ),
  row(
    ["event 6000"],
    "ADSync 6000: a run did not start, the connector's credentials are not accepted.",
    "ADSync 6000: Ein Lauf begann nicht, die Anmeldedaten des Connectors werden nicht angenommen.",
  ),
  row(
    ["event 6801", "event 6803"],
    "ADSync 6801 and 6803: the connector to the cloud failed, or a run had server errors.",
    "ADSync 6801 und 6803: Der Connector zur Cloud scheiterte, oder ein Lauf hatte Serverfehler.",
  ),
  row(
    ["event 6949"],
    "ADSync 6949: a reference was left out, since the object that it points to failed.",
    "ADSync 6949: Ein Verweis wurde ausgelassen, weil das Objekt scheiterte, auf das er zeigt.",
  ),
  row(
    ["event 6126", "event 6127", "event 6128"],
    "The sync rules changed since the last full import or synchronization; a full run is due.",
    "Die Synchronisierungsregeln änderten sich seit dem letzten vollständigen Import oder der letzten vollständigen Synchronisierung; ein voller Lauf ist fällig.",
  ),
];
const TERMS: readonly Entry[] = [
  row(
    ["sourceAnchor", "source anchor", "quellanker"],
    "The value that ties an object of Active Directory to its cloud object for life; the cloud calls it ImmutableID. Today it is mS-DS-ConsistencyGuid, else objectGUID, in Base64.",
    "Der Wert, der ein Objekt des Active Directory für immer an sein Cloudobjekt bindet; die Cloud nennt ihn ImmutableID. Heute ist es mS-DS-ConsistencyGuid, sonst objectGUID, in Base64.",
    undefined,
    DESIGN,
  ),
  row(
    ["ImmutableID", "onPremisesImmutableId"],
    "The cloud's name for the sourceAnchor: Base64 of the 16 bytes of the GUID.",
    "Der Name der Cloud für den sourceAnchor: Base64 der 16 Byte der GUID.",
    undefined,
    DESIGN,
  ),
  row(
    ["mS-DS-ConsistencyGuid", "consistencyguid"],
    "The attribute of Active Directory that holds the source anchor of users. It may be written, so an account can keep its cloud user when it is made anew.",
    "Das Attribut des Active Directory, das den Quellanker von Benutzern hält. Es lässt sich schreiben; so behält ein neu angelegtes Konto seinen Cloudbenutzer.",
    undefined,
    DESIGN,
  ),
  row(
    ["staging mode", "stagingmodus", "staging modus", "staging"],
    "A sync server in staging mode imports and synchronizes, and exports nothing. Only one server may be out of it.",
    "Ein Synchronisierungsserver im Stagingmodus importiert und synchronisiert, exportiert aber nichts. Nur ein Server darf ihn nicht haben.",
    ["Get-ADSyncScheduler: StagingModeEnabled.", "Get-ADSyncScheduler: StagingModeEnabled."],
    `${LEARN}how-to-connect-sync-staging-server`,
  ),
  row(
    ["quarantine", "quarantined", "quarantäne"],
    "Two things: a value that another object holds is withheld from the user without an export error (Connect Sync), or a whole job of Cloud Sync is slowed down after too many errors.",
    "Zweierlei: Ein Wert, den ein anderes Objekt hat, wird dem Benutzer ohne Exportfehler vorenthalten (Connect Sync); oder ein ganzer Auftrag von Cloud Sync wird nach zu vielen Fehlern gebremst.",
    [
      "onPremisesProvisioningErrors of the user; the status of the synchronization job.",
      "onPremisesProvisioningErrors des Benutzers; der Status des Synchronisierungsauftrags.",
    ],
    RESILIENCY,
  ),
  row(
    ["duplicate attribute resiliency"],
    "A sign-in name or address that another object holds is withheld instead of failing the export; the user arrives without it.",
    "Ein Anmeldename oder eine Adresse, die ein anderes Objekt hat, wird vorenthalten, statt den Export scheitern zu lassen; der Benutzer kommt ohne sie an.",
    undefined,
    RESILIENCY,
  ),
  row(
    ["soft match", "softmatch", "smtp match"],
    "A cloud object without an ImmutableID is joined by userPrincipalName or primary address.",
    "Ein Cloudobjekt ohne ImmutableID wird über userPrincipalName oder primäre Adresse verbunden.",
    undefined,
    `${LEARN}how-to-connect-install-existing-tenant`,
  ),
  row(
    ["hard match", "hardmatch"],
    "A cloud object is joined by its ImmutableID, which equals the source anchor.",
    "Ein Cloudobjekt wird über seine ImmutableID verbunden, die dem Quellanker gleicht.",
    undefined,
    `${LEARN}how-to-connect-install-existing-tenant`,
  ),
  row(
    ["metaverse"],
    "The engine's own picture of each identity, between the connector spaces of Active Directory and of Entra.",
    "Das eigene Bild des Moduls von jeder Identität, zwischen den Connectorbereichen des Active Directory und von Entra.",
    undefined,
    ARCHITECTURE,
  ),
  row(
    ["connector space", "connectorbereich"],
    "The engine's copy of the objects of one connected directory.",
    "Die Kopie der Objekte eines verbundenen Verzeichnisses im Modul.",
    undefined,
    ARCHITECTURE,
  ),
  row(
    ["delta sync", "delta import"],
    "A cycle that carries only what changed since the last one. It is the usual cycle, every 30 minutes.",
    "Ein Zyklus, der nur überträgt, was sich seit dem letzten geändert hat. Er ist der übliche, alle 30 Minuten.",
    undefined,
    SCHEDULER,
  ),
  row(
    ["full sync", "initial sync", "full import"],
    "A cycle that reads everything anew; it is needed after changes of rules or filters, and may take hours.",
    "Ein Zyklus, der alles neu liest; er ist nach Änderungen an Regeln oder Filtern nötig und kann Stunden dauern.",
    undefined,
    SCHEDULER,
  ),
  row(
    ["password hash sync", "password hash synchronization", "phs", "kennworthashsynchronisierung"],
    "Hashes of the password hashes go to the cloud every two minutes, so that people sign in there with the same password.",
    "Hashes der Kennworthashes gehen alle zwei Minuten in die Cloud, damit sich alle dort mit demselben Kennwort anmelden.",
    undefined,
    `${LEARN}how-to-connect-password-hash-synchronization`,
  ),
  row(
    ["pass-through authentication", "pass through authentication", "pta"],
    "The cloud asks an agent in your network whether a password is right; no hash is in the cloud.",
    "Die Cloud fragt einen Agenten in Ihrem Netz, ob ein Kennwort stimmt; in der Cloud liegt kein Hash.",
    undefined,
    `${LEARN}tshoot-connect-pass-through-authentication`,
  ),
  row(
    ["password writeback", "kennwortrückschreiben"],
    "A password that is reset in the cloud is written back to Active Directory.",
    "Ein Kennwort, das in der Cloud zurückgesetzt wird, wird in das Active Directory zurückgeschrieben.",
    undefined,
    "https://learn.microsoft.com/entra/identity/authentication/troubleshoot-sspr-writeback",
  ),
  row(
    ["cloudFiltered"],
    "An attribute of the metaverse; true keeps the object from the cloud. Sync rules set it.",
    "Ein Attribut der Metaverse; true hält das Objekt aus der Cloud. Synchronisierungsregeln setzen es.",
    undefined,
    `${LEARN}how-to-connect-sync-configure-filtering#attribute-based-filtering`,
  ),
  row(
    ["ou filter", "ou filtering", "ou-filter", "bereichsfilter", "scoping filter"],
    "Which organizational units, or by which clauses which objects, are synchronized at all.",
    "Welche Organisationseinheiten, oder nach welchen Bedingungen welche Objekte, überhaupt synchronisiert werden.",
    undefined,
    `${LEARN}how-to-connect-sync-configure-filtering`,
  ),
];

/** Every error and term with a meaning of its own. */
export const GLOSSARY: readonly Entry[] = [...OF_THE_SERVICE, ...OF_RUNS, ...EVENTS, ...TERMS];

/** Messages that name no code, with the error that they come from. */
export const TEXTS: readonly { readonly pattern: RegExp; readonly error: string }[] = [
  { pattern: /unable to update this object because the following attributes/iu, error: "AttributeValueMustBeUnique" },
  { pattern: /insufficient access rights/iu, error: "8344" },
  { pattern: /replication access was denied|replikationszugriff wurde verweigert/iu, error: "8453" },
  { pattern: /sourceanchor attribute has changed/iu, error: "sync-rule-error-function-triggered" },
];
