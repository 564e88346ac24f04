/** A bot, put together: the door before everything, the routes behind it, and what an earlier process left. */
import { ClaimsIdentity } from "botframework-connector";
import type { CaseService } from "../cases/contract";
import type { ConversationStore } from "../ports";
import { StrictAdapter } from "./adapter";
import { Budget, type AskRates } from "./budget";
import { showsAll } from "./case-cards";
import type { Channel } from "./channel";
import { catchingUp } from "./catch-up";
import { Choices } from "./choices";
import { Clicks } from "./clicks";
import { activityOf, checkDoor, contradictionIn, type BotAuth } from "./door";
import { followUps } from "./follow-ups";
import { CHANNEL_KEYS, ChannelKeys } from "./keys";
import { PeopleLists } from "./lists";
import { SeldomLog } from "./log";
import { Messages } from "./messages";
import type { BotParts } from "./parts";
import { CHANNEL_PACE, RUN_PACE, TRIAGE_PACE } from "./progress";
import { TriageQueue } from "./queue";
import { resume } from "./restart";
import { makeRoutes } from "./routes";
import { SIGN_IN_PATH, signInPage } from "./sign-in-page";
import { SignIns, type SignInPage } from "./sign-in";
import { RecentRights } from "./recent-rights";
import { Telling } from "./telling";
import { ChannelTokens, claimOf } from "./token";
import { closed, listening, webServer, type Front } from "./web";
import { Work } from "./work";

/** What a bot is made of; times in ms. */
export interface BotOptions {
  readonly host: string;
  readonly port: number;
  readonly service: CaseService;
  readonly auth: BotAuth;
  readonly tenantId: string;
  readonly channel: Channel;
  /** Where approvers sign in again; without it, what needs that cannot be approved through a dialog. */
  readonly signIn?: SignInPage;
  /** What the bot must still know after a restart. */
  readonly conversations: ConversationStore;
  /** How often due follow-ups are looked for. A minute. */
  readonly followUpMs?: number;
  /** How often it is looked for what waits for its end or for being told. Half a minute. */
  readonly catchUpMs?: number;
  /** After how long a button is answered with "it follows". 1,500. */
  readonly answerMs?: number;
  /** The least time between two states of a progress card, but of a triage in a channel. A second. */
  readonly paceMs?: number;
  /** How much one person, and all together, may ask. `ASK_RATES`. */
  readonly askRates?: AskRates;
  /** The clock of the cases. */
  readonly now?: () => Date;
}
/** A bot that listens. */
export interface Bot {
  readonly url: string;
  /** Resolves when all work that messages started has ended. */
  idle(): Promise<void>;
  /** Activity id of the newest card of a case or approval. */
  cardOf(key: string): Promise<string | undefined>;
  close(): Promise<void>;
}
const FOLLOW_UP_MS = 60_000,
  CATCH_UP_MS = 30_000;

/** Starts a bot: what an earlier process left is settled, then it listens, then it takes up what was cut off. Throws a TriageError for a door that is open to anybody, and for a port that is taken. */
export async function startBot(o: BotOptions): Promise<Bot> {
  checkDoor(o.auth, o.host);
  const adapter = new StrictAdapter(o.auth),
    appId = o.auth.kind === "loopback" ? "" : o.auth.appId,
    bot = partsOf(o, adapter, appId);
  await o.service.settle();
  const pages = o.signIn === undefined ? {} : { [SIGN_IN_PATH]: signInPage() },
    server = webServer(frontOf(o, bot, adapter, appId), pages),
    port = await listening(server, o.host, o.port);
  await resume(bot);
  const stopCatchingUp = catchingUp(bot, o.catchUpMs ?? CATCH_UP_MS);
  const stopFollowUps = followUps(bot, o.followUpMs ?? FOLLOW_UP_MS, bot.now);
  return {
    url: `http://${o.host === "::1" ? "[::1]" : o.host}:${port}`,
    idle: () => bot.work.idle(),
    cardOf: async (key) => (await bot.messages.copies(key)).at(-1)?.activityId,
    close: async () => {
      stopFollowUps();
      stopCatchingUp();
      bot.work.stop();
      o.service.stop();
      await bot.work.idle();
      await closed(server);
    },
  };
}
function partsOf(o: BotOptions, adapter: StrictAdapter, appId: string): BotParts {
  const lists = new PeopleLists(o.conversations, o.service),
    messages = new Messages(adapter, appId, o.conversations, lists),
    work = new Work(messages),
    now = o.now ?? (() => new Date()),
    pace = o.paceMs === undefined ? {} : { paceMs: o.paceMs };
  return {
    service: o.service,
    messages,
    lists,
    choices: new Choices(o.conversations),
    clicks: new Clicks(messages, work, ({ reference }) => showsAll(o.channel, reference), o.answerMs),
    work,
    budget: new Budget(o.askRates),
    queue: new TriageQueue(),
    telling: new Telling({ ...o, messages, now }),
    recentRights: new RecentRights(o.service),
    conversations: o.conversations,
    channel: o.channel,
    ...(o.signIn === undefined ? {} : { signIns: new SignIns(o.signIn) }),
    tenantId: o.tenantId,
    now,
    pace: { triage: { ...TRIAGE_PACE, ...pace }, channel: CHANNEL_PACE, run: { ...RUN_PACE, ...pace } },
  };
}
/** The door in front of the routes: the sender by the token, then what the activity says against it. */
function frontOf(o: BotOptions, bot: BotParts, adapter: StrictAdapter, appId: string): Front<ClaimsIdentity> {
  const app = makeRoutes(bot, adapter, appId),
    seldom = new SeldomLog();
  const tokens =
    o.auth.kind === "tenant" ? new ChannelTokens(appId, new ChannelKeys(o.auth.keysAt ?? CHANNEL_KEYS)) : undefined;
  return {
    async sender(authorization) {
      if (tokens === undefined) return { sender: new ClaimsIdentity([], "anonymous") };
      const verdict = await tokens.verify(authorization);
      if (verdict.kind === "verified") return { sender: verdict.identity };
      const [status, what] = verdict.kind === "unread" ? [503, "keys-unread"] : [401, verdict.why];
      seldom.tell(what, { level: "warn", at: "door", what, status });
      return { status };
    },
    async take(sender, body) {
      const activity = activityOf(body);
      if (activity === undefined) return { status: 400 };
      const against = contradictionIn(activity, o.auth, o.tenantId, claimOf(sender, "serviceurl"));
      if (against !== undefined) {
        seldom.tell(against, { level: "warn", at: "door", what: against, status: 403 });
        return { status: 403 };
      }
      const answer = await adapter.turn(sender, activity, async (context) => {
        await app.run(context);
      });
      return answer === undefined ? { status: 200 } : { status: answer.status, body: answer.body };
    },
  };
}
