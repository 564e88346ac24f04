/** Cloud Sync: its jobs as Graph drives them, their runs, and provision on demand, worked out from directory, scope and cloud. */
import { isWithin, sameDn } from "../../identity/dn";
import { everyObject, isPerson, type Placed } from "../premises/directory";
import { arrivalOf, type Refused, type Sent } from "../rules/arrival";
import { writeArrival } from "../rules/cloud-user";
import { cloudNamesOf } from "../rules/export-format";
import { softMatchOf } from "../rules/matching";
import { signInNameOf } from "../rules/sign-in-name";
import { sourceAnchorOf } from "../rules/source-anchor";
import { primaryOf, sameText } from "../rules/text";
import { badRequest, notFound } from "./failure";
import { identifierOf } from "./ids";
import type { WorldHandle } from "../world";

type World = WorldHandle["world"];
type Job = World["cloud"]["provisioning"][string]["jobs"][string];
type AdObject = World["premises"]["directory"]["forests"][string]["objects"][string];
type Step = {
  name: string;
  provisioningStepType: string;
  status: "success" | "failure" | "skipped";
  description: string;
  details: Record<string, unknown>;
};
const FLAGS = new Set([
  "None",
  "ConnectorDataStore",
  "Escrows",
  "Watermark",
  "QuarantineState",
  "Full",
  "ForceDeletes",
]);

