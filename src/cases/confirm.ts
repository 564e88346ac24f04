/** Did it help? Both sides are looked at again as if the person were asked about anew: after a run, and whenever a follow-up is due. */
import { differences } from "../approvals/difference";
import {
  valueOr,
  type FactSet,
  type Approval,
  type Confirmation,
  type TriageCase,
  type Verification,
  type Words,
} from "../domain";
import { signInsOf } from "../facts/on-demand";
import { verified, type StrongReads, type Verified } from "../triage/confirm";
import { outcomeOf } from "../triage/outcome";
import { readingsOf } from "../triage/readings";
import { approvalsOf, lookAgain, type CaseContext, type OnProgress } from "./context";
import type { DiagnoseResult } from "./diagnose";
import { followUpAfter } from "./follow-up";

const NOT_CLEAR = { en: "It is not clear any more whom this is about.", de: "Es ist nicht mehr klar, um wen es geht." };
const TOLD: Readonly<Record<Confirmation["state"], Words>> = {
  resolved: { en: "Confirmed: resolved.", de: "Bestätigt: gelöst." },
  partly: { en: "Looked again: partly resolved.", de: "Erneut nachgesehen: teilweise gelöst." },
  unresolved: { en: "Looked again: not resolved yet.", de: "Erneut nachgesehen: noch nicht gelöst." },
};

const CYCLE_TOLD: Readonly<Record<Confirmation["state"], Words>> = {
  resolved: { en: "The cycle ran to its end.", de: "Der Zyklus lief bis zum Ende." },
  partly: { en: "The cycle ran in part.", de: "Der Zyklus lief zum Teil." },
  unresolved: { en: "The cycle did not run to its end.", de: "Der Zyklus lief nicht bis zum Ende." },
};
const CYCLE_ENDED = CYCLE_TOLD.resolved,
  CYCLE_UNSEEN = CYCLE_TOLD.unresolved;

/** Says what is so now. Plans the next look where a repair has run. */
export async function confirmCase(o: CaseContext, caseId: string, progress?: OnProgress): Promise<TriageCase> {
  const c = await o.records.get(caseId),
    ran = (await approvalsOf(o, c)).filter((a) => a.startedAt !== undefined && a.state !== "stale").pop(),
    d = await lookAgain(o, c, progress),
    seen = await seenNow(o, c, ran, d);
  const at = o.clock.now().toISOString();
  const next = await o.records.change(caseId, ({ followUpAt: _, ...x }) => ({
    ...o.records.told(
      {
        ...x,
        ...(d.kind === "choose" || x.about === "engine" ? {} : { diagnosis: d.diagnosis }),
        state: seen.state,
        confirmation: { at, ...seen },
        ...(seen.state === "resolved" && ran !== undefined && x.about === undefined
          ? { solvedBy: ran.plan.remediation }
          : {}),
      },
      (x.about === "engine" ? CYCLE_TOLD : TOLD)[seen.state],
    ),
    ...(ran === undefined || x.about === "engine" ? {} : followUpAfter(o.followUpsMs, ran.endedAt ?? at, at)),
  }));
  await o.trail("case-confirmed", seen.state, { caseId });
  return next;
}
type Seen = Omit<Confirmation, "at">;
async function seenNow(o: CaseContext, c: TriageCase, ran: Approval | undefined, d: DiagnoseResult): Promise<Seen> {
  if (c.about === "engine" && ran !== undefined) return cycleSeen(ran, d.facts);
  const found = c.found ?? c.diagnosis;
  if (d.kind === "choose" || found === undefined)
    return { state: "unresolved", better: [], left: [NOT_CLEAR], notes: [] };
  const wantsGone = ran !== undefined && isRemovalOf(ran.plan.verify, found.subject),
    outcome = outcomeOf(found, d.diagnosis, { wantsGone, others: namesakesIn(d.facts) });
  return ran === undefined ? outcome : withWrite(outcome, ran, await writeSeen(o, ran, d));
}
/** How the cycle that was asked for ended, and the runs as they are read after it. */
function cycleSeen(ran: Approval, facts: FactSet): Seen {
  const ended = ran.state === "done",
    engine = verified(ran.plan, facts, {}),
    runs = readingsOf(facts).find((r) => r.id === "runs");
  return {
    state: ended && engine.arrived ? "resolved" : "unresolved",
    better: [...(ended ? [CYCLE_ENDED] : []), ...(engine.arrived ? engine.says : [])],
    left: [...(ended ? [] : [ran.outcome ?? CYCLE_UNSEEN]), ...(engine.arrived ? [] : engine.says)],
    notes: runs === undefined ? [] : [runs.says],
  };
}
/** Sign-in names of other cloud-only users of the same name: whoever asked for one of them may mean these. */
function namesakesIn(facts: DiagnoseResult["facts"]): string[] {
  const user = valueOr(facts["entra.user"], undefined),
    name = user?.displayName?.toLowerCase();
  if (user === undefined || name === undefined) return [];
  return valueOr(facts["entra.relatedUsers"], [])
    .filter((u) => u.id !== user.id && u.onPremisesSyncEnabled !== true && u.displayName?.toLowerCase() === name)
    .map((u) => u.userPrincipalName);
}
/** The object that was complained of was to go, and nobody on premises stands behind it. */
const isRemovalOf = (
  verify: Verification,
  { cloudId, objectGUID }: NonNullable<TriageCase["found"]>["subject"],
): boolean => verify.kind === "user-gone" && verify.cloudId === cloudId && objectGUID === null;
/** Nothing is resolved whose write did not arrive, or whose run did not come to its end. */
function withWrite(outcome: Seen, ran: Approval, write: Verified): Seen {
  const ended = ran.state === "done",
    isSound = ended && write.arrived;
  return {
    state: outcome.state === "resolved" && !isSound ? "partly" : outcome.state,
    better: [...outcome.better, ...(write.arrived ? write.says : [])],
    left: [
      ...(ended ? [] : [ran.outcome ?? { en: "The repair did not end well.", de: "Die Reparatur endete nicht gut." }]),
      ...(write.arrived ? [] : write.says),
      ...outcome.left,
    ],
    notes: outcome.notes,
  };
}
/** Judged by what the plan was to bring about, on facts and strong reads taken now. */
async function writeSeen(o: CaseContext, ran: Approval, { facts }: DiagnoseResult): Promise<Verified> {
  const reads = await strongReads(o, ran.plan.verify),
    user = facts["entra.user"];
  if (user.state !== "seen") return verified(ran.plan, facts, reads);
  const lastDay = await signInsOf([user.value], 1, o);
  return verified(ran.plan, { ...facts, "entra.userSignIns": lastDay }, reads);
}
/** Reads by id of what the verification names. */
async function strongReads({ cloud, agent }: CaseContext, verify: Verification): Promise<StrongReads> {
  if (verify.kind === "ad-value") {
    const { answers } = await agent.collect([{ kind: "ad-object", objectGUID: verify.objectGUID }]);
    const adObject = answers["ad-object"];
    return adObject === undefined ? {} : { adObject };
  }
  if (verify.kind === "as-before") return { differs: await differences(verify.before, { cloud, agent }) };
  if (verify.kind === "engine-runs" || verify.cloudId === undefined) return {};
  const [user, deleted] = await Promise.all([cloud.user(verify.cloudId), cloud.deletedUser(verify.cloudId)]);
  return { user, deleted };
}
