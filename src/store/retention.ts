/** What is older than it may be kept goes: cases with their approvals and cards, what was set aside, and the beginning of the audit. */
import type { TriageCase } from "../domain";
import { StoreConflict, type ConversationStore } from "../ports";
import type { FileAudit } from "./file-audit";
import type { FileStore } from "./file-store";

const DAY_MS = 24 * 60 * 60_000;

/** Whole days. */
export interface KeptDays {
  /** Of a case, after its last change. */
  readonly cases: number;
  /** Of an entry of the audit; longer than the cases, since it tells that they were let go. */
  readonly audit: number;
}
export interface KeptRecords {
  readonly store: FileStore;
  readonly audit: FileAudit;
  readonly conversations: ConversationStore & { tidy(): Promise<void> };
}
/** One round. The audit says of each case that it goes, before it goes. */
export async function letGo(r: KeptRecords, days: KeptDays, now: Date): Promise<{ cases: number; entries: number }> {
  const since = (n: number): Date => new Date(now.getTime() - n * DAY_MS);
  let cases = 0;
  for (const c of await r.store.restingSince(since(days.cases))) {
    const detail = `not changed for ${days.cases} days`;
    await r.audit.append({ at: now.toISOString(), kind: "case-let-go", caseId: c.id, detail });
    if (await removeCase(r, c)) cases++;
  }
  await r.store.removeSetAside(since(days.cases));
  await r.conversations.tidy();
  return { cases, entries: await r.audit.letGo(since(days.audit)) };
}
/** A round now and every day. One that fails is told to `says`, and the next one takes it up. Returns what ends it, once the round is over. */
export function keepLettingGo(r: KeptRecords, days: KeptDays, says: (sentence: string) => void): () => Promise<void> {
  const round = (): Promise<void> =>
    letGo(r, days, new Date()).then(
      () => undefined,
      (error: Error) => says(`What is too old could not be let go: ${error.message}`),
    );
  let under = round();
  const timer = setInterval(() => (under = under.then(round)), DAY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return under;
  };
}
/** False where somebody took it up again meanwhile. */
async function removeCase(r: KeptRecords, c: TriageCase): Promise<boolean> {
  try {
    await r.store.removeCase(c);
  } catch (error) {
    if (error instanceof StoreConflict) return false;
    throw error;
  }
  for (const key of [c.id, ...c.approvalIds]) await r.conversations.change("cards", key, () => undefined);
  return true;
}
