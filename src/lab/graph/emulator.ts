/** Microsoft Graph over a scenario's cloud: real HTTP on loopback, OData that refuses what it does not understand, $batch, faults. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { runBatch } from "./batch";
import { GraphFailure, badRequest } from "./failure";
import { optionsOf, type Request } from "./query";
import { answer, type Answer } from "./routes";
import type { WorldHandle } from "../world";

export interface EmulatorStats {
  requests: number;
  items: number;
  log: { method: string; url: string; status: number }[];
}
export interface GraphEmulator {
  /** Base without version, such as `http://127.0.0.1:4100`. */ readonly url: string;
  readonly stats: EmulatorStats;
  close(): Promise<void>;
}
export interface Reply extends Answer {
  readonly headers?: Readonly<Record<string, string>>;
  /** A body that goes out as it is, for cut or malformed answers. */ readonly raw?: string;
}
const LOG_KEPT = 2000;

/** Starts the emulator; `port` 0 or absent takes a free one. Only loopback addresses are served. */
export async function startGraphEmulator(
  world: WorldHandle,
  options: { port?: number; host?: string } = {},
): Promise<GraphEmulator> {
  const stats: EmulatorStats = { requests: 0, items: 0, log: [] };
  const stop = new AbortController();
  const used = new WeakMap<object, number>();
  let base = "";

  async function fault(method: string, path: string): Promise<Reply | undefined> {
    const hit = world.world.cloud.faults.find((f) => {
      if (f.method.toUpperCase() !== method && f.method !== "*") return false;
      if (f.times !== undefined && (used.get(f) ?? 0) >= f.times) return false;
      return f.path.length > 1 && f.path.startsWith("/") && f.path.endsWith("/")
        ? new RegExp(f.path.slice(1, -1), "i").test(path)
        : path.startsWith(f.path);
    });
    if (hit === undefined) return undefined;
    used.set(hit, (used.get(hit) ?? 0) + 1);
    if (hit.delayMs !== undefined) await wait(hit.delayMs, undefined, { signal: stop.signal });
    const headers = hit.retryAfter === undefined ? {} : { "Retry-After": String(hit.retryAfter) };
    if (typeof hit.body === "string") return { status: hit.status, headers, raw: hit.body };
    return {
      status: hit.status,
      headers,
      body:
        hit.body ??
        new GraphFailure(
          hit.status,
          hit.status === 429
            ? "TooManyRequests"
            : hit.status === 403
              ? "Authorization_RequestDenied"
              : hit.status === 401
                ? "InvalidAuthenticationToken"
                : hit.status >= 500
                  ? "serviceNotAvailable"
                  : "Request_BadRequest",
          "A fault of the scenario.",
        ).body,
    };
  }

  /** One request, alone or inside a batch. `target` starts with /v1.0 or /beta. */
  async function serve(
    method: string,
    target: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): Promise<Reply> {
    stats.items++;
    const reply = await (async (): Promise<Reply> => {
      try {
        const m = /^\/(v1\.0|beta)(\/[^?]*)(?:\?(.*))?$/.exec(target);
        if (m === null) throw badRequest("Invalid version; /v1.0 and /beta are served.");
        const hit =
          (await fault(method, target.slice(m[1]!.length + 1))) ??
          (await fault(method, decodedOrSame(target.slice(m[1]!.length + 1))));
        if (hit !== undefined) return hit;
        const segments = m[2]!
          .split("/")
          .filter((s) => s !== "")
          .flatMap(segmentOf);
        const request: Request = {
          method,
          version: m[1] as "v1.0" | "beta",
          segments,
          options: optionsOf(m[3] ?? ""),
          headers,
          body,
          url: target,
          base,
        };
        if (segments.length === 1 && segments[0] === "$batch")
          throw badRequest("$batch must be posted, and not inside a batch.");
        return answer(request, world);
      } catch (error) {
        if (error instanceof GraphFailure) return { status: error.status, body: error.body };
        throw error;
      }
    })();
    stats.log.push({ method, url: target, status: reply.status });
    if (stats.log.length > LOG_KEPT) stats.log.shift();
    return reply;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    stats.requests++;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([n, v]) => [n.toLowerCase(), String(v)]));
    const method = request.method ?? "GET",
      target = request.url ?? "/";
    let reply: Reply;
    try {
      const body = parsed(Buffer.concat(chunks).toString("utf8"));
      const batch = method === "POST" ? /^\/(v1\.0|beta)\/\$batch$/i.exec(target) : null;
      reply =
        batch === null
          ? await serve(method, target, headers, body)
          : ((await fault(method, "/$batch")) ?? (await runBatch(batch[1]!, body, serve)));
    } catch (error) {
      if (stop.signal.aborted) {
        response.destroy();
        return;
      }
      reply =
        error instanceof GraphFailure
          ? { status: error.status, body: error.body }
          : { status: 500, body: new GraphFailure(500, "Service_InternalServerError", String(error)).body };
    }
    const text = reply.raw ?? (reply.body === undefined ? "" : JSON.stringify(reply.body));
    response.writeHead(reply.status, {
      ...(text === "" ? {} : { "Content-Type": "application/json" }),
      "request-id": `lab-${stats.requests}`,
      ...reply.headers,
    });
    response.end(text);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const host = options.host ?? "127.0.0.1";
  if (!["127.0.0.1", "::1", "localhost"].includes(host))
    throw new Error(`The Graph emulator has no authentication and serves loopback only, not ${host}`);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, () => resolve());
  });
  base = `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    stats,
    close: () =>
      new Promise<void>((resolve) => {
        stop.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const decodedOrSame = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
/** A path segment decoded; `users('x')` is the same as `users/x`. */
function segmentOf(segment: string): string[] {
  let plain: string;
  try {
    plain = decodeURIComponent(segment);
  } catch {
    throw badRequest("The path is not percent-encoded.");
  }
  const m = /^([A-Za-z]+)\('((?:[^']|'')*)'\)$/.exec(plain);
  return m === null ? [plain] : [m[1]!, m[2]!.replace(/''/g, "'")];
}
function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    );
  }
}
