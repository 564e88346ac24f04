/** One approval's life with everything outside in hand: a store in memory, a cloud and an agent that answer what the test says. */
import type { Asking } from "../../src/approvals/became";
import type { ApprovalContext } from "../../src/approvals/context";
import { decide, type DecideInput, type DecideResult } from "../../src/approvals/decide";
import { propose } from "../../src/approvals/propose";
import { PRODUCTION_POLICY, type ApprovalPolicy } from "../../src/approvals/states";
import { absent, seen, unreadable, type Approval, type CloudUser, type Person, type Plan } from "../../src/domain";
import type { AgentLink, CloudDirectory, CommandEnvelope, CommandOutcome } from "../../src/ports";
import { MemoryStore } from "../../src/store/memory";
import { AT, plan, TENANT } from "../support/cases";

const from = { system: "entra", via: "test" } as const;
export const asker: Person = { id: "asker", tenantId: TENANT, name: "Asker" },
  other: Person = { id: "other", tenantId: TENANT, name: "Other" },
  third: Person = { id: "third", tenantId: TENANT, name: "Third" };

/** The account that every request here is about. */
export const ACCOUNT = "a@contoso.com";
/** The only token that proves anything here. */
export const PROOF = "signed-in-now";

export interface Desk {
  readonly o: ApprovalContext;
  readonly store: MemoryStore;
  /** What may be changed under a request: the cloud user, its roles, who may approve. */
  readonly world: {
    user: CloudUser;
    roles: { principalId: string; role: string; eligible: boolean }[];
    mayApprove: boolean;
    /** Why the audit lets nothing be written. */
    sealed?: string;
    /** Ids of those who may approve their own request. */
    breaksGlass: Set<string>;
    /** The host that answered last. */
    host: string | undefined;
    auditFails: (kind: string, detail: string) => boolean;
  };
  /** Kinds of the commands that were carried out, and their envelopes. */
  readonly ran: string[];
  readonly envelopes: CommandEnvelope[];
  /** Questions to the journal: the command's id and its order's end. */
  readonly asked: string[];
  /** Of which host it was asked. */
  readonly hosts: (string | undefined)[];
  /** How long it was waited between two of them, ms. */
  readonly waits: number[];
  /** Turns that the case was told of, in order. */
  readonly turns: string[];
  readonly audit: string[];
  request(more?: Partial<Plan>): Promise<Approval>;
  click(a: Approval, by: Person, more?: Partial<DecideInput>): Promise<DecideResult>;
  stateOf(a: Approval): Promise<string | undefined>;
  /** Writes what a crash, or a hand, would have left behind. */
  rewrite(a: Approval, change: Partial<Approval>): Promise<void>;
  pass(ms: number): void;
}
const CYCLE: Plan["commands"] = [{ system: "premises", kind: "start-sync-cycle", policyType: "Delta" }];

export const ASKING: Asking = {
  orderLifeMs: 300_000,
  firstMs: 1_000,
  mostMs: 30_000,
  patienceMs: 600_000,
  cloudPatienceMs: 60_000,
};
/** What the agent's journal says of an earlier command: how it ended, that it never arrived and cannot any more, or nothing that counts. */
export type InJournal = CommandOutcome | "never-arrived" | "running";
/**
 * `outcomes`: what the journal says when it is asked, one after the other, the last one for good; without them the command never arrived.
 * `answer`: what an order is answered with; without it, that it is done.
 */
