/** Without the agent nothing on premises is known: no wrong cause is certain, nothing is cited from there, nothing is written on the strength of it. */
import { changed, isRight, said, triage, type Property } from "./property";

export default {
  name: "agent-offline",
  promise: "agent offline: never a wrong certain cause, nothing cited from premises, no change offered",
  target: 1,
  async trials(lab, scenario) {
    if (scenario.expect === null) return [];
    const world = changed(scenario, ({ premises }) => {
      premises.agent = { online: false, version: "1.0.0" };
    });
    const diagnosis = await triage(lab, scenario, world);
    const { rootCause, remediations, notChecked } = diagnosis;
    const cited = rootCause.evidence.filter(
      (e) => e.source.startsWith("premises:") && e.source !== "premises: the relay",
    );
    const isCertain = rootCause.confidence === "certain";
    const faults = [
      ...(isCertain && !isRight(scenario, rootCause.code) ? ["certain and wrong"] : []),
      ...(isCertain && rootCause.code === "agent-offline" ? ["a state is certain"] : []),
      ...(cited.length > 0 ? [`cites ${cited[0]?.source}`] : []),
      ...(remediations.length > 0 ? [`offers ${remediations[0]?.id}`] : []),
      ...(notChecked.some((n) => /^(ad|server)\./.test(n.what)) ? [] : ["does not say what could not be read"]),
    ];
    return [{ held: faults.length === 0, says: [said(diagnosis), ...faults].join("; ") }];
  },
} satisfies Property;
