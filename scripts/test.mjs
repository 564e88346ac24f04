/** `npm test`: everything. What this machine lacks (a browser for the Playground pass) is skipped by name, never silently. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, root } from "./setup.mjs";

ensureInstalled();
ensureBuilt();
const bin = (...p) => join(root, "node_modules", ...p);
const run = (name, args, env = {}) => {
  console.log(`— ${name}`);
  const r = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  return r.status ?? 1;
};
const format = run("format", [bin("prettier", "bin", "prettier.cjs"), "--check", "--log-level=warn", "."]);
const types = run("types", [bin("typescript", "bin", "tsc"), "-p", "tsconfig.json", "--noEmit"]);
const lint = run("lint", [bin("eslint", "bin", "eslint.js"), "."]);
const docs = run("docs fresh", ["--no-deprecation", join(root, "dist", "cli", "main.js"), "docs", "--check"]);
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
const tests = run(
  "tests",
  [
    bin("mocha", "bin", "mocha.js"),
    "--import=tsx",
    "--forbid-only",
    "--fail-zero",
    "--exit",
    "--timeout",
    "120000",
    "--reporter",
    "scripts/reporter.cjs",
    "test/**/*.spec.ts",
  ],
  chromium === undefined ? {} : { CHROMIUM: chromium },
);
for (const [name, status] of Object.entries({ format, types, lint, "docs fresh": docs }))
  if (status !== 0) console.error(`${name}: failed`);
process.exit(format || types || lint || docs || tests);
