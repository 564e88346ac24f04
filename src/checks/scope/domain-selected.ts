import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { domainOf } from "../../identity/dn";
import { nameOf } from "../../identity/naming";
import { adConnectors } from "../../identity/place";
import { cite, valueOr } from "../../domain";

/** A domain whose partition is not selected is never read: success everywhere, nobody arrives. */
export default defineCheck({
  id: "scope.domain-selected",
  title: "The user's domain is selected in the AD connector",
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering#domain-based-filtering",
  ],
  needs: ["ad.user", "server.connectors"],
  wants: ["entra.user", "entra.object", "server.globalSettings", "cs.chain"],
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
  evaluate(facts, { ad, place, hasArrived }) {
    const connectors = valueOr(facts["server.connectors"], []);
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    if (adConnectors(connectors).length === 0) return { verdict: "skip", message: "noEngine" };
    const partition = place?.partition;
    const data = { user: nameOf(ad), domain: domainOf(ad.dn), connector: place?.connector.Name ?? "(none)" };
    if (partition?.Selected === true || (hasArrived && !isLeaving(facts["cs.chain"])))
      return { verdict: "pass", message: "selected", data };
    const known = adConnectors(connectors).flatMap((c) => c.Partitions.map((p) => p.DN));
    const seenThere =
      partition === undefined
        ? `Partitions of the AD connectors: ${known.join("; ") || "(none)"}`
        : `Partition ${partition.DN} of ${data.connector}: Selected = False`;
    return {
      verdict: "fail",
      message: partition === undefined ? "notKnown" : "notSelected",
      proof: "measured",
      data,
      evidence: [cite(`The account's DN is ${ad.dn}`, facts["ad.user"]), cite(seenThere, facts["server.connectors"])],
    };
  },
});
