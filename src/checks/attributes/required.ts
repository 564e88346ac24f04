import { bareAddress, localPartOf, sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { areFree, FREENESS_FACTS, isThisPerson } from "../../identity/free";
import { upnSent } from "../../identity/holders";
import { textAttribute } from "../../identity/link";
import type { PersonOf } from "../../identity/person";
import { sourceTypeOf } from "../../identity/source-type";
import { aliasFrom } from "../../identity/spelling";
import { isInInitialDomain, isOnMicrosoft, isVerified } from "../../identity/tenant";
import { cite, pii, told, valueOr, type AdObject, type Claim, type Given, type Proposal } from "../../domain";

const NEEDS = ["ad.user"] as const;
const WANTS = [
  ...FREENESS_FACTS.filter((key) => key !== "ad.user"),
  "ask",
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
  title: {
    en: "The attributes that the rules need are filled",
    de: "Die Attribute, die die Regeln brauchen, sind gefüllt",
  },
  guide: "objects.attributes",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: { en: "There is no AD account to look at.", de: "Es gibt kein AD-Konto, das sich prüfen ließe." },
    filled: {
      en: "The attributes that the rules need of {user} are filled.",
      de: "Die Attribute von {user}, die die Regeln brauchen, sind gefüllt.",
    },
    noSam: {
      code: "required-attribute-missing",
      text: {
        en: "{user} has no sAMAccountName; the default rules filter such objects (cloudFiltered).",
        de: "{user} hat keinen sAMAccountName; die Standardregeln filtern solche Objekte heraus (cloudFiltered).",
      },
      advice: [
        {
          en: "Give the account a sAMAccountName in Active Directory, then run a delta cycle.",
          de: "Geben Sie dem Konto in Active Directory einen sAMAccountName und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
    upnEmpty: {
      code: "required-attribute-missing",
      text: {
        en: "{user} has no userPrincipalName in Active Directory, so the engine sends {derived}; {effect}{given}.",
        de: "{user} hat in Active Directory keinen userPrincipalName, deshalb sendet die Synchronisierungs-Engine {derived}; {effect}{given}.",
      },
      advice: [
        {
          en: "Give the account a userPrincipalName of its own with a verified suffix (offered here).",
          de: "Geben Sie dem Konto einen eigenen userPrincipalName mit verifiziertem Suffix (wird hier angeboten).",
        },
        {
          en: "A machine-local installer account (same name in every domain) need not be in the cloud: move it out of the synced OUs instead.",
          de: "Ein Installationskonto einzelner Computer (gleicher Name in jeder Domäne) muss nicht in die Cloud: Verschieben Sie es stattdessen aus den synchronisierten OUs.",
        },
      ],
    },
    sourceEmpty: {
      code: "required-attribute-missing",
      text: {
        en: "Entra Connect takes the sign-in name from {attribute}, and {attribute} of {user} is empty; the cloud got a derived name, {cloudUpn}, and nothing to match an existing account by.",
        de: "Entra Connect nimmt den Anmeldenamen aus {attribute}, und {attribute} von {user} ist leer; die Cloud erhielt einen abgeleiteten Namen, {cloudUpn}, und nichts, womit sich ein vorhandenes Konto zuordnen ließe.",
      },
      advice: [
        {
          en: "Fill {attribute} in Active Directory with the person's address (offered here), then run a delta cycle.",
          de: "Tragen Sie in Active Directory bei {attribute} die Adresse der Person ein (wird hier angeboten) und starten Sie dann eine Deltasynchronisierung.",
        },
        {
          en: "If a duplicate was made meanwhile, merge it afterwards: the account with the licence is the one to keep.",
          de: "Falls inzwischen ein Duplikat entstanden ist, führen Sie es danach zusammen: Behalten Sie das Konto mit der Lizenz.",
        },
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

/** Longest sAMAccountName of a user (adsync reference §7.1). */
const LONGEST_SAM = 20;
function noSam(facts: Facts, ad: AdObject): Claim<"noSam"> | undefined {
  if (!isEmpty(ad.sAMAccountName)) return undefined;
  // Active Directory itself refuses one that another account of the domain has.
  const account = aliasFrom(localPartOf(ad.userPrincipalName ?? ad.mail)).slice(0, LONGEST_SAM);
  return {
    verdict: "fail",
    message: "noSam",
    proof: "measured",
    data: { user: displayOf(ad) },
    suggests: account === "" ? [] : ["set-attribute"],
    ...proposing(
      account === ""
        ? []
        : [
            {
              object: ad.objectGUID,
              attribute: "sAMAccountName",
              value: account,
              why: { en: "the sign-in name's first part", de: "der erste Teil des Anmeldenamens" },
            },
          ],
    ),
    evidence: [cite({ en: "sAMAccountName is empty", de: "sAMAccountName ist leer" }, facts["ad.user"])],
  };
}

/** The sign-in name is taken from another attribute, and that is empty. */
function sourceEmpty(facts: Facts, person: Person, ad: AdObject): Claim<"sourceEmpty"> | undefined {
  const { settings, cloud } = person;
  const attribute = settings.upnAttribute;
  if (sameText(attribute, "userPrincipalName") || textAttribute(ad, attribute) !== undefined) return undefined;
  if (cloud !== undefined && !hasFallenBack(facts, person)) return undefined;
  const known = knownAddresses(facts, person, ad);
  return {
    verdict: "fail",
    message: "sourceEmpty",
    proof: "measured",
    data: { user: displayOf(ad), attribute, cloudUpn: pii(cloud?.userPrincipalName) },
    suggests: known.length === 0 ? [] : ["set-attribute"],
    ...proposing(
      known.map((value) => ({
        object: ad.objectGUID,
        attribute,
        value,
        why: { en: "an address that the person is known by", de: "eine Adresse, unter der die Person bekannt ist" },
      })),
    ),
    evidence: [
      cite(`Microsoft.SynchronizationOption.UPNAttribute = ${attribute}`, facts["server.globalSettings"]),
      cite(told({ en: "{attribute} is empty", de: "{attribute} ist leer" }, { attribute }), facts["ad.user"]),
      ...(cloud === undefined
        ? []
        : [
            cite(
              told(
                { en: "The cloud user is called {upn}", de: "Der Cloudbenutzer heißt {upn}" },
                { upn: cloud.userPrincipalName },
              ),
              facts["entra.user"],
            ),
          ]),
    ],
  };
}
/** The first value is proposed, the others are left to choose. */
const proposing = ([proposal, ...alternatives]: readonly Proposal[]): Pick<
  Claim<string>,
  "proposal" | "alternatives"
> => (proposal === undefined ? {} : { proposal, ...(alternatives.length === 0 ? {} : { alternatives }) });
/** Addresses by which the person is known, in a verified domain and free: those of their cloud-only account, the sign-in name, the one that was asked for. */
function knownAddresses(facts: Facts, person: Person, ad: AdObject): string[] {
  const ofCloud = person.users
    .filter((u) => u.onPremisesSyncEnabled !== true && isThisPerson(ad, u))
    .flatMap((u) => [u.mail, u.userPrincipalName]);
  const asked = valueOr(facts.ask, undefined)?.terms.upns ?? [];
  const known = [...ofCloud, ad.userPrincipalName, ...asked]
    .filter((a): a is string => typeof a === "string" && a.includes("@"))
    .filter((a) => isVerified(facts["entra.domains"], a) && !isOnMicrosoft(a))
    .map(bareAddress);
  return [...new Set(known)].filter((a) => areFree([a], person, facts, ad));
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
      given: fellBack ? pii(given) : "",
      effect: fellBack
        ? { en: "the cloud made it ", de: "die Cloud machte daraus " }
        : {
            en: "the cloud derives a name that others may get too",
            de: "die Cloud leitet einen Namen ab, den auch andere erhalten können",
          },
    },
    suggests: ["set-user-principal-name"],
    evidence: [
      cite({ en: "userPrincipalName is empty", de: "userPrincipalName ist leer" }, facts["ad.user"]),
      ...(fellBack
        ? [
            cite(
              told({ en: "The cloud user is called {upn}", de: "Der Cloudbenutzer heißt {upn}" }, { upn: given }),
              facts["entra.user"],
            ),
          ]
        : []),
      ...(error === undefined ? [] : [error.evidence]),
    ],
  };
}
