/**
 * Run history told oldest first. A run carries its own times (adsync.md §3.4); which is the newest is read from them, not from its place in an
 * answer: a list that went through a store, a filter or a second page may come in any order.
 */
import { withWorld, type Transform } from "../transform";

export default {
  name: "runs-oldest-first",
  apply: (scenario) =>
    scenario.world.premises.runHistory.length < 2
      ? { doesNotApply: "nothing", why: "no history of two runs" }
      : withWorld(scenario, ({ premises }) => {
          premises.runHistory.reverse();
        }),
} satisfies Transform;
