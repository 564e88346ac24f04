/** The limits that a tenant's readers really meet, on the world's own clock: switched on where a test asks for them. */
import type { WorldHandle } from "../world";
import type { Reply } from "./emulator";
import { GraphFailure } from "./failure";

interface Limit {
  readonly paths: RegExp;
  readonly requests: number;
  readonly windowMs: number;
}
/** For one app in one tenant: the log APIs share five requests in ten seconds (Graph reference §14.1); service communications give 240 a minute and 800 an hour. */
const LIMITS: readonly Limit[] = [
  { paths: /^\/auditLogs\//i, requests: 5, windowMs: 10_000 },
  { paths: /\/provisionOnDemand$/i, requests: 5, windowMs: 10_000 },
  { paths: /^\/admin\/serviceAnnouncement\//i, requests: 240, windowMs: 60_000 },
  { paths: /^\/admin\/serviceAnnouncement\//i, requests: 800, windowMs: 3_600_000 },
];

/** Counts what was served in each window. */
export class Limits {
  readonly #served = LIMITS.map((limit) => ({ limit, at: [] as number[] }));
  constructor(private readonly lab: WorldHandle) {}
  /** 429 with Retry-After where a window is full; otherwise the request is counted in each of its windows. `path`: without version and query. */
  replyTo(path: string): Reply | undefined {
    const now = this.lab.now().getTime(),
      mine = this.#served.filter(({ limit }) => limit.paths.test(path));
    for (const { limit, at } of mine) {
      while (at.length > 0 && at[0]! <= now - limit.windowMs) at.shift();
      if (at.length < limit.requests) continue;
      const seconds = Math.max(1, Math.ceil((at[0]! + limit.windowMs - now) / 1000));
      const { status, body } = new GraphFailure(429, "TooManyRequests", "Too many requests in this time.");
      return { status, headers: { "Retry-After": String(seconds) }, body };
    }
    for (const { at } of mine) at.push(now);
    return undefined;
  }
}
