/**
 * Which side masters each attribute of a synced person: the value that Active Directory sends, the cloud's own, the rule that carries it and who
 * wrote it last (which attributes the standard rules carry: rules of a fresh installation; what the service does to a value: adsync reference §7.2).
 */
import {
  cite,
  told,
  valueOr,
  type AdObject,
  type Evidence,
  type InEvery,
  type CloudUser,
  type CloudUserProperty,
  type FactKey,
  type FactSet,
} from "../domain";
import { bareAddress, primaryAddress, sameText, smtpAddresses } from "./address";
import { writesTo, type Write } from "./audits";
import { inboundOf, type Inbound } from "./flow";
import { upnSent, withheldFrom } from "./holders";
import type { Person } from "./person";
import { cloudConnectors } from "./place";
import { importsOf, kindOf, wentThrough } from "./runs";
import { attributeOf, ruleInScope } from "./scoping-filter";
import { sourceTypeOf } from "./source-type";
import { flawOf } from "./spelling";
import { rulesInForce } from "./sync-rules";
import { isServiceAddress, isVerified, lastSyncOf } from "./tenant";
import { at } from "./time";

/** The facts that the table is made of; who asks for it declares them. Without the logs and the rules it is made as a fresh installation works. */
export const MASTERY_FACTS = [
  "server.syncRules",
  "server.connectors",
  "server.runHistory",
  "entra.domains",
  "entra.organization",
  "entra.audits",
] as const satisfies readonly FactKey[];
type Facts = Pick<FactSet, (typeof MASTERY_FACTS)[number]>;
type Pair = NonNullable<Person["pair"]>;
type Sides = Pick<Person, "pair" | "settings" | "place">;

/**
 * Why the service keeps another value than it was sent, where that is its documented way: `withheld` – quarantined, since somebody else holds it;
 * `unverified-domain` – the tenant has not verified its domain; `malformed` – its form is refused.
 */
export type Rewritten = "withheld" | "unverified-domain" | "malformed";
export interface MasteryRow {
  /** LDAP name. */
  readonly attribute: string;
  /** What synchronization would send: the rule's value where a rule makes one, else the attribute's own. Lists joined by `; `. */
  readonly ad: string;
  readonly cloud: string;
  readonly equal: boolean;
  readonly because?: Rewritten;
  /** A rule in force carries it. */
  readonly flows: boolean;
  /** The newest write of it in the audit log. */
  readonly lastWrite?: Write;
  readonly masteredBy: "active-directory" | "exchange-online" | "cloud" | "other-tool";
  /** Exchange keeps it where a person's Exchange attributes are managed in the cloud. */
  readonly isExchange: boolean;
}
/** A value that differs though a cycle had the time to carry it. */
export interface ValueDifference {
  readonly attribute: string;
  readonly ad: string;
  readonly cloud: string;
  /** The object's whenChanged, ISO 8601 UTC: no value of it is younger. */
  readonly since: string;
  readonly flows: boolean;
  readonly because?: Rewritten;
}

/** One attribute: where it stands on both sides, and the standard rule that carries it. */
interface Attribute {
  /** LDAP name, which is its name in the metaverse too. */
  readonly name: string;
  readonly property: CloudUserProperty;
  /** Its name in the audit log. */
  readonly audit: RegExp;
  readonly rules: readonly string[];
  readonly isExchange: boolean;
  readonly compare: (sent: readonly string[], kept: readonly string[], by: Compared) => Comparison;
}
interface Compared {
  readonly pair: Pair;
  readonly facts: Facts;
}
interface Comparison {
  readonly equal: boolean;
  readonly because?: Rewritten | undefined;
}

const COMMON = ["Common", "Common from Exchange"],
  EXCHANGE = ["Exchange"];
