/** What a triage prints: one JSON object, or some lines for people. */
import { diagnosisAdvice, textOf, titleOf } from "../triage/words";
import { evidenceIn, wordsIn, type Diagnosis } from "../domain";
import { exitOfTriage } from "./exit";
import { outlineOf, plain, WIDTH } from "./terminal";

/** One triage as others read it; `after` where a repair was approved and run. */
export interface TriageLine {
  schema: "triage/1";
  scenario: string | null;
  subject: { userPrincipalName: string | null; cloudId: string | null; distinguishedName: string | null };
  rootCause: { code: string; title: string; confidence: string; evidence: readonly { text: string; source: string }[] };
  findings: readonly {
    code: string;
    confidence: string;
    text: string;
    check: string;
    standing: string | undefined;
    doubts: readonly string[];
  }[];
  notChecked: readonly { what: string; why: string }[];
  remediations: readonly { id: string; title: string; risk: string; approvals: number }[];
  advice: readonly string[];
  walk: readonly { node: string; verdict: string }[];
  /** Where the object stands, stage by stage, and what nothing explains. */
  stages: readonly { stage: string; state: string; since: string | undefined }[];
  open: readonly { kind: string; about: string; stage: string }[];
  cost: Diagnosis["cost"];
  /** Whom the ask may mean, where it fits more than one person. */
  several?: readonly { title: string; detail: string }[];
  /** `named`: the plan that was run, as text. */
  after?: { caseState: string; world: unknown; outcome?: string; named?: string };
}
/** `scenario`: id of the world; null for the configured tenant. `several`: whom the ask may mean, where it fits more than one person. */
export const lineOf = (scenario: string | null, d: Diagnosis, several: TriageLine["several"] = []): TriageLine => ({
  schema: "triage/1",
  scenario,
  subject: {
    userPrincipalName: d.subject.userPrincipalName,
    cloudId: d.subject.cloudId,
    distinguishedName: d.subject.distinguishedName,
  },
  rootCause: {
    code: d.rootCause.code,
    title: titleOf(d.rootCause.code),
    confidence: d.rootCause.confidence,
    evidence: evidenceIn(d.rootCause.evidence),
  },
  findings: d.findings.map((f) => ({
    code: f.code!,
    confidence: f.confidence ?? "certain",
    text: textOf(f),
    check: f.check,
    standing: f.standing,
    doubts: f.doubts ?? [],
  })),
  notChecked: d.notChecked.map(({ what, why }) => ({ what, why: wordsIn(why) })),
  remediations: d.remediations.map((r) => ({ ...r, title: wordsIn(r.title) })),
  advice: diagnosisAdvice(d),
  walk: d.walk,
  stages: (d.stages ?? []).map(({ stage, state, since }) => ({ stage, state, since })),
  open: (d.open ?? []).map(({ kind, about, stage }) => ({ kind, about, stage })),
  cost: d.cost,
  ...(several.length === 0 ? {} : { several: several.map(({ title, detail }) => ({ title, detail })) }),
});
/** The process's exit code after one triage. */
export const exitOf = (l: TriageLine): number =>
  exitOfTriage(l.rootCause.code, l.several !== undefined, l.after?.caseState);

/** The same for people: who and what first, the rest beside its name. */
export const pretty = (l: TriageLine): string =>
  [
    `${plain(l.scenario ?? "tenant")}: ${plain(l.subject.userPrincipalName ?? "nobody")}`,
    `  ${l.rootCause.title} [${l.rootCause.code}, ${l.rootCause.confidence}]`,
    ...outlineOf(
      [
        ["evidence", l.rootCause.evidence.map((e) => `${e.text} (${e.source})`)],
        ["also found", l.findings.slice(1).map((f) => `${f.text} [${f.code}, ${f.confidence}]`)],
        ["repair", l.remediations.map((r) => `${r.title} [${r.id}], approvals: ${r.approvals}`)],
        ["what to do", l.advice],
        ["not checked", l.notChecked.map((n) => `${n.what}: ${n.why}`)],
        ["may be meant", (l.several ?? []).map((o) => `${o.title} · ${o.detail}`)],
        ["afterwards", l.after === undefined ? [] : [l.after.caseState, l.after.outcome ?? ""].filter((x) => x !== "")],
      ],
      WIDTH - 2,
    ).map((line) => `  ${line}`),
    "",
  ].join("\n");
