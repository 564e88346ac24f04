/** `npm run bench hours`: 20 and 2,000 triages in an hour of a simulated clock, against Graph's limits. Ends with 1 where a goal is missed. */
import { triagesOver } from "./hour";

const MOST_HEALTH_READS = 12,
  LONGEST_WAIT_MS = 1_000;

async function main(): Promise<void> {
  let missed = false;
  const goal = (met: boolean, text: string): void => {
    missed ||= !met;
    console.log(`${met ? "  " : "! "}${text}`);
  };
  for (const perHour of [20, 2_000]) {
    const hour = await triagesOver(60, perHour);
    console.log(`${hour.triages} triages in an hour of the simulated clock:`);
    for (const [path, reads] of hour.healthReads)
      if (path.startsWith("/admin/"))
        goal(reads <= MOST_HEALTH_READS, `${path}: ${reads} reads (at most ${MOST_HEALTH_READS})`);
      else console.log(`  ${path}: ${reads} reads (kept for a minute)`);
    goal(hour.refused === 0, `${hour.refused} requests refused with 429 (none)`);
    goal(
      hour.longestWaitMs <= LONGEST_WAIT_MS,
      `a verdict waited ${hour.longestWaitMs} ms of the simulated clock at most (${LONGEST_WAIT_MS})`,
    );
    goal(
      hour.silent === 0,
      `${hour.withoutLogs} came without logs; ${hour.silent} of them did not say so or did not lower their word (none)`,
    );
    if (perHour > 1_800) goal(hour.withoutLogs > 0, "the log budget was spent (it must be, or nothing is shown)");
  }
  process.exitCode = missed ? 1 : 0;
}
void main();
