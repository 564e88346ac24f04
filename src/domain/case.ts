import type { Finding } from "./check";
import type { CloudObjectKind } from "./cloud-object";
import type { Plan } from "./command";
import type { Reading } from "./reading";
import type { Stage, StageState } from "./stage";
import type { Symptom } from "./symptom";
import type { CaseState, Confidence, RemediationId, RiskClass, RootCause, Verdict } from "./vocabulary";
import type { Words } from "./words";
import type { Evidence } from "./check";
import type { Language } from "./language";

/** Whom a case is about, on both sides. */
export interface Subject {
  readonly userPrincipalName: string | null;
  readonly cloudId: string | null;
  readonly distinguishedName: string | null;
  readonly displayName: string | null;
  readonly objectGUID: string | null;
}
export interface Cost {
  readonly graphRequests: number;
  readonly graphReads: number;
  readonly relayRoundTrips: number;
  readonly wallMs: number;
  readonly slowestCheckMs: number;
}
export interface OfferedRemediation {
  readonly id: RemediationId;
  readonly title: Words;
  readonly risk: RiskClass;
  readonly approvals: number;
}
/** What an object holds, by what it is: a key of `triage/objects`, or an LDAP name. An empty list = it holds none. */
export interface ObjectValue {
  readonly what: string;
  readonly values: readonly Words[];
  /** Whether it is another than the first object's; absent where that one has no such value. */
  readonly differs?: boolean;
}
/** An object that is the person's, or that shares a name, address or anchor with them. */
export interface ObjectInPlay {
  readonly where: Words;
  readonly name: string;
  readonly holds?: readonly ObjectValue[];
  /** The same in one text, as older versions kept it. */
  readonly detail?: string;
}
/** The judgement of one triage: ranked findings, the root cause first. */
export interface Diagnosis {
  readonly subject: Subject;
  /** What it is where it is no user. */
  readonly kind?: CloudObjectKind;
  readonly rootCause: {
    readonly code: RootCause;
    readonly confidence: Confidence;
    readonly evidence: readonly Evidence[];
  };
  readonly findings: readonly Finding[];
  /** Every check with its verdict, for the walk. */
  readonly verdicts: readonly Finding[];
  readonly notChecked: readonly { readonly what: string; readonly why: Words }[];
  readonly remediations: readonly OfferedRemediation[];
  readonly walk: readonly { readonly node: string; readonly verdict: Verdict }[];
  /** Where the object stands, stage by stage. */
  readonly stages?: readonly StageState[];
  /** The furthest stage that was asked about. */
  readonly asked?: Stage;
  /** Everything that asks for an explanation. */
  readonly symptoms?: readonly Symptom[];
  /** What of it no claim explains. */
  readonly open?: readonly Symptom[];
  /** The objects in play, for a look side by side. */
  readonly objects?: readonly ObjectInPlay[];
  /** What was read, as rows for the steps of the guide; cases of earlier versions have none. */
  readonly readings?: readonly Reading[];
  /** Names of people and of what is theirs that stand in its texts, by what the facts tell: what a text without names leaves out. */
  readonly names?: readonly string[];
  readonly cost: Cost;
}

/** What a repair was planned against: the diagnosis, without what only the walk and the cards of that day needed. */
export type Found = Omit<
  Diagnosis,
  "verdicts" | "walk" | "readings" | "objects" | "cost" | "notChecked" | "remediations"
>;
/** How the case stands by a fresh triage after a repair, beside what was found before it. Sentences, in the present tense. */
export interface Confirmation {
  readonly at: string;
  readonly state: "resolved" | "partly" | "unresolved";
  readonly better: readonly Words[];
  /** What is not as it was asked for. */
  readonly left: readonly Words[];
  /** What was seen besides, and was not asked about. */
  readonly notes: readonly Words[];
}

export interface Person {
  readonly id: string;
  /** How the channel names them (Teams: `29:…`), for views of their own; never for rights. */
  readonly channelId?: string;
  readonly tenantId: string;
  readonly name: string;
  /** What their client speaks, where the channel told. */
  readonly language?: Language;
}
/** The language that a person is spoken to in. */
export const languageOf = ({ language }: Person): Language => language ?? "en";

/** Who may decide plans of one class of risk, as it is set. */
export interface Deciders {
  readonly risk: RiskClass;
  /** roleTemplateIds of directory roles, and object ids of groups. */
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  /** How many people have to approve, and whether whoever asked may be one of them. */
  readonly people: number;
  readonly requesterMay: boolean;
}
export type ApprovalState =
  | "pending"
  | "approved"
  | "dispatched"
  | "running"
  | "done"
  | "failed"
  | "unknown"
  | "declined"
  | "expired"
  | "stale";
