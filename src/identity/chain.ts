/** Readings of an object's way through the engine: AD connector space → metaverse → Entra connector space (adsync reference §3.5). */
import { valueOr, type Chain, type CsObject, type Fact, type MissingRight } from "../domain";
import { isWithin, sameDn } from "./dn";

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