export function jobOf({ world }: WorldHandle, servicePrincipalId: string, jobId: string): Job {
  const job = world.cloud.provisioning[servicePrincipalId]?.jobs[jobId];
  if (job === undefined) throw notFound(jobId);
  return job;
}
/** `GET …/schema`; a job whose file tells none has the one rule of a fresh configuration, without a scope. */
export function schemaOf(job: Job, jobId: string): Record<string, unknown> {
  const rules = job.schema?.synchronizationRules ?? [];
  return {
    id: jobId,
    ...job.schema,
    synchronizationRules:
      rules.length > 0
        ? rules
        : [
            {
              id: identifierOf("rule", jobId),
              name: "AD2AADProvisioning",
              priority: 0,
              editable: true,
              sourceDirectoryName: "Active Directory",
              targetDirectoryName: "Azure Active Directory",
            },
          ],
  };
}
const agentsOf = ({ premises }: World) => [premises.provisioningAgent ?? []].flat();
/** The code with which a job fails for want of an agent, or of an agent's account that may read the directory (Graph reference §10.2); undefined where it can run. */
function agentFaultOf(world: World): { readonly code: string; readonly says: string } | undefined {
  const active = agentsOf(world).filter((a) => a.Active === true);
  if (active.length === 0)
    return { code: "HybridIdentityServiceNoActiveAgents", says: "No active agent was found for the domain." };
  return active.every((a) => a.GmsaOk === false)
    ? {
        code: "HybridSynchronizationActiveDirectoryInsufficientRights",
        says: "The agent's account may not read the directory.",
      }
    : undefined;
}
/** Whether the cause of a quarantine is still there, so that the job's next run goes back into it. */
function causePersists(world: World, code: string): boolean {
  if (/InsufficientRights$|InsufficientAccessRights$/.test(code)) return agentFaultOf(world) !== undefined;
  if (/^HybridIdentityServiceNo(ActiveAgents|AgentsAssigned)$/.test(code))
    return !agentsOf(world).some((a) => a.Active === true);
  if (code === "AzureActiveDirectoryInvalidCredential")
    return !Object.values(world.cloud.users).some((u) => /^ADToAADSyncServiceAccount/i.test(u.userPrincipalName));
  return code === "AzureActiveDirectoryExpiredCredentials" || code === "AzureActiveDirectoryAuthenticationFailed";
}
/** `POST …/restart`: clears what the scope names; a run that meets the same error at once goes back into quarantine. */
export function restartJob(lab: WorldHandle, servicePrincipalId: string, jobId: string, body: unknown): void {
  const job = jobOf(lab, servicePrincipalId, jobId);
  const scope = (body as { criteria?: { resetScope?: unknown } } | null)?.criteria?.resetScope;
  if (typeof scope !== "string") throw badRequest("The parameter 'criteria' with 'resetScope' is required.");
  const flags = scope.split(",").map((f) => f.trim());
  for (const flag of flags)
    if (!FLAGS.has(flag)) throw badRequest(`Requested value '${flag}' was not found in resetScope.`);
  const status = job.status as Record<string, unknown>;
  const quarantine = status["quarantine"] as { error?: { code?: string } } | null | undefined;
  const code =
    quarantine?.error?.code ??
    (status["lastExecution"] as { error?: { code?: string } } | undefined)?.error?.code ??
    "";
  if (causePersists(lab.world, code) || !(flags.includes("QuarantineState") || flags.includes("Full"))) return;
  delete status["quarantine"];
  Object.assign(status, { code: "Active", countSuccessiveCompleteFailures: 0 });
  runJob(lab, jobId, job);
}
/** The template of the jobs that carry users, groups and contacts from AD to the cloud (Graph reference §10.1). */
const USERS_TO_CLOUD = "AD2AADProvisioning";
/** What the service does every two minutes: every job that is on and not held runs. An agent that is back is met by the next run. */
export function runJobs(lab: WorldHandle): void {
  for (const { jobs } of Object.values(lab.world.cloud.provisioning))
    for (const [jobId, job] of Object.entries(jobs))
      if (job.status["code"] === "Active" && job.schedule?.["state"] !== "Paused") runJob(lab, jobId, job);
}
/** One run of a job: each person in its scope is joined, created or brought up to date. Who left the scope is left alone. */
function runJob(lab: WorldHandle, jobId: string, job: Job): void {
  const time = lab.now().toISOString(),
    counters = { countExported: 0, countEscrowed: 0 };
  const end = (state: "Succeeded" | "Failed" | "EntryLevelErrors", error?: { code: string; message: string }): void => {
    const lastExecution = {
      state,
      timeBegan: time,
      timeEnded: time,
      ...counters,
      ...(error === undefined ? {} : { error }),
    };
    Object.assign(job.status, {
      lastExecution,
      ...(state === "Failed" ? {} : { lastSuccessfulExecution: lastExecution }),
    });
  };
  const fault = agentFaultOf(lab.world);
  if (fault !== undefined) return end("Failed", { code: fault.code, message: fault.says });
  if ((job.templateId ?? jobId).startsWith(USERS_TO_CLOUD))
    for (const { dn, entry } of peopleInScope(lab.world, schemaOf(job, jobId)["synchronizationRules"])) {
      const result = provision(lab, dn, entry);
      if (result.outcome === "written") counters.countExported++;
      if (result.outcome === "refused") counters.countEscrowed++;
    }
  end(counters.countEscrowed > 0 ? "EntryLevelErrors" : "Succeeded");
}
const peopleInScope = (world: World, rules: unknown): Placed[] =>
  [...everyObject(world)].filter(
    (p) => isPerson(p) && isUser(p.entry) && (rules as Record<string, unknown>[]).some((r) => inScope(world, r, p.dn)),
  );
const isUser = ({ objectClass }: { readonly objectClass: readonly string[] }): boolean =>
  objectClass.includes("user") && !objectClass.includes("computer");
/** `POST …/start` and `…/pause`. */
export function setSchedule(lab: WorldHandle, servicePrincipalId: string, jobId: string, running: boolean): void {
  const job = jobOf(lab, servicePrincipalId, jobId);
  job.schedule = { ...job.schedule, state: running ? "Active" : "Paused" };
  const status = job.status as Record<string, unknown>;
  if (status["code"] !== "Quarantine") status["code"] = running ? "Active" : "Paused";
}

