import { defineCheck } from "../../identity/define";
import { groupProvisioningJobs } from "../../identity/jobs";
import { cite, pii, valueOr, type Claim, type CloudUser, type Evidence, type Given, type Pii } from "../../domain";

const NEEDS = ["ask", "ad.user", "entra.user", "entra.object"] as const;
const WANTS = ["entra.syncJobs", "entra.membership"] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;

/** Ways in which an ask says that something should come from the cloud into Active Directory; words that name the place alone do not. */
const TOWARDS_AD =
  /\b(?:down|back|in|into|to|on|onto|reach(?:es|ed)?|arrive[sd]?(?: in)?|missing (?:in|from))\s+(?:to\s+)?(?:our\s+|the\s+|my\s+|local\s+)*(?:ad\b(?!\s*connect)|active directory|on[- ]?prem(?:ises|ise)?\b|domain controllers?\b)/i;

/** Users are never made in Active Directory from the cloud: Cloud Sync provisions groups there, with the members that come from there. */
export default defineCheck({
  id: "cloud-object.direction",
  title: "What was asked for flows in a direction that exists",
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/group-writeback-cloud-sync"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    notAsked: "Nothing was asked to come from the cloud into Active Directory.",
    cloudUser: {
      code: "unsupported-direction",
      text: "{object} is a user of the cloud alone, and no tool makes a cloud user in Active Directory{jobs}.",
      advice: [
        "Make the account in Active Directory, with the same sign-in name and primary address and without a mailbox of its own: the next cycle matches it to the cloud user (soft match), unless that one holds an admin role.",
        "Groups do come down (Entra admin center › Entra Connect › Cloud sync › Microsoft Entra ID to AD sync), with the members that themselves come from Active Directory.",
      ],
    },
    nested: {
      code: "unsupported-direction",
      text: "{object} is a cloud group that holds {groups} groups: groups inside a cloud group are not written into the group in Active Directory.",
      advice: [
        "Provision the inner groups by themselves, and put the people into {object} directly where Active Directory has to know them.",
      ],
    },
  },
  evaluate(facts, { ad, cloud, object }) {
    const ask = valueOr(facts.ask, undefined);
    const isTowardsAd = ask !== undefined && (TOWARDS_AD.test(ask.text) || ask.topics.includes("writeback"));
    if (ad !== undefined || !isTowardsAd) return { verdict: "skip", message: "notAsked" };
    const groups = valueOr(facts["entra.membership"], undefined)?.groups ?? 0;
    if (cloud !== undefined && isCloudOnly(cloud)) return cloudUser(facts, cloud);
    if (object?.kind === "group" && object.onPremisesSyncEnabled == null && groups > 0 && jobsSeen(facts).length > 0)
      return {
        verdict: "fail",
        message: "nested",
        proof: "measured",
        data: { object: pii(object.displayName), groups: String(groups) },
        evidence: [
          cite(`Group ${object.id}: never synced, ${groups} of its members are groups`, facts["entra.membership"]),
          ...jobsSeen(facts),
        ],
      };
    return { verdict: "skip", message: "notAsked" };
  },
});

/** Never synced, and not stamped for a match: nothing ties it to an account that once was in Active Directory. */
const isCloudOnly = (user: CloudUser): boolean =>
  user.onPremisesSyncEnabled == null && !user.onPremisesImmutableId && !user.onPremisesSecurityIdentifier;
const jobsSeen = (facts: Facts): Evidence[] =>
  groupProvisioningJobs(facts["entra.syncJobs"]).map((j) =>
    cite(
      `Job ${j.templateId ?? j.id} of ${j.servicePrincipalName}: groups, from Entra ID to AD`,
      facts["entra.syncJobs"],
    ),
  );
function cloudUser(facts: Facts, user: CloudUser): Claim<"cloudUser"> {
  const object: Pii = pii(user.userPrincipalName);
  const jobs = jobsSeen(facts);
  return {
    verdict: "fail",
    message: "cloudUser",
    proof: "measured",
    data: { object, jobs: jobs.length === 0 ? "" : "; the provisioning job to Active Directory carries groups alone" },
    evidence: [
      cite(
        `Cloud user ${user.userPrincipalName}: onPremisesSyncEnabled and onPremisesImmutableId are empty, created ${user.createdDateTime ?? "?"}`,
        facts["entra.user"],
      ),
      cite("No such account in Active Directory", facts["ad.user"]),
      ...jobs,
    ],
  };
}
