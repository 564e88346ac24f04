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
  SYNC_TRIAGE_MODE: z.literal("production"),
  BOT_ID: z.string().min(1),
  BOT_TYPE: z.enum(["SingleTenant", "UserAssignedMSI"]),
  BOT_TENANT_ID: z.string().uuid(),
  BOT_PASSWORD: z.string().min(1).optional(),
  HOST: z.string().default("0.0.0.0"),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  DATA_FOLDER: z.string().min(1),
  /** Where the heads of the audit are sent to as well: `stdout`, or a file elsewhere. */
  AUDIT_HEADS: z.string().min(1).optional(),
  /** For how many days a case is kept after its last change, with its approvals and cards. */
  CASES_KEPT_DAYS: days(365),
  /** For how many days what the bot must still know of its messages is kept at most. */
  CONVERSATIONS_KEPT_DAYS: days(90),
  /** For how many days an entry of the audit is kept: longer than a case, whose going it tells. */
  AUDIT_KEPT_DAYS: days(1_095),
  RELAY_NAMESPACE: z.string().min(1),
  RELAY_ENTITY: z.string().min(1),
  RELAY_KEY_NAME: z.string().min(1),
  RELAY_KEY: z.string().min(1),
  BOT_SIGNING_KEY: z.string().min(1),
  AGENT_ID: z.string().min(1),
  AGENT_PUBLIC_KEY: z.string().min(1),
  /** Who may see cases; each of the following may do what stands above it too. Empty = nobody. */
  MAY_READ: holders,
  /** Who may open cases and ask for repairs. */
  MAY_OPEN: holders,
  /** Who may decide plans, by their class of risk. */
  MAY_DECIDE_TRIGGER: holders,
  MAY_DECIDE_WRITE: holders,
  MAY_DECIDE_GRAVE: holders,
  /** Who may approve their own request in an emergency, beside having the right to decide it. */
  BREAK_GLASS: holders,
  /** What a decision takes, by the plan's class of risk: `people=2;requester=yes;reason=yes;typed=yes;proof=yes;minutes=15`; what is left out stays as it is. */
  RULE_TRIGGER: rule("trigger"),
  RULE_WRITE: rule("write"),
  RULE_GRAVE: rule("grave"),
  /** Ids of the channels and group chats that may show directory values to everybody there, separated by `;`, or `everywhere`. Empty = none: whoever presses sees them alone. */
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
    ),
  /** The app registration and the authentication context with which approvers sign in again, and the bot's domain; all three or none. */
  SIGN_IN_APP_ID: z.string().uuid().optional(),
  SIGN_IN_CONTEXT: z
    .string()
    .regex(/^c([1-9]|[1-9]\d)$/, "an id of an authentication context, c1 to c99")
    .optional(),
  BOT_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/i, "a domain name")
    .optional(),
});
const settings = fields.refine((s) => s.AUDIT_KEPT_DAYS > s.CASES_KEPT_DAYS, {
  path: ["AUDIT_KEPT_DAYS"],
  message: "must be more than CASES_KEPT_DAYS",
});
/** What the bot of production is told by its environment. */
export type Settings = z.infer<typeof settings>;

/** Refuses with all that is missing or wrong at once. */
export function settingsOf(env: NodeJS.ProcessEnv): Settings {
  const parsed = settings.safeParse(env);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((i) => `${i.path.join(".")} (${i.message})`);
  throw new TriageError("settings", `The bot does not start: ${wrong.join(", ")}.`);
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
    "The bot does not start: signing in again needs SIGN_IN_APP_ID, SIGN_IN_CONTEXT and BOT_DOMAIN, all three.",
  );
}
