/** botbuilder's adapter for whoever came through the door. It verifies nobody itself, and every option of it is said. */
import { ActivityTypes, StatusCodes, type Activity, type InvokeResponse, type TurnContext } from "botbuilder";
import {
  AuthenticationConstants,
  AuthenticationError,
  type AuthenticateRequestResult,
  type ClaimsIdentity,
  type ConnectorClient,
} from "botframework-connector";
import { TeamsAdapter } from "@microsoft/teams-ai/lib/TeamsAdapter";
import { languageOfLocale, wordsIn } from "../domain";
import { internalError, OUR_FAULT } from "./answers";
import { narrow } from "./connector";
import { mayServe, type BotAuth } from "./door";
import { kindOf, log } from "./log";

const sleep = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));

/** Runs the turns of one bot, and speaks to the channel's hosts only. */
export class StrictAdapter extends TeamsAdapter {
  constructor(auth: BotAuth) {
    super(
      auth.kind === "loopback"
        ? {}
        : {
            MicrosoftAppId: auth.appId,
            MicrosoftAppType: auth.appType,
            MicrosoftAppTenantId: auth.tenantId,
            ValidateAuthority: true,
            ...(auth.appPassword === undefined ? {} : { MicrosoftAppPassword: auth.appPassword }),
          },
    );
    this.use(async (context, next) => {
      narrow(context.turnState.get(this.ConnectorClientKey), (url) => isOfChannel(auth, url), sleep);
      await next();
    });
    this.onTurnError = async (context: TurnContext, error: Error) => {
      log({ level: "error", at: "turn", ...kindOf(error) });
      const language = languageOfLocale(context.activity.locale);
      if (context.activity.type === ActivityTypes.Invoke)
        await context.sendActivity({
          type: ActivityTypes.InvokeResponse,
          value: { status: 200, body: internalError(wordsIn(OUR_FAULT, language)) },
        });
      else await context.sendActivity(wordsIn(OUR_FAULT, language));
    };
  }
  /** One turn for an activity that the door let in; `identity` is its sender's. */
  async turn(
    identity: ClaimsIdentity,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const connectorFactory = this.botFrameworkAuthentication.createConnectorFactory(identity),
      audience = AuthenticationConstants.ToChannelFromBotOAuthScope;
    return super.processActivity({ audience, claimsIdentity: identity, connectorFactory }, activity, logic);
  }
  /** What speaks to the channel in this turn, narrowed. */
  connectorOf(context: TurnContext): ConnectorClient {
    return context.turnState.get<ConnectorClient>(this.ConnectorClientKey);
  }
  /** The SDK's own way in, past the door, is shut. */
  protected override async processActivity(
    _: string | AuthenticateRequestResult,
    _activity: Activity,
    _logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    throw new AuthenticationError("Unauthorized", StatusCodes.UNAUTHORIZED);
  }
}
/** A call's address is judged as the service address is; only a query may be more. */
const isOfChannel = (auth: BotAuth, address: string): boolean => mayServe(auth, address.replace(/\?[^#]*$/, ""));
