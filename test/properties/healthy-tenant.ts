/** In a healthy tenant nobody is blamed for anything, whatever is complained of, and nobody is certainly healthy. */
import { TOPICS } from "../../src/domain";
import type { Scenario, World } from "../../src/lab/scenario";
import { COMPLAINTS } from "./complaints";
import { changed, isNoFault, said, type Property, type Trial } from "./property";

/** The tenant with password writeback on: where it is off, that is what a complaint about it meets. */
const equipped = (scenario: Scenario): World =>
  changed(scenario, ({ cloud }) => {
    if (cloud.onPremisesSynchronization !== undefined)
      cloud.onPremisesSynchronization.features["passwordWritebackEnabled"] = true;
  });

/** One person after the other, by one of their names after the other. */
function asksOf({ world }: Scenario): string[] {
  const people = Object.values(world.premises.directory.forests)
    .flatMap((f) => Object.values(f.objects))
    .filter((o) => o.objectClass.includes("user"));
  const names = ["displayName", "userPrincipalName", "sAMAccountName"];
  return TOPICS.flatMap((topic) => COMPLAINTS[topic]).map((sentence, i) => {
    const person: Readonly<Record<string, unknown>> = people[i % people.length] ?? {};
    return sentence.replaceAll("{X}", String(person[names[Math.floor(i / people.length) % names.length] ?? ""]));
  });
}

export default {
  name: "healthy-tenant",
  promise: "a healthy tenant with any complaint: no fault, everybody is found, no certain health",
  target: 1,
  async trials(lab, scenario, some) {
    if (scenario.expect !== null) return [];
    const world = equipped(scenario);
    const trials: Trial[] = [];
    for (const ask of some(asksOf(scenario))) {
      const { diagnosis } = await lab.diagnose(world, ask);
      const faults = diagnosis.findings.flatMap((f) => (f.code === undefined || isNoFault(f.code) ? [] : [f.code]));
      const { code, confidence } = diagnosis.rootCause;
      const isWell = confidence !== "certain" && code !== "user-not-found" && diagnosis.remediations.length === 0;
      trials.push({
        held: faults.length === 0 && isWell,
        says: `"${ask}" ${said(diagnosis)}${faults.length === 0 ? "" : ` among ${faults.join(", ")}`}`,
      });
    }
    return trials;
  },
} satisfies Property;
