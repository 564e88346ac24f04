/** The walk through the guide: one node at a time over what is known already. Pure; a re-check is asked for by the caller. */
import {
  speaker,
  wordsIn,
  type Diagnosis,
  type Evidence,
  type Finding,
  type Language,
  type RemediationId,
  type Subject,
  type Verdict,
  type Words,
} from "../domain";
import { GUIDE, START, nodeOf, type GuideNode } from "../guide";
import { textOf, titleOf } from "./words";

const ORDER: readonly Verdict[] = ["fail", "unknown", "warn", "pass", "skip"];
const codesOf = (n: GuideNode): readonly string[] => (n.kind === "check" || n.kind === "propose" ? n.codes : []);
/** Codes that describe health, not a fault: finding one does not fail a node. */
const HEALTHY = new Set(["already-synced"]);

/** Findings that answer for a node: those that blame one of its codes; else those of the checks that belong to it. */
export function findingsOf(node: GuideNode, verdicts: readonly Finding[]): Finding[] {
  const codes = codesOf(node);
  const blaming = verdicts.filter((f) => f.code !== undefined && codes.includes(f.code));
  return blaming.length > 0 ? blaming : verdicts.filter((f) => node.kind === "check" && f.guide === node.id);
}

/** The worst verdict of the findings that answer for a node; `skip` where none does. */
export function verdictOf(node: GuideNode, verdicts: readonly Finding[]): Verdict {
  if (node.kind !== "check") return "skip";
  const found = findingsOf(node, verdicts).map(
    (f): Verdict => (f.code !== undefined && HEALTHY.has(f.code) ? "pass" : f.verdict),
  );
  return ORDER.find((v) => found.includes(v)) ?? "skip";
}
/** The way through the guide that these findings take: every checked node in order, with its verdict. */
export function walkOf(verdicts: readonly Finding[]): { node: string; verdict: Verdict }[] {
  return GUIDE.flatMap((c) => c.nodes)
    .filter((n) => n.kind === "check")
    .map((n) => ({ node: n.id, verdict: verdictOf(n, verdicts) }));
}

/** One step of the walk in the words of one language, ready to show. */
export interface WalkStep {
  readonly node: string;
  readonly title: string;
  readonly chapter: string;
  readonly why: string;
  readonly verdict: Verdict;
  readonly result: string;
  readonly evidence: readonly Evidence[];
  /** The command or portal path to see it oneself. */
  readonly seeYourself: readonly string[];
  /** Where the guide is out of date: what holds today. */
  readonly now?: string;
  readonly next?: string;
  readonly back?: string;
  readonly skipTo: readonly { readonly id: string; readonly title: string }[];
  readonly remediation?: RemediationId;
  readonly position: string;
}
/** What moves the walk. `node` names the step to stand at, whatever the kind. */
export interface WalkEvent {
  readonly kind: "goto" | "next" | "back" | "recheck" | "fixed" | "skip";
  readonly node?: string;
}

/** What the walk says itself; all else comes from the guide and the findings. */
const WORDS = {
  noAdAccount: "No AD account was found.",
  adAccount: "AD account {dn}.",
  noCloudAccount: "No cloud account is there.",
  cloudAccount: "Cloud account {upn} ({id}).",
  byHand: "Read and do this by hand where it helps; there is nothing to check live.",
  cause: "The cause: {title}",
  position: "Step {step} of {steps}",
} as const satisfies Readonly<Record<string, Words>>;
const ANSWER: Readonly<Record<Verdict, Words>> = {
  pass: "This is in order.",
  warn: "This needs a look.",
  fail: "This is not in order.",
  skip: "Nothing to check live here for this person.",
  unknown: "This could not be checked, so nothing is said about it.",
};

/** The steps that a person sees, in order: repairs are offered on the step before them. */
const STEPS = GUIDE.flatMap((chapter) =>
  chapter.nodes.filter((n) => n.kind !== "end" && n.kind !== "propose").map((node) => ({ node, chapter })),
);
/** The first step of each chapter. */
const OPENINGS = STEPS.filter((s, i) => s.chapter !== STEPS[i - 1]?.chapter);

