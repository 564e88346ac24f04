/** How a case stands now: what became of its last request, what waits for whom, and when it is looked at next. People and repairs by name, no value of a directory. */
import { speaker } from "../domain";
import type { Approval, ApprovalState, Language, TriageCase, Words } from "../domain";
import { approvalTitle } from "./approval";
import type { Line } from "./blocks";
import { when } from "./text";

const WORDS = {
  pending: {
    en: "{repair}: {by} asked for it on {asked}. It waits for a decision until {expires}{who}.",
    de: "{repair}: beantragt von {by}, {asked}. Wartet bis {expires} auf eine Entscheidung{who}.",
  },
  halfway: {
    en: "{repair}: approved by {approvers}. It waits for {count, plural, one {one more approval} other {# more approvals}} until {expires}{who}.",
    de: "{repair}: genehmigt von {approvers}. Wartet bis {expires} auf {count, plural, one {eine weitere Genehmigung} other {# weitere Genehmigungen}}{who}.",
  },
  approved: {
    en: "{repair}: approved by {approvers}; it is about to run.",
    de: "{repair}: genehmigt von {approvers}; wird gleich ausgeführt.",
  },
  running: {
    en: "{repair}: approved by {approvers}; it is running. Its card shows how far it is.",
    de: "{repair}: genehmigt von {approvers}; läuft. Die Karte dazu zeigt, wie weit sie ist.",
  },
  done: { en: "{repair}: carried out on {ended}.", de: "{repair}: ausgeführt, {ended}." },
  failed: {
    en: "{repair}: failed on {ended}, after {done} of {steps} steps. Its card shows what may follow.",
    de: "{repair}: fehlgeschlagen, {ended}, nach {done} von {steps} Schritten. Die Karte dazu zeigt, was folgen kann.",
  },
  unknown: {
    en: "{repair}: its outcome is not known since {ended}. Its card shows what may follow.",
    de: "{repair}: seit {ended} ist ihr Ausgang nicht bekannt. Die Karte dazu zeigt, was folgen kann.",
  },
  declined: {
    en: "{repair}: {decliner} declined it on {ended}; nothing was changed.",
    de: "{repair}: abgelehnt von {decliner}, {ended}; nichts wurde geändert.",
  },
  expired: {
    en: "{repair}: expired on {expires} without enough approvals; nothing was changed.",
    de: "{repair}: am {expires} ohne genügend Genehmigungen abgelaufen; nichts wurde geändert.",
  },
  stale: {
    en: "{repair}: called off on {ended} before anything was run.",
    de: "{repair}: abgebrochen, {ended}, bevor etwas ausgeführt wurde.",
  },
  silent: { en: "; asked: {names}", de: "; gefragt: {names}" },
  other: {
    en: "; it takes somebody other than {by} with the right to decide it",
    de: "; dafür braucht es jemand anderes als {by} mit dem Recht dazu",
  },
  looking: { en: "Both sides are being looked at.", de: "Beide Seiten werden gerade angesehen." },
  looked: { en: "Looked at again on {at}.", de: "Wieder angesehen: {at}." },
  followUp: { en: "I look again by myself on {at}.", de: "Ich sehe von selbst wieder nach: {at}." },
} as const satisfies Readonly<Record<string, Words>>;
const SAID: Readonly<Record<ApprovalState, keyof typeof WORDS>> = {
  pending: "pending",
  approved: "approved",
  dispatched: "running",
  running: "running",
  done: "done",
  failed: "failed",
  unknown: "unknown",
  declined: "declined",
  expired: "expired",
  stale: "stale",
};

/** `last`: the case's last request for approval. Nothing where none was made. */
export function standingLines(c: TriageCase, last: Approval | undefined, language: Language): Line[] {
  const say = speaker(WORDS, language);
  return [
    ...(last === undefined ? [] : [requestText(last, language)]),
    ...(c.state === "confirming" ? [say("looking")] : []),
    ...(c.confirmation === undefined || c.state === "confirming"
      ? []
      : [say("looked", { at: when(c.confirmation.at, language) })]),
    ...(c.followUpAt === undefined ? [] : [say("followUp", { at: when(c.followUpAt, language) })]),
  ].map((text) => ({ text }));
}
function requestText(a: Approval, language: Language): string {
  const approved = a.decisions.filter((d) => d.verdict === "approved"),
    at = (iso: string | undefined): string => when(iso ?? a.expiresAt, language);
  return speaker(WORDS, language)(a.state === "pending" && approved.length > 0 ? "halfway" : SAID[a.state], {
    repair: approvalTitle(a, language),
    by: a.requestedBy.name,
    asked: at(a.createdAt),
    who: awaited(a, language),
    count: Math.max(1, a.needed - approved.length),
    approvers: names(
      approved.map((d) => d.by.name),
      language,
    ),
    decliner: a.decisions.at(-1)?.by.name ?? "",
    expires: at(a.expiresAt),
    ended: at(a.endedAt),
    done: (a.steps ?? []).filter((s) => s.state === "done").length,
    steps: a.plan.commands.length,
  });
}
const names = (list: readonly string[], language: Language): string => new Intl.ListFormat(language).format(list);
/** Those who were asked and have not decided; where nobody is known, who it cannot be. */
function awaited(a: Approval, language: Language): string {
  const say = speaker(WORDS, language),
    silent = (a.asked ?? []).filter((p) => !a.decisions.some((d) => d.by.id === p.id)).map((p) => p.name);
  if (silent.length > 0) return say("silent", { names: names(silent, language) });
  return a.requesterMayApprove ? "" : say("other", { by: a.requestedBy.name });
}
