import type { Scenario, World } from "../../src/lab/scenario";

/** Why a transform leaves a world alone. */
export interface DoesNotApply {
  /** `nothing`: the world has nothing of the kind that is exchanged. `fault`: what would be exchanged is the world's fault; such a world stands in exceptions.json. */
  readonly doesNotApply: "nothing" | "fault";
  /** In words, with the line of the reference where there is one. */
  readonly why: string;
}

/** A tenant told in another way: what is found, which repair is offered first and what it reaches must stay the same. */
export interface Transform {
  /** As the command and the lists call it. */
  readonly name: string;
  /** Pure: the scenario that is given stays as it is. */
  readonly apply: (scenario: Scenario) => Scenario | DoesNotApply;
}

/** True where a transform answered that it does not apply. */
export const isDoesNotApply = (told: Scenario | DoesNotApply): told is DoesNotApply => "doesNotApply" in told;

/** One AD object of a world, as the directory holds it. */
export type Entry = World["premises"]["directory"]["forests"][string]["objects"][string];
/** One cloud user of a world. */
export type CloudEntry = World["cloud"]["users"][string];
/** One run of a world's history. */
export type Run = World["premises"]["runHistory"][number];

/** A copy of the scenario with a world that `change` may alter in place. */
export function withWorld(scenario: Scenario, change: (world: World) => void): Scenario {
  const world = structuredClone(scenario.world);
  change(world);
  return { ...scenario, world };
}

/** The AD connectors' names of a world; none where Cloud Sync alone is used. */
export const adConnectorNames = (world: World): string[] =>
  Object.entries(world.premises.connectors).flatMap(([name, c]) => (c.Type === "AD" ? [name] : []));

/** The names of the connectors to Entra. */
export const entraConnectorNames = (world: World): string[] =>
  Object.entries(world.premises.connectors).flatMap(([name, c]) => (c.Type === "AD" ? [] : [name]));
