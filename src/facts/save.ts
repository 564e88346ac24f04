/** A set of facts as text: any case can be judged again from what was read, without the tenant. */
import { z } from "zod";
import { FACT_KEYS, TriageError, UNREADABLE_WHY, unreadable, type FactSet } from "../domain";

const SCHEMA = "facts/1";
const from = z.object({ system: z.enum(["entra", "premises", "ask"]), via: z.string() }).strict();
const fact = z.discriminatedUnion("state", [
  z.object({ state: z.literal("seen"), value: z.unknown(), from }).strict(),
  z.object({ state: z.literal("absent"), from }).strict(),
  z
    .object({ state: z.literal("unreadable"), why: z.enum(UNREADABLE_WHY), detail: z.string(), from: from.optional() })
    .strict(),
]);
const saved = z.object({ schema: z.literal(SCHEMA), facts: z.record(fact) }).strict();

/** JSON that `readFacts` takes. It names people as they were read. */
export const factsAsText = (facts: FactSet): string => `${JSON.stringify({ schema: SCHEMA, facts }, null, 1)}\n`;
/**
 * The saved facts. A fact that a later version reads and the file has not is `not-asked`; a file of another form throws TriageError `facts`.
 * The values are taken as they were saved: they were checked when they were read.
 */
export function readFacts(text: string): FactSet {
  const refuse = (why: string): never => {
    throw new TriageError("facts", `This is no set of facts that was saved by \`triage --save\`: ${why}.`);
  };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse("it is not JSON");
  }
  const parsed = saved.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(`${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim());
  }
  const { facts } = parsed.data;
  return Object.fromEntries(
    FACT_KEYS.map((k) => [k, facts[k] ?? unreadable("not-asked", "the saved facts do not have it")]),
  ) as FactSet;
}
