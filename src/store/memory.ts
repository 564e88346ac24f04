/** Cases, approvals and audit in memory, for the command line and for tests. Compare-and-set as in the durable stores. */
import type { Approval, Earlier, RootCause, TriageCase } from "../domain";
import type { Audit, AuditEntry, CaseStore } from "../ports";
import { CaseIndex, OpenApprovals } from "./indexes";
import { mustFollow } from "./revision";

class Shelf<T extends { readonly id: string; readonly revision: number }> {
  readonly #items = new Map<string, T>();
  get(id: string): T | undefined {
    return this.#items.get(id);
  }
  /** Those of these that are there. */
  some(ids: readonly string[]): T[] {
    return ids.flatMap((id) => this.#items.get(id) ?? []);
  }
  put(item: T): void {
    mustFollow(this.#items.get(item.id)?.revision, item);
    this.#items.set(item.id, structuredClone(item));
  }
}
export class MemoryStore implements CaseStore {
  readonly #cases = new Shelf<TriageCase>();
  readonly #approvals = new Shelf<Approval>();
  readonly #index = new CaseIndex();
  readonly #open = new OpenApprovals();
  async getCase(id: string): Promise<TriageCase | undefined> {
    return this.#cases.get(id);
  }
  async putCase(c: TriageCase): Promise<void> {
    this.#cases.put(c);
    this.#index.put(c);
  }
  async latestIn(conversationId: string): Promise<TriageCase | undefined> {
    const id = this.#index.latestIn(conversationId);
    return id === undefined ? undefined : this.#cases.get(id);
  }
  async newest(n: number): Promise<TriageCase[]> {
    return this.#cases.some(this.#index.newest(n));
  }
  async earlierOf(cause: RootCause): Promise<Earlier | undefined> {
    return this.#index.earlierOf(cause);
  }
  async dueBefore(at: Date): Promise<TriageCase[]> {
    return this.#cases.some(this.#index.dueBefore(at));
  }
  async passing(): Promise<TriageCase[]> {
    return this.#cases.some(this.#index.passing());
  }
  async getApproval(id: string): Promise<Approval | undefined> {
    return this.#approvals.get(id);
  }
  async putApproval(a: Approval): Promise<void> {
    this.#approvals.put(a);
    this.#open.put(a);
  }
  async openApprovals(): Promise<Approval[]> {
    return this.#approvals.some(this.#open.ids());
  }
}
export class MemoryAudit implements Audit {
  readonly entries: AuditEntry[] = [];
  async append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
  }
  refusesWrites(): undefined {
    return undefined;
  }
}
