import { adCsOf, behindAd } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { MASTERY_FACTS, seenDifference, valueDifferences } from "../../identity/mastery";
import { nameOf } from "../../identity/naming";
import { lagOf, seenLag, touched } from "../../identity/replication";
import { importsOf, lastGoodImport, seenRun } from "../../identity/runs";
import { attributeOf } from "../../identity/scoping-filter";
import { at } from "../../identity/time";
import { cite, valueOr } from "../../domain";

/** The account is there, and imports succeed after its change, yet the old values stand: the controller that the connector reads does not know the change. */
export default defineCheck({
  id: "scope.values-imported",
  title: "The engine has imported the account's present values",
  guide: "objects.attributes",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-object-not-syncing"],
  needs: ["ad.user", "cs.chain", "ad.domainControllers"],
  wants: ["entra.user", "entra.relatedUsers", "server.globalSettings", ...MASTERY_FACTS],
  messages: {
    noUser: "The account is not in the connector space, so there are no values to compare.",
    current: "Nothing shows that the engine reads older values of {user} than Active Directory holds.",
    lag: {
      code: "ad-replication-lag",
      text: "{attribute} of {user} was changed at {changed}, and {controller}, which the connector reads, last replicated from {partner} at {success} (last result {result}): every import since then has read the old value.",
      advice: [
        "On a domain controller: repadmin /showrepl {controller} and repadmin /replsummary; mend what result {result} names (0 = nothing fails, the site link has not come round; 1722 = RPC server unavailable, 8453 = access denied).",
        "Then repadmin /syncall {controller} /AdeP, and let the next delta cycle run. In haste: make the same change on {controller}.",
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
        ...behind
          .slice(0, 3)
          .map((name) =>
            cite(
              `${name} in the connector space is ${String(attributeOf(imported.Attributes, name))}, in Active Directory ${String(attributeOf(ad, name))}`,
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
