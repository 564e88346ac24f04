import { defineCheck } from "../../identity/define";
import { errorsNamed, type ObjectError } from "../../identity/errors";
import { flawOf, wellFormed, type Flaw } from "../../identity/spelling";
import { cite, pii, type AdObject, type Claim, type Fact, type Proposal, type RemediationId } from "../../domain";

/** A malformed value is refused by the cloud, or replaced by a derived one without any error. */
export default defineCheck({
  id: "attributes.valid-values",
  title: "The user's naming attributes are well formed",
  guide: "objects.attributes",
  docs: [
    "https://learn.microsoft.com/microsoft-365/enterprise/prepare-for-directory-synchronization",
    "https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors",
  ],
  needs: ["ad.user"],
  wants: ["server.globalSettings", "cs.chain", "server.runHistory", "server.connectors"],
  messages: {
    noUser: "There is no AD account whose values could be looked at.",
    valid: "The naming attributes of {user} are well formed.",
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
  evaluate(facts, { ad, errors }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.displayName ?? ad.sAMAccountName);
    const [error] = errorsNamed(
      errors,
      "DataValidationFailed",
      "IdentityDataValidationFailed",
      "InvalidDirectoryProperty",
      "invalid-attribute-value",
    );
    const flaws = flawsOf(ad);
    if (flaws.length > 0) return flaws.map((flaw) => malformed(facts["ad.user"], ad, flaw, error));
    if (error === undefined) return { verdict: "pass", message: "valid", data: { user } };
    return {
      verdict: "fail",
      message: "refused",
      // That it refuses is stated; which value is at fault is not.
      proof: "timed",
      data: { user, attribute: error.attribute ?? "a value", error: error.type },
      evidence: [error.evidence],
    };
  },
});

const flawsOf = (ad: AdObject): Flaw[] =>
  [
    ad.userPrincipalName === undefined ? undefined : flawOf("userPrincipalName", ad.userPrincipalName),
    ad.mailNickname === undefined ? undefined : flawOf("mailNickname", ad.mailNickname),
    ...(ad.proxyAddresses ?? []).map((entry) => flawOf("proxyAddresses", entry)),
  ].filter((flaw) => flaw !== undefined);

function malformed(from: Fact<AdObject>, ad: AdObject, flaw: Flaw, error: ObjectError | undefined): Claim<"malformed"> {
  const { attribute, value, rule, mended } = flaw;
  const isSignInName = attribute === "userPrincipalName";
  const setting: RemediationId = isSignInName ? "set-user-principal-name" : "set-attribute";
  return {
    verdict: "fail",
    message: "malformed",
    standing: isSignInName || error !== undefined ? "shown" : "expected",
    proof: "measured",
    data: {
      user: pii(ad.displayName ?? ad.sAMAccountName),
      attribute,
      value: pii(value, "value"),
      rule,
      mended: mended === undefined ? "no single value mends it" : pii(mended, "value"),
    },
    evidence: [cite(`${attribute} = ${value}: ${rule}`, from), ...(error === undefined ? [] : [error.evidence])],
    ...(mended === undefined ? {} : { suggests: [setting], proposal: mendOf(ad, attribute, mended) }),
  };
}
/** The whole attribute, mended: of a list every entry that has one mend. */
const mendOf = (ad: AdObject, attribute: string, mended: string): Proposal => ({
  object: ad.objectGUID,
  attribute,
  value:
    attribute === "proxyAddresses"
      ? [...new Set((ad.proxyAddresses ?? []).map((entry) => wellFormed(attribute, entry) ?? entry))]
      : mended,
});
