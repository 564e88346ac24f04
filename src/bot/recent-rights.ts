/** The right to read for what Teams presses by itself: read from the directory once a minute at most, however often a card refreshes (security reference C7). */
import type { Person } from "../domain";
import type { CaseService } from "../cases/contract";

/** How long a right that was read counts for a refresh, ms: as long as it counts for a run. */
const RECENT_MS = 60_000;
/** People whose rights are kept; whoever was read longest ago goes first. */
const KEPT = 1_000;

/** Rights of one bot, as they were read last. */
export class RecentRights {
  readonly #read = new Map<string, { readonly atMs: number; readonly allowed: Promise<boolean> }>();
  constructor(
    private readonly service: Pick<CaseService, "authorise">,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}
  /** Never for a click. */
  mayRead(by: Person): Promise<boolean> {
    const known = this.#read.get(by.id);
    if (known !== undefined && this.nowMs() - known.atMs < RECENT_MS) return known.allowed;
    const allowed = this.service.authorise("read", by).then((a) => a.allowed);
    this.#read.delete(by.id);
    this.#read.set(by.id, { atMs: this.nowMs(), allowed });
    for (const id of this.#read.keys()) {
      if (this.#read.size <= KEPT) break;
      this.#read.delete(id);
    }
    return allowed;
  }
}
