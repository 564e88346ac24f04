import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { claimOfFlaw, errorsAbout, flawsOf, traceOf, type ObjectFlaw } from "../../identity/flaws";
import { nameOf } from "../../identity/naming";
import type { PersonOf } from "../../identity/person";
import { cite, type AdObject, type Claim, type Given } from "../../domain";

const NEEDS = ["ad.user"] as const;
const WANTS = [
  "entra.object",
  "entra.user",
  "entra.relatedUsers",
  "server.globalSettings",
  "cs.chain",
  "server.runHistory",
  "server.connectors",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** How many values the service takes (adsync reference §4.2, LargeObject). */
const MOST_VALUES = { userCertificate: 15, userSMIMECertificate: 15, proxyAddresses: 300 } as const;

/** The service refuses an object that is too large as a whole, or in one value. */
export default defineCheck({
  id: "attributes.size",
  title: "The object is within the service's limits",
  guide: "cycles.messages",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-largeobjecterror-usercertificate"],
  needs: NEEDS,
  wants: WANTS,
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
    tooLong: {
      code: "attribute-too-large",
      text: "{attribute} of {user} is longer than the service takes: {rule}.",
      advice: ["Shorten {attribute} in Active Directory, then run a delta cycle. Which words stay is your choice."],
    },
  },
  evaluate(facts, person) {
    const { ad, errors } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = nameOf(ad);
    const tooLong = flawsOf(ad).flatMap((flaw) => claimOfLength(facts, person, ad, flaw));
    if (tooLong.length > 0) return tooLong;
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

function claimOfLength(facts: Facts, person: Person, ad: AdObject, flaw: ObjectFlaw): Claim<"tooLong">[] {
  const { type, attribute, value, rule } = flaw;
  const claimed = type === "length" ? claimOfFlaw(flaw, traceOf(flaw, person)) : undefined;
  if (claimed === undefined) return [];
  return [
    {
      verdict: "fail",
      message: "tooLong",
      ...claimed,
      data: { user: nameOf(ad), attribute, rule },
      evidence: [
        cite(`${attribute}: ${rule}, beginning with ${value.slice(0, 40)}`, facts["ad.user"]),
        ...errorsAbout(flaw, person.errors).map((e) => e.evidence),
      ],
    },
  ];
}
/** What holds more values than the service takes. */
const overLimit = (ad: AdObject): string[] =>
  Object.entries(MOST_VALUES).flatMap(([attribute, most]) => {
    const values = ad[attribute];
    return Array.isArray(values) && values.length > most
      ? [`${attribute} has ${values.length} values (at most ${most})`]
      : [];
  });
