/** The ledger of symptoms: everything read or told that asks for an explanation. Pure. */
import {
  cite,
  STAGE_OF_TOPIC,
  STAGES,
  valueOr,
  type FactSet,
  type Stage,
  type StageState,
  type Symptom,
  type Topic,
  told,
  type Words,
} from "../domain";
import { errorStage } from "../identity/errors";
import { seenDifference, valueDifferences } from "../identity/mastery";
import { personOf, type Person } from "../identity/person";
import { brokenRuns, brokenSince, kindOf, seenRun, type RunKind } from "../identity/runs";
import { A_VALUE, carriedSince, firstBroken } from "./stages";

/** What the ask, the stages, the object and the runs show that is not as it should be. */
export function symptomsOf(facts: FactSet, stages: readonly StageState[], person: Person = personOf(facts)): Symptom[] {
  return [
    ...complaints(facts, stages, person),
    ...breaks(stages),
    ...errors(person),
    ...runs(facts),
    ...withheld(facts, person),
    ...differences(facts, person),
  ];
}

/** Complaints that hang on another object's changes as well. */
const OF_OTHERS: readonly Topic[] = ["group", "device", "engine"];
/** What the ask complains of; a name alone says that somebody is missing. */
function complaints(facts: FactSet, stages: readonly StageState[], person: Person): Symptom[] {
  const { ask } = facts;
  if (ask.state !== "seen") return [];
  const { topics, quoted, text } = ask.value;
  const told = [cite(text.slice(0, 200), ask)];
  const stop = firstBroken(stages);
  const carried = carriedSince(facts, person);
  /** What is complained of has been so since the object stopped on the way there, or since its last change was carried and did not help. */
  const since = (topic: Topic): Pick<Symptom, "since"> => {
    const stage = STAGES.indexOf(STAGE_OF_TOPIC[topic]);
    const stopped = stop !== undefined && STAGES.indexOf(stop.stage) <= stage ? stop.since : undefined;
    const moment = stopped ?? (OF_OTHERS.includes(topic) || stage < STAGES.indexOf("values") ? undefined : carried);
    return moment === undefined ? {} : { since: moment };
  };
  return [
    ...(topics.length === 0 ? (["missing"] as const) : topics).map(
      (topic): Symptom => ({
        kind: "complaint",
        about: topic,
        stage: STAGE_OF_TOPIC[topic],
        scope: "subject",
        ...since(topic),
        evidence: told,
      }),
    ),
    ...[...quoted.errors, ...quoted.events.map(String)]
      .filter((code) => !isSeen(code, facts))
      .map(
        (code): Symptom => ({
          kind: "quoted",
          about: code,
          stage: errorStage([code]) ?? "export",
          scope: "subject",
          evidence: told,
        }),
      ),
  ];
}
/** The facts hold what was quoted, so it stands in the ledger for itself. */
function isSeen(code: string, facts: FactSet): boolean {
  const within = (value: unknown): boolean => JSON.stringify(value).toLowerCase().includes(code.toLowerCase());
  return [
    valueOr(facts["server.runHistory"], []).map((r) => [r.Result, r.Errors]),
    valueOr(facts["server.events"], []).map((e) => [e.Id, e.Message]),
    valueOr(facts["server.services"], []),
    valueOr(facts["cs.chain"], null),
    valueOr(facts["entra.syncJobs"], []).map((job) => job.status),
    valueOr(facts["entra.signIns"], []).map((s) => [`AADSTS${s.status.errorCode}`, s.status]),
    valueOr(facts["entra.user"], null),
  ].some(within);
}
function breaks(stages: readonly StageState[]): Symptom[] {
  const first = firstBroken(stages);
  return first === undefined
    ? []
    : [
        {
          kind: "break",
          about: first.stage,
          stage: first.stage,
          scope: "subject",
          evidence: first.evidence,
          ...(first.since === undefined ? {} : { since: first.since }),
        },
      ];
}
const errors = (person: Person): Symptom[] =>
  person.errors.map((e) => ({
    kind: "error",
    about: e.names[0] ?? e.type,
    stage: errorStage(e.names) ?? (e.side === "entra" ? "export" : "join"),
    scope: "subject",
    evidence: [e.evidence],
  }));

const STAGE_OF_RUN: Readonly<Record<RunKind, Stage>> = {
  Import: "import",
  Synchronization: "join",
  Export: "export",
};
/** The newest run of a profile that broke off. */
function runs(facts: FactSet): Symptom[] {
  const history = valueOr(facts["server.runHistory"], []);
  const names = [...new Set(history.map((r) => r.ConnectorName))];
  return brokenRuns(history, names).map((run) => ({
    kind: "run",
    about: `${run.ConnectorName}: ${run.RunProfileName}`,
    stage: STAGE_OF_RUN[kindOf(run) ?? "Import"],
    scope: "connector",
    since: brokenSince(run, history),
    evidence: [seenRun(run, facts["server.runHistory"])],
  }));
}
const WITHHELD: Words = {
  en: "{what} is withheld from the cloud user",
  de: "{what} wird dem Cloudbenutzer vorenthalten",
};
/** Values that the directory withholds from the person's cloud user. */
const withheld = (facts: FactSet, { pair, cloud }: Person): Symptom[] =>
  ((pair?.user ?? cloud)?.onPremisesProvisioningErrors ?? []).map((e) => ({
    kind: "withheld",
    about: e.propertyCausingError ?? "a value",
    stage: "values",
    scope: "subject",
    ...(e.occurredDateTime == null ? {} : { since: e.occurredDateTime }),
    evidence: [cite(told(WITHHELD, { what: e.propertyCausingError ?? A_VALUE }), facts["entra.user"])],
  }));
/** Values of the two sides that differ for longer than a cycle; those that the service keeps back for a known reason are `withheld` already. */
const differences = (facts: FactSet, person: Person): Symptom[] =>
  valueDifferences(person, facts)
    .filter((d) => d.because !== "withheld")
    .map((d) => ({
      kind: "value",
      about: d.attribute,
      stage: "values",
      scope: "subject",
      since: d.since,
      evidence: [seenDifference(d, facts)],
    }));
