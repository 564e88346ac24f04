/** What is asked of all cases and approvals, answered from memory: built at the start, kept by each put. Some 200 bytes a case. */
import { isPassing, type Approval, type Earlier, type RemediationId, type RootCause, type TriageCase } from "../domain";

interface Opened {
  readonly id: string;
  readonly openedAt: string;
  readonly conversationId: string;
}
interface Past {
  readonly openedAt: string;
  readonly solvedBy: RemediationId | undefined;
}
/** When a case changed last, ms since 1970: its newest line or feedback, or when it was opened. */
const changedAtMs = (c: TriageCase): number =>
  Math.max(Date.parse(c.openedAt), ...[...c.timeline, ...(c.feedback ?? [])].map((t) => Date.parse(t.at)));

/** Cases by age, by conversation, by when a follow-up is due, by their last change, and those with a repair under way. */
export class CaseIndex {
  readonly #known = new Set<string>();
  /** Oldest first. */
  readonly #byAge: Opened[] = [];
  readonly #latest = new Map<string, Opened>();
  /** When the follow-up is due, ms since 1970. */
  readonly #due = new Map<string, number>();
  readonly #passing = new Set<string>();
  /** When it changed last, ms since 1970. */
  readonly #changed = new Map<string, number>();
  /** By cause, then by case. */
  readonly #causes = new Map<RootCause, Map<string, Past>>();

  put(c: TriageCase): void {
    this.#changed.set(c.id, changedAtMs(c));
    if (c.followUpAt === undefined) this.#due.delete(c.id);
    else this.#due.set(c.id, Date.parse(c.followUpAt));
    if (isPassing(c.state)) this.#passing.add(c.id);
    else this.#passing.delete(c.id);
    this.#putCause(c);
    if (this.#known.has(c.id)) return; // neither its age nor its conversation ever changes
    this.#known.add(c.id);
    const entry = { id: c.id, openedAt: c.openedAt, conversationId: c.conversationId };
    let at = this.#byAge.length;
    while (at > 0 && this.#byAge[at - 1]!.openedAt > c.openedAt) at--;
    this.#byAge.splice(at, 0, entry);
    const latest = this.#latest.get(c.conversationId);
    if (latest === undefined || latest.openedAt <= c.openedAt) this.#latest.set(c.conversationId, entry);
  }
  remove(c: TriageCase): void {
    this.#known.delete(c.id);
    this.#due.delete(c.id);
    this.#passing.delete(c.id);
    this.#changed.delete(c.id);
    for (const cases of this.#causes.values()) cases.delete(c.id);
    const at = this.#byAge.findIndex((x) => x.id === c.id);
    if (at >= 0) this.#byAge.splice(at, 1);
    if (this.#latest.get(c.conversationId)?.id !== c.id) return;
    const latest = this.#byAge.findLast((x) => x.conversationId === c.conversationId);
    if (latest === undefined) this.#latest.delete(c.conversationId);
    else this.#latest.set(c.conversationId, latest);
  }
  /** Those whose last change is older, in no order. */
  lastChangedBefore(at: Date): string[] {
    return [...this.#changed].filter(([, ms]) => ms < at.getTime()).map(([id]) => id);
  }
  #putCause(c: TriageCase): void {
    const cause = (c.found ?? c.diagnosis)?.rootCause.code;
    if (cause === undefined) return;
    for (const cases of this.#causes.values()) cases.delete(c.id);
    const cases = this.#causes.get(cause) ?? new Map<string, Past>();
    this.#causes.set(cause, cases.set(c.id, { openedAt: c.openedAt, solvedBy: c.solvedBy }));
  }
  earlierOf(cause: RootCause): Earlier | undefined {
    const past = [...(this.#causes.get(cause)?.values() ?? [])];
    if (past.length === 0) return undefined;
    const times = new Map<RemediationId, number>();
    for (const { solvedBy } of past) if (solvedBy !== undefined) times.set(solvedBy, (times.get(solvedBy) ?? 0) + 1);
    return {
      count: past.length,
      since: past.map((p) => p.openedAt).sort()[0]!,
      solvedBy: [...times].sort(([, a], [, b]) => b - a).map(([remediation, n]) => ({ remediation, times: n })),
    };
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
  remove(id: string): void {
    this.#open.delete(id);
  }
  ids(): string[] {
    return [...this.#open];
  }
}
