import { suffixOf } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { pairOf, upnSent } from "../../identity/legacy";
import { cite, pii, valueOr } from "../../domain";

/** A UPN suffix that is not a verified domain is replaced by the tenant's initial domain. */
export default defineCheck({
  id: "cloud-object.sign-in-name-verified",
  title: "The sign-in name's suffix is a verified domain",
  guide: "objects.attributes",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname"],
  needs: ["ad.user", "entra.user", "entra.relatedUsers", "entra.domains"],
  wants: ["server.globalSettings"],
  messages: {
    noPair: "The AD account has no synced cloud user, so no sign-in name was derived.",
    verified: "The sign-in name {target} is not a fallback for an unverified suffix.",
    fallback: {
      code: "synced-under-fallback-upn",
      text: "{user} is in the cloud as {target}: {suffix} is not a verified domain of the tenant, so the initial domain took its place.",
      advice: [
        "Give the AD account a sign-in name under a verified domain (add it as a UPN suffix of the forest first if it is not there), then run a delta cycle.",
        "Or verify {suffix} in Entra admin center › Domain names, where it is a public domain.",
      ],
    },
  },
  evaluate(facts) {
    const pair = pairOf(facts),
      sent = pair === undefined ? undefined : upnSent(facts, pair.ad);
    if (pair === undefined || sent === undefined || !sent.includes("@")) return { verdict: "skip", message: "noPair" };
    const domains = valueOr(facts["entra.domains"], []),
      verified = (name: string): boolean => domains.some((d) => d.isVerified && d.id.toLowerCase() === name);
    const suffix = suffixOf(sent),
      cloud = suffixOf(pair.user.userPrincipalName),
      initial =
        domains.some((d) => d.isInitial === true && d.id.toLowerCase() === cloud) || cloud.endsWith(".onmicrosoft.com");
    const data = { user: pii(sent), target: pii(pair.user.userPrincipalName), suffix };
    if (verified(suffix) || !initial || domains.length === 0) return { verdict: "pass", message: "verified", data };
    const better = domains.some(
      (d) => d.isVerified && d.isInitial !== true && !d.id.toLowerCase().endsWith(".onmicrosoft.com"),
    );
    return {
      verdict: "fail",
      message: "fallback",
      standing: "shown",
      data,
      evidence: [
        seenInAd(pair.ad, facts["ad.user"]),
        seenInCloud(pair.user, facts),
        cite(
          `Verified domains: ${domains
            .filter((d) => d.isVerified)
            .map((d) => d.id)
            .join(", ")}`,
          facts["entra.domains"],
        ),
      ],
      suggests: better ? ["set-user-principal-name"] : [],
    };
  },
});
