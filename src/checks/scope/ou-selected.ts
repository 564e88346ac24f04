import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { parentDn } from "../../identity/dn";
import { sameSid } from "../../identity/link";
import { nameOf } from "../../identity/naming";
import { containerVerdict } from "../../identity/place";
import { cite, type CloudUser, type Partition } from "../../domain";

/** Container lists decide by the longest entry that is an ancestor of the object. */
export default defineCheck({
  id: "scope.ou-selected",
  title: "The user's OU is selected in the AD connector",
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering#organizational-unitbased-filtering",
  ],
  needs: ["ad.user", "server.connectors"],
  wants: ["entra.user", "entra.object", "entra.deletedUsers", "server.globalSettings", "cs.chain"],
  messages: {
    selected: "{ou} is within the selected containers.",
    noUser: "There is no AD account whose OU could be compared.",
    notApplicable: "The domain itself is not selected, or this server has no AD connector.",
    excluded: {
      code: "ou-out-of-scope",
      text: "{user} stands in {ou}, which is left out by the exclusion {decider}.",
      advice: [
        "If the account is in the wrong place, move it into an OU that syncs (offered here).",
        "If {ou} is meant to be synced: Connect wizard > Customize synchronization options > Domain and OU filtering, tick it, finish, then run Start-ADSyncSyncCycle -PolicyType Initial (a delta does not see a newly ticked OU).",
      ],
    },
    notListed: {
      code: "ou-out-of-scope",
      text: "{user} stands in {ou}, and none of the selected containers contains it.",
      advice: [
        "If {ou} is meant to be synced (a new or renamed OU): Connect wizard > Customize synchronization options > Domain and OU filtering, tick it, finish, then run Start-ADSyncSyncCycle -PolicyType Initial (a delta does not see a newly ticked OU).",
        "Otherwise move the account into an OU that syncs (offered here).",
      ],
    },
  },
  evaluate(facts, { ad, place, deleted, hasArrived }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const partition = place?.partition;
    if (partition === undefined || !partition.Selected) return { verdict: "skip", message: "notApplicable" };
    const { inScope, decidedBy } = containerVerdict(ad.dn, partition);
    const data = { user: nameOf(ad), ou: parentDn(ad.dn), decider: decidedBy?.container ?? "" };
    if (inScope || (hasArrived && !isLeaving(facts["cs.chain"]))) return { verdict: "pass", message: "selected", data };
    const gone = deleted.find((user) => sameSid(ad, user));
    return {
      verdict: "fail",
      message: decidedBy === null ? "notListed" : "excluded",
      proof: "measured",
      standing: hasArrived ? "expected" : "shown",
      data,
      evidence: [
        cite(`The account's DN is ${ad.dn}`, facts["ad.user"]),
        ...listsOf(partition).map((list) => cite(list, facts["server.connectors"])),
        ...(gone === undefined ? [] : [cite(sayGone(gone), facts["entra.deletedUsers"])]),
        ...(hasArrived
          ? [cite("A deletion of the cloud user is pending in the Entra connector space", facts["cs.chain"])]
          : []),
      ],
      suggests: ["move-to-synced-ou"],
    };
  },
});

const listsOf = (partition: Partition): string[] => [
  `Partition ${partition.DN}: ContainerInclusionList = ${partition.ContainerInclusionList.join("; ") || "(empty)"}`,
  `ContainerExclusionList = ${partition.ContainerExclusionList.join("; ") || "(empty)"}`,
];
const sayGone = (user: CloudUser): string =>
  `The cloud user was soft-deleted at ${user.deletedDateTime}; its last known place was ${user.onPremisesDistinguishedName}`;
