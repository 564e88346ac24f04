import { adCsOf, behindAd } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { MASTERY_FACTS, seenDifference, valueDifferences } from "../../identity/mastery";
import { nameOf } from "../../identity/naming";
import { lagOf, seenLag, touched } from "../../identity/replication";
import { importsOf, lastGoodImport, seenRun } from "../../identity/runs";
import { attributeOf } from "../../identity/scoping-filter";
import { at } from "../../identity/time";
import { cite, told, valueOr } from "../../domain";

/** The account is there, and imports succeed after its change, yet the old values stand: the controller that the connector reads does not know the change. */
export default defineCheck({
  id: "scope.values-imported",
  title: {
    en: "The engine has imported the account's present values",
    de: "Die Synchronisierungs-Engine hat die jetzigen Werte des Kontos importiert",
  },
  guide: "objects.attributes",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-object-not-syncing"],
  needs: ["ad.user", "cs.chain", "ad.domainControllers"],
  wants: ["entra.user", "entra.relatedUsers", "server.globalSettings", ...MASTERY_FACTS],
  messages: {
    noUser: {
      en: "The account is not in the connector space, so there are no values to compare.",
      de: "Das Konto ist nicht im connector space, es gibt also keine Werte zu vergleichen.",
    },
    current: {
      en: "Nothing shows that the engine reads older values of {user} than Active Directory holds.",
      de: "Nichts deutet darauf hin, dass die Synchronisierungs-Engine von {user} ältere Werte liest, als in Active Directory stehen.",
    },
    lag: {
      code: "ad-replication-lag",
      text: {
        en: "{attribute} of {user} was changed at {changed}, and {controller}, which the connector reads, last replicated from {partner} at {success} (last result {result}): every import since then has read the old value.",
        de: "{attribute} von {user} wurde am {changed} geändert, und {controller}, den der Connector liest, hat zuletzt am {success} von {partner} repliziert (letztes Ergebnis {result}): Jeder Import seither hat den alten Wert gelesen.",
      },
      advice: [
        {
          en: "On a domain controller: repadmin /showrepl {controller} and repadmin /replsummary; mend what result {result} names (0 = nothing fails, the site link has not come round; 1722 = RPC server unavailable, 8453 = access denied).",
          de: "Auf einem Domänencontroller: repadmin /showrepl {controller} und repadmin /replsummary; beheben Sie, was das Ergebnis {result} nennt (0 = nichts schlägt fehl, die Standortverknüpfung war noch nicht an der Reihe; 1722 = RPC-Server nicht verfügbar, 8453 = Zugriff verweigert).",
        },
        {
          en: "Then repadmin /syncall {controller} /AdeP, and let the next delta cycle run. In haste: make the same change on {controller}.",
          de: "Dann repadmin /syncall {controller} /AdeP, und lassen Sie den nächsten Deltazyklus laufen. Eilt es: Nehmen Sie dieselbe Änderung auf {controller} vor.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad, place } = person;
    const imported = adCsOf(facts["cs.chain"]);
    if (ad === undefined || place === undefined || imported === null) return { verdict: "skip", message: "noUser" };
    const data = { user: nameOf(ad) };
    const runs = valueOr(facts["server.runHistory"], []);
    const good = lastGoodImport(place.connector.Name, runs);
    const isDone =
      good !== undefined && importsOf(place.connector.Name, runs)[0] === good && at(good.StartDate) > touched(ad);
    const lag = lagOf(ad, facts["ad.domainControllers"], place.partition?.PreferredDCs);
    const behind = behindAd(imported, ad);
    const [differs] = valueDifferences(person, facts).filter((d) => d.because === undefined);
    const attribute = behind[0] ?? differs?.attribute;
    if (!isDone || lag === undefined || attribute === undefined) return { verdict: "pass", message: "current", data };
    return {
      verdict: "fail",
      message: "lag",
      proof: behind.length > 0 ? "measured" : "timed",
      since: ad.whenChanged ?? lag.lastSuccess,
      data: {
        ...data,
        attribute,
        changed: ad.whenChanged ?? "",
        controller: lag.controller,
        partner: lag.partner,
        success: lag.lastSuccess,
        result: lag.result,
      },
      evidence: [
        ...behind.slice(0, 3).map((name) =>
          cite(
            told(
              {
                en: "{attribute} in the connector space is {imported}, in Active Directory {present}",
                de: "{attribute} ist im connector space {imported}, in Active Directory {present}",
              },
              {
                attribute: name,
                imported: String(attributeOf(imported.Attributes, name)),
                present: String(attributeOf(ad, name)),
              },
            ),
            facts["cs.chain"],
          ),
        ),
        ...(differs === undefined ? [] : [seenDifference(differs, facts)]),
        seenRun(good, facts["server.runHistory"]),
        seenLag(lag, facts["ad.domainControllers"]),
      ],
    };
  },
});
