/** One approval's life with everything outside in hand: a store in memory, a cloud and an agent that answer what the test says. */
import type { ApprovalContext } from "../../src/approvals/context";
import { decide, type DecideInput, type DecideResult } from "../../src/approvals/decide";
import { propose } from "../../src/approvals/propose";
import { PRODUCTION_POLICY, type ApprovalPolicy } from "../../src/approvals/states";
import { absent, seen, type Approval, type CloudUser, type Person, type Plan } from "../../src/domain";
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
  };
  /** Kinds of the commands that were carried out, and their envelopes. */
  readonly ran: string[];
  readonly envelopes: CommandEnvelope[];
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

/** `outcome`: what the agent's journal says of an earlier command; without it the command never arrived. */
export function desk({
  policy = PRODUCTION_POLICY,
  outcome,
  proofs = true,
}: { policy?: ApprovalPolicy; outcome?: CommandOutcome; proofs?: boolean } = {}): Desk {
  const ran: string[] = [],
    envelopes: CommandEnvelope[] = [],
    turns: string[] = [],
    audit: string[] = [],
    store = new MemoryStore(),
    world: Desk["world"] = {
      user: { id: "u1", userPrincipalName: "a@contoso.com", onPremisesImmutableId: null },
      roles: [],
      mayApprove: true,
      breaksGlass: new Set(),
    };
  const cloud = {
    user: async () => seen(world.user, from),
    details: async () => ({ "entra.roles": seen(world.roles, from) }),
  } as unknown as CloudDirectory;
  const idle = { SyncCycleInProgress: false, SyncCycleEnabled: true };
  const agent = {
    collect: async () => ({ answers: { scheduler: seen(idle, from), "run-status": seen([], from) } }),
    execute: async (c: { kind: string }, e: CommandEnvelope) => {
      ran.push(c.kind);
      envelopes.push(e);
      return { state: "done", detail: "" };
    },
    outcome: async () => (outcome === undefined ? absent(from) : seen(outcome, from)),
  } as unknown as AgentLink;
  let time = Date.parse(AT),
    ids = 0;
  const turn = (what: string) => async (a: Approval) => void turns.push(`${what} ${a.state}`);
  const o: ApprovalContext = {
    cloud,
    agent,
    store,
    authority: {
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
    machineNow: () => new Date(),
    newId: () => `approval-${++ids}`,
    tenantId: TENANT,
    policy,
    watch: { pollMs: 0, polls: 1, sleep: async () => undefined },
    audit: { refusesWrites: () => world.sealed },
    trail: async (kind, detail, more) => void audit.push(JSON.stringify({ kind, detail, ...more })),
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
