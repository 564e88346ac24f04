/** The outside, as the pure core sees it. Only a command in cli/ makes the real ones. */
import type { EntraCommand, Plan, PremisesCommand } from "./domain/command";
import type { Approval, Earlier, Person, TriageCase } from "./domain/case";
import type { RootCause } from "./domain/vocabulary";
import type { Fact, Facts, TenantFaults, Words } from "./domain";
import type * as S from "./domain/shapes";
import type { CollectAnswers, PremisesQuestion } from "./domain/question";

export interface Clock {
  now(): Date;
}

/** Facts about people in the cloud that a set of identifiers brings to light. */
export interface CloudPeople {
  users: Fact<S.CloudUser[]>;
  deletedUsers: Fact<S.CloudUser[]>;
  holders: Fact<S.CloudHolder[]>;
  /** Groups, contacts and devices that were asked for by kind; `not-asked` where none were. */
  objects: Fact<S.CloudObject[]>;
  roles: Fact<S.RoleHolding[]>;
}
/** Identifiers to look for in the cloud. Empty lists are not asked for. `words`: display-name words for a $search. */
export interface CloudQuery {
  upns: string[];
  addresses: string[];
  anchors: string[];
  sids: string[];
  sams: string[];
  ids: string[];
  names: string[];
  /** Object ids of groups and contacts that may hold an address of the person: what an error names. */
  holderIds?: string[];
  /** What to look for beside users. */
  objects?: readonly ObjectQuery[];
}
/** Identifiers of a group, contact or device. `ids` of a device are its object id or its device id; its `names` are whole. */
export interface ObjectQuery {
  readonly kind: S.CloudObjectKind;
  readonly ids: readonly string[];
  readonly sids: readonly string[];
  readonly sams: readonly string[];
  readonly addresses: readonly string[];
  readonly names: readonly string[];
}
/** What only the object itself tells: who masters it, and its direct members. */
export interface ObjectDetails {
  behavior: Fact<{ isCloudManaged: boolean }>;
  membership: Fact<S.GroupMembership>;
}
type Read<K extends keyof Facts> = { [P in K]: Fact<Facts[P]> };
/** The tenant's own facts, and the Cloud Sync applications whose jobs are read next; the same for every triage of a while. */
export type TenantReads = Read<
  "entra.organization" | "entra.domains" | "entra.synchronization" | "entra.serviceIssues" | "entra.syncAccounts"
> & { syncApplications: Fact<SyncApplication[]> };
export type TenantKey = keyof TenantReads;
/** A service principal of Cloud Sync. */
export interface SyncApplication {
  id: string;
  displayName: string;
}
export type DetailFacts = Read<"entra.roles" | "entra.syncBehavior" | "entra.mailboxSettings">;
/** What the reads of one triage cost; whoever reads for it adds to it. */
export interface Meter {
  graphRequests: number;
  graphReads: number;
  relayRoundTrips: number;
  slowestMs: number;
}
export const newMeter = (): Meter => ({ graphRequests: 0, graphReads: 0, relayRoundTrips: 0, slowestMs: 0 });

/** Microsoft Graph. Every method answers with facts: throttling, 403, time-outs and lists that are too long are `unreadable`, never thrown. */
export interface CloudDirectory {
  /** One round trip: people by identifiers, live and deleted, and other holders of the addresses. */
  people(query: CloudQuery): Promise<CloudPeople>;
  /** One round trip at most: what was read in the last minutes may be answered from there, unless it must be read `anew`. */
  tenant(anew: boolean): Promise<TenantReads>;
  /** One round trip: the jobs of the applications, with their status. */
  syncJobs(applications: readonly SyncApplication[]): Promise<Fact<S.SyncJob[]>>;
  /** One round trip: the same jobs, with the schema of those that sync people; a schema that could not be read is left out. */
  withSchemas(jobs: readonly S.SyncJob[]): Promise<S.SyncJob[]>;
  /** One round trip: roles (active and eligible) of the ids, sync behaviour and mailbox of the subject. */
  details(ids: readonly string[], subjectId: string | null): Promise<DetailFacts>;
  /** One round trip: who masters a group or contact, and whether the member is directly in the group. */
  objectDetails(object: S.CloudObject, memberId: string | null): Promise<ObjectDetails>;
  /** Log APIs, paced for the process; `peopleOnly` leaves out the sign-ins of applications; `throttled` where no turn comes within `patienceMs`. */
  signIns(
    filter: { upns: string[]; sinceIso: string; peopleOnly?: boolean },
    patienceMs?: number,
  ): Promise<Fact<S.SignIn[]>>;
  audits(filter: { targetIds: string[]; sinceIso: string }, patienceMs?: number): Promise<Fact<S.DirectoryAudit[]>>;
  /** One round trip: every object of the tenant with a fault of provisioning, as the directory lists them. */
  faults(): Promise<TenantFaults>;
  /** One round trip: what hangs on these live users. */
  attachments(ids: readonly string[]): Promise<Fact<S.Attachments[]>>;
  /** Strong read by id, for expectations and confirmation. */
  user(id: string): Promise<Fact<S.CloudUser>>;
  deletedUser(id: string): Promise<Fact<S.CloudUser>>;
  /** What the person is and holds now, for authorisation; absent = no live user has this id. One round trip. */
  membership(userId: string): Promise<Fact<Membership>>;
  /** Template ids of the directory roles that the person may activate (PIM), those that come through groups not among them. One round trip. */
  eligibleRoles(userId: string): Promise<Fact<string[]>>;
  execute(command: EntraCommand): Promise<CommandOutcome>;
  /** The same directory, whose reads add to the meter. */
  metered(meter: Meter): CloudDirectory;
}
export type CommandOutcome =
  | { state: "done"; detail: string }
  | { state: "failed"; detail: string }
  | { state: "unknown"; detail: string };

