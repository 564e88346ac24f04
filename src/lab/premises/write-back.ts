/** The AD connectors' export: the anchor stamped where it is empty, and what the account may not write (adsync reference §4.4, §5.1). */
import { guidOfImmutableId } from "../../identity/anchor";
import { isWithin, sameDn } from "../../identity/dn";
import { writesAnchorBack } from "../rules/source-anchor";
import type { World } from "../scenario";
import type { WorldHandle } from "../world";
import type { RunError } from "./cycle-log";
import { byGuid } from "./directory";
import type { Outgoing } from "./export-to-cloud";

/** `connector` is the AD connector whose run the error enters. */
export interface WriteBackError {
  readonly connector: string;
  readonly error: RunError;
}
const insufficientRights = (DN: string, Attribute: string): RunError => ({
  DN,
  ErrorName: "permission-issue",
  ErrorCode: "8344",
  Detail: "Insufficient access rights to perform the operation.",
  Attribute,
});
/** Stamps mS-DS-ConsistencyGuid once, where the tenant is anchored on it, and says what was refused. */
export function writeBack({ world }: WorldHandle, outgoing: readonly Outgoing[]): WriteBackError[] {
  if (!writesAnchorBack(world.premises.globalSettings)) return [];
  return [...outgoing.flatMap((person) => stampAnchor(world, person)), ...otherRefusals(world, outgoing)];
}
function stampAnchor(world: World, { ad, anchor, connector }: Outgoing): WriteBackError[] {
  const place = byGuid(world, ad.objectGUID);
  if (place === undefined || place.entry["mS-DS-ConsistencyGuid"] !== undefined) return [];
  const denied = world.premises.permissions.some(
    (p) => isWithin(ad.dn, p.DN) && p.Missing.some((m) => m.toLowerCase() === "write:ms-ds-consistencyguid"),
  );
  if (denied) return [{ connector, error: insufficientRights(ad.dn, "mS-DS-ConsistencyGuid") }];
  const guid = guidOfImmutableId(anchor);
  if (guid !== undefined) place.entry["mS-DS-ConsistencyGuid"] = guid;
  return [];
}
/** Rights to other attributes that the account lacks on an exported object. */
const otherRefusals = (world: World, outgoing: readonly Outgoing[]): WriteBackError[] =>
  world.premises.permissions.flatMap((p) => {
    const person = outgoing.find((o) => sameDn(o.ad.dn, p.DN));
    const missing = p.Missing.filter((m) => /^write:/i.test(m) && !/ConsistencyGuid/i.test(m));
    return person === undefined
      ? []
      : missing.map((m) => ({
          connector: person.connector,
          error: insufficientRights(p.DN, m.slice("write:".length)),
        }));
  });
