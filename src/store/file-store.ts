/** Cases and approvals in one folder, with their indexes in memory. One process a folder. */
import { join } from "node:path";
import { isPassing, TriageError, type Approval, type Earlier, type RootCause, type TriageCase } from "../domain";
import type { CaseStore } from "../ports";
import { CaseIndex, OpenApprovals } from "./indexes";
import { keepFeedback, keptFeedback, type Told } from "./let-go-feedback";
import { privateFolder, type Guard } from "./private";
import { APPROVALS, CASES } from "./records";
import { Shelf } from "./shelf";

export class FileStore implements CaseStore {
  readonly #index = new CaseIndex();
  readonly #open = new OpenApprovals();
  private constructor(
    private readonly folder: string,
    private readonly cases: Shelf<TriageCase>,
    private readonly approvals: Shelf<Approval>,
    private readonly guard: Guard = () => undefined,
  ) {}
  /** Makes the folder where it is missing, and reads every record once. A broken one is set aside and named to `says`; it stops nothing. */
  static async open(
    folder: string,
    says: (sentence: string) => void = () => undefined,
    guard?: Guard,
  ): Promise<FileStore> {
    await privateFolder(folder);
    await Promise.all([CASES, APPROVALS].map((kind) => privateFolder(join(folder, kind.folder))));
    const store = FileStore.#over(folder, says, guard);
    await store.cases.open((c) => store.#index.put(c));
    await store.approvals.open((a) => store.#open.put(a));
    return store;
  }
  /** The same over a folder that must be there: nothing is made and nothing is changed. */
  static async read(folder: string, says: (sentence: string) => void = () => undefined): Promise<FileStore> {
    const store = FileStore.#over(folder, says);
    try {
      await store.cases.each((c) => store.#index.put(c));
      await store.approvals.each((a) => store.#open.put(a));
    } catch (error) {
      throw new TriageError("store", `${folder} is not a data folder that can be read: ${(error as Error).message}`);
    }
    return store;
  }
  static #over(folder: string, says: (sentence: string) => void, guard?: Guard): FileStore {
    return new FileStore(
      folder,
      new Shelf(join(folder, CASES.folder), CASES.holds, says, guard),
      new Shelf(join(folder, APPROVALS.folder), APPROVALS.holds, says, guard),
      guard,
    );
  }
  /** Resolves when nothing is on its way to the disk. */
  async idle(): Promise<void> {
    await Promise.all([this.cases.idle(), this.approvals.idle()]);
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
  async earlierOf(cause: RootCause): Promise<Earlier | undefined> {
    return this.#index.earlierOf(cause);
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
  /** Cases that rest and have not changed since: none with a repair under way, and none that is still to be looked at again. */
  async restingSince(before: Date): Promise<TriageCase[]> {
    const cases = await this.cases.some(this.#index.lastChangedBefore(before));
    return cases.filter((c) => !isPassing(c.state) && c.followUpAt === undefined);
  }
  /** Takes a case and its approvals away for good; what people said of its cause counts on. Throws StoreConflict where one changed meanwhile. */
  async removeCase(c: TriageCase): Promise<void> {
    await keepFeedback(this.folder, c, this.guard);
    for (const a of await this.approvals.some(c.approvalIds)) {
      await this.approvals.remove(a);
      this.#open.remove(a.id);
    }
    await this.cases.remove(c);
    this.#index.remove(c);
  }
  /** What people said of causes, of the cases that are there and of those that were let go. */
  async feedback(): Promise<Told[]> {
    const cases = await this.newest(Number.MAX_SAFE_INTEGER);
    return [
      ...cases.flatMap((c) => c.feedback ?? []),
      ...(await keptFeedback(
        this.folder,
        cases.map((c) => c.id),
      )),
    ];
  }
  /** Takes away what was set aside before that time. Returns how many files. */
  async removeSetAside(before: Date): Promise<number> {
    return (await this.cases.removeSetAside(before)) + (await this.approvals.removeSetAside(before));
  }
}
