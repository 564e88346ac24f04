import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { domainOf } from "../../identity/dn";
import { isLinked } from "../../identity/legacy";
import { placeOf } from "../../identity/place";
import { cite, pii } from "../../domain";

/** A domain whose partition is not selected is never read: success everywhere, nobody arrives. */
export default defineCheck({
  id: "scope.domain-selected",
  title: "The user's domain is selected in the AD connector",
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering#domain-based-filtering",
  ],
  needs: ["ad.user", "server.connectors"],
  wants: ["entra.user", "cs.chain"],
  messages: {
    selected: "The domain {domain} is selected in the connector {connector}.",
    noUser: "There is no AD account whose domain could be compared.",
    noEngine: "This server has no AD connector (Cloud Sync alone).",
    notSelected: {
      code: "domain-out-of-scope",
      text: "{user} lives in the domain {domain}, which is not selected in the connector {connector}.",
      advice: [
        "Open Microsoft Entra Connect > Configure > Customize synchronization options > Domain and OU filtering, tick {domain} and the OUs to sync in it, and finish the wizard.",
        "Check that every run profile of {connector} has a step for the new partition, then run: Start-ADSyncSyncCycle -PolicyType Initial",
      ],
    },
    notKnown: {
      code: "domain-out-of-scope",
      text: "{user} lives in the domain {domain}, for which no connector has a partition.",
      advice: [
        "If the domain is in a connected forest: Synchronization Service Manager > Connectors > Properties > Configure Directory Partitions > Refresh, then tick {domain} in the Connect wizard (Domain and OU filtering).",
        "If its forest is not connected: Connect wizard > Customize synchronization options > Connect your directories > Add Directory.",
        "Then run: Start-ADSyncSyncCycle -PolicyType Initial",
      ],
    },
  },
  evaluate({ "ad.user": user, "server.connectors": connectors, "entra.user": cloud, "cs.chain": chain }) {
    if (user.state === "absent") return { verdict: "skip", message: "noUser" };
    if (connectors.state === "absent" || !connectors.value.some((c) => c.Type === "AD"))
      return { verdict: "skip", message: "noEngine" };
    const place = placeOf(user.value, connectors.value);
    const data = {
      user: pii(user.value.userPrincipalName ?? user.value.sAMAccountName),
      domain: domainOf(user.value.dn),
      connector: place?.connector.Name ?? "(none)",
    };
    if (place?.partition?.Selected === true || (isLinked(user.value, cloud) && !isLeaving(chain)))
      return { verdict: "pass", message: "selected", data };
    const seenAt = cite(`The account's DN is ${user.value.dn}`, user);
    if (place?.partition !== undefined)
      return {
        verdict: "fail",
        message: "notSelected",
        data,
        evidence: [
          seenAt,
          cite(`Partition ${place.partition.DN} of ${place.connector.Name}: Selected = False`, connectors),
        ],
      };
    const known = connectors.value
      .filter((c) => c.Type === "AD")
      .flatMap((c) => c.Partitions.map((p) => p.DN))
      .join("; ");
    return {
      verdict: "fail",
      message: "notKnown",
      data,
      evidence: [seenAt, cite(`Partitions of the AD connectors: ${known || "(none)"}`, connectors)],
    };
  },
});
