/** One storm from its seed, on a site of its own. */
import type { Scenario } from "../../src/lab/scenario";
import { late } from "../crash/mortal";
import { Random } from "../differential/random";
import { InProcess } from "./in-process";
import { Killed } from "./killed";
import { Storm, type Calm } from "./storm";

const STORM_MS = 180_000,
  CLOSE_MS = 10_000;
/** What does not hold afterwards; a storm that does not end counts as hanging. */
export async function stormOf(kind: "in-process" | "killed", scenario: Scenario, seed: number): Promise<Calm> {
  const random = new Random(seed),
    site = await (kind === "killed" ? Killed.start(scenario) : InProcess.start(scenario, random));
  try {
    return await Promise.race([new Storm(site, scenario, random).rage(), late(STORM_MS, "the storm did not end")]);
  } catch (error) {
    const says = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { plans: [], breaches: [{ condition: "hanging", says }] };
  } finally {
    await Promise.race([site.close(), late(CLOSE_MS, "the site did not close")]).catch(() => undefined);
  }
}
