/** The chapters around the object: logs, portals, the confirmation, and other people's cases. */
import { cloudObject, odata, ps, upn } from "./commands";
import { advised, chapter, ended, looked } from "./node";

export const logs = chapter(
  "logs",
  { en: "Logs and what they say", de: "Protokolle und was sie sagen" },
  advised("logs.manager", "logs.events", {
    title: { en: "The engine's own history", de: "Der Verlauf des Synchronisierungsdienstes" },
    says: {
      en: "What each run did and which object failed.",
      de: "Was jeder Lauf tat und welches Objekt scheiterte.",
    },
    shows: ["runs", "errors"],
    see: [
      ps`Get-ADSyncRunProfileResult -NumberRequested 12 | Format-Table ConnectorName,RunProfileName,Result,StartDate`,
    ],
    now: {
      en: "The Synchronization Service Manager keeps its history in the database, not in files. Files under %ProgramData%\\AADConnect are the wizard's; the Cloud Sync agent's are under its own Trace folder.",
      de: "Der Synchronization Service Manager hält seinen Verlauf in der Datenbank, nicht in Dateien. Die Dateien unter %ProgramData%\\AADConnect sind die des Assistenten; die des Agents von Cloud Sync liegen in dessen eigenem Ordner Trace.",
    },
  }),
  advised("logs.events", "logs.health", {
    title: { en: "Windows events", de: "Windows-Ereignisse" },
    says: {
      en: "Two sources tell the story: ADSync (the engine) and Directory Synchronization (the conversation with the cloud). The id counts, together with its source.",
      de: "Zwei Quellen erzählen: ADSync (der Dienst) und Directory Synchronization (das Gespräch mit der Cloud). Es zählt die Nummer, zusammen mit der Quelle.",
    },
    shows: ["events"],
    see: [
      ps`Get-WinEvent -FilterHashtable @{LogName='Application'; ProviderName='ADSync','Directory Synchronization'} -MaxEvents 50`,
    ],
    now: {
      en: "The source is called Directory Synchronization or ADSync; there is none named Azure AD Connect.",
      de: "Die Quelle heißt Directory Synchronization oder ADSync; eine namens Azure AD Connect gibt es nicht.",
    },
  }),
  looked("logs.health", ["false-alarm"], "logs.powershell", {
    title: { en: "Connect Health and its mails", de: "Connect Health und seine E-Mails" },
    says: {
      en: "Connect Health watches from outside. An alert about its own agent is not a fault of the synchronization.",
      de: "Connect Health schaut von außen zu. Eine Warnung über seinen eigenen Agent ist kein Fehler der Synchronisierung.",
    },
    shows: ["services"],
    see: [
      {
        en: "Entra admin center › Monitoring & health › Entra Connect Health",
        de: "Entra Admin Center › Überwachung und Integrität › Entra Connect Health",
      },
    ],
    now: {
      en: "Microsoft Graph does not serve Connect Health for sync; the product reads the server instead.",
      de: "Microsoft Graph liefert Connect Health für die Synchronisierung nicht; stattdessen wird der Server gelesen.",
    },
  }),
  advised("logs.powershell", "portal.center", {
    title: { en: "PowerShell on the server", de: "PowerShell auf dem Server" },
    says: {
      en: "The scheduler's and the runs' state, as the cmdlets tell it.",
      de: "Der Zustand von Scheduler und Läufen, wie die Cmdlets ihn nennen.",
    },
    shows: ["scheduler", "runs"],
    see: [
      ps`Get-ADSyncScheduler`,
      ps`Get-ADSyncConnectorRunStatus`,
      ps`Get-ADSyncConnectorStatistics -ConnectorName '<connector>'`,
    ],
    now: {
      en: "The cmdlet for runs is Get-ADSyncRunProfileResult.",
      de: "Das Cmdlet für Läufe ist Get-ADSyncRunProfileResult.",
    },
  }),
);
export const portal = chapter(
  "portal",
  { en: "Portals", de: "Portale" },
  advised("portal.center", "portal.help", {
    title: { en: "The admin center's view", de: "Die Sicht des Admin Centers" },
    says: {
      en: "Last sync, errors by object and the deletion threshold as the cloud sees them.",
      de: "Letzte Synchronisierung, Fehler nach Objekten und die Löschschwelle, wie die Cloud sie sieht.",
    },
    shows: ["tenant", "withheld"],
    see: [
      ps`Get-MgDirectoryOnPremiseSynchronization`,
      {
        en: "Entra admin center › Identity › Hybrid management › Microsoft Entra Connect › Connect Sync",
        de: "Entra Admin Center › Identität › Hybridverwaltung › Microsoft Entra Connect › Connect Sync",
      },
    ],
    now: {
      en: "There is no automation center with one-click remediation in Entra; repairs run from the card here, after approval.",
      de: "Ein Automatisierungscenter mit Reparatur auf Knopfdruck gibt es in Entra nicht; Reparaturen laufen hier von der Karte, nach Zustimmung.",
    },
  }),
  advised("portal.help", "anchors.reprovisioned", {
    title: { en: "Graph and the documentation", de: "Graph und die Dokumentation" },
    says: {
      en: "Every reading of this case names the request it came from, so that it can be repeated.",
      de: "Alles, was für diesen Fall gelesen wurde, nennt die Anfrage, von der es kommt; so lässt es sich wiederholen.",
    },
    shows: ["sources"],
    see: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-objectsync"],
  }),
);
export const confirm = chapter(
  "confirm",
  { en: "Confirm and keep watch", de: "Bestätigen und im Blick behalten" },
  looked("confirm.presence", ["already-synced", "user-not-found", "deleted-on-premises"], "confirm.signIn", {
    title: { en: "The person is on both sides", de: "Die Person ist auf beiden Seiten" },
    says: {
      en: "The cloud account is there, synced, and carries this AD account's anchor.",
      de: "Das Cloud-Konto ist da, synchronisiert, und trägt den Anker dieses AD-Kontos.",
    },
    shows: ["accounts", "anchors"],
    stages: ["ad", "cloud-object"],
    see: [ps`Get-MgUser -UserId ${cloudObject} -Property onPremisesSyncEnabled,onPremisesImmutableId`],
  }),
  looked(
    "confirm.signIn",
    ["sign-in-blocked", "password-sync-stalled", "password-change-required", "false-alarm"],
    "confirm.logs",
    {
      title: { en: "The person can sign in", de: "Die Person kann sich anmelden" },
      says: {
        en: "Nobody signs in on the person's behalf: let them try, and the sign-in log tells the result with its code.",
        de: "Niemand meldet sich für die Person an: Lassen Sie sie es versuchen; das Anmeldeprotokoll nennt das Ergebnis mit seinem Code.",
      },
      shows: ["usable", "signIns"],
      stages: ["sign-in"],
      rests: ["cloud-object"],
      see: [
        ps`Get-MgAuditLogSignIn -Filter ${odata`userPrincipalName eq ${upn}`} -Top 10`,
        {
          en: "Entra admin center › Users › the user › Sign-in logs",
          de: "Entra Admin Center › Benutzer › der Benutzer › Anmeldeprotokolle",
        },
      ],
      now: {
        en: "Testing with the user's password is not done; the sign-in log is read instead.",
        de: "Mit dem Kennwort des Benutzers wird nicht geprüft; stattdessen wird das Anmeldeprotokoll gelesen.",
      },
    },
  ),
  looked("confirm.logs", ["referenced-object-missing", "cloud-service-busy"], "confirm.document", {
    title: {
      en: "The newest cycle has no error for this person",
      de: "Der neueste Zyklus hat keinen Fehler zu dieser Person",
    },
    says: {
      en: "What failed before must now be gone from the newest export.",
      de: "Was vorher scheiterte, darf im neuesten Export nicht mehr vorkommen.",
    },
    shows: ["errors", "runs"],
    against: ["errors"],
    see: [ps`Get-ADSyncRunProfileResult -NumberRequested 6`],
  }),
  advised("confirm.document", "confirm.followUp", {
    title: { en: "The incident report", de: "Der Bericht zum Vorfall" },
    says: {
      en: "Symptom, cause, evidence, what was run by whom, before and after.",
      de: "Symptom, Ursache, Belege, was von wem ausgeführt wurde, vorher und nachher.",
    },
    see: [{ en: "The Report button on the card", de: "Der Knopf „Bericht“ auf der Karte" }],
  }),
  advised("confirm.followUp", "community.feedback", {
    title: { en: "A follow-up check", de: "Ein Blick danach" },
    says: {
      en: "A repaired case is looked at again later by itself, and speaks up if the fault comes back.",
      de: "Ein reparierter Fall wird später von selbst noch einmal angesehen und meldet sich, wenn der Fehler wiederkommt.",
    },
    see: [{ en: "Write “status” in this conversation", de: "In dieser Unterhaltung „Status“ schreiben" }],
  }),
);
export const community = chapter(
  "community",
  { en: "Feedback and other people's cases", de: "Rückmeldung und die Fälle anderer" },
  advised("community.feedback", "community.forum", {
    title: { en: "Tell Microsoft", de: "Microsoft Bescheid geben" },
    says: {
      en: "The feedback button of the admin center and of each documentation page reaches the product group.",
      de: "Der Feedback-Knopf des Admin Centers und jeder Seite der Dokumentation erreicht die Produktgruppe.",
    },
    see: [{ en: "Entra admin center › Feedback", de: "Entra Admin Center › Feedback" }],
  }),
  advised("community.forum", "community.share", {
    title: { en: "Ask the community", de: "Die Community fragen" },
    says: {
      en: "The Microsoft Tech Community and Microsoft Q&A have a board for Entra ID; search for the error code first.",
      de: "Die Microsoft Tech Community und Microsoft Q&A haben ein Forum für Entra ID; suchen Sie zuerst nach dem Fehlercode.",
    },
    see: ["https://techcommunity.microsoft.com/category/microsoft-entra"],
  }),
  advised("community.share", "community.resources", {
    title: { en: "Share the case", de: "Den Fall teilen" },
    says: {
      en: "The report without names makes a good contribution: symptom, code, cause, repair.",
      de: "Der Bericht ohne Namen ist ein guter Beitrag: Symptom, Code, Ursache, Reparatur.",
    },
    see: [{ en: "The Report button on the card", de: "Der Knopf „Bericht“ auf der Karte" }],
  }),
  advised("community.resources", "end.resolved", {
    title: { en: "Read on", de: "Weiterlesen" },
    says: {
      en: "Microsoft's troubleshooting pages for hybrid identity and for conditional access.",
      de: "Microsofts Seiten zur Problembehandlung für Hybrididentität und für bedingten Zugriff.",
    },
    see: [
      "https://learn.microsoft.com/entra/identity/hybrid/connect/",
      "https://learn.microsoft.com/entra/identity/conditional-access/",
    ],
  }),
  ended("end.resolved", {
    title: { en: "The end of the guide", de: "Das Ende des Leitfadens" },
    says: {
      en: "This was the last step. What was seen on the way stands here; nothing of it is said for longer than the time of the last look.",
      de: "Das war der letzte Schritt. Was unterwegs zu sehen war, steht hier; es gilt für den Zeitpunkt des letzten Blicks.",
    },
    see: [],
  }),
  ended("end.escalate", {
    title: { en: "Hand it on", de: "Weitergeben" },
    says: {
      en: "The repair failed or its outcome is not known. Nothing is run again by itself: read the report, look at both sides, then ask Microsoft support with the tracking ids.",
      de: "Die Reparatur schlug fehl, oder ihr Ausgang ist nicht bekannt. Von selbst wird nichts noch einmal ausgeführt: Lesen Sie den Bericht, sehen Sie beide Seiten an, dann fragen Sie den Microsoft-Support mit den Nachverfolgungs-IDs.",
    },
    see: [
      ps`Get-MgUser -UserId ${cloudObject} -Property onPremisesProvisioningErrors,onPremisesLastSyncDateTime`,
      "https://learn.microsoft.com/entra/fundamentals/how-to-get-support",
    ],
  }),
);
