/** Which symptoms a claim explains, which claims yield to it, and what speaks against it. Pure. */
import { STAGES, sameWords, type Finding, type RootCause, type Stage, type StageState, type Symptom } from "../domain";
import { codesOfError } from "../identity/errors";
import { at } from "../identity/time";
import { mechanismOf } from "./causes";

const place = (stage: Stage): number => STAGES.indexOf(stage);
/** A cause cannot be younger than what it brings about; clocks and logs differ a little, ms. */
const SLACK_MS = 10 * 60_000;

/** The claim as the judge weighs it. */
export interface Weighed {
  readonly finding: Finding;
  readonly explains: readonly Symptom[];
}

/** True where the claim accounts for the symptom. */
export function explains(f: Finding, s: Symptom, ledger: readonly Symptom[]): boolean {
  if (f.code === undefined || (s.kind !== "complaint" && isYounger(f, s))) return false;
  const { topics, hits } = mechanismOf(f.code);
  switch (s.kind) {
    case "complaint": {
      // "Sync is broken" may be said of any fault.
      if (hits !== "none" && !isYounger(f, s) && (s.about === "engine" || topics.some((t) => t === s.about)))
        return true;
      const stop = ledger.find((x) => x.kind === "break" && place(x.stage) <= place(s.stage));
      return stop !== undefined && explains(f, stop, ledger);
    }
    case "break":
      return stopsAt(f, s.stage);
    case "run":
      return (hits === "all" && stopsAt(f, s.stage)) || cites(f, s);
    case "value":
      return topics.some((t) => t === "value" || t === "address" || t === "name");
    case "error":
    case "quoted":
      return codesOfError(s.about).includes(f.code) || cites(f, s);
    case "withheld":
      return hits === "one" && stopsAt(f, "values");
  }
}
/**
 * What holds one object back may have come over it after it was due; what stops everybody cannot have stopped what was due before. A symptom that
 * has a date was due on good runs: what stops the cycles themselves, and is not known to be older, did not keep it from them.
 */
function isYounger(f: Finding, s: Symptom): boolean {
  // A hash is sent again and again: the first failure that the log still holds is not the first there was.
  if (f.code === undefined || mechanismOf(f.code).hits !== "all" || s.since === undefined || s.stage === "sign-in")
    return false;
  const isOlder = at(f.since) <= at(s.since) + SLACK_MS;
  return s.kind !== "run" && stopsCycles(f.code) ? !isOlder : at(f.since) > at(s.since) + SLACK_MS;
}
/** While it lasts no run carries anything over these stages. */
const stopsCycles = (code: RootCause): boolean => place(mechanismOf(code).stops[1]) < place("values");
/** Its mechanism can stop an object at this stage. */
export function stopsAt({ code }: Finding, stage: Stage): boolean {
  if (code === undefined) return false;
  const { stops, hits } = mechanismOf(code);
  const [from, through] = stops;
  return hits !== "none" && place(from) <= place(stage) && place(stage) <= place(through);
}
const cites = (f: Finding, s: Symptom): boolean =>
  s.evidence.some((e) => f.evidence.some((x) => sameWords(x.text, e.text) && x.source === e.source));

/** Every claim with what it explains. */
export const weigh = (findings: readonly Finding[], ledger: readonly Symptom[]): Weighed[] =>
  findings.map((finding) => ({ finding, explains: ledger.filter((s) => explains(finding, s, ledger)) }));

/** What is asked about: where the object stops, or else what was complained of. */
export const isPrimary = (s: Symptom): boolean => s.kind === "break" || s.kind === "complaint";

/** True where `effect` comes of such a cause: its check says so, or the mechanism does. */
export const comesOf = (effect: Finding, cause: RootCause): boolean =>
  effect.code !== undefined &&
  ((effect.effectOf ?? []).includes(cause) || (mechanismOf(cause).brings ?? []).includes(effect.code));
export const isEffectOf = (effect: Finding, cause: Finding): boolean =>
  cause.code !== undefined && comesOf(effect, cause.code);

/** The symptom shows at one of the stages up to the last that the claim can stop. */
export const isUpTo = (s: Symptom, { finding }: Weighed): boolean =>
  finding.code !== undefined && place(s.stage) <= place(mechanismOf(finding.code).stops[1]);

/** A claim about this object that says it stops where it was shown to be well, and explains nothing else. */
export function isContradicted({ finding: f, explains: explained }: Weighed, stages: readonly StageState[]): boolean {
  if (f.code === undefined || explained.length > 0 || mechanismOf(f.code).hits !== "one") return false;
  return stages.filter((s) => stopsAt(f, s.stage)).every((s) => s.state === "well");
}
