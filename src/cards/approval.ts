import template from "./approval.template.json";
import { changesIn, speaker, stepTitle, undoText, wordsIn } from "../domain";
import type {
  Approval,
  ApprovalState,
  Command,
  FollowingPurpose,
  Language,
  RiskClass,
  StepResult,
  Words,
} from "../domain";
import { renderer } from "./render";
import { labelsIn, when, type Labels } from "./text";

interface NamedText {
  readonly name: string;
  readonly text: string;
}
/** A repair's plan and its life so far, in words: what changes, at which risk, who decided, what was run. */
export interface ApprovalView {
  readonly labels: Labels;
  readonly id: string;
  readonly caseId: string;
  readonly rev: number;
  readonly state: string;
  readonly title: string;
  readonly summary: string;
  readonly changes: readonly { readonly what: string; readonly before: string; readonly after: string }[];
  readonly steps: readonly { readonly text: string }[];
  readonly facts: readonly NamedText[];
  /** How the world stands after the run. */
  readonly aftermath: readonly { readonly text: string }[];
  readonly canPutBack: boolean;
  readonly canGoOn: boolean;
  readonly canUndo: boolean;
  readonly open: boolean;
  /** The account's name must be typed to approve. */
  readonly typed: boolean;
  /** How the approver proves who they are; empty where that is not asked for. */
  readonly proof: "" | "dialog" | "code";
  readonly ended: boolean;
}
/** What the template shows as it stands. */
export const LABELS = {
  changes: "Before → after",
  reason: "Reason (kept in the report)",
  why: "Why is this right?",
  typed: "To approve, type the name of the account",
  code: "To approve, type the code that proves who you are",
  approve: "Approve",
  decline: "Decline",
  back: "Back to the case",
  recheck: "Re-check",
  report: "Report",
  aftermath: "After the run",
  putBack: "Put back",
  goOn: "Go on",
  undo: "Undo",
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  waiting: "… Waiting: {approvals} of {needed} approvals",
  step: "{mark} Step {step} of {steps}: {does} – {detail}",
  toRun: "· Step {step} of {steps}: {does}",
  notRun: "– Step {step} of {steps}: {does} – not run",
  more: "… and {more} more; they stand in the report.",
  risk: "Risk",
  touches: "Also touches",
  undo: "Undo",
  whoMay: "Who may approve",
  approvers: "{people} with the right to decide plans of this risk, {requester}",
  onePerson: "one person",
  people: "{needed} different people",
  requesterToo: "the requester included",
  notRequester: "other than the requester",
  account: "Account",
  proof: "To approve",
  signIn: "Each approver signs in again.",
  typeCode: "Each approver types a code.",
  note: "Note",
  askedBy: "Asked for by",
  expires: "Expires",
  approvedBy: "Approved by",
  declinedBy: "Declined by",
  byAt: "{by}, {at}",
  byAtReason: "{by}, {at}: {reason}",
  breakGlass: "Break-glass",
  ownRequest: "{by} approved their own request.",
  outcome: "Outcome",
} as const satisfies Readonly<Record<string, Words>>;
/** How a request stands, in words. */
export const STATE: Readonly<Record<ApprovalState, Words>> = {
  pending: "… Waiting for a decision",
  approved: "✓ Approved, about to run",
  dispatched: "✓ Approved, on its way",
  running: "▶ Running",
  done: "✓ Done",
  failed: "✗ Failed; nothing more is tried by itself",
  unknown: "? The outcome is not known; it is not run again by itself",
  declined: "✗ Declined; nothing was changed",
  expired: "✗ Expired; nothing was changed",
  stale: "✗ Called off; nothing was run",
};
const RISK: Readonly<Record<RiskClass, Words>> = {
  trigger: "low: starts a cycle or a service",
  write: "writes attributes or places",
  grave: "grave: changes an identity or cannot be taken back",
};
const STEP_MARK: Readonly<Record<StepResult["state"], string>> = {
  done: "✓",
  running: "▶",
  failed: "✗",
  unknown: "?",
};
const STEP_STATE: Readonly<Record<StepResult["state"], Words>> = {
  done: "done",
  running: "running",
  failed: "failed",
  unknown: "unknown",
};
const ENDED: readonly ApprovalState[] = ["done", "failed", "unknown", "declined", "expired", "stale"];

