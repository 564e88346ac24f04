import { defineCheck } from "../../identity/define";
import { objectErrors } from "../../identity/legacy";
import { cite, pii } from "../../domain";
import { flawOf } from "../../identity/spelling";

const REFUSED =
  /^(DataValidationFailed|IdentityDataValidationFailed|InvalidDirectoryProperty|invalid-attribute-value)$/i;

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
  wants: ["cs.chain", "server.runHistory", "server.connectors"],
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
  evaluate({ "ad.user": ad, "cs.chain": chain, "server.runHistory": runs, "server.connectors": connectors }) {
    if (ad.state === "absent") return { verdict: "skip", message: "noUser" };
    const user = ad.value,
      data = { user: pii(user.displayName ?? user.sAMAccountName) };
    const error = objectErrors(user, chain, runs, connectors).find((e) => REFUSED.test(e.type));
    const flaws = [
      user.userPrincipalName === undefined ? undefined : flawOf("userPrincipalName", user.userPrincipalName),
      user.mailNickname === undefined ? undefined : flawOf("mailNickname", user.mailNickname),
      ...(user.proxyAddresses ?? []).map((p) => flawOf("proxyAddresses", p)),
    ].filter((f) => f !== undefined);
    if (flaws.length > 0)
      return flaws.map((f) => ({
        verdict: "fail" as const,
        message: "malformed" as const,
        standing:
          f.attribute === "userPrincipalName" || error !== undefined ? ("shown" as const) : ("expected" as const),
        data: {
          ...data,
          attribute: f.attribute,
          value: pii(f.value, "value"),
          rule: f.rule,
          mended: f.mended === undefined ? "no single value mends it" : pii(f.mended, "value"),
        },
        evidence: [
          cite(`${f.attribute} = ${f.value}: ${f.rule}`, ad),
          ...(error === undefined ? [] : [error.evidence]),
        ],
        suggests:
          f.mended === undefined
            ? []
            : f.attribute === "userPrincipalName"
              ? ["set-user-principal-name" as const]
              : ["set-attribute" as const],
      }));
    if (error === undefined) return { verdict: "pass", message: "valid", data };
    return {
      verdict: "fail",
      message: "refused",
      proof: "timed",
      data: { ...data, attribute: error.attribute ?? "a value", error: error.type },
      evidence: [error.evidence],
    };
  },
});
