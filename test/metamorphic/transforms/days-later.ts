/** Everything happens some days later. A fault is judged by the time between events; only versions and retirements go by the calendar (adsync.md §1.4). */
import { mapTexts } from "../texts";
import type { Transform } from "../transform";

const DAYS = 5;
const later = (text: string): string =>
  text.replace(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (t) =>
    new Date(Date.parse(t) + DAYS * 86_400_000).toISOString().replace(".000Z", "Z"),
  );

export default {
  name: "days-later",
  apply: (scenario) => ({
    ...scenario,
    world: mapTexts(scenario.world, later),
    expect: mapTexts(scenario.expect, later),
  }),
} satisfies Transform;
