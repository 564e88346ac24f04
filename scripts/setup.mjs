/** What every command needs on a fresh clone: the packages installed as the lock file says, and the sources built. Speaks on stderr, so that stdout stays the command's own. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (text) => process.stderr.write(`${text}\n`);
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

function run(command, args, what) {
  const r = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
    env: { ...process.env, TEAMSFX_TELEMETRY: "off" },
  });
  if (r.status !== 0) {
    say(
      `${what} failed (${r.error?.message ?? `exit code ${r.status}`}). Run \`${command} ${args.join(" ")}\` to see why.`,
    );
    process.exit(1);
  }
}

export function ensureInstalled() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".sync-triage-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("Installing packages (once, about half a minute) …");
  run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], "Installing the packages");
  writeFileSync(stamp, lock);
}

function newest(folder) {
  let at = 0;
  for (const e of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, e.name);
    at = Math.max(at, e.isDirectory() ? newest(path) : /\.(ts|json)$/.test(e.name) ? statSync(path).mtimeMs : 0);
  }
  return at;
}
export function ensureBuilt() {
  const stamp = join(root, "dist", ".built");
  const at = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (at > Math.max(newest(join(root, "src")), statSync(join(root, "tsconfig.build.json")).mtimeMs)) return;
  say("Building …");
  run(
    process.execPath,
    [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json"],
    "The build",
  );
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, "");
}
