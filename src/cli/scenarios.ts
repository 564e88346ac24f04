/** `scenarios`: every world with an expectation, judged; a table by code and the failures. */
import { loadScenario, type Scenario } from "../lab/scenario";
import { immutableIdOf } from "../identity/anchor";
import { LabTriage, scenarioFiles } from "./triage";
import type { TriageLine } from "./triage-line";

/** One world judged: the cause that was wanted and the one that came first, and what else did not hold. */
export interface CaseResult {
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

/** What of `expect.after` does not hold. */
export function afterFailures(scenario: Scenario, after: After, line: TriageLine): string[] {
  const world = line.after?.world as Scenario["world"] | undefined,
    out: string[] = [];
  if (world === undefined) return ["nothing was run"];
  const subject = scenario.expect!.subject.toLowerCase();
  const ads = Object.values(world.premises.directory.forests).flatMap((f) => Object.entries(f.objects));
  const ad =
    ads.find(([dn]) => dn === line.subject.distinguishedName)?.[1] ??
    ads.find(([, o]) =>
      [o["userPrincipalName"], o["sAMAccountName"]].some((v) => String(v ?? "").toLowerCase() === subject),
    )?.[1];
  const anchors = [immutableIdOf(String(ad?.["mS-DS-ConsistencyGuid"] ?? "")), immutableIdOf(ad?.objectGUID)];
  const users = Object.values(world.cloud.users),
    linked = users.find(
      (u) => u.onPremisesSyncEnabled === true && anchors.some((a) => a !== undefined && a === u.onPremisesImmutableId),
    );
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const wantedUser = after.cloudUser?.["userPrincipalName"],
    user =
      wantedUser === undefined
        ? linked
        : (users.find((u) => u.userPrincipalName.toLowerCase() === String(wantedUser).toLowerCase()) ?? linked);
  const present = linked ?? users.find((u) => [u.userPrincipalName.toLowerCase()].includes(subject));
  if (after.userInCloud !== undefined && (present !== undefined) !== after.userInCloud)
    out.push(`userInCloud is ${present !== undefined}`);
  if (after.immutableIdMatches !== undefined && (linked !== undefined) !== after.immutableIdMatches)
    out.push(`immutableIdMatches is ${linked !== undefined}`);
  for (const [k, v] of Object.entries(after.cloudUser ?? {}))
    if (!same(user?.[k], v)) out.push(`cloudUser.${k} is ${JSON.stringify(user?.[k])}`);
  const object = ad ?? ads.find(([, o]) => String(o["userPrincipalName"] ?? "").toLowerCase() === subject)?.[1];
  for (const [k, v] of Object.entries(after.adObject ?? {}))
    if (!same(object?.[k], v)) out.push(`adObject.${k} is ${JSON.stringify(object?.[k])}`);
  for (const id of after.deleted ?? []) if (world.cloud.users[id] !== undefined) out.push(`${id} is still there`);
  const bare = (u: Record<string, unknown> | undefined): unknown => {
    if (u === undefined) return undefined;
    const { onPremisesLastSyncDateTime: _, ...rest } = u;
    return rest;
  };
  for (const id of after.untouched ?? [])
    if (!sameDeep(bare(world.cloud.users[id]), bare(scenario.world.cloud.users[id]))) out.push(`${id} was touched`);
  if (after.caseState !== undefined && line.after?.caseState !== after.caseState)
    out.push(`caseState is ${line.after?.caseState} (${line.after?.outcome ?? ""})`);
  return out;
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

/** Judges a world against its `expect`, which must be there; with `expect.after` the first remedy is approved and run. */
export async function judgeCase(lab: LabTriage, scenario: Scenario): Promise<CaseResult> {
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
/** Judges every world that the paths name and prints what failed, then a table by root cause. Worlds without `expect` are left out. */
export async function scenariosCommand(paths: string[], cwd: string): Promise<number> {
  const files = await scenarioFiles(paths, cwd),
    results: CaseResult[] = [];
  let lab: LabTriage | undefined;
  try {
    for (const f of files) {
      const s = await loadScenario(f);
      if (s.expect === null) continue;
      lab ??= await LabTriage.start(s);
      results.push(await judgeCase(lab, s));
    }
  } finally {
    await lab?.close();
  }
  const bad = results.filter((r) => !r.cause || r.never.length > 0 || !r.remedy || (r.after ?? []).length > 0);
  for (const r of bad)
    process.stdout.write(
      `${r.id}\n  ${[...(r.cause ? [] : [`cause: wanted ${r.wanted}, got ${r.line.findings.map((f) => `${f.code}(${f.standing})`).join(", ")}`]), ...(r.never.length > 0 ? [`never: ${r.never.join(", ")}`] : []), ...(r.remedy ? [] : [`remedy: first is ${r.line.remediations[0]?.id ?? "advice"}`]), ...((r.after ?? []).length > 0 ? [`after: ${r.after!.join("; ")}`] : [])].join("\n  ")}\n`,
    );
  const codes = new Map<string, { n: number; ok: number }>();
  for (const r of results) {
    const c = codes.get(r.wanted) ?? { n: 0, ok: 0 };
    codes.set(r.wanted, { n: c.n + 1, ok: c.ok + Number(r.cause) });
  }
  for (const [code, c] of [...codes].sort()) process.stdout.write(`${code.padEnd(36)} ${c.ok}/${c.n}\n`);
  const withAfter = results.filter((r) => r.after !== null);
  process.stdout.write(
    `cause first: ${results.filter((r) => r.cause).length}/${results.length}   without a never code: ${results.filter((r) => r.never.length === 0).length}/${results.length}   first remedy right: ${results.filter((r) => r.remedy).length}/${results.length}   after met: ${withAfter.filter((r) => r.after!.length === 0).length}/${withAfter.length}\n`,
  );
  return 0;
}
