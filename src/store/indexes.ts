/** What is asked of all cases and approvals, answered from memory: built at the start, kept by each put. Some 200 bytes a case. */
import { isPassing, type Approval, type TriageCase } from "../domain";

interface Opened {
  readonly id: string;
  readonly openedAt: string;
}
/** Cases by age, by conversation, by when a follow-up is due, and those with a repair under way. */
export class CaseIndex {
  readonly #known = new Set<string>();
  /** Oldest first. */
  readonly #byAge: Opened[] = [];
  readonly #latest = new Map<string, Opened>();
  /** When the follow-up is due, ms since 1970. */
  readonly #due = new Map<string, number>();
  readonly #passing = new Set<string>();

  put(c: TriageCase): void {
    if (c.followUpAt === undefined) this.#due.delete(c.id);
    else this.#due.set(c.id, Date.parse(c.followUpAt));
    if (isPassing(c.state)) this.#passing.add(c.id);
    else this.#passing.delete(c.id);
    if (this.#known.has(c.id)) return; // neither its age nor its conversation ever changes
    this.#known.add(c.id);
    const entry = { id: c.id, openedAt: c.openedAt };
    let at = this.#byAge.length;
    while (at > 0 && this.#byAge[at - 1]!.openedAt > c.openedAt) at--;
    this.#byAge.splice(at, 0, entry);
    const latest = this.#latest.get(c.conversationId);
    if (latest === undefined || latest.openedAt <= c.openedAt) this.#latest.set(c.conversationId, entry);
  }
  latestIn(conversationId: string): string | undefined {
    return this.#latest.get(conversationId)?.id;
  }
  /** Newest first. */
  newest(n: number): string[] {
    return n <= 0
      ? []
      : this.#byAge
          .slice(-n)
          .reverse()
          .map((c) => c.id);
  }
  passing(): string[] {
    return [...this.#passing];
  }
  /** Longest due first. */
  dueBefore(at: Date): string[] {
    const due = [...this.#due].filter(([, ms]) => ms <= at.getTime());
    return due.sort(([, a], [, b]) => a - b).map(([id]) => id);
  }
}
/** Approvals that have not ended. */
export class OpenApprovals {
  readonly #open = new Set<string>();
  put(a: Approval): void {
    if (a.endedAt === undefined) this.#open.add(a.id);
    else this.#open.delete(a.id);
  }
  ids(): string[] {
    return [...this.#open];
  }
}
