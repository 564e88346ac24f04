import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import {
  claimOfFlaw,
  concerns,
  errorsAbout,
  flawsOf,
  FORM_ERRORS,
  traceOf,
  type ObjectFlaw,
} from "../../identity/flaws";
import { areFree, FREENESS_FACTS, newNames } from "../../identity/free";
import type { PersonOf } from "../../identity/person";
import { cite, pii, told, type AdObject, type Claim, type Given } from "../../domain";

const NEEDS = ["ad.user"] as const;
const WANTS = [
  "entra.object",
  ...FREENESS_FACTS.filter((key) => key !== "ad.user"),
  "cs.chain",
  "server.runHistory",
  "server.connectors",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** A malformed value is refused by the cloud, or replaced by a derived one without any error. What only IdFix flags is no fault while it syncs. */
export default defineCheck({
  id: "attributes.valid-values",
  title: { en: "The values of the object are well formed", de: "Die Werte des Objekts haben die richtige Form" },
  guide: "objects.attributes",
  docs: [
    "https://learn.microsoft.com/microsoft-365/enterprise/prepare-for-directory-synchronization",
    "https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors",
    "https://github.com/microsoft/idfix",
  ],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: {
      en: "There is no AD account whose values could be looked at.",
      de: "Es gibt kein AD-Konto, dessen Werte sich prüfen ließen.",
    },
    valid: {
      en: "The service takes the values of {user} as they are.",
      de: "Der Dienst nimmt die Werte von {user}, wie sie sind.",
    },
    advised: {
      en: "The service takes the values of {user} as they are. IdFix would flag {attribute}: {rule}.",
      de: "Der Dienst nimmt die Werte von {user}, wie sie sind. IdFix würde {attribute} beanstanden: {rule}.",
    },
    malformed: {
      code: "invalid-attribute-value",
      text: {
        en: "{attribute} of {user} is malformed: {rule}. The value is {value}.",
        de: "Der Wert {value} in {attribute} von {user} ist fehlerhaft: {rule}.",
      },
      advice: [
        {
          en: "Correct {attribute} in Active Directory ({not}{mended}{because}), then run a delta cycle. Type the value anew instead of pasting it.",
          de: "Berichtigen Sie {attribute} in Active Directory ({not}{mended}{because}) und starten Sie dann eine Deltasynchronisierung. Tippen Sie den Wert neu ein, statt ihn einzufügen.",
        },
      ],
    },
    refused: {
      code: "invalid-attribute-value",
      text: {
        en: "The cloud refuses {attribute} of {user} ({error}); its form shows no known flaw.",
        de: "Die Cloud lehnt {attribute} von {user} ab ({error}); seine Form zeigt keinen bekannten Fehler.",
      },
      advice: [
        {
          en: "Compare {attribute} with the allowed characters and lengths (IdFix), correct it in Active Directory, then run a delta cycle.",
          de: "Vergleichen Sie {attribute} mit den erlaubten Zeichen und Längen (IdFix), berichtigen Sie den Wert in Active Directory und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.displayName ?? ad.sAMAccountName ?? ad.cn);
    const flaws = flawsOf(ad);
    // Lengths are counted elsewhere, and an unverified domain has its own cause.
    const formal = onePerValue(flaws.filter(({ type }) => type !== "length" && type !== "domain"));
    const claims = formal.flatMap((flaw) => malformed(facts, person, ad, flaw));
    if (claims.length > 0) return claims;
    const [error] = errorsNamed(person.errors, ...FORM_ERRORS);
    const isLength =
      error !== undefined && flaws.some(({ type, attribute }) => type === "length" && concerns(error, attribute));
    if (error !== undefined && !isLength)
      return {
        verdict: "fail",
        message: "refused",
        // Without a name, that it refuses is stated, and which value is at fault is not.
        proof: error.attribute === undefined ? "timed" : "stated",
        data: { user, attribute: error.attribute ?? { en: "a value", de: "einen Wert" }, error: error.type },
        evidence: [error.evidence],
      };
    const advice = formal.find((flaw) => !flaw.enforced);
    return advice === undefined
      ? { verdict: "pass", message: "valid", data: { user } }
      : { verdict: "pass", message: "advised", data: { user, attribute: advice.attribute, rule: advice.rule } };
  },
});

/** Of each value what the service minds most. */
const onePerValue = (flaws: readonly ObjectFlaw[]): ObjectFlaw[] =>
  flaws.filter((flaw, i) => flaws.findIndex((f) => f.attribute === flaw.attribute && f.value === flaw.value) === i);

/** Around a value that may not be written. */
const HELD = {
  not: { en: "not ", de: "nicht " },
  because: {
    en: ": it is held by another object, or that could not be looked up",
    de: ": ein anderes Objekt hat diesen Wert, oder das ließ sich nicht prüfen",
  },
} as const;
function malformed(facts: Facts, person: Person, ad: AdObject, flaw: ObjectFlaw): Claim<"malformed">[] {
  const { attribute, value, rule, whole } = flaw;
  const claimed = claimOfFlaw(flaw, traceOf(flaw, person));
  if (claimed === undefined) return [];
  const isFree = whole !== undefined && areFree(newNames(ad, attribute, whole), person, facts, ad);
  const mended = flaw.mended ?? (typeof whole === "string" ? whole : whole?.join("; "));
  return [
    {
      verdict: "fail",
      message: "malformed",
      ...claimed,
      data: {
        user: pii(ad.displayName ?? ad.sAMAccountName ?? ad.cn),
        attribute,
        value: pii(value, "value"),
        rule,
        mended:
          mended === undefined
            ? { en: "no single value mends it", de: "kein einzelner Wert behebt es" }
            : pii(mended, "value"),
        ...(mended === undefined || isFree ? { not: "", because: "" } : HELD),
      },
      evidence: [
        cite(told("{attribute} = {value}: {rule}", { attribute, value, rule }), facts["ad.user"]),
        ...errorsAbout(flaw, person.errors).map((e) => e.evidence),
      ],
      ...(isFree && whole !== undefined
        ? {
            suggests: [attribute === "userPrincipalName" ? "set-user-principal-name" : "set-attribute"] as const,
            proposal: { object: ad.objectGUID, attribute, value: whole },
          }
        : {}),
    },
  ];
}
