/** How far the engine reaches: partition, container lists, and whether an object stands within them (order of the product's own single-object test). */
import type {
  AdObject,
  Chain,
  CloudUser,
  Connector,
  CsObject,
  DomainController,
  Fact,
  MissingRight,
  Partition,
  RunResult,
} from "../domain";
import { containerVerdict } from "./scope";
import { sameText } from "./address";
import { anchorsOf } from "./anchor";
import { domainDnOf, isWithin, sameDn } from "./dn";

export interface Place {
  readonly connector: Connector;
  readonly partition: Partition | undefined;
}

/** The AD connector that covers the object's forest, and its partition for the object's domain. Undefined where no connector covers the forest. */
export function placeOf(object: { dn: string; forest?: string }, connectors: readonly Connector[]): Place | undefined {
  const ad = connectors.filter((c) => c.Type === "AD");
  const domain = domainDnOf(object.dn);
  for (const connector of ad) {
    const partition = connector.Partitions.find((p) => sameDn(p.DN, domain));
    if (partition !== undefined) return { connector, partition };
  }
  const connector = ad.find((c) => sameText(c.Name, object.forest));
  return connector === undefined ? undefined : { connector, partition: undefined };
}

/** Domain and container are selected. */
export function withinReach(object: AdObject, connectors: readonly Connector[]): boolean {
  const place = placeOf(object, connectors);
  return (
    place?.partition !== undefined && place.partition.Selected && containerVerdict(object.dn, place.partition).inScope
  );
}

export const adCsOf = (chain: Fact<Chain>): CsObject | null => (chain.state === "seen" ? chain.value.adCs : null);
/** Entra already holds the object under one of its own anchors, and syncs it. */
export const isLinked = (user: AdObject, cloud: Fact<CloudUser>): boolean =>
  cloud.state === "seen" &&
  cloud.value.onPremisesSyncEnabled === true &&
  typeof cloud.value.onPremisesImmutableId === "string" &&
  anchorsOf(user).includes(cloud.value.onPremisesImmutableId);

/** The engine wants to delete the cloud user: it fell out of scope, and only a guard or the next export keeps it. */
export const isLeaving = (chain: Fact<Chain>): boolean =>
  chain.state === "seen" && chain.value.entraCs?.PendingExport === "Delete";

/** The connector account may not read the object, or a container above it. */
export const unreadableFor = (dn: string, rights: Fact<MissingRight[]>): MissingRight | undefined =>
  rights.state === "seen" ? rights.value.find((r) => r.Missing.includes("read") && isWithin(dn, r.DN)) : undefined;

/** Import runs of one connector, newest first. */
export const importsOf = (name: string, runs: readonly RunResult[]): RunResult[] =>
  runs.filter((r) => r.ConnectorName === name && /\bimport$/i.test(r.RunProfileName));
/** Start of the newest import that ended well; undefined where the history has none. */
export const lastGoodImport = (name: string, runs: readonly RunResult[]): RunResult | undefined =>
  importsOf(name, runs).find((r) => /^(success|completed-)/.test(r.Result));
export const lastFullImport = (name: string, runs: readonly RunResult[]): RunResult | undefined =>
  importsOf(name, runs).find((r) => /^full/i.test(r.RunProfileName) && /^(success|completed-)/.test(r.Result));
/** Milliseconds since 1970, or NaN. */
export const at = (iso: string | null | undefined): number => Date.parse(iso ?? "");
/** The later of creation and last change. */
export const touched = (o: AdObject): number =>
  Math.max(...[at(o.whenCreated), at(o.whenChanged)].filter((t) => !Number.isNaN(t)));

/** A controller of the object's domain whose last good inbound replication is older than the object's last change. */
export interface Lag {
  readonly controller: string;
  readonly partner: string;
  readonly lastSuccess: string;
  readonly result: number;
}
export function lagOf(object: AdObject, controllers: Fact<DomainController[]>): Lag | undefined {
  if (controllers.state !== "seen") return undefined;
  const changed = touched(object);
  for (const dc of controllers.value) {
    for (const m of dc.ReplicationPartnerMetadata ?? []) {
      const success = String(m["LastReplicationSuccess"] ?? ""),
        result = Number(m["LastReplicationResult"] ?? 0),
        partition = m["Partition"];
      if (result === 0 || (typeof partition === "string" && !sameDn(partition, domainDnOf(object.dn)))) continue;
      if (at(success) < changed)
        return { controller: dc.Name, partner: String(m["Partner"] ?? ""), lastSuccess: success, result };
    }
  }
  return undefined;
}
