/** What goes to the agent and what comes back: version, schema, signature. Closed lists; what is not in them is refused on both sides. */
import { createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from "node:crypto";
import { z } from "zod";
import { canonicalJson, QUESTIONS, UNREADABLE_WHY, type QuestionKind } from "../domain";
import { oneOf, shortText } from "../domain/forms";
import { planForm, premisesCommandForm } from "../domain/plan-form";

/** Both sides speak this one; another is refused in words. */
export const WIRE_VERSION = 2;
const instant = z.string().datetime({ offset: true }),
  /** Up to the last instant that a date can be, in ms. */
  count = z.number().int().min(0).max(8_640_000_000_000_000);
/** Read operations: free, and without any effect. */
export const questionSchema = oneOf(QUESTIONS);
/** Commands: each changes something, and needs an approval and the site's policy. */
export const commandSchema = premisesCommandForm;
const head = { v: z.literal(WIRE_VERSION), tenant: shortText, agent: shortText, nonce: shortText, notAfter: instant };
export const collectSchema = z
  .object({
    ...head,
    operation: z.literal("collect"),
    args: z.object({ questions: z.array(questionSchema).min(1).max(24) }).strict(),
  })
  .strict();
/**
 * An order. `host`: the one that is meant of all that may run under the agent's name. `epoch`, `counter`: which bot, since when (ms since 1970),
 * and the how manieth order of it. `args.command` is command `args.step` of the plan, which comes whole. Times are the bot's.
 */
export const executeSchema = z
  .object({
    ...head,
    operation: z.literal("execute"),
    host: shortText,
    epoch: count,
    counter: count,
    commandId: shortText,
    args: z.object({ step: z.number().int().min(0).max(100), command: commandSchema }).strict(),
    plan: planForm,
    planDigest: z.string().regex(/^[0-9a-f]{64}$/),
    approvalId: shortText,
    approvedBy: z.array(shortText).max(10),
    reason: z.string().max(8192).optional(),
    notBefore: instant,
  })
  .strict();
export const outcomeSchema = z
  .object({ ...head, operation: z.literal("outcome"), args: z.object({ commandId: shortText }).strict() })
  .strict();
export const requestSchema = z.discriminatedUnion("operation", [collectSchema, executeSchema, outcomeSchema]);
export type WireRequest = z.infer<typeof requestSchema>;
/** What a message says of its version, where it is another than ours: a sentence for both logs. Undefined where it is ours, or says none. */
export function otherVersion(message: unknown, whose: string): string | undefined {
  const v = (message as { v?: unknown } | null)?.v;
  return typeof v !== "number" || v === WIRE_VERSION
    ? undefined
    : `${whose} speaks version ${v} of the wire, this side version ${WIRE_VERSION}; bring the older of bot and agent up to date`;
}

const from = z.object({ system: z.enum(["entra", "premises", "ask"]), via: z.string() }).strict();
const factOf = <T extends z.ZodTypeAny>(value: T) =>
  z.discriminatedUnion("state", [
    z.object({ state: z.literal("seen"), value, from }).strict(),
    z.object({ state: z.literal("absent"), from }).strict(),
    z
      .object({
        state: z.literal("unreadable"),
        why: z.enum(UNREADABLE_WHY),
        detail: z.string(),
        from: from.optional(),
      })
      .strict(),
  ]);
const text = z.string(),
  texts = z.array(text),
  bag = z.object({}).passthrough(),
  list = <S extends z.ZodRawShape>(shape: S) => z.array(z.object(shape).passthrough());
const ad = z.object({ dn: text, forest: text, objectClass: texts, objectGUID: text }).passthrough(),
  cs = z
    .object({
      ConnectorName: text,
      DistinguishedName: text,
      ObjectType: text,
      IsConnector: z.boolean(),
      HasExportError: z.boolean(),
      HasSyncError: z.boolean(),
    })
    .passthrough();
/** Answers by kind: the properties that the checks rely on; real objects carry more. */
export const answerSchemas = {
  people: factOf(
    z
      .object({
        matches: list({ object: ad, by: texts }),
        related: z.array(ad),
        deleted: z.array(ad),
        containers: z.array(ad),
      })
      .strict(),
  ),
  chains: factOf(list({ adDn: text, adCs: cs.nullable(), mv: bag.nullable(), entraCs: cs.nullable() })),
  "ad-object": factOf(ad),
  "ad-object-at": factOf(ad),
  host: factOf(bag),
  services: factOf(list({ Name: text, DisplayName: text, Status: text, StartType: text })),
  endpoints: factOf(list({ Host: text, Port: z.number(), Purpose: text, Dns: texts, Tcp: text })),
  scheduler: factOf(
    z
      .object({
        SyncCycleEnabled: z.boolean(),
        StagingModeEnabled: z.boolean(),
        SchedulerSuspended: z.boolean(),
        SyncCycleInProgress: z.boolean(),
      })
      .passthrough(),
  ),
  "global-settings": factOf(bag),
  connectors: factOf(
    list({
      Name: text,
      Type: z.enum(["AD", "Extensible2"]),
      Partitions: list({
        DN: text,
        Selected: z.boolean(),
        ContainerInclusionList: texts,
        ContainerExclusionList: texts,
        PreferredDCs: texts.optional(),
      }),
    }),
  ),
  "run-status": factOf(list({ ConnectorName: text, RunState: text })),
  "run-history": factOf(
    list({
      ConnectorName: text,
      RunProfileName: text,
      StartDate: text,
      EndDate: text.nullable(),
      Result: text,
      IsRunComplete: z.boolean(),
      Counters: z.record(z.number()),
      Errors: list({ ObjectDn: text, ErrorType: text }),
    }),
  ),
  "sync-rules": factOf(
    list({
      Name: text,
      Direction: z.enum(["Inbound", "Outbound"]),
      ConnectorName: text,
      SourceObjectType: text,
      Precedence: z.number(),
      Disabled: z.boolean(),
      IsStandardRule: z.boolean(),
      ScopeFilter: list({
        ScopeConditionList: list({ Attribute: text, ComparisonOperator: text, ComparisonValue: text }),
      }),
      AttributeFlowMappings: list({ Source: text, Destination: text, FlowType: text }),
    }),
  ),
  "pilot-group": factOf(z.object({ dn: text, members: texts }).passthrough()),
  events: factOf(list({ LogName: text, ProviderName: text, Id: z.number(), TimeCreated: text, Message: text })),
  "provisioning-agents": factOf(list({ Installed: z.boolean() })),
  "missing-rights": factOf(list({ Account: text, DN: text, Missing: texts })),
  "deletion-threshold": factOf(
    z
      .object({ DeletionPrevention: z.union([z.literal(0), z.literal(1), z.literal(2)]), ThresholdCount: z.number() })
      .passthrough(),
  ),
  "pending-exports": factOf(
    list({
      ConnectorName: text,
      ExportAdds: z.number(),
      ExportUpdates: z.number(),
      ExportDeletes: z.number(),
      Deletes: z.array(cs),
    }),
  ),
  "domain-controllers": factOf(list({ Forest: text, Name: text })),
} as const satisfies Record<QuestionKind, z.ZodTypeAny>;
export const commandOutcomeSchema = z
  .object({ state: z.enum(["done", "failed", "unknown"]), detail: z.string().max(4096) })
  .strict();
export const replySchema = z
  .object({
    v: z.literal(WIRE_VERSION),
    tenant: shortText,
    agent: shortText,
    /** Which host answered, and the newest epoch that has ordered anything there. */
    host: shortText,
    epoch: count,
    nonce: shortText,
    version: z.string(),
    /** The agent's clock: what it judges a message's time by. */
    at: instant,
    refused: z.string().optional(),
    answers: z.record(z.unknown()).optional(),
    commandId: shortText.optional(),
    progress: z.enum(["running", "ended", "never-arrived"]).optional(),
    outcome: commandOutcomeSchema.optional(),
  })
  .strict();
export type WireReply = z.infer<typeof replySchema>;

/** A message in its canonical form (RFC 8785) and the Ed25519 signature over exactly those bytes; the receiver checks before it parses for meaning. */
const signedSchema = z.object({ payload: z.string().max(32 * 1024 * 1024), signature: z.string().max(200) }).strict();
export const seal = (message: object, key: KeyObject): Buffer => {
  const payload = canonicalJson(message);
  return Buffer.from(
    JSON.stringify({ payload, signature: sign(null, Buffer.from(payload, "utf8"), key).toString("base64") }),
  );
};
/** The parsed message with the text that was signed, or why it is refused. */
export function unseal(
  body: Buffer,
  key: KeyObject,
): { ok: true; message: unknown; payload: string } | { ok: false; why: string } {
  try {
    const s = signedSchema.safeParse(JSON.parse(body.toString("utf8")));
    if (!s.success) return { ok: false, why: "not a signed message" };
    if (!verify(null, Buffer.from(s.data.payload, "utf8"), key, Buffer.from(s.data.signature, "base64")))
      return { ok: false, why: "the signature does not fit" };
    return { ok: true, message: JSON.parse(s.data.payload), payload: s.data.payload };
  } catch {
    return { ok: false, why: "not JSON" };
  }
}
export const newKeyPair = (): { publicKey: KeyObject; privateKey: KeyObject } => generateKeyPairSync("ed25519");
export const publicKeyText = (key: KeyObject): string => key.export({ format: "der", type: "spki" }).toString("base64");
export const privateKeyText = (key: KeyObject): string =>
  key.export({ format: "der", type: "pkcs8" }).toString("base64");
export const publicKeyOf = (base64: string): KeyObject =>
  createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
