/** Cases as they are stored: read, changed, written again where somebody else was faster. */
import { TriageError, type Person, type TriageCase, type Words } from "../domain";
import { StoreConflict, type CaseStore, type Clock } from "../ports";

export class CaseRecords {
  constructor(
    private readonly store: Pick<CaseStore, "getCase" | "putCase">,
    private readonly clock: Clock,
  ) {}
  /** Refuses an id that is not there. */
  async get(id: string): Promise<TriageCase> {
    const c = await this.store.getCase(id);
    if (c === undefined) throw new TriageError("no-case", "This case does not exist (any more).");
    return c;
  }
  /** The case as it is afterwards; `change` returns undefined to leave it. */
  async change(id: string, change: (c: TriageCase) => TriageCase | undefined): Promise<TriageCase> {
    for (;;) {
      const c = await this.get(id),
        next = change(c);
      if (next === undefined) return c;
      const put = { ...next, revision: c.revision + 1 };
      try {
        await this.store.putCase(put);
        return put;
      } catch (error) {
        if (!(error instanceof StoreConflict)) throw error;
      }
    }
  }
  /** The case with one line more in its timeline. */
  told(c: TriageCase, what: Words, by?: Person): TriageCase {
    const at = this.clock.now().toISOString();
    return { ...c, timeline: [...c.timeline, by === undefined ? { at, what } : { at, what, by: by.name }] };
  }
}
