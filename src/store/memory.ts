/** Cases, approvals and audit in memory, for the command line and for tests. Compare-and-set as in the durable stores. */
import type { Approval, TriageCase } from "../domain";
import type { Audit, AuditEntry, CaseStore } from "../ports";
import { mustFollow } from "./revision";

class Shelf<T extends { readonly id: string; readonly revision: number }> {
  readonly #items = new Map<string, T>();
  get(id: string): T | undefined {
    return this.#items.get(id);
  }
  all(): T[] {
    return [...this.#items.values()];
  }
  put(item: T): void {
    mustFollow(this.#items.get(item.id)?.revision, item);
    this.#items.set(item.id, structuredClone(item));
  }
}
export class MemoryStore implements CaseStore {
  readonly #cases = new Shelf<TriageCase>();
  readonly #approvals = new Shelf<Approval>();
  getCase(id: string): Promise<TriageCase | undefined> {
    return Promise.resolve(this.#cases.get(id));
  }
  async putCase(c: TriageCase): Promise<void> {
    this.#cases.put(c);
  }
  listCases(): Promise<TriageCase[]> {
    return Promise.resolve(this.#cases.all());
  }
  getApproval(id: string): Promise<Approval | undefined> {
    return Promise.resolve(this.#approvals.get(id));
  }
  async putApproval(a: Approval): Promise<void> {
    this.#approvals.put(a);
  }
  listApprovals(): Promise<Approval[]> {
    return Promise.resolve(this.#approvals.all());
  }
}
export class MemoryAudit implements Audit {
  readonly entries: AuditEntry[] = [];
  async append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
  }
}
