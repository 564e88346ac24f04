import { suffixOf } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { textAttribute } from "../../identity/link";
import { isInInitialDomain, isOnMicrosoft, isVerified, verifiedDomains } from "../../identity/tenant";
import { cite, pii, told, valueOr } from "../../domain";

/** A UPN suffix that is not a verified domain is replaced by the tenant's initial domain. */
export default defineCheck({
  id: "cloud-object.sign-in-name-verified",
  title: {
    en: "The sign-in name's suffix is a verified domain",
    de: "Das Suffix des Anmeldenamens ist eine verifizierte Domäne",
  },
  guide: "objects.attributes",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname"],
  needs: ["ad.user", "entra.user", "entra.relatedUsers", "entra.domains"],
  wants: ["server.globalSettings"],
  messages: {
    noPair: {
      en: "The AD account has no synced cloud user, so no sign-in name was derived.",
      de: "Das AD-Konto hat keinen synchronisierten Cloudbenutzer, es wurde also kein Anmeldename abgeleitet.",
    },
    verified: {
      en: "The sign-in name {target} is not a fallback for an unverified suffix.",
      de: "Der Anmeldename {target} ist kein Ersatz für ein nicht verifiziertes Suffix.",
    },
    fallback: {
      code: "synced-under-fallback-upn",
      text: {
        en: "{user} is in the cloud as {target}: {suffix} is not a verified domain of the tenant, so the initial domain took its place.",
        de: "{user} ist als {target} in der Cloud: {suffix} ist keine verifizierte Domäne des Mandanten, deshalb trat die anfängliche Domäne an ihre Stelle.",
      },
      advice: [
        {
          en: "Give the AD account a sign-in name under a verified domain (add it as a UPN suffix of the forest first if it is not there), then run a delta cycle.",
          de: "Geben Sie dem AD-Konto einen Anmeldenamen unter einer verifizierten Domäne (fügen Sie sie der Gesamtstruktur zuerst als UPN-Suffix hinzu, falls sie dort fehlt) und starten Sie dann eine Deltasynchronisierung.",
        },
        {
          en: "Or verify {suffix} in Entra admin center › Domain names, where it is a public domain.",
          de: "Oder verifizieren Sie {suffix} unter Entra admin center › Domain names, falls es eine öffentliche Domäne ist.",
        },
      ],
    },
  },
  evaluate(facts, { pair, settings }) {
    // A name that the engine makes up, because AD gives none, is another fault (attributes.required).
    const sent = pair === undefined ? undefined : textAttribute(pair.ad, settings.upnAttribute);
    if (pair === undefined || sent?.includes("@") !== true) return { verdict: "skip", message: "noPair" };
    const { ad, user } = pair;
    const domains = facts["entra.domains"];
    const data = { user: pii(sent), target: pii(user.userPrincipalName), suffix: suffixOf(sent) };
    const isInitial = isInInitialDomain(domains, user.userPrincipalName) || isOnMicrosoft(user.userPrincipalName);
    if (isVerified(domains, sent) || !isInitial || valueOr(domains, []).length === 0)
      return { verdict: "pass", message: "verified", data };
    const verified = verifiedDomains(domains);
    const hasBetter = verified.some((d) => !isInInitialDomain(domains, d) && !isOnMicrosoft(d));
    return {
      verdict: "fail",
      message: "fallback",
      proof: "measured",
      data,
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(user, facts),
        cite(
          told(
            { en: "Verified domains: {domains}", de: "Verifizierte Domänen: {domains}" },
            { domains: verified.join(", ") },
          ),
          domains,
        ),
      ],
      suggests: hasBetter ? ["set-user-principal-name"] : [],
    };
  },
});
