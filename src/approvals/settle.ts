/** What an earlier process left open: ended at the start where the store alone tells how, else to be asked. Nothing is carried out. */
import { told, type Words } from "../domain";
import type { Approval, Person } from "../domain/case";
import { UNKNOWN_REQUEST } from "./decide";
import { inAudit, timeOf, type ApprovalContext } from "./context";
import { expireIfDue } from "./expire";
import { endBetweenSteps, openStepOf } from "./interrupted";
import { endWith } from "./run";

const NOT_BEGUN = {
  en: "The program was restarted before the run began; nothing was run.",
  de: "Das Programm wurde neu gestartet, bevor der Lauf begann; es wurde nichts ausgeführt.",
};
const NOT_SHOWN = {
  en: "Its card could not be shown to anybody; nothing was run.",
  de: "Seine Karte konnte niemandem gezeigt werden; es wurde nichts ausgeführt.",
};

const WORDS = {
  notYours: {
    en: "Only {name}, who asked for it, can take it back. Whoever may decide it can decline it on its card.",
    de: "Nur {name} kann sie zurückziehen, denn dort kam die Anfrage her. Wer darüber entscheiden darf, kann sie auf der Karte ablehnen.",
  },
  late: {
    en: "It does not wait any more, so there is nothing to take back.",
    de: "Sie wartet nicht mehr, es gibt also nichts zurückzuziehen.",
  },
  takenBack: {
    en: "{name} took the request back; nothing was run.",
    de: "{name} hat die Anfrage zurückgezogen; nichts wurde ausgeführt.",
  },
} as const satisfies Readonly<Record<string, Words>>;

/** At the start, before anybody can decide: runs that were cut off outside a step get their end, and what waited too long expires. */
export const settle = (o: ApprovalContext): Promise<void> =>
  eachOpen(o, async (a) => {
    // Whoever was to run it is gone; a person asks again on fresh facts.
    if (a.state === "approved") await endWith(o, a, { kind: "stale", at: timeOf(o), outcome: NOT_BEGUN });
    else if (a.state !== "pending" && openStepOf(a) === undefined) await endWith(o, a, endBetweenSteps(a, timeOf(o)));
  });
/** Runs that nobody of this program is bringing to their end: what their last step did has to be asked. What waited too long expires on the way. */
export async function cutOff(o: ApprovalContext): Promise<Approval[]> {
  const found: Approval[] = [];
  await eachOpen(o, async (a) => {
    if (a.state === "dispatched" || a.state === "running") found.push(a);
  });
  return found;
}
/** Every open request that nobody of this program is bringing on and that has not expired. One that fails does not keep the others. */
async function eachOpen(o: ApprovalContext, work: (a: Approval) => Promise<void>): Promise<void> {
  for (const a of await o.store.openApprovals())
    try {
      if (!o.active.has(a.id) && !(await expireIfDue(o, a))) await work(a);
    } catch (error) {
      const why = error instanceof Error ? error.name : "?";
      await o.trail("settle-failed", why, inAudit(a)).catch(() => undefined);
    }
}

/** Calls off a request that waits and that nobody can see. Does nothing where it was decided. */
export async function withdraw(o: ApprovalContext, id: string): Promise<void> {
  const a = await o.store.getApproval(id);
  if (a?.state === "pending") await endWith(o, a, { kind: "stale", at: timeOf(o), outcome: NOT_SHOWN });
}
/** Whoever asked for it takes the request back while it waits. Undefined where that is done, else why it is not. */
export async function takeBack(
  o: ApprovalContext,
  id: string,
  by: Person,
  conversationId: string,
): Promise<Words | undefined> {
  const a = await o.store.getApproval(id);
  if (a === undefined || a.tenantId !== by.tenantId || a.conversationId !== conversationId) return UNKNOWN_REQUEST;
  if (a.requestedBy.id !== by.id) return told(WORDS.notYours, { name: a.requestedBy.name });
  const may = await o.authority.authorise("open", by);
  if (!may.allowed) return may.says;
  if (a.state !== "pending" || (await expireIfDue(o, a))) return WORDS.late;
  await o.trail("approval-taken-back", a.state, { ...inAudit(a), by: by.id });
  const ended = await endWith(o, a, {
    kind: "stale",
    at: timeOf(o),
    outcome: told(WORDS.takenBack, { name: by.name }),
  });
  return ended === undefined ? WORDS.late : undefined;
}
