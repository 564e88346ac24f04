/** `doctor`: one look at what this machine is set up for. Ends with 1 where there is a problem; what was not checked is none. */
import { EXIT } from "./exit";
import { LOOKS, type Look, type Machine, type Seen } from "./doctor-looks";
import { plain, tableOf, TERMINAL } from "./terminal";
import { tenantPorts } from "./wire";

export type Looked = Seen & { readonly id: string };
/** All looks, side by side. One that fails itself was not checked. */
export const lookAt = (machine: Machine, looks: readonly Look[] = LOOKS): Promise<Looked[]> =>
  Promise.all(
    looks.map(async ({ id, look }) => ({
      id,
      ...(await look(machine).catch((error: Error): Seen => ({ state: "not-checked", says: error.message }))),
    })),
  );
const MARK = { ok: "✓ ok", problem: "✗ problem", "not-checked": "? not checked" } as const;
/** Looks of one program that saw the same, as one row. */
function rowsOf(looked: readonly Looked[]): string[][] {
  const rows = new Map<string, { first: Looked; more: number }>();
  for (const l of looked) {
    const same = `${l.id.split(".")[0]!} ${l.state} ${l.says}`,
      row = rows.get(same);
    if (row === undefined) rows.set(same, { first: l, more: 0 });
    else row.more++;
  }
  return [...rows.values()].map(({ first, more }) => [
    more === 0 ? first.id : `${first.id} and ${more} more`,
    MARK[first.state],
    first.says,
  ]);
}
/** A table of what was seen, and below it what to do about each problem. */
export function linesOf(looked: readonly Looked[]): string[] {
  const todo = looked.flatMap((l) => (l.state === "problem" ? [`  ${l.id}: ${plain(l.todo)}`] : []));
  return [
    ...tableOf(["look", "state", "what was seen"], rowsOf(looked)),
    "",
    ...(todo.length === 0 ? ["No problem was seen."] : ["What to do:", ...todo]),
  ];
}
export async function doctorCommand({ json = false }: { json?: boolean }, root: string): Promise<number> {
  const looked = await lookAt({ env: process.env, node: process.versions.node, root, ports: tenantPorts });
  (json ? looked.map((l) => JSON.stringify(l)) : linesOf(looked)).forEach(TERMINAL.out);
  return looked.some((l) => l.state === "problem") ? EXIT.wrong : EXIT.done;
}
