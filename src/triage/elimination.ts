/** What is left where an object stops at a stage and every gate of that stage is known and passed. Pure. */
import type { Finding, FactSet, Stage } from "../domain";
import { passwordTraceOf } from "../identity/password";
import { featureOf } from "../identity/tenant";
import { stopsAt } from "./explain";
import type { Measure } from "./rank";
import { firstBroken } from "./stages";

/** The gates of a stage, as the checks that judge them, and what is left when all are passed. */
interface Gates {
  readonly stage: Stage;
  readonly checks: readonly string[];
  readonly left: keyof typeof LEFT;
  /** What else has to hold. */
  readonly only?: (facts: FactSet) => boolean;
}
const RULES = [
  "scope.not-filtered",
  "scope.system-object",
  "scope.object-type",
  "scope.linked-mailbox",
  "attributes.required",
  "matching.anchor-usable",
];
/** What is left, by message id. */
export const LEFT = {
  ruleLeft: {
    code: "filtered-by-rule",
    text: {
      en: "The engine imported {user} and ran its rules since, and the object went no further, without an error. Class, required attributes, sourceAnchor and every filter that can be worked out here let it through, so a rule that cannot be worked out here leaves it.",
      de: "Das Synchronisierungsmodul hat {user} importiert und seine Regeln seither ausgeführt; weiter kam das Objekt nicht, und zwar ohne Fehler. Klasse, Pflichtattribute, sourceAnchor und jeder Filter, der sich hier berechnen lässt, lassen es durch; also lässt eine Regel es aus, die sich hier nicht berechnen lässt.",
    },
    advice: [
      {
        en: "Synchronization Service Manager › Connectors › the AD connector › Search Connector Space › {user} › Preview › Generate Preview (full): the inbound rules that apply, and cloudFiltered.",
        de: "Synchronization Service Manager › Connectors › der AD-Connector › Search Connector Space › {user} › Preview › Generate Preview (full): die geltenden eingehenden Regeln und cloudFiltered.",
      },
    ],
  },
  channelLeft: {
    code: "password-sync-stalled",
    text: {
      en: "The password of {user} in Active Directory is newer than the one in the cloud. Hash sync is on, the connector account may replicate, no rule leaves the object out, and no event of its own names a reason; what is left is the channel itself.",
      de: "Das Kennwort von {user} ist in Active Directory neuer als in der Cloud. Die Hashsynchronisierung ist an, das Connectorkonto darf replizieren, keine Regel lässt das Objekt aus, und kein eigenes Ereignis nennt einen Grund; übrig bleibt der Kanal selbst.",
    },
    advice: [
      {
        en: "Restart the password channel (offered here), then watch the Application log: event 654 (heartbeat), and 657 for the user.",
        de: "Starten Sie den Kennwortkanal neu (hier angeboten) und beobachten Sie das Anwendungsprotokoll: Ereignis 654 (Heartbeat) und 657 für den Benutzer.",
      },
    ],
  },
} as const;
const GATES: readonly Gates[] = [
  { stage: "join", checks: RULES, left: "ruleLeft" },
  {
    stage: "export",
    checks: [...RULES, "scheduler.state", "connectors.cloud", "tenant.sync-disabled"],
    left: "ruleLeft",
  },
  {
    stage: "sign-in",
    checks: ["passwords.rights", "passwords.hash-sync-on", "passwords.filtered"],
    left: "channelLeft",
    only: (facts) =>
      featureOf(facts["entra.synchronization"], "passwordSyncEnabled") === true &&
      passwordTraceOf(facts).how === "behind",
  },
];

/** The residual claim of the stage where the object stops; none where a gate is not known to be passed, or the object was not due there yet. */
export function eliminated(
  facts: FactSet,
  verdicts: readonly Finding[],
  { stages, ledger }: Measure,
  user: string,
): Finding[] {
  const stop = firstBroken(stages);
  const gates = GATES.find((g) => g.stage === stop?.stage);
  if (stop?.since === undefined || gates === undefined || gates.only?.(facts) === false) return [];
  const isPassed = (check: string): boolean => {
    const found = verdicts.filter((v) => v.check === check);
    return found.length > 0 && found.every((v) => v.verdict === "pass");
  };
  const isClaimed = verdicts.some((v) => v.code !== undefined && v.verdict === "fail" && stopsAt(v, stop.stage));
  const isEngineWell = !verdicts.some((v) => v.standing === "blocking" || v.verdict === "unknown");
  if (
    isClaimed ||
    !isEngineWell ||
    !gates.checks.every(isPassed) ||
    ledger.some((s) => s.kind === "error" || s.kind === "run")
  )
    return [];
  return [
    {
      check: `elimination.${stop.stage}`,
      verdict: "fail",
      message: gates.left,
      code: LEFT[gates.left].code,
      proof: "eliminated",
      standing: "shown",
      since: stop.since,
      data: { user },
      evidence: stop.evidence,
      suggests: gates.left === "channelLeft" ? ["restart-password-sync"] : [],
    },
  ];
}
