/**
 * The log APIs (sign-ins, audits, provisioning) allow five requests in ten seconds for one app in one tenant, all three together
 * (Graph reference §11, §14.1). One pacer stands for the whole process: it hands out turns, and says at once where none is near enough.
 */
export interface PacerOptions {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly turns?: number;
  readonly windowMs?: number;
}
/** Over the ten seconds: requests that left evenly may arrive closer together. */
const MARGIN_MS = 250;

export class Pacer {
  /** When each of the latest turns is, or was; never more than `turns` of them. */
  readonly #given: number[] = [];
  readonly #turns: number;
  readonly #windowMs: number;
  constructor(private readonly o: PacerOptions) {
    this.#turns = o.turns ?? 5;
    this.#windowMs = (o.windowMs ?? 10_000) + MARGIN_MS;
  }
  /** Waits for the next turn; false, at once and without taking it, where it is further off than `patienceMs`. */
  async turn(patienceMs: number): Promise<boolean> {
    const now = this.o.now(),
      oldest = this.#given.length < this.#turns ? -Infinity : this.#given[0]!,
      at = Math.max(now, oldest + this.#windowMs);
    if (at - now > patienceMs) return false;
    this.#given.push(at);
    if (this.#given.length > this.#turns) this.#given.shift();
    if (at > now) await this.o.sleep(at - now);
    return true;
  }
}
