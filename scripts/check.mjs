/** `npm run check`: format, types, lint with the room rules, docs fresh, the fast tests. */
import { ensureInstalled } from "./setup.mjs";
import { runSteps } from "./steps.mjs";
import { mochaStep, specFiles, staticSteps } from "./tests.mjs";

ensureInstalled();
/** What starts programs, kills them or floods them, and what makes worlds, takes longer than a check may. */
const LONG = ["e2e", "properties", "worlds", "crash", "storms", "hostile", "cli", "metamorphic"];
const fast = mochaStep("fast tests", specFiles(LONG), 20_000);
const failed = await runSteps([staticSteps, [fast]]);
for (const name of failed) console.error(`${name}: failed`);
process.exit(failed.length > 0 ? 1 : 0);