/** Index of the step after an event; an unknown node is the start. */
function indexAfter(at: string | undefined, event: WalkEvent): number {
  const indexOf = (id: string | undefined): number => STEPS.findIndex((s) => s.node.id === id);
  const here = indexOf(at ?? START),
    wanted = indexOf(event.node);
  if (wanted >= 0) return wanted;
  const moved = event.kind === "next" ? here + 1 : event.kind === "back" ? here - 1 : here;
  return Math.min(Math.max(0, moved), STEPS.length - 1);
}

/** Where the walk stands after an event, over a diagnosis. An unknown node is the start. */
export function walkView(
  diagnosis: Diagnosis,
  at: string | undefined,
  event: WalkEvent,
  language: Language = "en",
): WalkStep {
  const say = speaker(WORDS, language);
  const index = indexAfter(at, event);
  const { node, chapter } = STEPS[index]!;
  const next = STEPS[index + 1]?.node.id,
    back = STEPS[index - 1]?.node.id;
  const remediation = offeredAt(node, diagnosis);
  return {
    node: node.id,
    title: wordsIn(node.title, language),
    chapter: wordsIn(chapter.title, language),
    why: wordsIn(node.says, language),
    verdict: verdictOf(node, diagnosis.verdicts),
    result: resultAt(node, diagnosis, language),
    evidence: tellingAt(node, diagnosis)
      .flatMap((f) => f.evidence)
      .slice(0, 5),
    seeYourself: node.see,
    ...(node.now === undefined ? {} : { now: wordsIn(node.now, language) }),
    ...(next === undefined ? {} : { next }),
    ...(back === undefined ? {} : { back }),
    skipTo: [
      {
        id: nodeOf(diagnosis.rootCause.code),
        title: say("cause", { title: titleOf(diagnosis.rootCause.code, language) }),
      },
      ...OPENINGS.map((s) => ({ id: s.node.id, title: wordsIn(s.chapter.title, language) })),
    ],
    ...(remediation === undefined ? {} : { remediation }),
    position: say("position", { step: index + 1, steps: STEPS.length }),
  };
}

/** The findings that made the node's verdict; where all is well, also those that name why. */
function tellingAt(node: GuideNode, { verdicts }: Diagnosis): Finding[] {
  const verdict = verdictOf(node, verdicts);
  return findingsOf(node, verdicts).filter(
    (f) => f.verdict === verdict || (f.code !== undefined && verdict === "pass"),
  );
}
/** What was found at a node, in a few sentences. At the start: whom the case is about. */
function resultAt(node: GuideNode, diagnosis: Diagnosis, language: Language): string {
  const verdict = verdictOf(node, diagnosis.verdicts);
  if (node.id === START && verdict === "pass") return subjectText(diagnosis.subject, language);
  const telling = tellingAt(node, diagnosis);
  if (telling.length > 0)
    return telling
      .slice(0, 3)
      .map((f) => textOf(f, language))
      .join(" ");
  return wordsIn(node.kind === "check" ? ANSWER[verdict] : WORDS.byHand, language);
}
/** The accounts of both sides, or that there is none. */
function subjectText(s: Subject, language: Language): string {
  const say = speaker(WORDS, language);
  const ad = s.distinguishedName === null ? say("noAdAccount") : say("adAccount", { dn: s.distinguishedName });
  const cloud =
    s.cloudId === null ? say("noCloudAccount") : say("cloudAccount", { upn: s.userPrincipalName ?? "", id: s.cloudId });
  return `${ad} ${cloud}`;
}
/** The repair that is offered where the root cause was found. */
function offeredAt(node: GuideNode, { rootCause, verdicts, remediations }: Diagnosis): RemediationId | undefined {
  const cause = findingsOf(node, verdicts).find((f) => f.code === rootCause.code);
  return cause?.suggests.find((s) => remediations.some((r) => r.id === s));
}
