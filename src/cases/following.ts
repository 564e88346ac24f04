/** What follows a plan that has run: how the world stands after it, and its rest, its taking back or its undoing as plans of their own. */
import { moveOn, timeOf } from "../approvals/context";
import { UNKNOWN_REQUEST } from "../approvals/decide";
import { bringsToCloud } from "../approvals/before";
import { differences } from "../approvals/difference";
import { following, type Followed } from "../approvals/following";
import { runLine, touchedBy, type RanStep, type RunLine } from "../approvals/run-line";
import {
  stepTitle,
  told,
  type Command,
  type InEvery,
  type Aftermath,
  type Approval,
  type ApprovalState,
  type FollowingPurpose,
  type Words,
} from "../domain";
import type { CaseContext } from "./context";
import type { FollowInput, ProposeResult } from "./contract";
import { otherRepair, request } from "./repair";

const refused = (says: Words) => ({ kind: "refused" as const, says });
const HAS_RUN: readonly ApprovalState[] = ["done", "failed", "unknown"];
/** What may follow a run, by what it was for and how it ended. */
function candidates({ state, purpose = "repair" }: Approval): readonly FollowingPurpose[] {
  const isRepair = purpose === "repair" || purpose === "go-on";
  if (state === "done") return isRepair ? ["undo"] : [];
  if (state !== "failed" && state !== "unknown") return [];
  return isRepair ? ["put-back", "go-on"] : ["go-on"];
}
const WHY_NOT: Readonly<Record<FollowingPurpose, Words>> = {
  "put-back": { en: "It cannot be put back: {why}", de: "Es kann nicht zurückgesetzt werden: {why}" },
  "go-on": { en: "It cannot go on: {why}", de: "Es kann nicht fortgesetzt werden: {why}" },
  undo: { en: "It cannot be undone: {why}", de: "Es kann nicht rückgängig gemacht werden: {why}" },
};
const WORDS = {
  asBefore: {
    en: "Everything that it touches stands as it did before.",
    de: "Alles, was es betrifft, steht wieder wie zuvor.",
  },
  notSo: {
    en: "This plan has not ended in a way that this could follow.",
    de: "Dieser Plan hat nicht so geendet, dass dies darauf folgen könnte.",
  },
  done: { en: "{step}: carried out. {why}", de: "{step}: ausgeführt. {why}" },
  unknown: {
    en: "{step}: whether it was carried out is not known.",
    de: "{step}: Ob es ausgeführt wurde, ist nicht bekannt.",
  },
} as const satisfies Readonly<Record<string, Words>>;
/** A step by its title, in every language. */
const titled = (command: Command): InEvery => ({ en: stepTitle(command, "en"), de: stepTitle(command, "de") });

/** Asks for approval of the plan that follows; it rests on what is read now. */
export async function proposeFollowing(
  o: CaseContext,
  { approvalId, purpose, by, conversationId, around }: FollowInput,
): Promise<Exclude<ProposeResult, { kind: "choose" }>> {
  const a = await o.store.getApproval(approvalId),
    c = a === undefined ? undefined : await o.store.getCase(a.caseId);
  if (a === undefined || c === undefined || c.tenantId !== by.tenantId || a.conversationId !== conversationId)
    return refused(UNKNOWN_REQUEST);
  const may = await o.authority.authorise("open", by);
  if (!may.allowed) return refused(may.says);
  if (!candidates(a).includes(purpose)) return refused(WORDS.notSo);
  const other = await otherRepair(o, c);
  if (other !== undefined) return refused(other);
  const planned = await plannedAfter(o, await lineOf(o, a), purpose);
  if ("refused" in planned) {
    await o.trail("plan-refused", purpose, { caseId: c.id, approvalId: a.id, by: by.id });
    return refused(told(WHY_NOT[purpose], { why: planned.refused }));
  }
  return request(o, c, planned.plan, undefined, by, { follows: { purpose, of: a.id }, around });
}
const plannedAfter = (o: CaseContext, line: RunLine, purpose: FollowingPurpose): Promise<Followed> =>
  following(purpose, line, o, timeOf(o.approvals));

/** The approval, before it the one that it went on with, and so on. */
async function lineOf(o: CaseContext, last: Approval): Promise<RunLine> {
  const approvals: [Approval, ...Approval[]] = [last];
  for (let [first] = approvals; first.purpose === "go-on" && first.of !== undefined; [first] = approvals) {
    const earlier = await o.store.getApproval(first.of);
    if (earlier === undefined || approvals.some((x) => x.id === earlier.id)) break;
    approvals.unshift(earlier);
  }
  return runLine(approvals);
}

/**
 * Keeps with the approval how the world stands after its run, and with the one that it followed how it stands now. The approval as it is where it has
 * not run, or was looked at.
 */
export async function lookAfter(o: CaseContext, a: Approval): Promise<Approval> {
  if (!HAS_RUN.includes(a.state) || a.aftermath !== undefined) return a;
  const followed = a.of === undefined ? undefined : await o.store.getApproval(a.of);
  if (followed !== undefined) await look(o, followed);
  return look(o, a);
}
const look = async (o: CaseContext, a: Approval): Promise<Approval> =>
  (await moveOn(o.approvals, a.id, { kind: "look", aftermath: await aftermathOf(o, a) })) ?? a;
/** Steps that nothing in the before-image tells of: said as they ended, since the world is not read for them. */
function untold({ plan, done, unknown }: RunLine): Words[] {
  const isUntold = ({ command }: RanStep): boolean =>
    !bringsToCloud(command) && command.kind !== "purge-deleted-user" && touchedBy(plan.before, command).length === 0;
  const ended = done
    .filter(isUntold)
    .map(({ command, undo }) =>
      told(WORDS.done, { step: titled(command), why: "impossible" in undo ? undo.impossible : "" }),
    );
  return unknown === undefined || !isUntold(unknown)
    ? ended
    : [...ended, told(WORDS.unknown, { step: titled(unknown.command) })];
}
async function aftermathOf(o: CaseContext, a: Approval): Promise<Aftermath> {
  const line = await lineOf(o, a),
    ran = line.done.length > 0 || line.unknown !== undefined;
  const { verify, before } = line.plan,
    // A repair that is done has changed what it was to change; one that broke, and one that takes back, are held against what was before.
    compares = ran && (a.state !== "done" || verify.kind === "as-before"),
    differs = compares ? await differences(verify.kind === "as-before" ? verify.before : before, o) : [],
    seen: Words[] = [...differs, ...(compares ? untold(line) : [])];
  const says = compares && seen.length === 0 ? [WORDS.asBefore] : seen,
    offers: FollowingPurpose[] = [];
  for (const purpose of ran ? candidates(a) : []) {
    const planned = await plannedAfter(o, line, purpose);
    if ("plan" in planned) offers.push(purpose);
    else says.push(told(WHY_NOT[purpose], { why: planned.refused }));
  }
  return { at: timeOf(o.approvals), says, offers };
}
