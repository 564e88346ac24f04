/** Who wrote which property of a cloud object, as the audit log tells it (Graph reference §11; `directoryAudit`). */
import { z } from "zod";
import type { DirectoryAudit } from "../domain";
import { sameText } from "./address";

/**
 * What made a change: `connect` – Entra Connect's account or application; `cloud-sync` – the provisioning service of Cloud Sync;
 * `exchange-online`; `person` – somebody signed in; `application` – any other.
 */
export type Writer = "connect" | "cloud-sync" | "exchange-online" | "person" | "application";

/** One property of one object, written once. Values as texts, empty where the log gives none. */
export interface Write {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly writer: Writer;
  /** Name of the account or application. */
  readonly by: string;
  /** The log's own name of the property, e.g. `ProxyAddresses`. */
  readonly property: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const maybe = z.string().nullish();
const actor = z.object({ appId: maybe, displayName: maybe, userPrincipalName: maybe }).nullish().catch(undefined);
const initiator = z.object({ user: actor, app: actor });
const target = z.object({
  id: maybe,
  modifiedProperties: z
    .array(z.object({ displayName: maybe, oldValue: maybe, newValue: maybe }))
    .nullish()
    .catch(undefined),
});

/** Application ids of the service itself. */
const EXCHANGE_ONLINE = "00000002-0000-0ff1-ce00-000000000000",
  CONNECT = "6bf85cfa-ac8a-4be5-b5de-425a0d0dc016",
  SYNC_FABRIC = "00000014-0000-0000-c000-000000000000";
const BY_ID: Readonly<Record<string, Writer>> = {
  [EXCHANGE_ONLINE]: "exchange-online",
  [CONNECT]: "connect",
  [SYNC_FABRIC]: "cloud-sync",
};
/** Names of accounts and applications (adsync reference §1.6). */
const BY_NAME: readonly (readonly [RegExp, Writer])[] = [
  [/^Office 365 Exchange Online$/i, "exchange-online"],
  [/^(Sync_|ConnectSyncProvisioning_)|AD Synchronization Service|^On-Premises Directory Synchronization/i, "connect"],
  [/^ADToAADSyncServiceAccount|Provisioning Service$|SyncFabric$/i, "cloud-sync"],
];

/** Who made the change; a name of the service wins over the kind of the account. */
function writerOf({ initiatedBy }: DirectoryAudit): { readonly writer: Writer; readonly by: string } {
  const read = initiator.safeParse(initiatedBy ?? {});
  const { user, app } = read.success ? read.data : {};
  const names = [user?.userPrincipalName, user?.displayName, app?.displayName].filter((n) => n != null && n !== "");
  const known =
    BY_ID[app?.appId?.toLowerCase() ?? ""] ??
    BY_NAME.find(([pattern]) => names.some((name) => pattern.test(name ?? "")))?.[1];
  return { writer: known ?? (user == null ? "application" : "person"), by: names[0] ?? "?" };
}
/** A value of the log: a JSON list, a JSON text, or plain text. */
function valuesIn(text: string | null | undefined): string[] {
  if (text == null || text === "") return [];
  try {
    const value: unknown = JSON.parse(text);
    return (Array.isArray(value) ? value : [value]).filter((v) => v !== null).map(String);
  } catch {
    return [text];
  }
}
/** What was written to the object with this id, newest first. What failed was not written. */
export function writesTo(audits: readonly DirectoryAudit[], id: string): Write[] {
  return audits
    .filter((audit) => !/^(failure|timeout)$/i.test(String(audit["result"] ?? "")))
    .flatMap((audit) =>
      (audit.targetResources ?? []).flatMap((resource) => {
        const read = target.safeParse(resource);
        if (!read.success || !sameText(read.data.id, id)) return [];
        return (read.data.modifiedProperties ?? []).map(({ displayName, oldValue, newValue }) => ({
          at: audit.activityDateTime,
          ...writerOf(audit),
          property: displayName ?? "",
          before: valuesIn(oldValue),
          after: valuesIn(newValue),
        }));
      }),
    )
    .sort((a, b) => b.at.localeCompare(a.at));
}
