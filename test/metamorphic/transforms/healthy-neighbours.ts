/** A hundred healthy synced colleagues more. They are linked, in scope and without error, so they say nothing about somebody else's absence. */
import { addPeople, homeOfStaff } from "../people";
import { withWorld, type Transform } from "../transform";

export default {
  name: "healthy-neighbours",
  apply(scenario) {
    const home = homeOfStaff(scenario.world);
    if (home === undefined)
      return {
        doesNotApply: "nothing",
        why: "the world has no OU=Staff of contoso.local, where colleagues would live",
      };
    return withWorld(scenario, (world) => {
      addPeople(world, home, 100);
    });
  },
} satisfies Transform;
