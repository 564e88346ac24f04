/**
 * From claims to an order. A claim about this object that its own stages contradict goes; then what explains what was seen and asked comes first,
 * by its standing (tied to this object and shown, then what stops everybody, then what could not yet have shown itself; what only hurts in general
 * stands beside), a cause before its effects, then by how much of the ledger it explains, by proof, and upstream before downstream.
 */
import { sameWords } from "../domain";
import type { Confidence, Doubt, Finding, Proof, RootCause, StageState, Standing, Symptom } from "../domain";
import { mechanismOf, placeOf } from "./causes";
import { isContradicted, isEffectOf, isPrimary, isUpTo, weigh, type Weighed } from "./explain";
import { firstBroken } from "./stages";

const STANDING: Record<Standing, number> = { shown: 0, blocking: 1, expected: 2, degrading: 3, benign: 4 };
const PROOF: Record<Proof, number> = { stated: 0, measured: 0, timed: 1, eliminated: 1, told: 2 };

/** What the claims are measured by. */
export interface Measure {
  readonly stages: readonly StageState[];
  readonly ledger: readonly Symptom[];
}
/** The claims in their order: what may be the root cause, and what was found beside it. */
export interface Ranking {
  readonly claims: readonly Weighed[];
  readonly beside: readonly Weighed[];
}

const standingOf = (f: Finding): number => STANDING[f.standing ?? "shown"];
const proofOf = (f: Finding): number => PROOF[f.proof ?? "measured"];
/** Nothing is broken by it. */
export const isBenign = (f: Finding): boolean =>
  f.standing === "benign" || (f.code !== undefined && mechanismOf(f.code).hits === "none");

/** Findings that blame a code, one for each code: the strongest, its evidence joined with the others'. */
function byCode(findings: readonly Finding[]): Finding[] {
  const blaming = findings
    .filter((f) => f.code !== undefined && (f.verdict === "fail" || f.verdict === "warn"))
    .sort((a, b) => standingOf(a) - standingOf(b) || proofOf(a) - proofOf(b) || a.check.localeCompare(b.check));
  const first = new Map<RootCause, Finding>();
  for (const f of blaming) {
    if (f.code === undefined) continue;
    const stronger = first.get(f.code);
    first.set(
      f.code,
      stronger === undefined
        ? f
        : {
            ...stronger,
            evidence: [
              ...stronger.evidence,
              ...f.evidence.filter((e) => !stronger.evidence.some((x) => sameWords(x.text, e.text))),
            ],
          },
    );
  }
  return [...first.values()];
}

/** Ranks what the checks claim. */
export function rank(findings: readonly Finding[], { stages, ledger }: Measure): Ranking {
  const weighed = weigh(byCode(findings), ledger).filter((w) => !isContradicted(w, stages));
  const isOpenAsk = ledger.every((s) => s.kind !== "complaint" || s.about === "missing" || s.about === "engine");
  // What only hurts in general is not shown to have hurt this object; where no more was said than a name, any fault of the object may be meant.
  const mayBeFirst = (w: Weighed): boolean =>
    !isBenign(w.finding) && w.finding.standing !== "degrading" && (isOpenAsk || w.explains.some(isPrimary));
  const claims = causesFirst(weighed.filter(mayBeFirst).sort(byWeight(stages)));
  const rest = weighed.filter((w) => !mayBeFirst(w));
  const faulty = claims.length > 0;
  // A verdict that nothing is wrong does not stand beside one that something is.
  const beside = rest
    .filter((w) => !(faulty && (w.finding.code === "already-synced" || w.finding.code === "user-not-found")))
    .sort(byWeight(stages));
  return { claims, beside };
}
const byWeight =
  (stages: readonly StageState[]) =>
  (a: Weighed, b: Weighed): number =>
    Number(b.explains.some(isPrimary)) - Number(a.explains.some(isPrimary)) ||
    weightOf(a, stages) - weightOf(b, stages) ||
    primaries(b) - primaries(a) ||
    ofSubject(b) - ofSubject(a) ||
    proofOf(a.finding) - proofOf(b.finding) ||
    placeOf(a.finding.code) - placeOf(b.finding.code) ||
    a.finding.check.localeCompare(b.finding.check);
