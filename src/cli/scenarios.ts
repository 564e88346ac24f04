/** `scenarios`: every world with an expectation, judged; a table by code and the failures. */
import { TriageError } from "../domain";
import { mayCarryAnchor } from "../lab/rules/source-anchor";
import { loadScenario, type Scenario } from "../lab/scenario";
import { changedNeighbours } from "./neighbours";
import { EXIT } from "./exit";
import { tableOf, TERMINAL } from "./terminal";
import { LabTriage, scenarioFiles } from "./triage";
import type { TriageLine } from "./triage-line";

/** One world judged: the cause that was wanted and the one that came first, and what else did not hold. */
export interface ScenarioResult {
  readonly id: string;
  readonly wanted: string;
  readonly got: string;
  readonly cause: boolean;
  readonly never: readonly string[];
  readonly remedy: boolean;
  readonly after: readonly string[] | null;
  readonly line: TriageLine;
}
type After = NonNullable<NonNullable<Scenario["expect"]>["after"]>;

type Properties = Readonly<Record<string, unknown>>;
const lower = (v: unknown): string => String(v ?? "").toLowerCase();
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The subject as the world has it afterwards, by the lab's own rule of which cloud user carries whose anchor. */
function subjectIn(world: Scenario["world"], scenario: Scenario, line: TriageLine) {
  const subject = lower(scenario.expect?.subject);
  const objects = Object.values(world.premises.directory.forests).flatMap((f) => Object.entries(f.objects));
  const ad =
    objects.find(([dn]) => dn === line.subject.distinguishedName)?.[1] ??
    objects.find(([, o]) => [o["userPrincipalName"], o["sAMAccountName"]].some((v) => lower(v) === subject))?.[1];
  const users = Object.values(world.cloud.users);
  const linked = users.find(
    (u) =>
      u.onPremisesSyncEnabled === true &&
      ad !== undefined &&
      mayCarryAnchor(ad, u.onPremisesImmutableId ?? "", world.premises.globalSettings),
  );
  return {
    ad,
    linked,
    named: (name: string) => users.find((u) => lower(u.userPrincipalName) === lower(name)),
    subject,
  };
}
const withoutSyncTime = (u: Properties | undefined): unknown => {
  if (u === undefined) return undefined;
  const { onPremisesLastSyncDateTime: _, ...rest } = u;
  return rest;
};
const differences = (what: string, wanted: Properties | undefined, got: Properties | undefined): string[] =>
  Object.entries(wanted ?? {}).flatMap(([k, v]) =>
    same(got?.[k], v) ? [] : [`${what}.${k} is ${JSON.stringify(got?.[k])}`],
  );

/** What of `expect.after` does not hold. */
export function afterFailures(scenario: Scenario, after: After, line: TriageLine): string[] {
  const world = line.after?.world as Scenario["world"] | undefined;
  if (world === undefined) return ["nothing was run"];
  const { ad, linked, named, subject } = subjectIn(world, scenario, line);
  const wanted = after.cloudUser?.["userPrincipalName"];
  const present = (linked ?? named(subject)) !== undefined;
  const matches = linked !== undefined;
  return [
    ...(after.userInCloud === undefined || after.userInCloud === present ? [] : [`userInCloud is ${present}`]),
    ...(after.immutableIdMatches === undefined || after.immutableIdMatches === matches
      ? []
      : [`immutableIdMatches is ${matches}`]),
    ...differences("cloudUser", after.cloudUser, wanted === undefined ? linked : (named(String(wanted)) ?? linked)),
    ...differences("adObject", after.adObject, ad),
    ...(after.deleted ?? []).filter((id) => world.cloud.users[id] !== undefined).map((id) => `${id} is still there`),
    ...(after.untouched ?? [])
      .filter(
        (id) => !sameDeep(withoutSyncTime(world.cloud.users[id]), withoutSyncTime(scenario.world.cloud.users[id])),
      )
      .map((id) => `${id} was touched`),
    ...(after.caseState === undefined || line.after?.caseState === after.caseState
      ? []
      : [`caseState is ${line.after?.caseState} (${line.after?.outcome ?? ""})`]),
  ];
}
const sorted = (v: unknown): unknown =>
  Array.isArray(v)
    ? v.map(sorted)
    : typeof v === "object" && v !== null
      ? Object.fromEntries(
          Object.entries(v)
            .filter(([, x]) => x !== null && x !== undefined)
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([k, x]) => [k, sorted(x)]),
        )
      : v;
