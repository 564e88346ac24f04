/** Replication between domain controllers (`Get-ADReplicationPartnerMetadata`). */
import type { AdObject, DomainController, Fact } from "../domain";
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
export function lagOf(object: AdObject, controllers: Fact<DomainController[]>): Lag | undefined {
  if (controllers.state !== "seen") return undefined;
  const changed = touched(object);
  for (const dc of controllers.value) {
    for (const m of dc.ReplicationPartnerMetadata ?? []) {
      const success = String(m["LastReplicationSuccess"] ?? "");
      const result = Number(m["LastReplicationResult"] ?? 0);
      const partition = m["Partition"];
      if (result === 0 || (typeof partition === "string" && !sameDn(partition, domainDnOf(object.dn)))) continue;
      if (at(success) < changed)
        return { controller: dc.Name, partner: String(m["Partner"] ?? ""), lastSuccess: success, result };
    }
  }
  return undefined;
}
