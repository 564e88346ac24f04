/** Cloud Sync as Graph drives it: jobs, their schema, restart, and provision on demand worked out from directory, scope and cloud. */
import { bareAddress, primaryAddress, sameText, suffixOf, localPartOf } from "../../identity/address";
import { anchorsOf } from "../../identity/anchor";
import { isWithin, sameDn, domainOf } from "../../identity/dn";
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
const agentsOf = ({ premises }: World): { Active?: boolean | undefined }[] => {
  const a = premises.provisioningAgent;
  return a === null || a === undefined ? [] : Array.isArray(a) ? a : [a];
};
/** Whether the cause of a quarantine is still there, so that the job's next run goes back into it. */
function causePersists(world: World, code: string): boolean {
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
  const now = lab.now().toISOString();
  const run = { state: "Succeeded", timeBegan: now, timeEnded: now, countExported: 0, countEscrowed: 0 };
  Object.assign(status, {
    code: "Active",
    countSuccessiveCompleteFailures: 0,
    lastExecution: run,
    lastSuccessfulExecution: run,
  });
}
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
const text = (v: unknown): string | undefined => (typeof v === "string" && v !== "" ? v : undefined);

/** `POST …/provisionOnDemand`: the first step that is skipped or fails is the answer; otherwise the user is joined or created. Answers Graph's pair of JSON texts. */
export function provisionOnDemand(
  lab: WorldHandle,
  servicePrincipalId: string,
  jobId: string,
  body: unknown,
): { key: string; value: string } {
  const { world } = lab,
    job = jobOf(lab, servicePrincipalId, jobId);
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
  const steps: Step[] = [];
  const step = (
    name: string,
    type: string,
    status: Step["status"],
    description: string,
    details: Record<string, unknown> = {},
  ): void => {
    steps.push({ name, provisioningStepType: type, status, description, details });
  };
  const answer = (
    result: "Success" | "Failure" | "Skipped",
    action: string,
    errorCode?: string,
    targetId?: string,
  ): { key: string; value: string } => ({
    key: JSON.stringify({ result, details: errorCode === undefined ? {} : { errorCode } }),
    value: JSON.stringify({
      action,
      provisioningSteps: steps,
      statusInfo: { status: result.toLowerCase(), ...(errorCode === undefined ? {} : { errorCode }) },
      sourceIdentity: { id: dn, identityType: "user" },
      targetIdentity: { id: targetId ?? "", identityType: "user" },
      modifiedProperties: [],
    }),
  });
  const fails = (name: string, type: string, code: string, why: string): { key: string; value: string } => {
    step(name, type, "failure", why);
    return answer("Failure", "other", code);
  };

  if (!agentsOf(world).some((a) => a.Active === true))
    return fails(
      "EntryImport",
      "import",
      "HybridIdentityServiceNoActiveAgents",
      "No active agent was found for the domain.",
    );
  const found = Object.values(world.premises.directory.forests)
    .flatMap((f) => Object.entries(f.objects))
    .find(([d, o]) => sameDn(d, dn) && o.isDeleted !== true);
  if (found === undefined || !found[1].objectClass.includes("user"))
    return fails("EntryImport", "import", "EntryNotFound", "The object was not found in Active Directory.");
  step("EntryImport", "import", "success", "The object was read from Active Directory.");
  if (!inScope(world, rule, found[0])) {
    step("EntrySynchronizationScoping", "scoping", "skipped", "The object is not in the scope of the configuration.");
    return answer("Skipped", "other", "NotEffectivelyEntitled");
  }
  step("EntrySynchronizationScoping", "scoping", "success", "The object is in scope.");
  return join(lab, found[0], found[1], step, fails, answer);
}

