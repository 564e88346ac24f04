import { defineCheck } from "../../identity/define";
import { groupProvisioningJobs } from "../../identity/jobs";
import {
  cite,
  pii,
  told,
  valueOr,
  type Claim,
  type CloudUser,
  type Evidence,
  type Given,
  type Pii,
} from "../../domain";

const NEEDS = ["ask", "ad.user", "entra.user", "entra.object"] as const;
const WANTS = ["entra.syncJobs", "entra.membership"] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;

/** Ways in which an ask says that something should come from the cloud into Active Directory; words that name the place alone do not. */
const TOWARDS_AD =
  /\b(?:down|back|in|into|to|on|onto|reach(?:es|ed)?|arrive[sd]?(?: in)?|missing (?:in|from))\s+(?:to\s+)?(?:our\s+|the\s+|my\s+|local\s+)*(?:ad\b(?!\s*connect)|active directory|on[- ]?prem(?:ises|ise)?\b|domain controllers?\b)/i;

/** Users are never made in Active Directory from the cloud: Cloud Sync provisions groups there, with the members that come from there. */
export default defineCheck({
  id: "cloud-object.direction",
  title: {
    en: "What was asked for flows in a direction that exists",
    de: "Das Gewünschte fließt in eine Richtung, die es gibt",
  },
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/group-writeback-cloud-sync"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    notAsked: {
      en: "Nothing was asked to come from the cloud into Active Directory.",
      de: "Es wurde nicht verlangt, dass etwas aus der Cloud nach Active Directory kommt.",
    },
    cloudUser: {
      code: "unsupported-direction",
      text: {
        en: "{object} is a user of the cloud alone, and no tool makes a cloud user in Active Directory{jobs}.",
        de: "{object} ist ein reiner Cloudbenutzer, und kein Werkzeug legt einen Cloudbenutzer in Active Directory an{jobs}.",
      },
      advice: [
        {
          en: "Make the account in Active Directory, with the same sign-in name and primary address and without a mailbox of its own: the next cycle matches it to the cloud user (soft match), unless that one holds an admin role.",
          de: "Legen Sie das Konto in Active Directory an, mit demselben Anmeldenamen und derselben primären Adresse und ohne eigenes Postfach: Der nächste Zyklus ordnet es dem Cloudbenutzer zu (soft match), sofern dieser keine Administratorrolle hat.",
        },
        {
          en: "Groups do come down (Entra admin center › Entra Connect › Cloud sync › Microsoft Entra ID to AD sync), with the members that themselves come from Active Directory.",
          de: "Gruppen kommen nach Active Directory (Entra admin center › Entra Connect › Cloud sync › Microsoft Entra ID to AD sync), mit den Mitgliedern, die selbst aus Active Directory stammen.",
        },
      ],
    },
    nested: {
      code: "unsupported-direction",
      text: {
        en: "{object} is a cloud group that holds {groups, plural, one {# group} other {# groups}}: groups inside a cloud group are not written into the group in Active Directory.",
        de: "{object} ist eine Cloudgruppe mit {groups, plural, one {# Gruppe} other {# Gruppen}} darin: Gruppen innerhalb einer Cloudgruppe werden nicht in die Gruppe in Active Directory geschrieben.",
      },
      advice: [
        {
          en: "Provision the inner groups by themselves, and put the people into {object} directly where Active Directory has to know them.",
          de: "Stellen Sie die inneren Gruppen einzeln bereit und nehmen Sie die Personen direkt in {object} auf, wo Active Directory sie kennen muss.",
        },
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
        data: { object: pii(object.displayName), groups },
        evidence: [
          cite(
            told(
              {
                en: "Group {id}: never synced, {groups, plural, one {# of its members is a group} other {# of its members are groups}}",
                de: "Gruppe {id}: nie synchronisiert, {groups, plural, one {# Mitglied ist eine Gruppe} other {# Mitglieder sind Gruppen}}",
              },
              { id: object.id, groups },
            ),
            facts["entra.membership"],
          ),
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
      told(
        {
          en: "Job {job} of {domain}: groups, from Entra ID to AD",
          de: "Auftrag {job} von {domain}: Gruppen, von Entra ID nach AD",
        },
        { job: j.templateId ?? j.id, domain: j.servicePrincipalName },
      ),
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
    data: {
      object,
      jobs:
        jobs.length === 0
          ? ""
          : {
              en: "; the provisioning job to Active Directory carries groups alone",
              de: "; der Bereitstellungsauftrag nach Active Directory überträgt nur Gruppen",
            },
    },
    evidence: [
      cite(
        told(
          {
            en: "Cloud user {upn}: onPremisesSyncEnabled and onPremisesImmutableId are empty, created {created}",
            de: "Cloudbenutzer {upn}: onPremisesSyncEnabled und onPremisesImmutableId sind leer, erstellt {created}",
          },
          { upn: user.userPrincipalName, created: user.createdDateTime ?? "?" },
        ),
        facts["entra.user"],
      ),
      cite(
        { en: "No such account in Active Directory", de: "Kein solches Konto in Active Directory" },
        facts["ad.user"],
      ),
      ...jobs,
    ],
  };
}
