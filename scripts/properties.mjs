/** `npm run properties`: the property tests over every world, not over the sample that `npm test` takes. */
import { ensureInstalled } from "./setup.mjs";
import { runSteps } from "./steps.mjs";
import { mochaStep, specFiles } from "./tests.mjs";

ensureInstalled();
const files = specFiles().filter((file) => file.startsWith("test/properties/"));
const failed = await runSteps([[mochaStep("properties", files, 600_000, { PROPERTIES: "all" })]]);
process.exit(failed.length > 0 ? 1 : 0);
