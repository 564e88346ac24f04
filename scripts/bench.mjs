/** `npm run bench`: every benchmark, each a process of its own, one after the other; ends with 1 where a goal is missed. Names given run only those. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, root } from "./setup.mjs";

const BENCHES = ["verdict", "hours", "first-card", "store", "start", "crowd"];
ensureInstalled();
ensureBuilt();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}; wanted is one of ${BENCHES.join(", ")}.`);
  process.exit(2);
}
const missed = (wanted.length > 0 ? wanted : BENCHES).filter((name) => {
  console.log(`\n— ${name}`);
  const file = join("bench", `${name}.ts`);
  return (
    spawnSync(process.execPath, ["--no-deprecation", "--import", "tsx", file], { cwd: root, stdio: "inherit" })
      .status !== 0
  );
});
console.log(missed.length === 0 ? "\nEvery goal is met." : `\nMissed: ${missed.join(", ")}`);
process.exit(missed.length === 0 ? 0 : 1);