function inScope(world: World, rule: Record<string, unknown>, dn: string): boolean {
  const containers = (rule["containerFilter"] as { includedContainers?: unknown } | undefined)?.includedContainers;
  const groups = (rule["groupFilter"] as { includedGroups?: unknown } | undefined)?.includedGroups;
  if (Array.isArray(containers) && containers.length > 0 && !containers.some((c) => isWithin(dn, String(c))))
    return false;
  if (!Array.isArray(groups) || groups.length === 0) return true;
  // A scoping group counts its direct members only, and is named by its DN or its objectGUID.
  return Object.values(world.premises.directory.forests).some((f) =>
    Object.entries(f.objects).some(
      ([groupDn, g]) =>
        groups.some((wanted) => sameDn(groupDn, String(wanted)) || sameText(g.objectGUID, String(wanted))) &&
        Array.isArray(g["member"]) &&
        g["member"].some((m) => sameDn(String(m), dn)),
    ),
  );
}

/** Graph's pair of JSON texts. */
export interface OnDemandAnswer {
  readonly key: string;
  readonly value: string;
}
/** The steps of one provisioning, import to export; the first that is skipped or fails is the answer. */
class OnDemand {
  readonly #steps: Step[] = [];
  constructor(private readonly dn: string) {}
  passed(name: string, provisioningStepType: string, description: string): void {
    this.#steps.push({ name, provisioningStepType, status: "success", description, details: {} });
  }
  failed(name: string, provisioningStepType: string, errorCode: string, description: string): OnDemandAnswer {
    this.#steps.push({ name, provisioningStepType, status: "failure", description, details: {} });
    return this.answer("Failure", "other", errorCode);
  }
  skipped(name: string, provisioningStepType: string, errorCode: string, description: string): OnDemandAnswer {
    this.#steps.push({ name, provisioningStepType, status: "skipped", description, details: {} });
    return this.answer("Skipped", "other", errorCode);
  }
  answer(result: "Success" | "Failure" | "Skipped", action: string, errorCode?: string, targetId = ""): OnDemandAnswer {
    const code = errorCode === undefined ? {} : { errorCode };
    return {
      key: JSON.stringify({ result, details: code }),
      value: JSON.stringify({
        action,
        provisioningSteps: this.#steps,
        statusInfo: { status: result.toLowerCase(), ...code },
        sourceIdentity: { id: this.dn, identityType: "user" },
        targetIdentity: { id: targetId, identityType: "user" },
        modifiedProperties: [],
      }),
    };
  }
}
/** `POST …/provisionOnDemand`: import, scoping, matching, export of one user, which is joined or created. */
export function provisionOnDemand(
  lab: WorldHandle,
  servicePrincipalId: string,
  jobId: string,
  body: unknown,
): OnDemandAnswer {
  const { world } = lab,
    { dn, rule } = askedOf(jobOf(lab, servicePrincipalId, jobId), jobId, body),
    run = new OnDemand(dn);
  const fault = agentFaultOf(world);
  if (fault !== undefined) return run.failed("EntryImport", "import", fault.code, fault.says);
  const found = Object.values(world.premises.directory.forests)
    .flatMap((f) => Object.entries(f.objects))
    .find(([d, o]) => sameDn(d, dn) && o.isDeleted !== true);
  if (found === undefined || !found[1].objectClass.includes("user"))
    return run.failed("EntryImport", "import", "EntryNotFound", "The object was not found in Active Directory.");
  run.passed("EntryImport", "import", "The object was read from Active Directory.");
  if (!inScope(world, rule, found[0]))
    return run.skipped(
      "EntrySynchronizationScoping",
      "scoping",
      "NotEffectivelyEntitled",
      "The object is not in the scope of the configuration.",
    );
  run.passed("EntrySynchronizationScoping", "scoping", "The object is in scope.");
  return matchAndExport(lab, run, found[0], found[1]);
}
/** The user and the rule that the request names; refuses what the real call refuses. */
function askedOf(job: Job, jobId: string, body: unknown): { dn: string; rule: Record<string, unknown> } {
  const parameter = (
    body as {
      parameters?: { ruleId?: unknown; subjects?: { objectId?: unknown; objectTypeName?: unknown }[] }[];
    } | null
  )?.parameters?.[0];
  const dn = parameter?.subjects?.[0]?.objectId,
    ruleId = parameter?.ruleId;
  if (typeof dn !== "string" || typeof ruleId !== "string")
    throw badRequest("The parameter 'parameters' with ruleId and one subject is required.");
  if (parameter?.subjects?.[0]?.objectTypeName !== "user")
    throw badRequest("Only subjects with the objectTypeName 'user' are supported.");
  const rule = (schemaOf(job, jobId)["synchronizationRules"] as Record<string, unknown>[]).find(
    (r) => r["id"] === ruleId,
  );
  if (rule === undefined)
    throw badRequest(`The synchronization rule '${ruleId}' does not exist in the schema of the job.`);
  return { dn, rule };
}

