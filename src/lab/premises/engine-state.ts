/** What the sync engine of the lab holds: connectors and rules as the cmdlets tell them, and the chain of each object. */
import type { AdObject, Chain, Connector, CsObject, MvObject, SyncObjectError, SyncRule } from "../../domain";
import { entraCsDn, immutableIdOf } from "../../identity/anchor";
import { isWithin, sameDn } from "../../identity/dn";
import {
  containerScope,
  inboundOf,
  isDirectMember,
  outboundBlockedBy,
  rulesInForce,
  sourceTypeOf,
  type Inbound,
} from "../../identity/scope";
import type { World } from "../scenario";
import { byDn, valuesOf } from "./directory";

type CsEntry = World["premises"]["connectorSpace"][number];
const NEVER_SERVED = new Set(["AccountState", "WatermarkStale", "RunState"]);

/** `Get-ADSyncConnector`, without what no cmdlet tells. */
export const connectorsOf = (world: World): Connector[] =>
  Object.entries(world.premises.connectors).map(
    ([Name, c]) =>
      ({
        ...Object.fromEntries(Object.entries(c).filter(([k]) => !NEVER_SERVED.has(k))),
        Name,
        Type: c.Type,
        Partitions: Object.entries(c.Partitions ?? {}).map(([DN, p]) => ({ ...p, DN })),
        ...(c.RunProfiles === undefined
          ? {}
          : { RunProfiles: Object.entries(c.RunProfiles).map(([n, r]) => ({ Name: n, RunSteps: r.RunSteps })) }),
      }) as unknown as Connector,
  );
export const rulesOf = (world: World): SyncRule[] =>
  world.premises.syncRules.map(
    (r) =>
      ({
        ...r,
        ScopeFilter: r.ScopeFilter.map((g) => ({
          ScopeConditionList: g.map((c) => ({
            Attribute: c.Attribute,
            ComparisonOperator: c.Operator,
            ComparisonValue: c.Value,
          })),
        })),
        AttributeFlowMappings: (r.Transforms ?? []).map((t) => ({
          Source: t.Source,
          Destination: t.Target,
          FlowType: t.FlowType,
        })),
        Transforms: undefined,
      }) as unknown as SyncRule,
  );
export const cloudConnector = (world: World): string | undefined =>
  Object.entries(world.premises.connectors).find(([, c]) => c.Type !== "AD")?.[0];
/** The pilot group with its direct members; null where group filtering is off. */
export function pilotGroupOf(world: World): { dn: string; members: string[] } | null {
  const dn = world.premises.pilotGroup;
  if (dn === null || dn === undefined) return null;
  const group = byDn(world, dn);
  return { dn, members: group === undefined ? [] : valuesOf(group.entry["member"]) };
}
/** May the connector's account read this object? */
export function mayRead(world: World, dn: string, account: string | undefined): boolean {
  return !world.premises.permissions.some(
    (p) =>
      (account === undefined || p.Account.toLowerCase() === account.toLowerCase()) &&
      p.Missing.some((m) => m === "read") &&
      isWithin(dn, p.DN),
  );
}
/** `rules`: those in force. */
export interface EngineParts {
  readonly connectors: Connector[];
  readonly rules: SyncRule[];
}
export function partsOf(world: World): EngineParts {
  const connectors = connectorsOf(world);
  return { connectors, rules: rulesInForce(rulesOf(world), connectors) };
}
export interface Reach {
  readonly connector: string | null;
  readonly stopsAt:
    | "domain"
    | "ou"
    | "type"
    | "permission"
    | "group"
    | "join"
    | "filtered"
    | "outbound"
    | "anchor"
    | "error"
    | null;
  readonly inbound: Inbound | null;
  readonly anchor: string | null;
}
/** How far the present configuration would carry an object, were it imported now. */
export function reachOf(world: World, ad: AdObject, parts: EngineParts): Reach {
  const scope = containerScope(ad.dn, parts.connectors);
  const none = (stopsAt: Reach["stopsAt"], inbound: Inbound | null = null): Reach => ({
    connector: scope.connector?.Name ?? null,
    stopsAt,
    inbound,
    anchor: null,
  });
  if (scope.connector === null || !scope.selected) return none("domain");
  if (!scope.inScope) return none("ou");
  const types = scope.connector.ObjectTypes,
    type = sourceTypeOf(ad);
  if (
    !["user", "inetOrgPerson"].includes(type) ||
    (types !== undefined && !types.some((t) => t.toLowerCase() === type.toLowerCase()))
  )
    return none("type");
  if (!mayRead(world, ad.dn, scope.connector.Account)) return none("permission");
  const pilot = pilotGroupOf(world);
  if (pilot !== null && !isDirectMember(ad, pilot)) return none("group");
  const inbound = inboundOf(ad, parts.rules, scope.connector.Name, world.premises.globalSettings);
  if (inbound.error !== null) return none("error", inbound);
  if (!inbound.joins) return none("join", inbound);
  if (inbound.attributes["cloudFiltered"] === true) return none("filtered", inbound);
  const anchor = inbound.attributes["sourceAnchor"];
  if (typeof anchor !== "string") return none("anchor", inbound);
  if (outboundBlockedBy(inbound.attributes, parts.rules) !== null) return none("outbound", inbound);
  return { connector: scope.connector.Name, stopsAt: null, inbound, anchor };
}

