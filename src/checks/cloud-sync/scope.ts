import { sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { isWithin, sameDn } from "../../identity/dn";
import { isLinked } from "../../identity/legacy";
import { cite, pii } from "../../domain";
import { userJobs } from "../../identity/jobs";

const list = (filter: unknown, key: string): string[] => {
  const v = typeof filter === "object" && filter !== null ? (filter as Record<string, unknown>)[key] : undefined;
  return Array.isArray(v)
    ? v
        .map((x) => (typeof x === "string" ? x : String((x as Record<string, unknown>)["distinguishedName"] ?? "")))
        .filter((x) => x !== "")
    : [];
};

/** Container and group filters of the job's rules (schema.synchronizationRules[].containerFilter / groupFilter). */
export default defineCheck({
  id: "cloud-sync.scope",
  title: "The Cloud Sync job's scope contains the user",
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-configure#scope-provisioning-to-specific-users-and-groups",
  ],
  needs: ["ad.user", "entra.syncJobs"],
  wants: ["entra.user", "server.connectors", "ad.related"],
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
  evaluate({
    "ad.user": ad,
    "entra.syncJobs": jobs,
    "entra.user": cloud,
    "server.connectors": connectors,
    "ad.related": related,
  }) {
    if (ad.state === "absent") return { verdict: "skip", message: "noUser" };
    const user = ad.value,
      domain = user.dn
        .split(/(?<!\\),/)
        .filter((p) => /^DC=/i.test(p.trim()))
        .map((p) => p.trim().slice(3))
        .join(".")
        .toLowerCase();
    const mine = userJobs(jobs),
      job =
        mine.find((j) => j.servicePrincipalName.toLowerCase() === domain) ??
        (mine.length === 1 && !(connectors.state === "seen" && connectors.value.length > 0) ? mine[0] : undefined);
    if (job === undefined) return { verdict: "skip", message: "none" };
    const data = {
      user: pii(user.userPrincipalName ?? user.sAMAccountName),
      dn: user.dn,
      domain: job.servicePrincipalName,
    };
    const rules = (job.schema?.synchronizationRules ?? []).filter(
      (r) => r["containerFilter"] != null || r["groupFilter"] != null,
    );
    const containers = rules.flatMap((r) => list(r["containerFilter"], "includedContainers")),
      excluded = rules.flatMap((r) => list(r["containerFilter"], "excludedContainers")),
      groups = rules.flatMap((r) => list(r["groupFilter"], "includedGroups"));
    if (isLinked(user, cloud)) return { verdict: "pass", message: "inside", data };
    const evidence = [
      cite(`DN ${user.dn}`, ad),
      cite(
        `Job ${job.id}: includedContainers ${containers.join("; ") || "(all)"}; includedGroups ${groups.join("; ") || "(all)"}`,
        jobs,
      ),
    ];
    if (
      (containers.length > 0 && !containers.some((c) => isWithin(user.dn, c))) ||
      excluded.some((c) => isWithin(user.dn, c))
    )
      return { verdict: "fail", message: "container", data: { ...data, scope: containers.join("; ") }, evidence };
    // A scoping group is named by its DN or its objectGUID; a GUID that was not read decides nothing.
    const dns = groups.flatMap((g) => {
      const dn = /^CN=/i.test(g)
        ? g
        : related.state === "seen"
          ? related.value.find((o) => sameText(o.objectGUID, g))?.dn
          : undefined;
      return dn === undefined ? [] : [dn];
    });
    if (
      dns.length > 0 &&
      dns.length === groups.length &&
      !(user.memberOf ?? []).some((m) => dns.some((g) => sameDn(g, m)))
    )
      return { verdict: "fail", message: "group", data: { ...data, scope: dns.join("; ") }, evidence };
    return { verdict: "pass", message: "inside", data };
  },
});
