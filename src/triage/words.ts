/** The words of findings, made when they are shown: a stored finding keeps ids and data. */
import {
  fill,
  isBlaming,
  shown,
  wordsIn,
  type Diagnosis,
  type Finding,
  type Language,
  type Message,
  type RemediationId,
  type Stage,
  type Words,
} from "../domain";
import { CHECKS } from "../checks";
import { REMEDIES } from "../remediations";
import { withPlaces } from "../identity/dn";
import { LEFT } from "./elimination";
import { TITLES } from "./titles";

/** What the judge and the diagnosis themselves say, by message id. */
export const OWN_MESSAGES = {
  unknown: { en: "Could not be checked: {missing}", de: "Konnte nicht geprüft werden: {missing}" },
  crashed: { en: "The check failed: {fault}", de: "Die Prüfung ist fehlgeschlagen: {fault}" },
  blind: {
    code: "undetermined",
    text: {
      en: "The on-premises side could not be read, and the cloud side alone does not decide.",
      de: "Die lokale Seite konnte nicht gelesen werden, und die Cloudseite allein entscheidet nicht.",
    },
    advice: [
      {
        en: "Bring the agent on the sync server back (service running, outbound 443 to the relay open), then re-check.",
        de: "Bringen Sie den Agent auf dem Synchronisierungsserver zurück (Dienst läuft, 443 ausgehend zum Relay offen) und prüfen Sie erneut.",
      },
    ],
  },
} as const satisfies Readonly<Record<string, Message>>;

