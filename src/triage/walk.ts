/** The walk through the guide: from step to step along the guide's own exits. Pure; a re-check is asked for by the caller. */
import type { Approval, ApprovalState, Diagnosis, RemediationId, TriageCase, Verdict } from "../domain";
import { exitsOf, GUIDE, NODES, START, type GuideNode, type Outcome, type ProposeNode } from "../guide";
import { findingsOf, verdictOf, type Judged } from "./node-verdict";

/** Where the walk begins and where its last step leads: every chapter with how it stands. */
export const OVERVIEW = "overview";
/** Where a walk stands: a step's id or the overview, and the steps that led there, the newest last. */
export interface WalkState {
  readonly at: string;
  readonly trail: readonly string[];
}
/**
 * What moves the walk. `from`: the step on the card that was pressed, since several people may walk on cards of their own.
 * `problem` goes to the next step that is not in order, `answer` to where an answer of the question at hand leads.
 */
export type WalkEvent = { readonly from?: string } & (
  | { readonly kind: "show" | "next" | "back" | "problem" | "recheck" | "fixed" }
  | { readonly kind: "goto"; readonly node: string }
  | { readonly kind: "answer"; readonly answer: string }
);
/** What the walk is over: how things were last read, and what became of the repairs that were asked for, oldest first. */
export interface WalkGround {
  readonly diagnosis: Diagnosis;
  readonly found?: TriageCase["found"];
  readonly approvals: readonly Approval[];
}
/** A step of the walk that changed with a new look. */
export interface NodeChange {
  readonly node: string;
  readonly before: Verdict;
  readonly after: Verdict;
}
/** Where a walk stands, with all that its card is made of. */
export interface WalkPlace extends WalkGround {
  readonly state: WalkState;
  /** After "I fixed it" or a re-check: when it was looked again, ISO 8601, and which steps stand otherwise than before. */
  readonly looked?: { readonly at: string; readonly changes: readonly NodeChange[] };
}

/** The way through the guide that a judgement takes: every checked node in order, with its verdict. */
export const walkOf = (d: Judged): { node: string; verdict: Verdict }[] =>
  [...NODES.values()].filter((n) => n.kind === "check").map((n) => ({ node: n.id, verdict: verdictOf(n, d) }));
/** The steps that stand otherwise in `after`. */
export function changesBetween(before: Judged, after: Judged): NodeChange[] {
  const then = new Map(walkOf(before).map((w) => [w.node, w.verdict]));
  return walkOf(after).flatMap(({ node, verdict }) => {
    const was = then.get(node) ?? "skip";
    return was === verdict ? [] : [{ node, before: was, after: verdict }];
  });
}

const isProblem = (v: Verdict): boolean => v === "fail" || v === "warn";
/** The checked steps that are not in order, in the order of the guide. */
export const problemsOf = (d: Judged): string[] => walkOf(d).flatMap((w) => (isProblem(w.verdict) ? [w.node] : []));
/** The next step that is not in order, behind this one, and from the beginning again; undefined where there is no other. */
export function problemAfter(at: string, d: Judged): string | undefined {
  const order = [...NODES.keys()],
    here = order.indexOf(at);
  const problems = problemsOf(d).filter((id) => id !== at);
  return problems.find((id) => order.indexOf(id) > here) ?? problems[0];
}

/** The repairs that a repair step is about: those of its question's answer, else what its findings suggest. */
const suggestedAt = (node: ProposeNode, d: Diagnosis): readonly RemediationId[] =>
  node.repairs ?? [...new Set(findingsOf(node, d.verdicts).flatMap((f) => f.suggests))];
/** The repairs that can be asked for at a step. */
export const offeredAt = (node: GuideNode, d: Diagnosis): RemediationId[] =>
  node.kind === "propose" ? suggestedAt(node, d).filter((id) => d.remediations.some((r) => r.id === id)) : [];
/** The newest request for a repair of this step. A request belongs here too where it was planned against one of the step's causes, which it may have mended. */
export function requestAt(node: ProposeNode, { diagnosis, found, approvals }: WalkGround): Approval | undefined {
  const suggested = suggestedAt(node, diagnosis);
  const wasPlannedHere = found !== undefined && (node.codes as readonly string[]).includes(found.rootCause.code);
  return [...approvals].reverse().find((a) => suggested.includes(a.plan.remediation) || wasPlannedHere);
}
const ENDED: Readonly<Partial<Record<ApprovalState, Outcome>>> = {
  done: "done",
  declined: "declined",
  expired: "expired",
  stale: "stale",
  failed: "failed",
  unknown: "unknown",
};
/** What became of the repair of a step. While one is under way, or where none was asked for, a person may pass on. */
export function outcomeAt(node: ProposeNode, ground: WalkGround): Outcome {
  const request = requestAt(node, ground);
  if (request !== undefined) return ENDED[request.state] ?? "passed";
  return offeredAt(node, ground.diagnosis).length === 0 ? "refused" : "passed";
}

/** The step that follows by the guide's own exits; undefined where a person has to answer first. */
export function nextOf(node: GuideNode, ground: WalkGround): string | undefined {
  switch (node.kind) {
    case "check":
      return node.next[verdictOf(node, ground.diagnosis)];
    case "propose":
      return node.next[outcomeAt(node, ground)];
    case "advise":
      return node.next;
    case "ask":
      return undefined;
    case "end":
      return OVERVIEW;
  }
}
/** The step that a walk without a trail came from: a repair's own check, a question of its answers, else the one before it. */
const BEFORE: ReadonlyMap<string, string> = new Map(
  GUIDE.flatMap((c) => c.nodes)
    .flatMap((n) => exitsOf(n).map((to) => [to, n.id] as const))
    .filter(([to, from]) => [...NODES.keys()].indexOf(from) < [...NODES.keys()].indexOf(to))
    .reverse(),
);
const MOST_TRAIL = 40;

/** Where the walk stands after an event. A place that the guide does not know is the overview. */
export function step(state: WalkState, event: WalkEvent, ground: WalkGround): WalkState {
  const isElsewhere = event.from !== undefined && event.from !== state.at;
  const here = placed(isElsewhere ? { at: event.from ?? OVERVIEW, trail: [] } : state);
  const node = NODES.get(here.at);
  const to = (at: string | undefined): WalkState =>
    at === undefined || at === here.at ? here : placed({ at, trail: [...here.trail, here.at].slice(-MOST_TRAIL) });
  switch (event.kind) {
    case "show":
    case "recheck":
    case "fixed":
      return here;
    case "goto":
      return to(event.node);
    case "next":
      return to(node === undefined ? START : nextOf(node, ground));
    case "problem":
      return to(problemAfter(here.at, ground.diagnosis));
    case "answer":
      return to(node?.kind === "ask" ? node.answers.find((a) => a.id === event.answer)?.to : undefined);
    case "back":
      return placed({ at: here.trail.at(-1) ?? BEFORE.get(here.at) ?? OVERVIEW, trail: here.trail.slice(0, -1) });
  }
}
const placed = (s: WalkState): WalkState => (s.at === OVERVIEW || NODES.has(s.at) ? s : { at: OVERVIEW, trail: [] });
