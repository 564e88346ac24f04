import { bareAddress, sameText } from "../../identity/address";
import { areJoined, chainOf } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { clashesAmong, errorNaming, type ObjectError } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { addressKeysOf as addressesOf, withheldFrom } from "../../identity/holders";
import { anchorsOf, carries } from "../../identity/link";
import type { PersonOf } from "../../identity/person";
import { pii, valueOr, type AdObject, type CloudUser, type Given, type RemediationId } from "../../domain";

const NEEDS = ["ad.user", "ad.related"] as const;
const WANTS = [
  "entra.user",
  "entra.relatedUsers",
  "cs.chain",
  "cs.relatedChains",
  "server.globalSettings",
  "server.runHistory",
  "server.connectors",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** Two AD objects that both reach the cloud may not hold one sign-in name or address. */
export default defineCheck({
  id: "matching.no-on-premises-duplicate",
  title: {
    en: "No other AD object holds the sign-in name or an address",
    de: "Kein anderes AD-Objekt hat den Anmeldenamen oder eine Adresse",
  },
  guide: "duplicates.collisions",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: {
      en: "Active Directory has no such user, so nothing can be doubled.",
      de: "Active Directory hat keinen solchen Benutzer, es kann also nichts doppelt sein.",
    },
    unique: {
      en: "No other synced AD object holds a name of {user}.",
      de: "Kein anderes synchronisiertes AD-Objekt hat einen Namen von {user}.",
    },
    twice: {
      code: "on-premises-duplicate",
      text: {
        en: "{user} and {other} both hold {values} in Active Directory.",
        de: "{user} und {other} haben in Active Directory beide {values}.",
      },
      advice: [
        { en: "Decide which of the two keeps {values}.", de: "Entscheiden Sie, wer von beiden {values} behält." },
        {
          en: "Change it on the other one in Active Directory, then run a delta cycle; a withheld value follows within the hour.",
          de: "Ändern Sie es in Active Directory beim anderen und starten Sie dann eine Deltasynchronisierung; ein zurückgehaltener Wert folgt binnen einer Stunde.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad, others } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.dn);
    const twins = others.flatMap((other) => twinOf(facts, person, ad, other) ?? []);
    const twin = twins.find((t) => t.isMet) ?? twins[0];
    if (twin === undefined) return { verdict: "pass", message: "unique", data: { user } };
    const isAddress = twin.values.some((v) => addressesOf(ad).includes(v) || addressesOf(twin.other).includes(v));
    const waysOut: RemediationId[] = [
      ...(twin.sharesUpn ? (["set-user-principal-name"] as const) : []),
      ...(isAddress ? (["remove-ad-address"] as const) : []),
    ];
    return {
      verdict: "fail",
      message: "twice",
      standing: twin.isMet ? "shown" : "expected",
      proof: twin.clash === undefined ? "measured" : "stated",
      data: { user, other: pii(twin.other.dn), values: twin.values.map((v) => pii(v)) },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInAd(twin.other, facts["ad.related"]),
        ...(twin.cloud === undefined ? [] : [seenInCloud(twin.cloud, facts)]),
        ...(twin.clash === undefined ? [] : [twin.clash.evidence]),
      ],
      suggests: waysOut,
    };
  },
});

/** Another AD object that holds a name of the account and reaches the cloud beside it. */
interface Twin {
  readonly other: AdObject;
  readonly sharesUpn: boolean;
  /** What both hold, bare. */
  readonly values: readonly string[];
  /** The cloud user that is synced from it. */
  readonly cloud: CloudUser | undefined;
  /** The service's error that names that cloud user. */
  readonly clash: ObjectError | undefined;
  /** The service has met the clash: an error, or a value withheld. */
  readonly isMet: boolean;
}
function twinOf(
  facts: Facts,
  { carrier, users, errors, settings }: Person,
  ad: AdObject,
  other: AdObject,
): Twin | undefined {
  const withheld = withheldFrom(carrier);
  const sharesUpn = sameText(other.userPrincipalName, ad.userPrincipalName);
  const values = sharedValues(ad, other, withheld);
  const own = valueOr(facts["cs.chain"], undefined);
  const theirs = chainOf(other, facts["cs.relatedChains"]);
  const cloud = users.find((u) => u !== carrier && anchorsOf(settings, other).some((a) => carries(u, a)));
  const clash = cloud === undefined ? undefined : errorNaming(clashesAmong(errors), cloud.id);
  const isMet = clash !== undefined || values.some((v) => withheld.includes(v));
  const reachesCloud = cloud !== undefined || theirs?.entraCs != null || facts["cs.relatedChains"].state !== "seen";
  const isImported = own === undefined || own.adCs !== null;
  // What does not reach the cloud holds nothing there, whatever is withheld.
  const isTwin = values.length > 0 && !areJoined(own, theirs) && reachesCloud && (isMet || isImported);
  return isTwin ? { other, sharesUpn, values, cloud, clash, isMet } : undefined;
}
/** Sign-in name and addresses that both hold. A clash of a sign-in name with an address counts only where the service has met it. */
function sharedValues(ad: AdObject, other: AdObject, withheld: readonly string[]): string[] {
  const upn = other.userPrincipalName === undefined ? [] : [bareAddress(other.userPrincipalName)];
  const shared = addressesOf(other).filter((a) => addressesOf(ad).includes(a));
  const crossed = [...addressesOf(other), ...upn].filter((v) => withheld.includes(v));
  return [...new Set([...(sameText(other.userPrincipalName, ad.userPrincipalName) ? upn : []), ...shared, ...crossed])];
}
