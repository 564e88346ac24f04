/** The web server: `POST /api/messages` and `GET /healthz`, nothing else. */
import * as restify from "restify";
import type { AddressInfo } from "node:net";
import { TriageError } from "../domain";
import type { CaseService } from "../cases/contract";
import { notice } from "../cards/notice";
import { checkDoor, StrictAdapter, type BotAuth } from "./adapter";
import { Messages } from "./messages";
import { makeRoutes } from "./routes";

export interface BotOptions {
  readonly host: string;
  readonly port: number;
  readonly service: CaseService;
  readonly auth: BotAuth;
  readonly tenantId: string;
  /** Where addresses of sent cards are kept; undefined = in memory. */ readonly messagesPath?: string;
  readonly followUpMs?: number;
  /** See RoutesOptions. */ readonly answerMs?: number;
  readonly now?: () => Date;
}
export interface Bot {
  readonly url: string;
  /** Resolves when all work that messages started has ended. */ idle(): Promise<void>;
  /** Activity id of the newest card of a case or approval. */ cardOf(key: string): string | undefined;
  close(): Promise<void>;
}
const BODY_LIMIT = 256 * 1024;

export async function startBot(o: BotOptions): Promise<Bot> {
  checkDoor(o.auth, o.host);
  const appId = o.auth.kind === "lab" ? "" : o.auth.appId,
    adapter = new StrictAdapter(o.auth, o.tenantId),
    messages = new Messages(adapter, appId, o.messagesPath),
    work = new Set<Promise<void>>();
  await messages.load();
  await o.service.settle();
  const app = makeRoutes({
    service: o.service,
    adapter,
    messages,
    tenantId: o.tenantId,
    lab: o.auth.kind === "lab",
    appId,
    ...(o.answerMs === undefined ? {} : { answerMs: o.answerMs }),
    onWork: (p) => {
      work.add(p);
      void p.finally(() => work.delete(p));
    },
  });
  const server = restify.createServer({ name: "sync-triage" });
  server.use(restify.plugins.bodyParser({ mapParams: false, maxBodySize: BODY_LIMIT }));
  server.get("/healthz", async (_req: restify.Request, res: restify.Response) => {
    res.send(200, { status: "ok" });
  });
  server.post("/api/messages", async (req: restify.Request, res: restify.Response) => {
    if (
      typeof req.body !== "object" ||
      req.body === null ||
      typeof (req.body as { type?: unknown }).type !== "string"
    ) {
      res.send(400);
      return;
    }
    await adapter.process(req as never, res as never, async (context) => {
      await app.run(context);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.on("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new TriageError(
              "port",
              `Port ${o.port} is taken by another program; give another one, or --port 0 for any free one.`,
            )
          : error,
      ),
    );
    server.listen(o.port, o.host, () => resolve());
  });
  const follow = setInterval(() => {
    void o.service
      .dueFollowUps(o.now?.() ?? new Date())
      .then(async (due) => {
        for (const d of due)
          for (const place of messages.copies(d.case.id).slice(0, 1))
            await messages.post(place.reference, notice("Follow-up", d.says));
      })
      .catch(() => undefined);
  }, o.followUpMs ?? 60_000);
  follow.unref();
  const at = server.server.address() as AddressInfo;
  return {
    url: `http://${o.host === "::1" ? "[::1]" : o.host}:${at.port}`,
    idle: async () => {
      while (work.size > 0) await Promise.all(work);
    },
    cardOf: (key) => messages.copies(key).at(-1)?.activityId,
    close: async () => {
      clearInterval(follow);
      while (work.size > 0) await Promise.all(work);
      await new Promise<void>((r) => {
        server.close(() => r());
        (server.server as { closeAllConnections?: () => void }).closeAllConnections?.();
      });
    },
  };
}
