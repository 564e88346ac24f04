/** How much one person may ask, and all together: what is over it is answered with "busy", and starts nothing. */

/** A bucket of that many, full at first and refilled evenly. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}
/** A person works through a list by hand; a tenant is some help desks. In people asked about, words included. */
export const ASK_RATES: AskRates = {
  person: { burst: 40, perMinute: 20 },
  tenant: { burst: 500, perMinute: 250 },
};
export interface AskRates {
  readonly person: Rate;
  readonly tenant: Rate;
}
const MINUTE_MS = 60_000;
/** So many persons are kept in mind before those whose bucket is full again are let go. */
const PERSONS = 1_000;

interface Bucket {
  left: number;
  atMs: number;
}
/** Who asked how much. Kept in memory: a restart fills all buckets. */
export class Budget {
  readonly #persons = new Map<string, Bucket>();
  readonly #told = new Map<string, number>();
  readonly #tenant: Bucket;
  constructor(
    private readonly rates: AskRates = ASK_RATES,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.#tenant = { left: rates.tenant.burst, atMs: nowMs() };
  }
  /** Takes `n` whole, or nothing; says whose budget does not reach. */
  take(personId: string, n: number): "granted" | "person" | "tenant" {
    const person = this.#bucketOf(personId),
      { rates } = this;
    this.#refill(person, rates.person);
    this.#refill(this.#tenant, rates.tenant);
    if (person.left < n) return "person";
    if (this.#tenant.left < n) return "tenant";
    person.left -= n;
    this.#tenant.left -= n;
    return "granted";
  }
  /** True once a minute for each person: who floods is not answered with a flood. */
  mayTell(personId: string): boolean {
    const now = this.nowMs(),
      last = this.#told.get(personId);
    if (last !== undefined && now - last < MINUTE_MS) return false;
    for (const [id, at] of this.#told) if (now - at >= MINUTE_MS) this.#told.delete(id);
    this.#told.set(personId, now);
    return true;
  }
  #bucketOf(personId: string): Bucket {
    const known = this.#persons.get(personId);
    if (known !== undefined) return known;
    if (this.#persons.size >= PERSONS) this.#forgetFull();
    const made = { left: this.rates.person.burst, atMs: this.nowMs() };
    this.#persons.set(personId, made);
    return made;
  }
  #forgetFull(): void {
    for (const [id, bucket] of this.#persons) {
      this.#refill(bucket, this.rates.person);
      if (bucket.left >= this.rates.person.burst) this.#persons.delete(id);
    }
  }
  #refill(bucket: Bucket, rate: Rate): void {
    const now = this.nowMs();
    bucket.left = Math.min(rate.burst, bucket.left + ((now - bucket.atMs) * rate.perMinute) / MINUTE_MS);
    bucket.atMs = now;
  }
}
