/** What people say of the cause that a case named. */
import type { Feedback, Person, RootCause, TriageCase } from "../domain";
import type { CaseContext } from "./context";

/** `was`, `words`: what it was instead, where the person knows. */
export interface FeedbackInput {
  readonly caseId: string;
  readonly by: Person;
  readonly isRight: boolean;
  readonly was?: RootCause;
  readonly words?: string;
}
/** Keeps it with the case in place of what the same person said before. A case that was not diagnosed stays as it is. */
export async function giveFeedback(o: CaseContext, i: FeedbackInput): Promise<TriageCase> {
  const { by, isRight, was, words } = i;
  const c = await o.records.change(i.caseId, (x) => {
    const cause = (x.found ?? x.diagnosis)?.rootCause.code;
    if (cause === undefined) return undefined;
    const given: Feedback = {
      by,
      at: o.clock.now().toISOString(),
      cause,
      isRight,
      ...(was === undefined ? {} : { was }),
      ...(words === undefined ? {} : { words }),
    };
    return { ...x, feedback: [...(x.feedback ?? []).filter((f) => f.by.id !== by.id), given] };
  });
  const given = c.feedback?.find((f) => f.by.id === by.id);
  if (given !== undefined)
    await o.trail(
      "feedback",
      [given.cause, isRight ? "right" : "wrong", ...(was === undefined ? [] : [was])].join(" "),
      {
        caseId: c.id,
        by: by.id,
      },
    );
  return c;
}
