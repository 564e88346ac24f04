/** The bot's settings, read from the environment once. */
import { z } from "zod";
import { TriageError } from "../domain";
import type { Holders, Rights } from "../ports";

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
const settings = z.object({
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
});
