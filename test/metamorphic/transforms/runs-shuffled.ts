/** Run history in no order at all, for the reason of runs-oldest-first: no place in the list may stand for a time. The seed is fixed. */
import fc from "fast-check";
import { withWorld, type Transform } from "../transform";

export default {
  name: "runs-shuffled",
  apply: (scenario) =>
    scenario.world.premises.runHistory.length < 2
      ? { doesNotApply: "nothing", why: "no history of two runs" }
      : withWorld(scenario, ({ premises }) => {
          premises.runHistory = shuffled(premises.runHistory, 29);
        }),
} satisfies Transform;

/** The list in an order that the seed fixes. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const whole = fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
  return fc.sample(whole, { numRuns: 1, seed })[0] ?? [];
}
