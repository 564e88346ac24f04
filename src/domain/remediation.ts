import type { Finding } from "./check";
import type { PlanResult } from "./command";
import type { FactSet } from "./facts";
import type { RemediationId, RiskClass } from "./vocabulary";

/** A check suggests, a remediation plans, a person decides, an adapter acts. Pure: facts in, a plan out. */
export interface Remediation {
  readonly id: RemediationId;
  readonly title: string;
  readonly risk: RiskClass;
  /** How it is taken back, in general; the plan says it for the case at hand. */
  readonly undo: string;
  readonly docs?: readonly string[];
  /** `choice` is the id of an option that an earlier call offered; without it and with several ways, `choose` comes back, the recommended first. */
  plan(facts: FactSet, finding: Finding, choice?: string): PlanResult;
}
export const defineRemediation = (r: Remediation): Remediation => r;
