/** Takes one address, of whatever kind, off the AD object that the admin picks (adsync reference §7.1: unique over all forests and the cloud; a prefix is data). */
import { told, type Words } from "../domain";
import type { AdObject, FactSet, Draft } from "../domain";
import { bareAddress, primaryAddress, proxyKeys, sameText, SIP_ATTRIBUTE, suffixOf } from "../identity/address";
import { defineRemediation } from "../identity/define";
import { addressKeysOf } from "../identity/holders";
import { sameSid, textAttribute } from "../identity/link";
import type { Person } from "../identity/person";
import { isProtected } from "../identity/protected";
import { chosenOf } from "./choice";
import { attributeNameIn, setAdAttribute } from "./commands";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { linkedAfterwards, unchangedInAd } from "./expectations";
import { isVerified } from "./people";
import { PROTECTED, shown } from "./wording";

export default defineRemediation({
  id: "remove-ad-address",
  title: { en: "Remove an address from an AD object", de: "Eine Adresse von einem AD-Objekt entfernen" },
  risk: "write",
  undo: { en: "Write the old list back, delta cycle", de: "Die alte Liste zurückschreiben, Deltazyklus" },
  needs: ["ad.user", "ad.related", "entra.user", "entra.relatedUsers", "entra.domains", ...CYCLE_NEEDS],
  wants: ["server.globalSettings", ...CYCLE_WANTS],
  plan(facts, person, _finding, choice) {
    const { ad } = person;
    if (ad === undefined)
      return {
        refused: {
          en: "There is no AD account to take an address off.",
          de: "Es gibt kein AD-Konto, dem eine Adresse zu nehmen wäre.",
        },
      };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const ways = waysOf(person, ad, facts["entra.domains"]);
    const open = ways
      .filter((w) => !isProtected(w.object))
      .sort((a, b) => a.rank - b.rank || (b.object.whenChanged ?? "").localeCompare(a.object.whenChanged ?? ""));
    if (open.length === 0)
      return {
        refused:
          ways.length > 0
            ? PROTECTED
            : {
                en: "No address of this account is held by another AD object, quarantined, or in an unverified domain.",
                de: "Keine Adresse dieses Kontos wird von einem anderen AD-Objekt gehalten, ist in Quarantäne oder liegt in einer nicht überprüften Domäne.",
              },
      };
    const way = chosenOf(open, idOf, choice);
    return way === undefined
      ? {
          question: { en: "Which object gives the address up?", de: "Welches Objekt gibt die Adresse ab?" },
          choose: open.map(optionOf),
        }
      : { plan: removalPlan(way, ad, person.settings, facts) };
  },
});

interface Way {
  readonly object: AdObject;
  readonly address: string;
  readonly why: Words;
  /** The lower, the less is lost: an alias before a primary address, the person's own object before another's. */
  readonly rank: number;
}
const idOf = (w: Way): string => `${w.object.objectGUID}|${w.address}`;
const optionOf = (w: Way) => ({
  id: idOf(w),
  title: told(
    { en: "{address} from {who}", de: "{address} von {who}" },
    { address: w.address, who: w.object.displayName ?? w.object.cn ?? w.object.dn },
  ),
  detail: told({ en: "{dn} — {why}", de: "{dn} — {why}" }, { dn: w.object.dn, why: w.why }),
});
/** Of a kind of which one entry is the primary one, capitals mark it. */
const PRIMARY = /^(SMTP|SIP|EUM):/;
const isPrimary = (o: AdObject, address: string): boolean =>
  sameText(o.userPrincipalName, address) || entriesOf(o, address).some((entry) => PRIMARY.test(entry));
/** The entries of proxyAddresses that say this address, as they stand. */
const entriesOf = (o: AdObject, address: string): string[] =>
  (o.proxyAddresses ?? []).filter((p) => bareAddress(p) === address);
/** An entry without a prefix is SMTP. */
const isSmtp = (address: string): boolean => !address.includes(":");

/** Each address of the account that is in the way, whatever its kind, or that is in an unverified domain, with each object that could give it up. */
function waysOf(
  { users, cloud, others }: Pick<Person, "users" | "cloud" | "others">,
  ad: AdObject,
  domains: FactSet["entra.domains"],
): Way[] {
  const quarantined = users.flatMap((u) => u.onPremisesProvisioningErrors ?? []).map((e) => bareAddress(e.value));
  const strangers = users.filter((u) => u !== cloud && !sameSid(ad, u));
  return addressKeysOf(ad).flatMap((address) => {
    const holders = others.filter((o) => addressKeysOf(o).includes(address) || sameText(o.userPrincipalName, address));
    const isInTheWay =
      holders.length > 0 ||
      quarantined.includes(address) ||
      strangers.some((u) => proxyKeys(u.proxyAddresses).includes(address));
    const isUnverified = isSmtp(address) && !isVerified(domains, suffixOf(address));
    if (!isInTheWay && !isUnverified) return [];
    return [ad, ...holders]
      .filter((o) => addressKeysOf(o).includes(address))
      .map((object) => {
        const own = object === ad;
        const kind = isPrimary(object, address)
          ? { en: "its primary address", de: "seine primäre Adresse" }
          : { en: "an alias of it", de: "ein Alias davon" };
        return {
          object,
          address,
          why:
            own && isUnverified
              ? told(
                  { en: "{kind}, in a domain that is not verified", de: "{kind}, in einer nicht überprüften Domäne" },
                  { kind },
                )
              : kind,
          rank: (isPrimary(object, address) ? 4 : 0) + (own ? 0 : 2),
        };
      });
  });
}

