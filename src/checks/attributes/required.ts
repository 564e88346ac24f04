import { sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { upnSent } from "../../identity/holders";
import { textAttribute } from "../../identity/link";
import type { PersonOf } from "../../identity/person";
import { sourceTypeOf } from "../../identity/source-type";
import { isInInitialDomain, isVerified } from "../../identity/tenant";
import { cite, pii, type AdObject, type Claim, type Given } from "../../domain";

const NEEDS = ["ad.user"] as const;
const WANTS = [
  "server.globalSettings",
  "entra.user",
  "entra.relatedUsers",
  "entra.domains",
  "cs.chain",
  "server.runHistory",
  "server.connectors",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** Attributes without which the rules drop the object, or put another value in their place. */
export default defineCheck({
  id: "attributes.required",
  title: "The attributes that the rules need are filled",
  guide: "objects.attributes",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: "There is no AD account to look at.",
    filled: "The attributes that the rules need of {user} are filled.",
    noSam: {
      code: "required-attribute-missing",
      text: "{user} has no sAMAccountName; the default rules filter such objects (cloudFiltered).",
      advice: ["Give the account a sAMAccountName in Active Directory, then run a delta cycle."],
    },
    upnEmpty: {
      code: "required-attribute-missing",
      text: "{user} has no userPrincipalName in Active Directory, so the engine sends {derived}; {effect}.",
      advice: [
        "Give the account a userPrincipalName of its own with a verified suffix (offered here).",
        "A machine-local installer account (same name in every domain) need not be in the cloud: move it out of the synced OUs instead.",
      ],
    },
    sourceEmpty: {
      code: "required-attribute-missing",
      text: "Entra Connect takes the sign-in name from {attribute}, and {attribute} of {user} is empty; the cloud got a derived name, {cloudUpn}, and nothing to match an existing account by.",
      advice: [
        "Fill {attribute} in Active Directory with the person's address (offered here), then run a delta cycle.",
        "If a duplicate was made meanwhile, merge it afterwards: the account with the licence is the one to keep.",
      ],
    },
  },
  evaluate(facts, person) {
    const { ad } = person;
    // What is no user account at all is judged by its class, not by what it lacks.
    if (ad === undefined || !["user", "inetOrgPerson"].includes(sourceTypeOf(ad)))
      return { verdict: "skip", message: "noUser" };
    return (
      noSam(facts, ad) ??
      sourceEmpty(facts, person, ad) ??
      upnEmpty(facts, person, ad) ?? { verdict: "pass", message: "filled", data: { user: displayOf(ad) } }
    );
  },
});
const displayOf = (ad: AdObject) => pii(ad.displayName ?? ad.sAMAccountName ?? ad.cn);
const isEmpty = (value: unknown): boolean => value === undefined || value === "";
/** The cloud gave a sign-in name of its own, in the initial domain. */
const hasFallenBack = (facts: Facts, { cloud }: Person): boolean =>
  cloud !== undefined && isInInitialDomain(facts["entra.domains"], cloud.userPrincipalName);

function noSam(facts: Facts, ad: AdObject): Claim<"noSam"> | undefined {
  if (!isEmpty(ad.sAMAccountName)) return undefined;
  return {
    verdict: "fail",
    message: "noSam",
    proof: "measured",
    data: { user: displayOf(ad) },
    suggests: ["set-attribute"],
    evidence: [cite("sAMAccountName is empty", facts["ad.user"])],
  };
}

/** The sign-in name is taken from another attribute, and that is empty. */
function sourceEmpty(facts: Facts, person: Person, ad: AdObject): Claim<"sourceEmpty"> | undefined {
  const { settings, cloud } = person;
  const attribute = settings.upnAttribute;
  if (sameText(attribute, "userPrincipalName") || textAttribute(ad, attribute) !== undefined) return undefined;
  if (cloud !== undefined && !hasFallenBack(facts, person)) return undefined;
  const value = knownAddress(facts, person, ad);
  return {
    verdict: "fail",
    message: "sourceEmpty",
    proof: "measured",
    data: { user: displayOf(ad), attribute, cloudUpn: pii(cloud?.userPrincipalName) },
    suggests: ["set-attribute"],
    ...(value === undefined ? {} : { proposal: { object: ad.objectGUID, attribute, value } }),
    evidence: [
      cite(`Microsoft.SynchronizationOption.UPNAttribute = ${attribute}`, facts["server.globalSettings"]),
      cite(`${attribute} is empty`, facts["ad.user"]),
      ...(cloud === undefined
        ? []
        : [cite(`The cloud user is called ${cloud.userPrincipalName}`, facts["entra.user"])]),
    ],
  };
}
/** The address of the one cloud-only account of the same name, where its domain is verified. */
function knownAddress(facts: Facts, { cloud, users }: Person, ad: AdObject): string | undefined {
  const namesakes = users.filter(
    (u) => u !== cloud && u.onPremisesSyncEnabled == null && u.displayName === ad.displayName && u.mail != null,
  );
  const address = namesakes.length === 1 ? namesakes[0]?.mail : undefined;
  return address != null && isVerified(facts["entra.domains"], address) ? address : undefined;
}

/** No userPrincipalName, and it shows: the engine sends one that it makes up (adsync reference §7.2). */
function upnEmpty(facts: Facts, person: Person, ad: AdObject): Claim<"upnEmpty"> | undefined {
  const { cloud, errors, settings } = person;
  const error = errors.find((e) => e.side === "entra" && /UserPrincipalName/i.test(e.attribute ?? ""));
  const fellBack = hasFallenBack(facts, person);
  const shows = fellBack || error !== undefined || facts["entra.user"].state === "absent";
  if (!isEmpty(ad.userPrincipalName) || !shows) return undefined;
  const given = cloud?.userPrincipalName ?? "";
  return {
    verdict: "fail",
    message: "upnEmpty",
    standing: fellBack || error !== undefined ? "shown" : "expected",
    proof: "measured",
    data: {
      user: displayOf(ad),
      derived: pii(upnSent(settings, ad)),
      effect: fellBack ? pii(`the cloud made it ${given}`) : "the cloud derives a name that others may get too",
    },
    suggests: ["set-user-principal-name", "set-attribute"],
    evidence: [
      cite("userPrincipalName is empty", facts["ad.user"]),
      ...(fellBack ? [cite(`The cloud user is called ${given}`, facts["entra.user"])] : []),
      ...(error === undefined ? [] : [error.evidence]),
    ],
  };
}
