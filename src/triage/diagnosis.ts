/** From findings to the answer: the root cause first, what was not checked, what may be offered. Pure. */
import { TITLES } from "./titles";
import { rank } from "./rank";
import { objectsOf } from "./objects";
import { chainOf } from "../checks/scope/where-it-stops";
import type { AdObject, Confidence, CloudUser, Cost, Diagnosis, Evidence, FactSet, Finding, OfferedRemediation, RemediationId, RootCause, Subject, Verdict } from "../domain";

export const subjectOf = (facts: FactSet): Subject => {
  const ad: AdObject | undefined = facts["ad.user"].state === "seen" ? facts["ad.user"].value : undefined;
  const cloud: CloudUser | undefined = facts["entra.user"].state === "seen" ? facts["entra.user"].value : undefined;
  const deleted = facts["entra.deletedUsers"].state === "seen" && ad === undefined && cloud === undefined ? facts["entra.deletedUsers"].value[0] : undefined;
  return {
    userPrincipalName: ad?.userPrincipalName ?? cloud?.userPrincipalName ?? deleted?.userPrincipalName.replace(/^[0-9a-f]{32}/i, "") ?? ad?.sAMAccountName ?? null,
    cloudId: cloud?.id ?? null, distinguishedName: ad?.dn ?? null, displayName: ad?.displayName ?? ad?.cn ?? cloud?.displayName ?? deleted?.displayName ?? null, objectGUID: ad?.objectGUID ?? null,
  };
};

/** Facts that could not be read and that some check needed, each once with its reason. */
export function notChecked(verdicts: readonly Finding[]): { what: string; why: string }[] {
  const out = new Map<string, string>();
  for (const f of verdicts) if (f.verdict === "unknown") for (const m of f.missing ?? []) if (!m.why.startsWith("not-asked")) out.set(m.fact, m.why);
  return [...out].map(([what, why]) => ({ what, why }));
}

const undeterminedOf = (facts: FactSet, verdicts: readonly Finding[], why: string): Finding => {
  const unread = notChecked(verdicts);
  const looked = verdicts.filter((f) => f.verdict === "pass").slice(0, 6).map((f): Evidence => ({ text: f.text, source: f.check }));
  const offline = facts["server.agent"].state === "unreadable";
  return {
    check: "undetermined", verdict: "fail", message: "undetermined", code: "undetermined", confidence: "possible", standing: "benign", data: {}, suggests: [],
    text: why, evidence: [...looked, ...unread.slice(0, 6).map((u) => ({ text: `${u.what} could not be read: ${u.why}`, source: "not checked" }))],
    advice: [offline ? "Bring the agent on the sync server back (service running, outbound 443 to the relay open), then re-check." : unread.length > 0 ? "Give the product the read rights that are named under what was not checked, then re-check." : "Collect the object's connector space, metaverse and export error from the Synchronization Service Manager and hand the report to Microsoft support."],
  };
};

export interface DiagnosisParts { facts: FactSet; verdicts: readonly Finding[]; cost: Cost; offer: (ids: readonly RemediationId[], finding: Finding) => OfferedRemediation[]; walk: (verdicts: readonly Finding[]) => { node: string; verdict: Verdict }[] }
export function diagnosisOf({ facts, verdicts, cost, offer, walk }: DiagnosisParts): Diagnosis {
  let ranked = rank(verdicts);
  // Without the agent only what the cloud alone proves can be said for certain; the rest could not be told apart.
  const blind = facts["server.agent"].state === "unreadable";
  if (ranked.length === 0) ranked = [undeterminedOf(facts, verdicts, blind ? "The on-premises side could not be read, and the cloud side alone does not decide." : "Nothing that was read explains what was reported.")];
  const root = ranked[0]!;
  const code = root.code as RootCause;
  const remediations = offer(root.suggests, root);
  const unread = notChecked(verdicts);
  const needed = new Set((verdicts.filter((f) => f.verdict === "unknown").length > 0 ? unread : []).map((u) => u.what));
  const confidence: Confidence = root.confidence ?? "certain";
  const lowered: Confidence = confidence === "certain" && code !== "agent-offline" && [...needed].some((k) => k.startsWith("ad.") || k.startsWith("entra.u") || k === "cs.chain") ? "likely" : confidence;
  return {
    subject: subjectOf(facts),
    rootCause: { code, title: TITLES[code], confidence: lowered, evidence: root.evidence, text: root.text },
    findings: ranked, verdicts, notChecked: unread, remediations,
    advice: [...new Set([...root.advice, ...ranked.slice(1, 4).flatMap((f) => f.advice.map((a) => `${TITLES[f.code!]}: ${a}`))])],
    walk: walk(verdicts), chain: chainOf(facts), objects: objectsOf(facts), cost,
  };
}
