/** Replication between domain controllers (`Get-ADReplicationPartnerMetadata`). */
import { cite, told, valueOr, type AdObject, type DomainController, type Evidence, type Fact } from "../domain";
import { sameText } from "./address";
import { domainDnOf, sameDn } from "./dn";
import { at } from "./time";

/** The later of creation and last change, ms since 1970; -Infinity where neither is known. */
export const touched = (o: AdObject): number =>
  Math.max(...[at(o.whenCreated), at(o.whenChanged)].filter((t) => !Number.isNaN(t)));

/** A controller of the object's domain whose last good inbound replication is older than the object's last change. */
export interface Lag {
  readonly controller: string;
  readonly partner: string;
  readonly lastSuccess: string;
  readonly result: number;
}
/**
 * Where the connector is pinned to controllers (`PreferredDCs`), only those count, and they lag as well while replication is merely not due yet: none
 * of their partners has brought them anything since the change. Else any controller counts whose replication fails.
 */
export function lagOf(
  object: AdObject,
  controllers: Fact<DomainController[]>,
  pinned: readonly string[] = [],
): Lag | undefined {
  const changed = touched(object);
  for (const dc of valueOr(controllers, [])) {
    if (pinned.length > 0 && !pinned.some((name) => sameHost(name, dc.Name))) continue;
    const inbound = (dc.ReplicationPartnerMetadata ?? []).filter(isOfDomain(object)).map((m) => inboundTo(dc, m));
    const late = inbound.filter((m) => at(m.lastSuccess) < changed);
    const lag =
      late.find((m) => m.result !== 0) ?? (pinned.length > 0 && late.length === inbound.length ? late[0] : undefined);
    if (lag !== undefined) return lag;
  }
  return undefined;
}
const inboundTo = (dc: DomainController, m: Record<string, unknown>): Lag => ({
  controller: dc.Name,
  partner: String(m["Partner"] ?? ""),
  lastSuccess: String(m["LastReplicationSuccess"] ?? ""),
  result: Number(m["LastReplicationResult"] ?? 0),
});
const isOfDomain =
  (object: AdObject) =>
  ({ Partition: partition }: Record<string, unknown>): boolean =>
    typeof partition !== "string" || sameDn(partition, domainDnOf(object.dn));
/** One of the two may be the short name. */
const sameHost = (a: string, b: string): boolean =>
  sameText(a, b) || ((!a.includes(".") || !b.includes(".")) && sameText(a.split(".")[0], b.split(".")[0]));
/** A lag, for the evidence. */
export const seenLag = ({ controller, partner, lastSuccess, result }: Lag, from: Fact<unknown>): Evidence =>
  cite(
    told(
      {
        en: "{controller} from {partner}: LastReplicationSuccess {lastSuccess}, LastReplicationResult {result}",
        de: "{controller} von {partner}: LastReplicationSuccess {lastSuccess}, LastReplicationResult {result}",
      },
      { controller, partner, lastSuccess, result },
    ),
    from,
  );