/** The list without the address, every other entry as it stands; where it was the primary one for mail, the first alias takes its place. */
function listWithout(address: string, proxies: readonly string[]): { list: string[]; heir: string | undefined } {
  const rest = proxies.filter((p) => bareAddress(p) !== address);
  const lostPrimary = proxies.some((p) => p.startsWith("SMTP:")) && !rest.some((p) => p.startsWith("SMTP:"));
  const heir = lostPrimary ? rest.find((p) => p.startsWith("smtp:")) : undefined;
  return { list: rest.map((p) => (p === heir ? `SMTP:${p.slice("smtp:".length)}` : p)), heir };
}
/** What becomes of a primary address, in words; empty for an alias. */
function ofPrimary(object: AdObject, address: string, heir: string | undefined): Words[] {
  if (!entriesOf(object, address).some((entry) => PRIMARY.test(entry))) return [];
  return [
    heir === undefined
      ? told(
          {
            en: "{address} is the primary address of its kind, and nothing takes its place.",
            de: "{address} ist die primäre Adresse ihrer Art, und nichts tritt an ihre Stelle.",
          },
          { address },
        )
      : told(
          {
            en: "{address} is the primary address; {heir} takes its place.",
            de: "{address} ist die primäre Adresse; {heir} tritt an ihre Stelle.",
          },
          { address, heir: heir.slice("smtp:".length) },
        ),
  ];
}
function removalPlan(
  { object, address }: Way,
  ad: AdObject,
  settings: Person["settings"],
  facts: Pick<FactSet, (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number]>,
): Draft {
  const old = object.proxyAddresses ?? [];
  const { list: next, heir } = listWithout(address, old);
  const cycle = commandsToCloud(facts, object.dn);
  const ofList = next.length !== old.length;
  const ofMail = typeof object.mail === "string" && bareAddress(object.mail) === address;
  const mail = primaryAddress(next) ?? null;
  const sip = attributeNameIn(object, SIP_ATTRIBUTE);
  const ofSip = bareAddress(textAttribute(object, sip) ?? "") === address;
  return {
    remediation: "remove-ad-address",
    title: told({ en: "Remove {address} from {dn}", de: "{address} von {dn} entfernen" }, { address, dn: object.dn }),
    risk: "write",
    summary: told(
      {
        en: "Takes the address {address} off {dn} in Active Directory and {carried}.",
        de: "Nimmt {dn} in Active Directory die Adresse {address} und {carried}.",
      },
      { address, dn: object.dn, carried: carried(facts, object) },
    ),
    changes: [
      ...(ofList
        ? [
            {
              what: told({ en: "proxyAddresses of {dn}", de: "proxyAddresses von {dn}" }, { dn: object.dn }),
              before: shown(old),
              after: shown(next),
            },
          ]
        : []),
      ...(ofMail
        ? [
            {
              what: told({ en: "mail of {dn}", de: "mail von {dn}" }, { dn: object.dn }),
              before: shown(object.mail),
              after: shown(mail),
            },
          ]
        : []),
      ...(ofSip
        ? [
            {
              what: told({ en: "{attribute} of {dn}", de: "{attribute} von {dn}" }, { attribute: sip, dn: object.dn }),
              before: shown(object[sip]),
              after: { en: "(empty)", de: "(leer)" },
            },
          ]
        : []),
    ],
    touches: [
      ...ofPrimary(object, address, heir),
      isSmtp(address)
        ? {
            en: "Mail to this address no longer reaches this object.",
            de: "E-Mail an diese Adresse erreicht dieses Objekt nicht mehr.",
          }
        : {
            en: "What finds the object by this address no longer does.",
            de: "Was das Objekt über diese Adresse findet, findet es nicht mehr.",
          },
      ...cycleTouches(facts),
    ],
    commands: [
      ...(ofList ? [setAdAttribute(object, "proxyAddresses", next)] : []),
      ...(ofMail ? [setAdAttribute(object, "mail", mail)] : []),
      ...(ofSip ? [setAdAttribute(object, sip, null)] : []),
      ...cycle,
    ],
    expects: [
      ...unchangedInAd(object, "proxyAddresses", ...(ofMail ? ["mail"] : []), ...(ofSip ? [sip] : [])),
      ...engineIdle(facts),
    ],
    verify: linkedAfterwards(settings, object === ad && ofMail ? { ...ad, mail: mail ?? "" } : ad),
  };
}
