/** `npm run storms`: seeded storms in one process over real files; what does not hold is printed with the seed that shows it again. */
import { Command } from "commander";
import type { Calm } from "./storm";
import { scenarioAt } from "../crash/stage";
import { stormOf } from "./run";

const options = new Command()
  .option("--count <n>", "how many storms in one process", "1000")
  .option("--seed <s>", "the first one's seed; the others follow", "1")
  .option("--kills <n>", "how many storms more with real processes and kill -9", "0")
  .option("--list", "names every storm, the good ones too")
  .parse()
  .opts<{ readonly count: string; readonly seed: string; readonly kills: string; readonly list?: boolean }>();

async function main(): Promise<void> {
  const scenario = await scenarioAt("default.json"),
    found = new Map<string, number>(),
    ends = new Map<string, number>();
  const count = (of: Map<string, number>, what: string): unknown => of.set(what, (of.get(what) ?? 0) + 1);
  let broken = 0;
  const show = (name: string, { breaches, plans }: Calm): void => {
    for (const state of plans) count(ends, state);
    if (breaches.length > 0) broken += 1;
    for (const c of new Set(breaches.map((b) => b.condition))) count(found, c);
    if (options.list === true || breaches.length > 0)
      console.log([name, ...breaches.map((b) => `    ${b.condition}: ${b.says}`)].join("\n"));
  };
  const began = performance.now();
  const kinds = [
    ["in-process", Number(options.count)],
    ["killed", Number(options.kills)],
  ] as const;
  for (const [kind, many] of kinds)
    for (let seed = Number(options.seed); seed < Number(options.seed) + many; seed++)
      show(`${kind} --seed ${seed}`, await stormOf(kind, scenario, seed));
  const all = kinds.reduce((n, [, many]) => n + many, 0);
  console.log(
    `\n${all} storms, ${broken} of them with something that does not hold, in ${Math.round((performance.now() - began) / 1000)} s`,
  );
  console.log(`plans: ${[...ends].map(([state, n]) => `${n} ${state}`).join(", ")}`);
  for (const [condition, n] of found) console.log(`${condition.padEnd(16)}${n}`);
  process.exitCode = broken > 0 ? 1 : 0;
}
main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
