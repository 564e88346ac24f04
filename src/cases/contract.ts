/** What the bot and the command line ask of the case service. */
import type { Around } from "../approvals/asked";
import type { DecideInput, DecideResult } from "../approvals/decide";
import type {
  Approval,
  Deciders,
  FollowingPurpose,
  Language,
  Option,
  Person,
  RemediationId,
  TenantFaults,
  TriageCase,
  Words,
} from "../domain";
import type { Action, Allowance } from "../ports";
import type { Report } from "../report/model";
import type { FeedbackInput } from "./feedback";
import type { BeforeLook, FollowUp } from "./follow-up";
import type { IncidentInput, IncidentResult } from "./incident";
import type { CycleInput } from "./cycle";
import type { Health } from "./tenant";
import type { PeopleAsked } from "../triage/people";
import type { SearchedPlace } from "../triage/searched";
import type { WalkEvent, WalkPlace } from "../triage/walk";

export type { Around, Health };

export interface Progress {
  readonly step: number;
  readonly of: number;
  /** Holds no value of a directory. */
  readonly text: Words;
  /** The same with the names that belong to it, for who may see them; absent where there are none. */
  readonly whole?: Words;
}
export interface SubjectOption {
  readonly id: string;
  readonly title: string;
  /** Sign-in name; empty where there is none. */
  readonly name: string;
  /** Absent where none is known. */
  readonly department?: string;
  readonly detail: string;
  readonly side: "ad" | "entra" | "both";
}
/** Nobody was found. */
export interface Nobody {
  /** Whom it was looked for, as the message has it; empty where it names nobody. */
  readonly asked: readonly string[];
  readonly places: readonly SearchedPlace[];
  /** How many characters of the message were too many to be read. */
  readonly unread: number;
  readonly nearest: readonly SubjectOption[];
}
export type OpenResult =
  | { kind: "case"; case: TriageCase }
  | { kind: "choose"; options: SubjectOption[]; ask: string }
  | ({ kind: "none"; ask: string } & Nobody)
  | { kind: "refused"; says: Words };
export type ProposeResult =
  | { kind: "approval"; approval: Approval; case: TriageCase }
  | { kind: "choose"; question: Words; options: readonly Option[]; remediation: RemediationId }
  | { kind: "refused"; says: Words };
export interface FollowInput {
  readonly approvalId: string;
  readonly purpose: FollowingPurpose;
  readonly by: Person;
  /** Where it was asked for: the conversation of the plan that has run, and no other. */
  readonly conversationId: string;
  readonly around?: Around;
}
/** How a run ended, and its case after the look on both sides. A `stale` one was never begun. */
export interface RunEnd {
  readonly approval: Approval;
  readonly case: TriageCase;
}
export interface CaseService {
  /** Whether this person may do it, by what the directory says now: asked at every message, click and refresh. */
  authorise(action: Action, who: Person): Promise<Allowance>;
  /** Whom a message asks about: one ask each. */
  people(message: string): PeopleAsked;
  /**
   * `id`: of the case to be, where the caller keeps it, so that an ask that was cut off makes no second case.
   * `allowed`: the caller has just read that `by` may open, for this very message, so it is not read again.
   */
  open(
    i: {
      id?: string;
      ask: string;
      by: Person;
      tenantId: string;
      conversationId: string;
      pick?: string;
      allowed?: true;
    },
    progress?: (p: Progress) => void,
  ): Promise<OpenResult>;
  get(caseId: string): Promise<TriageCase | undefined>;
  /** The `n` cases opened last, newest first. */
  newest(n: number): Promise<TriageCase[]>;
  /** The case opened last in a conversation. */
  latestIn(conversationId: string): Promise<TriageCase | undefined>;
  recheck(caseId: string, progress?: (p: Progress) => void): Promise<TriageCase>;
  /** Moves the walk through the guide, and where it asks for it reads both sides again. */
  walk(caseId: string, event: WalkEvent): Promise<WalkPlace>;
  /** `choice`: the id of an option that an earlier answer offered. `around`: who is in the conversation, where somebody there can be asked. */
  propose(
    caseId: string,
    remediation: RemediationId,
    by: Person,
    choice?: string,
    around?: Around,
  ): Promise<ProposeResult>;
  /** Asks for approval of what follows a plan that has run: its rest, or its steps taken back. */
  proposeFollowing(i: FollowInput): Promise<Exclude<ProposeResult, { kind: "choose" }>>;
  /** Fast: authority read and compare-and-set; nothing is run. */
  decide(input: DecideInput): Promise<DecideResult>;
  /** Brings an approved repair to its end from wherever it stands: runs it once, or asks what became of a run that was cut off, and looks at both sides. */
  run(approvalId: string, progress?: (p: Progress) => void): Promise<RunEnd>;
  getApproval(id: string): Promise<Approval | undefined>;
  /** The incident report as it is now, in a language; `report/forms` writes it in any form. */
  report(caseId: string, language: Language): Promise<Report>;
  /** Keeps the number that the case has in the organization's own system; an empty one takes it away. */
  setIncident(i: IncidentInput): Promise<IncidentResult>;
  /** Keeps what a person says of the cause that the case named, in place of what they said before. */
  giveFeedback(i: FeedbackInput): Promise<TriageCase>;
  /** At the start, before anybody can decide: what an earlier process left on its way is settled where the store alone tells how. Nothing is carried out. */
  settle(): Promise<void>;
  /** Ids of the approvals that `run` has to bring to their end: nobody does, and something has to be asked or looked at. What waited too long expires on the way. */
  unfinished(): Promise<string[]>;
  /** Approvals that wait for a decision. */
  pending(): Promise<Approval[]>;
  /** Calls off a request that nobody can see, so that it keeps no other from being made. */
  withdraw(approvalId: string): Promise<void>;
  /** Whoever asked for it takes the request back, before it is decided; nobody else can. Undefined where it is done, else why not. */
  takeBack(approvalId: string, by: Person, conversationId: string): Promise<Words | undefined>;
  /** Asks for approval of a sync cycle without a person; refused where one runs, or one ended within ten minutes. */
  proposeCycle(i: CycleInput): Promise<Exclude<ProposeResult, { kind: "choose" }>>;
  /** How synchronization stands for everybody; both sides are read as for a triage. */
  health(progress?: (p: Progress) => void): Promise<Health>;
  /** Every object of the tenant with a fault, as the directory lists them. */
  faults(): Promise<TenantFaults>;
  /** Who may decide what, by class of risk, as it is set. */
  deciders(): readonly Deciders[];
  /** Ends all waiting of runs under way: they are taken up after the next start. */
  stop(): void;
  /** Cases that were looked at again because it was time. */
  dueFollowUps(now: Date, before?: BeforeLook): Promise<FollowUp[]>;
  /** A case as it stands, and whom it concerns; undefined for an unknown id. */
  followUpOf(caseId: string): Promise<FollowUp | undefined>;
}
