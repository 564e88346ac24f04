/** The bot's settings, read from the environment once. */
import { z } from "zod";
import { LONGEST_LIFE_MS, PRODUCTION_POLICY, type ApprovalPolicy, type ClassPolicy } from "../approvals/states";
import { TriageError, type RiskClass } from "../domain";
import type { Holders, Rights } from "../ports";

const MINUTE_MS = 60_000;
const ID = /^(role|group):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
/** `role:<roleTemplateId>` and `group:<object id>`, separated by `;`. A display name is anybody's to take, so none is understood. */
const holders = z
  .string()
  .default("")
  .transform((text, context): Holders => {
    const roles: string[] = [],
      groups: string[] = [];
    for (const entry of text.split(";").map((x) => x.trim())) {
      const [, kind, id] = ID.exec(entry) ?? [];
      if (id !== undefined) (kind!.toLowerCase() === "role" ? roles : groups).push(id.toLowerCase());
      else if (entry !== "")
        context.addIssue({ code: "custom", message: "entries are role:<roleTemplateId> or group:<object id>" });
    }
    return { roles, groups };
  });
const isYes = z.enum(["yes", "no"]).transform((v) => v === "yes");
const ruleFields = z
  .object({
    people: z.coerce.number().int().min(1).max(5),
    requester: isYes,
    reason: isYes,
    typed: isYes,
    proof: isYes,
    minutes: z.coerce
      .number()
      .min(1)
      .max(LONGEST_LIFE_MS / MINUTE_MS),
  })
  .partial()
  .strict();
const pairOf = (text: string): [string, string] => {
  const [name = "", value = ""] = text.split("=").map((x) => x.trim());
  return [name, value];
};
/** A class of risk's rule over the one of production. */
const rule = (risk: RiskClass) =>
  z
    .string()
    .default("")
    .transform((text, context): ClassPolicy => {
      const pairs = text.split(";").filter((p) => p.trim() !== ""),
        parsed = ruleFields.safeParse(Object.fromEntries(pairs.map(pairOf))),
        usual = PRODUCTION_POLICY[risk];
      if (!parsed.success) {
        for (const i of parsed.error.issues)
          context.addIssue({ code: "custom", message: `${i.path.join(".")}: ${i.message}` });
        return z.NEVER;
      }
      const { people, requester, reason, typed, proof, minutes } = parsed.data;
      return {
        people: people ?? usual.people,
        requesterMay: requester ?? usual.requesterMay,
        reasonNeeded: reason ?? usual.reasonNeeded,
        typed: typed ?? usual.typed,
        proof: proof ?? usual.proof,
        lifeMs: minutes === undefined ? usual.lifeMs : minutes * MINUTE_MS,
      };
    });
