/** Where an object stands for the engine: connector, partition and container of a DN (adsync reference §6.1). */
import type { AdObject, Connector, Partition } from "../domain";
import { sameText } from "./address";
import { depthOf, domainDnOf, isWithin, sameDn } from "./dn";

/** `decidedBy`: the list entry that decides; null where neither list has the object or an ancestor of it. */
export interface ContainerVerdict {
  readonly inScope: boolean;
  readonly decidedBy: { readonly list: "inclusion" | "exclusion"; readonly container: string } | null;
}
/** The longest entry of either list that is the object or above it decides, compared by DN components. Where none matches, a filled inclusion list leaves the object out. */
export function containerVerdict(
  dn: string,
  { ContainerInclusionList: included, ContainerExclusionList: excluded }: Partition,
): ContainerVerdict {
  const longest = (list: readonly string[]): string | undefined =>
    list.filter((c) => isWithin(dn, c)).sort((a, b) => depthOf(b) - depthOf(a))[0];
  const yes = longest(included);
  const no = longest(excluded);
  if (no !== undefined && (yes === undefined || depthOf(no) > depthOf(yes)))
    return { inScope: false, decidedBy: { list: "exclusion", container: no } };
  if (yes !== undefined) return { inScope: true, decidedBy: { list: "inclusion", container: yes } };
  return { inScope: included.length === 0, decidedBy: null };
}

export interface Place {
  readonly connector: Connector;
  /** The partition of the object's own domain; undefined where the connector has none for it. */
  readonly partition: Partition | undefined;
}
export const adConnectors = (all: readonly Connector[]): Connector[] => all.filter((c) => c.Type === "AD");
export const cloudConnectors = (all: readonly Connector[]): Connector[] => all.filter((c) => c.Type !== "AD");

/**
 * The AD connector that covers the object, and its partition for the object's domain. Each domain of a forest is a partition of its own, so a
 * child domain does not stand in its parent's, though its DN ends alike. Undefined where no connector covers the forest.
 */
export function placeOf(object: { dn: string; forest?: string }, connectors: readonly Connector[]): Place | undefined {
  const candidates = adConnectors(connectors);
  const domain = domainDnOf(object.dn);
  for (const connector of candidates) {
    const partition = connector.Partitions.find((p) => sameDn(p.DN, domain));
    if (partition !== undefined) return { connector, partition };
  }
  const connector =
    candidates.find((c) => sameText(c.Name, object.forest)) ??
    candidates.find((c) => c.Partitions.some((p) => isWithin(domain, p.DN)));
  return connector === undefined ? undefined : { connector, partition: undefined };
}
/** Domain and container are selected. An unselected domain is out of reach whatever its lists say. */
export function isSelected(object: { dn: string; forest?: string }, connectors: readonly Connector[]): boolean {
  const partition = placeOf(object, connectors)?.partition;
  return partition !== undefined && partition.Selected && containerVerdict(object.dn, partition).inScope;
}
/** An AD connector reads one forest: its faults touch only that forest's people. */
export const readsForestOf = (connector: Connector, ad: AdObject): boolean =>
  sameText(connector.Name, ad.forest) || connector.Partitions.some((p) => isWithin(ad.dn, p.DN));
