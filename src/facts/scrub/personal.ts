/** Which values of a set of facts are about people and their organization, and which are words of the trade. */
import type { FactKey } from "../../domain";

/** Facts about objects: every text in them is personal but those of `TRADE_PROPERTIES`. */
export const OBJECT_FACTS: ReadonlySet<string> = new Set([
  "ad.user",
  "ad.group",
  "ad.related",
  "ad.deleted",
  "ad.containers",
  "cs.chain",
  "cs.relatedChains",
  "entra.user",
  "entra.relatedUsers",
  "entra.deletedUsers",
  "entra.otherHolders",
  "entra.object",
  "entra.group",
  "entra.syncAccounts",
] satisfies FactKey[]);

/** In objects: classes, states, attribute names and codes, which checks read by their words. */
export const TRADE_PROPERTIES: ReadonlySet<string> = new Set([
  "@odata.type",
  "objectClass",
  "ObjectType",
  "sourceObjectType",
  "ConnectorName",
  "PendingExport",
  "ErrorType",
  "ErrorCode",
  "ErrorLiteral",
  "AttributeConflictName",
  "kind",
  "userType",
  "creationType",
  "usageLocation",
  "category",
  "propertyCausingError",
  "service",
  "serviceInstance",
  "capabilityStatus",
  "provisioningStatus",
  "state",
  "securityIdentifierType",
  "msExchRecipientDisplayType",
  "msExchRecipientTypeDetails",
  "cloudFiltered",
  "cloudMastered",
  "accountEnabled",
  "objectCategory",
]);
/** Elsewhere: values that name somebody or something of the organization. */
export const PERSONAL_PROPERTIES: ReadonlySet<string> = new Set([
  "displayName",
  "userDisplayName",
  "userPrincipalName",
  "givenName",
  "surname",
  "Account",
  "StartName",
  "Site",
  "departments",
  "names",
  "upns",
  "city",
  "companyName",
]);
/** Names that programs and products gave, and the product's own words, by the fact that holds them: kept, and their words are words of the trade in this set of facts. */
export const PRODUCT_NAMES: Readonly<Record<string, readonly string[]>> = {
  ask: ["topics", "errors"],
  "server.services": ["Name", "DisplayName", "StartType", "Status"],
  "server.events": ["LogName", "ProviderName", "LevelDisplayName"],
  "server.endpoints": ["Purpose"],
  "server.runHistory": ["RunProfileName", "Result", "ErrorType", "ErrorName", "AttributeConflictName"],
  "server.syncRules": ["Destination", "SourceObjectType", "TargetObjectType", "Direction"],
  "entra.roles": ["role"],
  "entra.syncJobs": ["code", "reason", "state", "interval"],
} satisfies Partial<Record<FactKey, readonly string[]>>;
/** Below these, `displayName` names an application or an attribute. */
export const NAMES_OF_THE_TRADE: ReadonlySet<string> = new Set(["app", "modifiedProperties", "servicePlans"]);
/** Ids that are the same in every tenant: licences, their plans, Microsoft's applications. */
export const COMMON_IDS: ReadonlySet<string> = new Set([
  "skuId",
  "disabledPlans",
  "servicePlanId",
  "appId",
  "templateId",
]);
/** Numbers that say whose they are: their digits are replaced as one, however they are spaced. */
export const PHONES: ReadonlySet<string> = new Set([
  "telephoneNumber",
  "mobile",
  "homePhone",
  "otherTelephone",
  "ipPhone",
  "pager",
  "facsimileTelephoneNumber",
  "mobilePhone",
  "businessPhones",
  "faxNumber",
  "ipAddress",
]);

/** Names that installers and domains give (adsync reference §1.6; security reference, table M): they tell what an object is, not whose. */
export const STANDARD_NAME =
  /^(account operators|administrators?|adsync(admins|operators|browse|passwordset)|backup operators|builtin|cert publishers|computers|configuration|databases|deleted objects|dnsadmins|domain (admins|computers|controllers|guests|users)|enterprise (admins|key admins|read-only domain controllers)|foreignsecurityprincipals|group policy creator owners|guests?|key admins|krbtgt|lostandfound|managed service accounts|microsoft exchange( system objects)?|print operators|program data|protected users|read-only domain controllers|replicator|schema admins|server operators|services|system|users|adminsdholder|localsystem|support_388945a0|true|false)$/i;
/** Beginnings and marks that checks read. */
export const MARKS = [
  "Sync_",
  "MSOL_",
  "AAD_",
  "ADToAADSyncServiceAccount",
  "ADSyncMSA",
  "ConnectSyncProvisioning_",
  "provAgentgMSA",
  "pGMSA_",
  "AZUREADSSOACC",
  "SUPPORT_388945a0",
  "SystemMailbox",
  "HealthMailbox",
  "PublicFolder_",
  "CAS_",
  "User_",
  "Group_",
  "Contact_",
  "#EXT#",
];
/** Words that stay in running text even where somebody is called so. */
export const TRADE_WORDS: ReadonlySet<string> = new Set(
  (
    "access account accounts active admin agent alias anchor attribute azure badge bot change cloud code common complaint connect connector connectors contact " +
    "container cycle default delta deleted directory domain duplicate entra error event exchange export failed federated filter " +
    "forest full gateway group guest hard host hybrid identity import incident info initial key license mail mailbox management manager match member " +
    "metaverse microsoft missing mobile name network object office online open operator organization password person pilot policy " +
    "premises printer profile provision provisioning proxy request role room rule run scope security server service services shared " +
    "sign sip smtp soft source staging started state status stopped sync synchronization system target team teams tenant test token update user users value " +
    "verified version warning windows with write the and for from not has was are this that you your"
  ).split(" "),
);
/** Labels of domains that say what kind of domain it is. */
export const COMMON_LABELS: ReadonlySet<string> = new Set([
  "onmicrosoft",
  "mail",
  "com",
  "co",
  "org",
  "net",
  "gov",
  "ac",
  "edu",
]);
/** Domains of services: the same for everybody. */
export const SERVICE_DOMAIN =
  /(^|\.)(microsoft|microsoftonline|windows|windowsazure|azure|office|office365|outlook|live|msappproxy|digicert|onmicrosoft)\.(com|net)$/i;