const sameDeep = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

export async function judgeCase(lab: LabTriage, scenario: Scenario): Promise<ScenarioResult> {
  const e = scenario.expect!,
    line = await lab.run(scenario);
  const ok = [e.rootCause, ...e.also].some((code) => code === line.rootCause.code);
  const first = line.remediations[0]?.id ?? null,
    allowed = e.remediation === undefined ? undefined : Array.isArray(e.remediation) ? e.remediation : [e.remediation];
  const never = e.never.filter((n) => line.findings.some((f) => f.code === n) || line.rootCause.code === n);
  const after =
    e.after === undefined ? null : afterFailures(scenario, e.after, await lab.run(scenario, { approve: true }));
  return {
    id: scenario.id,
    wanted: e.rootCause,
    got: line.rootCause.code,
    cause: ok,
    never,
    remedy: allowed === undefined || allowed.some((id) => id === first),
    after,
    line,
  };
}
const WORDS = ["certain", "likely", "possible"] as const;
/** How often each word of confidence was right; what was certain and wrong stands by name. An honest `undetermined` is counted apart. */
function calibration(results: readonly ScenarioResult[]): string {
  const isSilent = (r: ScenarioResult): boolean => r.got === "undetermined" && !r.cause;
  const lines = WORDS.map((word) => {
    const said = results.filter((r) => r.line.rootCause.confidence === word && !isSilent(r));
    return `${word.padEnd(9)} ${said.filter((r) => r.cause).length}/${said.length} right`;
  });
  const wrong = results.filter((r) => !r.cause && r.line.rootCause.confidence === "certain").map((r) => r.id);
  const exact = results.filter((r) => r.got === r.wanted).length;
  return `${lines.join("   ")}   undetermined ${results.filter(isSilent).length}   exact code ${exact}/${results.length}\n${wrong.length > 0 ? `certain and wrong: ${wrong.join(", ")}\n` : ""}`;
}
/** One repair, run: how its case stands by a fresh triage, and whom else it changed. */
interface Repaired {
  readonly id: string;
  readonly line: TriageLine;
  readonly changed: readonly string[];
}
function repaired(scenario: Scenario, line: TriageLine): Repaired {
  const { after } = line,
    named = `${after?.named ?? ""} ${JSON.stringify(line.subject)}`;
  const changed = after === undefined ? [] : changedNeighbours(scenario.world, after.world as Scenario["world"], named);
  return { id: scenario.id, line, changed };
}
/** The states of the cases after their repairs, and every one that is not resolved or has changed somebody else. */
function repairsTold(all: readonly Repaired[]): string {
  const states = new Map<string, number>();
  for (const { line } of all) states.set(line.after!.caseState, (states.get(line.after!.caseState) ?? 0) + 1);
  const open = all.filter((r) => r.line.after!.caseState !== "resolved" || r.changed.length > 0);
  const told = [...states].map(([state, n]) => `${state} ${n}`).join(", ");
  return [
    ...open.map(
      ({ id, line, changed }) =>
        `${id}: ${line.remediations[0]?.id ?? "?"}: ${line.after!.caseState}${changed.length > 0 ? `; changed besides: ${changed.join(", ")}` : ""}\n  ${line.after!.outcome ?? ""}`,
    ),
    `repairs run: ${all.length} (${told})   without a changed neighbour: ${all.filter((r) => r.changed.length === 0).length}/${all.length}`,
    "",
  ].join("\n");
}
/** What does not hold of a world, a line each. */
const faultsOf = ({ cause, wanted, line, never, remedy, after }: ScenarioResult): string[] => [
  ...(cause
    ? []
    : [
        `cause: wanted ${wanted}, got ${line.rootCause.confidence}: ${line.findings.map((f) => `${f.code}(${f.standing})`).join(", ")}`,
      ]),
  ...(never.length > 0 ? [`never: ${never.join(", ")}`] : []),
  ...(remedy ? [] : [`remedy: first is ${line.remediations[0]?.id ?? "advice"}`]),
  ...((after ?? []).length > 0 ? [`after: ${after!.join("; ")}`] : []),
];
const isRight = (r: ScenarioResult): boolean => faultsOf(r).length === 0;
/** One JSON object a world: what was wanted and came first, and what does not hold. */
function printJson(results: readonly ScenarioResult[], ran: readonly Repaired[]): void {
  for (const { id, wanted, got, cause, never, remedy, after } of results) {
    const repair = ran.find((r) => r.id === id);
    const told = { id, wanted, got, cause, never, remedy, after };
    TERMINAL.out(
      JSON.stringify(
        repair === undefined
          ? told
          : { ...told, repair: { state: repair.line.after!.caseState, changed: repair.changed } },
      ),
    );
  }
}
/** The worlds that are not right, how many of each cause are, and how sure the words were. */
function printTable(results: readonly ScenarioResult[]): void {
  for (const r of results.filter((r) => !isRight(r))) [r.id, ...faultsOf(r).map((f) => `  ${f}`)].forEach(TERMINAL.out);
  const codes = new Map<string, { n: number; ok: number }>();
  for (const r of results) {
    const c = codes.get(r.wanted) ?? { n: 0, ok: 0 };
    codes.set(r.wanted, { n: c.n + 1, ok: c.ok + Number(r.cause) });
  }
  const rows = [...codes].sort().map(([code, c]) => [code, `${c.ok}/${c.n}`]);
  tableOf(["cause", "right"], rows).forEach(TERMINAL.out);
  process.stdout.write(calibration(results));
}
/** `repairs`: the first repair of every world that offers one is approved and run as well. */
export async function scenariosCommand(
  paths: string[],
  cwd: string,
  { repairs = false, json = false }: { repairs?: boolean; json?: boolean } = {},
): Promise<number> {
  const files = await scenarioFiles(paths, cwd),
    results: ScenarioResult[] = [],
    ran: Repaired[] = [];
  let lab: LabTriage | undefined;
  try {
    for (const f of files) {
      const s = await loadScenario(f);
      if (s.expect === null) continue;
      lab ??= await LabTriage.start(s);
      const judged = await judgeCase(lab, s);
      results.push(judged);
      if (repairs && judged.line.remediations.length > 0) ran.push(repaired(s, await lab.run(s, { approve: true })));
    }
  } finally {
    await lab?.close();
  }
  if (results.length === 0)
    throw new TriageError("scenarios", `No world with a known cause (\`expect\`) stands in ${paths.join(", ")}.`);
  const code = results.every(isRight) ? EXIT.done : EXIT.wrong;
  if (json) {
    printJson(results, ran);
    return code;
  }
  printTable(results);
  const withAfter = results.filter((r) => r.after !== null);
  if (repairs) process.stdout.write(repairsTold(ran));
  process.stdout.write(
    `cause first: ${results.filter((r) => r.cause).length}/${results.length}   without a never code: ${results.filter((r) => r.never.length === 0).length}/${results.length}   first remedy right: ${results.filter((r) => r.remedy).length}/${results.length}   after met: ${withAfter.filter((r) => r.after!.length === 0).length}/${withAfter.length}\n`,
  );
  return code;
}
