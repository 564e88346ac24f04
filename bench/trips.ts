/** Every HTTP request to Graph and every call over the relay of one triage, delayed as on a real line and recorded. */
import { setTimeout as wait } from "node:timers/promises";
import { RelaySender } from "../src/relay";

export interface Trip {
  readonly to: "graph" | "relay";
  readonly from: number;
  readonly until: number;
  /** The paths that were read: one, or those of a $batch. */
  readonly reads: readonly string[];
}
export interface Delays {
  readonly graphMs: number;
  readonly relayMs: number;
}

/** The level of each trip: one more than the deepest trip that had ended when it started. */
export function levelsOf(trips: readonly Trip[]): number[] {
  const order = trips.map((_, i) => i).sort((a, b) => trips[a]!.from - trips[b]!.from),
    levels: number[] = [];
  for (const i of order) {
    const before = order.filter((j) => levels[j] !== undefined && trips[j]!.until <= trips[i]!.from);
    levels[i] = 1 + Math.max(0, ...before.map((j) => levels[j]!));
  }
  return levels;
}
/** The longest chain of trips of which each started after the one before had ended. */
export const depthOf = (trips: readonly Trip[]): number => Math.max(0, ...levelsOf(trips));
/** The time that the slowest trip of each level takes, all levels together, ms: what no plan with these levels undercuts. */
export function slowestByLevel(trips: readonly Trip[]): number {
  const levels = levelsOf(trips),
    slowest = new Map<number, number>();
  trips.forEach((t, i) => slowest.set(levels[i]!, Math.max(slowest.get(levels[i]!) ?? 0, t.until - t.from)));
  return [...slowest.values()].reduce((a, b) => a + b, 0);
}

/** Stands in front of fetch and of the relay until `stop`. */
export function recordTrips(delays: Delays): { take(): Trip[]; stop(): void } {
  const real = { fetch: globalThis.fetch, send: RelaySender.prototype.send };
  let trips: Trip[] = [];
  const timed = async <T>(to: Trip["to"], ms: number, reads: readonly string[], work: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    try {
      const [out] = await Promise.all([work(), wait(ms)]);
      return out;
    } finally {
      trips.push({ to, from, until: performance.now(), reads });
    }
  };
  globalThis.fetch = (input, init) =>
    timed("graph", delays.graphMs, readsOf(input, init), () => real.fetch(input, init));
  RelaySender.prototype.send = function (this: RelaySender, ...args) {
    return timed("relay", delays.relayMs, [], () => real.send.apply(this, args));
  };
  return {
    take: () => {
      const out = trips;
      trips = [];
      return out;
    },
    stop: () => {
      globalThis.fetch = real.fetch;
      RelaySender.prototype.send = real.send;
    },
  };
}
function readsOf(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): string[] {
  const url = new URL(input instanceof Request ? input.url : String(input)),
    path = url.pathname.replace(/^\/(v1\.0|beta)/, "");
  if (path !== "/$batch" || typeof init?.body !== "string") return [path];
  const body = JSON.parse(init.body) as { requests: { url: string }[] };
  return body.requests.map((r) => r.url);
}
