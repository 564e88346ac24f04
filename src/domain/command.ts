/** What changes the world. Closed unions with typed arguments; no script text, no filter text, no free path. */
import type { CloudUserProperty } from "./cloud-user";
import type { RemediationId, RiskClass } from "./vocabulary";

export type EntraCommand =
  | {
      system: "entra";
      kind: "update-user";
      id: string;
      set: {
        userPrincipalName?: string;
        mail?: string;
        mailNickname?: string;
        onPremisesImmutableId?: string | null;
        usageLocation?: string;
      };
    }
  | { system: "entra"; kind: "delete-user"; id: string }
  | { system: "entra"; kind: "restore-user"; id: string; newUserPrincipalName?: string }
  | { system: "entra"; kind: "purge-deleted-user"; id: string }
  | {
      system: "entra";
      kind: "restart-provisioning-job";
      servicePrincipalId: string;
      jobId: string;
      resetScope: "Escrows, QuarantineState" | "Watermark, Escrows, QuarantineState";
    }
  | {
      system: "entra";
      kind: "provision-on-demand";
      servicePrincipalId: string;
      jobId: string;
      ruleId: string;
      dn: string;
    };

export type PremisesCommand =
  | { system: "premises"; kind: "start-sync-cycle"; policyType: "Delta" | "Initial" }
  | { system: "premises"; kind: "stop-sync-cycle" }
  | { system: "premises"; kind: "set-scheduler"; set: { SyncCycleEnabled?: boolean; SchedulerSuspended?: boolean } }
  | { system: "premises"; kind: "start-service"; name: ServiceName }
  | { system: "premises"; kind: "restart-service"; name: ServiceName }
  /** `null` clears the attribute; an array replaces all values. The object is addressed by its GUID. */
  | {
      system: "premises";
      kind: "set-ad-attribute";
      objectGUID: string;
      attribute: WritableAttribute;
      value: string | readonly string[] | null;
    }
  | { system: "premises"; kind: "move-ad-object"; objectGUID: string; targetOu: string }
  | { system: "premises"; kind: "add-group-member"; groupDn: string; objectGUID: string }
  | {
      system: "premises";
      kind: "grant-connector-permission";
      connectorName: string;
      dn: string;
      right: "read" | "write:mS-DS-ConsistencyGuid" | "replicate-changes";
    }
  | { system: "premises"; kind: "purge-run-history"; olderThanDays: number }
  | { system: "premises"; kind: "enable-tls12" }
  | { system: "premises"; kind: "repair-run-profile"; connectorName: string }
  | { system: "premises"; kind: "restart-password-sync"; connectorName: string }
  | { system: "premises"; kind: "repair-agent-account" };

export const SERVICE_NAMES = ["ADSync", "AADConnectProvisioningAgent"] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];
export const WRITABLE_ATTRIBUTES = [
  "userPrincipalName",
  "mail",
  "mailNickname",
  "proxyAddresses",
  "mS-DS-ConsistencyGuid",
  "adminDescription",
  "targetAddress",
  "sAMAccountName",
  ...Array.from({ length: 15 }, (_, i) => `extensionAttribute${i + 1}`),
  "msExchHideFromAddressLists",
  "msExchRecipientTypeDetails",
  "msExchMailboxGuid",
  "msExchArchiveGUID",
  "msExchRemoteRecipientType",
  "displayName",
  "givenName",
  "sn",
  "telephoneNumber",
  "mobile",
  "description",
  "info",
  "employeeType",
  "department",
  "title",
  "company",
] as const;
export type WritableAttribute = string;
export type Command = EntraCommand | PremisesCommand;

/** Something that must still be so just before the first write. Read again by the side that writes. */
export type Expectation =
  | { system: "ad"; objectGUID: string; attribute: string; equals: unknown; says: string }
  | { system: "entra"; id: string; property: CloudUserProperty; equals: unknown; says: string }
  | { system: "entra"; id: string; deleted: boolean; says: string }
  | { system: "entra"; id: string; holdsNoRole: true; says: string }
  | { system: "server"; what: "service"; name: string; property: "Status"; equals: string; says: string }
  | { system: "server"; what: "scheduler"; property: string; equals: unknown; says: string }
  /** No live AD object or cloud object but the named ones holds this value. */
  | { system: "both"; free: string; except: readonly string[]; says: string };

export interface Change {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export interface Plan {
  readonly remediation: RemediationId;
  readonly title: string;
  readonly risk: RiskClass;
  /** One sentence in the admin's words. */
  readonly summary: string;
  readonly changes: readonly Change[];
  /** What else it touches. */
  readonly touches: readonly string[];
  readonly commands: readonly Command[];
  readonly expects: readonly Expectation[];
  readonly undo: { readonly commands: readonly Command[]; readonly says: string } | { readonly impossible: string };
  /** What must be seen afterwards. */
  readonly verify: Verification;
}
/**
 * `user-linked`: a cloud user carries one of these anchors, or one that the engine gives the AD account `objectGUID` by what is read
 * afterwards (a stopped engine does not tell which attribute is its anchor), and is synced. `user-gone`: the object is not among the live users.
 */
export type Verification =
  | {
      readonly kind: "user-linked";
      readonly immutableIds: readonly string[];
      readonly objectGUID?: string;
      readonly userPrincipalName?: string;
      readonly cloudId?: string;
    }
  | { readonly kind: "user-gone"; readonly cloudId: string }
  | {
      readonly kind: "value-arrived";
      readonly cloudId: string;
      readonly property: CloudUserProperty;
      readonly equals: unknown;
    }
  | { readonly kind: "engine-runs" }
  | { readonly kind: "ad-value"; readonly objectGUID: string; readonly attribute: string; readonly equals: unknown };
export interface Option {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}
export type PlanResult =
  | { readonly plan: Plan }
  | { readonly refused: string }
  | { readonly choose: readonly Option[]; readonly question: string };
