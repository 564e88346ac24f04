import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { nameOf } from "../../identity/naming";
import { cite, type AdObject } from "../../domain";

/** How many values the service takes (adsync reference §4.2, LargeObject). */
const MOST_VALUES = { userCertificate: 15, userSMIMECertificate: 15, proxyAddresses: 300 } as const;

/** The service refuses an object that is too large as a whole, or in one value. */
export default defineCheck({
  id: "attributes.size",
  title: "The object is within the service's limits",
  guide: "cycles.messages",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-largeobjecterror-usercertificate"],
  needs: ["ad.user"],
  wants: ["server.globalSettings", "cs.chain", "server.runHistory", "server.connectors"],
  messages: {
    noUser: "There is no AD account to look at.",
    within: "The cloud has not refused {user} for its size.",
    tooLarge: {
      code: "attribute-too-large",
      text: "The cloud refuses {user} as too large ({error}); {what}. No change of this user reaches the cloud while that lasts.",
      advice: [
        "Remove what is not needed in Active Directory: for certificates look at all values of userCertificate (expired ones first: Remove-ADSyncToolsExpiredCertificates, with its backup), for addresses at proxyAddresses. Which value goes is your choice.",
        "If a custom outbound rule sends an attribute that nobody needs in the cloud, disable it and run a full synchronization.",
        "Then run a delta cycle; the export is retried by itself.",
      ],
    },
  },
  evaluate(facts, { ad, errors }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = nameOf(ad);
    const error = errorsNamed(errors, "LargeObject", "ExceededAllowedLength").find((e) => e.side === "entra");
    if (error === undefined) return { verdict: "pass", message: "within", data: { user } };
    const over = overLimit(ad);
    const unknown =
      error.attribute === undefined ? "no single attribute is over its limit" : `the attribute is ${error.attribute}`;
    return {
      verdict: "fail",
      message: "tooLarge",
      proof: "stated",
      data: { user, error: error.type, what: over.length > 0 ? over.join(", ") : unknown },
      evidence: [error.evidence, ...over.map((what) => cite(what, facts["ad.user"]))],
    };
  },
});

/** What holds more values than the service takes. */
const overLimit = (ad: AdObject): string[] =>
  Object.entries(MOST_VALUES).flatMap(([attribute, most]) => {
    const values = ad[attribute];
    return Array.isArray(values) && values.length > most
      ? [`${attribute} has ${values.length} values (at most ${most})`]
      : [];
  });
