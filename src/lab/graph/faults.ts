/** The faults that a scenario's cloud gives: which request meets one, how often, and what it gets instead of its answer. */
import { setTimeout as wait } from "node:timers/promises";
import { GraphFailure } from "./failure";
import type { Reply } from "./emulator";
import type { WorldHandle } from "../world";

type CloudFault = WorldHandle["world"]["cloud"]["faults"][number];

/** Graph's codes for the statuses that scenarios use; any other status of a client is `Request_BadRequest`. */
const CODES: Readonly<Record<number, string>> = {
  401: "InvalidAuthenticationToken",
  403: "Authorization_RequestDenied",
  429: "TooManyRequests",
};
const codeOf = (status: number): string =>
  CODES[status] ?? (status >= 500 ? "serviceNotAvailable" : "Request_BadRequest");

/** A fault's `path` is the beginning of the request's, or `/…/`, a pattern that is found in it. */
const meets = (fault: CloudFault, method: string, path: string): boolean => {
  if (fault.method.toUpperCase() !== method && fault.method !== "*") return false;
  return fault.path.length > 1 && fault.path.startsWith("/") && fault.path.endsWith("/")
    ? new RegExp(fault.path.slice(1, -1), "i").test(path)
    : path.startsWith(fault.path);
};
const replyOf = ({ status, retryAfter, body }: CloudFault): Reply => {
  const headers = retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) };
  return typeof body === "string"
    ? { status, headers, raw: body }
    : { status, headers, body: body ?? new GraphFailure(status, codeOf(status), "A fault of the scenario.").body };
};

/** Counts how often each fault of the world was met. */
export class CloudFaults {
  readonly #met = new WeakMap<CloudFault, number>();
  constructor(
    private readonly lab: WorldHandle,
    private readonly stopping: AbortSignal,
  ) {}

  /** What the first fault that the request meets answers, after its delay; undefined where it meets none. Rejects when the emulator stops. */
  async replyTo(method: string, path: string): Promise<Reply | undefined> {
    const hit = this.lab.world.cloud.faults.find((fault) => !this.#spent(fault) && meets(fault, method, path));
    if (hit === undefined) return undefined;
    this.#met.set(hit, (this.#met.get(hit) ?? 0) + 1);
    if (hit.delayMs !== undefined) await wait(hit.delayMs, undefined, { signal: this.stopping });
    return replyOf(hit);
  }
  #spent(fault: CloudFault): boolean {
    return fault.times !== undefined && (this.#met.get(fault) ?? 0) >= fault.times;
  }
}
