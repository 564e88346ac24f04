/** Triages wait for their turn: so many at a time, whoever has the fewest going first. Buttons never stand in this queue. */

/**
 * So many go on at once; so many more may wait. A triage costs tens of ms of the one thread that answers clicks as well: eight leave it free enough, and still
 * end three times as many a minute as a tenant may ask for (`bench/crowd.ts`).
 */
export const TRIAGES: { readonly atOnce: number; readonly waiting: number } = { atOnce: 8, waiting: 242 };

interface Waiting {
  readonly personId: string;
  readonly start: () => void;
}
/** The triages of one bot. */
export class TriageQueue {
  /** How many go on, by person. */
  readonly #going = new Map<string, number>();
  readonly #waiting: Waiting[] = [];
  #atOnce = 0;
  constructor(private readonly limits = TRIAGES) {}
  /** No more may come. */
  get isFull(): boolean {
    return this.#waiting.length >= this.limits.waiting;
  }
  /** The next one will have to wait. */
  get isBusy(): boolean {
    return this.#atOnce >= this.limits.atOnce;
  }
  /** Runs `work` when it is its turn, and answers with what it comes to. */
  async run<T>(personId: string, work: () => Promise<T>): Promise<T> {
    if (this.isBusy) await new Promise<void>((start) => this.#waiting.push({ personId, start }));
    else this.#takePlace(personId);
    try {
      return await work();
    } finally {
      this.#leavePlace(personId);
    }
  }
  #takePlace(personId: string): void {
    this.#atOnce++;
    count(this.#going, personId, 1);
  }
  /** The place goes to whoever waits, before anybody new can take it. */
  #leavePlace(personId: string): void {
    this.#atOnce--;
    count(this.#going, personId, -1);
    const going = (w: Waiting): number => this.#going.get(w.personId) ?? 0;
    const fewest = Math.min(...this.#waiting.map(going)),
      at = this.#waiting.findIndex((w) => going(w) === fewest);
    if (at < 0) return;
    const [next] = this.#waiting.splice(at, 1);
    this.#takePlace(next!.personId);
    next!.start();
  }
}
function count(map: Map<string, number>, key: string, by: 1 | -1): void {
  const n = (map.get(key) ?? 0) + by;
  if (n === 0) map.delete(key);
  else map.set(key, n);
}
