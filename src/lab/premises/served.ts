/** Connectors, rules, objects and errors of the lab's server as the cmdlets tell them. */
import type { Connector, CsObject, SyncObjectError, SyncRule } from "../../domain";
import type { World } from "../scenario";

export type CsEntry = World["premises"]["connectorSpace"][number];
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
/** `Get-ADSyncRule`, flattened. */
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
/** Name of the Entra connector; undefined on a server without one. */
export const cloudConnector = (world: World): string | undefined =>
  Object.entries(world.premises.connectors).find(([, c]) => c.Type !== "AD")?.[0];
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
/** An error of a run, as the cmdlet lists it. */
export const runErrorOf = (e: World["premises"]["runHistory"][number]["Errors"][number]) => ({
  ObjectDn: e.DN,
  ErrorType: e.ErrorName,
  ...(e.ErrorCode === undefined ? {} : { ErrorCode: e.ErrorCode }),
  ...(e.Detail === undefined ? {} : { ErrorLiteral: e.Detail }),
  ...(e.Attribute === undefined ? {} : { AttributeConflictName: e.Attribute }),
  ...(e.ConflictingObjectId === undefined ? {} : { ObjectIdInConflict: e.ConflictingObjectId }),
});
/** `Get-ADSyncCSObject`, flattened. */
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
