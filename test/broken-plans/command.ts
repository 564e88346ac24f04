/**
 * `npm run broken-plans`: every form of plan that the worlds offer, each step refused, its answer lost, or timed out, and put back; refused, and gone on
 * with; and the whole plan undone. `-- --world PART` walks the worlds whose path holds it, `--most N` so many worlds of one form (1), `--list` prints each row.
 * Ends with 1 where a difference is named nowhere, or a sentence is untrue.
 */
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { FAULTS } from "./fault";
import { formsIn, rowsOf, type Came, type Row } from "./table";

const { values: options } = parseArgs({
  options: {
    world: { type: "string", multiple: true },
    most: { type: "string", default: "1" },
    list: { type: "boolean", default: false },
  },
});
const worlds = ["cases", "own"]
  .flatMap((folder) => readdirSync(`test/scenarios/${folder}`).map((f) => `${folder}/${f}`))
  .filter((f) => f.endsWith(".json") && (options.world?.some((w) => f.includes(w)) ?? true));

const where = ({ offer, broken, purpose }: Row): string =>
  `${offer.remediation} (${offer.world})${broken === undefined ? "" : `, step ${broken.step + 1} ${broken.fault}`}, ${purpose}`;
const came = (rows: readonly Row[]): string => {
  const count = new Map<Came, number>();
  for (const r of rows) count.set(r.came, (count.get(r.came) ?? 0) + 1);
  return [...count].map(([c, n]) => `${c}${n === 1 ? "" : ` ×${n}`}`).join(", ");
};
function printRows(rows: readonly Row[]): void {
  for (const { came: c, untrue, notes, ...r } of rows)
    if (options.list || c === "UNNAMED" || untrue.length > 0) {
      console.log(`${where(r as Row)}: ${c}`);
      for (const note of [...notes, ...untrue.map((t) => `UNTRUE: ${t}`)]) console.log(`    ${note}`);
    }
}
function printTable(rows: readonly Row[]): void {
  const forms = [...new Set(rows.map((r) => r.offer))];
  console.log(`\n${"remediation".padEnd(28)}${"step".padEnd(30)}${FAULTS.map((f) => f.padEnd(14)).join("")}`);
  for (const offer of forms) {
    const own = rows.filter((r) => r.offer === offer);
    offer.kinds.forEach((kind, step) => {
      const cells = FAULTS.map((fault) =>
        came(own.filter((r) => r.purpose === "put-back" && r.broken?.step === step && r.broken.fault === fault)).padEnd(
          14,
        ),
      );
      console.log(
        `${(step === 0 ? offer.remediation : "").padEnd(28)}${`${step + 1} ${kind}`.padEnd(30)}${cells.join("")}`,
      );
    });
  }
  for (const purpose of ["put-back", "go-on", "undo"] as const)
    console.log(`${purpose}: ${came(rows.filter((r) => r.purpose === purpose))}`);
  const lies = rows.flatMap((r) => r.untrue).length;
  console.log(
    `plans: ${forms.length}   remediations: ${new Set(forms.map((f) => f.remediation)).size}   walks: ${rows.length}   ` +
      `differences without a name: ${rows.filter((r) => r.came === "UNNAMED").length}   untrue sentences: ${lies}`,
  );
}
async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const offer of await formsIn(worlds, Number(options.most))) {
    const own = await rowsOf(offer);
    printRows(own);
    rows.push(...own);
  }
  if (rows.length === 0) throw new Error("No world offers a plan.");
  printTable(rows);
  process.exitCode = rows.some((r) => r.came === "UNNAMED" || r.untrue.length > 0) ? 1 : 0;
}
void main();
