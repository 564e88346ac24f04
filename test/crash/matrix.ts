/** The matrix: one world and one process, killed at the points that are asked for. */
import type { Scenario } from "../../src/lab/scenario";
import { Random } from "../differential/random";
import type { Breach } from "./judge";
import { scenarioAt, Stage } from "./stage";
import { Walk } from "./walk";
import { WORLDS, type WorldName } from "./worlds";

export interface Tried {
  readonly world: WorldName;
  readonly which: "bot" | "agent";
  /** 0: nobody was killed. */
  readonly at: number;
  /** The name of the point; undefined where the walk ended before. */
  readonly killed: string | undefined;
  readonly breaches: readonly Breach[];
}
/**
 * First without a kill, which tells how many points there are; then at each of `points`. A stage serves one walk after the other,
 * each in a conversation of its own on a world of its own, until something does not hold.
 */
export async function matrixOf(
  world: WorldName,
  which: "bot" | "agent",
  points: (count: number) => readonly number[],
  show: (tried: Tried) => void,
): Promise<void> {
  const { scenario: path, ask } = WORLDS[world],
    scenario = await scenarioAt(path);
  let stage: Stage | undefined;
  const tried = async (at: number): Promise<number> => {
    stage ??= await Stage.start(scenario);
    const walked = await attempt(stage, scenario, ask, which, at);
    show({ world, which, at, killed: walked.killed, breaches: walked.breaches });
    if (walked.breaches.length > 0) {
      await stage.close();
      stage = undefined;
    }
    return walked.points.length;
  };
  try {
    const count = await tried(0);
    for (const at of points(count)) await tried(at);
  } finally {
    await stage?.close();
  }
}
async function attempt(stage: Stage, scenario: Scenario, ask: string, which: "bot" | "agent", at: number) {
  try {
    return await new Walk(stage, scenario, ask).run({ which, at });
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return { killed: "?", breaches: [{ condition: "hanging" as const, says }], points: [] };
  }
}
/** `n` numbers from 1 to `count`, spread evenly, each moved a little by the seed. */
export function sampleOf(count: number, n: number, seed: number): number[] {
  const random = new Random(seed),
    width = count / Math.max(1, n);
  return [
    ...new Set(Array.from({ length: Math.min(n, count) }, (_, i) => 1 + Math.floor(i * width + random.next() * width))),
  ];
}
