/** Takes one address, of whatever kind, off the AD object that the admin picks (adsync reference §7.1: unique over all forests and the cloud; a prefix is data). */
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
  title: "Remove an address from an AD object",
  risk: "write",
  undo: "Write the old list back, delta cycle",
  needs: ["ad.user", "ad.related", "entra.user", "entra.relatedUsers", "entra.domains", ...CYCLE_NEEDS],
  wants: ["server.globalSettings", ...CYCLE_WANTS],
  plan(facts, person, _finding, choice) {
    const { ad } = person;
    if (ad === undefined) return { refused: "There is no AD account to take an address off." };
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
            : "No address of this account is held by another AD object, quarantined, or in an unverified domain.",
      };
    const way = chosenOf(open, idOf, choice);
    return way === undefined
      ? { question: "Which object gives the address up?", choose: open.map(optionOf) }
      : { plan: removalPlan(way, ad, person.settings, facts) };
  },
});

interface Way {
  readonly object: AdObject;
  readonly address: string;
  readonly why: string;
  /** The lower, the less is lost: an alias before a primary address, the person's own object before another's. */
  readonly rank: number;
}
const idOf = (w: Way): string => `${w.object.objectGUID}|${w.address}`;
const optionOf = (w: Way) => ({
  id: idOf(w),
  title: `${w.address} from ${w.object.displayName ?? w.object.cn ?? w.object.dn}`,
  detail: `${w.object.dn} — ${w.why}`,
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
        const kind = isPrimary(object, address) ? "its primary address" : "an alias of it";
        return {
          object,
          address,
          why: `${kind}${own && isUnverified ? ", in a domain that is not verified" : ""}`,
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
function ofPrimary(object: AdObject, address: string, heir: string | undefined): string[] {
  if (!entriesOf(object, address).some((entry) => PRIMARY.test(entry))) return [];
  return [
    heir === undefined
      ? `${address} is the primary address of its kind, and nothing takes its place.`
      : `${address} is the primary address; ${heir.slice("smtp:".length)} takes its place.`,
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
    title: `Remove ${address} from ${object.dn}`,
    risk: "write",
    summary: `Takes the address ${address} off ${object.dn} in Active Directory and ${carried(facts, object)}.`,
    changes: [
      ...(ofList ? [{ what: `proxyAddresses of ${object.dn}`, before: shown(old), after: shown(next) }] : []),
      ...(ofMail ? [{ what: `mail of ${object.dn}`, before: shown(object.mail), after: shown(mail) }] : []),
      ...(ofSip ? [{ what: `${sip} of ${object.dn}`, before: shown(object[sip]), after: "(empty)" }] : []),
    ],
    touches: [
      ...ofPrimary(object, address, heir),
      isSmtp(address)
        ? "Mail to this address no longer reaches this object."
        : "What finds the object by this address no longer does.",
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
