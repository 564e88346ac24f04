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
import { cite, pii, type AdObject, type Claim, type Given } from "../../domain";

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
  title: "The values of the object are well formed",
  guide: "objects.attributes",
  docs: [
    "https://learn.microsoft.com/microsoft-365/enterprise/prepare-for-directory-synchronization",
    "https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors",
    "https://github.com/microsoft/idfix",
  ],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: "There is no AD account whose values could be looked at.",
    valid: "The service takes the values of {user} as they are.",
    advised: "The service takes the values of {user} as they are. IdFix would flag {attribute}: {rule}.",
    malformed: {
      code: "invalid-attribute-value",
      text: "{attribute} of {user} is malformed: {rule}. The value is {value}.",
      advice: [
        "Correct {attribute} in Active Directory ({mended}), then run a delta cycle. Type the value anew instead of pasting it.",
      ],
    },
    refused: {
      code: "invalid-attribute-value",
      text: "The cloud refuses {attribute} of {user} ({error}); its form shows no known flaw.",
      advice: [
        "Compare {attribute} with the allowed characters and lengths (IdFix), correct it in Active Directory, then run a delta cycle.",
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
        data: { user, attribute: error.attribute ?? "a value", error: error.type },
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
            ? "no single value mends it"
            : isFree
              ? pii(mended, "value")
              : pii(`not ${mended}: it is held by another object, or that could not be looked up`, "value"),
      },
      evidence: [
        cite(`${attribute} = ${value}: ${rule}`, facts["ad.user"]),
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