/**
 * What the bot signs when it orders a step of a plan. The plan goes whole: the agent recomputes its digest, checks that the command is that step,
 * reads again what the plan rests on, and refuses what is late, replayed, or not in its policy.
 */
export interface CommandEnvelope {
  commandId: string;
  plan: Plan;
  planDigest: string;
  /** Which of the plan's commands; 0 is the first. */
  step: number;
  approvalId: string;
  /** Object ids of those who approved. */
  approvedBy: string[];
  /** What they gave as their reasons. */
  reason?: string;
  /** The host that is meant, where one was heard; without it, the one that answered last. */
  host?: string;
  notBefore: string;
  notAfter: string;
}
/** What an agent says of itself. `host`: an id that lives as long as its journal; another one knows nothing of earlier orders. */
export interface AgentSelf {
  readonly version: string;
  readonly host?: string;
}
/** The agent on the sync server, over the relay. */
export interface AgentLink {
  /** One round trip. Never throws: a relay without a listener gives every answer as `unreadable: offline`. */
  collect(questions: readonly PremisesQuestion[]): Promise<{ answers: CollectAnswers; agent: Fact<AgentSelf> }>;
  /** At most once for each commandId: a repeat is answered from the journal. */
  execute(command: PremisesCommand, envelope: CommandEnvelope): Promise<CommandOutcome>;
  /**
   * What the journal says of an earlier command. Absent = it never arrived, and by the agent's clock `notAfter` of the order is over, so that it
   * never will (without `notAfter`: the journal does not know it). Unreadable = it runs, may still arrive, or the host that got it cannot be asked.
   */
  outcome(commandId: string, notAfter?: string, host?: string): Promise<Fact<CommandOutcome>>;
  /** The host that answered last; undefined where none was heard in this life of the program. Without a round trip. */
  heard?(): string | undefined;
  /** The same agent, whose round trips add to the meter. */
  metered(meter: Meter): AgentLink;
}
/** The program ends while something waits: what is under way is taken up after the next start. */
export class Stopped extends Error {
  constructor() {
    super("The program ends");
    this.name = "Stopped";
  }
}
export class StoreConflict extends Error {
  constructor(key: string) {
    super(`Somebody changed ${key} meanwhile`);
    this.name = "StoreConflict";
  }
}
/**
 * Cases and approvals with compare-and-set on `revision`: `put` throws StoreConflict unless the stored revision is exactly one less.
 * Durable before it resolves. What is asked of all of them is answered by an index, never by reading each.
 */
export interface CaseStore {
  getCase(id: string): Promise<TriageCase | undefined>;
  putCase(c: TriageCase): Promise<void>;
  /** The case opened last in a conversation. */
  latestIn(conversationId: string): Promise<TriageCase | undefined>;
  /** The `n` cases opened last, newest first. */
  newest(n: number): Promise<TriageCase[]>;
  /** What earlier cases tell of a cause; undefined where there is none. */
  earlierOf(cause: RootCause): Promise<Earlier | undefined>;
  /** Cases whose follow-up is due at that time, longest due first. */
  dueBefore(at: Date): Promise<TriageCase[]>;
  /** Cases in a state that they only pass through. */
  passing(): Promise<TriageCase[]>;
  getApproval(id: string): Promise<Approval | undefined>;
  putApproval(a: Approval): Promise<void>;
  /** Approvals that have not ended. */
  openApprovals(): Promise<Approval[]>;
}
const MINUTE_MS = 60_000,
  DAY_MS = 24 * 60 * MINUTE_MS;
