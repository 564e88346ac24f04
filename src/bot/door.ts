/** The door: what an activity must be and say before it is read for meaning, once its sender is known. */
import type { Activity } from "botbuilder";
import { z } from "zod";
import { TriageError } from "../domain";
import { TEAMS_CHANNEL } from "./token";

/** `loopback`: nobody is authenticated, so all stays on this machine. `tenant`: the bot's own identity, one tenant. */
export type BotAuth =
  | { readonly kind: "loopback" }
  | {
      readonly kind: "tenant";
      readonly appId: string;
      readonly appType: "SingleTenant" | "UserAssignedMSI";
      readonly appPassword?: string;
      readonly tenantId: string;
      /** Where the channel's keys are described: Azure Bot Service's own, unless a test brings its own issuer. */
      readonly keysAt?: string;
    };
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
/** The hosts of the Teams channel, world-wide and in the government clouds. Whole names: anybody may own another name below trafficmanager.net. */
const CHANNEL_HOSTS = new Set([
  "smba.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
  "smba.infra.gov.teams.microsoft.us",
  "smba.infra.dod.teams.microsoft.us",
]);

const text = z.string();
/** What we read of an activity; the rest passes as it is. Teams leaves out what it does not know. */
const activitySchema = z
  .object({
    type: text,
    channelId: text.optional(),
    serviceUrl: text.optional(),
    id: text.optional(),
    replyToId: text.optional(),
    name: text.optional(),
    text: text.nullish(),
    from: z
      .object({ id: text.optional(), name: text.nullish(), aadObjectId: text.optional() })
      .passthrough()
      .optional(),
    recipient: z.object({ id: text.optional(), name: text.nullish() }).passthrough().optional(),
    conversation: z
      .object({ id: text, tenantId: text.optional(), conversationType: text.optional() })
      .passthrough()
      .optional(),
    entities: z.array(z.object({ type: text.optional() }).passthrough()).nullish(),
  })
  .passthrough();
/** Undefined for what is no activity. */
export function activityOf(body: unknown): Activity | undefined {
  const parsed = activitySchema.safeParse(body);
  return parsed.success ? (parsed.data as unknown as Activity) : undefined;
}

/** What the channel's own data name as the tenant. */
const channelDataSchema = z.object({ tenant: z.object({ id: text.optional() }).nullish() }).nullish();
const guid = z.string().uuid();
/** What may contradict the token, in the order in which it is looked at. */
export type Contradiction = "service-url" | "channel" | "tenant" | "person";

/**
 * What in an activity contradicts its token or is not for us; undefined where nothing does. `claimed`: the token's `serviceurl` claim.
 * Without authentication only the address counts, which must be this machine's.
 */
export function contradictionIn(
  activity: Activity,
  auth: BotAuth,
  tenantId: string,
  claimed: unknown,
): Contradiction | undefined {
  if (!mayServe(auth, activity.serviceUrl)) return "service-url";
  if (auth.kind === "loopback") return undefined;
  if (claimed !== activity.serviceUrl) return "service-url";
  if (activity.channelId !== TEAMS_CHANNEL) return "channel";
  if (!isOurTenant(activity, tenantId)) return "tenant";
  return isPerson(activity) ? undefined : "person";
}
/** Where answers may go: without authentication this machine alone; else the channel's hosts, spelt as a URL parser would, so that no two parsers read two hosts. */
export function mayServe(auth: BotAuth, serviceUrl: string | undefined): boolean {
  const url = serviceUrl !== undefined && URL.canParse(serviceUrl) ? new URL(serviceUrl) : undefined;
  if (url === undefined) return false;
  if (auth.kind === "loopback") return LOOPBACK.has(url.hostname);
  const plain = `https://${url.hostname}${url.pathname}`;
  return CHANNEL_HOSTS.has(url.hostname) && (serviceUrl === plain || `${serviceUrl}/` === plain);
}
/** Every tenant that the activity names is ours, and it names one. */
function isOurTenant(activity: Activity, tenantId: string): boolean {
  const channelData = channelDataSchema.safeParse(activity.channelData);
  if (!channelData.success) return false;
  const tenants = [activity.conversation?.tenantId, channelData.data?.tenant?.id].filter((t) => t !== undefined);
  return tenants.length > 0 && tenants.every((t) => t === tenantId);
}
/** Who writes or presses is a directory object; what the channel says by itself may come from nobody. */
function isPerson({ type, from }: Activity): boolean {
  const byNobody = from?.aadObjectId === undefined && type !== "message" && type !== "invoke";
  return byNobody || guid.safeParse(from?.aadObjectId).success;
}

/** Refuses a configuration in which somebody unknown could speak to the bot. */
export function checkDoor(auth: BotAuth, host: string): void {
  if (auth.kind === "loopback" && !["127.0.0.1", "::1", "localhost"].includes(host))
    throw new TriageError("door", `A bot without authentication binds to loopback only, not to ${host}.`);
  if (
    auth.kind === "tenant" &&
    (auth.appId === "" || auth.tenantId === "" || (auth.appType === "SingleTenant" && !auth.appPassword))
  )
    throw new TriageError(
      "door",
      "The bot does not start unauthenticated: BOT_ID, BOT_TENANT_ID and, for SingleTenant, BOT_PASSWORD are needed.",
    );
}
