/** From findings to the answer: the root cause first, what was not checked, what may be offered. Pure. */
import { liveUpnOf } from "../identity/address";
import { isWellUpTo, lastAsked, stagesOf, wayTo } from "./stages";
import { symptomsOf } from "./ledger";
import { areShown } from "./asked-values";
import { eliminated } from "./elimination";
import { personOf } from "../identity/person";
import { mechanismOf } from "./causes";
import { comesOf, type Weighed } from "./explain";
import { uncheckedWords } from "./unchecked";
import { LOOKS } from "./words";
import { confidenceOf, doubtsOf, isBenign, openSymptoms, rank, type Measure } from "./rank";
import { nameTextOf } from "../identity/naming";
import { cloudKindOf } from "../identity/twin";
import { objectsOf } from "./objects";
import { readingsOf } from "./readings";
import {
  FACT_KEYS,
  FACTS,
  lowers,
  type AdObject,
  type Confidence,
  type CloudUser,
  type FactKey,
  type Cost,
  type Diagnosis,
  type FactSet,
  type Finding,
  type OfferedRemediation,
  type RemediationId,
  type Stage,
  type StageState,
  type Subject,
  type Verdict,
} from "../domain";

export const subjectOf = (facts: FactSet): Subject => {
  const ad: AdObject | undefined = facts["ad.user"].state === "seen" ? facts["ad.user"].value : undefined;
  const cloud: CloudUser | undefined = facts["entra.user"].state === "seen" ? facts["entra.user"].value : undefined;
  const object = facts["entra.object"].state === "seen" ? facts["entra.object"].value : undefined;
  const deleted =
    facts["entra.deletedUsers"].state === "seen" && ad === undefined && cloud === undefined
      ? facts["entra.deletedUsers"].value[0]
      : undefined;
  // Nobody was found, or could not be looked for: the name that was asked for is all there is.
  const asked = facts["ask"].state === "seen" ? facts["ask"].value.terms : undefined;
  return {
    userPrincipalName:
      (ad === undefined
        ? object?.displayName
        : cloudKindOf(ad) === undefined
          ? ad.userPrincipalName
          : nameTextOf(ad)) ??
      cloud?.userPrincipalName ??
      (deleted === undefined ? undefined : liveUpnOf(deleted.userPrincipalName)) ??
      ad?.sAMAccountName ??
      (ad === undefined && cloud === undefined ? asked?.upns[0] : undefined) ??
      null,
    cloudId: cloud?.id ?? object?.id ?? null,
    distinguishedName: ad?.dn ?? null,
    displayName: ad?.displayName ?? ad?.cn ?? cloud?.displayName ?? object?.displayName ?? deleted?.displayName ?? null,
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

/** Evidence of what was seen on the way to saying that nothing decides. */
const PASSED_SHOWN = 6;
function undeterminedOf(facts: FactSet, verdicts: readonly Finding[], way: Measure): Finding {
  const unread = notChecked(verdicts);
  const { shown, stop } = lastShown(way.stages, lastAsked(way.ledger));
  return {
    check: "undetermined",
    verdict: "fail",
    // Without the agent only what the cloud alone proves can be said; the rest could not be told apart.
    message: facts["server.agent"].state === "unreadable" ? "blind" : lookFor(stop, way),
    code: "undetermined",
    proof: "told",
    standing: "benign",
    data: { shown: shown ?? "none", stop: stop ?? "none", open: openOf(way) },
    suggests: [],
    evidence: [
      ...way.stages
        .filter((s) => s.state !== "unknown")
        .slice(0, PASSED_SHOWN)
        .flatMap((s) => s.evidence.slice(0, 1)),
      ...unread.slice(0, 6).map((u) => ({ text: uncheckedWords(u), source: "not checked" })),
    ],
  };
}
/** The last stage shown well before the first one that is not, and that one; up to the stage that was asked about. */
function lastShown(stages: readonly StageState[], asked: Stage): { shown?: Stage; stop?: Stage } {
  const upTo = wayTo(stages, asked);
  const first = upTo.findIndex((s) => s.state !== "well");
  const shown = upTo[(first < 0 ? upTo.length : first) - 1]?.stage;
  const stop = upTo[first]?.stage;
  return { ...(shown === undefined ? {} : { shown }), ...(stop === undefined ? {} : { stop }) };
}
/** Which look would tell: by what was asked about, where its stage is the first that is not shown well; else by that stage. */
function lookFor(stop: Stage | undefined, { ledger }: Measure): keyof typeof LOOKS {
  const topics = ledger.filter((s) => s.kind === "complaint" && s.stage === stop).map((s) => s.about);
  if (stop === "sign-in")
    return topics.includes("writeback") ? "writeback" : topics.includes("password") ? "password" : "sign-in";
  if (stop === "lists") return topics.includes("group") ? "group" : "list";
  return stop ?? "elsewhere";
}
const openOf = ({ ledger }: Measure): string[] =>
  ledger
    .filter((s) => s.kind !== "complaint")
    .map((s) => s.about)
    .slice(0, 6);

/**
 * What could not be read lowers what is said: a fault tied to this object is certain only where both sides of it were read; which hole counts,
 * `lowers` says. What stops everybody proves itself, but not that nothing has brought it about: where the server was not read, something may have.
 */
function hasHole(facts: FactSet, f: Finding, verdicts: readonly Finding[]): boolean {
  const standing = f.standing ?? "shown";
  if (f.code === "agent-offline") return false;
  if (mayComeOfUnread(facts, f, verdicts)) return true;
  if (standing === "blocking") return facts["server.agent"].state === "unreadable";
  const holes = FACT_KEYS.filter((k) => lowers(k, facts[k]));
  const near = holes.filter(
    (k) => k.startsWith("ad.") || k.startsWith("entra.") || k === "cs.chain" || k === "server.globalSettings",
  ); // the settings name the attributes that UPN and anchor come from
  return (standing === "shown" ? near : holes).length > 0;
}

/** The engine's cmdlets do not answer while its service is down: what they would have said is no hole in a claim of why it is. */
const isSilencedBy = (f: Finding, key: FactKey): boolean =>
  f.code !== undefined &&
  (f.code === "sync-service-stopped" || (mechanismOf(f.code).brings ?? []).includes("sync-service-stopped")) &&
  FACTS[key].from.startsWith("Get-ADSync");
/** A check that names what brings such a fault about could not look. */
const mayComeOfUnread = (facts: FactSet, f: Finding, verdicts: readonly Finding[]): boolean =>
  verdicts.some(
    (v) =>
      v.verdict === "unknown" &&
      (v.missing ?? []).some((m) => lowers(m.fact, facts[m.fact]) && !isSilencedBy(f, m.fact)) &&
      (v.open ?? []).some((cause) => comesOf(f, cause)),
  );

export interface DiagnosisParts {
  facts: FactSet;
  verdicts: readonly Finding[];
  cost: Cost;
  offer: (ids: readonly RemediationId[], finding: Finding) => OfferedRemediation[];
  walk: (judged: Pick<Diagnosis, "verdicts" | "stages" | "readings" | "kind">) => { node: string; verdict: Verdict }[];
}
export function diagnosisOf({ facts, verdicts, cost, offer, walk }: DiagnosisParts): Diagnosis {
  const person = personOf(facts),
    stages = stagesOf(facts, person),
    way = { stages, ledger: symptomsOf(facts, stages, person) };
  const subject = subjectOf(facts);
  const left = eliminated(facts, verdicts, way, subject.userPrincipalName ?? subject.displayName ?? "the object");
  const ranking = rank([...verdicts, ...left], way),
    all = [...ranking.claims, ...ranking.beside];
  const said = (w: Weighed): Finding & { confidence: Confidence } => {
    const doubts = doubtsOf(w, { all, ledger: way.ledger, hasHole: hasHole(facts, w.finding, verdicts) });
    return { ...w.finding, doubts, confidence: mostOf(w.finding, confidenceOf(w.finding, doubts), facts) };
  };
  const claims = ranking.claims.map(said);
  const benign = ranking.beside.filter((w) => isBenign(w.finding)).map(said),
    beside = ranking.beside.filter((w) => !isBenign(w.finding)).map(said);
  const silent = { ...undeterminedOf(facts, verdicts, way), confidence: "possible" as const };
  const isWell = isWellUpTo(stages, lastAsked(way.ledger)) && areShown(facts, person);
  const none = benign.filter((f) => f.code !== "already-synced" || isWell);
  const [first = silent, ...rest] =
    claims.length > 0 ? [...claims, ...beside, ...none] : [...firstOfNone(none, silent), ...beside];
  const readings = readingsOf(facts, person);
  const kind = person.object?.kind ?? (person.ad === undefined ? undefined : cloudKindOf(person.ad));
  return {
    subject,
    ...(kind === undefined ? {} : { kind }),
    rootCause: { code: first.code ?? "undetermined", confidence: first.confidence, evidence: first.evidence },
    findings: [first, ...rest],
    verdicts,
    notChecked: unreadOf(facts, verdicts),
    remediations: offer(first.suggests, first),
    walk: walk({ verdicts, stages, readings, ...(kind === undefined ? {} : { kind }) }),
    readings,
    stages,
    asked: lastAsked(way.ledger),
    symptoms: way.ledger,
    open: openSymptoms(all, way.ledger),
    objects: objectsOf(facts),
    cost,
  };
}
/** Where no fault is claimed: what is told of the absence of one, else that nothing decides. An agent that is offline explains nothing by itself, and goes last. */
function firstOfNone<F extends Finding>(benign: readonly F[], silent: F): F[] {
  const told = benign.filter((f) => f.code !== "agent-offline"),
    offline = benign.filter((f) => f.code === "agent-offline");
  return [...told, ...(told.length > 0 ? [] : offline.length > 0 ? offline : [silent])];
}
/** That nothing is broken is never certain, nor what a silent agent leaves open; nobody is certain only of an exact identifier. */
const mostOf = (f: Finding, word: Confidence, facts: FactSet): Confidence =>
  word === "certain" && isBenign(f) && !(f.code === "user-not-found" && isExact(facts)) ? "likely" : word;
/** The ask names an identifier, not only words that people call somebody by. */
function isExact({ ask }: FactSet): boolean {
  if (ask.state !== "seen") return false;
  const { upns, ids } = ask.value.terms;
  return upns.length > 0 || ids.length > 0;
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
