/** A verdict stands on what it cites: without it, it is another one, or its word is lower. */
import { ONE_PERSON_POLICY } from "../../src/approvals/states";
import { diagnosisFrom } from "../../src/cases/diagnose";
import {
  absent,
  cite,
  FACT_KEYS,
  FACTS,
  seen,
  unreadable,
  type Confidence,
  type Diagnosis,
  type Fact,
  type FactKey,
  type FactSet,
  type SourceRef,
} from "../../src/domain";
import { isNoFault, said, type Property, type Trial, type Verdict } from "./property";

const NO_COST = { graphRequests: 0, graphReads: 0, relayRoundTrips: 0, wallMs: 0, slowestCheckMs: 0 };
const judgedAgain = (facts: FactSet): Diagnosis => diagnosisFrom(facts, ONE_PERSON_POLICY, NO_COST);
/** What every case has, whatever can be read. */
const GIVEN: readonly FactKey[] = ["ask", "now"];
const HEIGHT: Readonly<Record<Confidence, number>> = { certain: 2, likely: 1, possible: 0 };

/** The facts that were read where the verdict says that its evidence stands. */
function citedBy({ rootCause }: Verdict, facts: FactSet): FactKey[] {
  const sources = new Set(rootCause.evidence.map((e) => e.source));
  return FACT_KEYS.filter((key) => !GIVEN.includes(key) && sources.has(cite("", facts[key]).source));
}
const NOWHERE = { system: "premises", via: "?" } as const;
/** How a fact is taken away: it cannot be read, or it is read and nothing is there. */
const TAKEN: Readonly<Record<"unread" | "empty", (key: FactKey, from?: SourceRef) => Fact<unknown>>> = {
  unread: (_, from) => unreadable("denied", "Insufficient privileges", from),
  empty: (key, from = NOWHERE) => (FACTS[key].shape === "list" ? seen([], from) : absent(from)),
};
const without = (facts: FactSet, keys: readonly FactKey[], how: keyof typeof TAKEN): FactSet => ({
  ...facts,
  ...Object.fromEntries(keys.map((key) => [key, TAKEN[how](key, facts[key].from)])),
});
/** Another verdict, or a lower word for the same one. */
const isShaken = (before: Verdict, after: Verdict): boolean =>
  before.rootCause.code !== after.rootCause.code ||
  HEIGHT[after.rootCause.confidence] < HEIGHT[before.rootCause.confidence];
/** Another witness states the same, and is cited now. */
const hasOtherWitness = (before: Verdict, after: Verdict): boolean =>
  after.rootCause.evidence.length > 0 &&
  after.rootCause.evidence.every((e) => before.rootCause.evidence.every((cited) => cited.source !== e.source));

export default {
  name: "cited-evidence",
  promise: "what the first cause cites cannot be read, or is not there: another verdict, or a lower word",
  target: 1,
  async trials(lab, scenario) {
    if (scenario.expect === null) return [];
    const { facts, diagnosis } = await lab.diagnose(scenario.world, scenario.ask ?? "");
    const keys = citedBy(diagnosis, facts);
    // There is no word below the lowest, and what blames nothing cites what it looked at.
    if (isNoFault(diagnosis.rootCause.code) || diagnosis.rootCause.confidence === "possible") return [];
    if (keys.length === 0) return [{ held: false, says: `${said(diagnosis)} cites no fact that was read` }];
    const trial = (how: keyof typeof TAKEN): Trial => {
      const after = judgedAgain(without(facts, keys, how));
      return {
        held: isShaken(diagnosis, after) || (how === "empty" && hasOtherWitness(diagnosis, after)),
        says: `${said(diagnosis)} with ${keys.join(", ")} ${how} ${said(after)}`,
      };
    };
    return [trial("unread"), trial("empty")];
  },
} satisfies Property;