const days = (days: number) => z.coerce.number().int().min(1).max(36_500).default(days);
const fields = z.object({
  SYNC_TRIAGE_MODE: z.literal("production").describe("`production`, so that nothing else is taken for it"),
  BOT_ID: z.string().min(1).describe("the bot's app id"),
  BOT_TYPE: z
    .enum(["SingleTenant", "UserAssignedMSI"])
    .describe("how the bot proves who it is: `SingleTenant` or `UserAssignedMSI`"),
  BOT_TENANT_ID: z.string().uuid().describe("the tenant's id; people of others are refused"),
  BOT_PASSWORD: z.string().min(1).optional().describe("the app's secret; of `SingleTenant` alone"),
  HOST: z.string().default("0.0.0.0").describe("the address that it listens on"),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080).describe("the port that it listens on"),
  DATA_FOLDER: z.string().min(1).describe("where cases, approvals and audit are kept (docs/operations.md)"),
  AUDIT_HEADS: z
    .string()
    .min(1)
    .optional()
    .describe("where the heads of the audit are sent to as well: `stdout`, or a file elsewhere"),
  CASES_KEPT_DAYS: days(365).describe(
    "for how many days a case is kept after its last change, with its approvals and cards",
  ),
  CONVERSATIONS_KEPT_DAYS: days(90).describe(
    "for how many days what the bot must still know of its messages is kept at most",
  ),
  AUDIT_KEPT_DAYS: days(1_095).describe(
    "for how many days an entry of the audit is kept: longer than a case, whose going it tells",
  ),
  RELAY_NAMESPACE: z.string().min(1).describe("the Azure Relay namespace, such as `contoso.servicebus.windows.net`"),
  RELAY_ENTITY: z.string().min(1).describe("the hybrid connection that the agent listens on, such as `agents/sync01`"),
  RELAY_KEY_NAME: z.string().min(1).describe("name of a rule of the hybrid connection with the right to send"),
  RELAY_KEY: z.string().min(1).describe("the key of that rule"),
  BOT_SIGNING_KEY: z
    .string()
    .min(1)
    .describe("the bot's private Ed25519 key (PKCS #8, DER, base64), with which it signs orders"),
  AGENT_ID: z.string().min(1).describe("the agent's name, as the agent has it"),
  AGENT_PUBLIC_KEY: z.string().min(1).describe("the agent's public Ed25519 key (SPKI, DER, base64)"),
  MAY_READ: holders.describe(
    "who may see cases; `role:<roleTemplateId>` and `group:<object id>`, separated by `;` (docs/rights.md). Empty = nobody",
  ),
  MAY_OPEN: holders.describe("who may open cases and ask for repairs, and what stands above"),
  MAY_DECIDE_TRIGGER: holders.describe("who may decide plans that only start something, and what stands above"),
  MAY_DECIDE_WRITE: holders.describe("who may decide plans that write, and what stands above"),
  MAY_DECIDE_GRAVE: holders.describe(
    "who may decide plans that change an identity or cannot be taken back, and what stands above",
  ),
  BREAK_GLASS: holders.describe(
    "who may approve their own request in an emergency, beside having the right to decide it",
  ),
  RULE_TRIGGER: rule("trigger").describe(
    "what a decision of such a plan takes: `people=2;requester=yes;reason=yes;typed=yes;proof=yes;minutes=15`; what is left out stays as docs/rights.md says",
  ),
  RULE_WRITE: rule("write").describe("the same of plans that write"),
  RULE_GRAVE: rule("grave").describe("the same of grave plans"),
  DETAILS_IN: z
    .string()
    .default("")
    .transform((text): readonly string[] | "everywhere" =>
      text.trim() === "everywhere"
        ? "everywhere"
        : text
            .split(";")
            .map((x) => x.trim())
            .filter((x) => x !== ""),
    )
    .describe(
      "ids of the channels and group chats that may show directory values to everybody there, separated by `;`, or `everywhere`. Empty = none: whoever presses sees them alone",
    ),
  REPORT_AFTER_REPAIR: z
    .enum(["never", "personal", "always"])
    .default("never")
    .describe(
      "where the report is posted after a repair without being asked for: never, in personal chats, or always, which is wherever everybody may see directory values",
    ),
  SIGN_IN_APP_ID: z
    .string()
    .uuid()
    .optional()
    .describe("the app registration with which approvers sign in again; with the next two, or none of the three"),
  SIGN_IN_CONTEXT: z
    .string()
    .regex(/^c([1-9]|[1-9]\d)$/, "an id of an authentication context, c1 to c99")
    .optional()
    .describe("the authentication context that the sign-in asks for, `c1` to `c99`"),
  BOT_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/i, "a domain name")
    .optional()
    .describe("the bot's domain name"),
});
const settings = fields.refine((s) => s.AUDIT_KEPT_DAYS > s.CASES_KEPT_DAYS, {
  path: ["AUDIT_KEPT_DAYS"],
  message: "must be more than CASES_KEPT_DAYS",
});
/** What the bot of production is told by its environment. */
export type Settings = z.infer<typeof settings>;

/** What each setting is: the schema of each by its name. */
export const SETTINGS: Readonly<Record<string, z.ZodTypeAny>> = fields.shape;

/** A sentence that names all that is missing and all that is wrong, and where each is described. */
export function settingsFault({ issues }: z.ZodError): string {
  const isMissing = (i: z.ZodIssue): boolean =>
      "received" in i && (i.received === undefined || i.received === "undefined"),
    named = (i: z.ZodIssue): string => i.path.join(".");
  const missing = issues.filter(isMissing).map(named),
    wrong = issues.filter((i) => !isMissing(i)).map((i) => `${named(i)} (${i.message})`);
  return [
    ...(missing.length > 0 ? [`Settings are missing: ${missing.join(", ")}.`] : []),
    ...(wrong.length > 0 ? [`Settings are wrong: ${wrong.join(", ")}.`] : []),
    "They are read from the environment, and docs/generated/settings.md says what each is; `sync-triage doctor` looks at them.",
  ].join(" ");
}
/** Refuses with all that is missing or wrong at once: TriageError `settings`. */
export function settingsOf(env: NodeJS.ProcessEnv): Settings {
  const parsed = settings.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new TriageError("settings", settingsFault(parsed.error));
}
/** Who may do what, as it is set. */
export const rightsOf = (s: Settings): Rights => ({
  read: s.MAY_READ,
  open: s.MAY_OPEN,
  trigger: s.MAY_DECIDE_TRIGGER,
  write: s.MAY_DECIDE_WRITE,
  grave: s.MAY_DECIDE_GRAVE,
  "break-glass": s.BREAK_GLASS,
});
/** What a decision takes, as it is set. */
export const policyOf = (s: Settings): ApprovalPolicy => ({
  trigger: s.RULE_TRIGGER,
  write: s.RULE_WRITE,
  grave: s.RULE_GRAVE,
});
/** With what approvers sign in again; undefined where it is not set. Refuses what is set in part. */
export function signInOf(s: Settings): { clientId: string; contextId: string; domain: string } | undefined {
  const { SIGN_IN_APP_ID: clientId, SIGN_IN_CONTEXT: contextId, BOT_DOMAIN: domain } = s;
  if (clientId !== undefined && contextId !== undefined && domain !== undefined) return { clientId, contextId, domain };
  if (clientId === undefined && contextId === undefined) return undefined;
  throw new TriageError(
    "settings",
    "Settings are missing: signing in again needs SIGN_IN_APP_ID, SIGN_IN_CONTEXT and BOT_DOMAIN, all three.",
  );
}
