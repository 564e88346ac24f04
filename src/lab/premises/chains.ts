/** The chain of one AD object through the lab's engine: AD connector space, metaverse, Entra connector space (adsync reference §3.5). */
import type { AdObject, Chain, CsObject, MvObject } from "../../domain";
import { entraCsDn } from "../../identity/anchor";
import { sameDn } from "../../identity/dn";
import { otherKindOf, twinOf } from "../rules/other-classes";
import { anchorAttributeOf, sourceAnchorOf } from "../rules/source-anchor";
import type { RuleInForce } from "../rules/sync-rules";
import type { World } from "../scenario";
import { objectTypeOf, reachOf, type Reach } from "./reach";
import { cloudConnector, csOf, runErrorOf, type CsEntry } from "./served";

type Run = World["premises"]["runHistory"][number];
/** Neither read by the connector's import nor kept in its space. */
const NOT_IMPORTED: readonly Reach["stopsAt"][] = ["domain", "ou", "type", "permission"];
/** In the connector space without a metaverse object. */
const DISCONNECTED: readonly Reach["stopsAt"][] = ["group", "join"];
const completed = (run: Run): boolean => run.EndDate !== null && /^(success|completed)/.test(run.Result);

/** Start of the newest successful import of an AD connector, ms; undefined where the history holds none. A world's history stands in any order. */
export function lastImport(world: World, connector: string): number | undefined {
  const starts = world.premises.runHistory
    .filter((r) => r.ConnectorName === connector && /import/i.test(r.RunProfileName) && completed(r))
    .map((r) => Date.parse(r.StartDate));
  return starts.length === 0 ? undefined : Math.max(...starts);
}
const isNewer = (run: Run, other: Run | undefined): boolean =>
  other === undefined || Date.parse(run.StartDate) > Date.parse(other.StartDate);
/** An error stays on the object and is retried in every run of its kind: what the newest completed run does not repeat is over. */
function standingErrorOf(world: World, dn: string): { run: Run; error: ReturnType<typeof runErrorOf> } | undefined {
  const newest = new Map<string, Run>();
  for (const run of world.premises.runHistory) {
    const kind = `${run.ConnectorName}/${run.RunProfileName.replace(/^(Full|Delta) /, "")}`;
    if (completed(run) && isNewer(run, newest.get(kind))) newest.set(kind, run);
  }
  for (const run of newest.values()) {
    const error = run.Errors.find((e) => sameDn(e.DN, dn));
    if (error !== undefined) return { run, error: runErrorOf(error) };
  }
  return undefined;
}
const mvIdOf = (ad: AdObject): string => ad.objectGUID; // a stable id is enough: the engine's own is any GUID

/** What one chain is worked out from. */
interface Subject {
  readonly world: World;
  readonly ad: AdObject;
  readonly reach: Reach;
  readonly aad: string;
  /** The scenario's own entry of the AD connector space. */
  readonly own: CsEntry | undefined;
  readonly anchor: string;
}
/** The chain: entries of the scenario where there are any, else derived from directory, rules and cloud. */
export function chainOf(world: World, ad: AdObject, rules: readonly RuleInForce[]): Chain {
  const aad = cloudConnector(world) ?? "",
    reach = reachOf(world, ad, rules);
  const own = world.premises.connectorSpace.find((e) => e.ConnectorName !== aad && sameDn(e.DistinguishedName, ad.dn));
  if (own?.Exists === false) return { adDn: ad.dn, adCs: null, mv: null, entraCs: null };
  const attribute = anchorAttributeOf(world.premises.globalSettings) ?? "mS-DS-ConsistencyGuid";
  const anchor = reach.anchor ?? sourceAnchorOf(ad, attribute) ?? "";
  const subject: Subject = { world, ad, reach, aad, own, anchor };
  const adCs = adCsOf(subject),
    joined = adCs !== null && isJoined(subject);
  const entraCs = entraCsOf(subject, joined);
  return { adDn: ad.dn, adCs, mv: joined ? metaverseOf(subject, adCs, entraCs) : null, entraCs };
}
/** Has an import brought the object? It was synced before, or was there when the last one ran. */
function isImported({ world, ad, reach, anchor }: Subject): boolean {
  if (reach.connector === null || NOT_IMPORTED.includes(reach.stopsAt)) return false;
  const kind = otherKindOf(objectTypeOf(ad));
  const synced =
    kind === undefined
      ? Object.values(world.cloud.users).some(
          (u) => u.onPremisesSyncEnabled === true && u.onPremisesImmutableId === anchor,
        )
      : twinOf(world.cloud, kind, ad) !== undefined;
  if (synced) return true;
  const at = lastImport(world, reach.connector),
    created = Date.parse(ad.whenCreated ?? "");
  return at !== undefined && !(created > at);
}
function adCsOf(subject: Subject): CsObject | null {
  const { world, ad, own } = subject;
  const adCs = own !== undefined ? csOf(own) : isImported(subject) ? derivedAdCs(subject) : null;
  if (adCs === null || own?.ExportError !== undefined) return adCs;
  const standing = standingErrorOf(world, ad.dn);
  if (standing === undefined) return adCs;
  if (/export/i.test(standing.run.RunProfileName))
    return { ...adCs, HasExportError: true, ExportError: standing.error };
  return /sync/i.test(standing.run.RunProfileName) ? { ...adCs, HasSyncError: true, SyncError: standing.error } : adCs;
}
const derivedAdCs = ({ ad, reach }: Subject): CsObject => ({
  ConnectorName: reach.connector!,
  DistinguishedName: ad.dn,
  ObjectType: objectTypeOf(ad),
  Anchor: ad.objectGUID,
  IsConnector: reach.projection?.provisioned ?? reach.stopsAt !== "group",
  HasExportError: false,
  HasSyncError: false,
  ...(DISCONNECTED.includes(reach.stopsAt) ? {} : { ConnectedMVObjectId: mvIdOf(ad) }),
  Attributes: {},
});
const isJoined = ({ own, reach }: Subject): boolean =>
  own !== undefined
    ? own.ConnectedMVObjectId !== undefined
    : !DISCONNECTED.includes(reach.stopsAt) && reach.stopsAt !== "error";

