/** The form of a plan on the wire: closed unions throughout, so that what the agent is given holds nothing but what it can judge. */
import { z } from "zod";
import { CLOUD_USER_PROPERTIES } from "./cloud-user";
import {
  PREMISES_COMMANDS,
  type Command,
  type EntraCommand,
  type Expectation,
  type Plan,
  type Verification,
} from "./command";
import { dnText, guidText, oneOf, shortText } from "./forms";
import { REMEDIATIONS } from "./vocabulary";

const sentence = z.string().max(4096);
/** Object ids of Graph are GUIDs; the emulator's are text. */
const id = shortText,
  property = z.enum(CLOUD_USER_PROPERTIES);
type Entra<K extends EntraCommand["kind"]> = Extract<EntraCommand, { kind: K }>;
/** A field that a type gains and its form does not know must not compile. */
type Fields<T> = { readonly [F in keyof T]-?: z.ZodTypeAny };
const entra = <K extends EntraCommand["kind"], S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ system: z.literal("entra"), kind: z.literal(kind), ...shape }).strict();
const job = { servicePrincipalId: id, jobId: shortText };
const ENTRA_COMMANDS = {
  "update-user": entra("update-user", {
    id,
    set: z
      .object({
        userPrincipalName: shortText,
        mail: shortText,
        mailNickname: shortText,
        onPremisesImmutableId: shortText.nullable(),
        usageLocation: shortText,
      } satisfies Fields<Entra<"update-user">["set"]>)
      .partial()
      .strict(),
  }),
  "delete-user": entra("delete-user", { id }),
  "restore-user": entra("restore-user", {
    id,
    newUserPrincipalName: shortText.optional(),
    autoReconcileProxyConflict: z.literal(true).optional(),
  }),
  "purge-deleted-user": entra("purge-deleted-user", { id }),
  "restart-provisioning-job": entra("restart-provisioning-job", {
    ...job,
    resetScope: z.enum(["Escrows, QuarantineState", "Watermark, Escrows, QuarantineState"]),
  }),
  "provision-on-demand": entra("provision-on-demand", { ...job, ruleId: shortText, dn: dnText }),
} as const satisfies {
  readonly [K in EntraCommand["kind"]]: z.ZodType<{ kind: K }> & { readonly shape: Fields<Entra<K>> };
};
/** A change on the sync server: what may be ordered from the agent. */
export const premisesCommandForm = oneOf(PREMISES_COMMANDS);
/** Any change that a plan may hold. */
const commandForm = z.union([premisesCommandForm, oneOf(ENTRA_COMMANDS)]) as unknown as z.ZodType<Command>;

/** A text, in one language or in every. */
const words = z.union([sentence, z.object({ en: sentence, de: sentence }).strict()]);
const says = words;
const long = z.string().max(65536);
const value = z.union([long, z.object({ en: long, de: long }).strict()]);
const expectationForm = z.union([
  z.object({ system: z.literal("ad"), objectGUID: guidText, attribute: shortText, equals: z.unknown(), says }).strict(),
  z.object({ system: z.literal("entra"), id, property, equals: z.unknown(), says }).strict(),
  z.object({ system: z.literal("entra"), id, deleted: z.boolean(), says }).strict(),
  z.object({ system: z.literal("entra"), id, holdsNoRole: z.literal(true), says }).strict(),
  z
    .object({
      system: z.literal("server"),
      what: z.literal("service"),
      name: shortText,
      property: z.literal("Status"),
      equals: z.string(),
      says,
    })
    .strict(),
  z
    .object({
      system: z.literal("server"),
      what: z.literal("scheduler"),
      property: shortText,
      equals: z.unknown(),
      says,
    })
    .strict(),
  z.object({ system: z.literal("both"), free: shortText, except: z.array(shortText).max(100), says }).strict(),
]) as unknown as z.ZodType<Expectation>;
const verificationForm = z.union([
  z
    .object({
      kind: z.literal("user-linked"),
      immutableIds: z.array(shortText).max(20),
      objectGUID: guidText.optional(),
      userPrincipalName: shortText.optional(),
      cloudId: id.optional(),
    })
    .strict(),
  z.object({ kind: z.literal("user-gone"), cloudId: id }).strict(),
  z.object({ kind: z.literal("value-arrived"), cloudId: id, property, equals: z.unknown() }).strict(),
  z.object({ kind: z.literal("engine-runs") }).strict(),
  z.object({ kind: z.literal("ad-value"), objectGUID: guidText, attribute: shortText, equals: z.unknown() }).strict(),
  z.object({ kind: z.literal("as-before"), before: z.array(expectationForm).max(200) }).strict(),
]) as unknown as z.ZodType<Verification>;

/** A whole plan, as it was frozen for approval. What it does not name is refused. */
export const planForm = z
  .object({
    remediation: z.enum(REMEDIATIONS),
    title: words,
    risk: z.enum(["trigger", "write", "grave"]),
    summary: words,
    changes: z.array(z.object({ what: words, before: value, after: value }).strict()).max(100),
    touches: z.array(words).max(100),
    commands: z.array(commandForm).min(1).max(40),
    expects: z.array(expectationForm).max(100),
    before: z.array(expectationForm).max(200),
    undo: z
      .array(z.union([z.object({ command: commandForm }).strict(), z.object({ impossible: words }).strict()]))
      .max(40),
    verify: verificationForm,
  } satisfies Fields<Plan>)
  .strict() satisfies z.ZodType<Plan, z.ZodTypeDef, unknown>;
