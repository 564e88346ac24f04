import type { Fact, Readable, SourceRef } from "./fact";
import type { FactKey, Facts, FactSet } from "./facts";
import type { Value } from "./pii";
import type { Confidence, RemediationId, RootCause, Verdict } from "./vocabulary";

/**
 * How a finding stands to the question "why is this user missing" (the ranking rule of the root-cause vocabulary):
 * - `shown`: the evidence ties the fault to this user, and the engine or the cloud has met it (an error on the object, a break in its chain, two objects in the cloud).
 * - `blocking`: nobody syncs while it lasts.
 * - `expected`: it is about this user, but could not yet have shown itself.
 * - `degrading`: it hurts in general, not shown to be why this user is missing.
 * - `benign`: nothing is broken.
 */
export type Standing = "shown" | "blocking" | "expected" | "degrading" | "benign";

/** One piece of proof: what was seen, where. */
export interface Evidence {
  readonly text: string;
  readonly source: string;
}

export interface MessageSpec {
  readonly code: RootCause;
  readonly text: string;
  /** What an admin does by hand, exact steps; placeholders as in `text`. */ readonly advice?: readonly string[];
}

export interface Outcome<M extends string> {
  readonly verdict: Exclude<Verdict, "unknown">;
  readonly message: M;
  readonly data?: Readonly<Record<string, Value>>;
  readonly evidence?: readonly Evidence[];
  readonly confidence?: Confidence;
  readonly standing?: Standing;
  readonly suggests?: readonly RemediationId[];
}

export interface Check<K extends FactKey = FactKey, W extends FactKey = never, M extends string = string> {
  /** `<area>.<object-and-fault>`, the file's path below `checks/`. */
  readonly id: string;
  /** The healthy state. */
  readonly title: string;
  /** The guide node that asks for it. */
  readonly guide: string;
  readonly docs?: readonly string[];
  /** Facts without which it is not called: unreadable → verdict `unknown`. */
  readonly needs: readonly K[];
  /** Facts that it can do without; they reach it as they are. */
  readonly wants?: readonly W[];
  readonly messages: { readonly [P in M]: MessageSpec | string };
  /** May return several outcomes: one check may blame several codes. */
  evaluate(
    facts: { readonly [P in K]: Readable<Facts[P]> } & { readonly [P in W]: Fact<Facts[P]> },
  ): Outcome<M> | readonly Outcome<M>[];
}
export const defineCheck = <K extends FactKey, W extends FactKey, M extends string>(check: Check<K, W, M>): AnyCheck =>
  check as unknown as AnyCheck;
/** A check with its type parameters forgotten, as the engine keeps it. */
export interface AnyCheck {
  readonly id: string;
  readonly title: string;
  readonly guide: string;
  readonly docs?: readonly string[];
  readonly needs: readonly FactKey[];
  readonly wants?: readonly FactKey[];
  readonly messages: Readonly<Record<string, MessageSpec | string>>;
  evaluate(facts: FactSet): Outcome<string> | readonly Outcome<string>[];
}

export interface Finding {
  readonly check: string;
  /** The guide node that the check answers for. */
  readonly guide?: string;
  readonly verdict: Verdict;
  readonly message: string;
  /** The filled text, ready to show. */
  readonly text: string;
  readonly code?: RootCause;
  readonly confidence?: Confidence;
  readonly standing?: Standing;
  readonly data: Readonly<Record<string, Value>>;
  readonly evidence: readonly Evidence[];
  readonly advice: readonly string[];
  readonly suggests: readonly RemediationId[];
  /** For `unknown`: the root causes that could not be judged. */
  readonly open?: readonly RootCause[];
  /** For `unknown`: which facts could not be read, and why. */
  readonly missing?: readonly { readonly fact: FactKey; readonly why: string }[];
}
/** Cites the fact that a text was read from. */
export const cite = (text: string, from: SourceRef | { readonly from?: SourceRef } | undefined): Evidence => {
  const ref = from === undefined ? undefined : "system" in from ? from : from.from;
  return { text, source: ref === undefined ? "?" : `${ref.system}: ${ref.via}` };
};
