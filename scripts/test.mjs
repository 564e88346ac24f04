/** `npm test`: everything. What this machine lacks (a browser) is skipped by name, never silently. */
import { chromium, HOW_TO_GET_IT } from "./chromium.mjs";
import { ensureBuilt, ensureInstalled } from "./setup.mjs";
import { runSteps } from "./steps.mjs";
import { mochaStep, specFiles, staticSteps } from "./tests.mjs";

ensureInstalled();
ensureBuilt();
if (chromium === undefined)
  console.log(
    `Left out: the pass in the Agents Playground and the drawing of the cards need Chromium (${HOW_TO_GET_IT}).`,
  );
const tests = mochaStep("tests", specFiles(), 120_000, {
  SYNC_TRIAGE_BUILT: "1",
  ...(chromium === undefined ? {} : { CHROMIUM: chromium }),
});
const failed = await runSteps([staticSteps, [tests]]);
for (const name of failed) console.error(`${name}: failed`);
process.exit(failed.length > 0 ? 1 : 0);