const attribute = (name: string, property: CloudUserProperty, audit: RegExp, more: Partial<Attribute> = {}) => ({
  name,
  property,
  audit,
  rules: COMMON,
  isExchange: false,
  compare: texts,
  ...more,
});
const ATTRIBUTES: readonly Attribute[] = [
  attribute("userPrincipalName", "userPrincipalName", /^userPrincipalName$/i, { compare: address }),
  attribute("mail", "mail", /^mail$/i, { compare: mail, isExchange: true }),
  attribute("proxyAddresses", "proxyAddresses", /^proxyAddresses$/i, { compare: addresses, isExchange: true }),
  attribute("mailNickname", "mailNickname", /^(mailNickname|alias)$/i, { rules: EXCHANGE, isExchange: true }),
  attribute("displayName", "displayName", /^displayName$/i),
  attribute("givenName", "givenName", /^givenName$/i),
  attribute("sn", "surname", /^(surname|sn)$/i),
  attribute("department", "department", /^department$/i),
  attribute("title", "jobTitle", /^(jobTitle|title)$/i),
  attribute("company", "companyName", /^company(Name)?$/i),
  attribute("mobile", "mobilePhone", /^mobile(Phone)?$/i, { compare: phones }),
  attribute("telephoneNumber", "businessPhones", /^(telephoneNumber|businessPhones)$/i, { compare: phones }),
  attribute("accountEnabled", "accountEnabled", /^accountEnabled$/i),
  ...Array.from({ length: 15 }, (_, i) => `extensionAttribute${i + 1}`).map((name) =>
    attribute(name, "onPremisesExtensionAttributes", new RegExp(`^${name}$`, "i"), { isExchange: true }),
  ),
];

/** The table: a row for every attribute that Active Directory fills and the cloud's answer holds; empty where the person is not synced. */
export function masteryOf({ pair, settings, place }: Sides, facts: Facts): MasteryRow[] {
  if (pair === undefined) return [];
  const { ad, user } = pair;
  const rules = rulesInForce(valueOr(facts["server.syncRules"], []), valueOr(facts["server.connectors"], []));
  const connector = place?.connector.Name;
  const inbound = connector === undefined ? undefined : inboundOf(ad, rules, connector, settings);
  const writes = writesTo(valueOr(facts["entra.audits"], []), user.id);
  return ATTRIBUTES.flatMap((a): MasteryRow[] => {
    const carried = carriedBy(a, ad, inbound, facts, connector);
    const sent = carried.sent ?? (a.name === "userPrincipalName" ? textsOf(upnSent(settings, ad)) : ownOf(a, ad));
    const kept = keptOf(a, user);
    if (sent.length === 0 || kept === undefined) return [];
    const { equal, because } = a.compare(sent, kept, { pair, facts });
    const lastWrite = writes.find((w) => a.audit.test(w.property));
    const row = {
      attribute: a.name,
      ad: sent.join("; "),
      cloud: kept.join("; "),
      equal,
      ...(because === undefined ? {} : { because }),
      flows: carried.flows,
      ...(lastWrite === undefined ? {} : { lastWrite }),
      isExchange: a.isExchange,
    };
    return [{ ...row, masteredBy: masterOf(row) }];
  });
}
/** The values that differ although a cycle has run since the AD object was changed. */
export function valueDifferences(sides: Sides, facts: Facts): ValueDifference[] {
  const { pair } = sides;
  const since = pair?.ad.whenChanged;
  if (pair === undefined || since === undefined || !hasHadItsTurn(sides, facts, since)) return [];
  return masteryOf(sides, facts)
    .filter((row) => !row.equal)
    .map(({ attribute: name, ad, cloud, flows, because }) => ({
      attribute: name,
      ad,
      cloud,
      since,
      flows,
      ...(because === undefined ? {} : { because }),
    }));
}

/** Addresses (bare) that AD sends and the cloud lacks although a cycle has had the time, and that the service has no reason of its own to leave out. */
export function addressesMissing(sides: Sides, facts: Facts): string[] {
  const { pair } = sides;
  const row = masteryOf(sides, facts).find((r) => r.attribute === "proxyAddresses");
  const changed = pair?.ad.whenChanged;
  if (pair === undefined || row?.flows !== true || changed === undefined || !hasHadItsTurn(sides, facts, changed))
    return [];
  return missingOf(row.ad.split("; "), row.cloud.split("; ")).filter(
    (a) => rewritten("proxyAddresses", a, { pair, facts }) === undefined,
  );
}
/** SMTP addresses (bare) of the one list that the other lacks, but for those of the service's own domains. */
const missingOf = (from: readonly string[], list: readonly string[]): string[] =>
  smtpAddresses(from).filter((a) => !isServiceAddress(a) && !smtpAddresses(list).includes(a));

