/** What changes the world. Closed unions with typed arguments; no script text, no filter text, no free path. */
import { z } from "zod";
import type { CloudUserProperty } from "./cloud-user";
import { dnText, guidText, shortText } from "./forms";
import { PERMISSION_SET_IDS } from "./permission-sets";
import type { RemediationId, RiskClass } from "./vocabulary";
import type { Words } from "./words";

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
  /** With `autoReconcileProxyConflict` an address that somebody else holds meanwhile is left behind; without it Graph refuses the restore. */
  | {
      system: "entra";
      kind: "restore-user";
      id: string;
      newUserPrincipalName?: string;
      autoReconcileProxyConflict?: true;
    }
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
  "msRTCSIP-PrimaryUserAddress",
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
/** What can be written to an AD attribute; `null` clears it, a list replaces all values. */
export type AttributeValue = string | readonly string[] | null;
/** A value that was read, in the form in which it is written back; `null` where it is empty. */
export function writtenForm(value: unknown): AttributeValue {
  if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0))
    return null;
  return Array.isArray(value) ? value.map(String) : String(value);
}
const command = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ system: z.literal("premises"), kind: z.literal(kind), ...shape }).strict();
const attribute = z.string().refine((a) => WRITABLE_ATTRIBUTES.includes(a), "this attribute is never written");
/**
 * Every change that may be ordered on the sync server, with the form that it has on the wire: the one list of them. Each needs an approval and the
 * site's policy. AD objects are addressed by their GUID; in `set-ad-attribute` null clears the attribute, and an array replaces all values.
 */
export const PREMISES_COMMANDS = {
  "start-sync-cycle": command("start-sync-cycle", { policyType: z.enum(["Delta", "Initial"]) }),
  "stop-sync-cycle": command("stop-sync-cycle", {}),
  // Only on: no order leaves the scheduler off.
  "set-scheduler": command("set-scheduler", {
    set: z
      .object({ SyncCycleEnabled: z.literal(true).optional(), SchedulerSuspended: z.literal(false).optional() })
      .strict(),
  }),
  "start-service": command("start-service", { name: z.enum(SERVICE_NAMES) }),
  "restart-service": command("restart-service", { name: z.enum(SERVICE_NAMES) }),
  "set-ad-attribute": command("set-ad-attribute", {
    objectGUID: guidText,
    attribute,
    value: z.union([z.string().max(8192), z.array(z.string().max(2048)).max(400).readonly(), z.null()]),
  }),
  "move-ad-object": command("move-ad-object", { objectGUID: guidText, targetOu: dnText }),
  "add-group-member": command("add-group-member", { groupDn: dnText, objectGUID: guidText }),
  "remove-group-member": command("remove-group-member", { groupDn: dnText, objectGUID: guidText }),
  "grant-connector-permission": command("grant-connector-permission", {
    connectorName: shortText,
    dn: dnText,
    permissionSet: z.enum(PERMISSION_SET_IDS),
  }),
  "purge-run-history": command("purge-run-history", { olderThanDays: z.number().int().min(0).max(365) }),
  "enable-tls12": command("enable-tls12", {}),
  "repair-run-profile": command("repair-run-profile", { connectorName: shortText }),
  "restart-password-sync": command("restart-password-sync", { connectorName: shortText }),
  "repair-agent-account": command("repair-agent-account", {}),
} as const;
type PremisesCommands = typeof PREMISES_COMMANDS;
export type PremisesCommand = { [K in keyof PremisesCommands]: z.infer<PremisesCommands[K]> }[keyof PremisesCommands];
/** All kinds, in the order of the table. */
export const COMMAND_KINDS = Object.keys(PREMISES_COMMANDS) as [PremisesCommand["kind"], ...PremisesCommand["kind"][]];

export type Command = EntraCommand | PremisesCommand;

/** Something that must still be so just before the first write. Read again by the side that writes. */
export type Expectation =
  | { system: "ad"; objectGUID: string; attribute: string; equals: unknown; says: Words }
  | { system: "entra"; id: string; property: CloudUserProperty; equals: unknown; says: Words }
  | { system: "entra"; id: string; deleted: boolean; says: Words }
  | { system: "entra"; id: string; holdsNoRole: true; says: Words }
  | { system: "server"; what: "service"; name: string; property: "Status"; equals: string; says: Words }
  | { system: "server"; what: "scheduler"; property: string; equals: unknown; says: Words }
  /** No live AD object or cloud object but the named ones holds this value. */
  | { system: "both"; free: string; except: readonly string[]; says: Words };

export interface Change {
  readonly what: Words;
  readonly before: Words;
  readonly after: Words;
}

/** A change as a reader of one language sees it. */
export type ShownChange = Readonly<Record<keyof Change, string>>;

/** What a remediation plans: what is done, on which grounds, and what must be seen afterwards. */
export interface Draft {
  readonly remediation: RemediationId;
  readonly title: Words;
  readonly risk: RiskClass;
  /** One sentence in the admin's words. */
  readonly summary: Words;
  readonly changes: readonly Change[];
  /** What else it touches. */
  readonly touches: readonly Words[];
  readonly commands: readonly Command[];
  readonly expects: readonly Expectation[];
  /** What must be seen afterwards. */
  readonly verify: Verification;
}
/** How one step is taken back: by this command, or not at all, and why. */
export type StepUndo = { readonly command: Command } | { readonly impossible: Words };
/** A draft as it is frozen for approval: card, digest and agent see the same one. */
export interface Plan extends Draft {
  /** The before-image: every value that a step may change, and how it stood when the plan was made. `says` tells it in the past tense. */
  readonly before: readonly Expectation[];
  /** How each command is taken back, in the order of `commands`. */
  readonly undo: readonly StepUndo[];
}
/**
 * `user-linked`: a cloud user carries one of these anchors, or one that the engine gives the AD account `objectGUID` by what is read
 * afterwards (a stopped engine does not tell which attribute is its anchor), and is synced. `user-gone`: the object is not among the live users.
 * `as-before`: what was changed stands again as these say.
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
  | { readonly kind: "ad-value"; readonly objectGUID: string; readonly attribute: string; readonly equals: unknown }
  | { readonly kind: "as-before"; readonly before: readonly Expectation[] };
export interface Option {
  readonly id: string;
  readonly title: Words;
  readonly detail: Words;
}
export type PlanResult =
  | { readonly plan: Draft }
  | { readonly refused: Words }
  | { readonly choose: readonly Option[]; readonly question: Words };
