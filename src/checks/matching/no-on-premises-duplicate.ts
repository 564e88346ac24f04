import { bareAddress, sameText, smtpAddresses } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { CLASH, errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { anchorsIn, citeError, errorsOf, sidesOf } from "../../identity/legacy";
import { pii, valueOr, type AdObject, type RemediationId } from "../../domain";

const addressesOf = (o: AdObject): string[] => [
  ...new Set([...smtpAddresses(o.proxyAddresses), ...(o.mail ? [bareAddress(o.mail)] : [])]),
];

/** Two AD objects that both reach the cloud may not hold one sign-in name or address. */
export default defineCheck({
  id: "matching.no-on-premises-duplicate",
  title: "No other AD object holds the sign-in name or an address",
  guide: "duplicates.collisions",
  needs: ["ad.user", "ad.related"],
  wants: [
    "entra.user",
    "entra.relatedUsers",
    "cs.chain",
    "cs.relatedChains",
    "server.globalSettings",
    "server.runHistory",
  ],
  messages: {
    noUser: "Active Directory has no such user, so nothing can be doubled.",
    unique: "No other synced AD object holds a name of {user}.",
    twice: {
      code: "on-premises-duplicate",
      text: "{user} and {other} both hold {values} in Active Directory.",
      advice: [
        "Decide which of the two keeps {values}.",
        "Change it on the other one in Active Directory, then run a delta cycle; a withheld value follows within the hour.",
      ],
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad, anchors, linked } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.dn),
      errors = errorsNamed(errorsOf(facts, { dn: ad.dn, anchors }), ...CLASH),
      chains = facts["cs.relatedChains"],
      own = valueOr(facts["cs.chain"], undefined);
    const withheld = (linked?.onPremisesProvisioningErrors ?? []).map((e) => bareAddress(e.value));
    const found = sides.others.flatMap((o) => {
      const upn = ad.userPrincipalName !== undefined && sameText(o.userPrincipalName, ad.userPrincipalName),
        shared = addressesOf(o).filter((a) => addressesOf(ad).includes(a));
      // A clash of a sign-in name with an address counts only where the service has met it.
      const crossed = [...addressesOf(o), ...(o.userPrincipalName ? [bareAddress(o.userPrincipalName)] : [])].filter(
        (v) => withheld.includes(v),
      );
      const values = [...new Set([...(upn ? [bareAddress(ad.userPrincipalName!)] : []), ...shared, ...crossed])];
      const theirs = chains.state === "seen" ? chains.value.find((c) => sameDn(c.adDn, o.dn)) : undefined;
      const cloud = sides.users.find(
        (u) => u.onPremisesImmutableId != null && u !== linked && anchorsIn(facts, o).includes(u.onPremisesImmutableId),
      );
      const joined = own?.mv != null && theirs?.mv?.ObjectId === own.mv.ObjectId;
      const reaches = cloud !== undefined || theirs?.entraCs != null || chains.state !== "seen";
      const met = errors.find((e) => cloud !== undefined && e.holderId?.includes(cloud.id.toLowerCase()));
      const shown = met !== undefined || values.some((v) => withheld.includes(v));
      return values.length === 0 || joined || !(reaches || shown) || (own !== undefined && own.adCs === null && !shown)
        ? []
        : [{ o, upn, values, cloud, met, shown }];
    });
    const hit = found.find((f) => f.shown) ?? found[0];
    if (hit === undefined) return { verdict: "pass", message: "unique", data: { user } };
    const suggests: RemediationId[] = [
      ...(hit.upn ? ["set-user-principal-name" as const] : []),
      ...(hit.values.some((v) => addressesOf(ad).includes(v) || addressesOf(hit.o).includes(v))
        ? ["remove-ad-address" as const]
        : []),
    ];
    return {
      verdict: "fail",
      message: "twice",
      standing: hit.shown ? "shown" : "expected",
      data: { user, other: pii(hit.o.dn), values: hit.values.map((v) => pii(v)) },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInAd(hit.o, facts["ad.related"]),
        ...(hit.cloud === undefined ? [] : [seenInCloud(hit.cloud, facts)]),
        ...(hit.met === undefined ? [] : [citeError(hit.met)]),
      ],
      suggests,
    };
  },
});
