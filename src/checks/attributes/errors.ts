/** Errors that the engine or the cloud has met on this one object: on its connector-space entries, and in the newest export run. */
import { anchorOfEntraCsDn, anchorsOf } from "../../identity/anchor";
import { sameDn } from "../../identity/dn";
import type { AdObject, Chain, Connector, Evidence, Fact, RunResult } from "../../domain";
import { cite } from "../../domain";

export interface ObjectError {
  readonly side: "ad" | "entra";
  readonly type: string;
  readonly code: string;
  readonly attribute: string | undefined;
  readonly evidence: Evidence;
}
type Raw = {
  ErrorType?: string;
  ErrorCode?: string;
  ErrorName?: string;
  AttributeConflictName?: string;
  Attribute?: string;
};
const typeOf = (e: Raw): string => String(e.ErrorType ?? e.ErrorName ?? "");
const nameOf = (e: Raw): string | undefined =>
  e.AttributeConflictName ?? (typeof e.Attribute === "string" ? e.Attribute : undefined);

export function errorsOf(
  user: AdObject,
  chain: Fact<Chain>,
  runs: Fact<RunResult[]>,
  connectors: Fact<Connector[]>,
): ObjectError[] {
  const out: ObjectError[] = [];
  const add = (
    side: ObjectError["side"],
    e: Raw | undefined,
    where: string,
    from: Parameters<typeof cite>[1],
  ): void => {
    if (
      e === undefined ||
      typeOf(e) === "" ||
      out.some((x) => x.side === side && x.type === typeOf(e) && x.attribute !== undefined)
    )
      return;
    out.push({
      side,
      type: typeOf(e),
      code: String(e.ErrorCode ?? ""),
      attribute: nameOf(e),
      evidence: cite(
        `${where}: ${typeOf(e)}${e.ErrorCode === undefined ? "" : ` (${e.ErrorCode})`}${nameOf(e) === undefined ? "" : `, attribute ${nameOf(e)}`}`,
        from,
      ),
    });
  };
  const anchors = anchorsOf(user);
  if (runs.state === "seen") {
    for (const name of new Set(runs.value.map((r) => r.ConnectorName))) {
      const run = runs.value.find((r) => r.ConnectorName === name && /^export$/i.test(r.RunProfileName));
      const side =
        connectors.state === "seen" && connectors.value.find((c) => c.Name === name)?.Type === "AD" ? "ad" : "entra";
      for (const e of run?.Errors ?? [])
        if (sameDn(e.ObjectDn, user.dn) || anchors.includes(anchorOfEntraCsDn(e.ObjectDn) ?? "-"))
          add(side, e, `Export of ${name} at ${run!.StartDate}`, runs);
    }
  }
  if (chain.state === "seen") {
    add("entra", chain.value.entraCs?.ExportError, "Export error on the Entra connector-space object", chain);
    add("ad", chain.value.adCs?.ExportError, "Export error on the AD connector-space object", chain);
    add("ad", chain.value.adCs?.SyncError, "Synchronization error on the AD connector-space object", chain);
  }
  return out;
}
