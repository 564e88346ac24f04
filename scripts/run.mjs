#!/usr/bin/env node
/** `npx sync-triage <command>`, `npm run <command>`: sets up what is missing, then runs the command in its own process and passes signals on. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, root } from "./setup.mjs";

ensureInstalled();
ensureBuilt();
const child = spawn(
  process.execPath,
  ["--enable-source-maps", "--no-deprecation", join(root, "dist", "cli", "main.js"), ...process.argv.slice(2)],
  { stdio: "inherit", env: { ...process.env, SYNC_TRIAGE_CWD: process.env.INIT_CWD ?? process.cwd() } },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm passes a signal to its shell, and the shell dies with it: whoever loses its parent has been asked to end.
const parent = process.ppid;
const orphaned = setInterval(() => {
  if (process.ppid !== parent) {
    clearInterval(orphaned);
    process.stderr.write("Whoever started this has ended, so it ends too.\n");
    child.kill("SIGTERM");
  }
}, 250);
orphaned.unref();
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGTERM" || signal === "SIGINT" ? 0 : 1)));
