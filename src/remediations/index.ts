/** All remediations, sorted. */
import type { Finding, PlanResult, Remediation, RemediationId } from "../domain";
import type { FactSet } from "../domain/facts";

export const REMEDIES: readonly Remediation[] = [];
/** The plan of one remediation; an id without one is refused. */
export function planFor(id: RemediationId, facts: FactSet, finding: Finding, choice?: string): PlanResult {
  const remediation = REMEDIES.find((r) => r.id === id);
  return remediation === undefined ? { refused: "This repair cannot be planned." } : remediation.plan(facts, finding, choice);
}
