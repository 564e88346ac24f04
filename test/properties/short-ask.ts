/** The ask reduced to "NAME is missing": the facts are the same, only what is complained of is gone. */
import type { Proof, Topic } from "../../src/domain";
import { topicsOf } from "../../src/triage/topics";
import type { Scenario } from "../../src/lab/scenario";
import { isNoFault, isRight, said, triage, type Property } from "./property";

/** The subject as people call it: its display name where one object alone has it, else the name that the world gives. */
function nameOf({ world, expect }: Scenario): string {
  const subject = (expect?.subject ?? "").toLowerCase();
  const named = [
    ...Object.values(world.premises.directory.forests).flatMap((f) => Object.values(f.objects)),
    ...Object.values(world.cloud.users),
  ].filter((o) =>
    [o["userPrincipalName"], o["sAMAccountName"], o["mail"]].some((n) => String(n ?? "").toLowerCase() === subject),
  );
  const names = new Set(named.map((o) => String(o["displayName"] ?? o["cn"] ?? "")).filter((n) => n.includes(" ")));
  const [only, ...more] = names;
  return only !== undefined && more.length === 0 ? only : (expect?.subject ?? "");
}
const shortened = (scenario: Scenario): Scenario => ({ ...scenario, ask: `${nameOf(scenario)} is missing` });
/** What is missing is a membership or a machine, not the person. */
const OF_OTHERS: readonly Topic[] = ["group", "list", "device"];
/** It complains that somebody is missing or doubled, or of nothing but the name. */
const isAboutPresence = ({ ask }: Scenario): boolean => {
  const topics = topicsOf(ask ?? "");
  const isOfPerson = topics.some((t) => t === "missing" || t === "double");
  return topics.length === 0 || (isOfPerson && !topics.some((t) => OF_OTHERS.includes(t)));
};

/** Worlds about a missing or doubled person keep their verdict. */
export const shortAskKept: Property = {
  name: "short-ask-kept",
  promise: 'the ask is "NAME is missing": a missing or doubled person\'s right verdict stays right',
  target: 0.95,
  async trials(lab, scenario) {
    if (scenario.expect === null || !isAboutPresence(scenario)) return [];
    const whole = await triage(lab, scenario);
    if (!isRight(scenario, whole.rootCause.code)) return [];
    const short = await triage(lab, shortened(scenario));
    return [
      {
        held: isRight(scenario, short.rootCause.code),
        says: `"${shortened(scenario).ask}" ${said(short)} (whole ask: ${said(whole)})`,
      },
    ];
  },
};
/** Proofs that a fault stands in the facts, whatever was asked. */
const MEASURED: readonly (Proof | undefined)[] = ["stated", "measured"];
/** The other worlds: no fault is claimed that is not in them; what else is there is not certainly what was meant. */
export const shortAskInventsNothing: Property = {
  name: "short-ask-no-fault",
  promise: 'the ask is "NAME is missing" where it was about something else: no fault that is not there',
  target: 1,
  async trials(lab, scenario) {
    if (scenario.expect === null || isAboutPresence(scenario)) return [];
    const whole = await triage(lab, scenario);
    const short = await triage(lab, shortened(scenario));
    const { code, confidence } = short.rootCause;
    const isRead = MEASURED.includes(short.findings[0]?.proof) && confidence !== "certain";
    return [
      {
        held: isNoFault(code) || isRight(scenario, code) || isRead,
        says: `"${shortened(scenario).ask}" ${said(short)} (whole ask: ${said(whole)})`,
      },
    ];
  },
};
