/** From findings to the answer: the root cause first, what was not checked, what may be offered. Pure. */
import { TITLES } from "./titles";
import { rank } from "./rank";
import { objectsOf } from "./objects";
import { chainOf } from "./where-it-stops";
import { liveUpnOf } from "../identity/address";
import {
  isEssential,
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
  type RootCause,
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

const undeterminedOf = (facts: FactSet, verdicts: readonly Finding[], why: string): Finding => {
  const unread = notChecked(verdicts);
  const looked = verdicts
    .filter((f) => f.verdict === "pass")
    .slice(0, 6)
    .map((f): Evidence => ({ text: f.text, source: f.check }));
  const offline = facts["server.agent"].state === "unreadable";
  return {
    check: "undetermined",
    verdict: "fail",
    message: "undetermined",
    code: "undetermined",
    confidence: "possible",
    standing: "benign",
    data: {},
    suggests: [],
    text: why,
    evidence: [
      ...looked,
      ...unread.slice(0, 6).map((u) => ({ text: `${u.what} could not be read: ${u.why}`, source: "not checked" })),
    ],
    advice: [
      offline
        ? "Bring the agent on the sync server back (service running, outbound 443 to the relay open), then re-check."
        : unread.length > 0
          ? "Give the product the read rights that are named under what was not checked, then re-check."
          : "Collect the object's connector space, metaverse and export error from the Synchronization Service Manager and hand the report to Microsoft support.",
    ],
  };
};

/**
 * What could not be read lowers what is said: a fault tied to this user is certain only where both sides of the user were read,
 * and "nothing is wrong" only where everything was. What stops everybody proves itself.
 */
function loweredBy(facts: FactSet, root: Finding): Confidence {
  const confidence = root.confidence ?? "certain",
    standing = root.standing ?? "shown";
  if (confidence !== "certain" || standing === "blocking" || root.code === "agent-offline") return confidence;
  const holes = Object.entries(facts)
    .filter(([k, f]) => f.state === "unreadable" && f.why !== "not-asked" && isEssential(k))
    .map(([k]) => k);
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
  let ranked = rank(verdicts);
  // Without the agent only what the cloud alone proves can be said for certain; the rest could not be told apart.
  const blind = facts["server.agent"].state === "unreadable";
  if (ranked.length === 0)
    ranked = [
      undeterminedOf(
        facts,
        verdicts,
        blind
          ? "The on-premises side could not be read, and the cloud side alone does not decide."
          : "Nothing that was read explains what was reported.",
      ),
    ];
  const code = ranked[0]!.code as RootCause,
    missed = notChecked(verdicts);
  // What a check could do without was not read either, and is told as well.
  const unread = [
    ...missed,
    ...Object.entries(facts).flatMap(([what, f]) =>
      f.state === "unreadable" && f.why !== "not-asked" && !missed.some((m) => m.what === what)
        ? [{ what, why: `${f.why}: ${f.detail}` }]
        : [],
    ),
  ];
  const root = { ...ranked[0]!, confidence: loweredBy(facts, ranked[0]!) };
  ranked = [root, ...ranked.slice(1)];
  const remediations = offer(root.suggests, root);
  return {
    subject: subjectOf(facts),
    rootCause: { code, title: TITLES[code], confidence: root.confidence, evidence: root.evidence, text: root.text },
    findings: ranked,
    verdicts,
    notChecked: unread,
    remediations,
    advice: [
      ...new Set([
        ...root.advice,
        ...ranked.slice(1, 4).flatMap((f) => f.advice.map((a) => `${TITLES[f.code!]}: ${a}`)),
      ]),
    ],
    walk: walk(verdicts),
    chain: chainOf(facts),
    objects: objectsOf(facts),
    cost,
  };
}
