/** Which rows a test speaks of: its title, or that of what it stands in, begins with their ids, as in "A5, A12: …". */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ID = "[BACRGMDS]\\d{1,2}";
const IDS = new RegExp(`(?<![\\w.])(${ID}(?:, ?${ID})*):`, "g");

/** The ids in a full title, or in the text of a spec. */
export const idsIn = (text: string): Set<string> => new Set([...text.matchAll(IDS)].flatMap((m) => m[1]!.split(/, ?/)));
/** What mocha's --grep takes to find the tests of one row. */
export const grepOf = (id: string): string => `(^|[^\\w.])(${ID}, ?)*${id}(, ?${ID})*:`;
/** Finds every test that speaks of any row. */
export const ANY_ROW = `(^|[^\\w.])${ID}(, ?${ID})*:`;

/** Spec files below `root`/test that name rows, with the ids in their text. */
export function specsWithIds(root: string): Map<string, Set<string>> {
  const files = readdirSync(join(root, "test"), { recursive: true })
    .map((f) => `test/${String(f).replaceAll("\\", "/")}`)
    .filter((f) => f.endsWith(".spec.ts") && !f.startsWith("test/threats/"));
  const found = new Map<string, Set<string>>();
  for (const file of files.sort()) {
    const ids = idsIn(readFileSync(join(root, file), "utf8"));
    if (ids.size > 0) found.set(file, ids);
  }
  return found;
}