const undecided = (text: Words, ...advice: Words[]): Message => ({ code: "undetermined", text, advice });
/** What to look at where nothing decides: one look for each place where the object is not shown well, which would tell. */
export const LOOKS = {
  ad: undecided(
    {
      en: "Nothing that was read explains what was reported: it was not shown that the object lives in Active Directory.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Es zeigte sich nicht, dass das Objekt in Active Directory lebt.",
    },
    {
      en: 'The one look that would tell: Get-ADObject -LDAPFilter "(|(userPrincipalName=…)(proxyAddresses=smtp:…)(sAMAccountName=…))" -IncludeDeletedObjects -Properties * on a domain controller of each forest.',
      de: 'Der eine Blick, der es zeigte: Get-ADObject -LDAPFilter "(|(userPrincipalName=…)(proxyAddresses=smtp:…)(sAMAccountName=…))" -IncludeDeletedObjects -Properties * auf einem Domänencontroller jeder Gesamtstruktur.',
    },
  ),
  import: undecided(
    {
      en: "Nothing that was read explains what was reported: Active Directory has the object, and it was not shown that the engine imported it. Open: {open}.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Active Directory hat das Objekt, und es zeigte sich nicht, dass das Synchronisierungsmodul es importiert hat. Offen: {open}.",
    },
    {
      en: "The one look that would tell: Synchronization Service Manager › Connectors › the AD connector › Search Connector Space by its DN; not there: check its OU, its class and the connector account's rights on it.",
      de: "Der eine Blick, der es zeigte: Synchronization Service Manager › Connectors › der AD-Connector › Search Connector Space nach seinem DN; fehlt es dort: OU, Klasse und die Rechte des Connectorkontos darauf prüfen.",
    },
  ),
  join: undecided(
    {
      en: "Nothing that was read explains what was reported: the engine imported the object, and it was not shown that a sync rule took it on. Open: {open}.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Das Synchronisierungsmodul hat das Objekt importiert, und es zeigte sich nicht, dass eine Synchronisierungsregel es übernahm. Offen: {open}.",
    },
    {
      en: "The one look that would tell: in its connector-space properties press Preview › Generate Preview (full), and read which inbound rule applies and what cloudFiltered becomes.",
      de: "Der eine Blick, der es zeigte: in seinen Eigenschaften im connector space Preview › Generate Preview (full); lesen Sie, welche eingehende Regel gilt und was aus cloudFiltered wird.",
    },
  ),
  export: undecided(
    {
      en: "Nothing that was read explains what was reported: the rules took the object on, and it was not shown that its export was confirmed. Open: {open}.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Die Regeln haben das Objekt übernommen, und es zeigte sich nicht, dass sein Export bestätigt wurde. Offen: {open}.",
    },
    {
      en: "The one look that would tell: Synchronization Service Manager › the Entra connector › Search Connector Space for the object, tab Pending Export and tab Export Error.",
      de: "Der eine Blick, der es zeigte: Synchronization Service Manager › der Entra-Connector › Search Connector Space für das Objekt, Register Pending Export und Export Error.",
    },
  ),
  "cloud-object": undecided(
    {
      en: "Nothing that was read explains what was reported: it was not shown that the cloud object is the one that belongs to this account. Open: {open}.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Es zeigte sich nicht, dass das Cloudobjekt das zu diesem Konto gehörende ist. Offen: {open}.",
    },
    {
      en: "The one look that would tell: Entra admin center › Users › the user › Properties › On-premises immutable ID, beside the sourceAnchor of the AD account; and Deleted users for the same name.",
      de: "Der eine Blick, der es zeigte: Entra admin center › Users › der Benutzer › Properties › On-premises immutable ID, neben dem sourceAnchor des AD-Kontos; und Deleted users nach demselben Namen.",
    },
  ),
  values: undecided(
    {
      en: "Nothing that was read explains what was reported: the object has arrived, and it was not shown that all its values did. Open: {open}.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Das Objekt ist angekommen, und es zeigte sich nicht, dass alle seine Werte es sind. Offen: {open}.",
    },
    {
      en: "The one look that would tell: compare the attribute that was reported in Active Directory and in Entra, then the lineage of that attribute in the metaverse object (Metaverse Search › Properties).",
      de: "Der eine Blick, der es zeigte: das gemeldete Attribut in Active Directory und in Entra vergleichen, dann die Herkunft dieses Attributs im metaverse-Objekt (Metaverse Search › Properties).",
    },
  ),
  services: undecided(
    {
      en: "Nothing that was read explains what was reported: synchronization has brought the user, and it was not shown that licence and mailbox are there.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Die Synchronisierung hat den Benutzer gebracht, und es zeigte sich nicht, dass Lizenz und Postfach da sind.",
    },
    {
      en: "The one look that would tell: Microsoft 365 admin center › the user › Licences and apps; then Get-EXORecipient and Get-EXOMailbox for the user in Exchange Online PowerShell.",
      de: "Der eine Blick, der es zeigte: Microsoft 365 admin center › der Benutzer › Licences and apps; dann Get-EXORecipient und Get-EXOMailbox für den Benutzer in Exchange Online PowerShell.",
    },
  ),
  password: undecided(
    {
      en: "Nothing that was read explains what was reported: synchronization has brought the user, and it was not shown that this password followed.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Die Synchronisierung hat den Benutzer gebracht, und es zeigte sich nicht, dass dieses Kennwort folgte.",
    },
    {
      en: "The one look that would tell: on the sync server, event 657 (Directory Synchronization) for this user's DN after the password change; or Invoke-ADSyncDiagnostics -PasswordSync for the user's DN.",
      de: "Der eine Blick, der es zeigte: auf dem Synchronisierungsserver Ereignis 657 (Directory Synchronization) für den DN dieses Benutzers nach der Kennwortänderung; oder Invoke-ADSyncDiagnostics -PasswordSync für den DN.",
    },
  ),
  writeback: undecided(
    {
      en: "Nothing that was read explains what was reported: it was not shown what became of the password that was set in the cloud.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Es zeigte sich nicht, was aus dem in der Cloud gesetzten Kennwort wurde.",
    },
    {
      en: "The one look that would tell: on the sync server, the events of PasswordResetService (31001 begin, 31002 done, 33xxx refused) at the time of the attempt.",
      de: "Der eine Blick, der es zeigte: auf dem Synchronisierungsserver die Ereignisse von PasswordResetService (31001 Beginn, 31002 fertig, 33xxx abgelehnt) zur Zeit des Versuchs.",
    },
  ),
  "sign-in": undecided(
    {
      en: "Nothing that was read explains what was reported: synchronization has brought the user, and it was not shown why the sign-in fails.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Die Synchronisierung hat den Benutzer gebracht, und es zeigte sich nicht, warum die Anmeldung fehlschlägt.",
    },
    {
      en: "The one look that would tell: Entra admin center › Users › the user › Sign-in logs: the error code and the failed policy of the newest attempt.",
      de: "Der eine Blick, der es zeigte: Entra admin center › Users › der Benutzer › Sign-in logs: der Fehlercode und die fehlgeschlagene Richtlinie des neuesten Versuchs.",
    },
  ),
  group: undecided(
    {
      en: "Nothing that was read explains what was reported: synchronization has brought the person, and it was not shown that the membership arrived.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Die Synchronisierung hat die Person gebracht, und es zeigte sich nicht, dass die Mitgliedschaft ankam.",
    },
    {
      en: "The one look that would tell: the group's own object: is it synced (Entra › Groups › the group › Source), and is the person in its member attribute in Active Directory?",
      de: "Der eine Blick, der es zeigte: das Objekt der Gruppe selbst: Ist sie synchronisiert (Entra › Groups › die Gruppe › Source), und steht die Person in ihrem Attribut member in Active Directory?",
    },
  ),
  list: undecided(
    {
      en: "Nothing that was read explains what was reported: synchronization has brought the person, and it was not shown which list lacks them and why.",
      de: "Nichts, was gelesen wurde, erklärt das Gemeldete: Die Synchronisierung hat die Person gebracht, und es zeigte sich nicht, in welcher Liste sie fehlt und warum.",
    },
    {
      en: "The one look that would tell: Get-EXORecipient for the person: HiddenFromAddressListsEnabled and RecipientTypeDetails; then the address book policy of who looks.",
      de: "Der eine Blick, der es zeigte: Get-EXORecipient für die Person: HiddenFromAddressListsEnabled und RecipientTypeDetails; dann die Adressbuchrichtlinie dessen, der nachsieht.",
    },
  ),
  elsewhere: undecided(
    {
      en: "Every stage that was asked about is shown well; what was reported is not explained by anything that was read.",
      de: "Jede Station, nach der gefragt war, zeigt sich in Ordnung; das Gemeldete wird durch nichts erklärt, was gelesen wurde.",
    },
    {
      en: "The one look that would tell: the same complaint at the place where it was seen, with its time, its exact words and the account that saw it.",
      de: "Der eine Blick, der es zeigte: dieselbe Beschwerde an dem Ort, wo sie auftrat, mit Zeit, genauem Wortlaut und dem Konto, das sie sah.",
    },
  ),
} as const;

