import { defineCheck } from "../../identity/define";
import { membershipIn } from "../../identity/membership";
import { nameOf } from "../../identity/naming";
import type { PersonOf } from "../../identity/person";
import { touched } from "../../identity/replication";
import { lastGoodImport } from "../../identity/runs";
import { at } from "../../identity/time";
import { cite, pii, valueOr, type AdObject, type Claim, type CloudObject, type Given, type Pii } from "../../domain";

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
  title: "The person is in the group that was asked about",
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-user-and-contacts"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noGroup: "No group was asked about beside a person.",
    notYet: "{group} or {user} is not on both sides yet, so the link between them does not tell.",
    apart:
      "{user} is in {group} in Active Directory and not in the cloud; the group itself or the last cycles say why.",
    nested:
      "{user} is in {group} through {via} alone: the cloud holds {via} as a member of {group}, never the person itself.",
    member: {
      code: "already-synced",
      text: "{user} is a direct member of {group} in the cloud.",
      advice: [
        "An app that does not let the person in: sign out and in again, since a token keeps the groups of its time.",
      ],
    },
    notMember: {
      code: "false-alarm",
      text: "{user} is no member of {group} in Active Directory either, so there is nothing to bring to the cloud.",
      advice: [
        "If the person belongs there: Add-ADGroupMember -Identity '{group}' -Members <account>, then run a delta cycle.",
      ],
    },
    ofTheCloud: {
      code: "false-alarm",
      text: "{group} is a group of the cloud alone: nobody comes into it from Active Directory{how}.",
      advice: [
        "Add the person in the cloud (Entra admin center › Groups › {group} › Members), or correct the rule of a dynamic group.",
      ],
    },
    primary: {
      code: "referenced-object-missing",
      text: "{user} is in {group} by primaryGroupID alone. A primary group does not stand in `member`, so this membership never reaches the cloud.",
      advice: [
        "Use another group for what the cloud needs, or make another group the primary one: then the account stands in `member` of {group}.",
      ],
    },
    pending: {
      code: "sync-pending",
      text: "{group} was last changed at {changed}, after the newest import of {import}. Nothing is broken: the next cycle takes the membership along.",
      advice: ["Wait for the next cycle, or start one now: Start-ADSyncSyncCycle -PolicyType Delta"],
    },
    cloudUser: {
      code: "unsupported-direction",
      text: "{user} is a user of the cloud alone, and the members of {group} come from Active Directory: a cloud user cannot become one.",
      advice: ["Use a cloud group for the access, with {user} and {group} as its members."],
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
    evidence: [cite(`The person is a direct member of ${inCloud.id}`, facts["entra.membership"])],
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
    data: { ...data, how: isDynamic ? "; a rule decides who is in it" : "" },
    evidence: [
      cite(
        `Group ${inCloud.id}: onPremisesSyncEnabled empty, groupTypes ${(inCloud.groupTypes ?? []).join(", ") || "(none)"}`,
        facts["entra.group"],
      ),
      cite("No such group in Active Directory", facts["ad.group"]),
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
      cite(`Cloud user ${cloud.userPrincipalName}: never synced, no AD account`, facts["entra.user"]),
      cite(`Group ${inCloud.id}: onPremisesSyncEnabled true`, facts["entra.group"]),
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
        cite(`objectSid ${inAd.objectSid ?? "?"}; the account is not in member`, facts["ad.group"]),
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
      cite(`whenChanged of ${inAd.dn}: ${inAd.whenChanged ?? "?"}`, facts["ad.group"]),
      cite(`Newest good import: ${good.RunProfileName} at ${good.StartDate}`, facts["server.runHistory"]),
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
      cite(`member of ${inAd.dn}: ${(inAd.member ?? []).length} objects, the person not among them`, facts["ad.group"]),
    ],
  };
}
