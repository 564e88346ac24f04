/** The door: who is behind a message is known before it is read for meaning. What fails here is 401 without a word. */
import {
  ActivityTypes,
  type ConfigurationBotFrameworkAuthentication,
  type Activity,
  type TurnContext,
} from "botbuilder";
import { AuthenticationError } from "botframework-connector";
import { TeamsAdapter } from "@microsoft/teams-ai";
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
const isLoopbackUrl = (url: string | undefined): boolean => {
  try {
    return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url ?? "").hostname);
  } catch {
    return false;
  }
};
/** The hosts of the Teams channel, world-wide and in the government clouds. Whole names: anybody may own another name below trafficmanager.net. */
const CHANNEL_HOSTS = new Set([
  "smba.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
  "smba.infra.gov.teams.microsoft.us",
  "smba.infra.dod.teams.microsoft.us",
]);
const refuse = (): AuthenticationError => new AuthenticationError("Unauthorized", 401 as never);

export class StrictAdapter extends TeamsAdapter {
  constructor(
    private readonly auth: BotAuth,
    tenantId: string,
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
    this.tenantId = tenantId;
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
  private readonly tenantId: string;
  /** Verifies the token (401 for whatever is wrong with it), then the service address and the tenant. */
  protected override async processActivity(
    authenticated: unknown,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<never> {
    let identity = authenticated;
    if (typeof authenticated === "string")
      try {
        identity = await (
          this as unknown as { botFrameworkAuthentication: ConfigurationBotFrameworkAuthentication }
        ).botFrameworkAuthentication.authenticateRequest(activity, authenticated);
      } catch {
        throw refuse();
      }
    let host = "";
    try {
      const u = new URL(activity.serviceUrl);
      host = u.hostname;
      if (this.auth.kind === "tenant" && (u.protocol !== "https:" || u.username !== "" || u.port !== ""))
        throw refuse();
    } catch {
      throw refuse();
    }
    if (this.auth.kind === "loopback" ? !isLoopbackUrl(activity.serviceUrl) : !CHANNEL_HOSTS.has(host)) throw refuse();
    const tenants = [
      activity.conversation?.tenantId,
      (activity.channelData as { tenant?: { id?: string } } | undefined)?.tenant?.id,
    ].filter((t): t is string => t !== undefined);
    if (this.auth.kind === "tenant" && (tenants.length === 0 || tenants.some((t) => t !== this.tenantId)))
      throw refuse();
    return super.processActivity(identity as never, activity, logic) as Promise<never>;
  }
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
