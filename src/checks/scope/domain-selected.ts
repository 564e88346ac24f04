import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { domainOf } from "../../identity/dn";
import { nameOf } from "../../identity/naming";
import { adConnectors } from "../../identity/place";
import { NONE } from "../../identity/phrases";
import { cite, told, valueOr } from "../../domain";

/** A domain whose partition is not selected is never read: success everywhere, nobody arrives. */
export default defineCheck({
  id: "scope.domain-selected",
  title: {
    en: "The user's domain is selected in the AD connector",
    de: "Die Domäne des Benutzers ist im AD-Connector ausgewählt",
  },
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering#domain-based-filtering",
  ],
  needs: ["ad.user", "server.connectors"],
  wants: ["entra.user", "entra.object", "server.globalSettings", "cs.chain"],
  messages: {
    selected: {
      en: "The domain {domain} is selected in the connector {connector}.",
      de: "Die Domäne {domain} ist im Connector {connector} ausgewählt.",
    },
    noUser: {
      en: "There is no AD account whose domain could be compared.",
      de: "Es gibt kein AD-Konto, dessen Domäne sich vergleichen ließe.",
    },
    noEngine: {
      en: "This server has no AD connector (Cloud Sync alone).",
      de: "Dieser Server hat keinen AD-Connector (nur Cloud Sync).",
    },
    notSelected: {
      code: "domain-out-of-scope",
      text: {
        en: "{user} lives in the domain {domain}, which is not selected in the connector {connector}.",
        de: "{user} liegt in der Domäne {domain}, die im Connector {connector} nicht ausgewählt ist.",
      },
      advice: [
        {
          en: "Open Microsoft Entra Connect > Configure > Customize synchronization options > Domain and OU filtering, tick {domain} and the OUs to sync in it, and finish the wizard.",
          de: "Öffnen Sie Microsoft Entra Connect > Configure > Customize synchronization options > Domain and OU filtering, wählen Sie {domain} und darin die zu synchronisierenden OUs aus und schließen Sie den Assistenten ab.",
        },
        {
          en: "Check that every run profile of {connector} has a step for the new partition, then run: Start-ADSyncSyncCycle -PolicyType Initial",
          de: "Prüfen Sie, ob jedes Ausführungsprofil von {connector} einen Schritt für die neue Partition hat, und führen Sie dann aus: Start-ADSyncSyncCycle -PolicyType Initial",
        },
      ],
    },
    notKnown: {
      code: "domain-out-of-scope",
      text: {
        en: "{user} lives in the domain {domain}, for which no connector has a partition.",
        de: "{user} liegt in der Domäne {domain}, für die kein Connector eine Partition hat.",
      },
      advice: [
        {
          en: "If the domain is in a connected forest: Synchronization Service Manager > Connectors > Properties > Configure Directory Partitions > Refresh, then tick {domain} in the Connect wizard (Domain and OU filtering).",
          de: "Liegt die Domäne in einer verbundenen Gesamtstruktur: Synchronization Service Manager > Connectors > Properties > Configure Directory Partitions > Refresh, wählen Sie dann {domain} im Connect-Assistenten aus (Domain and OU filtering).",
        },
        {
          en: "If its forest is not connected: Connect wizard > Customize synchronization options > Connect your directories > Add Directory.",
          de: "Ist ihre Gesamtstruktur nicht verbunden: Connect-Assistent > Customize synchronization options > Connect your directories > Add Directory.",
        },
        {
          en: "Then run: Start-ADSyncSyncCycle -PolicyType Initial",
          de: "Führen Sie dann aus: Start-ADSyncSyncCycle -PolicyType Initial",
        },
      ],
    },
  },
  evaluate(facts, { ad, place, hasArrived }) {
    const connectors = valueOr(facts["server.connectors"], []);
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    if (adConnectors(connectors).length === 0) return { verdict: "skip", message: "noEngine" };
    const partition = place?.partition;
    const data = {
      user: nameOf(ad),
      domain: domainOf(ad.dn),
      connector: place?.connector.Name ?? { en: "(none)", de: "(keiner)" },
    };
    if (partition?.Selected === true || (hasArrived && !isLeaving(facts["cs.chain"])))
      return { verdict: "pass", message: "selected", data };
    const known = adConnectors(connectors).flatMap((c) => c.Partitions.map((p) => p.DN));
    const seenThere =
      partition === undefined
        ? told(
            { en: "Partitions of the AD connectors: {partitions}", de: "Partitionen der AD-Connectors: {partitions}" },
            { partitions: known.join("; ") || NONE },
          )
        : told(
            {
              en: "Partition {dn} of {connector}: Selected = False",
              de: "Partition {dn} von {connector}: Selected = False",
            },
            { dn: partition.DN, connector: data.connector },
          );
    return {
      verdict: "fail",
      message: partition === undefined ? "notKnown" : "notSelected",
      proof: "measured",
      data,
      evidence: [
        cite(
          told({ en: "The account's DN is {dn}", de: "Der DN des Kontos ist {dn}" }, { dn: ad.dn }),
          facts["ad.user"],
        ),
        cite(seenThere, facts["server.connectors"]),
      ],
    };
  },
});
