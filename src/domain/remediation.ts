import type { Finding, Given } from "./check";
import type { PlanResult } from "./command";
import type { FactKey, FactSet } from "./facts";
import type { RemediationId, RiskClass } from "./vocabulary";
import type { Words } from "./words";

/** A check suggests, a remediation plans, a person decides, an adapter acts. Pure: facts in, a plan out. */
export interface Remediation<Person, K extends FactKey = FactKey, W extends FactKey = never> {
  readonly id: RemediationId;
  readonly title: Words;
  readonly risk: RiskClass;
  /** How it is taken back, in general; the plan says it for the case at hand. */
  readonly undo: Words;
  readonly docs?: readonly string[];
  /** Facts without which nothing is planned: one that failed refuses the plan, one that was not asked is asked first. */
  readonly needs: readonly K[];
  /** Facts that it can do without, or needs in some of its ways only; they reach it as they are, and the plan may ask for them. */
  readonly wants?: readonly W[];
  /** `choice` is the id of an option that an earlier call offered; without it and with several ways, `choose` comes back, the recommended first. */
  plan(facts: Given<K, W>, person: Person, finding: Finding, choice?: string): Planned;
}
/** A remediation with its type parameters forgotten. */
export interface AnyRemediation {
  readonly id: RemediationId;
  readonly title: Words;
  readonly risk: RiskClass;
  readonly undo: Words;
  readonly docs?: readonly string[];
  readonly needs: readonly FactKey[];
  readonly wants?: readonly FactKey[];
  plan(facts: FactSet, person: unknown, finding: Finding, choice?: string): Planned;
}
/** A plan, a refusal, a choice; or the facts that must be asked for before it can be told. */
export type Planned = PlanResult | { readonly asks: readonly FactKey[] };
