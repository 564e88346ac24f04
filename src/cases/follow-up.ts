/** Looks that come by themselves after a repair: they survive a restart, since the case holds when the next one is due. */
import type { Person, TriageCase } from "../domain";
import { confirmCase } from "./confirm";
import { approvalsOf, isBusy, type CaseContext } from "./context";

/** How long after the run's end a look is due, ms: an hour, a day, a week. */
export const FOLLOW_UPS_MS: readonly number[] = [3_600_000, 24 * 3_600_000, 7 * 24 * 3_600_000];

/** The first look that is due after `at` of those counted from the run's end; none after the last. Times ISO 8601. */
export function followUpAfter(afterMs: readonly number[], ranAt: string, at: string): { followUpAt?: string } {
  const due = afterMs.map((ms) => Date.parse(ranAt) + ms).find((t) => t > Date.parse(at));
  return due === undefined ? {} : { followUpAt: new Date(due).toISOString() };
}
/** A case after a look that was due. */
export interface FollowUp {
  readonly case: TriageCase;
  /** Whoever opened it, and whoever approved what was run. */
  readonly people: readonly Person[];
}
/** Is waited for before each look, with the case that is due: whoever has to tell of the look notes it there. */
export type BeforeLook = (due: TriageCase) => Promise<void>;
/** Cases whose follow-up is due, looked at again. One that was resolved and is not any more is open again; one with a repair under way waits. */
export async function dueFollowUps(o: CaseContext, at: Date, before: BeforeLook): Promise<FollowUp[]> {
  const looked: FollowUp[] = [];
  for (const due of await o.store.dueBefore(at)) {
    if (isBusy(due)) continue;
    await before(due);
    const c = await confirmCase(o, due.id),
      reopened = due.state === "resolved" && c.state !== "resolved";
    if (reopened)
      await o.records.change(c.id, (x) =>
        o.records.told(x, {
          en: "It was resolved and is not any more: open again.",
          de: "Es war gelöst und ist es nicht mehr: wieder offen.",
        }),
      );
    looked.push(await followUpOf(o, c));
  }
  return looked;
}
/** The case as it stands, and whom it concerns. */
export const followUpOf = async (o: CaseContext, c: TriageCase): Promise<FollowUp> => ({
  case: c,
  people: await peopleOf(o, c),
});
async function peopleOf(o: CaseContext, c: TriageCase): Promise<Person[]> {
  const approvers = (await approvalsOf(o, c)).flatMap((a) =>
    a.decisions.filter((d) => d.verdict === "approved").map((d) => d.by),
  );
  const all = [c.openedBy, ...approvers];
  return all.filter((p, i) => i === all.findIndex((x) => x.id === p.id));
}
