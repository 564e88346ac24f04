import { defineCheck } from "../../identity/define";
import { membershipIn } from "../../identity/membership";
import { nameOf } from "../../identity/naming";
import type { PersonOf } from "../../identity/person";
import { touched } from "../../identity/replication";
import { lastGoodImport } from "../../identity/runs";
import { at } from "../../identity/time";
import { NONE } from "../../identity/phrases";
import {
  cite,
  pii,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type CloudObject,
  type Given,
  type Pii,
} from "../../domain";

const NEEDS = ["entra.group", "ad.group"] as const;
const WANTS = [
  "ad.user",
  "ad.related",
  "entra.user",
  "entra.membership",
  "server.connectors",
  "server.runHistory",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** The link between a person and the group that was named beside them; what each of the two lacks by itself is judged apart. */
export default defineCheck({
  id: "groups.membership",
  title: {
    en: "The person is in the group that was asked about",
    de: "Die Person ist in der Gruppe, nach der gefragt wurde",
  },
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-user-and-contacts"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noGroup: {
      en: "No group was asked about beside a person.",
      de: "Neben einer Person wurde nach keiner Gruppe gefragt.",
    },
    notYet: {
      en: "{group} or {user} is not on both sides yet, so the link between them does not tell.",
      de: "{group} oder {user} ist noch nicht auf beiden Seiten, deshalb sagt die Mitgliedschaft nichts aus.",
    },
    apart: {
      en: "{user} is in {group} in Active Directory and not in the cloud; the group itself or the last cycles say why.",
      de: "{user} ist in Active Directory in {group}, aber nicht in der Cloud; den Grund nennen die Gruppe selbst oder die letzten Zyklen.",
    },
    nested: {
      en: "{user} is in {group} through {via} alone: the cloud holds {via} as a member of {group}, never the person itself.",
      de: "{user} ist nur über {via} in {group}: Die Cloud führt {via} als Mitglied von {group}, nie die Person selbst.",
    },
    member: {
      code: "already-synced",
      text: {
        en: "{user} is a direct member of {group} in the cloud.",
        de: "{user} ist in der Cloud direktes Mitglied von {group}.",
      },
      advice: [
        {
          en: "An app that does not let the person in: sign out and in again, since a token keeps the groups of its time.",
          de: "Lässt eine App die Person nicht hinein: ab- und wieder anmelden, denn ein Token behält die Gruppen seiner Zeit.",
        },
      ],
    },
    notMember: {
      code: "false-alarm",
      text: {
        en: "{user} is no member of {group} in Active Directory either, so there is nothing to bring to the cloud.",
        de: "{user} ist auch in Active Directory kein Mitglied von {group}, es gibt also nichts in die Cloud zu bringen.",
      },
      advice: [
        {
          en: "If the person belongs there: Add-ADGroupMember -Identity '{group}' -Members <account>, then run a delta cycle.",
          de: "Falls die Person hineingehört: Add-ADGroupMember -Identity '{group}' -Members <Konto>, dann eine Deltasynchronisierung.",
        },
      ],
    },
    ofTheCloud: {
      code: "false-alarm",
      text: {
        en: "{group} is a group of the cloud alone: nobody comes into it from Active Directory{how}.",
        de: "{group} ist eine reine Cloudgruppe: Aus Active Directory kommt niemand hinein{how}.",
      },
      advice: [
        {
          en: "Add the person in the cloud (Entra admin center › Groups › {group} › Members), or correct the rule of a dynamic group.",
          de: "Fügen Sie die Person in der Cloud hinzu (Entra admin center › Groups › {group} › Members), oder berichtigen Sie die Regel einer dynamischen Gruppe.",
        },
      ],
    },
    primary: {
      code: "referenced-object-missing",
      text: {
        en: "{user} is in {group} by primaryGroupID alone. A primary group does not stand in `member`, so this membership never reaches the cloud.",
        de: "{user} ist nur über primaryGroupID in {group}. Eine primäre Gruppe steht nicht in `member`, deshalb erreicht diese Mitgliedschaft die Cloud nie.",
      },
      advice: [
        {
          en: "Use another group for what the cloud needs, or make another group the primary one: then the account stands in `member` of {group}.",
          de: "Verwenden Sie für das, was die Cloud braucht, eine andere Gruppe, oder machen Sie eine andere Gruppe zur primären: Dann steht das Konto in `member` von {group}.",
        },
      ],
    },
    pending: {
      code: "sync-pending",
      text: {
        en: "{group} was last changed at {changed}, after the newest import of {import}. Nothing is broken: the next cycle takes the membership along.",
        de: "{group} wurde zuletzt am {changed} geändert, nach dem neuesten Import vom {import}. Nichts ist defekt: Der nächste Zyklus nimmt die Mitgliedschaft mit.",
      },
      advice: [
        {
          en: "Wait for the next cycle, or start one now: Start-ADSyncSyncCycle -PolicyType Delta",
          de: "Warten Sie auf den nächsten Zyklus oder starten Sie jetzt einen: Start-ADSyncSyncCycle -PolicyType Delta",
        },
      ],
    },
    cloudUser: {
      code: "unsupported-direction",
      text: {
        en: "{user} is a user of the cloud alone, and the members of {group} come from Active Directory: a cloud user cannot become one.",
        de: "{user} ist ein reiner Cloudbenutzer, und die Mitglieder von {group} kommen aus Active Directory: Ein Cloudbenutzer kann keines werden.",
      },
      advice: [
        {
          en: "Use a cloud group for the access, with {user} and {group} as its members.",
          de: "Verwenden Sie für den Zugriff eine Cloudgruppe mit {user} und {group} als Mitgliedern.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const inAd = valueOr(facts["ad.group"], undefined),
      inCloud = valueOr(facts["entra.group"], undefined);
    if (inAd === undefined && inCloud === undefined) return { verdict: "skip", message: "noGroup" };
    const link: Link = {
      inAd,
      inCloud,
      data: {
        user: person.ad === undefined ? pii(person.cloud?.userPrincipalName) : nameOf(person.ad),
        group: inAd === undefined ? pii(inCloud?.displayName) : nameOf(inAd),
      },
    };
    return (
      memberInCloud(facts, link) ??
      ofTheCloud(facts, link) ??
      cloudUser(facts, person, link) ??
      fromAd(facts, person, link) ?? { verdict: "skip", message: "notYet", data: link.data }
    );
  },
});

interface Link {
  readonly inAd: AdObject | undefined;
  readonly inCloud: CloudObject | undefined;
  readonly data: Readonly<Record<"user" | "group", Pii>>;
}
const isMemberOf = (facts: Facts): boolean | undefined => valueOr(facts["entra.membership"], undefined)?.isMember;

function memberInCloud(facts: Facts, { inCloud, data }: Link): Claim<"member"> | undefined {
  if (inCloud === undefined || isMemberOf(facts) !== true) return undefined;
  return {
    verdict: "warn",
    message: "member",
    standing: "benign",
    proof: "measured",
    data,
    evidence: [
      cite(
        told(
          { en: "The person is a direct member of {group}", de: "Die Person ist direktes Mitglied von {group}" },
          { group: inCloud.id },
        ),
        facts["entra.membership"],
      ),
    ],
  };
}
/** Never synced, and Active Directory has no group of that name. */
function ofTheCloud(facts: Facts, { inAd, inCloud, data }: Link): Claim<"ofTheCloud"> | undefined {
  if (inAd !== undefined || inCloud === undefined || inCloud.onPremisesSyncEnabled != null) return undefined;
  const isDynamic = inCloud.groupTypes?.includes("DynamicMembership") === true;
  return {
    verdict: "warn",
    message: "ofTheCloud",
    standing: "benign",
    proof: "timed",
    data: {
      ...data,
      how: isDynamic ? { en: "; a rule decides who is in it", de: "; eine Regel entscheidet, wer darin ist" } : "",
    },
    evidence: [
      cite(
        told(
          {
            en: "Group {group}: onPremisesSyncEnabled empty, groupTypes {types}",
            de: "Gruppe {group}: onPremisesSyncEnabled leer, groupTypes {types}",
          },
          { group: inCloud.id, types: (inCloud.groupTypes ?? []).join(", ") || NONE },
        ),
        facts["entra.group"],
      ),
      cite(
        { en: "No such group in Active Directory", de: "Keine solche Gruppe in Active Directory" },
        facts["ad.group"],
      ),
    ],
  };
}
/** Somebody who was never in Active Directory, and a group that is mastered there. */
function cloudUser(facts: Facts, { ad, cloud }: Person, { inCloud, data }: Link): Claim<"cloudUser"> | undefined {
  if (ad !== undefined || facts["ad.user"].state !== "absent" || cloud === undefined) return undefined;
  if (cloud.onPremisesSyncEnabled != null || inCloud?.onPremisesSyncEnabled !== true) return undefined;
  return {
    verdict: "fail",
    message: "cloudUser",
    proof: "measured",
    data,
    evidence: [
      cite(
        told(
          {
            en: "Cloud user {upn}: never synced, no AD account",
            de: "Cloudbenutzer {upn}: nie synchronisiert, kein AD-Konto",
          },
          { upn: cloud.userPrincipalName },
        ),
        facts["entra.user"],
      ),
      cite(
        told(
          { en: "Group {group}: onPremisesSyncEnabled true", de: "Gruppe {group}: onPremisesSyncEnabled true" },
          { group: inCloud.id },
        ),
        facts["entra.group"],
      ),
    ],
  };
}
/** Both stand in Active Directory: how the person is in the group there, and whether a cycle has seen it. */
function fromAd(
  facts: Facts,
  { ad, others, place }: Person,
  { inAd, inCloud, data }: Link,
): Claim<"notMember" | "primary" | "nested" | "pending" | "apart"> | undefined {
  if (ad === undefined || inAd === undefined) return undefined;
  const membership = membershipIn(ad, inAd, others);
  if (membership === undefined) return notMember(facts, inAd, data);
  if (membership.how === "primary")
    return {
      verdict: "fail",
      message: "primary",
      proof: "measured",
      data,
      evidence: [
        cite(`primaryGroupID ${ad.primaryGroupID ?? "?"}`, facts["ad.user"]),
        cite(
          told(
            {
              en: "objectSid {sid}; the account is not in member",
              de: "objectSid {sid}; das Konto steht nicht in member",
            },
            { sid: inAd.objectSid ?? "?" },
          ),
          facts["ad.group"],
        ),
      ],
    };
  if (membership.how === "nested")
    return { verdict: "skip", message: "nested", data: { ...data, via: nameOf(membership.through) } };
  const good = place && lastGoodImport(place.connector.Name, valueOr(facts["server.runHistory"], []));
  if (good === undefined || inCloud === undefined || !(touched(inAd) > at(good.StartDate)))
    return { verdict: "skip", message: "apart", data };
  return {
    verdict: "fail",
    message: "pending",
    proof: "measured",
    standing: "expected",
    since: inAd.whenChanged ?? "",
    suggests: ["run-delta-sync"],
    data: { ...data, changed: inAd.whenChanged ?? "", import: good.StartDate },
    evidence: [
      cite(
        told(
          { en: "whenChanged of {dn}: {changed}", de: "whenChanged von {dn}: {changed}" },
          { dn: inAd.dn, changed: inAd.whenChanged ?? "?" },
        ),
        facts["ad.group"],
      ),
      cite(
        told(
          { en: "Newest good import: {profile} at {when}", de: "Neuester erfolgreicher Import: {profile} am {when}" },
          { profile: good.RunProfileName, when: good.StartDate },
        ),
        facts["server.runHistory"],
      ),
    ],
  };
}
/** Said only where the members are known whole: a group that is too large gives the first of them. */
function notMember(facts: Facts, inAd: AdObject, data: Link["data"]): Claim<"notMember" | "apart"> {
  if (inAd.memberCount !== undefined) return { verdict: "skip", message: "apart", data };
  return {
    verdict: "warn",
    message: "notMember",
    standing: "benign",
    proof: "timed",
    data,
    evidence: [
      cite(
        told(
          {
            en: "member of {dn}: {count, plural, one {# object} other {# objects}}, the person not among them",
            de: "member von {dn}: {count, plural, one {# Objekt} other {# Objekte}}, die Person ist nicht darunter",
          },
          { dn: inAd.dn, count: (inAd.member ?? []).length },
        ),
        facts["ad.group"],
      ),
    ],
  };
}
