import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { claimOfFlaw, errorsAbout, flawsOf, traceOf, type ObjectFlaw } from "../../identity/flaws";
import { nameOf } from "../../identity/naming";
import type { PersonOf } from "../../identity/person";
import { cite, told, type AdObject, type Claim, type Given, type InEvery } from "../../domain";

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
  title: {
    en: "The object is within the service's limits",
    de: "Das Objekt liegt innerhalb der Grenzwerte des Dienstes",
  },
  guide: "cycles.messages",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-largeobjecterror-usercertificate"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: { en: "There is no AD account to look at.", de: "Es gibt kein AD-Konto, das sich prüfen ließe." },
    within: {
      en: "The cloud has not refused {user} for its size.",
      de: "Die Cloud hat {user} nicht wegen der Größe abgelehnt.",
    },
    tooLarge: {
      code: "attribute-too-large",
      text: {
        en: "The cloud refuses {user} as too large ({error}); {what}. No change of this user reaches the cloud while that lasts.",
        de: "Die Cloud lehnt {user} als zu groß ab ({error}); {what}. Solange das so ist, erreicht keine Änderung an diesem Benutzer die Cloud.",
      },
      advice: [
        {
          en: "Remove what is not needed in Active Directory: for certificates look at all values of userCertificate (expired ones first: Remove-ADSyncToolsExpiredCertificates, with its backup), for addresses at proxyAddresses. Which value goes is your choice.",
          de: "Entfernen Sie in Active Directory, was nicht gebraucht wird: bei Zertifikaten alle Werte von userCertificate prüfen (abgelaufene zuerst: Remove-ADSyncToolsExpiredCertificates, mit der zugehörigen Sicherung), bei Adressen proxyAddresses. Welcher Wert entfällt, entscheiden Sie.",
        },
        {
          en: "If a custom outbound rule sends an attribute that nobody needs in the cloud, disable it and run a full synchronization.",
          de: "Falls eine eigene ausgehende Regel ein Attribut sendet, das in der Cloud niemand braucht, deaktivieren Sie sie und führen Sie eine vollständige Synchronisierung aus.",
        },
        {
          en: "Then run a delta cycle; the export is retried by itself.",
          de: "Starten Sie dann eine Deltasynchronisierung; der Export wird von selbst wiederholt.",
        },
      ],
    },
    tooLong: {
      code: "attribute-too-large",
      text: {
        en: "{attribute} of {user} is longer than the service takes: {rule}.",
        de: "{attribute} von {user} ist länger, als der Dienst zulässt: {rule}.",
      },
      advice: [
        {
          en: "Shorten {attribute} in Active Directory, then run a delta cycle. Which words stay is your choice.",
          de: "Kürzen Sie {attribute} in Active Directory und starten Sie dann eine Deltasynchronisierung. Welche Wörter bleiben, entscheiden Sie.",
        },
      ],
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
      error.attribute === undefined
        ? { en: "no single attribute is over its limit", de: "kein einzelnes Attribut liegt über seinem Grenzwert" }
        : told(
            { en: "the attribute is {attribute}", de: "das Attribut ist {attribute}" },
            { attribute: error.attribute },
          );
    return {
      verdict: "fail",
      message: "tooLarge",
      proof: "stated",
      data: { user, error: error.type, what: over.length > 0 ? told("{over}", { over }) : unknown },
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
        cite(
          told(
            { en: "{attribute}: {rule}, beginning with {beginning}", de: "{attribute}: {rule}; Anfang: {beginning}" },
            { attribute, rule, beginning: value.slice(0, 40) },
          ),
          facts["ad.user"],
        ),
        ...errorsAbout(flaw, person.errors).map((e) => e.evidence),
      ],
    },
  ];
}
/** What holds more values than the service takes. */
const overLimit = (ad: AdObject): InEvery[] =>
  Object.entries(MOST_VALUES).flatMap(([attribute, most]) => {
    const values = ad[attribute];
    return Array.isArray(values) && values.length > most
      ? [
          told(
            {
              en: "{attribute} has {count} values (at most {most})",
              de: "{attribute} hat {count} Werte (höchstens {most})",
            },
            { attribute, count: values.length, most },
          ),
        ]
      : [];
  });
