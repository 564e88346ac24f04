import { defineCheck } from "../../identity/define";
import { groupDns, jobFor, scopeOf, standingIn, userJobs } from "../../identity/jobs";
import { nameOf } from "../../identity/naming";
import { cite, valueOr } from "../../domain";

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
    const standing = standingIn(scope, ad, others);
    if (standing !== "container" && standing !== "group") return { verdict: "pass", message: "inside", data };
    const names = standing === "container" ? scope.containers : groupDns(scope, others);
    return {
      verdict: "fail",
      message: standing,
      proof: "measured",
      data: { ...data, scope: names.join("; ") },
      evidence,
    };
  },
});