export interface Decision {
  readonly by: Person;
  readonly at: string;
  readonly verdict: "approved" | "declined";
  readonly reason: string;
  /** When the person proved anew who they are. The proof itself is kept nowhere. */
  readonly provedAt?: string;
  /** The requester approved their own request, by the right to do so in an emergency. */
  readonly breakGlass?: true;
}
/** What a plan is for: the repair itself, or what follows an earlier one: its rest, or its taking back after a fault or after it was done. */
export const PURPOSES = ["repair", "go-on", "put-back", "undo"] as const;
export type Purpose = (typeof PURPOSES)[number];
/** What may follow a plan that has run. */
export type FollowingPurpose = Exclude<Purpose, "repair">;
/** How the world stands after a run, read by id on both sides; nothing of it is assumed. */
export interface Aftermath {
  /** When it was read, ISO 8601. */
  readonly at: string;
  /** How it differs from the before-image, and what could not be read; why something cannot be taken back. */
  readonly says: readonly Words[];
  readonly offers: readonly FollowingPurpose[];
}
export interface Approval {
  readonly id: string;
  readonly caseId: string;
  readonly revision: number;
  readonly state: ApprovalState;
  readonly plan: Plan;
  readonly planDigest: string;
  readonly requestedBy: Person;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** How many different people must approve. */
  readonly needed: number;
  readonly requesterMayApprove: boolean;
  /** Whom it is about, by name and sign-in name; absent in requests of earlier versions. */
  readonly about?: string;
  /** Who was asked to decide it: others in the conversation who have the right, a few at most. Absent where that could not be found out. */
  readonly asked?: readonly Person[];
  /** The name of the account that each approver has to type; none = nothing has to be typed. */
  readonly typed?: string;
  /** Each approver has to prove anew who they are. */
  readonly proof?: true;
  readonly decisions: readonly Decision[];
  readonly tenantId: string;
  readonly conversationId: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly outcome?: Words;
  readonly steps?: readonly StepResult[];
  /** Absent = a repair. */
  readonly purpose?: Purpose;
  /** Id of the approval whose plan this one goes on with or takes back. */
  readonly of?: string;
  readonly aftermath?: Aftermath;
}
/** When whoever was asked to decide is reminded: at two thirds of the time that the request may wait. */
export const remindAt = ({ createdAt, expiresAt }: Approval): Date =>
  new Date(Date.parse(createdAt) + ((Date.parse(expiresAt) - Date.parse(createdAt)) * 2) / 3);
/** What became of a command: as whoever carried it out told it, or in our words. */
export interface CommandEnd {
  readonly state: "done" | "failed" | "unknown";
  readonly detail: Words;
}
export interface StepResult {
  readonly command: number;
  readonly commandId: string;
  readonly state: "running" | "done" | "failed" | "unknown";
  readonly at: string;
  /** Of an order to the agent: until when it may still begin, by the machine's time. */
  readonly notAfter?: string;
  /** Of an order to the agent: the host that it was meant for, whose journal alone knows of it. */
  readonly host?: string;
  readonly detail: Words;
}
export interface TimelineEntry {
  readonly at: string;
  readonly what: Words;
  readonly by?: string;
}
/** Earlier cases of the same cause in this tenant: how many, since when (ISO 8601), and which repairs they were resolved by, the most frequent first. */
export interface Earlier {
  readonly count: number;
  readonly since: string;
  readonly solvedBy: readonly { readonly remediation: RemediationId; readonly times: number }[];
}
/** What one person says of the cause that a case named. */
export interface Feedback {
  readonly by: Person;
  readonly at: string;
  /** The cause that the case named then. */
  readonly cause: RootCause;
  readonly isRight: boolean;
  /** What it was instead: a cause, or the person's own words where it is none of ours. */
  readonly was?: RootCause;
  readonly words?: string;
}
export interface TriageCase {
  readonly id: string;
  readonly revision: number;
  readonly state: CaseState;
  readonly tenantId: string;
  readonly openedBy: Person;
  readonly openedAt: string;
  readonly conversationId: string;
  readonly ask: string;
  /** `engine`: it is about nobody; a cycle was asked for. */
  readonly about?: "engine";
  /** How things are, as they were last read. */
  readonly diagnosis?: Diagnosis;
  /** What the newest repair was planned against. */
  readonly found?: Found;
  /** What was known of this cause when the case was opened; absent where it was the first. */
  readonly earlier?: Earlier;
  /** The repair after which it was seen to be resolved. */
  readonly solvedBy?: RemediationId;
  readonly approvalIds: readonly string[];
  readonly confirmation?: Confirmation;
  readonly timeline: readonly TimelineEntry[];
  readonly followUpAt?: string;
  /** Where the walk through the guide stands: a step's id, or the overview. */
  readonly walkNode?: string;
  /** The steps that led there, the newest last. */
  readonly walkTrail?: readonly string[];
  /** The number that the case has in the organization's own system, as a person gave it: text, at most 64 characters. */
  readonly incident?: string;
  /** One for each person, their last. */
  readonly feedback?: readonly Feedback[];
}
