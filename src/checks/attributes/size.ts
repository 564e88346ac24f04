import { defineCheck } from "../../identity/define";
import { objectErrors } from "../../identity/legacy";
import { cite, pii } from "../../domain";

/** Counts and lengths at which the service says LargeObject or ExceededAllowedLength. */
const MOST = { userCertificate: 15, userSMIMECertificate: 15, proxyAddresses: 300 } as const;

export default defineCheck({
  id: "attributes.size",
  title: "The object is within the service's limits",
  guide: "cycles.messages",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-largeobjecterror-usercertificate"],
  needs: ["ad.user"],
  wants: ["cs.chain", "server.runHistory", "server.connectors"],
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
  evaluate({ "ad.user": ad, "cs.chain": chain, "server.runHistory": runs, "server.connectors": connectors }) {
    if (ad.state === "absent") return { verdict: "skip", message: "noUser" };
    const user = ad.value,
      data = { user: pii(user.userPrincipalName ?? user.sAMAccountName) };
    const error = objectErrors(user, chain, runs, connectors).find(
      (e) => e.side === "entra" && /^(LargeObject|ExceededAllowedLength)$/i.test(e.type),
    );
    if (error === undefined) return { verdict: "pass", message: "within", data };
    const counts = Object.entries(MOST).flatMap(([a, most]) => {
      const v = user[a];
      return Array.isArray(v) && v.length > most ? [`${a} has ${v.length} values (at most ${most})`] : [];
    });
    return {
      verdict: "fail",
      message: "tooLarge",
      data: {
        ...data,
        error: error.type,
        what:
          counts.join(", ") ||
          (error.attribute === undefined
            ? "no single attribute is over its limit"
            : `the attribute is ${error.attribute}`),
      },
      evidence: [error.evidence, ...counts.map((c) => cite(c, ad))],
    };
  },
});
