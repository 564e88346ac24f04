/** What must hold after a crash, judged by what reached the world and Teams; the stored states only say what the cards must agree with. */
import type { Approval, ApprovalState, Command, TriageCase } from "../../src/domain";
import type { Shown } from "./teams";

export const CONDITIONS = ["run twice", "lost", "hanging", "untrue", "message twice", "forgotten"] as const;
export type Condition = (typeof CONDITIONS)[number];
export interface Breach {
  readonly condition: Condition;
  readonly says: string;
}
export interface Evidence {
  readonly cases: readonly TriageCase[];
  readonly approvals: readonly Approval[];
  /** Every effect that reached the server or the cloud. */
  readonly effects: readonly string[];
  readonly messages: readonly Shown[];
  /** Bodies of posts whose answer no durable write can know: each allows a second copy, and nobody can update the first. */
  readonly unknown: readonly string[];
  /** Decisions that Teams was told of. */
  readonly accepted: readonly { readonly approvalId: string; readonly by: string }[];
  /** How many messages stood there when the time of the follow-up came; undefined before. */
  readonly lookedAt: number | undefined;
  /** Whether the walk has come to its end, so that the report and the follow-up must have come too. */
  readonly atEnd: boolean;
}
const ENDED: readonly ApprovalState[] = ["done", "failed", "unknown", "declined", "expired", "stale"];
const isEnded = (a: Approval): boolean => ENDED.includes(a.state);
/** The first line of a plan's card, for each state that may last. */
const PLAN_SAYS: { readonly [S in ApprovalState]?: RegExp } = {
  pending: /^… Waiting/,
  done: /^✓ Done/,
  failed: /^✗/,
  unknown: /^\?/,
  declined: /^✗ Declined/,
  expired: /^✗ Expired/,
  stale: /^✗/,
};
/** What a case's card says in each state that may last. */
const CASE_SAYS: { readonly [S in TriageCase["state"]]?: RegExp } = {
  diagnosed: /^(Diagnosed|✗ Not in order|✓ In order|… On its way|\? Not (decided|found))/m,
  "awaiting-approval": /^(… )?A repair waits for approval/m,
  resolved: /^✓ Resolved/m,
  unresolved: /^✗ Not resolved/m,
};
const PASSING = /^((▶ )?A repair is running|(… )?Confirming|▶ Running|✓ Approved|… now|Looking into it)/m;

/** How a command shows among the effects. */
function effectOf(c: Command): (effect: string) => boolean {
  if (c.system === "premises") return (e) => e === JSON.stringify(c);
  if (!("id" in c)) return (e) => e.startsWith("POST") && /synchronization/i.test(e);
  const method =
    { "update-user": "PATCH", "delete-user": "DELETE", "restore-user": "POST" }[c.kind as string] ?? "DELETE";
  const place = c.kind === "update-user" || c.kind === "delete-user" ? "/users/" : "/deletedItems/";
  return (e) => e.startsWith(`${method} `) && e.includes(place) && e.includes(c.id);
}

/** Everything that does not hold. */
export function breaches(given: Evidence): Breach[] {
  const e = { ...given, messages: given.messages.map((m, i) => kindAt(m, i, given.lookedAt)) };
  return [...ranTwice(e), ...lost(e), ...hanging(e), ...untrue(e), ...toldTwice(e), ...forgotten(e)];
}
/** A confirmation that came after the time of the follow-up is one. */
const kindAt = (m: Shown, index: number, lookedAt: number | undefined): Shown =>
  m.kind === "confirmation" && lookedAt !== undefined && index >= lookedAt ? { ...m, kind: "follow-up" } : m;
