/** `npm run differential -- --count N --seed S [--show K]`: how many subjects, how many differences by rule; K of each rule in full. */
import { parseArgs } from "node:util";
import { differential } from "./differential";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    show: { type: "string", default: "1" },
  },
});
const number = (name: "count" | "seed" | "show"): number => {
  const n = Number(values[name]);
  if (!Number.isInteger(n) || n < 0) throw new Error(`--${name} is a whole number`);
  return n;
};
void differential(number("count"), number("seed")).then((found) => {
  const byRule = new Map<string, typeof found>();
  for (const d of found) byRule.set(d.rule, [...(byRule.get(d.rule) ?? []), d]);
  for (const [rule, all] of [...byRule].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`${rule}: ${all.length}`);
    for (const d of all.slice(0, number("show")))
      console.log(`  #${d.subject} product ${d.product}, witness ${d.witness}: ${d.about}`);
  }
  console.log(`${values.count} subjects, ${found.length} differences by ${byRule.size} rules (seed ${values.seed})`);
  process.exitCode = found.length === 0 ? 0 : 1;
});
