/** How a case begins, and how it is looked at again. */
import { titleOf } from "../triage/words";
import { inEvery, told, type TriageCase } from "../domain";
import type { Allowance } from "../ports";
import type { CaseService, OpenResult } from "./contract";
import { refusal } from "./authority";
import { isBusy, lookAgain, type CaseContext, type OnProgress } from "./context";
import { diagnose } from "./diagnose";

/** Triages, and stores a case where it is clear whom it is about. */
export async function openCase(
  o: CaseContext,
  input: Parameters<CaseService["open"]>[0],
  progress?: OnProgress,
): Promise<OpenResult> {
  const may = await mayOpen(o, input);
  if (!may.allowed) {
    await o.trail("open-refused", may.code, { by: input.by.id });
    return { kind: "refused", says: may.says };
  }
  const { ask, pick, by, conversationId } = input,
    openedAt = o.clock.now().toISOString();
  const d = await diagnose({ ask, purpose: "open", ...(pick === undefined ? {} : { pick }) }, o, progress);
  if (d.kind === "choose") return { kind: "choose", options: d.options, ask };
  if (d.kind === "none")
    return { kind: "none", ask, asked: d.asked, places: d.places, unread: d.unread, nearest: d.nearest };
  const opened: TriageCase = {
    id: input.id ?? o.newId(),
    revision: 1,
    state: "diagnosed",
    tenantId: o.tenantId,
    openedBy: by,
    openedAt,
    conversationId,
    ask,
    diagnosis: d.diagnosis,
    approvalIds: [],
    timeline: [{ at: openedAt, what: { en: "Case opened.", de: "Fall eröffnet." }, by: by.name }],
  };
  const earlier = await o.store.earlierOf(d.diagnosis.rootCause.code);
  const c = o.records.told(
    earlier === undefined ? opened : { ...opened, earlier },
    told(
      { en: "Diagnosed: {title}.", de: "Diagnose: {title}." },
      { title: inEvery((l) => titleOf(d.diagnosis.rootCause.code, l)) },
    ),
  );
  await o.store.putCase(c);
  await o.trail("case-opened", d.diagnosis.rootCause.code, { caseId: c.id, by: by.id });
  return { kind: "case", case: c };
}

/** The caller's word for the right counts, but never for another tenant. */
async function mayOpen(o: CaseContext, input: Parameters<CaseService["open"]>[0]): Promise<Allowance> {
  if (input.tenantId !== o.tenantId || input.by.tenantId !== o.tenantId) return refusal("tenant");
  return input.allowed === true ? { allowed: true } : o.authority.authorise("open", input.by);
}

/** Reads everything again and judges anew. */
export async function recheck(o: CaseContext, caseId: string, progress?: OnProgress): Promise<TriageCase> {
  const known = await o.records.get(caseId);
  if (known.about === "engine") return known; // it has no person to read again
  const d = await lookAgain(o, await o.records.get(caseId), progress);
  if (d.kind === "choose")
    return o.records.change(caseId, (c) =>
      o.records.told(c, {
        en: "Checked again: it is not clear any more whom this is about.",
        de: "Erneut geprüft: Es ist nicht mehr klar, um wen es geht.",
      }),
    );
  const next = await o.records.change(caseId, (c) =>
    o.records.told(
      { ...c, diagnosis: d.diagnosis, state: isBusy(c) ? c.state : "diagnosed" },
      told(
        { en: "Checked again: {title}.", de: "Erneut geprüft: {title}." },
        { title: inEvery((l) => titleOf(d.diagnosis.rootCause.code, l)) },
      ),
    ),
  );
  await o.trail("case-rechecked", d.diagnosis.rootCause.code, { caseId });
  return next;
}
