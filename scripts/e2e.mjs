/**
 * `npm run e2e`: what a person sees, in Chromium. First the flow is played in the Agents Playground; then every state of every card is drawn as
 * Teams does, and measured (`test/look/command.ts` has the options). `-- --flow` or `-- --cards` is one of the two alone; `-- --pictures` makes the pictures of the README anew.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { chromium, HOW_TO_GET_IT } from "./chromium.mjs";
import { ensureBuilt, ensureInstalled, root } from "./setup.mjs";

if (chromium === undefined) {
  console.error(`This needs Chromium: ${HOW_TO_GET_IT}.`);
  process.exit(2);
}
ensureInstalled();
ensureBuilt();
const given = process.argv.slice(2),
  options = given.filter((o) => o !== "--flow" && o !== "--cards");
const run = (...args) =>
  spawnSync(process.execPath, ["--no-deprecation", ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, CHROMIUM: chromium, SYNC_TRIAGE_BUILT: "1" },
  }).status === 0;
const flow = () =>
  run(
    join("node_modules", "mocha", "bin", "mocha.js"),
    "--import=tsx",
    "--exit",
    join("test", "e2e", "playground.spec.ts"),
  );
const cards = () => run("--import", "tsx", join("test", "look", "command.ts"), ...options);
const parts = [
  ["the flow in the Agents Playground", flow, !given.includes("--cards") && !given.includes("--pictures")],
  ["the cards as Teams draws them", cards, !given.includes("--flow")],
];
const failed = parts.filter(([name, part, isWanted]) => {
  if (!isWanted) return false;
  console.log(`— ${name}`);
  return !part();
});
for (const [name] of failed) console.error(`${name}: failed`);
process.exit(failed.length > 0 ? 1 : 0);
