/** Cases and approvals in one folder, with their indexes in memory. One process a folder. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { TriageError, type Approval, type TriageCase } from "../domain";
import type { CaseStore } from "../ports";
import { CaseIndex, OpenApprovals } from "./indexes";
import { Shelf } from "./shelf";

export class FileStore implements CaseStore {
  readonly #index = new CaseIndex();
  readonly #open = new OpenApprovals();
  private constructor(
    private readonly cases: Shelf<TriageCase>,
    private readonly approvals: Shelf<Approval>,
  ) {}
  /** Reads every record once. A broken one is told to `broken` in a sentence with its name; it stops nothing but what asks for it. */
  static async open(folder: string, broken: (says: string) => void = () => undefined): Promise<FileStore> {
    const [c, a] = [join(folder, "cases"), join(folder, "approvals")];
    await Promise.all([mkdir(c, { recursive: true }), mkdir(a, { recursive: true })]);
    return FileStore.read(folder, broken);
  }
  /** The same over a folder that must be there: nothing is made. */
  static async read(folder: string, broken: (says: string) => void = () => undefined): Promise<FileStore> {
    const store = new FileStore(new Shelf(join(folder, "cases")), new Shelf(join(folder, "approvals")));
    try {
      await store.cases.each((x) => store.#index.put(x), broken);
      await store.approvals.each((x) => store.#open.put(x), broken);
    } catch (error) {
      throw new TriageError("store", `${folder} is not a data folder that can be read: ${(error as Error).message}`);
    }
    return store;
  }
  getCase(id: string): Promise<TriageCase | undefined> {
    return this.cases.get(id);
  }
  async putCase(c: TriageCase): Promise<void> {
    await this.cases.put(c);
    this.#index.put(c);
  }
  async latestIn(conversationId: string): Promise<TriageCase | undefined> {
    const id = this.#index.latestIn(conversationId);
    return id === undefined ? undefined : this.cases.get(id);
  }
  newest(n: number): Promise<TriageCase[]> {
    return this.cases.some(this.#index.newest(n));
  }
  dueBefore(at: Date): Promise<TriageCase[]> {
    return this.cases.some(this.#index.dueBefore(at));
  }
  passing(): Promise<TriageCase[]> {
    return this.cases.some(this.#index.passing());
  }
  getApproval(id: string): Promise<Approval | undefined> {
    return this.approvals.get(id);
  }
  async putApproval(a: Approval): Promise<void> {
    await this.approvals.put(a);
    this.#open.put(a);
  }
  openApprovals(): Promise<Approval[]> {
    return this.approvals.some(this.#open.ids());
  }
}
