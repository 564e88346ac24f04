/** The web server: `POST /api/messages` and `GET /healthz`, nothing else, each within bounds. What is refused is a status without a word. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as restify from "restify";
import { TriageError } from "../domain";
import { kindOf, log } from "./log";
import { BODY_BOUNDS, BodyReader, refusedByHeaders } from "./reader";

/** What is answered: a status, and a body for an invoke. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}
/** A page that is the same for everybody. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}
/** Pages by their paths; each is read with GET. */
export type Pages = Readonly<Record<string, Page>>;
/** What stands behind the server. `S`: whoever was verified. */
export interface Front<S> {
  /** Who sends, by the Authorization header alone; a status where that is nobody. Nothing of the body has been read yet. */
  sender(authorization: string | undefined): Promise<{ readonly sender: S } | { readonly status: number }>;
  /** Takes a JSON value from that sender. */
  take(sender: S, body: unknown): Promise<Reply>;
}
const PATHS: Readonly<Record<string, string>> = { "/api/messages": "POST", "/healthz": "GET" };
const CONNECTIONS = 2_000,
  REQUESTS_AT_ONCE = 1_000,
  HEADERS_MS = 10_000,
  REQUEST_MS = 15_000,
  IDLE_MS = 20_000,
  LOOK_MS = 1_000;

/** Makes the server; it listens where the caller says. */
export function webServer<S>(front: Front<S>, pages: Pages = {}): restify.Server {
  const server = restify.createServer({ name: "", noWriteContinue: true });
  bound(server.server as Server);
  const bodies = new BodyReader();
  let atOnce = 0;
  // Before all else, so that no plugin and no error page of the framework has a part in it.
  server.pre((req, res, next) => {
    const path = (req.url ?? "").split("?")[0]!,
      method = Object.hasOwn(pages, path) ? "GET" : Object.hasOwn(PATHS, path) ? PATHS[path] : undefined,
      status = method === undefined ? 404 : method === req.method ? undefined : 405;
    if (status === undefined) return next();
    end(res, { status });
    return next(false);
  });
  server.get("/healthz", async (_req: restify.Request, res: restify.Response) => {
    end(res, { status: 200, body: { status: "ok" } });
  });
  for (const [path, page] of Object.entries(pages))
    server.get(path, async (_req: restify.Request, res: restify.Response) => {
      res.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "x-content-type-options": "nosniff",
        ...page.headers,
      });
      res.end(page.html);
    });
  server.post("/api/messages", async (req: restify.Request, res: restify.Response) => {
    if (atOnce >= REQUESTS_AT_ONCE) return end(res, { status: 503 });
    atOnce++;
    try {
      end(res, await replyTo(front, bodies, req, res));
    } catch (error) {
      log({ level: "error", at: "turn", ...kindOf(error) });
      end(res, { status: 500 });
    } finally {
      atOnce--;
    }
  });
  return server;
}
async function replyTo<S>(
  front: Front<S>,
  bodies: BodyReader,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<Reply> {
  const refused = refusedByHeaders(req);
  if (refused !== undefined) return { status: refused };
  const known = await front.sender(req.headers.authorization);
  if ("status" in known) return known;
  if (req.headers.expect !== undefined) res.writeContinue();
  const body = await bodies.read(req);
  return body.kind === "json" ? front.take(known.sender, body.value) : { status: body.status };
}
const SHUTS = new Set([408, 413, 503]);
/** The rest of a body that is too long, or of no known length, is not waited for. */
const shuts = (req: IncomingMessage, status: number): boolean =>
  SHUTS.has(status) || (!req.complete && !(Number(req.headers["content-length"]) <= BODY_BOUNDS.bytes));
function end(res: ServerResponse, { status, body }: Reply): void {
  if (res.headersSent || res.destroyed) return;
  res.statusCode = status;
  if (status === 503) res.setHeader("retry-after", "1");
  if (shuts(res.req, status)) res.setHeader("connection", "close");
  if (body !== undefined) res.setHeader("content-type", "application/json; charset=utf-8");
  res.end(body === undefined ? undefined : JSON.stringify(body));
}
function bound(server: Server): void {
  server.maxConnections = CONNECTIONS;
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.keepAliveTimeout = IDLE_MS;
  // Node looks for what is over its time every 30 s; it reads this when it begins to listen, and its types do not know it.
  Object.assign(server, { connectionsCheckingInterval: LOOK_MS });
}

/** Resolves when the server listens, with the port. Throws a TriageError for a port that is taken. */
export function listening(server: restify.Server, host: string, port: number): Promise<number> {
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
    server.listen(port, host, () => resolve((server.server.address() as AddressInfo).port));
  });
}
/** Ends the server and all its connections. */
export function closed(server: restify.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    (server.server as Server).closeAllConnections();
  });
}
