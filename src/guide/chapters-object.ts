/** Chapters six to thirteen: the object itself, quarantine, logs and portals, the confirmation, matching and duplicates. */
import { advised, chapter, looked } from "./node";

export const objects = chapter(
  "objects",
  "The account itself",
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
    ],
    "objects.status",
    {
      title: "Sign-in name and addresses agree on both sides",
      says: "UPN, mail and proxyAddresses are compared value by value, and each value against the rules of the service.",
      see: [
        "Get-ADUser <sam> -Properties userPrincipalName,mail,proxyAddresses,mailNickname",
        "Get-MgUser -UserId <upn> -Property userPrincipalName,mail,proxyAddresses,onPremisesUserPrincipalName",
      ],
      now: "Get-MsolUser is retired with the MSOnline module; Get-MgUser of Microsoft Graph PowerShell takes its place.",
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
      "password-sync-stalled",
      "password-change-required",
      "password-sync-filtered",
      "password-writeback-failing",
      "password-writeback-refused",
      "sign-in-agent-failing",
      "false-alarm",
    ],
    "objects.matching",
    {
      title: "What has arrived is complete and usable",
      says: "A person can be in the cloud and still look missing: no licence, a blocked sign-in, a mailbox that Exchange refuses, a password that never came.",
      see: [
        "Entra admin center › Users › the user › Properties › On-premises",
        "Get-ADSyncCSObjectLog -Identifier <id> -Count 10",
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
      title: "The sourceAnchor on both sides is the same",
      says: "The anchor decides which cloud account belongs to which AD account. It is compared byte by byte in both of its forms.",
      see: [
        "[Convert]::ToBase64String((Get-ADUser <sam> -Properties mS-DS-ConsistencyGuid).'mS-DS-ConsistencyGuid')",
        "Get-MgUser -UserId <upn> -Property onPremisesImmutableId",
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
      title: "Nobody else holds the name or an address",
      says: "Users, deleted users, guests, contacts and groups in the cloud, and every synced forest on premises: whoever holds a value of this person is in the way.",
      see: [
        "Get-MgUser -Filter \"proxyAddresses/any(p:p eq 'smtp:<address>')\"",
        "Get-MgDirectoryDeletedItemAsUser -All",
      ],
    },
  ),
);
export const quarantine = chapter(
  "quarantine",
  "Quarantine and rights",
  looked("quarantine.identify", ["quarantined-attribute", "provisioning-job-quarantined"], "quarantine.rights", {
    title: "No value and no job is in quarantine",
    says: "Two different things carry the name: a single withheld value of a user, and a whole Cloud Sync job that has been slowed down.",
    see: [
      "Get-MgUser -UserId <id> -Property onPremisesProvisioningErrors",
      "Entra admin center › Entra Connect › Cloud sync › the configuration",
    ],
  }),
  looked("quarantine.rights", ["ad-permission-missing", "provisioning-permission"], "quarantine.violations", {
    title: "The sync account may read and write what it must",
    says: "A missing right shows as permission-issue 8344 on export, or as an object that the engine does not see at all.",
    see: ['Show-ADSyncADObjectPermissions -ADobjectDN "<distinguished name>"'],
  }),
  looked("quarantine.violations", ["invalid-attribute-value", "attribute-too-large"], "quarantine.clear", {
    title: "No value breaks the service's format",
    says: "Characters, length and number of values are checked against the limits of the service; mend them in AD, then let a cycle run.",
    see: ["Get-ADUser <sam> -Properties * | Format-List userPrincipalName,proxyAddresses,mailNickname,userCertificate"],
  }),
  advised("quarantine.clear", "logs.manager", {
    title: "Leaving quarantine",
    says: "Once the conflict is gone the service releases a withheld value by itself, about hourly; a cycle is enough. A quarantined Cloud Sync job is restarted after its cause is mended.",
    see: ["Entra admin center › Cloud sync › Clear quarantine (or the repair on the card)"],
    now: "There is no button that takes a user out of quarantine: the cause is mended and the value follows.",
  }),
);
export const logs = chapter(
  "logs",
  "Logs and what they say",
  advised("logs.manager", "logs.events", {
    title: "The engine's own history",
    says: "What each run did and which object failed. The product has read the newest runs for this case already.",
    see: [
      "Get-ADSyncRunProfileResult -NumberRequested 12 | Format-Table ConnectorName,RunProfileName,Result,StartDate",
    ],
    now: "The Synchronization Service Manager keeps its history in the database, not in files. Files under %ProgramData%\\AADConnect are the wizard's; the Cloud Sync agent's are under its own Trace folder.",
  }),
  advised("logs.events", "logs.health", {
    title: "Windows events",
    says: "Two sources tell the story: ADSync (the engine) and Directory Synchronization (the conversation with the cloud). The id counts, together with its source.",
    see: [
      "Get-WinEvent -FilterHashtable @{LogName='Application'; ProviderName='ADSync','Directory Synchronization'} -MaxEvents 50",
    ],
    now: "The source is called Directory Synchronization or ADSync; there is none named Azure AD Connect.",
  }),
  looked("logs.health", ["false-alarm"], "logs.powershell", {
    title: "Connect Health and its mails",
    says: "Connect Health watches from outside. An alert about its own agent is not a fault of the synchronization.",
    see: ["Entra admin center › Monitoring & health › Entra Connect Health"],
    now: "Microsoft Graph does not serve Connect Health for sync; the product reads the server instead.",
  }),
  advised("logs.powershell", "portal.center", {
    title: "PowerShell on the server",
    says: "The scheduler's and the runs' state at this moment.",
    see: [
      "Get-ADSyncScheduler",
      "Get-ADSyncConnectorRunStatus",
      "Get-ADSyncConnectorStatistics -ConnectorName '<name>'",
    ],
    now: "The cmdlet for runs is Get-ADSyncRunProfileResult.",
  }),
);
export const portal = chapter(
  "portal",
  "Portals",
  advised("portal.center", "portal.help", {
    title: "The admin center's view",
    says: "Last sync, errors by object and the deletion threshold as the cloud sees them.",
    see: ["Entra admin center › Identity › Hybrid management › Microsoft Entra Connect › Connect Sync"],
    now: "There is no automation center with one-click remediation in Entra; repairs run from the card here, after approval.",
  }),
  advised("portal.help", "anchors.reprovisioned", {
    title: "Graph and the documentation",
    says: "Every reading of this case names the request it came from, so that it can be repeated.",
    see: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-objectsync"],
  }),
);
export const anchors = chapter(
  "anchors",
  "Re-created accounts and their anchors",
  looked("anchors.reprovisioned", ["anchor-mismatch", "orphaned-cloud-object", "wrong-match"], "anchors.decide", {
    title: "The AD account is the one that the cloud account was made from",
    says: "An account that was deleted and made again, or moved to another forest, has a new objectGUID; the cloud account still carries the old anchor.",
    see: [
      "Get-ADUser <sam> -Properties objectGUID,mS-DS-ConsistencyGuid,whenCreated",
      "Get-MgUser -UserId <upn> -Property onPremisesImmutableId,createdDateTime",
    ],
  }),
  [
    {
      kind: "ask",
      id: "anchors.decide",
      title: "Which of the two objects stays?",
      says: "The one with mailbox, licence and sign-ins is kept and tied to the AD account; an empty one goes.",
      see: [],
      answers: {
        "keep the cloud account": "objects.matching.repair",
        "remove the stale one": "duplicates.remove.repair",
        neither: "duplicates.stale",
      },
    },
  ],
);
export const duplicates = chapter(
  "duplicates",
  "Duplicates on the two sides",
  looked("duplicates.stale", ["orphaned-cloud-object"], "duplicates.collisions", {
    title: "No stale cloud account is left over",
    says: "Accounts that never came from AD, or whose AD side is gone, and that hold this person's values.",
    see: ['Get-MgUser -All -Filter "onPremisesSyncEnabled ne true" -ConsistencyLevel eventual -CountVariable n'],
    now: "Never synced means that onPremisesSyncEnabled is empty; LastDirSyncTime belongs to the retired MSOnline module.",
  }),
  looked(
    "duplicates.collisions",
    ["duplicate-cloud-user", "on-premises-duplicate", "quarantined-attribute"],
    "duplicates.remove",
    {
      title: "No value is claimed twice",
      says: "Sign-in name and addresses are compared across both sides, without letter case.",
      see: ['Get-ADObject -LDAPFilter "(proxyAddresses=smtp:<address>)" -Server <global catalog>:3268'],
    },
  ),
  looked("duplicates.remove", ["soft-deleted-conflict", "duplicate-cloud-user"], "duplicates.resync", {
    title: "The duplicate is gone, or joined",
    says: "There is no merge in Entra: an account is matched to the AD account, or it is removed. Mail and files go with a removed account after thirty days, so an empty one is proved empty first.",
    see: ["Entra admin center › Users › Deleted users"],
    now: "Merging does not exist; match or delete.",
  }),
  looked("duplicates.resync", ["sync-pending", "full-import-required"], "duplicates.document", {
    title: "A cycle has taken the change along",
    says: "After the clean-up a delta cycle joins the accounts; where the engine has never read the object, a full import.",
    see: ["Start-ADSyncSyncCycle -PolicyType Delta"],
  }),
  advised("duplicates.document", "confirm.presence", {
    title: "What was cleaned up is written down",
    says: "The report lists each value before and after, who approved it and when.",
    see: ["The Report button on the card"],
  }),
);
export const confirm = chapter(
  "confirm",
  "Confirm and keep watch",
  looked("confirm.presence", ["already-synced", "user-not-found"], "confirm.signIn", {
    title: "The person is on both sides",
    says: "The cloud account is there, synced, and carries this AD account's anchor.",
    see: ["Get-MgUser -UserId <upn> -Property onPremisesSyncEnabled,onPremisesImmutableId"],
  }),
  looked("confirm.signIn", ["sign-in-blocked", "password-sync-stalled"], "confirm.logs", {
    title: "The person can sign in",
    says: "Nobody signs in on the person's behalf: let them try, and the sign-in log tells the result with its code.",
    see: ["Entra admin center › Users › the user › Sign-in logs"],
    now: "Testing with the user's password is not done; the sign-in log is read instead.",
  }),
  looked("confirm.logs", ["referenced-object-missing", "cloud-service-busy"], "confirm.document", {
    title: "The newest cycle has no error for this person",
    says: "What failed before must now be gone from the newest export.",
    see: ["Get-ADSyncRunProfileResult -NumberRequested 6"],
  }),
  advised("confirm.document", "confirm.followUp", {
    title: "The incident report",
    says: "Symptom, cause, evidence, what was run by whom, before and after.",
    see: ["The Report button on the card"],
  }),
  advised("confirm.followUp", "community.feedback", {
    title: "A follow-up check",
    says: "The case is looked at again later by itself, and speaks up if the fault comes back.",
    see: ["status"],
  }),
);
export const community = chapter(
  "community",
  "Feedback and other people's cases",
  advised("community.feedback", "community.forum", {
    title: "Tell Microsoft",
    says: "The feedback button of the admin center and of each documentation page reaches the product group.",
    see: ["Entra admin center › Feedback"],
  }),
  advised("community.forum", "community.share", {
    title: "Ask the community",
    says: "The Microsoft Tech Community and Microsoft Q&A have a board for Entra ID; search for the error code first.",
    see: ["https://techcommunity.microsoft.com/category/microsoft-entra"],
  }),
  advised("community.share", "community.resources", {
    title: "Share the case",
    says: "The report without names makes a good contribution: symptom, code, cause, repair.",
    see: ["The Report button on the card"],
  }),
  advised("community.resources", "end.resolved", {
    title: "Read on",
    says: "Microsoft's troubleshooting pages for hybrid identity and for conditional access.",
    see: ["https://learn.microsoft.com/entra/identity/hybrid/connect/"],
  }),
  [
    { kind: "end", id: "end.resolved", title: "The end of the guide", says: "Every step has been looked at.", see: [] },
    {
      kind: "end",
      id: "end.escalate",
      title: "Hand it on",
      says: "The repair failed or its outcome is not known. Nothing is run again by itself: read the report, look at both sides, then ask Microsoft support with the tracking ids.",
      see: [],
    },
  ],
);
