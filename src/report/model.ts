/** The incident report of one case as plain data, made once: every form of it (card, HTML, Markdown, CSV, JSON, the text without names) shows this. */
import {
  evidenceIn,
  changesIn,
  undoText,
  wordsIn,
  type Approval,
  type ApprovalState,
  type CaseState,
  type ShownChange,
  type Confidence,
  type Confirmation,
  type Finding,
  type FollowingPurpose,
  type Found,
  type Language,
  type RemediationId,
  type RiskClass,
  type RootCause,
  type StepResult,
  type Subject,
  type TriageCase,
  type Words,
} from "../domain";
import { stepTitle } from "../domain/steps";
import { uncheckedLines } from "../triage/unchecked";
import { causeTextOf, diagnosisAdvice, remedyTitleOf, textOf, titleOf } from "../triage/words";

/** The name of this shape, for whoever reads the JSON. */
export const REPORT_SCHEMA = "report/1";

/** A confirmation whose lines are of one language. */
export type Looked = Pick<Confirmation, "at" | "state"> &
  Readonly<Record<"better" | "left" | "notes", readonly string[]>>;

/** Texts are ready in `language`, and never markup; times are ISO 8601 in UTC; ids and codes are those of the case. */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA;
  readonly language: Language;
  readonly head: {
    readonly case: string;
    /** The number that the case has in the organization's own system; null where nobody gave one. */
    readonly incident: string | null;
    readonly state: CaseState;
    readonly openedAt: string;
    readonly openedBy: string;
    /** When the report was made. */
    readonly writtenAt: string;
  };
  /** Null where nothing was diagnosed. */
  readonly person: Subject | null;
  /** The request as it was written. */
  readonly ask: string;
  /** What was found: where a repair was planned, before it. Null where nothing was diagnosed. */
  readonly cause: {
    readonly code: RootCause;
    readonly title: string;
    readonly confidence: Confidence;
    readonly text: string;
  } | null;
  readonly evidence: readonly { readonly text: string; readonly source: string }[];
  /** What was found besides, the likeliest first. */
  readonly findings: readonly {
    readonly code: RootCause | null;
    readonly confidence: Confidence | null;
    readonly text: string;
  }[];
  /** What was proposed and done, oldest first. */
  readonly repairs: readonly Repair[];
  /** How it was seen afterwards; null where nobody has looked again. */
  readonly confirmation: Looked | null;
  /** What is to be done by hand. */
  readonly next: readonly string[];
  /** When the case is looked at again by itself. */
  readonly followUpAt: string | null;
  /** How often this cause was seen here before the case, and what resolved it; null where it was the first time. */
  readonly earlier: {
    readonly count: number;
    readonly since: string;
    readonly solvedBy: readonly { readonly title: string; readonly times: number }[];
  } | null;
  readonly timeline: readonly { readonly at: string; readonly what: string; readonly by: string | null }[];
  /** Names of people and of what is theirs that stand in these texts, as far as they were known; single words folded. */
  readonly names: readonly string[];
  /** What could not be read and why, a line for each reason. */
  readonly notChecked: readonly string[];
}
/** One plan, from the request to what it left. */
export interface Repair {
  readonly remediation: RemediationId;
  readonly title: string;
  readonly summary: string;
  readonly state: ApprovalState;
  readonly risk: RiskClass;
  readonly requestedBy: string;
  readonly requestedAt: string;
  /** Fingerprint of the plan that was approved, as the audit has it. */
  readonly planDigest: string;
  readonly decisions: readonly {
    readonly verdict: "approved" | "declined";
    readonly by: string;
    readonly at: string;
    readonly reason: string;
  }[];
  readonly changes: readonly ShownChange[];
  readonly touches: readonly string[];
  /** `state` and `at` are null for a step that was not run. */
  readonly steps: readonly {
    readonly title: string;
    readonly state: StepResult["state"] | null;
    readonly at: string | null;
    readonly detail: string;
  }[];
  readonly outcome: string | null;
  /** How the world stands after the run, where it differs. */
  readonly after: readonly string[];
  /** How it is taken back. */
  readonly undo: string;
  /** What may follow it, by the buttons of its card. */
  readonly offers: readonly FollowingPurpose[];
}

