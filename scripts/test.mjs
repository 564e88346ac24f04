/** `npm test`: everything. What this machine lacks (a browser for the Playground pass) is skipped by name, never silently. */
import { existsSync } from "node:fs";
import { ensureBuilt, ensureInstalled } from "./setup.mjs";
import { runSteps } from "./steps.mjs";
import { mochaStep, specFiles, staticSteps } from "./tests.mjs";

ensureInstalled();
ensureBuilt();
const chromium = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((p) => p && existsSync(p));
if (chromium === undefined)
  console.log(
    "Left out: the pass in the Agents Playground needs Chromium (set CHROMIUM to its path, or install the package `chromium`).",
  );
const tests = mochaStep("tests", specFiles(), 120_000, {
  SYNC_TRIAGE_BUILT: "1",
  ...(chromium === undefined ? {} : { CHROMIUM: chromium }),
});
const failed = await runSteps([staticSteps, [tests]]);
for (const name of failed) console.error(`${name}: failed`);
process.exit(failed.length > 0 ? 1 : 0);