/** Lines about the world after a run that a card shows. */
const AFTERMATH_LINES = 12;

/** `note`: what else the approvers must know, such as how the second person approves in the lab. */
export function approvalView(
  a: Approval,
  note = "",
  language: Language = "en",
  proof: "dialog" | "code" = "dialog",
): ApprovalView {
  return {
    labels: labelsIn(LABELS, language),
    id: a.id,
    caseId: a.caseId,
    rev: a.revision,
    state: stateText(a, language),
    title: wordsIn(a.plan.title, language),
    summary: wordsIn(a.plan.summary, language),
    changes: changesIn(a.plan.changes.slice(0, 8), language),
    steps: a.plan.commands.map((c, i) => ({ text: stepText(a, c, i, language) })),
    aftermath: aftermathLines(a, language),
    canPutBack: offers(a, "put-back"),
    canGoOn: offers(a, "go-on"),
    canUndo: offers(a, "undo"),
    facts: [...planFacts(a, note, proof, language), ...lifeFacts(a, language)],
    open: a.state === "pending",
    typed: a.typed !== undefined,
    proof: a.proof === true ? proof : "",
    ended: ENDED.includes(a.state),
  };
}
/** Renders an approval. */
export const approvalCard = renderer<ApprovalView>(template);

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
function aftermathLines({ aftermath }: Approval, language: Language): { readonly text: string }[] {
  const says = aftermath?.says ?? [],
    more = says.length - AFTERMATH_LINES;
  const shown = says.slice(0, AFTERMATH_LINES).map((text) => ({ text: wordsIn(text, language) }));
  return more <= 0 ? shown : [...shown, { text: speaker(WORDS, language)("more", { more }) }];
}
const offers = ({ aftermath }: Approval, what: FollowingPurpose): boolean => aftermath?.offers.includes(what) === true;
/** What an approver must know of the plan before deciding. */
function planFacts(a: Approval, note: string, proof: "dialog" | "code", language: Language): NamedText[] {
  const say = speaker(WORDS, language);
  const { risk, touches } = a.plan;
  const people = a.needed === 1 ? say("onePerson") : say("people", { needed: a.needed });
  const requester = a.requesterMayApprove ? say("requesterToo") : say("notRequester");
  return [
    { name: say("risk"), text: wordsIn(RISK[risk], language) },
    ...(touches.length > 0 ? [{ name: say("touches"), text: touches.map((t) => wordsIn(t, language)).join(" ") }] : []),
    { name: say("undo"), text: undoText(a, language) },
    { name: say("whoMay"), text: say("approvers", { people, requester }) },
    ...(a.typed === undefined ? [] : [{ name: say("account"), text: a.typed }]),
    ...(a.proof === true && a.state === "pending"
      ? [{ name: say("proof"), text: say(proof === "dialog" ? "signIn" : "typeCode") }]
      : []),
    ...(note !== "" && a.state === "pending" && a.needed > 1 ? [{ name: say("note"), text: note }] : []),
  ];
}
/** Who asked and who decided, when and why, and how it ended. */
function lifeFacts(a: Approval, language: Language): NamedText[] {
  const say = speaker(WORDS, language);
  return [
    { name: say("askedBy"), text: say("byAt", { by: a.requestedBy.name, at: when(a.createdAt) }) },
    ...(a.state === "pending" ? [{ name: say("expires"), text: when(a.expiresAt) }] : []),
    ...a.decisions.map((d) => ({
      name: say(d.verdict === "approved" ? "approvedBy" : "declinedBy"),
      text: say(d.reason === "" ? "byAt" : "byAtReason", { by: d.by.name, at: when(d.at), reason: d.reason }),
    })),
    ...a.decisions
      .filter((d) => d.breakGlass === true)
      .map((d) => ({ name: say("breakGlass"), text: say("ownRequest", { by: d.by.name }) })),
    ...(a.outcome === undefined ? [] : [{ name: say("outcome"), text: wordsIn(a.outcome, language) }]),
  ];
}
