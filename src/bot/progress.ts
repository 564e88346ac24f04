/** A card that follows what goes on, with few messages: a newer state replaces those that have not left, and the result waits behind none. */
import { wordsIn, type Language } from "../domain";
import type { Progress } from "../cases/contract";
import { progressCard, progressView } from "../cards/progress";
import type { Card } from "../cards/render";

/** `paceMs`: the least time between two states. `most`: how many states may be sent before the result. */
export interface Pace {
  readonly paceMs: number;
  readonly most: number;
}
/** A triage: its first card, one sign of life where it takes longer than a second, the verdict, and that once more where the sign was still on its way. */
export const TRIAGE_PACE: Pace = { paceMs: 1_000, most: 1 };
/** The same where others read along: its first card and the verdict, and nothing between them for ten seconds. */
export const CHANNEL_PACE: Pace = { paceMs: 10_000, most: 6 };
/** A run takes minutes, and each of its steps is worth a look. */
export const RUN_PACE: Pace = { paceMs: 1_000, most: 60 };

/** Makes the card when it leaves; undefined where there is nothing to show any more. */
type Making<T> = () => T | Promise<T | undefined>;
/** One card in the conversation, over its states to its result. `update` replaces it there; what that throws for a state is let go, for the result it is thrown. */
export class LiveCard<T = Card> {
  #waiting: Making<T> | undefined;
  #onItsWay: Promise<unknown> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #left = 0;
  #lastAt = performance.now();
  #ended = false;
  constructor(
    private readonly update: (card: T) => Promise<unknown>,
    private readonly pace: Pace,
  ) {}
  /** Shows this state when its time comes, unless a newer one or the result is there by then. The card is made when it leaves. */
  show(make: Making<T>): void {
    this.#waiting = make;
    this.#plan();
  }
  /** Shows the result at once. A state that is still on its way may arrive after it, so then the result is sent once more behind it. */
  end(card: T): Promise<void> {
    return this.endWith(() => this.update(card));
  }
  /** The same where `show` is more than one card; `again` is done behind a state that was still on its way. */
  async endWith(show: () => Promise<unknown>, again = show): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    const late = this.#onItsWay;
    await show();
    if (late === undefined) return;
    await late;
    await again();
  }
  /** Shows no state any more; resolves when none is on its way. */
  async stop(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#onItsWay;
  }
  #plan(): void {
    const idle = this.#timer === undefined && this.#onItsWay === undefined && !this.#ended;
    if (!idle || this.#waiting === undefined || this.#left >= this.pace.most) return;
    const inMs = Math.max(0, this.#lastAt + this.pace.paceMs - performance.now());
    this.#timer = setTimeout(() => this.#leave(), inMs);
  }
  #leave(): void {
    this.#timer = undefined;
    const make = this.#waiting;
    if (make === undefined) return;
    this.#waiting = undefined;
    this.#left += 1;
    this.#onItsWay = this.#send(make)
      .catch(() => undefined)
      .finally(() => {
        this.#onItsWay = undefined;
        this.#lastAt = performance.now();
        this.#plan();
      });
  }
  async #send(make: Making<T>): Promise<void> {
    const card = await make();
    if (card !== undefined && !this.#ended) await this.update(card);
  }
}

/** The progress card of one ask, step by step: what is told becomes "now", what was "now" becomes "done". */
export function askProgress(
  ask: string,
  update: (card: Card) => Promise<unknown>,
  pace: Pace,
  language: Language,
): { tell(p: Progress): void; end(card: Card): Promise<void> } {
  const live = new LiveCard(update, pace),
    done: string[] = [];
  let current = "";
  return {
    tell: (p) => {
      if (current !== "") done.push(current);
      current = wordsIn(p.text, language);
      const [before, now] = [[...done], current];
      live.show(() => progressCard(progressView(ask, before, now, language)));
    },
    end: (card) => live.end(card),
  };
}
