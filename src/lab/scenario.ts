/** The scenario file: one hybrid tenant written as facts (test/scenarios). */
import { access, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { apply } from "json-merge-patch";
import { z } from "zod";
import { ROOT_CAUSES, REMEDIATIONS } from "../domain/vocabulary";
import { TriageError } from "../domain/errors";

const text = z.string();
const texts = z.array(text);
const real = z.object({}).passthrough();
const list = z.array(real);
const instant = z.string().datetime({ offset: true, message: "an ISO 8601 time, such as 2026-11-23T09:00:00Z" });
const count = z.number();

const graphUser = z
  .object({
    userPrincipalName: text,
    proxyAddresses: texts.optional(),
    accountEnabled: z.boolean().nullish(),
    onPremisesSyncEnabled: z.boolean().nullish(),
    onPremisesImmutableId: text.nullish(),
    onPremisesProvisioningErrors: list.optional(),
    onPremisesSyncBehavior: z.object({ isCloudManaged: z.boolean() }).passthrough().optional(),
    mailboxSettings: real.optional(),
  })
  .passthrough();
const holder = z
  .object({
    displayName: text.nullish(),
    proxyAddresses: texts.optional(),
    members: texts.optional(),
    /** Where the members are too many to list. */
    memberCount: count.optional(),
    onPremisesSyncEnabled: z.boolean().nullish(),
    onPremisesProvisioningErrors: list.optional(),
    onPremisesSyncBehavior: z.object({ isCloudManaged: z.boolean() }).passthrough().optional(),
  })
  .passthrough();
const device = z
  .object({ displayName: text.nullish(), deviceId: text.optional(), onPremisesSyncEnabled: z.boolean().nullish() })
  .passthrough();
const fault = z
  .object({
    method: text,
    path: text,
    status: z.number().int(),
    retryAfter: count.optional(),
    body: z.unknown().optional(),
    delayMs: count.optional(),
    times: z.number().int().optional(),
  })
  .strict();
const job = z
  .object({
    templateId: text.optional(),
    schedule: real.optional(),
    status: real,
    schema: z.object({ synchronizationRules: list }).passthrough().optional(),
  })
  .passthrough();

const cloud = z
  .object({
    organization: z.object({ id: text, onPremisesSyncEnabled: z.boolean().nullish() }).passthrough(),
    domains: z.record(z.object({ isVerified: z.boolean() }).passthrough()).default({}),
    onPremisesSynchronization: z
      .object({ configuration: real, features: z.record(z.boolean().nullable()) })
      .passthrough()
      .optional(),
    users: z.record(graphUser).default({}),
    deletedUsers: z.record(graphUser).default({}),
    contacts: z.record(holder).default({}),
    groups: z.record(holder).default({}),
    devices: z.record(device).default({}),
    directoryRoles: z.record(texts).default({}),
    directoryRoleEligibility: z.record(texts).optional(),
    subscribedSkus: z.array(z.object({ skuId: text }).passthrough()).default([]),
    serviceHealth: z.record(text).default({}),
    serviceIssues: list.default([]),
    provisioning: z
      .record(z.object({ displayName: text, appDisplayName: text.optional(), jobs: z.record(job) }).strict())
      .default({}),
    provisioningLogs: list.default([]),
    signIns: list.default([]),
    directoryAudits: list.default([]),
    faults: z.array(fault).default([]),
  })
  .strict();

const hop = z.object({
  Dns: texts.optional(),
  Tcp: z.enum(["open", "refused", "timeout"]).optional(),
  Tls: z
    .object({
      Protocol: text.optional(),
      Issuer: text.optional(),
      ChainStatus: text.optional(),
      Error: text.optional(),
    })
    .strict()
    .nullish(),
  Http: count.nullish(),
});
const partition = z
  .object({
    Selected: z.boolean(),
    Identifier: text.optional(),
    CreationTime: text.optional(),
    LastModificationTime: text.optional(),
    ContainerInclusionList: texts.default([]),
    ContainerExclusionList: texts.default([]),
  })
  .passthrough();
const connector = z
  .object({
    Type: z.enum(["AD", "Extensible2"]),
    Account: text.optional(),
    RunState: text.optional(),
    Partitions: z.record(partition).optional(),
    ObjectTypes: texts.optional(),
    RunProfiles: z
      .record(
        z
          .object({
            RunSteps: z.array(z.object({ TaskType: text, PartitionIdentifier: text.optional() }).passthrough()),
          })
          .passthrough(),
      )
      .optional(),
    AccountState: z
      .enum([
        "ok",
        "expired",
        "locked",
        "bad-password",
        "disabled",
        "mfa-required",
        "policy-blocked",
        "certificate-expired",
        "certificate-not-registered",
      ])
      .optional(),
    WatermarkStale: z.boolean().optional(),
  })
  .passthrough();
/** Error names and codes such as 114 may be written as numbers. */
const code = z.union([text, count.transform(String)]);
const runError = z
  .object({
    DN: text,
    ErrorName: code,
    ErrorCode: code.optional(),
    Detail: text.optional(),
    Attribute: text.optional(),
    ConflictingObjectId: text.optional(),
  })
  .strict();
const run = z
  .object({
    ConnectorName: text,
    RunProfileName: text,
    StartDate: text,
    EndDate: text.nullable(),
    Result: text,
    Counters: z.record(count).default({}),
    Errors: z.array(runError).default([]),
  })
  .passthrough();
const rule = z
  .object({
    Name: text,
    Direction: z.enum(["Inbound", "Outbound"]),
    ConnectorName: text,
    SourceObjectType: text,
    Precedence: count,
    Disabled: z.boolean(),
    IsStandardRule: z.boolean(),
    ScopeFilter: z.array(z.array(z.object({ Attribute: text, Operator: text, Value: text }).strict())),
    Transforms: z.array(z.object({ Source: text, Target: text, FlowType: text }).passthrough()).optional(),
  })
  .passthrough();
const csEntry = z
  .object({
    ConnectorName: text,
    DistinguishedName: text,
    ObjectType: text,
    Anchor: text.optional(),
    IsConnector: z.boolean().optional(),
    ConnectedMVObjectId: text.optional(),
    PendingExport: z.enum(["Add", "Update", "Delete"]).optional(),
    ExportError: real.optional(),
    SyncError: real.optional(),
    Exists: z.boolean().optional(),
    Attributes: real.default({}),
  })
  .strict();
const adObject = z.object({ objectClass: texts, objectGUID: text, isDeleted: z.boolean().optional() }).passthrough();
const forest = z
  .object({ upnSuffixes: texts.default([]), objects: z.record(adObject), domainControllers: z.record(real).optional() })
  .strict();
const agent = z
  .object({
    Installed: z.boolean(),
    Version: text.optional(),
    ServiceStatus: text.optional(),
    Active: z.boolean().optional(),
    LastCheckIn: text.nullish(),
    GmsaOk: z.boolean().optional(),
    LastErrors: texts.optional(),
  })
  .passthrough();

const premises = z
  .object({
    agent: z.object({ online: z.boolean(), version: text }).strict(),
    server: z
      .object({
        OtherActiveServers: z.array(z.unknown()).optional(),
        MissingRootCertificates: texts.optional(),
        Tls12: real.optional(),
        Proxy: real.optional(),
        Database: real.nullish(),
        ConnectVersion: text.nullish(),
        WizardOpen: z.boolean().optional(),
        ClockSkewSeconds: count.optional(),
        FreeDiskMB: count.optional(),
        PendingReboot: z.boolean().optional(),
      })
      .passthrough(),
    services: z
      .record(
        z
          .object({
            DisplayName: text,
            Status: text,
            StartType: text,
            StartName: text.optional(),
            ExitCode: count.optional(),
          })
          .passthrough(),
      )
      .default({}),
    network: z.record(hop.extend({ ViaProxy: hop.strict().optional() }).strict()).default({}),
    scheduler: z
      .object({
        SyncCycleEnabled: z.boolean(),
        StagingModeEnabled: z.boolean(),
        SchedulerSuspended: z.boolean(),
        SyncCycleInProgress: z.boolean(),
      })
      .passthrough()
      .optional(),
    globalSettings: z.record(z.unknown()).default({}),
    exportDeletionThreshold: z
      .object({ ThresholdCount: count, ThresholdCountAttribute: text.optional(), Enabled: z.boolean() })
      .passthrough()
      .optional(),
    connectors: z.record(connector).default({}),
    runHistory: z.array(run).default([]),
    syncRules: z.array(rule).default([]),
    pilotGroup: text.nullish(),
    connectorSpace: z.array(csEntry).default([]),
    directory: z.object({ forests: z.record(forest) }).strict(),
    permissions: z
      .array(
        z.object({ Account: text, DN: text, Missing: texts, InheritanceDisabled: z.boolean().optional() }).strict(),
      )
      .default([]),
    eventLog: z
      .array(
        z
          .object({
            LogName: text,
            ProviderName: text,
            Id: count,
            LevelDisplayName: text.optional(),
            TimeCreated: text,
            Message: text,
            MachineName: text.optional(),
          })
          .strict(),
      )
      .default([]),
    provisioningAgent: z.union([agent, z.array(agent)]).nullish(),
    faults: z
      .array(
        z
          .object({
            operation: text,
            error: z.unknown().optional(),
            delayMs: count.optional(),
            times: z.number().int().optional(),
          })
          .strict(),
      )
      .default([]),
  })
  .strict();

const world = z.object({ now: instant, cloud, premises }).strict();
const expectation = z
  .object({
    subject: text,
    rootCause: z.enum(ROOT_CAUSES),
    also: z.array(z.enum(ROOT_CAUSES)).default([]),
    never: z.array(z.enum(ROOT_CAUSES)).default([]),
    remediation: z.union([z.enum(REMEDIATIONS), z.array(z.enum(REMEDIATIONS).nullable()), z.null()]).optional(),
    after: z
      .object({
        userInCloud: z.boolean(),
        immutableIdMatches: z.boolean(),
        cloudUser: real,
        adObject: real,
        deleted: texts,
        untouched: texts,
        caseState: z.enum([
          "open",
          "diagnosed",
          "awaiting-approval",
          "repairing",
          "confirming",
          "resolved",
          "partly",
          "unresolved",
          "closed",
        ]),
      })
      .partial()
      .strict()
      .optional(),
  })
  .strict();
const file = z
  .object({
    schema: z.literal("scenario/1"),
    id: text,
    title: text,
    source: text,
    baseline: text.nullable(),
    ask: text.nullable(),
    world: z.object({ now: z.unknown(), cloud: z.unknown(), premises: z.unknown() }).partial().strict(),
    expect: expectation.nullable(),
  })
  .strict();

/** The tenant after the patch is applied and checked; maps that a file leaves out are empty. */
export type World = z.infer<typeof world>;
export type Expect = z.infer<typeof expectation>;
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly ask: string | null;
  readonly expect: Expect | null;
  readonly world: World;
}