const FOUND = {
  anchor: "Matched by source anchor.",
  deleted: "Matched by source anchor among the deleted users, and restored.",
  "soft-match": "Matched by sign-in name or primary address.",
  new: "No match; a new user is created.",
} as const;
function matchAndExport(lab: WorldHandle, run: OnDemand, dn: string, object: AdObject): OnDemandAnswer {
  const result = provision(lab, dn, object);
  if (result.outcome === "ignored") return run.answer("Skipped", "other", "CloudManaged");
  if (result.outcome === "refused") return run.failed("EntryMatching", "matching", result.errorName, result.detail);
  const action = result.how === "new" ? "create" : "update";
  run.passed("EntryMatching", "matching", FOUND[result.how]);
  run.passed("EntryExport", "export", `The user was ${action}d.`);
  return run.answer("Success", action, undefined, result.id);
}
type Provisioned =
  | { readonly outcome: "ignored" }
  | { readonly outcome: "refused"; readonly errorName: string; readonly detail: string }
  | { readonly outcome: "written"; readonly how: keyof typeof FOUND; readonly id: string };
/** One user, matched and written. Cloud Sync is anchored on mS-DS-ConsistencyGuid, else objectGUID, whatever a Connect server was told. */
function provision(lab: WorldHandle, dn: string, object: AdObject): Provisioned {
  const { world } = lab;
  const anchor = sourceAnchorOf(object, "mS-DS-ConsistencyGuid");
  if (anchor === null)
    return {
      outcome: "refused",
      errorName: "InvalidSourceAnchor",
      detail: "The source anchor is empty or not a GUID.",
    };
  const arriving: Sent = { object, dn, anchor, sent: signInNameOf(object, dn, {}) ?? "" };
  const arrival = arrivalOf(world, arriving);
  if (arrival.outcome !== "accepted") return arrival;
  const refusal = arrival.how === "new" ? softRefusalOf(world, arriving) : null;
  if (refusal !== null) return { outcome: "refused", ...refusal };
  const id = writeArrival(lab, arriving, arrival, () => identifierOf("user", anchor));
  return { outcome: "written", how: arrival.how, id };
}
/** Cloud Sync reports a soft match that is refused, where Connect would go on to a new user with withheld values. */
function softRefusalOf(world: World, { object, anchor, sent }: Sent): Pick<Refused, "errorName" | "detail"> | null {
  const names = cloudNamesOf(world, object, sent);
  const match = softMatchOf(world, {
    anchor,
    objectGUID: object.objectGUID,
    userPrincipalName: names.userPrincipalName,
    primaryAddress: primaryOf(names.proxyAddresses),
  });
  if (match?.block === "role")
    return { errorName: "ExistingAdminRoleConflict", detail: "The cloud user holds an administrator role." };
  if (match?.block === "tenant")
    return { errorName: "InvalidSoftMatch", detail: "Soft match is blocked for the tenant." };
  const sameAccount =
    match !== null && sameText(world.cloud.users[match.id]?.["onPremisesSecurityIdentifier"], object["objectSid"]);
  return match?.block === "other-anchor" && sameAccount
    ? {
        errorName: "AttributeValueMustBeUnique",
        detail: "OnPremiseSecurityIdentifier is held by another object.",
      }
    : null;
}
