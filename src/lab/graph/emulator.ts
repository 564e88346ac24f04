/** Microsoft Graph over a scenario's cloud: real HTTP on loopback, OData that refuses what it does not understand, $batch, faults. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { runBatch } from "./batch";
import { GraphFailure, badRequest } from "./failure";
import { CloudFaults } from "./faults";
import { Limits } from "./limits";
import { optionsOf } from "./query";
import { answer, type Answer } from "./routes";
import type { WorldHandle } from "../world";

/** What was asked of the emulator: HTTP requests, items (each part of a batch counts), and the newest items with their status. */
export interface EmulatorStats {
  requests: number;
  items: number;
  log: { method: string; url: string; status: number }[];
}
/** An emulator that listens. */
export interface GraphEmulator {
  /** Base without version, such as `http://127.0.0.1:4100`. */ readonly url: string;
  readonly stats: EmulatorStats;
  close(): Promise<void>;
}
/** What goes out for one request, alone or as a part of a batch. */
export interface Reply extends Answer {
  readonly headers?: Readonly<Record<string, string>>;
  /** A body that goes out as it is, for cut or malformed answers. */ readonly raw?: string;
}
const LOG_KEPT = 2000;

/** Starts the emulator; `port` 0 or absent takes a free one. Only loopback addresses are served; `limits` refuses what is too much as Graph does. */
export async function startGraphEmulator(
  world: WorldHandle,
  options: { port?: number; host?: string; limits?: boolean } = {},
): Promise<GraphEmulator> {
  const host = options.host ?? "127.0.0.1";
  if (!["127.0.0.1", "::1", "localhost"].includes(host))
    throw new Error(`The Graph emulator has no authentication and serves loopback only, not ${host}`);
  const emulator = new Emulator(world, options.limits === true ? new Limits(world) : undefined);
  await emulator.listen(options.port ?? 0, host);
  return emulator;
}

/** Idle connections are kept longer than a client keeps them: one that closes under a request loses it. */
const KEEP_ALIVE_MS = 120_000;

class Emulator implements GraphEmulator {
  readonly stats: EmulatorStats = { requests: 0, items: 0, log: [] };
  readonly #stop = new AbortController();
  readonly #faults: CloudFaults;
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch(() => response.destroy());
  });
  #base = "";

  constructor(
    private readonly lab: WorldHandle,
    private readonly limits: Limits | undefined,
  ) {
    this.#faults = new CloudFaults(lab, this.#stop.signal);
    this.#server.keepAliveTimeout = KEEP_ALIVE_MS;
  }
  get url(): string {
    return this.#base;
  }
  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, host, () => resolve());
    });
    this.#base = `http://${host.includes(":") ? `[${host}]` : host}:${(this.#server.address() as AddressInfo).port}`;
  }
  close(): Promise<void> {
    return new Promise<void>((resolve) => {
      this.#stop.abort();
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** One HTTP request, a batch or not; dropped without an answer when the emulator stops meanwhile. */
  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.stats.requests++;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([n, v]) => [n.toLowerCase(), String(v)]));
    let reply: Reply;
    try {
      const body = parsed(Buffer.concat(chunks).toString("utf8"));
      reply = await this.#replyTo(request.method ?? "GET", request.url ?? "/", headers, body);
    } catch (error) {
      if (this.#stop.signal.aborted) {
        response.destroy();
        return;
      }
      const failure =
        error instanceof GraphFailure ? error : new GraphFailure(500, "Service_InternalServerError", String(error));
      reply = { status: failure.status, body: failure.body };
    }
    const text = reply.raw ?? (reply.body === undefined ? "" : JSON.stringify(reply.body));
    response.writeHead(reply.status, {
      ...(text === "" ? {} : { "Content-Type": "application/json" }),
      "request-id": `lab-${this.stats.requests}`,
      ...reply.headers,
    });
    response.end(text);
  }
  async #replyTo(
    method: string,
    target: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): Promise<Reply> {
    const batch = method === "POST" ? /^\/(v1\.0|beta)\/\$batch$/i.exec(target) : null;
    if (batch === null) return this.#serve(method, target, headers, body);
    const fault = await this.#faults.replyTo(method, "/$batch");
    return fault ?? (await runBatch(batch[1]!, body, (...item) => this.#serve(...item)));
  }

  /** One item, alone or inside a batch: counted, logged, and refused in Graph's form. `target` starts with /v1.0 or /beta. */
  async #serve(
    method: string,
    target: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): Promise<Reply> {
    this.stats.items++;
    let reply: Reply;
    try {
      reply = await this.#answer(method, target, headers, body);
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      reply = { status: error.status, body: error.body };
    }
    this.stats.log.push({ method, url: target, status: reply.status });
    if (this.stats.log.length > LOG_KEPT) this.stats.log.shift();
    return reply;
  }
  async #answer(
    method: string,
    target: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): Promise<Reply> {
    const m = /^\/(v1\.0|beta)(\/[^?]*)(?:\?(.*))?$/.exec(target);
    if (m === null) throw badRequest("Invalid version; /v1.0 and /beta are served.");
    const version = m[1] === "beta" ? "beta" : "v1.0",
      path = target.slice(version.length + 1);
    const limited = this.limits?.replyTo(m[2]!);
    if (limited !== undefined) return limited;
    const fault =
      (await this.#faults.replyTo(method, path)) ?? (await this.#faults.replyTo(method, decodedOrSame(path)));
    if (fault !== undefined) return fault;
    const segments = m[2]!
      .split("/")
      .filter((s) => s !== "")
      .flatMap(segmentOf);
    const options = optionsOf(m[3] ?? "");
    if (segments.length === 1 && segments[0] === "$batch")
      throw badRequest("$batch must be posted, and not inside a batch.");
    return answer({ method, version, segments, options, headers, body, url: target, base: this.#base }, this.lab);
  }
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
