/** The steps that check, test and properties have in common. */
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "./setup.mjs";

const bin = (...p) => join(root, "node_modules", ...p);
/** Folders whose files take longest, the longest first: begun last, one of them would keep a single core busy at the end. */
const LONG = ["e2e", "properties", "scenarios", "metamorphic", "cli", "worlds"];

/** Format, types, lint with the room rules, docs fresh; `docs` is how node starts the command line. */
export const staticSteps = [
  { name: "lint", args: [bin("eslint", "bin", "eslint.js"), "."] },
  { name: "format", args: [bin("prettier", "bin", "prettier.cjs"), "--check", "--log-level=warn", "."] },
  { name: "types", args: [bin("typescript", "bin", "tsc"), "-p", "tsconfig.json", "--noEmit"] },
  {
    name: "docs fresh",
    args: ["--no-deprecation", "--import", "tsx", join("src", "cli", "main.ts"), "docs", "--check"],
  },
];

/** All spec files below test/, long ones first, without the folders left out. */
export function specFiles(leftOut = []) {
  const files = readdirSync(join(root, "test"), { recursive: true })
    .map((file) => String(file).replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".spec.ts") && !leftOut.includes(file.split("/")[0]));
  const rank = (file) => (LONG.indexOf(file.split("/")[0]) + LONG.length + 1) % (LONG.length + 1);
  return files.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)).map((file) => `test/${file}`);
}

/** Mocha over files, as many at once as the machine has cores. */
export const mochaStep = (name, files, timeoutMs, env = {}) => ({
  name,
  env,
  args: [
    bin("mocha", "bin", "mocha.js"),
    "--import=tsx",
    "--parallel",
    "--jobs",
    String(availableParallelism()),
    "--forbid-only",
    "--fail-zero",
    "--exit",
    "--timeout",
    String(timeoutMs),
    "--reporter",
    "scripts/reporter.cjs",
    ...files,
  ],
});
