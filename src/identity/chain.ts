/** Readings of an object's way through the engine: AD connector space → metaverse → Entra connector space (adsync reference §3.5). */
import { valueOr, type AdObject, type Chain, type CsObject, type Fact, type MissingRight } from "../domain";
import { isWithin, sameDn } from "./dn";
import { attributeOf } from "./scoping-filter";

export const adCsOf = (chain: Fact<Chain>): CsObject | null => (chain.state === "seen" ? chain.value.adCs : null);
/** The engine wants to delete the cloud user: it fell out of scope, and only a guard or the next export keeps it. */
export const isLeaving = (chain: Fact<Chain>): boolean =>
  chain.state === "seen" && chain.value.entraCs?.PendingExport === "Delete";
/** The connector account may not read the object, or a container above it. */
export const unreadableFor = (dn: string, rights: Fact<MissingRight[]>): MissingRight | undefined =>
  rights.state === "seen" ? rights.value.find((r) => r.Missing.includes("read") && isWithin(dn, r.DN)) : undefined;
/** The chain of one of the related objects; undefined where it was not read. */
export const chainOf = (object: { readonly dn: string }, chains: Fact<Chain[]>): Chain | undefined =>
  valueOr(chains, []).find((c) => sameDn(c.adDn, object.dn));
/** Both are joined to one metaverse object: the engine takes them for one person. */
export const areJoined = (a: Chain | undefined, b: Chain | undefined): boolean =>
  a?.mv != null && a.mv.ObjectId === b?.mv?.ObjectId;
/** The connector account may not replicate directory changes: no password hash leaves the domain (adsync reference §2). */
export const lacksReplication = ({ Missing }: MissingRight): boolean =>
  Missing.some((m) => /^replicate-changes/.test(m));

/** Attributes of a person that stand as texts in Active Directory and in its connector space alike. */
const TEXTS = [
  "userPrincipalName",
  "sAMAccountName",
  "mail",
  "mailNickname",
  "proxyAddresses",
  "displayName",
  "givenName",
  "sn",
  "department",
  "title",
  "company",
  "mobile",
  "telephoneNumber",
  "physicalDeliveryOfficeName",
  "employeeID",
  "employeeType",
  "manager",
  ...Array.from({ length: 15 }, (_, i) => `extensionAttribute${i + 1}`),
];
const textsOf = (value: unknown): string =>
  (Array.isArray(value) ? value : [value])
    .map((v) => String(v).trim())
    .sort()
    .join("\n");
/** The attributes that both hold, and that the connector space holds with another value: what it imported is not what Active Directory says now. */
export const behindAd = (imported: CsObject, ad: AdObject): string[] =>
  TEXTS.filter((name) => {
    const [theirs, ours] = [attributeOf(imported.Attributes, name), attributeOf(ad, name)];
    return theirs !== undefined && ours !== undefined && textsOf(theirs) !== textsOf(ours);
  });
