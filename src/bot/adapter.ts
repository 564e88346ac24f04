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

/** Lab: nobody is authenticated, so all is loopback. Production: the bot's own identity, one tenant. */
export type BotAuth =
  | { readonly kind: "lab" }
  | {
      readonly kind: "production";
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
      auth.kind === "lab"
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
          value: {
            status: 200,
            body: {
              statusCode: 500,
              type: "application/vnd.microsoft.error",
              value: {
                code: "Internal",
                message: "Something failed on our side. Look with status at how far it came before you try again.",
              },
            },
          },
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
      if (this.auth.kind === "production" && (u.protocol !== "https:" || u.username !== "" || u.port !== ""))
        throw refuse();
    } catch {
      throw refuse();
    }
    if (this.auth.kind === "lab" ? !isLoopbackUrl(activity.serviceUrl) : !CHANNEL_HOSTS.has(host)) throw refuse();
    const tenants = [
      activity.conversation?.tenantId,
      (activity.channelData as { tenant?: { id?: string } } | undefined)?.tenant?.id,
    ].filter((t): t is string => t !== undefined);
    if (this.auth.kind === "production" && (tenants.length === 0 || tenants.some((t) => t !== this.tenantId)))
      throw refuse();
    return super.processActivity(identity as never, activity, logic) as Promise<never>;
  }
}
/** Refuses a configuration in which somebody unknown could speak to the bot. */
export function checkDoor(auth: BotAuth, host: string): void {
  if (auth.kind === "lab" && !["127.0.0.1", "::1", "localhost"].includes(host))
    throw new TriageError("door", `The lab's bot has no authentication and binds to loopback only, not ${host}.`);
  if (
    auth.kind === "production" &&
    (auth.appId === "" || auth.tenantId === "" || (auth.appType === "SingleTenant" && !auth.appPassword))
  )
    throw new TriageError(
      "door",
      "The bot does not start unauthenticated: BOT_ID, BOT_TENANT_ID and, for SingleTenant, BOT_PASSWORD are needed.",
    );
}
