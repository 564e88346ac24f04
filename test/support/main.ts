import { join } from "node:path";

/** How node starts the command line: as it was built where `npm test` has just built it, else from the sources. */
export const MAIN: readonly string[] = [
  "--no-deprecation",
  ...(process.env["SYNC_TRIAGE_BUILT"] === "1"
    ? [join("dist", "cli", "main.js")]
    : ["--import", "tsx", join("src", "cli", "main.ts")]),
];
