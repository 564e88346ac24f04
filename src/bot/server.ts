/** The web server: `POST /api/messages` and `GET /healthz`, nothing else. */
import * as restify from "restify";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { TriageError } from "../domain";
import type { CaseService } from "../cases/contract";
import type { ConversationStore } from "../ports";
import { checkDoor, StrictAdapter, type BotAuth } from "./adapter";
import type { Channel } from "./channel";
import { Choices } from "./choices";
import { Clicks } from "./clicks";
import { followUps } from "./follow-ups";
import { Messages } from "./messages";
import type { BotParts } from "./parts";
import { RUN_PACE, TRIAGE_PACE } from "./progress";
import { resume } from "./restart";
import { makeRoutes } from "./routes";
import { Work } from "./work";

/** What a bot is made of; times in ms. */
export interface BotOptions {
  readonly host: string;
  readonly port: number;
  readonly service: CaseService;
  readonly auth: BotAuth;
  readonly tenantId: string;
  readonly channel: Channel;
  /** What the bot must still know after a restart. */
  readonly conversations: ConversationStore;
  /** How often due follow-ups are looked for. A minute. */
  readonly followUpMs?: number;
  /** After how long a button is answered with "it follows". 1,500. */
  readonly answerMs?: number;
  /** The least time between two states of a progress card. A second. */
  readonly paceMs?: number;
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
/** The least that an activity is; the adapter reads the rest. */
const activityBody = z.object({ type: z.string() }).passthrough();
const BODY_LIMIT = 256 * 1024,
  FOLLOW_UP_MS = 60_000;

/** Starts a bot: what an earlier process left is settled, then it listens, then it takes up what was cut off. Throws a TriageError for a door that is open to anybody, and for a port that is taken. */
export async function startBot(o: BotOptions): Promise<Bot> {
  checkDoor(o.auth, o.host);
  const adapter = new StrictAdapter(o.auth, o.tenantId),
    appId = o.auth.kind === "loopback" ? "" : o.auth.appId,
    bot = partsOf(o, adapter, appId);
  const settled = await o.service.settle();
  const server = serverOf(bot, adapter, appId);
  await listening(server, o);
  await resume(bot, settled);
  const stopFollowUps = followUps(bot, o.followUpMs ?? FOLLOW_UP_MS, o.now ?? (() => new Date()));
  const at = server.server.address() as AddressInfo;
  return {
    url: `http://${o.host === "::1" ? "[::1]" : o.host}:${at.port}`,
    idle: () => bot.work.idle(),
    cardOf: async (key) => (await bot.messages.copies(key)).at(-1)?.activityId,
    close: async () => {
      stopFollowUps();
      await bot.work.idle();
      await closed(server);
    },
  };
}
function partsOf(o: BotOptions, adapter: StrictAdapter, appId: string): BotParts {
  const messages = new Messages(adapter, appId, o.conversations),
    work = new Work(messages),
    pace = o.paceMs === undefined ? {} : { paceMs: o.paceMs };
  return {
    service: o.service,
    messages,
    choices: new Choices(o.conversations),
    clicks: new Clicks(messages, work, o.answerMs),
    work,
    conversations: o.conversations,
    channel: o.channel,
    tenantId: o.tenantId,
    pace: { triage: { ...TRIAGE_PACE, ...pace }, run: { ...RUN_PACE, ...pace } },
  };
}
function serverOf(bot: BotParts, adapter: StrictAdapter, appId: string): restify.Server {
  const app = makeRoutes(bot, adapter, appId),
    server = restify.createServer({ name: "sync-triage" });
  server.use(restify.plugins.bodyParser({ mapParams: false, maxBodySize: BODY_LIMIT }));
  server.get("/healthz", async (_req: restify.Request, res: restify.Response) => {
    res.send(200, { status: "ok" });
  });
  server.post("/api/messages", async (req: restify.Request, res: restify.Response) => {
    const body = activityBody.safeParse(req.body);
    if (!body.success) {
      res.send(400);
      return;
    }
    const request = { body: body.data, headers: req.headers, method: req.method ?? "POST" };
    await adapter.process(request, res, async (context) => {
      await app.run(context);
    });
  });
  return server;
}
function listening(server: restify.Server, { host, port }: BotOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new TriageError(
              "port",
              `Port ${port} is taken by another program; give another one, or --port 0 for any free one.`,
            )
          : error,
      ),
    );
    server.listen(port, host, () => resolve());
  });
}
function closed(server: restify.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    (server.server as { closeAllConnections?: () => void }).closeAllConnections?.();
  });
}
