/** What a triage prints: one JSON object, or some lines for people. */
import { diagnosisAdvice, textOf, titleOf } from "../triage/words";
import type { Nobody } from "../cases/contract";
import type { DiagnoseResult } from "../cases/diagnose";
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
  /** Where nobody was found: whom it was looked for, and where. A place that was not read has its reason. */
  notFound?: {
    readonly asked: readonly string[];
    readonly places: readonly { readonly place: string; readonly unread?: string; readonly help?: string }[];
    readonly nearest: readonly { readonly title: string; readonly detail: string }[];
  };
  /** `named`: the plan that was run, as text. */
  after?: { caseState: string; world: unknown; outcome?: string; named?: string };
}
const bodyOfLine = (
  scenario: string | null,
  d: Diagnosis,
  several: NonNullable<TriageLine["several"]>,
): TriageLine => ({
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
/** Whom it was looked for, where, and who is near. */
const notFoundOf = ({ asked, places, nearest }: Nobody): NonNullable<TriageLine["notFound"]> => ({
  asked,
  places: places.map(({ place, unread }) => ({
    place: wordsIn(place),
    ...(unread === undefined ? {} : { unread: wordsIn(unread.why), help: wordsIn(unread.help) }),
  })),
  nearest: nearest.map(({ title, detail }) => ({ title, detail })),
});
/** One triage as others read it. `scenario`: id of the world; null for the configured tenant. `result`: what it came to besides, where it was made now. */
export const lineOf = (scenario: string | null, d: Diagnosis, result?: DiagnoseResult): TriageLine => ({
  ...bodyOfLine(scenario, d, result?.kind === "choose" ? result.options : []),
  ...(result?.kind === "none" ? { notFound: notFoundOf(result) } : {}),
});
/** The process's exit code after one triage. */
export const exitOf = (l: TriageLine): number =>
  exitOfTriage(l.rootCause.code, l.several !== undefined, l.after?.caseState);

const placeText = ({ place, unread, help }: NonNullable<TriageLine["notFound"]>["places"][number]): string =>
  unread === undefined ? `${place}: read` : `${place}: NOT READ, ${unread}. ${help ?? ""}`.trim();
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
        ["looked for", l.notFound?.asked ?? []],
        ["looked in", (l.notFound?.places ?? []).map(placeText)],
        ["nearest", (l.notFound?.nearest ?? []).map((o) => `${o.title} · ${o.detail}`)],
        ["afterwards", l.after === undefined ? [] : [l.after.caseState, l.after.outcome ?? ""].filter((x) => x !== "")],
      ],
      WIDTH - 2,
    ).map((line) => `  ${line}`),
    "",
  ].join("\n");
