/** What people said of the causes that were named, counted by cause. */
import type { Feedback, RootCause } from "../domain";

/** What counts of one person's feedback; nothing in it tells whose it is. */
export type Told = Pick<Feedback, "cause" | "isRight" | "was">;
/** One cause: how often it was right and wrong, and what it was instead, the most frequent first; null = none of ours, or not told. */
export interface FeedbackCount {
  readonly cause: RootCause;
  readonly right: number;
  readonly wrong: number;
  readonly instead: readonly { readonly cause: RootCause | null; readonly times: number }[];
}
/** The causes that were wrong most often come first. */
export function countFeedback(told: readonly Told[]): FeedbackCount[] {
  const causes = [...new Set(told.map((f) => f.cause))];
  return causes
    .map((cause) => {
      const wrong = told.filter((f) => f.cause === cause && !f.isRight),
        others = [...new Set(wrong.map((f) => f.was ?? null))];
      return {
        cause,
        right: told.filter((f) => f.cause === cause && f.isRight).length,
        wrong: wrong.length,
        instead: others
          .map((was) => ({ cause: was, times: wrong.filter((f) => (f.was ?? null) === was).length }))
          .sort((a, b) => b.times - a.times),
      };
    })
    .sort((a, b) => b.wrong - a.wrong || b.right - a.right || a.cause.localeCompare(b.cause));
}
