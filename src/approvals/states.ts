/** The life of an approval, as a pure table: pending → approved → dispatched → running → done | failed | unknown; declined, expired and stale are ends. */
import type { Aftermath, Approval, ApprovalState, Person, StepResult } from "../domain/case";
import type { RiskClass } from "../domain/vocabulary";
import { told, type Words } from "../domain/words";
import { becameSays, ownSays, twiceSays } from "./refusals";

const MINUTE_MS = 60_000;
const UNDECIDED: Words = {
  en: "Nobody decided in time; nothing was run.",
  de: "Niemand hat rechtzeitig entschieden; es wurde nichts ausgeführt.",
};
/** What a decision on a class of risk takes. */
export interface ClassPolicy {
  /** How many different persons. */
  readonly people: number;
  /** Whether the requester counts as one of them. */
  readonly requesterMay: boolean;
  /** Whether a decision without a reason is refused. */
  readonly reasonNeeded: boolean;
  /** Whether each approver types the name of the account. */
  readonly typed: boolean;
  /** Whether each approver proves anew who they are. */
  readonly proof: boolean;
  /** How long a request may wait for its decisions, ms. */
  readonly lifeMs: number;
}
export type ApprovalPolicy = { readonly [R in RiskClass]: ClassPolicy };
/** How long a request waits where nothing else is set, and how long it may at most, ms. */
export const APPROVAL_LIFE_MS = 15 * MINUTE_MS,
  LONGEST_LIFE_MS = 24 * 60 * MINUTE_MS;

const LEAST = { people: 1, requesterMay: true, reasonNeeded: false, typed: false, proof: false } as const,
  life = { lifeMs: APPROVAL_LIFE_MS } as const;
/** Write and grave need a reason and somebody other than the requester; grave needs two persons in all, who type the account's name and prove who they are. */
export const PRODUCTION_POLICY: ApprovalPolicy = {
  trigger: { ...LEAST, ...life },
  write: { ...LEAST, ...life, requesterMay: false, reasonNeeded: true },
  grave: { ...life, people: 2, requesterMay: true, reasonNeeded: true, typed: true, proof: true },
};
/** For one person who tries it alone: only grave needs somebody else, and nobody has to give a reason. */
export const ONE_PERSON_POLICY: ApprovalPolicy = {
  trigger: { ...LEAST, ...life },
  write: { ...LEAST, ...life },
  grave: { ...LEAST, ...life, people: 2 },
};
/** What a class of risk needs. */
export const policyFor = (policy: ApprovalPolicy, risk: RiskClass): ClassPolicy => policy[risk];

export type ApprovalEvent =
  | {
      readonly kind: "approve";
      readonly by: Person;
      readonly at: string;
      readonly reason: string;
      readonly provedAt?: string;
      /** The requester may, for once. */
      readonly breakGlass?: true;
    }
  | { readonly kind: "decline"; readonly by: Person; readonly at: string; readonly reason: string }
  | { readonly kind: "expire" | "dispatch" | "start"; readonly at: string }
  | { readonly kind: "step"; readonly step: StepResult }
  | { readonly kind: "look"; readonly aftermath: Aftermath }
  | { readonly kind: "stale"; readonly at: string; readonly outcome: Words }
  | {
      readonly kind: "finish";
      readonly state: "done" | "failed" | "unknown";
      readonly at: string;
      readonly outcome: Words;
    };

export type RefusalCode =
  | "not-pending"
  | "wrong-state"
  | "expired"
  | "requester"
  | "twice"
  | "too-early"
  | "reason-missing";
export interface Refusal {
  readonly code: RefusalCode;
  /** To whoever pressed. */
  readonly says: Words;
}
export type Transition =
  | { readonly ok: true; readonly next: Approval }
  | { readonly ok: false; readonly refusal: Refusal };

