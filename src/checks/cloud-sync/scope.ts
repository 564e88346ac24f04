import { defineCheck } from "../../identity/define";
import { groupDns, jobFor, scopeOf, standingIn, userJobs } from "../../identity/jobs";
import { nameOf } from "../../identity/naming";
import { ALL } from "../../identity/phrases";
import { cite, told, valueOr } from "../../domain";

/** Container and group filters of the job's rules (schema.synchronizationRules[].containerFilter / groupFilter). */
export default defineCheck({
  id: "cloud-sync.scope",
  title: {
    en: "The Cloud Sync job's scope contains the user",
    de: "Der Bereich des Cloud-Sync-Auftrags enthält den Benutzer",
  },
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-configure#scope-provisioning-to-specific-users-and-groups",
  ],
  needs: ["ad.user", "entra.syncJobs"],
  wants: ["entra.user", "server.globalSettings", "server.connectors", "ad.related"],
  messages: {
    noUser: {
      en: "There is no AD account to compare with the scope.",
      de: "Es gibt kein AD-Konto, das sich mit dem Bereich vergleichen ließe.",
    },
    none: {
      en: "No Cloud Sync job is responsible for this user's domain.",
      de: "Für die Domäne dieses Benutzers ist kein Cloud-Sync-Auftrag zuständig.",
    },
    inside: {
      en: "The Cloud Sync job's scope contains {user}.",
      de: "Der Bereich des Cloud-Sync-Auftrags enthält {user}.",
    },
    container: {
      code: "provisioning-scope",
      text: {
        en: "{user} is at {dn}, outside the containers of the Cloud Sync job {domain}: {scope}.",
        de: "{user} liegt unter {dn}, außerhalb der Container des Cloud-Sync-Auftrags {domain}: {scope}.",
      },
      advice: [
        {
          en: "Entra admin center > Entra Connect > Cloud sync > {domain} > Scoping filters: add the OU of this account, save; or move the account into one of {scope}.",
          de: "Entra admin center > Entra Connect > Cloud sync > {domain} > Scoping filters: Fügen Sie die OU dieses Kontos hinzu und speichern Sie; oder verschieben Sie das Konto unter {scope}.",
        },
        {
          en: "Then provision the user on demand.",
          de: "Stellen Sie den Benutzer dann bei Bedarf bereit (Provision on demand).",
        },
      ],
    },
    group: {
      code: "provisioning-scope",
      text: {
        en: "{user} is not a direct member of a group that the Cloud Sync job {domain} is scoped to: {scope}.",
        de: "{user} ist kein direktes Mitglied einer Gruppe, auf die der Cloud-Sync-Auftrag {domain} begrenzt ist: {scope}.",
      },
      advice: [
        {
          en: "Add the account itself to one of {scope} in Active Directory, or widen the scope in Cloud sync > {domain} > Scoping filters.",
          de: "Nehmen Sie das Konto selbst in Active Directory in eine dieser Gruppen auf: {scope}; oder erweitern Sie den Bereich unter Cloud sync > {domain} > Scoping filters.",
        },
        {
          en: "Then provision the user on demand.",
          de: "Stellen Sie den Benutzer dann bei Bedarf bereit (Provision on demand).",
        },
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
        told(
          {
            en: "Job {job}: includedContainers {containers}; includedGroups {groups}",
            de: "Auftrag {job}: includedContainers {containers}; includedGroups {groups}",
          },
          {
            job: job.id,
            containers: scope.containers.join("; ") || ALL,
            groups: scope.groups.join("; ") || ALL,
          },
        ),
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
