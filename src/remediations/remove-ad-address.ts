/** Takes one SMTP address off the AD object that the admin picks (adsync reference §7.1: unique over all forests and the cloud). */
import type { AdObject, FactSet, Draft } from "../domain";
import { bareAddress, primaryAddress, sameText, smtpAddresses, suffixOf } from "../identity/address";
import { defineRemediation } from "../identity/define";
import { sameSid } from "../identity/link";
import type { Person } from "../identity/person";
import { isProtected } from "../identity/protected";
import { chosenOf } from "./choice";
import { setAdAttribute } from "./commands";
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
/** SMTP addresses of an AD object, its mail among them; bare. */
const addressesOf = (o: AdObject): string[] => [
  ...new Set([...smtpAddresses(o.proxyAddresses), ...(typeof o.mail === "string" ? [bareAddress(o.mail)] : [])]),
];
const isPrimary = (o: AdObject, address: string): boolean =>
  sameText(primaryAddress(o.proxyAddresses), address) || sameText(o.userPrincipalName, address);

/** Each address of the account that is in the way or in an unverified domain, with each object that could give it up. */
function waysOf(
  { users, cloud, others }: Pick<Person, "users" | "cloud" | "others">,
  ad: AdObject,
  domains: FactSet["entra.domains"],
): Way[] {
  const quarantined = users.flatMap((u) => u.onPremisesProvisioningErrors ?? []).map((e) => bareAddress(e.value));
  const strangers = users.filter((u) => u !== cloud && !sameSid(ad, u));
  return addressesOf(ad).flatMap((address) => {
    const holders = others.filter((o) => addressesOf(o).includes(address) || sameText(o.userPrincipalName, address));
    const isInTheWay =
      holders.length > 0 ||
      quarantined.includes(address) ||
      strangers.some((u) => smtpAddresses(u.proxyAddresses).includes(address));
    const isUnverified = !isVerified(domains, suffixOf(address));
    if (!isInTheWay && !isUnverified) return [];
    return [ad, ...holders]
      .filter((o) => addressesOf(o).includes(address))
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

/** The list without the address; where it was the primary one, the first alias takes its place. */
function listWithout(address: string, proxies: readonly string[]): string[] {
  const rest = proxies.filter((p) => !((/^smtp:/i.test(p) || !p.includes(":")) && bareAddress(p) === address));
  const lostPrimary = proxies.some((p) => p.startsWith("SMTP:")) && !rest.some((p) => p.startsWith("SMTP:"));
  const heir = lostPrimary ? rest.find((p) => p.startsWith("smtp:")) : undefined;
  return rest.map((p) => (p === heir ? `SMTP:${p.slice("smtp:".length)}` : p));
}
function removalPlan(
  { object, address }: Way,
  ad: AdObject,
  settings: Person["settings"],
  facts: Pick<FactSet, (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number]>,
): Draft {
  const old = object.proxyAddresses ?? [];
  const next = listWithout(address, old);
  const cycle = commandsToCloud(facts, object.dn);
  const ofList = next.length !== old.length;
  const ofMail = typeof object.mail === "string" && bareAddress(object.mail) === address;
  const mail = primaryAddress(next) ?? null;
  return {
    remediation: "remove-ad-address",
    title: `Remove ${address} from ${object.dn}`,
    risk: "write",
    summary: `Takes the address ${address} off ${object.dn} in Active Directory and ${carried(facts, object)}.`,
    changes: [
      ...(ofList ? [{ what: `proxyAddresses of ${object.dn}`, before: shown(old), after: shown(next) }] : []),
      ...(ofMail ? [{ what: `mail of ${object.dn}`, before: shown(object.mail), after: shown(mail) }] : []),
    ],
    touches: ["Mail to this address no longer reaches this object.", ...cycleTouches(facts)],
    commands: [
      ...(ofList ? [setAdAttribute(object, "proxyAddresses", next)] : []),
      ...(ofMail ? [setAdAttribute(object, "mail", mail)] : []),
      ...cycle,
    ],
    expects: [...unchangedInAd(object, "proxyAddresses", ...(ofMail ? ["mail"] : [])), ...engineIdle(facts)],
    verify: linkedAfterwards(settings, object === ad && ofMail ? { ...ad, mail: mail ?? "" } : ad),
  };
}
