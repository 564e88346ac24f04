import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { parentDn } from "../../identity/dn";
import { isLinked } from "../../identity/legacy";
import { containerVerdict, placeOf } from "../../identity/place";
import { cite, pii } from "../../domain";

/** Container lists decide by the longest entry that is an ancestor of the object. */
export default defineCheck({
  id: "scope.ou-selected",
  title: "The user's OU is selected in the AD connector",
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering#organizational-unitbased-filtering",
  ],
  needs: ["ad.user", "server.connectors"],
  wants: ["entra.user", "entra.deletedUsers", "cs.chain"],
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
  evaluate({
    "ad.user": user,
    "server.connectors": connectors,
    "entra.user": cloud,
    "entra.deletedUsers": deleted,
    "cs.chain": chain,
  }) {
    if (user.state === "absent") return { verdict: "skip", message: "noUser" };
    const place = connectors.state === "seen" ? placeOf(user.value, connectors.value) : undefined;
    if (place?.partition === undefined || !place.partition.Selected)
      return { verdict: "skip", message: "notApplicable" };
    const { inScope, decidedBy } = containerVerdict(user.value.dn, place.partition);
    const ou = parentDn(user.value.dn);
    const data = {
      user: pii(user.value.userPrincipalName ?? user.value.sAMAccountName),
      ou,
      decider: decidedBy?.container ?? "",
    };
    const linked = isLinked(user.value, cloud);
    if (inScope || (linked && !isLeaving(chain))) return { verdict: "pass", message: "selected", data };
    const gone =
      deleted.state === "seen"
        ? deleted.value.find(
            (d) => d.onPremisesSecurityIdentifier != null && d.onPremisesSecurityIdentifier === user.value.objectSid,
          )
        : undefined;
    const evidence = [
      cite(`The account's DN is ${user.value.dn}`, user),
      cite(
        `Partition ${place.partition.DN}: ContainerInclusionList = ${place.partition.ContainerInclusionList.join("; ") || "(empty)"}`,
        connectors,
      ),
      cite(`ContainerExclusionList = ${place.partition.ContainerExclusionList.join("; ") || "(empty)"}`, connectors),
      ...(gone === undefined
        ? []
        : [
            cite(
              `The cloud user was soft-deleted at ${gone.deletedDateTime}; its last known place was ${gone.onPremisesDistinguishedName}`,
              deleted,
            ),
          ]),
      ...(linked ? [cite("A deletion of the cloud user is pending in the Entra connector space", chain)] : []),
    ];
    return {
      verdict: "fail",
      message: decidedBy === null ? "notListed" : "excluded",
      data,
      evidence,
      standing: linked ? "expected" : "shown",
      suggests: ["move-to-synced-ou"],
    };
  },
});
