/** From a remediation that was offered to a request for approval: facts read now, one plan on them. */
import type { Around } from "../approvals/asked";
import { NotAudited } from "../approvals/context";
import { UNKNOWN_REQUEST } from "../approvals/decide";
import { beforeImage } from "../approvals/before";
import { frozen } from "../approvals/compensation";
import { openOf, propose, type Request } from "../approvals/propose";
import { personOf } from "../identity/person";
import { dateIn, wordsIn, told } from "../domain";
import type { Diagnosis, Found, Person, Plan, RemediationId, Subject, TriageCase, Words } from "../domain";
import { factsFor } from "../facts/on-demand";
import { planFor } from "../remediations";
import type { ProposeResult } from "./contract";
import { isBusy, lookAgain, type CaseContext } from "./context";
import { settleCase } from "./settle";

const NOT_IN_AUDIT: Words = {
  en: "The audit cannot be written, so nothing was proposed. Tell whoever runs this bot, and try again.",
  de: "Das Audit kann nicht geschrieben werden, darum wurde nichts vorgeschlagen. Sagen Sie es dem Betreiber dieses Bots und versuchen Sie es erneut.",
};
const UNDER_WAY: Words = {
  en: "Another repair of this case is under way. Look with status at how far it is.",
  de: "Eine andere Reparatur dieses Falls läuft. Mit status sehen Sie, wie weit sie ist.",
};
const WORDS = {
  unclear: {
    en: "It is not clear any more whom this is about. Ask again.",
    de: "Es ist nicht mehr klar, um wen es geht. Fragen Sie erneut.",
  },
  changed: {
    en: "The facts have changed: this repair is not indicated any more. Check again.",
    de: "Die Fakten haben sich geändert: Diese Reparatur ist nicht mehr angezeigt. Prüfen Sie erneut.",
  },
  unasked: {
    en: "This cannot be planned: {facts} could not be asked for.",
    de: "Dies lässt sich nicht planen: {facts} konnte nicht abgefragt werden.",
  },
  waits: {
    en: "Another repair of this case waits for a decision, until {expires}: {title}.",
    de: "Eine andere Reparatur dieses Falls wartet bis {expires} auf eine Entscheidung: {title}.",
  },
  onItsWay: {
    en: "Another repair of this case is on its way: {title}.",
    de: "Eine andere Reparatur dieses Falls ist unterwegs: {title}.",
  },
  proposed: { en: "Repair proposed: {title}.", de: "Reparatur vorgeschlagen: {title}." },
} as const satisfies Readonly<Record<string, Words>>;
const refused = (says: Words) => ({ kind: "refused" as const, says });

/** `choice`: the id of an option that an earlier answer offered. `around`: who is in the conversation, where somebody there can be asked. */
export async function proposeRepair(
  o: CaseContext,
  caseId: string,
  remediation: RemediationId,
  by: Person,
  choice?: string,
  around?: Around,
): Promise<ProposeResult> {
  const c = await o.store.getCase(caseId);
  if (c === undefined || c.tenantId !== by.tenantId) return refused(UNKNOWN_REQUEST);
  const may = await o.authority.authorise("open", by);
  if (!may.allowed) return refused(may.says);
  const other = await otherRepair(o, c);
  if (other !== undefined) return refused(other);
  const d = await lookAgain(o, c);
  if (d.kind === "choose") return refused(WORDS.unclear);
  const finding = d.diagnosis.findings.find((f) => f.suggests.includes(remediation));
  if (finding === undefined) return refused(WORDS.changed);
  const first = planFor(remediation, d.facts, finding, choice);
  const planned =
    "asks" in first ? planFor(remediation, await factsFor(first.asks, d.facts, o), finding, choice) : first;
  if ("asks" in planned) return refused(told(WORDS.unasked, { facts: planned.asks }));
  if ("refused" in planned) {
    await o.trail("plan-refused", remediation, { caseId, by: by.id });
    return refused(planned.refused);
  }
  if ("choose" in planned) return { kind: "choose", question: planned.question, options: planned.choose, remediation };
  const plan = frozen(planned.plan, beforeImage(planned.plan, personOf(d.facts)));
  return request(o, c, plan, d.diagnosis, by, { around });
}
/** The name by which people call the account that a case is about. */
const accountOf = (s: Subject | undefined): string | undefined =>
  s?.userPrincipalName ?? s?.displayName ?? s?.distinguishedName ?? s?.cloudId ?? undefined;
/** Name and sign-in name, as far as they are known. */
const aboutOf = (s: Subject | undefined): string =>
  [...new Set([s?.displayName, s?.userPrincipalName])].filter((n) => n != null).join(" · ");
/** The sentence about a repair of the case that is under way; undefined where the way is free. */
export async function otherRepair(o: CaseContext, c: TriageCase): Promise<Words | undefined> {
  if (!isBusy(c)) return undefined;
  const open = await openOf(o.approvals, c.approvalIds);
  if (open !== undefined)
    return told(WORDS[open.state === "pending" ? "waits" : "onItsWay"], {
      title: open.plan.title,
      expires: dateIn(open.expiresAt),
    });
  const now = await settleCase(o, await o.records.get(c.id));
  return isBusy(now) ? UNDER_WAY : undefined;
}
/** What the plan answers, as it is kept to be compared with what is seen after the run. */
const foundIn = ({ subject, rootCause, findings, stages, asked, symptoms, open }: Diagnosis): Found => ({
  subject,
  rootCause,
  findings,
  ...(stages === undefined ? {} : { stages }),
  ...(asked === undefined ? {} : { asked }),
  ...(symptoms === undefined ? {} : { symptoms }),
  ...(open === undefined ? {} : { open }),
});
/** The case is reserved before the request is written, so that of two proposals at once one is made. */
export async function request(
  o: CaseContext,
  c: TriageCase,
  plan: Plan,
  diagnosis: Diagnosis | undefined,
  by: Person,
  { follows, around }: { readonly follows?: Request["follows"]; readonly around?: Around | undefined },
): Promise<Exclude<ProposeResult, { kind: "choose" }>> {
  // Whoever comes while another one is being written would end its hold on the case.
  if (o.atWork.has(c.id)) return refused(UNDER_WAY);
  const id = o.newId();
  o.atWork.add(c.id);
  try {
    const reserved = await o.records.change(c.id, (x) =>
      isBusy(x)
        ? undefined
        : o.records.told(
            {
              ...x,
              state: "awaiting-approval",
              // What follows an earlier plan is judged against what that one was to answer.
              ...(diagnosis === undefined ? {} : { diagnosis, found: foundIn(diagnosis) }),
              approvalIds: [...x.approvalIds, id],
            },
            told(WORDS.proposed, { title: plan.title }),
            by,
          ),
    );
    if (!reserved.approvalIds.includes(id)) return refused(UNDER_WAY);
    const approval = await propose(o.approvals, {
      id,
      plan,
      caseId: c.id,
      conversationId: c.conversationId,
      by,
      account: accountOf((diagnosis ?? c.diagnosis)?.subject) ?? wordsIn(plan.title),
      about: aboutOf((diagnosis ?? c.diagnosis)?.subject),
      ...(follows === undefined ? {} : { follows }),
      ...(around === undefined ? {} : { around }),
    });
    return { kind: "approval", approval, case: reserved };
  } catch (error) {
    o.atWork.delete(c.id);
    await settleCase(o, await o.records.get(c.id)); // the reservation is let go
    if (error instanceof NotAudited) return refused(NOT_IN_AUDIT);
    throw error;
  } finally {
    o.atWork.delete(c.id);
  }
}
