/** The bot's settings, read from the environment once. */
import { z } from "zod";
import { TriageError } from "../domain";

const list = z
  .string()
  .default("")
  .transform((v) =>
    v
      .split(";")
      .map((x) => x.trim())
      .filter((x) => x !== ""),
  );
const settings = z.object({
  SYNC_TRIAGE_MODE: z.literal("production"),
  BOT_ID: z.string().min(1),
  BOT_TYPE: z.enum(["SingleTenant", "UserAssignedMSI"]),
  BOT_TENANT_ID: z.string().uuid(),
  BOT_PASSWORD: z.string().min(1).optional(),
  HOST: z.string().default("0.0.0.0"),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  DATA_FOLDER: z.string().min(1),
  RELAY_NAMESPACE: z.string().min(1),
  RELAY_ENTITY: z.string().min(1),
  RELAY_KEY_NAME: z.string().min(1),
  RELAY_KEY: z.string().min(1),
  BOT_SIGNING_KEY: z.string().min(1),
  AGENT_ID: z.string().min(1),
  AGENT_PUBLIC_KEY: z.string().min(1),
  /** Role names that may approve; empty = nobody. */
  APPROVER_ROLES: list,
  /** Object ids: a display name is anybody's to take. */
  OPENER_GROUPS: list.pipe(z.array(z.string().uuid("an object id"))),
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