const ENDS: readonly ApprovalState[] = ["done", "failed", "unknown", "declined", "expired", "stale"];
/** True where nothing can change any more. */
export const isEnded = (state: ApprovalState): boolean => ENDS.includes(state);
/** The longest reason that is kept, in characters. */
export const REASON_LIMIT = 500;
/** A reason as it may be kept: control, zero-width and bidirectional characters out, cut at 500 characters. */
export const cleanReason = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, REASON_LIMIT);
export const isExpired = (a: Approval, at: string): boolean => Date.parse(at) >= Date.parse(a.expiresAt);

const no = (code: RefusalCode, says: Words): Transition => ({ ok: false, refusal: { code, says } });
const yes = (a: Approval, change: Partial<Approval>): Transition => ({
  ok: true,
  next: { ...a, ...change, revision: a.revision + 1 },
});
const same = (a: Person, b: Person): boolean => a.id === b.id && a.tenantId === b.tenantId;
/** The next state, one revision up, or why there is none. Never changes an ended approval. */
export function transition(a: Approval, event: ApprovalEvent): Transition {
  switch (event.kind) {
    case "approve":
    case "decline": {
      if (a.state !== "pending") return no(a.state === "expired" ? "expired" : "not-pending", becameSays(a));
      if (isExpired(a, event.at)) return no("expired", becameSays(a, "expired"));
      const decision = {
        by: event.by,
        at: event.at,
        verdict: event.kind === "approve" ? ("approved" as const) : ("declined" as const),
        reason: cleanReason(event.reason),
      };
      if (event.kind === "decline")
        return yes(a, {
          state: "declined",
          decisions: [...a.decisions, decision],
          endedAt: event.at,
          outcome: told({ en: "Declined by {name}.", de: "Abgelehnt von {name}." }, { name: event.by.name }),
        });
      const own = !a.requesterMayApprove && same(event.by, a.requestedBy);
      if (own && event.breakGlass !== true) return no("requester", ownSays);
      const earlier = a.decisions.find((d) => same(d.by, event.by));
      if (earlier !== undefined) return no("twice", twiceSays(a, earlier.at));
      const decisions = [
        ...a.decisions,
        {
          ...decision,
          ...(event.provedAt === undefined ? {} : { provedAt: event.provedAt }),
          ...(own ? { breakGlass: true as const } : {}),
        },
      ];
      return yes(a, { decisions, state: decisions.length >= Math.max(1, a.needed) ? "approved" : "pending" });
    }
    case "expire":
      if (a.state !== "pending" && a.state !== "approved") return no("wrong-state", becameSays(a));
      return isExpired(a, event.at)
        ? yes(a, { state: "expired", endedAt: event.at, outcome: UNDECIDED })
        : no("too-early", "It has not expired yet.");
    case "dispatch":
      if (a.state !== "approved") return no("wrong-state", becameSays(a));
      return isExpired(a, event.at)
        ? no("expired", becameSays(a, "expired"))
        : yes(a, { state: "dispatched", startedAt: event.at });
    case "start":
      return a.state === "dispatched" ? yes(a, { state: "running" }) : no("wrong-state", becameSays(a));
    case "step": {
      if (a.state !== "running") return no("wrong-state", becameSays(a));
      const others = (a.steps ?? []).filter((s) => s.commandId !== event.step.commandId);
      return yes(a, { steps: [...others, event.step].sort((x, y) => x.command - y.command) });
    }
    // What is seen after a run changes nothing of how it ended.
    case "look":
      return a.state === "done" || a.state === "failed" || a.state === "unknown"
        ? yes(a, { aftermath: event.aftermath })
        : no("wrong-state", becameSays(a));
    case "stale": {
      // Once a step has begun, the outcome is that of the run and never "nothing was done".
      const untouched =
        (a.steps ?? []).length === 0 &&
        (a.state === "pending" || a.state === "approved" || a.state === "dispatched" || a.state === "running");
      return untouched
        ? yes(a, { state: "stale", endedAt: event.at, outcome: event.outcome })
        : no("wrong-state", becameSays(a));
    }
    case "finish":
      return a.state === "dispatched" || a.state === "running"
        ? yes(a, { state: event.state, endedAt: event.at, outcome: event.outcome })
        : no("wrong-state", becameSays(a));
  }
}
