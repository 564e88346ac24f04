/** What the case service is built from, and the facts that a plan or a confirmation needs beyond the diagnosis. */
import type { Diagnosis, Verification } from "../domain";
import type { FactSet } from "../domain/facts";
import type { RemediationId } from "../domain/vocabulary";
import type { AgentLink, CloudDirectory, Clock } from "../ports";
import { liveUpnOf } from "../identity/address";
import type { StrongReads } from "../triage/confirm";
import type { SubjectOption } from "./contract";

export interface World {
  readonly cloud: CloudDirectory;
  readonly agent: AgentLink;
  readonly clock: Clock;
}
/** What a triage answers; `DiagnoseResult` of `diagnose.ts` is one. */
export type Diagnosed =
  | { readonly kind: "diagnosed"; readonly facts: FactSet; readonly diagnosis: Diagnosis }
  | { readonly kind: "choose"; readonly options: SubjectOption[] }
  | {
      readonly kind: "none";
      readonly nearest: SubjectOption[];
      readonly facts: FactSet;
      readonly diagnosis: Diagnosis;
    };

/** Remediations that prove somebody empty, or weigh two accounts: they need the sign-ins of every account in play. */
const NEED_SIGN_INS: readonly RemediationId[] = [
  "hard-match",
  "set-consistency-guid",
  "purge-deleted-user",
  "remove-cloud-user",
  "restore-cloud-user",
];
const SIGN_IN_DAYS = 30;

/** The facts with the sign-ins of the accounts in play, where the remediation weighs them and they were not asked for yet. */
export async function factsForPlan(facts: FactSet, id: RemediationId, { cloud, clock }: World): Promise<FactSet> {
  if (!NEED_SIGN_INS.includes(id) || facts["entra.signIns"].state !== "unreadable") return facts;
  const people = [facts["entra.user"], facts["entra.relatedUsers"], facts["entra.deletedUsers"]].flatMap((f) =>
    f.state === "seen" ? (Array.isArray(f.value) ? f.value : [f.value]) : [],
  );
  if (people.length === 0) return facts;
  const sinceIso = new Date(clock.now().getTime() - SIGN_IN_DAYS * 86_400_000).toISOString();
  const upns = [...new Set(people.map((u) => liveUpnOf(u.userPrincipalName)))];
  return { ...facts, "entra.signIns": await cloud.signIns({ upns, sinceIso }) };
}

/** Strong reads by id of what the verification names. */
export async function readsFor(
  verify: Verification,
  { cloud, agent }: Pick<World, "cloud" | "agent">,
): Promise<StrongReads> {
  if (verify.kind === "ad-value") {
    const { answers } = await agent.collect([{ kind: "ad-object", objectGUID: verify.objectGUID }]);
    const adObject = answers["ad-object"];
    return adObject === undefined ? {} : { adObject };
  }
  if (verify.kind === "engine-runs" || verify.cloudId === undefined) return {};
  const [user, deleted] = await Promise.all([cloud.user(verify.cloudId), cloud.deletedUser(verify.cloudId)]);
  return { user, deleted };
}
