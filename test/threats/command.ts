/**
 * `npm run threats`: every row of the threat model with its tests and their result, and each control broken on purpose, which a test must notice.
 * `-- --tables A,B` narrows it to tables, `--no-tests` leaves the tests out, `--no-mutations` the mutations. Ends with 1 where a control that
 * stands has no test or no mutation, a test fails, or a mutation survives.
 */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { killAll } from "./kill";
import { runMocha } from "./mocha";
import { MUTATIONS } from "./mutations";
import { rowsOf } from "./rows";
import { linesOf, printed } from "./table";
import { ANY_ROW, specsWithIds } from "./titles";

const root = join(__dirname, "..", "..");
const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    tables: { type: "string", default: "" },
    rows: { type: "string", default: "" },
    tests: { type: "boolean", default: true },
    mutations: { type: "boolean", default: true },
  },
});
const listed = (text: string): string[] => text.split(",").filter((x) => x !== "");

async function main(): Promise<number> {
  const asked = listed(options.rows),
    rows = rowsOf(listed(options.tables)).filter((r) => asked.length === 0 || asked.includes(r.id)),
    ids = new Set(rows.map((r) => r.id)),
    jobs = availableParallelism();
  const specs = [...specsWithIds(root)]
    .filter(([, named]) => [...named].some((id) => ids.has(id)))
    .map(([file]) => file);
  const tests =
    options.tests && specs.length > 0
      ? await runMocha(specs, { cwd: root, grep: ANY_ROW, timeoutMs: 300_000, jobs })
      : undefined;
  if (tests?.broken !== undefined) throw new Error(`The tests could not be run: ${tests.broken}`);
  const outcomes = options.mutations
    ? await killAll(
        root,
        MUTATIONS.filter((m) => ids.has(m.row)),
        jobs,
        (o) => {
          if (!o.killed) console.error(`survived: ${o.mutation.row} in ${o.mutation.file}: ${o.says}`);
        },
      )
    : undefined;
  const lines = linesOf(rows, tests, outcomes);
  for (const line of printed(lines)) console.log(line);
  const stands = lines.filter((l) => l.row.owedBy === undefined),
    missing = lines.filter((l) => l.missing.length > 0);
  console.log(
    `${rows.length} rows: ${stands.length} controls stand, ${rows.length - stands.length} are owed; ` +
      `${outcomes?.filter((o) => o.killed).length ?? 0} of ${outcomes?.length ?? 0} mutations killed; missing in ${missing.length} rows`,
  );
  return missing.length === 0 ? 0 : 1;
}
void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
