/** What must hold of every world, whatever is wrong in it: a property tries it on one world, in one or several ways. */
import type { Diagnosis } from "../../src/domain";
import type { Scenario, World } from "../../src/lab/scenario";
import { mechanismOf } from "../../src/triage/causes";
import type { WorldLab } from "../worlds/lab";

/** One trial. */
export interface Trial {
  readonly held: boolean;
  /** What was tried, and what came of it. */
  readonly says: string;
}
/** Which of several ways are tried: all, or a sample. */
export type Some = <T>(ways: readonly T[]) => readonly T[];
export interface Property {
  /** As the command calls it. */
  readonly name: string;
  /** What holds, in one line. */
  readonly promise: string;
  /** The share of all trials that must hold, 0 to 1. */
  readonly target: number;
  /** The trials that this world allows, or some of them; none where it says nothing about the property. */
  readonly trials: (lab: WorldLab, scenario: Scenario, some: Some) => Promise<readonly Trial[]>;
}

/** A verdict, as far as properties speak of it. */
export type Verdict = Pick<Diagnosis, "rootCause" | "findings">;
export type Code = Diagnosis["rootCause"]["code"];

/** The cause that was put into the world, or one that an expert accepts beside it. */
export function isRight({ expect }: Scenario, code: string): boolean {
  return expect !== null && [expect.rootCause, ...expect.also].some((right) => right === code);
}
/** Nothing is broken by it: it is no fault. */
export const isNoFault = (code: Code): boolean => mechanismOf(code).hits === "none";
/** "certain: CODE". */
export const said = ({ rootCause }: Verdict): string => `${rootCause.confidence}: ${rootCause.code}`;

/** The world with what `change` altered in a copy. */
export function changed({ world }: Scenario, change: (world: World) => void): World {
  const copy = structuredClone(world);
  change(copy);
  return copy;
}
/** Triages a world as the scenario asks. */
export const triage = async (lab: WorldLab, scenario: Scenario, world = scenario.world): Promise<Diagnosis> =>
  (await lab.diagnose(world, scenario.ask ?? "")).diagnosis;