/** Each command of an approved plan at most once; and none of a plan that was not approved. */
function ranTwice({ approvals, effects }: Evidence): Breach[] {
  const commands = approvals.flatMap((a) => a.plan.commands),
    distinct = new Map(commands.map((c) => [JSON.stringify(c), c]));
  return [...distinct].flatMap(([key, command]) => {
    const runs = effects.filter(effectOf(command)).length,
      may = approvals
        .filter((a) => a.startedAt !== undefined)
        .reduce((n, a) => n + a.plan.commands.filter((c) => JSON.stringify(c) === key).length, 0);
    return runs <= may
      ? []
      : [{ condition: "run twice", says: `${command.kind} ran ${runs} times, ${may} approved` } as const];
  });
}
/** A decision that was told is kept; an approved plan ends; what it says of its steps is what happened. */
function lost({ approvals, effects, accepted }: Evidence): Breach[] {
  const breaches: Breach[] = [];
  const add = (says: string): void => void breaches.push({ condition: "lost", says });
  for (const d of accepted)
    if (!approvals.some((a) => a.id === d.approvalId && a.decisions.some((x) => x.by.id === d.by)))
      add(`the decision of ${d.by} is gone`);
  for (const a of approvals) {
    const approved = a.decisions.filter((d) => d.verdict === "approved").length >= a.needed;
    if (approved && !isEnded(a)) add(`the approved plan is still ${a.state}`);
  }
  const last = approvals.filter((a) => a.startedAt !== undefined);
  if (last.length !== 1) return breaches;
  const [a] = last as [Approval];
  const keys = new Set(a.plan.commands.map((c) => JSON.stringify(c)));
  for (const key of keys) {
    const at = a.plan.commands.flatMap((c, i) => (JSON.stringify(c) === key ? [i] : [])),
      runs = effects.filter(effectOf(a.plan.commands[at[0]!]!)).length,
      steps = (a.steps ?? []).filter((s) => at.includes(s.command)),
      done = a.state === "done" ? at.length : steps.filter((s) => s.state === "done").length,
      maybe = a.state === "done" ? at.length : steps.filter((s) => s.state !== "failed").length;
    const kind = a.plan.commands[at[0]!]!.kind;
    if (runs < done) add(`${kind} counts as done, and ran ${runs} times`);
    if (isEnded(a) && runs > maybe) add(`${kind} ran ${runs} times, and the ${a.state} plan tells of ${maybe}`);
  }
  return breaches;
}
function hanging({ cases, approvals, messages }: Evidence): Breach[] {
  return cases.flatMap((c): Breach[] => {
    const pending = approvals.filter((a) => a.caseId === c.id && a.state === "pending");
    const says =
      c.state === "repairing" || c.state === "confirming" || c.state === "open"
        ? `the case is still ${c.state}`
        : c.state === "awaiting-approval" && pending.length === 0
          ? "the case awaits an approval that nobody can give"
          : pending.length > 1
            ? `${pending.length} plans wait at once`
            : pending.some((a) => !messages.some((m) => m.of === a.id && m.verbs.includes("approve")))
              ? "a plan waits, and no card shows it"
              : pending.length === 1 && c.state !== "awaiting-approval"
                ? `a plan waits, and the case is ${c.state}`
                : undefined;
    return says === undefined ? [] : [{ condition: "hanging", says }];
  });
}
function untrue({ cases, approvals, messages, unknown }: Evidence): Breach[] {
  const known = messages.filter((m) => !unknown.includes(m.posted));
  return known.flatMap((m) => {
    const first = m.words.split("\n").slice(0, 3).join(" | "),
      says = untruthOf(m, cases, approvals);
    return says === undefined ? [] : [{ condition: "untrue", says: `${says}: ${first}` } as const];
  });
}
function untruthOf(m: Shown, cases: readonly TriageCase[], approvals: readonly Approval[]): string | undefined {
  if (m.kind === "plan") {
    const a = approvals.find((x) => x.id === m.of);
    if (a === undefined) return m.verbs.includes("approve") ? "a plan that is not stored can be approved" : undefined;
    if (m.verbs.includes("approve") !== (a.state === "pending")) return `buttons on a plan that is ${a.state}`;
    const wanted = PLAN_SAYS[a.state];
    return wanted === undefined || wanted.test(m.words) ? undefined : `the plan is ${a.state}`;
  }
  if (m.kind === "progress" || /^… now$/m.test(m.words)) return "nothing goes on any more";
  const c = cases.find((x) => x.id === m.of);
  if (m.kind === "case" && c !== undefined) {
    const wanted = CASE_SAYS[c.state];
    if (wanted !== undefined && !wanted.test(m.words)) return `the case is ${c.state}`;
  }
  return PASSING.test(m.words) ? "nothing goes on any more" : undefined;
}
/** One message of each kind; one more where Teams' answer could not be known. */
function toldTwice({ messages, unknown, approvals, cases }: Evidence): Breach[] {
  const groups = new Map<string, Shown[]>();
  for (const m of messages)
    if (m.kind !== "other" && m.kind !== "progress" && m.kind !== "case")
      groups.set(`${m.kind} ${m.kind === "plan" ? m.of : ""}`, [
        ...(groups.get(`${m.kind} ${m.kind === "plan" ? m.of : ""}`) ?? []),
        m,
      ]);
  const runs = Math.max(1, approvals.filter((a) => a.startedAt !== undefined).length) * Math.max(1, cases.length);
  return [...groups].flatMap(([key, of]) => {
    const may = key.startsWith("plan") ? 1 : runs,
      more = of.filter((m) => unknown.includes(m.posted)).length;
    return of.length <= may + more
      ? []
      : [{ condition: "message twice", says: `${of.length} × ${key.trim()}` } as const];
  });
}
/** An ask has its verdict; a run that ended is told; a follow-up that was promised comes. */
function forgotten({ cases, approvals, messages, atEnd }: Evidence): Breach[] {
  const breaches: Breach[] = [];
  const add = (says: string): void => void breaches.push({ condition: "forgotten", says });
  if (!atEnd) return breaches;
  if (cases.length === 0) add("the ask has no verdict");
  if (cases.length > 1) add("the ask has made two cases");
  const ran = approvals.some((a) => a.startedAt !== undefined && a.state !== "stale" && isEnded(a));
  for (const kind of ["confirmation", "report", "follow-up"] as const)
    if (ran && !messages.some((m) => m.kind === kind)) add(`no ${kind}`);
  return breaches;
}
