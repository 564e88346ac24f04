/**
 * Domain moved to a child domain: everything of a forest's root domain stands in `europe.<root>` instead, the root stays as an unselected
 * partition of the same connector. Connector and forest keep their name (adsync.md §3.3), the child stands as a partition of that one connector,
 * sign-in names keep their suffix, container lists name the same OUs (§6.1). The configuration partition is the forest's, and stays.
 */
import type { World } from "../../../src/lab/scenario";
import { mapAllTexts, mapTexts } from "../texts";
import { withWorld, type Transform } from "../transform";

const CHILD = "europe";
const dnOf = (fqdn: string): string =>
  fqdn
    .split(".")
    .map((label) => `DC=${label}`)
    .join(",");
const escaped = (text: string): string => text.replace(/[.]/g, "\\.");

/** A text with the domain named in it moved: DNs, DNS names; not the forest's own partitions, not suffixes of sign-in names. */
function moved(text: string, fqdn: string): string {
  const spaced = dnOf(fqdn).replaceAll(",", "\\s*,\\s*");
  const dn = new RegExp(`(?<!CN=Configuration,|DC=(Forest|Domain)DnsZones,)${spaced}`, "gi");
  const name = new RegExp(`(?<!@|management agent "|"Connector":"|_msdcs\\.)\\b${escaped(fqdn)}\\b`, "gi");
  return text.replace(dn, (root) => `DC=${CHILD},${root}`).replace(name, (n) => `${CHILD}.${n}`);
}

/** Properties that name a connector, which is named after the forest. */
const CONNECTOR = new Set(["ConnectorName"]);

function moveForest(world: World, fqdn: string): void {
  const { premises, cloud } = world;
  const move = (text: string, property: string): string => (CONNECTOR.has(property) ? text : moved(text, fqdn));
  world.cloud = mapTexts(cloud, move);
  const { connectors, directory, ...rest } = premises;
  Object.assign(premises, mapAllTexts(rest, move));
  for (const forest of Object.values(directory.forests)) Object.assign(forest, mapAllTexts(forest, move));
  for (const connector of Object.values(connectors)) Object.assign(connector, mapAllTexts(connector, move));
  const child = `DC=${CHILD},${dnOf(fqdn)}`;
  const objects = directory.forests[fqdn]?.objects;
  if (objects?.[child] !== undefined) {
    objects[dnOf(fqdn)] = { ...objects[child], objectGUID: "7e57ab1e-0000-4000-a000-000000000001" };
    objects[child] = { ...objects[child], dc: CHILD };
  }
  const connector = connectors[fqdn];
  if (connector?.Partitions?.[child] !== undefined)
    connector.Partitions = {
      [dnOf(fqdn)]: { Selected: false, ContainerInclusionList: [], ContainerExclusionList: [] },
      ...connector.Partitions,
    };
}

export default {
  name: "child-domain",
  apply(scenario) {
    const forests = Object.keys(scenario.world.premises.directory.forests);
    const told = withWorld(scenario, (world) => forests.forEach((fqdn) => moveForest(world, fqdn)));
    const move = (text: string): string => forests.reduce(moved, text);
    return { ...told, ask: scenario.ask === null ? null : move(scenario.ask), expect: mapTexts(scenario.expect, move) };
  },
} satisfies Transform;
