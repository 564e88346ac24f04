/** From findings to the answer: the root cause first, what was not checked, what may be offered. Pure. */
import { liveUpnOf } from "../identity/address";
import { textOf } from "./words";
import { rank } from "./rank";
import { objectsOf } from "./objects";
import { chainOf } from "./where-it-stops";
import {
  FACT_KEYS,
  lowers,
  type AdObject,
  type Confidence,
  type CloudUser,
  type Cost,
  type Diagnosis,
  type Evidence,
  type FactSet,
  type Finding,
  type OfferedRemediation,
  type RemediationId,
  type Subject,
  type Verdict,
} from "../domain";

export const subjectOf = (facts: FactSet): Subject => {
  const ad: AdObject | undefined = facts["ad.user"].state === "seen" ? facts["ad.user"].value : undefined;
  const cloud: CloudUser | undefined = facts["entra.user"].state === "seen" ? facts["entra.user"].value : undefined;
  const deleted =
    facts["entra.deletedUsers"].state === "seen" && ad === undefined && cloud === undefined
      ? facts["entra.deletedUsers"].value[0]
      : undefined;
  // Nobody was found, or could not be looked for: the name that was asked for is all there is.
  const asked = facts["ask"].state === "seen" ? facts["ask"].value.terms : undefined;
  return {
    userPrincipalName:
      ad?.userPrincipalName ??
      cloud?.userPrincipalName ??
      (deleted === undefined ? undefined : liveUpnOf(deleted.userPrincipalName)) ??
      ad?.sAMAccountName ??
      (ad === undefined && cloud === undefined ? asked?.upns[0] : undefined) ??
      null,
    cloudId: cloud?.id ?? null,
    distinguishedName: ad?.dn ?? null,
    displayName: ad?.displayName ?? ad?.cn ?? cloud?.displayName ?? deleted?.displayName ?? null,
    objectGUID: ad?.objectGUID ?? null,
  };
};

/** Facts that could not be read and that some check needed, each once with its reason. */
export function notChecked(verdicts: readonly Finding[]): { what: string; why: string }[] {
  const out = new Map<string, string>();
  for (const f of verdicts)
    if (f.verdict === "unknown")
      for (const m of f.missing ?? []) if (!m.why.startsWith("not-asked")) out.set(m.fact, m.why);
  const judged = new Set(verdicts.filter((f) => f.verdict !== "unknown").map((f) => f.code)),
    open = [
      ...new Set(
        verdicts
          .filter((f) => f.verdict === "unknown" && (f.missing ?? []).some((m) => !m.why.startsWith("not-asked")))
          .flatMap((f) => f.open ?? []),
      ),
    ]
      .filter((c) => !judged.has(c))
      .sort();
  return [
    ...[...out].map(([what, why]) => ({ what, why })),
    ...(open.length > 0 ? [{ what: "causes that could not be told apart for that reason", why: open.join(", ") }] : []),
  ];
}

function undeterminedOf(facts: FactSet, verdicts: readonly Finding[]): Finding {
  const unread = notChecked(verdicts);
  // Without the agent only what the cloud alone proves can be said; the rest could not be told apart.
  const blind = facts["server.agent"].state === "unreadable";
  const looked = verdicts
    .filter((f) => f.verdict === "pass")
    .slice(0, 6)
    .map((f): Evidence => ({ text: textOf(f), source: f.check }));
  return {
    check: "undetermined",
    verdict: "fail",
    message: blind ? "blind" : unread.length > 0 ? "unread" : "unexplained",
    code: "undetermined",
    confidence: "possible",
    standing: "benign",
    data: {},
    suggests: [],
    evidence: [
      ...looked,
      ...unread.slice(0, 6).map((u) => ({ text: `${u.what} could not be read: ${u.why}`, source: "not checked" })),
    ],
  };
}

/**
 * What could not be read lowers what is said: a fault tied to this user is certain only where both sides of the user were read,
 * and "nothing is wrong" only where everything was; which hole counts, `lowers` says. What stops everybody proves itself.
 */
function loweredBy(facts: FactSet, root: Finding): Confidence {
  const confidence = root.confidence ?? "certain",
    standing = root.standing ?? "shown";
  if (confidence !== "certain" || standing === "blocking" || root.code === "agent-offline") return confidence;
  const holes = FACT_KEYS.filter((k) => lowers(k, facts[k]));
  const near = holes.filter(
    (k) => k.startsWith("ad.") || k.startsWith("entra.") || k === "cs.chain" || k === "server.globalSettings",
  ); // the settings name the attributes that UPN and anchor come from
  return (standing === "shown" ? near : holes).length > 0 ? "likely" : "certain";
}

export interface DiagnosisParts {
  facts: FactSet;
  verdicts: readonly Finding[];
  cost: Cost;
  offer: (ids: readonly RemediationId[], finding: Finding) => OfferedRemediation[];
  walk: (verdicts: readonly Finding[]) => { node: string; verdict: Verdict }[];
}
export function diagnosisOf({ facts, verdicts, cost, offer, walk }: DiagnosisParts): Diagnosis {
  const [first = undeterminedOf(facts, verdicts), ...rest] = rank(verdicts);
  const root = { ...first, confidence: loweredBy(facts, first) };
  return {
    subject: subjectOf(facts),
    rootCause: { code: root.code ?? "undetermined", confidence: root.confidence, evidence: root.evidence },
    findings: [root, ...rest],
    verdicts,
    notChecked: unreadOf(facts, verdicts),
    remediations: offer(root.suggests, root),
    walk: walk(verdicts),
    chain: chainOf(facts),
    objects: objectsOf(facts),
    cost,
  };
}
/** What could not be read: what a check needed first, then what it could have done without; each once with its reason. */
function unreadOf(facts: FactSet, verdicts: readonly Finding[]): Diagnosis["notChecked"] {
  const missed = notChecked(verdicts);
  const more = Object.entries(facts).flatMap(([what, f]) =>
    f.state === "unreadable" && f.why !== "not-asked" && !missed.some((m) => m.what === what)
      ? [{ what, why: `${f.why}: ${f.detail}` }]
      : [],
  );
  return [...missed, ...more];
}