/** Longest time between two cycles that the service lets an engine have by default, ms (adsync reference §3.2). */
const CYCLE_MS = 30 * 60_000;
/** A good import of the object's connector began after the change, and an export to the cloud that went through after that; or the tenant, or the cloud user, was synced a whole cycle later. */
export function hasHadItsTurn({ pair, place }: Sides, facts: Facts, changed: string): boolean {
  const runs = valueOr(facts["server.runHistory"], []);
  const cloud = cloudConnectors(valueOr(facts["server.connectors"], [])).map((c) => c.Name);
  const imported = (place === undefined ? [] : importsOf(place.connector.Name, runs))
    .filter((r) => wentThrough(r) && at(r.StartDate) > at(changed))
    .at(-1);
  const exported = runs.some(
    (r) =>
      cloud.includes(r.ConnectorName) &&
      kindOf(r) === "Export" &&
      wentThrough(r) &&
      at(r.StartDate) > at(imported?.StartDate),
  );
  const latest = [lastSyncOf(facts["entra.organization"]), pair?.user.onPremisesLastSyncDateTime].map(at);
  return exported || latest.some((moment) => moment - CYCLE_MS > at(changed));
}

/** A difference, for the evidence. */
export const seenDifference = (
  { attribute: name, ad, cloud }: ValueDifference,
  facts: Pick<FactSet, "entra.user">,
): Evidence =>
  cite(
    told(
      {
        en: "{name} is {ad} in Active Directory and {cloud} in the cloud",
        de: "{name} ist in Active Directory {ad} und in der Cloud {cloud}",
      },
      { name, ad: short(ad), cloud: short(cloud) },
    ),
    facts["entra.user"],
  );
const LONGEST = 120;
const short = (text: string): string | InEvery =>
  text === "" ? { en: "empty", de: "leer" } : text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((v) => v !== undefined && v !== null && v !== "").map(String);
/** AD's own value; whether the account is enabled stands in a bit. */
const ownOf = (a: Attribute, ad: AdObject): string[] =>
  a.name === "accountEnabled"
    ? ad.userAccountControl === undefined
      ? []
      : [String((ad.userAccountControl & 2) === 0)]
    : textsOf(attributeOf(ad, a.name));
/** The cloud's value; undefined where it was not read. */
function keptOf(a: Attribute, user: CloudUser): string[] | undefined {
  const value = user[a.property];
  if (value === undefined) return undefined;
  return a.property === "onPremisesExtensionAttributes"
    ? textsOf(user.onPremisesExtensionAttributes?.[a.name])
    : textsOf(value);
}

/** Whether a rule in force carries the attribute, and what it makes of it: a served flow says so itself, the standard rules carry theirs where nothing else is served. */
function carriedBy(
  a: Attribute,
  ad: AdObject,
  inbound: Inbound | undefined,
  facts: Facts,
  connector: string | undefined,
): { readonly flows: boolean; readonly sent?: string[] } {
  if (inbound?.from[a.name] !== undefined) return { flows: true, sent: textsOf(inbound.attributes[a.name]) };
  const served = valueOr(facts["server.syncRules"], []).filter(
    (r) => r.Direction === "Inbound" && r.ConnectorName === connector,
  );
  const isOwn = served.some(
    (r) =>
      !r.Disabled &&
      sameText(r.SourceObjectType, sourceTypeOf(ad)) &&
      r.AttributeFlowMappings.some((flow) => sameText(flow.Destination, a.name)) &&
      ruleInScope(r, ad),
  );
  // A flow that is served and gives nothing ends the attribute, or is not understood: either way nothing is known to carry it.
  if (isOwn) return { flows: false };
  const prefix = sameText(sourceTypeOf(ad), "inetOrgPerson") ? "InetOrgPerson" : "User";
  return {
    flows: a.rules.some((name) => {
      const rule = served.find((r) => sameText(r.Name, `In from AD - ${prefix} ${name}`));
      return rule === undefined ? inStandardScope(name, ad) : !rule.Disabled && ruleInScope(rule, ad);
    }),
  };
}
/** Scopes of the standard rules that carry attributes (adsync reference §6.2). */
const inStandardScope = (rule: string, ad: AdObject): boolean =>
  /Exchange$/.test(rule)
    ? attributeOf(ad, "mailNickname") !== undefined
    : !/^User_/i.test(textsOf(attributeOf(ad, "adminDescription"))[0] ?? "");

