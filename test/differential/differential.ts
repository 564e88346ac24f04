/** Runs both sides on `count` generated subjects. */
import { join } from "node:path";
import { loadScenario } from "../../src/lab/scenario";
import { differencesOn, type Difference } from "./answers";
import { PRODUCT } from "./product";
import { Random } from "./random";
import { sampleOf } from "./sample";
import { WITNESS } from "./witness";

/** The differences, each with the number of the subject that showed it. */
export async function differential(count: number, seed: number): Promise<(Difference & { subject: number })[]> {
  const { world } = await loadScenario(join(__dirname, "..", "scenarios", "baseline.json"));
  const found: (Difference & { subject: number })[] = [];
  for (let subject = 0; subject < count; subject++)
    for (const d of differencesOn(sampleOf(new Random(seed + subject * 7919), world), PRODUCT, WITNESS))
      found.push({ ...d, subject });
  return found;
}
