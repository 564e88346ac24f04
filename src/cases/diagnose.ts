/** One triage: facts collected, judged, ranked. Used by the bot and by the command line alike. */
import { namesSomebody } from "../identity/naming";
import { syncSettings } from "../identity/settings";
import { diagnosisOf } from "../triage/diagnosis";
import { judge } from "../triage/judge";
import { namesAskedFor } from "../triage/people";
import { searchedPlaces } from "../triage/searched";
import { CHECKS } from "../checks";
import { REMEDIES, planFor } from "../remediations";
import { walkOf } from "../triage/walk";
import { policyFor, type ApprovalPolicy } from "../approvals/states";
import type { Ask, Cost, Diagnosis, FactSet, OfferedRemediation } from "../domain";
import type { Nobody, Progress, SubjectOption } from "./contract";
import { collectFacts, type CollectInput, type CollectPorts } from "../facts/collect";
import { namesIn } from "../facts/scrub";
import { canBeAsked } from "../facts/on-demand";
import { newMeter } from "../ports";
import { resolve, type PersonCandidate } from "../triage/subject";

export type DiagnoseResult =
  | { kind: "diagnosed"; facts: FactSet; diagnosis: Diagnosis }
  | { kind: "choose"; options: SubjectOption[]; facts: FactSet; diagnosis: Diagnosis }
  | ({ kind: "none"; facts: FactSet; diagnosis: Diagnosis } & Nobody);

/** Names that a card has room for. */
const MOST_NAMED = 3;

const departmentOf = ({ ad, cloud }: PersonCandidate): { department?: string } => {
  const department = ad?.department ?? cloud?.department;
  return department ? { department } : {};
};
const option = (p: PersonCandidate): SubjectOption => ({
  id: p.key,
  ...departmentOf(p),
  title: p.ad?.displayName ?? p.ad?.cn ?? p.cloud?.displayName ?? p.key,
  name: p.ad?.userPrincipalName ?? p.cloud?.userPrincipalName ?? "",
  detail: [p.ad?.userPrincipalName ?? p.cloud?.userPrincipalName, p.ad?.department ?? p.cloud?.department, p.ad?.dn]
    .filter(Boolean)
    .join(" · "),
  side: p.ad !== undefined && p.cloud !== undefined ? "both" : p.ad !== undefined ? "ad" : "entra",
});

/** The people of both sides who share a word with what was asked for; at most five, best first. Only asked for where nobody fits. */
async function nearestTo({ terms }: Ask, ports: CollectPorts): Promise<SubjectOption[]> {
  const words = [
    ...new Set(
      [...terms.upns.map((u) => u.split("@")[0]!), ...terms.sams, ...terms.names]
        .flatMap((t) => t.split(/[^\p{L}]+/u))
        .filter((w) => w.length > 2),
    ),
  ].slice(0, 6);
  if (words.length === 0) return [];
  const [cloud, premises] = await Promise.all([
    ports.cloud.people({ upns: [], addresses: [], anchors: [], sids: [], sams: [], ids: [], names: words }),
    ports.agent.collect([{ kind: "people", values: words, names: words }]),
  ]);
  const ads =
      premises.answers.people?.state === "seen" ? premises.answers.people.value.matches.map((m) => m.object) : [],
    users = cloud.users.state === "seen" ? cloud.users.value : [];
  const loose = {
    text: words.join(" "),
    terms: {
      upns: [],
      sams: words.map((w) => w.toLowerCase()),
      names: words.map((w) => w[0]!.toUpperCase() + w.slice(1)),
      departments: [],
      ids: [],
    },
  };
  const r = resolve(loose, { ads, users, settings: syncSettings(undefined) });
  return (r.kind === "several" ? r.persons : r.kind === "one" ? [r.person] : []).slice(0, 5).map(option);
}

/** The judgement of a set of facts, read now or saved before. */
export const diagnosisFrom = (facts: FactSet, policy: ApprovalPolicy, cost: Cost): Diagnosis =>
  diagnosisOf({
    facts,
    verdicts: judge(CHECKS, facts),
    walk: walkOf,
    cost,
    // What plans on these facts is offered, and what only waits for facts that a click can ask for; a refused plan is advice.
    offer: (ids, finding): OfferedRemediation[] =>
      ids.flatMap((id) => {
        const remedy = REMEDIES.find((r) => r.id === id);
        if (remedy === undefined) return [];
        const result = planFor(id, facts, finding);
        if ("refused" in result || ("asks" in result && !canBeAsked(result.asks))) return [];
        const risk = "plan" in result ? result.plan.risk : remedy.risk;
        return [{ id, title: remedy.title, risk, approvals: policyFor(policy, risk).people }];
      }),
  });

export async function diagnose(
  input: CollectInput,
  ports: CollectPorts & { policy: ApprovalPolicy },
  progress: (p: Progress) => void = () => undefined,
): Promise<DiagnoseResult> {
  const started = performance.now();
  const meter = newMeter(),
    metered = { ...ports, cloud: ports.cloud.metered(meter), agent: ports.agent.metered(meter) };
  let step = 0;
  const { ask, facts, resolution, person } = await collectFacts(input, metered, (text) =>
    progress({ step: ++step, of: 4, text }),
  );
  progress({ step: 3, of: 4, text: { en: "Judging the evidence", de: "Die Beweise werden beurteilt" } });
  const diagnosis = diagnosisFrom(facts, ports.policy, {
    graphRequests: meter.graphRequests,
    graphReads: meter.graphReads,
    relayRoundTrips: meter.relayRoundTrips,
    wallMs: Math.round(performance.now() - started),
    slowestCheckMs: Math.round(meter.slowestMs),
  });
  if (resolution.kind === "several")
    return { kind: "choose", options: resolution.persons.map(option), facts, diagnosis };
  if (person === undefined) {
    const nearest = await nearestTo(ask, metered);
    return {
      kind: "none",
      asked: namesSomebody(ask.terms) ? namesAskedFor(input.ask).slice(0, MOST_NAMED) : [],
      places: searchedPlaces(facts),
      unread: ask.unread ?? 0,
      nearest,
      facts,
      diagnosis,
    };
  }
  const { rootCause, findings, notChecked } = diagnosis,
    names = namesIn(facts, JSON.stringify([rootCause, findings, notChecked]));
  return { kind: "diagnosed", facts, diagnosis: { ...diagnosis, names } };
}
