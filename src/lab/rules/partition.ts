/** Where a DN falls: connector, partition, container (adsync reference §6.1, steps 1 and 2). */
import { depthOf, domainDnOf, isWithin, sameDn } from "../../identity/dn";
import type { World } from "../scenario";

type Connectors = World["premises"]["connectors"];
type Partition = NonNullable<Connectors[string]["Partitions"]>[string];
/** `stops` is the first step that leaves the object out; null where it is read. */
export interface ConnectorPlace {
  readonly connector: string | null;
  readonly partition: string | null;
  readonly stops: "domain" | "ou" | null;
}

/** The partition of an object has the DN of its domain: a child domain is a partition of its own, never a part of its parent's. */
export function connectorPlaceOf(dn: string, connectors: Connectors): ConnectorPlace {
  const domain = domainDnOf(dn);
  for (const [connector, { Type, Partitions }] of Object.entries(connectors)) {
    if (Type !== "AD") continue;
    for (const [partition, entry] of Object.entries(Partitions ?? {}))
      if (sameDn(partition, domain))
        return { connector, partition, stops: !entry.Selected ? "domain" : containerSelected(dn, entry) ? null : "ou" };
  }
  return { connector: null, partition: null, stops: "domain" };
}

/**
 * The longest entry of either list that is the object or above it decides. Where none is, an empty inclusion list selects the whole domain; a
 * filled one names what is selected, and the wizard would have put the domain's root into one of the lists.
 */
function containerSelected(dn: string, partition: Partition): boolean {
  const longest = (list: readonly string[]): number =>
    Math.max(-1, ...list.filter((entry) => isWithin(dn, entry)).map(depthOf));
  const included = longest(partition.ContainerInclusionList),
    excluded = longest(partition.ContainerExclusionList);
  if (included < 0 && excluded < 0) return partition.ContainerInclusionList.length === 0;
  return included > excluded || (included >= 0 && included === excluded);
}