function entraCsOf(subject: Subject, joined: boolean): CsObject | null {
  const stated = statedEntraCs(subject);
  const entraCs = stated !== undefined ? csOf(stated) : joined ? derivedEntraCs(subject) : null;
  if (entraCs === null || entraCs.ExportError !== undefined) return entraCs;
  const standing = standingErrorOf(subject.world, entraCs.DistinguishedName);
  return standing === undefined ? entraCs : { ...entraCs, HasExportError: true, ExportError: standing.error };
}
/** The scenario's own entry: by its metaverse object, or by the name that the anchor gives it. */
function statedEntraCs({ world, aad, own, anchor }: Subject): CsEntry | undefined {
  const mvId = own?.ConnectedMVObjectId,
    dn = entraCsDn(anchor).toUpperCase();
  return world.premises.connectorSpace.find(
    (e) =>
      e.ConnectorName === aad &&
      ((mvId !== undefined && e.ConnectedMVObjectId === mvId) || e.DistinguishedName.toUpperCase() === dn),
  );
}
/** None where the scenario states the rest of the object's metaverse: what it leaves out is not there. */
function derivedEntraCs({ world, ad, reach, aad, own }: Subject): CsObject | null {
  if (reach.stopsAt !== null || reach.anchor === null || aad === "") return null;
  const mvId = own?.ConnectedMVObjectId;
  if (own !== undefined && world.premises.connectorSpace.some((e) => e !== own && e.ConnectedMVObjectId === mvId))
    return null;
  const kind = otherKindOf(objectTypeOf(ad)) ?? "user",
    known = kind === "user" ? knownUserOf(world, reach.anchor) : twinOf(world.cloud, kind, ad);
  return {
    ConnectorName: aad,
    DistinguishedName: entraCsDn(reach.anchor),
    ObjectType: kind,
    IsConnector: true,
    ConnectedMVObjectId: mvId ?? mvIdOf(ad),
    HasExportError: false,
    HasSyncError: false,
    Attributes: {},
    ...(known !== undefined
      ? { Anchor: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}_${known}` }
      : { PendingExport: "Add" as const }),
  };
}
/** Exported once and deleted in the cloud behind the engine's back: the engine still holds its object. */
const knownUserOf = ({ cloud }: World, anchor: string): string | undefined =>
  [cloud.users, cloud.deletedUsers]
    .flatMap((users) => Object.entries(users))
    .find(([, u]) => u.onPremisesImmutableId === anchor && u.onPremisesSyncEnabled === true)?.[0];
function metaverseOf({ world, ad, reach, aad, own }: Subject, adCs: CsObject, entraCs: CsObject | null): MvObject {
  const others = world.premises.connectorSpace.filter(
    (e) =>
      e !== own &&
      e.ConnectedMVObjectId !== undefined &&
      e.ConnectedMVObjectId === own?.ConnectedMVObjectId &&
      e.ConnectorName !== aad,
  );
  return {
    ObjectId: adCs.ConnectedMVObjectId ?? mvIdOf(ad),
    Attributes: { ...reach.projection?.attributes },
    Lineage: [
      { ConnectorName: adCs.ConnectorName, ConnectedCsObjectDN: ad.dn },
      ...others.map((e) => ({ ConnectorName: e.ConnectorName, ConnectedCsObjectDN: e.DistinguishedName })),
      ...(entraCs === null ? [] : [{ ConnectorName: aad, ConnectedCsObjectDN: entraCs.DistinguishedName }]),
    ],
  };
}
