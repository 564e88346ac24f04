import {
  bareAddress,
  localPartOf,
  namesOf,
  primaryAddress,
  sameText,
  smtpAddresses,
  suffixOf,
} from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { nameOf } from "../../identity/naming";
import type { PersonOf } from "../../identity/person";
import { wordsOf } from "../../identity/same-person";
import { flawOf, isNonRoutable } from "../../identity/spelling";
import { isOnMicrosoft, isVerified, verifiedDomains } from "../../identity/tenant";
import { cite, pii, told, valueOr, type AdObject, type Claim, type CloudUser, type Given } from "../../domain";

const NEEDS = ["ad.user", "entra.user", "entra.domains"] as const;
const WANTS = ["ask", "entra.relatedUsers", "server.globalSettings"] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Users = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>["users"];
/** AD and cloud agree, and it is AD's own value that is not what is wanted; or the cloud drops an address for its domain. */
export default defineCheck({
  id: "attributes.source",
  title: {
    en: "What the cloud shows is what Active Directory was meant to say",
    de: "Die Cloud zeigt, was in Active Directory stehen soll",
  },
  guide: "objects.attributes",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    notApplicable: {
      en: "The user is not linked yet, so the values cannot be compared.",
      de: "Der Benutzer ist noch nicht verknüpft, die Werte lassen sich also nicht vergleichen.",
    },
    agrees: { en: "{user} shows what Active Directory says.", de: "{user} zeigt, was in Active Directory steht." },
    masked: {
      code: "wrong-source-attribute",
      text: {
        en: "mail of {user} is {mail}, but its primary address in proxyAddresses is still {primary}; the cloud goes by proxyAddresses.",
        de: "mail von {user} ist {mail}, die primäre Adresse in proxyAddresses ist aber noch {primary}; die Cloud richtet sich nach proxyAddresses.",
      },
      advice: [
        {
          en: "Make {mail} the primary (SMTP:) entry of proxyAddresses in Active Directory and keep the old one as smtp:, then run a delta cycle.",
          de: "Machen Sie {mail} in Active Directory zum primären Eintrag (SMTP:) von proxyAddresses, behalten Sie den alten als smtp: und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
    outgrown: {
      code: "wrong-source-attribute",
      text: {
        en: "{user} is called {name} and has the address {primary}, but Active Directory itself still holds the former sign-in name {adUpn}, and the cloud agrees. The value to change is the one in Active Directory.",
        de: "{user} heißt {name} und hat die Adresse {primary}, aber in Active Directory selbst steht noch der frühere Anmeldename {adUpn}, und die Cloud stimmt damit überein. Zu ändern ist der Wert in Active Directory.",
      },
      advice: [
        {
          en: "Change userPrincipalName in Active Directory to {primary} (offered here), then run a delta cycle. No setting of the tenant is in the way.",
          de: "Ändern Sie userPrincipalName in Active Directory in {primary} (wird hier angeboten) und starten Sie dann eine Deltasynchronisierung. Keine Einstellung des Mandanten steht im Weg.",
        },
        {
          en: "Tell the person beforehand: the sign-in name changes in every app, and the OneDrive address with it.",
          de: "Sagen Sie der Person vorher Bescheid: Der Anmeldename ändert sich in jeder App und mit ihm die OneDrive-Adresse.",
        },
      ],
    },
    stale: {
      code: "wrong-source-attribute",
      text: {
        en: "Active Directory itself says {adUpn}, and the cloud agrees; {asked} is written nowhere. The value to change is the one in Active Directory.",
        de: "In Active Directory selbst steht {adUpn}, und die Cloud stimmt damit überein; {asked} steht nirgends. Zu ändern ist der Wert in Active Directory.",
      },
      advice: [
        {
          en: "Change userPrincipalName in Active Directory to {asked}, if that is what it should be (offered here), then run a delta cycle.",
          de: "Ändern Sie userPrincipalName in Active Directory in {asked}, falls es so heißen soll (wird hier angeboten), und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
    unverified: {
      code: "address-domain-unverified",
      text: {
        en: "{address} of {user} is in AD and not in the cloud: {domain} is not a verified domain of the tenant.",
        de: "{address} von {user} steht in AD, aber nicht in der Cloud: {domain} ist keine verifizierte Domäne des Mandanten.",
      },
      advice: [
        {
          en: "If the address is wanted: add and verify {domain} (Microsoft 365 admin center > Settings > Domains), then run Start-ADSyncSyncCycle -PolicyType Initial.",
          de: "Falls die Adresse gewünscht ist: Fügen Sie {domain} hinzu und verifizieren Sie die Domäne (Microsoft 365 admin center > Settings > Domains), führen Sie dann Start-ADSyncSyncCycle -PolicyType Initial aus.",
        },
        {
          en: "Otherwise remove it from proxyAddresses in Active Directory.",
          de: "Andernfalls entfernen Sie sie in Active Directory aus proxyAddresses.",
        },
      ],
    },
  },
  evaluate(facts, { ad, cloud, isLinked, users }) {
    if (ad === undefined || cloud === undefined || !isLinked || facts["entra.domains"].state === "absent")
      return { verdict: "skip", message: "notApplicable" };
    const found: Claim<"masked" | "unverified" | "stale" | "outgrown">[] = [
      ...masked(facts, ad, cloud),
      ...unverified(facts, ad, cloud),
    ];
    if (found.length === 0) found.push(...stale(facts, ad, cloud, users), ...outgrown(facts, ad, cloud, users));
    return found.length > 0 ? found : { verdict: "pass", message: "agrees", data: { user: nameOf(ad) } };
  },
});
/** The sign-in names that were asked for, bare. */
const askedFor = ({ ask }: Facts): string[] => (valueOr(ask, undefined)?.terms.upns ?? []).map(bareAddress);

/** It complains of a name, an address or another value. */
const isAboutNames = ({ ask }: Facts): boolean =>
  (valueOr(ask, undefined)?.topics ?? []).some((topic) => ["name", "address", "value", "mailbox"].includes(topic));

/** mail was changed, and the primary address, by which the cloud goes, was not. */
function masked(facts: Facts, ad: AdObject, cloud: CloudUser): Claim<"masked">[] {
  const primary = primaryAddress(ad.proxyAddresses);
  const mail = ad.mail === undefined ? undefined : bareAddress(ad.mail);
  // A new sign-in name says nothing of the addresses, and whatever mail shows: mail goes by proxyAddresses.
  const inCloud = smtpAddresses(cloud.proxyAddresses);
  if (primary === undefined || mail === undefined || mail === primary || !isVerified(facts["entra.domains"], mail))
    return [];
  if (inCloud.includes(mail) || !inCloud.includes(primary)) return [];
  const rest = (ad.proxyAddresses ?? []).filter((entry) => ![mail, primary].includes(bareAddress(entry)));
  return [
    {
      verdict: "fail",
      message: "masked",
      standing: askedFor(facts).includes(mail) || isAboutNames(facts) ? "shown" : "degrading",
      proof: "measured",
      data: { user: nameOf(ad), mail: pii(mail), primary: pii(primary) },
      suggests: ["set-attribute"],
      proposal: {
        object: ad.objectGUID,
        attribute: "proxyAddresses",
        value: [`SMTP:${ad.mail ?? mail}`, `smtp:${primary}`, ...rest],
      },
      evidence: [
        cite(`mail = ${ad.mail ?? mail}; primary = SMTP:${primary}`, facts["ad.user"]),
        cite(
          told(
            { en: "proxyAddresses in the cloud = {addresses}", de: "proxyAddresses in der Cloud = {addresses}" },
            { addresses: (cloud.proxyAddresses ?? []).join("; ") },
          ),
          facts["entra.user"],
        ),
      ],
    },
  ];
}

/** The cloud drops an address whose domain is not verified. */
function unverified(facts: Facts, ad: AdObject, cloud: CloudUser): Claim<"unverified">[] {
  const domains = facts["entra.domains"];
  const inCloud = namesOf(cloud);
  const dropped = smtpAddresses(ad.proxyAddresses).filter(
    (address) => !isVerified(domains, address) && !inCloud.includes(address) && !isOnMicrosoft(address),
  );
  return dropped.map((address) => {
    const isInternal = isNonRoutable(address);
    const standing = isInternal ? "degrading" : "expected";
    return {
      verdict: "fail",
      message: "unverified",
      standing: askedFor(facts).includes(address) ? "shown" : standing,
      proof: "measured",
      data: { user: nameOf(ad), address: pii(address), domain: suffixOf(address) },
      suggests: isInternal ? ["remove-ad-address"] : [],
      evidence: [
        cite(
          told({ en: "proxyAddresses holds {address}", de: "proxyAddresses enthält {address}" }, { address }),
          facts["ad.user"],
        ),
        cite(
          told(
            {
              en: "{suffix} is not among the verified domains: {domains}",
              de: "{suffix} ist keine der verifizierten Domänen: {domains}",
            },
            { suffix: suffixOf(address), domains: verifiedDomains(domains).join(", ") },
          ),
          domains,
        ),
        cite({ en: "The cloud user does not hold it", de: "Der Cloudbenutzer hat sie nicht" }, facts["entra.user"]),
      ],
    };
  });
}

/** Both sides agree on a name, and another one, held by nobody, was asked for. */
function stale(facts: Facts, ad: AdObject, cloud: CloudUser, users: Users): Claim<"stale">[] {
  const asked = askedFor(facts);
  const [wanted] = asked;
  const upn = ad.userPrincipalName;
  if (asked.length !== 1 || wanted === undefined || upn === undefined || !sameText(upn, cloud.userPrincipalName))
    return [];
  const taken = [...namesOf(ad), ...users.flatMap(namesOf)];
  const isUsable = isVerified(facts["entra.domains"], wanted) && !isOnMicrosoft(wanted) && isWellFormed(wanted);
  if (taken.includes(wanted) || !isUsable || !isWellFormed(upn)) return [];
  return [
    {
      verdict: "fail",
      message: "stale",
      standing: "expected",
      proof: "told",
      data: { user: nameOf(ad), adUpn: pii(upn), asked: pii(wanted) },
      suggests: ["set-user-principal-name"],
      proposal: { object: ad.objectGUID, attribute: "userPrincipalName", value: wanted },
      evidence: [
        cite(`userPrincipalName = ${upn}`, facts["ad.user"]),
        cite(`userPrincipalName = ${cloud.userPrincipalName}`, facts["entra.user"]),
      ],
    },
  ];
}
/** The person was renamed, and the sign-in name was forgotten: it is made of a name that nobody bears any more, while name and primary address agree; and the ask speaks of both. */
function outgrown(facts: Facts, ad: AdObject, cloud: CloudUser, users: Users): Claim<"outgrown">[] {
  const upn = ad.userPrincipalName;
  const primary = primaryAddress(ad.proxyAddresses);
  if (upn === undefined || primary === undefined || !sameText(upn, cloud.userPrincipalName)) return [];
  const bears = wordsOf(ad.displayName, ad.givenName, ad.sn);
  const former = wordsOf(localPartOf(upn)).filter((w) => !bears.includes(w));
  const next = wordsOf(localPartOf(primary));
  const isRenamed =
    next.length > 1 &&
    next.every((w) => bears.includes(w)) &&
    former.length > 0 &&
    former.length < wordsOf(localPartOf(upn)).length &&
    smtpAddresses(ad.proxyAddresses).includes(bareAddress(upn));
  const said = wordsOf(valueOr(facts.ask, undefined)?.text);
  const isAsked =
    former.every((w) => said.includes(w)) && next.some((w) => !wordsOf(upn).includes(w) && said.includes(w));
  const isFree = !users.filter((u) => u.id !== cloud.id).some((u) => namesOf(u).includes(primary));
  if (!isRenamed || !isAsked || !isFree || !isVerified(facts["entra.domains"], primary) || !isWellFormed(primary))
    return [];
  return [
    {
      verdict: "fail",
      message: "outgrown",
      proof: "timed",
      data: { user: nameOf(ad), name: pii(ad.displayName ?? ad.cn), adUpn: pii(upn), primary: pii(primary) },
      suggests: ["set-user-principal-name"],
      proposal: { object: ad.objectGUID, attribute: "userPrincipalName", value: primary },
      evidence: [
        cite(
          `displayName = ${ad.displayName ?? ""}; primary = SMTP:${primary}; userPrincipalName = ${upn}`,
          facts["ad.user"],
        ),
        cite(
          told(
            { en: "userPrincipalName in the cloud = {upn}", de: "userPrincipalName in der Cloud = {upn}" },
            { upn: cloud.userPrincipalName },
          ),
          facts["entra.user"],
        ),
      ],
    },
  ];
}
const isWellFormed = (upn: string): boolean => flawOf("userPrincipalName", upn) === undefined;
