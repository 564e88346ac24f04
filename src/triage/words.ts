/** The words of findings, made when they are shown: a stored finding keeps ids and data. */
import {
  fill,
  isBlaming,
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
import { LEFT } from "./elimination";
import { TITLES } from "./titles";

/** What the judge and the diagnosis themselves say, by message id. */
export const OWN_MESSAGES = {
  unknown: "Could not be checked: {missing}",
  crashed: "The check failed: {fault}",
  blind: {
    code: "undetermined",
    text: "The on-premises side could not be read, and the cloud side alone does not decide.",
    advice: [
      "Bring the agent on the sync server back (service running, outbound 443 to the relay open), then re-check.",
    ],
  },
} as const satisfies Readonly<Record<string, Message>>;

const undecided = (text: Words, ...advice: Words[]): Message => ({ code: "undetermined", text, advice });
/** What to look at where nothing decides: one look for each place where the object is not shown well, which would tell. */
export const LOOKS = {
  ad: undecided(
    "Nothing that was read explains what was reported: it was not shown that the object lives in Active Directory.",
    'The one look that would tell: Get-ADObject -LDAPFilter "(|(userPrincipalName=…)(proxyAddresses=smtp:…)(sAMAccountName=…))" -IncludeDeletedObjects -Properties * on a domain controller of each forest.',
  ),
  import: undecided(
    "Nothing that was read explains what was reported: Active Directory has the object, and it was not shown that the engine imported it. Open: {open}.",
    "The one look that would tell: Synchronization Service Manager › Connectors › the AD connector › Search Connector Space by its DN; not there: check its OU, its class and the connector account's rights on it.",
  ),
  join: undecided(
    "Nothing that was read explains what was reported: the engine imported the object, and it was not shown that a sync rule took it on. Open: {open}.",
    "The one look that would tell: in its connector-space properties press Preview › Generate Preview (full), and read which inbound rule applies and what cloudFiltered becomes.",
  ),
  export: undecided(
    "Nothing that was read explains what was reported: the rules took the object on, and it was not shown that its export was confirmed. Open: {open}.",
    "The one look that would tell: Synchronization Service Manager › the Entra connector › Search Connector Space for the object, tab Pending Export and tab Export Error.",
  ),
  "cloud-object": undecided(
    "Nothing that was read explains what was reported: it was not shown that the cloud object is the one that belongs to this account. Open: {open}.",
    "The one look that would tell: Entra admin center › Users › the user › Properties › On-premises immutable ID, beside the sourceAnchor of the AD account; and Deleted users for the same name.",
  ),
  values: undecided(
    "Nothing that was read explains what was reported: the object has arrived, and it was not shown that all its values did. Open: {open}.",
    "The one look that would tell: compare the attribute that was reported in Active Directory and in Entra, then the lineage of that attribute in the metaverse object (Metaverse Search › Properties).",
  ),
  services: undecided(
    "Nothing that was read explains what was reported: synchronization has brought the user, and it was not shown that licence and mailbox are there.",
    "The one look that would tell: Microsoft 365 admin center › the user › Licences and apps; then Get-EXORecipient and Get-EXOMailbox for the user in Exchange Online PowerShell.",
  ),
  password: undecided(
    "Nothing that was read explains what was reported: synchronization has brought the user, and it was not shown that this password followed.",
    "The one look that would tell: on the sync server, event 657 (Directory Synchronization) for this user's DN after the password change; or Invoke-ADSyncDiagnostics -PasswordSync for the user's DN.",
  ),
  writeback: undecided(
    "Nothing that was read explains what was reported: it was not shown what became of the password that was set in the cloud.",
    "The one look that would tell: on the sync server, the events of PasswordResetService (31001 begin, 31002 done, 33xxx refused) at the time of the attempt.",
  ),
  "sign-in": undecided(
    "Nothing that was read explains what was reported: synchronization has brought the user, and it was not shown why the sign-in fails.",
    "The one look that would tell: Entra admin center › Users › the user › Sign-in logs: the error code and the failed policy of the newest attempt.",
  ),
  group: undecided(
    "Nothing that was read explains what was reported: synchronization has brought the person, and it was not shown that the membership arrived.",
    "The one look that would tell: the group's own object: is it synced (Entra › Groups › the group › Source), and is the person in its member attribute in Active Directory?",
  ),
  list: undecided(
    "Nothing that was read explains what was reported: synchronization has brought the person, and it was not shown which list lacks them and why.",
    "The one look that would tell: Get-EXORecipient for the person: HiddenFromAddressListsEnabled and RecipientTypeDetails; then the address book policy of who looks.",
  ),
  elsewhere: undecided(
    "Every stage that was asked about is shown well; what was reported is not explained by anything that was read.",
    "The one look that would tell: the same complaint at the place where it was seen, with its time, its exact words and the account that saw it.",
  ),
} as const;

const OWN: Readonly<Record<string, Message>> = { ...OWN_MESSAGES, ...LOOKS, ...LEFT };
const messages = new Map(CHECKS.map((c) => [c.id, c.messages] as const));
const messageOf = (f: Finding): Message | undefined => messages.get(f.check)?.[f.message] ?? OWN[f.message];

/** The sentence of a finding; its ids where a newer version no longer knows the message. */
export function textOf(f: Finding, language: Language = "en"): string {
  const m = messageOf(f);
  if (m === undefined) return `${f.check}: ${f.message}`;
  return fill(wordsIn(isBlaming(m) ? m.text : m, language), f.data, language);
}
/** What an admin does by hand about a finding. */
export function adviceOf(f: Finding, language: Language = "en"): string[] {
  const m = messageOf(f);
  return isBlaming(m) ? (m.advice ?? []).map((a) => fill(wordsIn(a, language), f.data, language)) : [];
}
export const titleOf = (code: Diagnosis["rootCause"]["code"], language: Language = "en"): string =>
  wordsIn(TITLES[code], language);
const STAGE: Readonly<Record<Stage, Words>> = {
  ad: "Active Directory",
  import: "Import",
  join: "Join and sync rules",
  export: "Export",
  "cloud-object": "Cloud object",
  values: "Values",
  services: "Licence and mailbox",
  "sign-in": "Password and sign-in",
  lists: "Groups and address lists",
};
/** What people call a stage of the way. */
export const stageTitleOf = (stage: Stage, language: Language = "en"): string => wordsIn(STAGE[stage], language);
/** What a repair is called. */
export const remedyTitleOf = (id: RemediationId, language: Language = "en"): string =>
  wordsIn(REMEDIES.find((r) => r.id === id)?.title ?? id, language);
/** The sentence of the root cause. */
export const causeTextOf = (d: Pick<Diagnosis, "findings">, language: Language = "en"): string =>
  d.findings[0] === undefined ? "" : textOf(d.findings[0], language);
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
