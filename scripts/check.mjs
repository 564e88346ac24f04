/** `npm run check`: format, types, lint with the room rules, the fast tests, docs fresh. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, root } from "./setup.mjs";

ensureInstalled();
const bin = (...p) => join(root, "node_modules", ...p);
const steps = [
  ["format", [bin("prettier", "bin", "prettier.cjs"), "--check", "--log-level=warn", "."]],
  ["types", [bin("typescript", "bin", "tsc"), "-p", "tsconfig.json", "--noEmit"]],
  ["lint", [bin("eslint", "bin", "eslint.js"), "."]],
];
const fast = [
  "fast tests",
  [
    bin("mocha", "bin", "mocha.js"),
    "--import=tsx",
    "--forbid-only",
    "--fail-zero",
    "--exit",
    "--timeout",
    "20000",
    "--reporter",
    "scripts/reporter.cjs",
    "--ignore",
    "test/e2e/**",
    "--ignore",
    "test/properties/**",
    "test/**/*.spec.ts",
  ],
];
const docs = ["docs fresh", ["--no-deprecation", join(root, "dist", "cli", "main.js"), "docs", "--check"]];
for (const [name, args] of [...steps, fast]) run(name, args);
ensureBuilt();
run(...docs);

function run(name, args) {
  console.log(`— ${name}`);
  const r = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (r.status !== 0) {
    console.error(`${name}: failed`);
    process.exit(r.status ?? 1);
  }
}