const errorOf = (e: Record<string, unknown> | undefined): SyncObjectError | undefined =>
  e === undefined
    ? undefined
    : {
        ...e,
        ErrorType: String(e["ErrorType"] ?? e["ErrorName"] ?? "unknown"),
        ...(e["ErrorCode"] === undefined ? {} : { ErrorCode: String(e["ErrorCode"]) }),
        ...(e["Detail"] === undefined ? {} : { ErrorLiteral: String(e["Detail"]) }),
        ...(e["Attribute"] === undefined ? {} : { AttributeConflictName: String(e["Attribute"]) }),
        ...(e["ConflictingObjectId"] === undefined ? {} : { ObjectIdInConflict: String(e["ConflictingObjectId"]) }),
      };
export const runErrorOf = (e: World["premises"]["runHistory"][number]["Errors"][number]) => ({
  ObjectDn: e.DN,
  ErrorType: e.ErrorName,
  ...(e.ErrorCode === undefined ? {} : { ErrorCode: e.ErrorCode }),
  ...(e.Detail === undefined ? {} : { ErrorLiteral: e.Detail }),
  ...(e.Attribute === undefined ? {} : { AttributeConflictName: e.Attribute }),
  ...(e.ConflictingObjectId === undefined ? {} : { ObjectIdInConflict: e.ConflictingObjectId }),
});
export const csOf = (e: CsEntry): CsObject => {
  const exportError = errorOf(e.ExportError),
    syncError = errorOf(e.SyncError);
  return {
    ConnectorName: e.ConnectorName,
    DistinguishedName: e.DistinguishedName,
    ObjectType: e.ObjectType,
    IsConnector: e.IsConnector ?? false,
    Attributes: structuredClone(e.Attributes),
    HasExportError: exportError !== undefined,
    HasSyncError: syncError !== undefined,
    ...(e.Anchor === undefined ? {} : { Anchor: e.Anchor }),
    ...(e.ConnectedMVObjectId === undefined ? {} : { ConnectedMVObjectId: e.ConnectedMVObjectId }),
    ...(e.PendingExport === undefined ? {} : { PendingExport: e.PendingExport }),
    ...(exportError === undefined ? {} : { ExportError: exportError }),
    ...(syncError === undefined ? {} : { SyncError: syncError }),
  };
};

/** End of the newest successful import of an AD connector, ms; undefined where the history holds none. */
export function lastImport(world: World, connector: string): number | undefined {
  const run = world.premises.runHistory.find(
    (r) =>
      r.ConnectorName === connector &&
      /import/i.test(r.RunProfileName) &&
      r.EndDate !== null &&
      /^(success|completed)/.test(r.Result),
  );
  return run === undefined ? undefined : Date.parse(run.StartDate);
}
const mvIdOf = (ad: AdObject): string => ad.objectGUID; // a stable id is enough: the engine's own is any GUID

