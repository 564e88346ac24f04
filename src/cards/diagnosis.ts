import template from "./diagnosis.template.json";
import type { CaseState, Diagnosis, TriageCase } from "../domain";
import { causeTextOf, diagnosisAdvice, textOf, titleOf } from "../triage/words";
import { renderer } from "./render";

interface Line {
  readonly text: string;
}
export interface DiagnosisView {
  readonly id: string;
  readonly state: string;
  readonly who: string;
  readonly title: string;
  readonly confidence: string;
  readonly text: string;
  readonly evidence: readonly { readonly text: string; readonly source: string }[];
  readonly chainTitle: string;
  readonly chain: readonly { readonly mark: string; readonly link: string; readonly text: string }[];
  readonly objects: readonly { readonly where: string; readonly name: string; readonly detail: string }[];
  readonly also: readonly Line[];
  readonly advice: readonly Line[];
  readonly unread: readonly Line[];
  readonly repairs: readonly { readonly title: string; readonly id: string; readonly remediation: string }[];
}
const STATE: Readonly<Record<CaseState, string>> = {
  open: "Case open",
  diagnosed: "Diagnosed",
  "awaiting-approval": "A repair waits for approval",
  repairing: "A repair is running",
  confirming: "Confirming",
  resolved: "✓ Resolved; this was the cause",
  unresolved: "✗ Not resolved yet",
  closed: "Closed",
};
const WORDS = {
  certain: "Certain: the evidence below proves it",
  likely: "Likely: the evidence points to it",
  possible: "Possible: the evidence does not decide it",
} as const;
const MARK = { there: "✓ there", broken: "✗ stops here", beyond: "– not reached", unknown: "? not read" } as const;
const LINK: Readonly<Record<string, string>> = {
  ad: "Active Directory",
  "connector-space": "AD connector space",
  metaverse: "Metaverse",
  "entra-connector-space": "Entra connector space",
  tenant: "Tenant",
};
export function diagnosisView(c: TriageCase, d: Diagnosis): DiagnosisView {
  const s = d.subject;
  return {
    id: c.id,
    state: STATE[c.state],
    who: `${s.displayName ?? s.userPrincipalName ?? "Nobody was found"}${s.userPrincipalName !== null && s.displayName !== null ? ` · ${s.userPrincipalName}` : ""}${s.distinguishedName === null ? "" : ` · ${s.distinguishedName}`}${s.cloudId === null ? "" : ` · ${s.cloudId}`}`,
    title: titleOf(d.rootCause.code),
    confidence: `${WORDS[d.rootCause.confidence]} (${d.rootCause.code})`,
    text: causeTextOf(d),
    evidence: d.rootCause.evidence.slice(0, 8),
    chainTitle: (d.chain ?? []).some((l) => l.state === "broken")
      ? "Where the object stops"
      : "The object's way to the cloud",
    chain: (d.chain ?? []).map((l) => ({ mark: MARK[l.state], link: LINK[l.link] ?? l.link, text: l.text })),
    objects: (d.objects ?? []).slice(0, 4),
    also: d.findings
      .slice(1, 4)
      .map((f) => ({ text: `${f.code === undefined ? "" : `${titleOf(f.code)}: `}${textOf(f)}` })),
    advice: diagnosisAdvice(d)
      .slice(0, 4)
      .map((text) => ({ text })),
    unread: d.notChecked.slice(0, 5).map((n) => ({ text: `${n.what}: ${n.why}` })),
    // A repaired case offers nothing more; a re-check starts afresh.
    repairs:
      c.state === "resolved" || c.state === "closed"
        ? []
        : d.remediations.slice(0, 2).map((r) => ({ title: `${r.title} …`, id: c.id, remediation: r.id })),
  };
}
export const diagnosisCard = renderer<DiagnosisView>(template);
