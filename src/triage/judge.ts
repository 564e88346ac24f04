/** Facts in, ranked findings out. Pure: any case replays from its facts. */
import {
  isBlaming,
  type AnyCheck,
  type Claim,
  type FactKey,
  type FactSet,
  type Finding,
  type RootCause,
} from "../domain";
import { personOf, type Person } from "../identity/person";
import { factsOfGroup, looksAtObject, ofGroup } from "./beside";

const blames = (verdict: Finding["verdict"]): boolean => verdict !== "pass" && verdict !== "skip";

function findingOf(check: AnyCheck, claim: Claim<string>): Finding {
  const message = check.messages[claim.message];
  const judged: Finding = {
    ...claim,
    check: check.id,
    guide: check.guide,
    data: claim.data ?? {},
    evidence: claim.evidence ?? [],
    suggests: claim.suggests ?? [],
  };
  if (!isBlaming(message) || !blames(claim.verdict)) return judged;
  return { ...judged, code: message.code, proof: claim.proof ?? "measured", standing: claim.standing ?? "shown" };
}

/** Every root cause that a check can name. */
export const codesOf = (check: AnyCheck): RootCause[] => [
  ...new Set(Object.values(check.messages).flatMap((m) => (isBlaming(m) ? [m.code] : []))),
];
const unknown = (
  check: AnyCheck,
  message: "unknown" | "crashed",
  data: Finding["data"],
  missing: Finding["missing"] = [],
): Finding => ({
  check: check.id,
  guide: check.guide,
  verdict: "unknown",
  message,
  data,
  evidence: [],
  suggests: [],
  open: codesOf(check),
  missing,
});
/** Runs one check. A needed fact that is unreadable gives `unknown`; a check that throws gives `unknown` with the fault, never a diagnosis. */
export function runCheck(check: AnyCheck, facts: FactSet, person: Person = personOf(facts)): Finding[] {
  const missing = check.needs.flatMap((key) => {
    const f = facts[key];
    return f.state === "unreadable" ? [{ fact: key, why: `${f.why}: ${f.detail}` }] : [];
  });
  if (missing.length > 0)
    return [unknown(check, "unknown", { missing: missing.map((m) => `${m.fact} (${m.why})`).join("; ") }, missing)];
  try {
    return [check.evaluate(facts, person)].flat().map((claim) => findingOf(check, claim));
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    const fact: FactKey = check.needs[0] ?? "now";
    return [unknown(check, "crashed", { fault }, [{ fact, why: "the check itself failed" }])];
  }
}
export function judge(checks: readonly AnyCheck[], facts: FactSet): Finding[] {
  const person = personOf(facts),
    group = factsOfGroup(facts);
  const own = checks.flatMap((c) => runCheck(c, facts, person));
  return group === undefined ? own : [...own, ...ofGroup(judge(checks.filter(looksAtObject), group))];
}