const OWN: Readonly<Record<string, Message>> = { ...OWN_MESSAGES, ...LOOKS, ...LEFT };
const messages = new Map(CHECKS.map((c) => [c.id, c.messages] as const));
const messageOf = (f: Finding): Message | undefined => messages.get(f.check)?.[f.message] ?? OWN[f.message];

/** How a moment (ISO 8601 UTC) is written. */
type Written = (iso: string, language: Language) => string;
/** Data of findings in which systems tell when; no value of a directory stands there. */
const MOMENTS: readonly string[] = [
  "at",
  "changed",
  "checkin",
  "import",
  "last",
  "lastSync",
  "next",
  "set",
  "since",
  "success",
  "when",
];
const ISO = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
/** The data with their moments as the reader is shown them. */
const written = (data: Finding["data"], language: Language, as: Written): Finding["data"] =>
  Object.fromEntries(
    Object.entries(data).map(([key, v]) => [
      key,
      MOMENTS.includes(key) ? shown(v, language).replace(ISO, (iso) => as(iso, language)) : v,
    ]),
  );

/** The sentence of a finding; its ids where a newer version no longer knows the message. */
export function textOf(f: Finding, language: Language = "en", moment?: Written): string {
  const m = messageOf(f);
  if (m === undefined) return `${f.check}: ${f.message}`;
  const data = moment === undefined ? f.data : written(f.data, language, moment);
  return fill(wordsIn(isBlaming(m) ? m.text : m, language), data, language);
}
/** What an admin does by hand about a finding. */
export function adviceOf(f: Finding, language: Language = "en"): string[] {
  const m = messageOf(f);
  return isBlaming(m) ? (m.advice ?? []).map((a) => fill(wordsIn(a, language), f.data, language)) : [];
}
/** A cmdlet with what it takes: there a DN has to stay as it is. */
const COMMAND = /\b[A-Z][a-z]+-[A-Z]\w+/;
/** A sentence with its DNs as people read them, unless it holds a command. */
export const briefly = (text: string): string => (COMMAND.test(text) ? text : withPlaces(text));
export const titleOf = (code: Diagnosis["rootCause"]["code"], language: Language = "en"): string =>
  wordsIn(TITLES[code], language);
const STAGE: Readonly<Record<Stage, Words>> = {
  ad: "Active Directory",
  import: "Import",
  join: { en: "Join and sync rules", de: "Verbindung und Synchronisierungsregeln" },
  export: "Export",
  "cloud-object": { en: "Cloud object", de: "Cloudobjekt" },
  values: { en: "Values", de: "Werte" },
  services: { en: "Licence and mailbox", de: "Lizenz und Postfach" },
  "sign-in": { en: "Password and sign-in", de: "Kennwort und Anmeldung" },
  lists: { en: "Groups and address lists", de: "Gruppen und Adresslisten" },
};
/** What people call a stage of the way. */
export const stageTitleOf = (stage: Stage, language: Language = "en"): string => wordsIn(STAGE[stage], language);
/** What a repair is called. */
export const remedyTitleOf = (id: RemediationId, language: Language = "en"): string =>
  wordsIn(REMEDIES.find((r) => r.id === id)?.title ?? id, language);
/** The sentence of the root cause. */
export const causeTextOf = (d: Pick<Diagnosis, "findings">, language: Language = "en", moment?: Written): string =>
  d.findings[0] === undefined ? "" : textOf(d.findings[0], language, moment);
/** Other findings that are worth a line beside the root cause. */
const BESIDE = 3;
/** The advice of the root cause, then of what stands beside it, each once. */
export function diagnosisAdvice(d: Pick<Diagnosis, "findings">, language: Language = "en"): string[] {
  const [root, ...rest] = d.findings;
  return [
    ...new Set([
      ...(root === undefined ? [] : adviceOf(root, language)),
      ...rest.slice(0, BESIDE).flatMap((f) => {
        const { code } = f;
        return code === undefined ? [] : adviceOf(f, language).map((a) => `${titleOf(code, language)}: ${a}`);
      }),
    ]),
  ];
}