/** The chain of one AD object: entries of the scenario where there are any, else derived from directory, rules and cloud. */
export function chainOf(world: World, ad: AdObject, parts: EngineParts): Chain {
  const cs = world.premises.connectorSpace,
    aad = cloudConnector(world) ?? "";
  const own = cs.find((e) => e.ConnectorName !== aad && sameDn(e.DistinguishedName, ad.dn));
  const reach = reachOf(world, ad, parts);
  const connector = reach.connector;
  const anchorGuess = reach.anchor ?? immutableIdOf(ad["mS-DS-ConsistencyGuid"]) ?? immutableIdOf(ad.objectGUID) ?? "";
  const entra = (mvId: string | undefined): CsEntry | undefined =>
    cs.find(
      (e) =>
        e.ConnectorName === aad &&
        ((mvId !== undefined && e.ConnectedMVObjectId === mvId) ||
          e.DistinguishedName.toUpperCase() === entraCsDn(anchorGuess).toUpperCase()),
    );
  if (own?.Exists === false) return { adDn: ad.dn, adCs: null, mv: null, entraCs: null };
  // An error stays on the object and is retried in every run of its kind: what the newest completed run does not repeat is over.
  const newest = new Map<string, World["premises"]["runHistory"][number]>();
  for (const r of world.premises.runHistory) {
    const key = `${r.ConnectorName}/${r.RunProfileName.replace(/^(Full|Delta) /, "")}`;
    if (r.EndDate !== null && /^(success|completed)/.test(r.Result) && !newest.has(key)) newest.set(key, r);
  }
  const dnErrors = (dn: string) =>
    [...newest.values()].flatMap((r) =>
      r.Errors.filter((e) => sameDn(e.DN, dn) || e.DN.toUpperCase() === dn.toUpperCase()).map((e) => ({
        run: r,
        error: runErrorOf(e),
      })),
    );
  const imported = ((): boolean => {
    if (
      connector === null ||
      reach.stopsAt === "domain" ||
      reach.stopsAt === "ou" ||
      reach.stopsAt === "type" ||
      reach.stopsAt === "permission"
    )
      return false;
    if (
      world.cloud.users !== undefined &&
      Object.values(world.cloud.users).some(
        (u) => u.onPremisesSyncEnabled === true && u.onPremisesImmutableId === anchorGuess,
      )
    )
      return true;
    const at = lastImport(world, connector),
      created = Date.parse(ad.whenCreated ?? "");
    return at === undefined ? false : !(created > at);
  })();
  const adCs: CsObject | null =
    own !== undefined
      ? csOf(own)
      : imported
        ? {
            ConnectorName: connector!,
            DistinguishedName: ad.dn,
            ObjectType: sourceTypeOf(ad),
            Anchor: ad.objectGUID,
            IsConnector: reach.inbound?.joins ?? reach.stopsAt !== "group",
            HasExportError: false,
            HasSyncError: false,
            ...(reach.stopsAt === "group" || reach.stopsAt === "join" ? {} : { ConnectedMVObjectId: mvIdOf(ad) }),
            Attributes: {},
          }
        : null;
  if (adCs !== null && own?.ExportError === undefined) {
    const e = dnErrors(ad.dn)[0];
    if (e !== undefined && /export/i.test(e.run.RunProfileName)) {
      adCs.HasExportError = true;
      adCs.ExportError = e.error;
    } else if (e !== undefined && /sync/i.test(e.run.RunProfileName)) {
      adCs.HasSyncError = true;
      adCs.SyncError = e.error;
    }
  }
  const given = entra(own?.ConnectedMVObjectId);
  const joined =
    adCs !== null &&
    (own !== undefined
      ? own.ConnectedMVObjectId !== undefined
      : reach.stopsAt !== "group" && reach.stopsAt !== "join" && reach.stopsAt !== "error");
  const derivedEntra = joined && reach.stopsAt === null && aad !== "";
  let entraCs: CsObject | null = given !== undefined ? csOf(given) : null;
  if (
    entraCs === null &&
    derivedEntra &&
    (own === undefined ||
      cs.every((e) => e.ConnectorName !== aad || e.ConnectedMVObjectId !== own.ConnectedMVObjectId)) &&
    !(
      own !== undefined &&
      own.ConnectedMVObjectId !== undefined &&
      cs.some((e) => e !== own && e.ConnectedMVObjectId === own.ConnectedMVObjectId)
    )
  ) {
    const synced = Object.entries(world.cloud.users).find(
      ([, u]) => u.onPremisesImmutableId === reach.anchor && u.onPremisesSyncEnabled === true,
    );
    // Exported once and deleted in the cloud behind the engine's back: the engine still holds its object.
    const exported = Object.entries(world.cloud.deletedUsers).find(
      ([, u]) => u.onPremisesImmutableId === reach.anchor && u.onPremisesSyncEnabled === true,
    );
    entraCs = {
      ConnectorName: aad,
      DistinguishedName: entraCsDn(reach.anchor!),
      ObjectType: "user",
      IsConnector: true,
      ConnectedMVObjectId: own?.ConnectedMVObjectId ?? mvIdOf(ad),
      HasExportError: false,
      HasSyncError: false,
      Attributes: {},
      ...(synced !== undefined
        ? { Anchor: `User_${synced[0]}` }
        : exported !== undefined
          ? { Anchor: `User_${exported[0]}` }
          : { PendingExport: "Add" as const }),
    };
  }
  if (entraCs !== null && entraCs.ExportError === undefined) {
    const e = dnErrors(entraCs.DistinguishedName)[0];
    if (e !== undefined) {
      entraCs.HasExportError = true;
      entraCs.ExportError = e.error;
    }
  }
  const mv: MvObject | null = joined
    ? {
        ObjectId: adCs!.ConnectedMVObjectId ?? mvIdOf(ad),
        Attributes: reach.inbound?.attributes ?? {},
        Lineage: [
          { ConnectorName: adCs!.ConnectorName, ConnectedCsObjectDN: ad.dn },
          ...cs
            .filter(
              (e) =>
                e !== own &&
                e.ConnectedMVObjectId !== undefined &&
                e.ConnectedMVObjectId === own?.ConnectedMVObjectId &&
                e.ConnectorName !== aad,
            )
            .map((e) => ({ ConnectorName: e.ConnectorName, ConnectedCsObjectDN: e.DistinguishedName })),
          ...(entraCs === null ? [] : [{ ConnectorName: aad, ConnectedCsObjectDN: entraCs.DistinguishedName }]),
        ],
      }
    : null;
  return { adDn: ad.dn, adCs, mv, entraCs };
}
