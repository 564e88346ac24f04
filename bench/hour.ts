/** A while of triages on a simulated clock, against the emulator with Graph's limits on: what is read, what is refused, what is said. */
import { wordsIn } from "../src/domain";
import { startReadsLab } from "../test/support/reads-lab";

/** Reads of one health path, seen from the emulator. */
export interface While {
  readonly triages: number;
  /** Items by path without version and query; those of one person's objects are not told apart. */
  readonly healthReads: ReadonlyMap<string, number>;
  readonly refused: number;
  /** Verdicts that came without the logs. */
  readonly withoutLogs: number;
  /** Of those, how many do not say so, or are as sure as with them. */
  readonly silent: number;
  /** The longest wait of a verdict, in ms of the simulated clock (which only waiting moves). */
  readonly longestWaitMs: number;
}
/** Paths that tell of the tenant's health, kept over all triages. */
const HEALTH =
  /^\/(?:v1\.0|beta)(\/admin\/serviceAnnouncement\/[^?]+|\/directory\/onPremisesSynchronization|\/organization)/;
/** A person whose verdict is certain where the audit log was read. */
const WORLD = "o-010-typo-created-second-user.json";

/** `perHour` triages an hour, evenly, for `minutes`. */
export async function triagesOver(minutes: number, perHour: number): Promise<While> {
  const lab = await startReadsLab({ limits: true }),
    { triage, clock } = await lab.of(WORLD),
    count = Math.round((minutes / 60) * perHour),
    healthReads = new Map<string, number>();
  let refused = 0,
    withoutLogs = 0,
    silent = 0,
    longestWaitMs = 0;
  try {
    for (let i = 0; i < count; i++) {
      clock.ms = Math.max(clock.ms, (i * 3_600_000) / perHour);
      const began = clock.ms,
        { diagnosis, facts } = await triage("open");
      longestWaitMs = Math.max(longestWaitMs, clock.ms - began);
      for (const { url, status } of lab.emulator.stats.log.splice(0)) {
        if (status === 429) refused++;
        const path = HEALTH.exec(url)?.[1];
        if (path !== undefined) healthReads.set(path, (healthReads.get(path) ?? 0) + 1);
      }
      const log = facts["entra.audits"];
      if (log.state !== "unreadable") continue;
      withoutLogs++;
      const said = diagnosis.notChecked.some(
        (n) => n.what === "entra.audits" && wordsIn(n.why).startsWith("throttled"),
      );
      if (!said || diagnosis.rootCause.confidence === "certain") silent++;
    }
  } finally {
    await lab.emulator.close();
  }
  return { triages: count, healthReads, refused, withoutLogs, silent, longestWaitMs };
}
