/** What hardly changes in a tenant is read once for all triages of the process and kept for a stated time. */
import { unreadable } from "../domain";
import type { TenantKey, TenantReads } from "../ports";

/**
 * How long each read is kept, ms. Service health allows 800 reads an hour (Service Communications):
 * kept for five minutes, it is read at most twelve times an hour.
 */
const KEPT_MS: Readonly<Record<TenantKey, number>> = {
  "entra.organization": 60_000,
  "entra.domains": 60_000,
  "entra.synchronization": 60_000,
  "entra.syncAccounts": 60_000,
  "entra.serviceIssues": 301_000,
  syncApplications: 600_000,
};
/** What could not be read is not asked for again at once: a refusal that repeats is no news, and a throttled service wants rest. */
const UNREADABLE_MS = 30_000;
export const TENANT_KEYS = Object.keys(KEPT_MS) as readonly TenantKey[];

export interface KeeperOptions {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** What is kept counts only while this stays the same; the lab gives the revision of its world. */
  readonly version?: () => unknown;
}
const NOT_READ = unreadable("not-asked", "the read left it out");
interface Kept {
  readonly reads: Promise<Partial<TenantReads>>;
  until: number;
}

export class Keeper {
  readonly #kept = new Map<TenantKey, Kept>();
  #version: unknown;
  constructor(private readonly o: KeeperOptions) {
    this.#version = o.version?.();
  }
  /**
   * Everything of the tenant. `read` is asked once for all that is missing or too old, and those who come meanwhile wait for the same answer;
   * `anew` reads everything, and what it reads is kept for the others.
   */
  async tenant(
    read: (keys: readonly TenantKey[]) => Promise<Partial<TenantReads>>,
    anew: boolean,
  ): Promise<TenantReads> {
    const version = this.o.version?.();
    if (version !== this.#version) this.#kept.clear();
    this.#version = version;
    const missing = TENANT_KEYS.filter((k) => anew || (this.#kept.get(k)?.until ?? -Infinity) <= this.o.now());
    if (missing.length > 0) this.#keep(missing, read(missing));
    const parts = await Promise.all(
      TENANT_KEYS.map(async (key) => ({ [key]: (await this.#kept.get(key)?.reads)?.[key] ?? NOT_READ })),
    );
    return Object.assign({}, ...parts);
  }
  #keep(keys: readonly TenantKey[], reads: Promise<Partial<TenantReads>>): void {
    for (const key of keys) {
      const kept: Kept = { reads, until: this.o.now() + KEPT_MS[key] };
      this.#kept.set(key, kept);
      void reads.then(
        (r) => {
          if (r[key]?.state === "unreadable") kept.until = Math.min(kept.until, this.o.now() + UNREADABLE_MS);
        },
        () => this.#kept.delete(key),
      );
    }
  }
}
