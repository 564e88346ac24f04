import { evidenceIn, speaker, wordsIn } from "../domain";
import type {
  CaseState,
  Confidence,
  Diagnosis,
  Doubt,
  Earlier,
  Finding,
  Language,
  Subject,
  TriageCase,
  Words,
} from "../domain";
import { causeTextOf, diagnosisAdvice, remedyTitleOf, stageTitleOf, textOf, titleOf } from "../triage/words";
import template from "./diagnosis.template.json";
import { renderer } from "./render";
import { labelsIn, when, type Labels } from "./text";

interface Line {
  readonly text: string;
}
/** The cause with its evidence, where the object stops, what else was found, and what can be done. */
export interface DiagnosisView {
  readonly labels: Labels;
  readonly id: string;
  readonly state: string;
  readonly who: string;
  readonly title: string;
  readonly confidence: string;
  readonly text: string;
  /** What earlier cases tell of this cause; empty where it is the first. */
  readonly earlier: string;
  readonly evidence: readonly { readonly text: string; readonly source: string }[];
  readonly chainTitle: string;
  readonly chain: readonly { readonly mark: string; readonly link: string; readonly text: string }[];
  /** What no cause explains. */
  readonly open: readonly Line[];
  readonly objects: readonly { readonly where: string; readonly name: string; readonly detail: string }[];
  readonly also: readonly Line[];
  readonly advice: readonly Line[];
  readonly unread: readonly Line[];
  readonly repairs: readonly { readonly title: string; readonly id: string; readonly remediation: string }[];
}
/** What the template shows as it stands. */
export const LABELS = {
  evidence: "Evidence",
  objects: "The accounts side by side",
  open: "Left unexplained",
  also: "Also found",
  advice: "What to do",
  unread: "Could not be checked (so nothing is said about it)",
  walk: "Walk through the guide",
  recheck: "Re-check",
  report: "Report",
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  nobody: "Nobody was found",
  stops: "Where the object stops",
  way: "The object's way to the cloud",
  untold: "nothing that was read shows it",
  earlierOnce: "Seen once before, on {since}{solved}.",
  earlier: "Seen {count} times since {since}{solved}.",
  solvedBy: ", solved by: {titles}",
} as const satisfies Readonly<Record<string, Words>>;
/** How a case stands, in words. */
export const STATE: Readonly<Record<CaseState, Words>> = {
  open: "Case open",
  diagnosed: "Diagnosed",
  "awaiting-approval": "A repair waits for approval",
  repairing: "A repair is running",
  confirming: "Confirming",
  resolved: "✓ Resolved",
  partly: "◐ Partly resolved",
  unresolved: "✗ Not resolved yet",
  closed: "Closed",
};
const CONFIDENCE: Readonly<Record<Confidence, Words>> = {
  certain: "Certain: the evidence below proves it",
  likely: "Likely: the evidence points to it",
  possible: "Possible: the evidence does not decide it",
};
const DOUBT: Readonly<Record<Doubt, Words>> = {
  proof: "it fits, and no system states it",
  unread: "a fact near to it could not be read",
  open: "not all that was seen or said is explained by it",
  rival: "another cause below would explain as much",
};
const MARK = {
  well: "✓ well",
  broken: "✗ stops here",
  beyond: "– not reached",
  unknown: "? not shown",
} as const satisfies Readonly<Record<string, Words>>;
/** A case with its diagnosis, cut to what fits a card. */
export function diagnosisView(c: TriageCase, d: Diagnosis, language: Language = "en"): DiagnosisView {
  const say = speaker(WORDS, language);
  const way = wayOf(d, language);
  return {
    labels: labelsIn(LABELS, language),
    id: c.id,
    state: wordsIn(STATE[c.state], language),
    who: whoText(d.subject, say("nobody")),
    title: titleOf(d.rootCause.code, language),
    confidence: confidenceText(d, language),
    text: causeTextOf(d, language),
    earlier: c.earlier === undefined ? "" : earlierText(c.earlier, language),
    evidence: evidenceIn(d.rootCause.evidence.slice(0, 8), language),
    chainTitle: say(way.stops ? "stops" : "way"),
    chain: way.rows,
    open: (d.open ?? [])
      .filter((s) => s.kind !== "complaint")
      .slice(0, 4)
      .map((s) => ({ text: wordsIn(s.evidence[0]?.text ?? s.about, language) })),
    objects: (d.objects ?? []).slice(0, 4),
    also: d.findings.slice(1, 4).map((f) => ({ text: titledText(f, language) })),
    advice: diagnosisAdvice(d, language)
      .slice(0, 4)
      .map((text) => ({ text })),
    unread: d.notChecked.slice(0, 5).map((n) => ({ text: `${n.what}: ${wordsIn(n.why, language)}` })),
    repairs: repairsOf(c, d, language),
  };
}
/** The stages up to the one that was asked about, or to the one that is broken, each with what shows it. */
function wayOf(d: Diagnosis, language: Language): { readonly stops: boolean; readonly rows: DiagnosisView["chain"] } {
  const say = speaker(WORDS, language);
  const stages = d.stages ?? [];
  const broken = stages.findIndex((s) => s.state === "broken");
  const asked = stages.findIndex((s) => s.stage === d.asked);
  const rows = stages.slice(0, Math.max(asked, broken) + 1).map(({ stage, state, evidence }, i) => ({
    mark: wordsIn(MARK[broken >= 0 && i > broken && state !== "well" ? "beyond" : state], language),
    link: stageTitleOf(stage, language),
    text: wordsIn(evidence[0]?.text ?? (broken >= 0 && i > broken ? "" : say("untold")), language),
  }));
  return { stops: broken >= 0, rows };
}
/** The word of confidence with what keeps it from being certain. */
function confidenceText(d: Diagnosis, language: Language): string {
  const doubts = (d.findings[0]?.doubts ?? []).map((doubt) => wordsIn(DOUBT[doubt], language));
  const why = d.rootCause.code === "undetermined" || doubts.length === 0 ? "" : `; ${doubts.join("; ")}`;
  return `${wordsIn(CONFIDENCE[d.rootCause.confidence], language)}${why} (${d.rootCause.code})`;
}
function earlierText({ count, since, solvedBy }: Earlier, language: Language): string {
  const say = speaker(WORDS, language),
    titles = solvedBy.slice(0, 2).map((s) => remedyTitleOf(s.remediation));
  const solved = titles.length === 0 ? "" : say("solvedBy", { titles: titles.join("; ") });
  return say(count === 1 ? "earlierOnce" : "earlier", { count, since: when(since), solved });
}
/** Renders a diagnosis. */
export const diagnosisCard = renderer<DiagnosisView>(template);

/** Every name that is known, the most telling first. */
function whoText(s: Subject, nobody: string): string {
  const names = [s.displayName, s.userPrincipalName].filter((n) => n !== null);
  const places = [s.distinguishedName, s.cloudId].filter((n) => n !== null);
  return [...(names.length > 0 ? names : [nobody]), ...places].join(" · ");
}
const titledText = (f: Finding, language: Language): string =>
  `${f.code === undefined ? "" : `${titleOf(f.code, language)}: `}${textOf(f, language)}`;
/** A repaired case offers nothing more; a re-check starts afresh. */
const repairsOf = (c: TriageCase, d: Diagnosis, language: Language): DiagnosisView["repairs"] =>
  c.state === "resolved" || c.state === "closed"
    ? []
    : d.remediations
        .slice(0, 2)
        .map((r) => ({ title: `${wordsIn(r.title, language)} …`, id: c.id, remediation: r.id }));
