import { sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { domainOf, isWithin, sameDn } from "../../identity/dn";
import { userJobs } from "../../identity/jobs";
import { nameOf } from "../../identity/naming";
import { cite, valueOr, type AdObject, type SyncJob } from "../../domain";

/** Container and group filters of the job's rules (schema.synchronizationRules[].containerFilter / groupFilter). */
export default defineCheck({
  id: "cloud-sync.scope",
  title: "The Cloud Sync job's scope contains the user",
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-configure#scope-provisioning-to-specific-users-and-groups",
  ],
  needs: ["ad.user", "entra.syncJobs"],
  wants: ["entra.user", "server.globalSettings", "server.connectors", "ad.related"],
  messages: {
    noUser: "There is no AD account to compare with the scope.",
    none: "No Cloud Sync job is responsible for this user's domain.",
    inside: "The Cloud Sync job's scope contains {user}.",
    container: {
      code: "provisioning-scope",
      text: "{user} is at {dn}, outside the containers of the Cloud Sync job {domain}: {scope}.",
      advice: [
        "Entra admin center > Entra Connect > Cloud sync > {domain} > Scoping filters: add the OU of this account, save; or move the account into one of {scope}.",
        "Then provision the user on demand.",
      ],
    },
    group: {
      code: "provisioning-scope",
      text: "{user} is not a direct member of a group that the Cloud Sync job {domain} is scoped to: {scope}.",
      advice: [
        "Add the account itself to one of {scope} in Active Directory, or widen the scope in Cloud sync > {domain} > Scoping filters.",
        "Then provision the user on demand.",
      ],
    },
  },
  evaluate(facts, { ad, others, isLinked }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const job = jobFor(ad, userJobs(facts["entra.syncJobs"]), valueOr(facts["server.connectors"], []).length > 0);
    if (job === undefined) return { verdict: "skip", message: "none" };
    const data = { user: nameOf(ad), dn: ad.dn, domain: job.servicePrincipalName };
    if (isLinked) return { verdict: "pass", message: "inside", data };
    const scope = scopeOf(job);
    const evidence = [
      cite(`DN ${ad.dn}`, facts["ad.user"]),
      cite(
        `Job ${job.id}: includedContainers ${scope.containers.join("; ") || "(all)"}; includedGroups ${scope.groups.join("; ") || "(all)"}`,
        facts["entra.syncJobs"],
      ),
    ];
    const isListed = scope.containers.length === 0 || scope.containers.some((c) => isWithin(ad.dn, c));
    if (!isListed || scope.excluded.some((c) => isWithin(ad.dn, c)))
      return {
        verdict: "fail",
        message: "container",
        proof: "measured",
        data: { ...data, scope: scope.containers.join("; ") },
        evidence,
      };
    const groups = scope.groups.map((group) => dnOfGroup(group, others));
    const known = groups.filter((dn) => dn !== undefined);
    const isMember = (ad.memberOf ?? []).some((m) => known.some((dn) => sameDn(dn, m)));
    // A group that was not read decides nothing: the account may be in that one.
    if (groups.length === 0 || known.length < groups.length || isMember)
      return { verdict: "pass", message: "inside", data };
    return {
      verdict: "fail",
      message: "group",
      proof: "measured",
      data: { ...data, scope: known.join("; ") },
      evidence,
    };
  },
});

/** The job of the account's domain; the only one there is, where no Entra Connect stands beside it. */
const jobFor = (ad: AdObject, jobs: readonly SyncJob[], hasConnect: boolean): SyncJob | undefined =>
  jobs.find((j) => sameText(j.servicePrincipalName, domainOf(ad.dn))) ??
  (jobs.length === 1 && !hasConnect ? jobs[0] : undefined);

/** Containers by DN; groups by DN or objectGUID. An empty list of what is included means everything. */
interface Scope {
  readonly containers: readonly string[];
  readonly excluded: readonly string[];
  readonly groups: readonly string[];
}
function scopeOf(job: SyncJob): Scope {
  const rules = job.schema?.synchronizationRules ?? [];
  const all = (filter: string, list: string) => rules.flatMap((rule) => namesIn(rule[filter], list));
  return {
    containers: all("containerFilter", "includedContainers"),
    excluded: all("containerFilter", "excludedContainers"),
    groups: all("groupFilter", "includedGroups"),
  };
}
const isRecord = (v: unknown): v is Readonly<Record<string, unknown>> => typeof v === "object" && v !== null;
/** Entries of a filter's list, as text or as objects that carry a distinguishedName. */
function namesIn(filter: unknown, list: string): string[] {
  const entries = isRecord(filter) ? filter[list] : undefined;
  if (!Array.isArray(entries)) return [];
  return entries
    .map((entry: unknown) => (isRecord(entry) ? String(entry["distinguishedName"] ?? "") : String(entry)))
    .filter((name) => name !== "");
}
const dnOfGroup = (group: string, known: readonly AdObject[]): string | undefined =>
  /^CN=/i.test(group) ? group : known.find((o) => sameText(o.objectGUID, group))?.dn;
