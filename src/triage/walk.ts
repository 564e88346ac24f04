/** The walk through the guide: one node at a time over what is known already. Pure; a re-check is asked for by the caller. */
import { textOf, titleOf } from "./words";
import type { Diagnosis, Evidence, Finding, RemediationId, Verdict } from "../domain";
import { GUIDE, START, nodeOf, type GuideNode } from "../guide";

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
export interface WalkEvent {
  readonly kind: "goto" | "next" | "back" | "recheck" | "fixed" | "skip";
  readonly node?: string;
}

const VISIBLE = GUIDE.flatMap((c) =>
  c.nodes.filter((n) => n.kind !== "end" && n.kind !== "propose").map((n) => ({ node: n, chapter: c })),
);
const ANSWER: Record<Verdict, string> = {
  pass: "This is in order.",
  warn: "This needs a look.",
  fail: "This is not in order.",
  skip: "Nothing to check live here for this person.",
  unknown: "This could not be checked, so nothing is said about it.",
};

/** Where the walk stands after an event, over a diagnosis. An unknown node is the start. */
export function walkView(diagnosis: Diagnosis, at: string | undefined, event: WalkEvent): WalkStep {
  const here = VISIBLE.findIndex((v) => v.node.id === (at ?? START));
  const wanted = event.node !== undefined ? VISIBLE.findIndex((v) => v.node.id === event.node) : -1;
  const index = Math.max(
    0,
    wanted >= 0
      ? wanted
      : event.kind === "next"
        ? Math.min(here + 1, VISIBLE.length - 1)
        : event.kind === "back"
          ? here - 1
          : here,
  );
  const { node, chapter } = VISIBLE[index]!;
  const found = findingsOf(node, diagnosis.verdicts);
  const verdict = verdictOf(node, diagnosis.verdicts);
  const telling = found.filter((f) => f.verdict === verdict || (f.code !== undefined && verdict === "pass"));
  const offered = found
    .find((f) => f.code === diagnosis.rootCause.code)
    ?.suggests.find((s) => diagnosis.remediations.some((r) => r.id === s));
  const chapters = GUIDE.filter((c) => c.nodes.some((n) => VISIBLE.some((v) => v.node === n)));
  const root = nodeOf(diagnosis.rootCause.code);
  const s = diagnosis.subject,
    whom =
      node.id === START && verdict === "pass"
        ? `${s.distinguishedName === null ? "No AD account was found." : `AD account ${s.distinguishedName}.`} ${s.cloudId === null ? "No cloud account is there." : `Cloud account ${s.userPrincipalName ?? ""} (${s.cloudId}).`}`
        : undefined;
  return {
    node: node.id,
    title: node.title,
    chapter: chapter.title,
    why: node.says,
    verdict,
    result:
      whom ??
      (telling.length === 0
        ? node.kind === "check"
          ? ANSWER[verdict]
          : "Read and do this by hand where it helps; there is nothing to check live."
        : telling
            .slice(0, 3)
            .map((f) => textOf(f))
            .join(" ")),
    evidence: telling.flatMap((f) => f.evidence).slice(0, 5),
    seeYourself: node.see,
    ...(node.now === undefined ? {} : { now: node.now }),
    ...(index + 1 < VISIBLE.length ? { next: VISIBLE[index + 1]!.node.id } : {}),
    ...(index > 0 ? { back: VISIBLE[index - 1]!.node.id } : {}),
    skipTo: [
      { id: root, title: `The cause: ${titleOf(diagnosis.rootCause.code)}` },
      ...chapters.map((c) => ({ id: c.nodes[0]!.id, title: c.title })),
    ],
    ...(offered === undefined ? {} : { remediation: offered }),
    position: `Step ${index + 1} of ${VISIBLE.length}`,
  };
}
