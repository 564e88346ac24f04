/** Facts in, ranked findings out. Pure: any case replays from its facts. */
import {
  fill,
  type AnyCheck,
  type FactKey,
  type FactSet,
  type Finding,
  type MessageSpec,
  type Outcome,
  type RootCause,
} from "../domain";

const spec = (
  m: MessageSpec | string | undefined,
): { text: string; code?: MessageSpec["code"]; advice: readonly string[] } =>
  m === undefined
    ? { text: "", advice: [] }
    : typeof m === "string"
      ? { text: m, advice: [] }
      : { text: m.text, code: m.code, advice: m.advice ?? [] };

function findingOf(check: AnyCheck, o: Outcome<string>): Finding {
  const { text, code, advice } = spec(check.messages[o.message]);
  const data = o.data ?? {};
  const blames = code !== undefined && o.verdict !== "pass" && o.verdict !== "skip";
  return {
    check: check.id,
    guide: check.guide,
    verdict: o.verdict,
    message: o.message,
    text: fill(text, data),
    data,
    evidence: o.evidence ?? [],
    advice: advice.map((a) => fill(a, data)),
    suggests: o.suggests ?? [],
    ...(blames ? { code, confidence: o.confidence ?? "certain", standing: o.standing ?? "shown" } : {}),
  };
}

/** Every root cause that a check can name. */
const codesOf = (check: AnyCheck): RootCause[] => [
  ...new Set(Object.values(check.messages).flatMap((m) => (typeof m === "string" ? [] : [m.code]))),
];
/** Runs one check. A needed fact that is unreadable gives `unknown`; a check that throws gives `unknown` with the fault, never a diagnosis. */
export function runCheck(check: AnyCheck, facts: FactSet): Finding[] {
  const missing = check.needs.flatMap((key) => {
    const f = facts[key];
    return f.state === "unreadable" ? [{ fact: key, why: `${f.why}: ${f.detail}` }] : [];
  });
  const unknown = (text: string, why: Finding["missing"]): Finding[] => [
    {
      check: check.id,
      guide: check.guide,
      verdict: "unknown",
      message: "unknown",
      text,
      data: {},
      evidence: [],
      advice: [],
      suggests: [],
      open: codesOf(check),
      ...(why === undefined ? {} : { missing: why }),
    },
  ];
  if (missing.length > 0)
    return unknown(`Could not be checked: ${missing.map((m) => `${m.fact} (${m.why})`).join("; ")}`, missing);
  try {
    const out = check.evaluate(facts);
    return (Array.isArray(out) ? (out as readonly Outcome<string>[]) : [out as Outcome<string>]).map((o) =>
      findingOf(check, o),
    );
  } catch (error) {
    return unknown(`The check failed: ${error instanceof Error ? error.message : String(error)}`, [
      { fact: check.needs[0] ?? ("now" as FactKey), why: "the check itself failed" },
    ]);
  }
}
export const judge = (checks: readonly AnyCheck[], facts: FactSet): Finding[] =>
  checks.flatMap((c) => runCheck(c, facts));
