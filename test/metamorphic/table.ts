/** Judges worlds plain and transformed, and says what became different. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { LabTriage } from "../../src/cli/triage";
import type { Scenario } from "../../src/lab/scenario";
import { outcomeOf, type Outcome } from "./outcome";
import { isDoesNotApply, type Transform } from "./transform";

/** What is said of a world and offered for it; the outcome of the first repair where it was asked for and one is offered. */
export interface Verdict {
  readonly cause: string;
  readonly repair: string;
  /** Codes that `expect.never` forbids and that were reported. */
  readonly forbidden: readonly string[];
  readonly outcome?: Outcome;
}

/** How one world fared under one transform. `listed`: changed, and stated beforehand; `known`: changed, and not yet mended. */
export type Fate = "same" | "listed" | "known" | "changed" | "not applicable";
/** A row of the long table. */
export interface Row {
  readonly world: string;
  readonly transform: string;
  readonly fate: Fate;
  /** Before → after, or why the transform does not apply. */
  readonly says: string;
}

const PARTS = ["cause", "repair", "forbidden", "outcome"] as const;
type Part = (typeof PARTS)[number];
const exceptions = z.array(
  z
    .object({
      world: z.string(),
      transform: z.string(),
      /** What may become different; `all` where the transform leaves the world alone. */
      changes: z.array(z.enum(PARTS)).or(z.literal("all")),
      reason: z.string(),
      reference: z.string(),
    })
    .strict(),
);
const failures = z.array(
  z
    .object({
      /** `*`: every world. */
      world: z.string(),
      transform: z.string(),
      changes: z.array(z.enum(PARTS)),
      /** What is at fault. */
      fault: z.string(),
    })
    .strict(),
);
const read = (name: string): unknown => JSON.parse(readFileSync(join(__dirname, name), "utf8"));

/** Worlds that a transform rightly changes, or that its fault keeps it from, each with the line of the reference. */
export const exceptionsList = (): z.infer<typeof exceptions> => exceptions.parse(read("exceptions.json"));
/** Worlds that change though they must not: faults that are known and not mended. The list only shrinks. */
export const knownFailures = (): z.infer<typeof failures> => failures.parse(read("known-failures.json"));

/** Triages a scenario; with `repair` also approves what is offered first, and reads what it reached. */
export async function verdictOf(lab: LabTriage, scenario: Scenario, repair: boolean): Promise<Verdict> {
  const line = await lab.run(scenario);
  const never: readonly string[] = scenario.expect?.never ?? [];
  const verdict = {
    cause: line.rootCause.code,
    repair: line.remediations[0]?.id ?? "advice",
    forbidden: line.findings.map((f) => f.code).filter((code) => never.includes(code)),
  };
  if (!repair || line.remediations.length === 0) return verdict;
  return { ...verdict, outcome: outcomeOf(scenario, await lab.run(scenario, { approve: true })) };
}

/** One difference between two verdicts. */
export interface Change {
  readonly part: Part;
  /** Before → after. */
  readonly says: string;
}
/** What differs between two verdicts; empty where nothing does. */
export function changesBetween(before: Verdict, after: Verdict): Change[] {
  const change = (part: Part, a: string, b: string): Change[] =>
    a === b ? [] : [{ part, says: `${part}: ${a} → ${b}` }];
  const outcome = (v: Verdict): string =>
    v.outcome === undefined ? "none" : `${v.outcome.caseState}${v.outcome.unmet.map((u) => ` without ${u}`).join("")}`;
  return [
    ...change("cause", before.cause, after.cause),
    ...change("repair", before.repair, after.repair),
    ...change("forbidden", before.forbidden.join(), after.forbidden.join()),
    ...change("outcome", outcome(before), outcome(after)),
  ];
}

/** Judges one world under one transform against its plain verdict. */
export async function rowOf(
  lab: LabTriage,
  scenario: Scenario,
  transform: Transform,
  plain: Verdict,
  repair: boolean,
): Promise<Row> {
  const row = { world: scenario.id, transform: transform.name };
  const listed = exceptionsList().find((e) => e.world === scenario.id && e.transform === transform.name)?.changes;
  const told = transform.apply(scenario);
  if (isDoesNotApply(told)) {
    if (told.doesNotApply === "nothing") return { ...row, fate: "not applicable", says: told.why };
    return { ...row, fate: listed === "all" ? "listed" : "changed", says: told.why };
  }
  const changes = changesBetween(plain, await verdictOf(lab, told, repair));
  const says = changes.map((c) => c.says).join("; ");
  if (changes.length === 0) return { ...row, fate: "same", says };
  const rightly = (c: Change): boolean => listed === "all" || (listed ?? []).includes(c.part);
  if (changes.every(rightly)) return { ...row, fate: "listed", says };
  const known = knownFailures().filter((e) => e.transform === transform.name && ["*", scenario.id].includes(e.world));
  const isKnown = (c: Change): boolean => known.some((e) => e.changes.includes(c.part));
  return { ...row, fate: changes.every((c) => rightly(c) || isKnown(c)) ? "known" : "changed", says };
}