export function desk({
  policy = PRODUCTION_POLICY,
  outcomes = ["never-arrived"],
  answer = { state: "done", detail: "" },
  proofs = true,
}: { policy?: ApprovalPolicy; outcomes?: readonly InJournal[]; answer?: CommandOutcome; proofs?: boolean } = {}): Desk {
  const ran: string[] = [],
    envelopes: CommandEnvelope[] = [],
    turns: string[] = [],
    audit: string[] = [],
    asked: string[] = [],
    hosts: (string | undefined)[] = [],
    waits: number[] = [],
    store = new MemoryStore(),
    world: Desk["world"] = {
      user: { id: "u1", userPrincipalName: "a@contoso.com", onPremisesImmutableId: null },
      roles: [],
      mayApprove: true,
      breaksGlass: new Set(),
      host: undefined,
      auditFails: () => false,
    };
  const cloud = {
    user: async () => seen(world.user, from),
    execute: async (c: { kind: string }) => {
      ran.push(c.kind);
      return answer;
    },
    details: async () => ({ "entra.roles": seen(world.roles, from) }),
  } as unknown as CloudDirectory;
  const idle = { SyncCycleInProgress: false, SyncCycleEnabled: true };
  const agent = {
    collect: async () => ({ answers: { scheduler: seen(idle, from), "run-status": seen([], from) } }),
    execute: async (c: { kind: string }, e: CommandEnvelope) => {
      ran.push(c.kind);
      envelopes.push(e);
      return answer;
    },
    heard: () => world.host,
    outcome: async (id: string, notAfter?: string, host?: string) => {
      hosts.push(host);
      const says = outcomes[Math.min(asked.length, outcomes.length - 1)]!;
      asked.push(`${id} ${notAfter ?? ""}`.trim());
      if (says === "running") return unreadable("failed", "it is still running", from);
      return says === "never-arrived" ? absent(from) : seen(says, from);
    },
  } as unknown as AgentLink;
  let time = Date.parse(AT),
    machine = Date.parse("2030-01-01T00:00:00.000Z"),
    ids = 0;
  const turn = (what: string) => async (a: Approval) => void turns.push(`${what} ${a.state}`);
  const o: ApprovalContext = {
    cloud,
    agent,
    store,
    authority: {
      holders: () => ({ roles: [], groups: [] }),
      authorise: async (action, who) =>
        (action === "break-glass" ? world.breaksGlass.has(who.id) : world.mayApprove)
          ? { allowed: true }
          : { allowed: false, code: "right", says: "No." },
    },
    ...(proofs
      ? {
          proofs: {
            verify: async (token, by) =>
              token === PROOF && by.tenantId === TENANT
                ? { proved: true, at: new Date(time).toISOString() }
                : { proved: false, code: "signature" },
          },
        }
      : {}),
    clock: { now: () => new Date(time) },
    machineNow: () => new Date(machine),
    newId: () => `approval-${++ids}`,
    tenantId: TENANT,
    policy,
    audit: { refusesWrites: () => world.sealed },
    watch: {
      pollMs: 0,
      polls: 1,
      sleep: async (ms) => {
        waits.push(ms);
        machine += ms;
      },
    },
    asking: ASKING,
    trail: async (kind, detail, more) => {
      if (world.auditFails(kind, detail)) throw new Error("ENOSPC");
      audit.push(JSON.stringify({ kind, detail, ...more }));
    },
    listener: {
      onResolved: turn("resolved"),
      onExpired: turn("expired"),
      onDispatched: turn("dispatched"),
      onEnded: turn("ended"),
    },
    active: new Set(),
  };
  return {
    o,
    store,
    world,
    ran,
    envelopes,
    asked,
    hosts,
    waits,
    turns,
    audit,
    request: (more = {}) =>
      propose(o, {
        id: o.newId(),
        plan: plan({ commands: CYCLE, ...more }),
        caseId: "case-1",
        conversationId: "chat",
        by: asker,
        account: ACCOUNT,
      }),
    click: (a, by, more = {}) =>
      decide(o, {
        approvalId: a.id,
        revision: a.revision,
        verdict: "approved",
        reason: "Because.",
        by,
        tenantId: TENANT,
        conversationId: "chat",
        ...more,
      }),
    stateOf: async (a) => (await store.getApproval(a.id))?.state,
    rewrite: async (a, change) => {
      const stored = await store.getApproval(a.id);
      if (stored === undefined) throw new Error(`${a.id} is not stored`);
      await store.putApproval({ ...stored, ...change, revision: stored.revision + 1 });
    },
    pass: (ms) => {
      time += ms;
    },
  };
}