/** `at`: when the report is made, ISO 8601. `approvals`: those of the case, oldest first. */
export function reportOf(c: TriageCase, approvals: readonly Approval[], at: string, language: Language = "en"): Report {
  const now = c.diagnosis,
    found: Found | undefined = c.confirmation === undefined ? now : (c.found ?? now);
  return {
    schema: REPORT_SCHEMA,
    language,
    head: {
      case: c.id,
      incident: c.incident ?? null,
      state: c.state,
      openedAt: c.openedAt,
      openedBy: c.openedBy.name,
      writtenAt: at,
    },
    person: now?.subject ?? null,
    ask: c.ask,
    cause: found === undefined ? null : causeOf(found, language),
    evidence: evidenceIn(found?.rootCause.evidence ?? [], language),
    findings: (found?.findings ?? []).slice(1).map((f) => findingOf(f, language)),
    repairs: approvals.map((a) => repairOf(a, language)),
    confirmation: c.confirmation === undefined ? null : confirmationOf(c.confirmation, language),
    next: now === undefined ? [] : diagnosisAdvice(now, language),
    followUpAt: c.followUpAt ?? null,
    earlier:
      c.earlier === undefined
        ? null
        : {
            count: c.earlier.count,
            since: c.earlier.since,
            solvedBy: c.earlier.solvedBy.map((s) => ({
              title: remedyTitleOf(s.remediation, language),
              times: s.times,
            })),
          },
    timeline: c.timeline.map((e) => ({ at: e.at, what: wordsIn(e.what, language), by: e.by ?? null })),
    names: [...new Set([...(now?.names ?? []), ...(c.found?.names ?? [])])],
    notChecked: now === undefined ? [] : uncheckedLines(now, language),
  };
}
const allIn = (texts: readonly Words[], language: Language): string[] => texts.map((t) => wordsIn(t, language));
const confirmationOf = (c: Confirmation, language: Language): Looked => ({
  at: c.at,
  state: c.state,
  better: allIn(c.better, language),
  left: allIn(c.left, language),
  notes: allIn(c.notes, language),
});
const causeOf = (found: Found, language: Language): NonNullable<Report["cause"]> => ({
  code: found.rootCause.code,
  title: titleOf(found.rootCause.code, language),
  confidence: found.rootCause.confidence,
  text: causeTextOf(found, language),
});
const findingOf = (f: Finding, language: Language): Report["findings"][number] => ({
  code: f.code ?? null,
  confidence: f.confidence ?? null,
  text: textOf(f, language),
});
function repairOf(a: Approval, language: Language): Repair {
  const { plan } = a;
  return {
    remediation: plan.remediation,
    title: wordsIn(plan.title, language),
    summary: wordsIn(plan.summary, language),
    state: a.state,
    risk: plan.risk,
    requestedBy: a.requestedBy.name,
    requestedAt: a.createdAt,
    planDigest: a.planDigest,
    decisions: a.decisions.map((d) => ({ verdict: d.verdict, by: d.by.name, at: d.at, reason: d.reason })),
    changes: changesIn(plan.changes, language),
    touches: allIn(plan.touches, language),
    steps: plan.commands.map((command, i) => {
      const ran = a.steps?.find((s) => s.command === i);
      return {
        title: stepTitle(command, language),
        state: ran?.state ?? null,
        at: ran?.at ?? null,
        detail: wordsIn(ran?.detail ?? "", language),
      };
    }),
    outcome: a.outcome === undefined ? null : wordsIn(a.outcome, language),
    after: allIn(a.aftermath?.says ?? [], language),
    undo: undoText(a, language),
    offers: a.aftermath?.offers ?? [],
  };
}
