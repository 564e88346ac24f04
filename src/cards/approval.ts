import template from "./approval.template.json";
import { changesIn, shortDifference, speaker, stepTitle, undoText, wordsIn } from "../domain";
import type {
  Approval,
  ApprovalState,
  Command,
  FollowingPurpose,
  Language,
  Purpose,
  RiskClass,
  ShownChange,
  StepResult,
  Words,
} from "../domain";
import { briefly, remedyTitleOf } from "../triage/words";
import { foldsOf, type Button, type Fold, type Head, type Line, type NamedText, type Tone } from "./blocks";
import { renderer } from "./render";
import { labelsIn, when, type Labels } from "./text";

/** A repair's plan and its life so far, in words: what changes, at which risk, who decided, what was run. What few need is folded. */
export interface ApprovalView {
  readonly language: Language;
  readonly labels: Labels;
  readonly id: string;
  readonly rev: number;
  readonly head: Head;
  readonly summary: string;
  /** What differs, and nothing else. */
  readonly changes: readonly ShownChange[];
  readonly facts: readonly NamedText[];
  readonly folds: readonly Fold[];
  readonly steps: readonly Line[];
  /** Every change with its whole values. */
  readonly changed: readonly Line[];
  readonly touches: readonly Line[];
  /** Who may decide it and how; how it is taken back. */
  readonly rules: readonly NamedText[];
  /** How the world stands after the run. */
  readonly aftermath: readonly Line[];
  readonly open: boolean;
  /** Of Approve: a plan that takes something away for good is no ordinary one. */
  readonly style: "positive" | "destructive";
  /** The account's name must be typed to approve. */
  readonly typed: boolean;
  /** How the approver proves who they are; empty where that is not asked for. */
  readonly proof: "" | "dialog" | "code";
  /** What may follow a run. */
  readonly next: readonly Button[];
  readonly buttons: readonly Button[];
}
/** What the template shows as it stands. */
export const LABELS = {
  reason: { en: "Reason (kept in the report)", de: "Grund (bleibt im Bericht)" },
  why: { en: "Why is this right?", de: "Warum ist das richtig?" },
  typed: {
    en: "To approve, type the name of the account",
    de: "Geben Sie zum Genehmigen den Namen des Kontos ein",
  },
  code: {
    en: "To approve, type the code that proves who you are",
    de: "Geben Sie zum Genehmigen den Code ein, der zeigt, wer Sie sind",
  },
  approve: { en: "Approve", de: "Genehmigen" },
  decline: { en: "Decline", de: "Ablehnen" },
  steps: { en: "Steps", de: "Schritte" },
  changed: { en: "Whole values", de: "Ganze Werte" },
  touches: { en: "Also touches", de: "Berührt auch" },
  rules: { en: "Who decides, and how to undo", de: "Wer entscheidet, wie zurück" },
  aftermath: { en: "After the run", de: "Nach dem Lauf" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  waiting: {
    en: "… Waiting: {approvals} of {needed} approvals",
    de: "… Wartet: {approvals} von {needed} Genehmigungen",
  },
  step: {
    en: "{mark} Step {step} of {steps}: {does} – {detail}",
    de: "{mark} Schritt {step} von {steps}: {does} – {detail}",
  },
  toRun: { en: "· Step {step} of {steps}: {does}", de: "· Schritt {step} von {steps}: {does}" },
  notRun: {
    en: "– Step {step} of {steps}: {does} – not run",
    de: "– Schritt {step} von {steps}: {does} – nicht ausgeführt",
  },
  more: { en: "… and {more} more; they stand in the report.", de: "… und {more} weitere; sie stehen im Bericht." },
  whole: { en: "{what}: {before} → {after}", de: "{what}: {before} → {after}" },
  risk: { en: "Risk", de: "Risiko" },
  undo: { en: "Undo", de: "Rückweg" },
  whoMay: { en: "Who may approve", de: "Wer genehmigen darf" },
  approvers: {
    en: "{needed, plural, one {one person} other {# different people}} with the right to decide plans of this risk, {requester}",
    de: "{needed, plural, one {eine Person} other {# verschiedene Personen}} mit dem Recht, über Pläne dieses Risikos zu entscheiden, {requester}",
  },
  requesterToo: { en: "the requester included", de: "auch wer es beantragt hat" },
  notRequester: { en: "other than the requester", de: "nicht wer es beantragt hat" },
  asked: { en: "Asked to decide", de: "Um Entscheidung gebeten" },
  account: { en: "Account", de: "Konto" },
  proof: { en: "To approve", de: "Zum Genehmigen" },
  signIn: { en: "Each approver signs in again.", de: "Wer genehmigt, meldet sich erneut an." },
  typeCode: { en: "Each approver types a code.", de: "Wer genehmigt, gibt einen Code ein." },
  note: { en: "Note", de: "Hinweis" },
  askedBy: { en: "Asked for by", de: "Beantragt von" },
  expires: { en: "Expires", de: "Läuft ab" },
  approvedBy: { en: "Approved by", de: "Genehmigt von" },
  declinedBy: { en: "Declined by", de: "Abgelehnt von" },
  byAt: { en: "{by}, {at}", de: "{by}, {at}" },
  byAtReason: { en: "{by}, {at}: {reason}", de: "{by}, {at}: {reason}" },
  breakGlass: { en: "Break-glass", de: "Notfall" },
  ownRequest: { en: "{by} approved their own request.", de: "{by} hat den eigenen Antrag genehmigt." },
  outcome: { en: "Outcome", de: "Ergebnis" },
  "put-back": { en: "Put back", de: "Zurücksetzen" },
  "go-on": { en: "Go on", de: "Fortsetzen" },
  undoIt: { en: "Undo", de: "Rückgängig machen" },
  back: { en: "Back to the case", de: "Zurück zum Fall" },
  recheck: { en: "Re-check", de: "Erneut prüfen" },
  report: { en: "Report", de: "Bericht" },
} as const satisfies Readonly<Record<string, Words>>;
/** How a request stands, in words. */
export const STATE: Readonly<Record<ApprovalState, Words>> = {
  pending: { en: "… Waiting for a decision", de: "… Wartet auf eine Entscheidung" },
  approved: { en: "✓ Approved, about to run", de: "✓ Genehmigt, läuft gleich" },
  dispatched: { en: "✓ Approved, on its way", de: "✓ Genehmigt, unterwegs" },
  running: { en: "▶ Running", de: "▶ Läuft" },
  done: { en: "✓ Done", de: "✓ Ausgeführt" },
  failed: {
    en: "✗ Failed; nothing more is tried by itself",
    de: "✗ Fehlgeschlagen; von selbst wird nichts weiter versucht",
  },
  unknown: {
    en: "? The outcome is not known; it is not run again by itself",
    de: "? Das Ergebnis ist nicht bekannt; es wird nicht von selbst wiederholt",
  },
  declined: { en: "✗ Declined; nothing was changed", de: "✗ Abgelehnt; es wurde nichts geändert" },
  expired: { en: "✗ Expired; nothing was changed", de: "✗ Abgelaufen; es wurde nichts geändert" },
  stale: { en: "✗ Called off; nothing was run", de: "✗ Abgesagt; es wurde nichts ausgeführt" },
};
/** How a request looks; its words say the same. */
export const TONE: Readonly<Record<ApprovalState, Tone>> = {
  pending: "accent",
  approved: "accent",
  dispatched: "accent",
  running: "accent",
  done: "good",
  failed: "attention",
  unknown: "warning",
  declined: "emphasis",
  expired: "emphasis",
  stale: "emphasis",
};
const RISK: Readonly<Record<RiskClass, Words>> = {
  trigger: { en: "low: starts a cycle or a service", de: "niedrig: startet einen Zyklus oder einen Dienst" },
  write: { en: "writes attributes or places", de: "schreibt Attribute oder Orte" },
  grave: {
    en: "grave: changes an identity or cannot be taken back",
    de: "schwer: ändert eine Identität oder ist nicht zurückzunehmen",
  },
};
const PURPOSE: Readonly<Record<Exclude<Purpose, "repair">, Words>> = {
  "go-on": { en: "Go on: {title}", de: "Fortsetzen: {title}" },
  "put-back": { en: "Put back: {title}", de: "Zurücksetzen: {title}" },
  undo: { en: "Undo: {title}", de: "Rückgängig machen: {title}" },
};
const STEP_MARK: Readonly<Record<StepResult["state"], string>> = {
  done: "✓",
  running: "▶",
  failed: "✗",
  unknown: "?",
};
const STEP_STATE: Readonly<Record<StepResult["state"], Words>> = {
  done: { en: "done", de: "ausgeführt" },
  running: { en: "running", de: "läuft" },
  failed: { en: "failed", de: "fehlgeschlagen" },
  unknown: { en: "unknown", de: "nicht bekannt" },
};
const ENDED: readonly ApprovalState[] = ["done", "failed", "unknown", "declined", "expired", "stale"];
/** What takes an object away. */
const DESTROYS: ReadonlySet<Command["kind"]> = new Set(["delete-user", "purge-deleted-user", "purge-run-history"]);
/** Changes that a card shows, and lines about the world after a run. */
const CHANGES = 4,
  AFTERMATH_LINES = 12;

/** What a request is for, in our own words: no value of a directory. */
export function approvalTitle({ plan, purpose = "repair" }: Approval, language: Language): string {
  const title = remedyTitleOf(plan.remediation, language);
  return purpose === "repair" ? title : speaker(PURPOSE, language)(purpose, { title });
}
/** `note`: what else the approvers must know, such as how the second person approves in the lab. */
export function approvalView(
  a: Approval,
  note = "",
  language: Language = "en",
  proof: "dialog" | "code" = "dialog",
): ApprovalView {
  const say = speaker(WORDS, language),
    labels = labelsIn(LABELS, language),
    whole = changesIn(a.plan.changes, language),
    lists = {
      steps: a.plan.commands.map((c, i) => ({ text: stepText(a, c, i, language) })),
      changed: whole.map((c) => ({ text: say("whole", { ...c }) })),
      touches: a.plan.touches.map((t) => ({ text: `• ${wordsIn(t, language)}` })),
      rules: rulesOf(a, note, proof, language),
      aftermath: aftermathLines(a, language),
    },
    isOpen = a.state === "pending";
  return {
    language,
    labels,
    id: a.id,
    rev: a.revision,
    head: { tone: TONE[a.state], state: stateText(a, language), title: approvalTitle(a, language), who: a.about ?? "" },
    summary: briefly(wordsIn(a.plan.summary, language)),
    changes: whole.slice(0, CHANGES).map(shortened),
    facts: lifeFacts(a, language),
    folds: foldsOf(lists, labels),
    ...lists,
    open: isOpen,
    style: a.plan.commands.some((c) => DESTROYS.has(c.kind)) ? "destructive" : "positive",
    typed: a.typed !== undefined,
    proof: a.proof === true ? proof : "",
    next: FOLLOWING.filter((what) => a.aftermath?.offers.includes(what) === true).map((what) => ({
      title: say(what === "undo" ? "undoIt" : what),
      style: "default",
      verb: what,
      data: { id: a.id },
    })),
    buttons: ENDED.includes(a.state)
      ? (["diagnosis", "recheck", "report"] as const).map((verb) => ({
          title: say(verb === "diagnosis" ? "back" : verb),
          style: "default",
          verb,
          data: { id: a.caseId },
        }))
      : [],
  };
}
const FOLLOWING: readonly FollowingPurpose[] = ["put-back", "go-on", "undo"];
/** Renders an approval. */
export const approvalCard = renderer<ApprovalView>(template);

/** What differs, places by their path. */
const shortened = ({ what, before, after }: ShownChange): ShownChange => {
  const short = shortDifference(before, after);
  return { what: briefly(what), before: briefly(short.before), after: briefly(short.after) };
};
/** The state in words; of two approvals, how many are there. */
function stateText(a: Approval, language: Language): string {
  const approvals = a.decisions.filter((d) => d.verdict === "approved").length;
  return a.state === "pending" && approvals > 0
    ? speaker(WORDS, language)("waiting", { approvals, needed: a.needed })
    : wordsIn(STATE[a.state], language);
}
/** One step of the plan: what it does, and what came of it. */
function stepText(a: Approval, command: Command, i: number, language: Language): string {
  const say = speaker(WORDS, language),
    ran = (a.steps ?? []).find((s) => s.command === i);
  const data = { step: i + 1, steps: a.plan.commands.length, does: stepTitle(command, language) };
  if (ran === undefined) return say(ENDED.includes(a.state) ? "notRun" : "toRun", data);
  const detail = ran.detail === "" ? wordsIn(STEP_STATE[ran.state], language) : wordsIn(ran.detail, language);
  return say("step", { ...data, mark: STEP_MARK[ran.state], detail });
}
/** How the world stands after the run. What does not fit stands in the report. */
function aftermathLines({ aftermath }: Approval, language: Language): Line[] {
  const says = aftermath?.says ?? [],
    more = says.length - AFTERMATH_LINES;
  const shown = says.slice(0, AFTERMATH_LINES).map((text) => ({ text: wordsIn(text, language) }));
  return more <= 0 ? shown : [...shown, { text: speaker(WORDS, language)("more", { more }) }];
}
/** Who may decide it and how, and how it is taken back. */
function rulesOf(a: Approval, note: string, proof: "dialog" | "code", language: Language): NamedText[] {
  const say = speaker(WORDS, language),
    requester = say(a.requesterMayApprove ? "requesterToo" : "notRequester");
  return [
    { name: say("whoMay"), text: say("approvers", { needed: a.needed, requester }) },
    ...(a.typed === undefined ? [] : [{ name: say("account"), text: a.typed }]),
    ...(a.proof === true && a.state === "pending"
      ? [{ name: say("proof"), text: say(proof === "dialog" ? "signIn" : "typeCode") }]
      : []),
    ...(note !== "" && a.state === "pending" && a.needed > 1 ? [{ name: say("note"), text: note }] : []),
    { name: say("undo"), text: undoText(a, language) },
  ];
}
/** The risk, who asked, who was asked and who decided, when and why, and how it ended. */
function lifeFacts(a: Approval, language: Language): NamedText[] {
  const say = speaker(WORDS, language),
    names = (a.asked ?? []).map((p) => p.name);
  return [
    { name: say("risk"), text: wordsIn(RISK[a.plan.risk], language) },
    { name: say("askedBy"), text: say("byAt", { by: a.requestedBy.name, at: when(a.createdAt, language) }) },
    ...(a.state === "pending"
      ? [
          ...(names.length === 0
            ? []
            : [{ name: say("asked"), text: new Intl.ListFormat(language, { type: "disjunction" }).format(names) }]),
          { name: say("expires"), text: when(a.expiresAt, language) },
        ]
      : []),
    ...a.decisions.map((d) => ({
      name: say(d.verdict === "approved" ? "approvedBy" : "declinedBy"),
      text: say(d.reason === "" ? "byAt" : "byAtReason", { by: d.by.name, at: when(d.at, language), reason: d.reason }),
    })),
    ...a.decisions
      .filter((d) => d.breakGlass === true)
      .map((d) => ({ name: say("breakGlass"), text: say("ownRequest", { by: d.by.name }) })),
    ...(a.outcome === undefined ? [] : [{ name: say("outcome"), text: briefly(wordsIn(a.outcome, language)) }]),
  ];
}
