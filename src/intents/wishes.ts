/** What people ask of the bot that it does not do: how they say it, and what does it instead. Data. */
import type { Words } from "../domain";

/** One kind of wish. */
export interface Wish {
  /** In the language of `triage/phrases.ts`, over clauses whose names are `x`. */
  readonly phrases: readonly string[];
  /** What is not done here. */
  readonly says: Words;
  /** What does it: a command, or a place; none where nothing of Microsoft 365 does. */
  readonly instead?: Words;
  /** The page of the vendor, or of the portal. */
  readonly link?: string;
}
export const WISHES = {
  password: {
    phrases: [
      "^ [{courteous}] reset|change|set|unlock [{courteous}] … password|passwords|pw|mfa|pin",
      "{can} reset|change|set|unlock … password|passwords|pw|mfa|pin",
      "^ [{courteous}] unlock",
      "{can} unlock",
      "new|temporary password for",
      "setz|setze|ändere|änder [{courteous}] … kennwort|passwort|pw",
      "kennwort|passwort|pw … zurücksetzen|zurück|ändern|setzen",
      "neues kennwort|passwort für",
      "restablece|cambia|restablecer … contraseña",
      "réinitialise|réinitialiser|change … mot de passe",
    ],
    says: { en: "I do not reset or set passwords.", de: "Ich setze keine Kennwörter zurück und vergebe keine." },
    instead: {
      en: "The Microsoft Entra admin center does (Users, the user, Reset password); with password writeback off, Active Directory does: Set-ADAccountPassword.",
      de: "Das tut das Microsoft Entra Admin Center (Benutzer, die Person, Kennwort zurücksetzen); ohne Kennwortrückschreiben das Active Directory: Set-ADAccountPassword.",
    },
    link: "https://learn.microsoft.com/entra/fundamentals/users-reset-password-azure-portal",
  },
  licence: {
    phrases: [
      "^ [{courteous}] assign|give|add|remove|buy|grant|order … licence|license|licences|licenses|e1|e3|e5|f3|p1|p2",
      "{can} assign|give|add|remove|buy|grant … licence|license|licences|licenses|e1|e3|e5|f3|p1|p2",
      "weise|weis|gib|vergib|kauf … lizenz|lizenzen|e1|e3|e5|f3",
      "lizenz|lizenzen … zuweisen|zu|geben|entziehen|kaufen",
      "asigna|asignar … licencia",
      "attribue|attribuer … licence",
    ],
    says: { en: "I do not assign or take licences.", de: "Ich weise keine Lizenzen zu und entziehe keine." },
    instead: {
      en: "The Microsoft 365 admin center does (Users, Active users, Licenses and apps), or Set-MgUserLicense. The usage location must be set first.",
      de: "Das tut das Microsoft 365 Admin Center (Benutzer, Aktive Benutzer, Lizenzen und Apps) oder Set-MgUserLicense. Zuvor muss der Verwendungsstandort gesetzt sein.",
    },
    link: "https://learn.microsoft.com/microsoft-365/admin/manage/assign-licenses-to-users",
  },
  roles: {
    phrases: [
      "^ [{courteous}] make|grant|give|assign|promote … admin|administrator|role|roles|owner|permission|permissions|rights",
      "{can} make|grant|give|assign … admin|administrator|role|roles|owner|permission|permissions|rights",
      "mach|gib|weise … admin|administrator|rolle|rechte",
    ],
    says: { en: "I do not give or take roles and rights.", de: "Ich vergebe und entziehe keine Rollen und Rechte." },
    instead: {
      en: "The Microsoft Entra admin center does (Roles and administrators, or Privileged Identity Management).",
      de: "Das tut das Microsoft Entra Admin Center (Rollen und Administratoren oder Privileged Identity Management).",
    },
    link: "https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal",
  },
  members: {
    phrases: [
      "^ [{courteous}] add|put|remove|take … x … group|groups|team|list|x",
      "{can} add|put|remove … group|groups|list",
      "füge|füg|nimm|pack … gruppe|verteiler|team|liste",
      "gruppe|verteiler|team|liste … hinzufügen|hinzu|aufnehmen|entfernen",
      "añade|agrega|añadir … grupo",
      "ajoute|ajouter … groupe",
    ],
    says: {
      en: "I do not change who is in a group, but for the pilot group of a repair that somebody approves.",
      de: "Ich ändere nicht, wer in einer Gruppe ist, außer bei der Pilotgruppe einer genehmigten Reparatur.",
    },
    instead: {
      en: "For a group of Active Directory: Add-ADGroupMember; for a cloud group: the Microsoft Entra admin center or New-MgGroupMember.",
      de: "Bei einer Gruppe des Active Directory: Add-ADGroupMember; bei einer Cloudgruppe: das Microsoft Entra Admin Center oder New-MgGroupMember.",
    },
    link: "https://learn.microsoft.com/entra/fundamentals/how-to-manage-groups",
  },
  create: {
    phrases: [
      "^ [{courteous}] create|make|onboard|provision|register [a|an|the|another|us] [new] user|users|account|accounts|mailbox|group|contact|guest|team|intern",
      "{can} create|make|onboard|set … user|users|account|mailbox|group|guest",
      "^ [{courteous}] add|set|need [up] [a|an|the] [new] user|account|mailbox|guest",
      "benutzer|benutzerin|konto|account|postfach|gruppe|gast|nutzer|user … anlegen|erstellen|einrichten|an .",
      "leg|lege|erstell|erstelle|richte … benutzer|konto|account|postfach|gruppe|gast|nutzer|user",
      "crea|crear … usuario|cuenta|grupo",
      "crée|créer … utilisateur|compte|groupe",
    ],
    says: {
      en: "I do not create users, groups or mailboxes.",
      de: "Ich lege keine Benutzer, Gruppen oder Postfächer an.",
    },
    instead: {
      en: "A synchronized user is created in Active Directory (New-ADUser) in an OU that is selected; the next cycle brings it. A cloud user: the Microsoft Entra admin center or New-MgUser.",
      de: "Ein synchronisierter Benutzer wird im Active Directory angelegt (New-ADUser), in einer ausgewählten OU; der nächste Zyklus bringt ihn. Ein Cloudbenutzer: das Microsoft Entra Admin Center oder New-MgUser.",
    },
    link: "https://learn.microsoft.com/entra/fundamentals/how-to-create-delete-users",
  },
  remove: {
    phrases: [
      "^ [{courteous}] delete|remove|disable|deactivate|block|offboard|terminate|purge … account|accounts|user|users|mailbox|x",
      "{can} delete|remove|disable|deactivate|block … account|user|mailbox|x",
      "lösche|lösch|deaktiviere|sperre|sperr|entferne … konto|benutzer|account|postfach|x",
      "konto|benutzer|account|postfach|x … löschen|deaktivieren|sperren|entfernen .",
      "elimina|borra|eliminar|borrar … cuenta|usuario|x",
      "supprime|supprimer … compte|utilisateur|x",
    ],
    says: {
      en: "I do not delete or disable accounts on request; I offer it only where an account is the cause of a fault, and somebody approves it.",
      de: "Ich lösche oder deaktiviere keine Konten auf Zuruf; ich biete es nur an, wo ein Konto die Ursache eines Fehlers ist und jemand es genehmigt.",
    },
    instead: {
      en: "A synchronized account is disabled or deleted in Active Directory (Disable-ADAccount, Remove-ADUser); a cloud account in the Microsoft Entra admin center or by Remove-MgUser.",
      de: "Ein synchronisiertes Konto wird im Active Directory deaktiviert oder gelöscht (Disable-ADAccount, Remove-ADUser), ein Cloudkonto im Microsoft Entra Admin Center oder mit Remove-MgUser.",
    },
    link: "https://learn.microsoft.com/entra/fundamentals/how-to-create-delete-users",
  },
  change: {
    phrases: [
      "^ [{courteous}] change|rename|update|set|edit|modify … name|upn|mail|email|address|phone|attribute|department|manager|title|x",
      "{can} change|rename|update|edit … name|upn|mail|email|address|phone|attribute|department|manager|title",
      "^ [{courteous}] ändere|änder|benenne … name|namen|upn|mail|adresse|telefonnummer|attribut|abteilung|x",
      "cambia|cambiar … nombre|correo|teléfono",
    ],
    says: {
      en: "I do not change attributes on request; I offer it only where a value is the cause of a fault, and somebody approves it.",
      de: "Ich ändere keine Attribute auf Zuruf; ich biete es nur an, wo ein Wert die Ursache eines Fehlers ist und jemand es genehmigt.",
    },
    instead: {
      en: "What is synchronized is changed in Active Directory (Set-ADUser); the next cycle brings it.",
      de: "Was synchronisiert wird, ändert man im Active Directory (Set-ADUser); der nächste Zyklus bringt es.",
    },
    link: "https://learn.microsoft.com/powershell/module/activedirectory/set-aduser",
  },
  engine: {
    phrases: [
      "^ [{courteous}] stop|pause|disable|turn|switch … {engine}|staging",
      "^ [{courteous}] restart|reboot|upgrade|update|install|uninstall … {engine}|server",
      "{can} stop|pause|disable|restart|reboot|upgrade|install … {engine}|server",
      "schalte|schalt … {engine}|staging … aus|ab|an|ein",
      "stoppe|stopp|pausiere|deaktiviere|starte … {engine} neu|.",
      "{engine}|server … neu starten|anhalten|stoppen|neustarten",
    ],
    says: {
      en: "I do not stop, restart or change the sync server on request; I offer what repairs it where it is the cause of a fault, and somebody approves it.",
      de: "Ich stoppe, starte oder ändere den Synchronisierungsserver nicht auf Zuruf; ich biete an, was ihn repariert, wo er die Ursache eines Fehlers ist und jemand es genehmigt.",
    },
    instead: {
      en: "On the sync server: Set-ADSyncScheduler -SyncCycleEnabled $false, Restart-Service ADSync, or the Microsoft Entra Connect wizard.",
      de: "Auf dem Synchronisierungsserver: Set-ADSyncScheduler -SyncCycleEnabled $false, Restart-Service ADSync oder der Assistent von Microsoft Entra Connect.",
    },
    link: "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler",
  },
  other: {
    phrases: [
      "^ [{courteous}] order|buy|book|play|sing|translate|write|draw|cook|call|remind|schedule|email|google|paint",
      "{can} order|buy|book|play|sing|translate|write|draw|cook|call|remind",
      "tell|know me|us a joke|story",
      "weather|pizza|joke|horoscope|lottery|football",
      "bestell|bestelle|kauf|buche|buch|spiel|sing|übersetz|übersetze|schreib|schreibe|ruf|erinnere|koch",
      "wetter|witz|horoskop|lotto|fußball",
      "pide|compra|reserva",
      "commande|achète|réserve",
    ],
    says: {
      en: "That is nothing that I do: I find out why somebody is missing or wrong in Microsoft 365.",
      de: "Das gehört nicht zu dem, was ich tue: Ich finde heraus, warum jemand in Microsoft 365 fehlt oder falsch ist.",
    },
  },
} as const satisfies Readonly<Record<string, Wish>>;
export type WishId = keyof typeof WISHES;
