/**
 * How a step of the guide stands for one case. "In order" is said only where a finding or the object's own trace says so for this subject, and
 * nothing that was read speaks against it; what does not apply, and what could not be checked, are other things. Pure.
 */
import { CHECKS } from "../checks";
import type { Diagnosis, Finding, ReadingId, Reading, Stage, StageState, Verdict } from "../domain";
import type { CheckNode, GuideNode } from "../guide";
import { codesOf } from "./judge";

/** What a verdict is made of; cases of earlier versions have neither stages nor readings. */
export type Judged = Pick<Diagnosis, "verdicts" | "stages" | "readings" | "kind">;

const ORDER: readonly Verdict[] = ["fail", "unknown", "warn", "pass", "skip"];
/** Codes that describe health, not a fault: finding one does not fail a node. */
const HEALTHY = new Set(["already-synced"]);
/** Codes that say that something could not be looked at: no node is out of order by them. */
const BLIND = new Set(["agent-offline"]);
/** Stages that are looked at for users alone. */
const OF_USERS: readonly Stage[] = ["values", "services", "sign-in"];

const codesAt = (n: GuideNode): readonly string[] => (n.kind === "check" || n.kind === "propose" ? n.codes : []);
const codesByCheck = new Map<string, readonly string[]>(CHECKS.map((c) => [c.id, codesOf(c)]));
/** The check that made the finding belongs to the node, or can name one of its codes. */
const answersFor = (node: GuideNode, f: Finding): boolean =>
  f.guide === node.id || (codesByCheck.get(f.check) ?? []).some((code) => codesAt(node).includes(code));

/** Findings that answer for a node: those that blame one of its codes; else what the checks that could have say. */
export function findingsOf(node: GuideNode, verdicts: readonly Finding[]): Finding[] {
  const codes = codesAt(node);
  const blaming = verdicts.filter((f) => f.code !== undefined && codes.includes(f.code));
  return blaming.length > 0
    ? blaming
    : verdicts.filter((f) => node.kind === "check" && f.code === undefined && answersFor(node, f));
}
/** A check that only lacked what nobody asked for did not fail to look: it had no reason to. */
const wasNotAsked = ({ missing = [] }: Finding): boolean =>
  missing.length > 0 && missing.every((m) => m.why.startsWith("not-asked"));
const verdictOfFinding = (f: Finding): Verdict =>
  f.code !== undefined && BLIND.has(f.code)
    ? "unknown"
    : f.code !== undefined && HEALTHY.has(f.code)
      ? "pass"
      : f.verdict === "unknown" && wasNotAsked(f)
        ? "skip"
        : f.verdict;
const worst = (verdicts: readonly Verdict[]): Verdict => ORDER.find((v) => verdicts.includes(v)) ?? "skip";

/**
 * What made a node's verdict: `findings` – checks; `stage` – where the object stands on its way; `missing` – what the step is about is not there;
 * `reading` – something that was read and is a fault by itself, although no check blames it.
 */
export interface Standing {
  readonly verdict: Verdict;
  readonly by: "findings" | "stage" | "missing" | "reading";
  readonly findings: readonly Finding[];
  readonly stages: readonly StageState[];
  /** Of `reading`: which ones. */
  readonly against: readonly Reading[];
}

/** The readings that a node shows, in its order. */
export const readingsAt = (node: GuideNode, { readings = [] }: Pick<Diagnosis, "readings">): Reading[] =>
  node.shows.flatMap((id: ReadingId) => readings.filter((r) => r.id === id));

/** How a checked node stands. */
export function standingOf(node: CheckNode, d: Judged): Standing {
  const findings = findingsOf(node, d.verdicts);
  const said = worst(findings.map(verdictOfFinding));
  const of = (names: readonly Stage[]): StageState[] => {
    const wanted = d.kind === undefined ? names : names.filter((s) => !OF_USERS.includes(s));
    return (d.stages ?? []).filter((s) => wanted.includes(s.stage));
  };
  const telling = findings.filter(
    (f) => verdictOfFinding(f) === said || (f.code !== undefined && said === "pass" && f.verdict !== "unknown"),
  );
  const standing = (verdict: Verdict, by: Standing["by"], more: Partial<Standing> = {}): Standing => ({
    verdict,
    by,
    findings: telling,
    stages: [],
    against: [],
    ...more,
  });
  if (said === "fail" || said === "warn") return standing(said, "findings");
  // Nothing at all was found of it, or it was read and is not so.
  const gone = of(node.rests).filter((s) => s.state === "broken" || (s.state === "unknown" && s.evidence.length === 0));
  if (gone.length > 0) return standing("skip", "missing", { stages: gone });
  const stages = of(node.stages),
    broken = stages.filter((s) => s.state === "broken"),
    open = stages.filter((s) => s.state === "unknown");
  if (broken.length > 0)
    return standing(broken.some((s) => s.isNotDue !== true) ? "fail" : "warn", "stage", { stages: broken });
  if (open.length > 0) {
    const isRead = readingsAt(node, d).every((r) => r.state === "seen" && r.isPart !== true);
    const isUndecided = isRead && said === "pass" && open.some((s) => s.evidence.length > 0);
    return standing(isUndecided ? "warn" : said === "skip" ? "skip" : "unknown", "stage", { stages: open });
  }
  const verdict = stages.length > 0 ? "pass" : said;
  const against = readingsAt(node, d).filter(
    (r) => node.against.includes(r.id) && r.rows.some((row) => row.mark === "bad"),
  );
  if (verdict === "pass" && against.length > 0) return standing("warn", "reading", { against });
  return stages.length > 0 && said !== "pass"
    ? standing(verdict, "stage", { stages })
    : standing(verdict, "findings", { stages });
}
/** The verdict of a node; only a checked one has another than `skip`. */
export const verdictOf = (node: GuideNode, d: Judged): Verdict =>
  node.kind === "check" ? standingOf(node, d).verdict : "skip";