/** A fault of the object alone has not shown while no run could have carried it: a broken engine goes before it. */
function weightOf({ finding: f, explains }: Weighed, stages: readonly StageState[]): number {
  const stop = firstBroken(stages);
  const hasNotShown =
    stop?.isNotDue === true &&
    f.code !== undefined &&
    mechanismOf(f.code).hits === "one" &&
    !explains.some((s) => s.kind === "error" || s.kind === "withheld");
  return hasNotShown ? Math.max(standingOf(f), STANDING.expected) : standingOf(f);
}
const primaries = (w: Weighed): number => w.explains.filter(isPrimary).length;
const ofSubject = (w: Weighed): number => w.explains.filter((s) => s.scope === "subject" && !isPrimary(s)).length;

/** Moves each effect behind what brings it about, whatever its weight. */
function causesFirst(sorted: readonly Weighed[]): Weighed[] {
  const out: Weighed[] = [];
  const take = (w: Weighed, behind: readonly Weighed[]): void => {
    if (out.includes(w) || behind.includes(w)) return;
    for (const cause of sorted)
      if (cause !== w && isEffectOf(w.finding, cause.finding) && !isEffectOf(cause.finding, w.finding))
        take(cause, [...behind, w]);
    out.push(w);
  };
  for (const w of sorted) take(w, []);
  return out;
}

/** What a word of confidence rests on. */
export interface Ground {
  readonly all: readonly Weighed[];
  readonly ledger: readonly Symptom[];
  /** A fact near to the claim could not be read. */
  readonly hasHole: boolean;
}
/**
 * Certain: stated or measured, nothing at its stage or upstream is left unexplained, no rival explains the same, and the near facts were read.
 * One of these missing: likely. More: possible. What only the ask says is never more than possible.
 */
export function doubtsOf(w: Weighed, { all, ledger, hasHole }: Ground): Doubt[] {
  const { finding } = w;
  const explainsNothing = !isBenign(finding) && !w.explains.some(isPrimary);
  const doubts: readonly (readonly [Doubt, boolean])[] = [
    ["proof", proofOf(finding) > 0],
    ["unread", hasHole],
    ["open", explainsNothing || leavesOpen(w, all, ledger)],
    ["rival", hasRival(w, all)],
  ];
  return doubts.filter(([, holds]) => holds).map(([doubt]) => doubt);
}
/** The word for a claim with these doubts. */
export const confidenceOf = (f: Finding, doubts: readonly Doubt[]): Confidence =>
  f.proof === "told" || doubts.length > 1 ? "possible" : doubts.length === 1 ? "likely" : "certain";
/** A symptom that no claim explains, at one of the stages up to the last that this claim can stop. */
function leavesOpen(w: Weighed, all: readonly Weighed[], ledger: readonly Symptom[]): boolean {
  const isLeftOut = ledger.some((s) => s.kind === "complaint" && !w.explains.includes(s));
  return (
    (isLeftOut && standingOf(w.finding) >= STANDING.expected) ||
    openSymptoms(all, ledger).some((s) => s.kind !== "complaint" && isUpTo(s, w))
  );
}
/** What nothing explains. */
export const openSymptoms = (all: readonly Weighed[], ledger: readonly Symptom[]): Symptom[] =>
  ledger.filter((s) => !all.some((w) => w.explains.includes(s)));

/** Another claim that is as strong, explains all that this one does, and neither brings about the other. */
const hasRival = (w: Weighed, all: readonly Weighed[]): boolean =>
  all.some(
    (r) =>
      r !== w &&
      !isBenign(r.finding) &&
      standingOf(r.finding) <= standingOf(w.finding) &&
      proofOf(r.finding) <= proofOf(w.finding) &&
      !isEffectOf(r.finding, w.finding) &&
      !isEffectOf(w.finding, r.finding) &&
      w.explains.filter(isPrimary).every((s) => r.explains.includes(s)),
  );