function join(
  lab: WorldHandle,
  dn: string,
  ad: AdObject,
  step: (name: string, type: string, status: Step["status"], description: string) => void,
  fails: (name: string, type: string, code: string, why: string) => { key: string; value: string },
  answer: (result: "Success", action: string, code: undefined, id: string) => { key: string; value: string },
): { key: string; value: string } {
  const { cloud } = lab.world;
  const anchor = anchorsOf(ad as { objectGUID: string })[0];
  if (anchor === undefined)
    return fails("EntryMatching", "matching", "InvalidSourceAnchor", "The source anchor is empty or not a GUID.");
  const adUpn = text(ad["userPrincipalName"]) ?? `${text(ad["sAMAccountName"]) ?? ""}@${domainOf(dn)}`;
  const initial = Object.entries(cloud.domains).find(([, d]) => d["isInitial"] === true)?.[0] ?? "";
  const upn = Object.entries(cloud.domains).some(([n, d]) => d.isVerified && n.toLowerCase() === suffixOf(adUpn))
    ? adUpn
    : `${localPartOf(adUpn)}@${initial}`;
  const proxies = Array.isArray(ad["proxyAddresses"]) ? ad["proxyAddresses"].map(String) : [];
  const primary = primaryAddress(proxies) ?? text(ad["mail"])?.toLowerCase();
  const live = Object.entries(cloud.users),
    roles = [...Object.values(cloud.directoryRoles), ...Object.values(cloud.directoryRoleEligibility ?? {})].flat();
  const features = cloud.onPremisesSynchronization?.features ?? {};
  const linked = live.find(([, u]) => u.onPremisesImmutableId === anchor),
    deleted = Object.entries(cloud.deletedUsers).find(([, u]) => u.onPremisesImmutableId === anchor);
  const privileged = (id: string): boolean => roles.includes(id);
  const takeover = (
    u: { onPremisesSyncEnabled?: boolean | null | undefined; [k: string]: unknown },
    id: string,
  ): boolean =>
    u.onPremisesSyncEnabled !== true &&
    (features["blockCloudObjectTakeoverThroughHardMatchEnabled"] === true ||
      privileged(id) ||
      text(u["onPremisesObjectIdentifier"]) !== undefined);
  const flow = {
    displayName: text(ad["displayName"]),
    givenName: text(ad["givenName"]),
    surname: text(ad["sn"]),
    mail: text(ad["mail"]),
    mailNickname: text(ad["mailNickname"]) ?? text(ad["sAMAccountName"]),
    department: text(ad["department"]),
  };
  const link = (id: string, why: string, action: string): { key: string; value: string } => {
    const mine = live.find(([i]) => i === id)?.[1];
    const heldElsewhere = (p: string): boolean =>
      [cloud.users, cloud.deletedUsers, cloud.groups, cloud.contacts].some((m) =>
        Object.entries(m).some(
          ([i, o]) => i !== id && (o.proxyAddresses ?? []).some((q: string) => bareAddress(q) === bareAddress(p)),
        ),
      );
    const upnTaken = live.some(([i, u]) => i !== id && sameText(u.userPrincipalName, upn));
    const kept = proxies.filter((p) => !heldElsewhere(p));
    const errors = [
      ...proxies.filter((p) => heldElsewhere(p)).map((value) => ({ propertyCausingError: "ProxyAddresses", value })),
      ...(upnTaken ? [{ propertyCausingError: "UserPrincipalName", value: upn }] : []),
    ];
    cloud.users[id] = {
      ...(mine ?? {
        accountEnabled: true,
        userType: "Member",
        createdDateTime: lab.now().toISOString(),
        assignedLicenses: [],
        serviceProvisioningErrors: [],
      }),
      ...Object.fromEntries(Object.entries(flow).filter(([, v]) => v !== undefined)),
      userPrincipalName: upnTaken ? `${localPartOf(upn)}${id.slice(0, 4)}@${initial}` : upn,
      proxyAddresses: kept,
      accountEnabled: (Number(ad["userAccountControl"] ?? 512) & 2) === 0,
      onPremisesSyncEnabled: true,
      onPremisesLastSyncDateTime: lab.now().toISOString(),
      onPremisesImmutableId: anchor,
      onPremisesDistinguishedName: dn,
      onPremisesDomainName: domainOf(dn),
      onPremisesUserPrincipalName: adUpn,
      onPremisesSamAccountName: text(ad["sAMAccountName"]),
      onPremisesSecurityIdentifier: text(ad["objectSid"]),
      onPremisesProvisioningErrors: errors.map((e) => ({
        category: "PropertyConflict",
        occurredDateTime: lab.now().toISOString(),
        ...e,
      })),
    };
    step("EntryMatching", "matching", "success", why);
    step("EntryExport", "export", "success", `The user was ${action === "create" ? "created" : "updated"}.`);
    return answer("Success", action, undefined, id);
  };
  if (linked !== undefined)
    return takeover(linked[1], linked[0])
      ? fails("EntryMatching", "matching", "InvalidHardMatch", "The hard match with the cloud user is blocked.")
      : link(linked[0], "Matched by source anchor.", "update");
  if (deleted !== undefined) {
    if (features["blockCloudObjectTakeoverThroughHardMatchEnabled"] === true || privileged(deleted[0]))
      return fails(
        "EntryMatching",
        "matching",
        "InvalidHardMatch",
        "The hard match with the deleted cloud user is blocked.",
      );
    const { deletedDateTime: _gone, ...rest } = deleted[1];
    cloud.users[deleted[0]] = rest as (typeof deleted)[1];
    delete cloud.deletedUsers[deleted[0]];
    live.push([deleted[0], rest as (typeof deleted)[1]]);
    return link(deleted[0], "Matched by source anchor among the deleted users, and restored.", "update");
  }
  const candidate =
    live.find(([, u]) => sameText(u.userPrincipalName, upn)) ??
    live.find(([, u]) => primary !== undefined && (u.proxyAddresses ?? []).some((p) => bareAddress(p) === primary));
  if (candidate !== undefined && candidate[1].onPremisesImmutableId == null) {
    if (privileged(candidate[0]))
      return fails(
        "EntryMatching",
        "matching",
        "ExistingAdminRoleConflict",
        "The cloud user holds an administrator role.",
      );
    if (features["blockSoftMatchEnabled"] === true)
      return fails("EntryMatching", "matching", "InvalidSoftMatch", "Soft match is blocked for the tenant.");
    return link(candidate[0], "Matched by sign-in name or primary address.", "update");
  }
  if (candidate !== undefined && sameText(text(candidate[1]["onPremisesSecurityIdentifier"]), text(ad["objectSid"])))
    return fails(
      "EntryMatching",
      "matching",
      "AttributeValueMustBeUnique",
      "OnPremiseSecurityIdentifier is held by another object.",
    );
  return link(identifierOf("user", anchor), "No match; a new user is created.", "create");
}
