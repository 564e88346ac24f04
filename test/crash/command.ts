/** `npm run crash`: ends the bot and the agent with kill -9 at every durable write and every message, starts them again, and prints what then does not hold. */
import { Command } from "commander";
import { CONDITIONS, type Condition } from "./judge";
import { matrixOf, sampleOf, type Tried } from "./matrix";
import { WORLDS, type WorldName } from "./worlds";

interface Options {
  readonly world?: string;
  readonly which: string;
  readonly sample?: string;
  readonly seed: string;
  readonly at?: string;
  readonly list?: boolean;
}
const options = new Command()
  .option("--world <name>", `one of ${Object.keys(WORLDS).join(", ")}`)
  .option("--which <process>", "bot, agent or both", "both")
  .option("--sample <n>", "so many points instead of all")
  .option("--seed <s>", "which of them", "1")
  .option("--at <n>", "this point alone; with --world and --which")
  .option("--list", "names every point, the good ones too")
  .parse()
  .opts<Options>();

const named = (t: Tried): string => `${t.world} ${t.which} #${t.at} (${t.killed ?? "not reached"})`;
const has = (t: Tried, condition: Condition): boolean => t.breaches.some((b) => b.condition === condition);

function table(all: readonly Tried[]): string {
  const rows = [...new Set(all.map((t) => `${t.world} ${t.which}`))].map((row) => {
    const of = all.filter((t) => `${t.world} ${t.which}` === row);
    return [
      row,
      of.filter((t) => t.killed !== undefined).length,
      ...CONDITIONS.map((c) => of.filter((t) => has(t, c)).length),
    ];
  });
  const total = [
    "all",
    ...Array.from({ length: CONDITIONS.length + 1 }, (_, i) => rows.reduce((n, r) => n + Number(r[i + 1]), 0)),
  ];
  const heads = ["", "killed at", ...CONDITIONS];
  return [heads, ...rows, total]
    .map((r) => r.map((x, i) => (i === 0 ? String(x).padEnd(16) : String(x).padStart(heads[i]!.length + 2))).join(""))
    .join("\n");
}
async function main(): Promise<void> {
  const worlds = options.world === undefined ? (Object.keys(WORLDS) as WorldName[]) : [options.world as WorldName],
    processes = options.which === "both" ? (["bot", "agent"] as const) : [options.which as "bot" | "agent"];
  const all: Tried[] = [];
  const show = (t: Tried): void => {
    all.push(t);
    if (options.list === true || t.breaches.length > 0)
      console.log([named(t), ...t.breaches.map((b) => `    ${b.condition}: ${b.says}`)].join("\n"));
  };
  for (const world of worlds)
    for (const which of processes) {
      const points = (length: number): number[] =>
        options.at !== undefined
          ? [Number(options.at)]
          : options.sample === undefined
            ? Array.from({ length }, (_, i) => i + 1)
            : sampleOf(
                length,
                Math.ceil(Number(options.sample) / worlds.length / processes.length),
                Number(options.seed),
              );
      await matrixOf(world, which, points, show);
    }
  console.log(`\n${table(all)}`);
  process.exitCode = all.some((t) => t.breaches.length > 0) ? 1 : 0;
}
main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
