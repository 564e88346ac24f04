/** `npm run worlds -- --count N --seed S`: makes worlds with a known cause, asks the product, prints how often it was right and how sure it was. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { injectionAt, injectionsOf, makeWorld, scenarioOf } from "./maker";
import { figuresOf, judged, report, type Judged } from "./score";
import { WorldLab } from "./lab";
import { FORMS_NOT_MADE, NOT_MADE } from "./not-made";

interface Options {
  readonly count: string;
  readonly seed: string;
  readonly code?: string;
  readonly only?: string;
  readonly write?: string;
  readonly json?: boolean;
  readonly list?: boolean;
}
const options = new Command()
  .option("--count <n>", "how many worlds", "200")
  .option("--seed <s>", "which worlds", "1")
  .option("--code <code>", "only this cause, or cause/form")
  .option("--only <index>", "only the world of this index")
  .option("--write <folder>", "writes every world whose verdict is wrong as a scenario file")
  .option("--list", "names every world whose verdict is wrong")
  .option("--json", "the figures as one JSON object")
  .parse()
  .opts<Options>();

const notMade = [...Object.entries(NOT_MADE), ...FORMS_NOT_MADE].map(([what, why]) => `  ${what}: ${why}`);

async function main(): Promise<void> {
  const among = injectionsOf(options.code),
    seed = Number(options.seed);
  if (among.length === 0) throw new Error(`There is no injection of ${options.code}.`);
  const indexes =
    options.only === undefined ? Array.from({ length: Number(options.count) }, (_, i) => i) : [Number(options.only)];
  const all: Judged[] = [];
  let lab: WorldLab | undefined,
    making = 0,
    judging = 0;
  try {
    for (const index of indexes) {
      const began = performance.now();
      const made = makeWorld(injectionAt(seed, index, among), seed, index);
      const ready = performance.now();
      lab ??= await WorldLab.start(made.world);
      const line = await lab.judge(made.id, made.world, made.ask);
      making += ready - began;
      judging += performance.now() - ready;
      const result = judged(made, line);
      all.push(result);
      if (result.right && options.only === undefined) continue;
      if (options.list === true || options.only !== undefined)
        console.log(
          `${made.id} ${made.code} (${made.form}): ${result.got} [${result.confidence}]\n    ask: ${made.ask}\n    ${line.findings.map((f) => `${f.code} (${f.confidence}, ${f.standing})`).join("; ")}`,
        );
      if (options.write === undefined) continue;
      await mkdir(options.write, { recursive: true });
      await writeFile(join(options.write, `${made.code}-${made.id}.json`), JSON.stringify(scenarioOf(made), null, 1));
    }
  } finally {
    await lab?.close();
  }
  const figures = figuresOf(all);
  if (options.json === true) {
    console.log(JSON.stringify(figures));
    return;
  }
  console.log(report(figures));
  if (options.code === undefined) console.log(`\nnot made\n${notMade.join("\n")}`);
  console.log(`\n${all.length} worlds; made in ${Math.round(making)} ms, judged in ${Math.round(judging)} ms`);
}
// A reader such as `head` may leave early.
process.stdout.on("error", () => process.exit(0));
void main();
