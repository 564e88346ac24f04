/** The program's entry. */
import { join } from "node:path";
import { runCommandLine } from "./program";

runCommandLine(process.argv.slice(2), {
  root: join(__dirname, "..", ".."),
  cwd: process.env["SYNC_TRIAGE_CWD"] ?? process.cwd(),
}).then((code) => {
  process.exitCode = code;
});