/** What the bot must still know after a restart: how long a record lives after it was written, and how many are kept (the oldest go first). */
export const CONVERSATION_RECORDS = {
  /** Messages that were delivered. The channel repeats within minutes what it thinks was lost. */
  delivered: { lifeMs: DAY_MS, most: 2_000 },
  /** Choices that a card offers. */
  choice: { lifeMs: DAY_MS, most: 2_000 },
  /** Lists of several people whom one message named: their lines follow their cases. */
  people: { lifeMs: 7 * DAY_MS, most: 500 },
  /** Where the cards of a case or an approval stand. */
  cards: { lifeMs: 90 * DAY_MS, most: 5_000 },
  /** Approvals of which a conversation is still to be told something: a request lives for a day at most, its run for hours. */
  untold: { lifeMs: 7 * DAY_MS, most: 5_000 },
  /** Cards that say "now": work that a restart would cut off, and how to bring it to its end. Older ones are nobody's any more. */
  underWay: { lifeMs: 60 * MINUTE_MS, most: 1_000 },
} as const satisfies Record<string, { readonly lifeMs: number; readonly most: number }>;
export type ConversationRecord = keyof typeof CONVERSATION_RECORDS;
/** Small records of the bot, each under a kind and a key; values are JSON. Durable before it resolves. */
export interface ConversationStore {
  /** Undefined for what was never written, was removed, has expired or had to make room. */
  get(kind: ConversationRecord, key: string): Promise<unknown>;
  /** Reads, changes and writes as one step, and returns what stood there before. `change` returns the same value to leave it, undefined to remove it. */
  change(kind: ConversationRecord, key: string, change: (before: unknown) => unknown): Promise<unknown>;
  /** Every key of a kind that `get` would answer, the oldest first. */
  keys(kind: ConversationRecord): Promise<string[]>;
}
/** Ids, codes and digests, never a name or a value of the directory. */
export interface AuditEntry {
  at: string;
  kind: string;
  caseId?: string;
  approvalId?: string;
  /** The object id of the person who did it. */
  by?: string;
  /** Why that person decided so, in their words. */
  reason?: string;
  /** The digest of the plan that it is about. */
  planDigest?: string;
  detail: string;
}
export interface Audit {
  /** Durable before it resolves; where it rejects, nothing was written. */
  append(entry: AuditEntry): Promise<void>;
  /** Why nothing may be approved or run now, in a sentence: the record does not hold, and no operator has acknowledged it. */
  refusesWrites(): string | undefined;
}
/** What a person is in the tenant, and what they hold there now. */
export interface Membership {
  readonly enabled: boolean;
  /** True where `userType` is stated as Member: neither a guest nor unknown. */
  readonly member: boolean;
  /** Directory roles that are active, by roleTemplateId. */
  readonly roles: readonly string[];
  /** Security groups, nested ones too, by object id. A Microsoft 365 group that is not security-enabled is none. */
  readonly groups: readonly string[];
}
/** What may be allowed, the least first: seeing cases, opening them and asking for repairs, and deciding a plan of each class of risk. */
export const CAPABILITIES = ["read", "open", "trigger", "write", "grave"] as const;
export type Capability = (typeof CAPABILITIES)[number];
/** Who holds something: directory roles by roleTemplateId, security groups by object id. Never by a name, which is anybody's to take. */
export interface Holders {
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}
/** Who may do what. Whoever may do something may do all that stands before it in CAPABILITIES; what is not set adds nobody. */
export type Rights = { readonly [A in Action]?: Holders };
/** `eligible`: a role that the person has not activated would do. `unreadable`: the directory did not tell. */
export type RefusalReason = "tenant" | "person" | "right" | "eligible" | "unreadable";
export type Allowance =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: RefusalReason;
      /** To the person; tells nothing of what was refused. */
      readonly says: Words;
    };
/** `break-glass`: approving one's own request; it stands on no ladder, and nothing else comes with it. */
export type Action = Capability | "break-glass";
/** Who may do what, asked at every message, click, refresh and run. An unreadable source means nobody. */
export interface Authority {
  /** Who may, as it is set; whether they are there now is asked by `authorise`. */
  holders(action: Action): Holders;
  authorise(action: Action, who: Person): Promise<Allowance>;
}
export type ProofResult =
  | { readonly proved: true; readonly at: string }
  /** `code`: what is wrong with it, in one word, never a part of the token. */
  | { readonly proved: false; readonly code: string };
/** Whether a token that was fetched for this very decision shows that this person is there now. It is looked at and let go: into no record, no log. */
export interface Proofs {
  verify(token: string, by: Person): Promise<ProofResult>;
}
