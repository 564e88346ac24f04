import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { nameOf } from "../../identity/naming";
import { cloudConnectors } from "../../identity/place";
import type { PersonOf } from "../../identity/person";
import { cloudKindOf } from "../../identity/twin";
import { cite, valueOr, type AdObject, type Claim, type Given } from "../../domain";

const NEEDS = ["ad.user"] as const;
const WANTS = [
  "entra.object",
  "entra.group",
  "entra.membership",
  "server.globalSettings",
  "cs.chain",
  "server.runHistory",
  "server.connectors",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** Members that a group may have at most: by the old export endpoint, and by the present one (adsync reference, addendum: export API version). */
const MOST_MEMBERS = { old: 50_000, present: 250_000 } as const;

/** What the service asks of a group beside what it asks of everything: the securityEnabled value, and no more members than it takes. */
export default defineCheck({
  id: "groups.accepted",
  title: "The service accepts the group",
  guide: "cycles.messages",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-endpoint-api-v2"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noGroup: "This is no group of Active Directory.",
    accepted: "The service has nothing against {group}.",
    noSecurityEnabled: {
      code: "required-attribute-missing",
      text: "The cloud refuses {group}: {attribute} does not come with it, and every group needs that value.",
      advice: [
        "Connect wizard › Customize synchronization options › Entra app and attribute filtering: let {attribute} of groups flow again; or correct the own outbound rule of groups that leaves it out.",
        "Then run Start-ADSyncSyncCycle -PolicyType Initial: a delta does not send again what has not changed.",
      ],
    },
    tooMany: {
      code: "attribute-too-large",
      text: "{group} has {count} members, and the service takes {most} by the export endpoint in use. No change of its members reaches the cloud while that lasts.",
      advice: [
        "More than 50,000 members need the V2 endpoint: Set-ADSyncAADConnectorExportApiVersion 2, then Import version 2 likewise, and a full synchronization.",
        "More than 250,000 are never taken: divide the group into groups that are members of it.",
      ],
    },
  },
  evaluate(facts, person) {
    const { ad } = person;
    if (ad === undefined || cloudKindOf(ad) !== "group") return { verdict: "skip", message: "noGroup" };
    return (
      noSecurityEnabled(person, ad) ??
      tooMany(facts, person, ad) ?? { verdict: "pass", message: "accepted", data: { group: nameOf(ad) } }
    );
  },
});

function noSecurityEnabled({ errors }: Person, ad: AdObject): Claim<"noSecurityEnabled"> | undefined {
  const [error] = errorsNamed(errors, "GroupSecurityEnabledAttributeMissing");
  if (error === undefined) return undefined;
  return {
    verdict: "fail",
    message: "noSecurityEnabled",
    proof: "stated",
    data: { group: nameOf(ad), attribute: error.attribute ?? "securityEnabled" },
    evidence: [error.evidence],
  };
}
function tooMany(facts: Facts, { errors }: Person, ad: AdObject): Claim<"tooMany"> | undefined {
  const [connector] = cloudConnectors(valueOr(facts["server.connectors"], []));
  const version = Number(connector?.["ExportApiVersion"] ?? 2);
  const most = version < 2 ? MOST_MEMBERS.old : MOST_MEMBERS.present;
  const count = ad.memberCount ?? ad.member?.length ?? 0;
  const [error] = errorsNamed(errors, "LargeObject", "ExceededAllowedLength");
  if (count <= most) return undefined;
  return {
    verdict: "fail",
    message: "tooMany",
    proof: error === undefined ? "measured" : "stated",
    data: { group: nameOf(ad), count: String(count), most: String(most) },
    evidence: [
      cite(`${ad.dn} has ${count} members`, facts["ad.user"]),
      cite(`ExportApiVersion of ${connector?.Name ?? "the Entra connector"}: ${version}`, facts["server.connectors"]),
      ...(error === undefined ? [] : [error.evidence]),
    ],
  };
}