/** Who decides the cloud's value. Equal values are AD's; another value belongs to whoever wrote it last. */
function masterOf(row: Omit<MasteryRow, "masteredBy">): MasteryRow["masteredBy"] {
  if (row.equal || row.because !== undefined) return "active-directory";
  if (row.isExchange && row.lastWrite?.writer === "exchange-online") return "exchange-online";
  if (row.lastWrite?.writer === "cloud-sync" || row.lastWrite?.writer === "application") return "other-tool";
  return row.lastWrite?.writer === "person" || !row.flows ? "cloud" : "active-directory";
}

const tidy = (text: string): string => text.trim().replace(/\s+/g, " ");
/** Texts as people read them: blanks and letter case do not count. */
function texts(sent: readonly string[], kept: readonly string[]): Comparison {
  return { equal: sent.every((s) => kept.some((k) => sameText(tidy(s), tidy(k)))) };
}
/** Phone numbers without what only makes them readable. */
export function samePhone(a: string, b: string): boolean {
  const digits = (v: string): string => v.replace(/[^\d+]/g, "");
  return digits(a) === digits(b);
}
function phones(sent: readonly string[], kept: readonly string[]): Comparison {
  return { equal: sent.every((s) => kept.some((k) => samePhone(s, k))) };
}
/** Why the service does not keep a name or an address; undefined where it should. */
function rewritten(attribute_: string, value: string, { pair, facts }: Compared): Rewritten | undefined {
  if (withheldFrom(pair.user).includes(bareAddress(value))) return "withheld";
  if (flawOf(attribute_, value) !== undefined) return "malformed";
  const domains = facts["entra.domains"];
  return domains.state === "seen" && !isVerified(domains, value) ? "unverified-domain" : undefined;
}
/** One name. */
function address(sent: readonly string[], kept: readonly string[], by: Compared): Comparison {
  const [name = ""] = sent;
  const equal = kept.some((k) => sameText(k, name));
  return equal ? { equal } : { equal, because: rewritten("userPrincipalName", name, by) };
}
/** The cloud's mail is the primary address where there is one. */
function mail(sent: readonly string[], kept: readonly string[], by: Compared): Comparison {
  const primary = primaryAddress(by.pair.ad.proxyAddresses);
  const names = [...sent, ...(primary === undefined ? [] : [primary])];
  if (names.some((name) => kept.some((k) => sameText(k, name)))) return { equal: true };
  return {
    equal: false,
    because: names.map((n) => rewritten("proxyAddresses", n, by)).find((why) => why !== undefined),
  };
}
/** SMTP addresses: the service adds its own and drops those of its own domains, all others are to be the same, with the same primary. */
function addresses(sent: readonly string[], kept: readonly string[], by: Compared): Comparison {
  const { ad, user } = by.pair;
  const added = [user.userPrincipalName, ad.userPrincipalName, ad.mail, ad.targetAddress].map((a) =>
    bareAddress(a ?? ""),
  );
  const missing = missingOf(sent, kept);
  const why = missing.map((a) => rewritten("proxyAddresses", a, by));
  const extra = missingOf(kept, sent).filter((a) => !added.includes(a));
  const primary = primaryAddress(sent);
  const isPrimary = primary === undefined || isServiceAddress(primary) || missing.includes(primary);
  const open = why.includes(undefined) || extra.length > 0 || !(isPrimary || primaryAddress(kept) === primary);
  if (missing.length === 0 && !open) return { equal: true };
  return { equal: false, because: open ? undefined : why[0] };
}
