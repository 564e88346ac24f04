/** No case stays in a state that it only passes through: whatever was cut off, its last request says where it stands. */
import { isPassing, type TriageCase } from "../domain";
import { cutOff, settle } from "../approvals/settle";
import { confirmCase } from "./confirm";
import type { CaseContext } from "./context";
import { stateWith } from "./state";

/** The case in the state that its last request makes of it. One that this process is bringing on is left alone. */
export async function settleCase(o: CaseContext, c: TriageCase): Promise<TriageCase> {
  if (!isPassing(c.state) || o.atWork.has(c.id)) return c;
  const id = c.approvalIds.at(-1),
    last = id === undefined ? undefined : await o.store.getApproval(id),
    state = stateWith(c.state, last?.state ?? "none");
  if (state === c.state) return c;
  const what =
    last === undefined
      ? {
          en: "The proposed repair was never stored; nothing waits any more.",
          de: "Die vorgeschlagene Reparatur wurde nie gespeichert; es wartet nichts mehr.",
        }
      : undefined;
  return o.records.change(c.id, (x) => {
    if (x.revision !== c.revision) return undefined; // a turn of the request was told meanwhile
    return what === undefined ? { ...x, state } : o.records.told({ ...x, state }, what);
  });
}
/** The case after the look that a run owes it; the case as it stands where none is owed, or one is under way. */
export async function lookOwed(o: CaseContext, c: TriageCase, before?: () => void): Promise<TriageCase> {
  if (c.state !== "confirming" || o.atWork.has(c.id)) return c;
  o.atWork.add(c.id);
  try {
    before?.();
    return await confirmCase(o, c.id);
  } finally {
    o.atWork.delete(c.id);
  }
}

/** At the start: every request, and every case with one, is settled as far as the store alone tells. */
export async function settleAll(o: CaseContext): Promise<void> {
  await settle(o.approvals);
  for (const c of await o.store.passing()) await settleCase(o, c);
}
/** Approvals whose run or whose look nobody is bringing to its end. */
export async function unfinished(o: CaseContext): Promise<string[]> {
  const ids = new Set((await cutOff(o.approvals)).map((a) => a.id));
  for (const passing of await o.store.passing()) {
    const c = await settleCase(o, passing),
      last = c.approvalIds.at(-1);
    if (c.state === "confirming" && last !== undefined && !o.atWork.has(c.id)) ids.add(last);
  }
  return [...ids];
}
