/** `node scripts/tsx.mjs FILE …`: sets up what is missing, then runs a TypeScript file of the project with the rest of the line. */
import { spawnSync } from "node:child_process";
import { ensureInstalled, root } from "./setup.mjs";

ensureInstalled();
const { status } = spawnSync(process.execPath, ["--no-deprecation", "--import", "tsx", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);
