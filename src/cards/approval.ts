import template from "./approval.template.json";
import type { Approval, ApprovalState } from "../domain";
import { renderer } from "./render";
import { when } from "./text";
export interface ApprovalView {
  readonly id: string;
  readonly caseId: string;
  readonly rev: number;
  readonly state: string;
  readonly title: string;
  readonly summary: string;
  readonly changes: readonly { readonly what: string; readonly before: string; readonly after: string }[];
  readonly steps: readonly { readonly text: string }[];
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  readonly open: boolean;
  readonly ended: boolean;
}
const STATE: Record<ApprovalState, string> = {
  pending: "… Waiting for a decision",
  approved: "✓ Approved, about to run",
  dispatched: "✓ Approved, on its way",
  running: "▶ Running",
  done: "✓ Done",
  failed: "✗ Failed; nothing more is tried by itself",
  unknown: "? The outcome is not known; it is not run again by itself",
  declined: "✗ Declined; nothing was changed",
  expired: "✗ Expired; nothing was changed",
  stale: "✗ The world changed meanwhile; nothing was run",
};
const RISK = {
  trigger: "low: starts a cycle or a service",
  write: "writes attributes or places",
  grave: "grave: changes an identity or cannot be taken back",
} as const;
/** `note`: what else the approvers must know, such as how the second person approves in the lab. */
export function approvalView(a: Approval, note = ""): ApprovalView {
  const p = a.plan,
    open = a.state === "pending",
    approvals = a.decisions.filter((d) => d.verdict === "approved");
  return {
    id: a.id,
    caseId: a.caseId,
    rev: a.revision,
    state: open && approvals.length > 0 ? `… Waiting: ${approvals.length} of ${a.needed} approvals` : STATE[a.state],
    title: p.title,
    summary: p.summary,
    changes: p.changes.slice(0, 8),
    steps: (a.steps ?? []).map((s) => ({
      text: `${s.state === "done" ? "✓" : s.state === "running" ? "▶" : s.state === "failed" ? "✗" : "?"} Step ${s.command + 1} of ${p.commands.length}: ${s.detail === "" ? s.state : s.detail}`,
    })),
    facts: [
      { name: "Risk", text: RISK[p.risk] },
      ...(p.touches.length > 0 ? [{ name: "Also touches", text: p.touches.join(" ") }] : []),
      { name: "Undo", text: "impossible" in p.undo ? `not possible: ${p.undo.impossible}` : p.undo.says },
      {
        name: "Who may approve",
        text: `${a.needed === 1 ? "one person" : `${a.needed} different people`} with Hybrid Identity Administrator or Global Administrator${a.requesterMayApprove ? ", the requester included" : ", other than the requester"}`,
      },
      ...(note !== "" && open && a.needed > 1 ? [{ name: "Note", text: note }] : []),
      { name: "Asked for by", text: `${a.requestedBy.name}, ${when(a.createdAt)}` },
      ...(open ? [{ name: "Expires", text: when(a.expiresAt) }] : []),
      ...a.decisions.map((d) => ({
        name: d.verdict === "approved" ? "Approved by" : "Declined by",
        text: `${d.by.name}, ${when(d.at)}${d.reason === "" ? "" : `: ${d.reason}`}`,
      })),
      ...(a.outcome === undefined ? [] : [{ name: "Outcome", text: a.outcome }]),
    ],
    open,
    ended: ["done", "failed", "unknown", "declined", "expired", "stale"].includes(a.state),
  };
}
export const approvalCard = renderer<ApprovalView>(template);
