/** The door: who is behind a message is known before it is read for meaning. What fails here is 401 without a word. */
import { ActivityTypes, StatusCodes, type Activity, type InvokeResponse, type TurnContext } from "botbuilder";
import { AuthenticationError, type AuthenticateRequestResult } from "botframework-connector";
import { z } from "zod";
import { TeamsAdapter } from "@microsoft/teams-ai/lib/TeamsAdapter";
import { TriageError } from "../domain";
import { internalError, OUR_FAULT } from "./answers";

/** `loopback`: nobody is authenticated, so all stays on this machine. `tenant`: the bot's own identity, one tenant. */
export type BotAuth =
  | { readonly kind: "loopback" }
  | {
      readonly kind: "tenant";
      readonly appId: string;
      readonly appType: "SingleTenant" | "UserAssignedMSI";
      readonly appPassword?: string;
      readonly tenantId: string;
    };
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
/** The hosts of the Teams channel, world-wide and in the government clouds. Whole names: anybody may own another name below trafficmanager.net. */
const CHANNEL_HOSTS = new Set([
  "smba.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
  "smba.infra.gov.teams.microsoft.us",
  "smba.infra.dod.teams.microsoft.us",
]);
/** botbuilder's adapter with a narrower door: a valid token is not enough. */
export class StrictAdapter extends TeamsAdapter {
  constructor(
    private readonly auth: BotAuth,
    private readonly tenantId: string,
  ) {
    super(
      auth.kind === "loopback"
        ? {}
        : {
            MicrosoftAppId: auth.appId,
            MicrosoftAppType: auth.appType,
            MicrosoftAppTenantId: auth.tenantId,
            ...(auth.appPassword === undefined ? {} : { MicrosoftAppPassword: auth.appPassword }),
          },
    );
    this.onTurnError = async (context: TurnContext, error: Error) => {
      process.stderr.write(`${JSON.stringify({ level: "error", at: "turn", error: error.name })}\n`);
      if (context.activity.type === ActivityTypes.Invoke)
        await context.sendActivity({
          type: ActivityTypes.InvokeResponse,
          value: { status: 200, body: internalError(OUR_FAULT) },
        });
      else
        await context.sendActivity("Something failed on our side. Look with status at how far it came, or write help.");
    };
  }
  /** Verifies the token, the service address and the tenant; 401 for whatever is wrong with one of them. */
  protected override async processActivity(
    authenticated: string | AuthenticateRequestResult,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const identity =
      typeof authenticated === "string"
        ? await this.botFrameworkAuthentication.authenticateRequest(activity, authenticated).catch(() => undefined)
        : authenticated;
    if (identity === undefined || !mayServe(this.auth, activity.serviceUrl) || !this.#isOurTenant(activity))
      throw new AuthenticationError("Unauthorized", StatusCodes.UNAUTHORIZED);
    return super.processActivity(identity, activity, logic);
  }
  /** Every tenant that the activity names is ours, and it names one. */
  #isOurTenant(activity: Activity): boolean {
    if (this.auth.kind === "loopback") return true;
    const channelData = channelDataSchema.safeParse(activity.channelData);
    if (!channelData.success) return false;
    const tenants = [activity.conversation?.tenantId, channelData.data?.tenant?.id].filter((t) => t !== undefined);
    return tenants.length > 0 && tenants.every((t) => t === this.tenantId);
  }
}
/** What the channel's own data name as the tenant. */
const channelDataSchema = z.object({ tenant: z.object({ id: z.string().optional() }).nullish() }).nullish();
/** Where answers may go: without authentication this machine alone; else the channel's hosts, over TLS and nothing else in the address. */
function mayServe(auth: BotAuth, serviceUrl: string): boolean {
  const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : undefined;
  if (url === undefined) return false;
  if (auth.kind === "loopback") return LOOPBACK.has(url.hostname);
  return url.protocol === "https:" && url.username === "" && url.port === "" && CHANNEL_HOSTS.has(url.hostname);
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
