/** `npm run intents`: every sentence of the table read, counts by intent, and what was read wrong. `--list` prints each row. Ends with 1 where the figure is missed. */
import { parseArgs } from "node:util";
import { GOAL, isClaim, isRight, rowOf, sentences, type Row } from "./table";

const { values: options } = parseArgs({ options: { list: { type: "boolean", default: false } } });
const percent = (n: number, of: number): string => `${n} of ${of} (${((100 * n) / Math.max(of, 1)).toFixed(1)} %)`;
function summary(title: string, rows: readonly Row[]): void {
  const named = rows.flatMap((r) => r.subjects).length,
    lost = rows.flatMap((r) => r.lost).length;
  console.log(
    `${title.padEnd(10)} intent right: ${percent(rows.filter(isRight).length, rows.length)}, subjects right: ${percent(named - lost, named)}, claims about nobody: ${rows.filter(isClaim).length}`,
  );
}
function main(): void {
  const rows = sentences().map(rowOf);
  for (const r of rows.filter((x) => options.list || !isRight(x) || x.lost.length + x.strange.length > 0))
    console.log(
      `${r.by}  ${r.intent}${isRight(r) ? "" : ` → ${r.read}`}  ${JSON.stringify(r.text.slice(0, 160))}${r.lost.length > 0 ? `  lost: ${r.lost.join(" | ")}` : ""}${r.strange.length > 0 ? `  beside: ${r.strange.length}` : ""}`,
    );
  console.log(`\n${"intent".padEnd(14)}${"right".padStart(8)}${"of".padStart(8)}`);
  for (const intent of [...new Set(rows.map((r) => r.intent))].sort()) {
    const own = rows.filter((r) => r.intent === intent);
    console.log(
      `${intent.padEnd(14)}${String(own.filter(isRight).length).padStart(8)}${String(own.length).padStart(8)}`,
    );
  }
  console.log("");
  summary("all", rows);
  for (const by of new Set(rows.map((r) => r.by)))
    summary(
      by,
      rows.filter((r) => r.by === by),
    );
  const right = rows.filter((r) => isRight(r) && r.lost.length === 0);
  console.log(`whole      right in intent and subjects: ${percent(right.length, rows.length)}`);
  process.exitCode = rows.some(isClaim) || rows.filter(isRight).length < GOAL * rows.length ? 1 : 0;
}
main();