const refuse = (path: string, what: string): TriageError => new TriageError("scenario-invalid", `${path}: ${what}`);
/** `world.cloud.users["4f…"].proxyAddresses`, in the words of the file. */
const pathText = (path: readonly (string | number)[]): string =>
  path
    .map((p, i) =>
      typeof p === "number" ? `[${p}]` : /^[A-Za-z_]\w*$/.test(p) ? (i === 0 ? p : `.${p}`) : `[${JSON.stringify(p)}]`,
    )
    .join("") || "the file";
function firstMistake(error: z.ZodError): string {
  const issue = error.issues[0]!;
  const at = pathText(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return `${at} has the unknown key ${issue.keys.map((k) => JSON.stringify(k)).join(", ")}; remove it or correct its spelling`;
    case "invalid_type":
      return issue.received === "undefined"
        ? `${at} is missing; ${issue.expected} is wanted`
        : `${at} is ${issue.received}; ${issue.expected} is wanted`;
    case "invalid_enum_value":
      return `${at} is ${JSON.stringify(issue.received)}; wanted is one of ${issue.options.slice(0, 12).join(", ")}${issue.options.length > 12 ? ", …" : ""}`;
    case "invalid_literal":
      return `${at} is ${JSON.stringify(issue.received)}; ${JSON.stringify(issue.expected)} is wanted`;
    case "invalid_union":
      return `${at} has none of the forms wanted: ${[...new Set(issue.unionErrors.map((e) => e.issues[0]!.message.slice(0, 80)))].join("; ")}`;
    case "invalid_string":
      return `${at} is malformed; wanted is ${issue.message}`;
    default:
      return `${at}: ${issue.message}`;
  }
}
function check<T extends z.ZodTypeAny>(schema: T, value: unknown, path: string, below: string[] = []): z.infer<T> {
  const result = schema.safeParse(value, { path: below });
  if (!result.success) throw refuse(path, firstMistake(result.error));
  return result.data;
}
async function readJson(path: string): Promise<unknown> {
  let body: string;
  try {
    body = await readFile(path, "utf8");
  } catch (error) {
    throw new TriageError(
      "scenario-unreadable",
      `${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? "?"}); give the path of a scenario file`,
      { cause: error },
    );
  }
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new TriageError(
      "scenario-invalid",
      `${path}: is not JSON: ${(error as Error).message.replace(/\s+/g, " ")}`,
      { cause: error },
    );
  }
}
async function besideOrAbove(path: string, name: string): Promise<string> {
  for (const candidate of [join(dirname(path), name), join(dirname(path), "..", name)])
    if (
      await access(candidate).then(
        () => true,
        () => false,
      )
    )
      return candidate;
  throw refuse(path, `baseline ${JSON.stringify(name)} is neither beside the file nor one folder up`);
}
/** The world of a file as written, laid over its baseline (RFC 7396), not yet checked. */
async function mergedWorld(
  path: string,
  above: readonly string[],
): Promise<{ head: z.infer<typeof file>; world: unknown }> {
  const head = check(file, await readJson(path), path);
  if (head.baseline === null) return { head, world: head.world };
  const basePath = await besideOrAbove(path, head.baseline);
  if (above.includes(basePath)) throw refuse(path, `baseline ${JSON.stringify(head.baseline)} leads back to this file`);
  const base = await mergedWorld(basePath, [...above, path]);
  return { head, world: apply(base.world as object, head.world as object) };
}

/**
 * Reads a scenario and lays its world over its baseline.
 * Throws TriageError `scenario-unreadable` or `scenario-invalid`; the message is one line: file, place of the mistake, what is wanted.
 */
export async function loadScenario(path: string): Promise<Scenario> {
  const { head, world: merged } = await mergedWorld(path, [path]);
  return {
    id: head.id,
    title: head.title,
    source: head.source,
    ask: head.ask,
    expect: head.expect,
    world: check(world, merged, path, ["world"]),
  };
}
/** Checks a world that did not come from a file, such as one that was patched; throws like loadScenario. */
export const checkWorld = (value: unknown, name: string): World => check(world, value, name, ["world"]);
