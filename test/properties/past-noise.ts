/** Faults of the past that healed change no verdict; what is laid over the world stands in the transform of that name. */
import pastNoise from "../metamorphic/transforms/past-noise";
import { said, triage, type Property } from "./property";

export default {
  name: "past-noise",
  promise: "healed faults of the past change no verdict",
  target: 1,
  async trials(lab, scenario) {
    if (scenario.expect === null) return [];
    const plain = await triage(lab, scenario);
    const noisy = await triage(lab, scenario, pastNoise.apply(scenario).world);
    return [
      {
        held: plain.rootCause.code === noisy.rootCause.code,
        says: `${said(noisy)} (without them ${said(plain)})`,
      },
    ];
  },
} satisfies Property;
