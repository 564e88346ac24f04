/** The embedded broker: the service's side of Azure Relay Hybrid Connections in HTTP mode, for one machine. */
import { randomBytes, randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { BODY_LIMIT, CONTROL_LIMIT, readPairs, sendPair, type Message, type ResponseFrame } from "./frames";
import { verifyToken, type SasRight, type SasRule, type SasVerdict } from "./sas";
import { endToEnd, entityOf, isLoopback, pathOf, strippedTarget } from "./target";

export interface BrokerOptions {
  /** A loopback name or address: the embedded broker speaks plain http and ws. */
  readonly host?: string;
  readonly port?: number;
  readonly entities: readonly string[];
  readonly rules: readonly SasRule[];
  /** Until the response must have begun; 60 s as in Azure. */
  readonly responseTimeoutMs?: number;
  readonly pingMs?: number;
}
export interface Broker {
  readonly url: string;
  close(): Promise<void>;
}

interface Waiting {
  readonly id: string;
  readonly entity: string;
  readonly listener: WebSocket;
  readonly secret: string;
  readonly host: string;
  readonly message: { request: object };
  readonly body: Buffer | undefined;
  readonly pointed: boolean;
  finish(frame: ResponseFrame, body: Buffer | undefined): void;
  fail(status: number, reason: string): void;
}

const TOKEN_GRACE_MS = 300_000;

/** Starts the broker. Newest listener wins: an agent has exactly one channel. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const host = options.host ?? "127.0.0.1";
  if (!isLoopback(host)) throw new Error("The embedded broker listens on loopback only; elsewhere use Azure Relay");
  const listeners = new Map<string, WebSocket>();
  const waiting = new Map<string, Waiting>();
  const meetings = new Map<string, WebSocket>();
  const hosts = ["localhost", "127.0.0.1", "[::1]", host.toLowerCase()];
  const demand = (token: string | undefined, path: string, right: SasRight): SasVerdict =>
    verifyToken(token, { rules: options.rules, hosts, path, right, nowSeconds: Date.now() / 1000 });
  const server = http.createServer({ maxHeaderSize: 32 * 1024 }, (request, response) => {
    void serve(request, response);
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: BODY_LIMIT, perMessageDeflate: false });

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const refuse = (status: number, reason: string): void => {
      if (response.headersSent || response.destroyed) return;
      // The rest of an unread body must not be taken for the next request.
      if (!request.complete) response.setHeader("Connection", "close");
      // Not chained: restify, in the same process, replaces writeHead by one that returns nothing.
      response.writeHead(status, reason, { "Content-Type": "text/plain" });
      response.end(reason);
    };
    const target = request.url ?? "/",
      path = pathOf(target),
      entity = path === undefined ? undefined : entityOf(path, options.entities);
    if (path === undefined || entity === undefined) return refuse(404, "Endpoint does not exist");
    const { token, from } = tokenOf(request);
    const verdict = demand(token, path, "Send");
    if (!verdict.ok) return refuse(verdict.status, verdict.reason);
    const listener = listeners.get(entity);
    if (listener === undefined) return refuse(404, "There are no listeners connected for the endpoint");

    const parts: Buffer[] = [];
    let size = 0;
    try {
      for await (const part of request) {
        size += (part as Buffer).length;
        if (size > BODY_LIMIT) return refuse(413, "The request is too large");
        parts.push(part as Buffer);
      }
    } catch {
      return;
    }
    const body = size > 0 ? Buffer.concat(parts) : undefined;
    if (listeners.get(entity) !== listener) return refuse(502, "The listener was lost");

    const id = `${randomUUID()}_G0`,
      secret = randomBytes(16).toString("hex");
    const address = `ws://${authority()}/$hc/${entity}?sb-hc-action=request&sb-hc-id=${id}&sb-hc-rv=${secret}`;
    const owned = [
      "servicebusauthorization",
      "microsoft-relay-allowedlisteners",
      "microsoft-relay-disallowedlisteners",
      ...(from === "authorization" ? ["authorization"] : []),
    ];
    const requestHeaders = endToEnd(request.headers, owned),
      via = `1.1 ${host}`;
    requestHeaders["via"] = requestHeaders["via"] === undefined ? via : `${requestHeaders["via"]}, ${via}`;
    const message = {
      request: {
        address,
        id,
        requestTarget: strippedTarget(target),
        method: request.method ?? "GET",
        remoteEndpoint: { address: request.socket.remoteAddress ?? "", port: request.socket.remotePort ?? 0 },
        requestHeaders,
        body: body !== undefined,
      },
    };
    const pointed =
      request.headers["transfer-encoding"] !== undefined ||
      Buffer.byteLength(JSON.stringify(message)) + size > CONTROL_LIMIT;

    const forget = (): void => {
      clearTimeout(timer);
      waiting.delete(id);
      meetings.get(id)?.close(1001);
    };
    const timer = setTimeout(() => {
      forget();
      refuse(504, "The request was routed to the listener but the listener did not respond in the required time");
    }, options.responseTimeoutMs ?? 60_000);
    response.on("close", forget);
    waiting.set(id, {
      id,
      entity,
      listener,
      secret,
      host,
      message,
      body,
      pointed,
      fail(status, reason) {
        forget();
        refuse(status, reason);
      },
      finish(frame, content) {
        forget();
        if (frame.statusCode < 200 || frame.statusCode > 599) return refuse(502, "The listener gave an invalid status");
        const empty = frame.statusCode === 204 || frame.statusCode === 304 || request.method === "HEAD";
        try {
          for (const [name, value] of Object.entries(endToEnd(frame.responseHeaders ?? {})))
            response.setHeader(name, value.replace(/[^\t\x20-\x7e]/g, "?"));
          response.setHeader("Via", via);
        } catch {
          for (const name of response.getHeaderNames()) response.removeHeader(name);
          return refuse(502, "The listener gave an invalid header");
        }
        if (!empty) response.setHeader("Content-Length", content?.length ?? 0);
        const phrase = (frame.statusDescription ?? "").replace(/[^\x20-\x7e]/g, "?");
        response.statusCode = frame.statusCode;
        if (phrase !== "") response.statusMessage = phrase;
        response.end(empty ? undefined : content);
      },
    });
    if (pointed) sendPair(listener, { request: { address, id } });
    else sendPair(listener, message, body);
  }

  server.on("upgrade", (request: http.IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const url = new URL(request.url ?? "/", "http://relay"),
      path = pathOf(url.pathname);
    const entity = path?.startsWith("$hc/") === true ? entityOf(path.slice(4), options.entities) : undefined;
    if (entity === undefined) return refuseUpgrade(socket, 404, "Endpoint does not exist");
    const action = url.searchParams.get("sb-hc-action") ?? "connect";
    if (action === "listen") {
      const verdict = demand(tokenOf(request).token, entity, "Listen");
      if (!verdict.ok) return refuseUpgrade(socket, verdict.status, verdict.reason);
      return sockets.handleUpgrade(request, socket, head, (listener) => listen(listener, entity, verdict.expires));
    }
    if (action === "request") {
      const one = waiting.get(url.searchParams.get("sb-hc-id") ?? "");
      if (one === undefined || one.entity !== entity || one.secret !== url.searchParams.get("sb-hc-rv"))
        return refuseUpgrade(socket, 403, "The rendezvous address is no longer valid");
      // Good for one dial only; the entry stays until its answer came.
      waiting.set(one.id, { ...one, secret: randomBytes(16).toString("hex") });
      return sockets.handleUpgrade(request, socket, head, (met) => meet(met, one));
    }
    return refuseUpgrade(socket, 400, "This relay serves HTTP mode only");
  });

  function listen(listener: WebSocket, entity: string, expires: number): void {
    const older = listeners.get(entity);
    listeners.set(entity, listener);
    if (older !== undefined) {
      drop(older);
      older.close(1008, "A newer listener took over");
    }
    let expiry: NodeJS.Timeout | undefined;
    const until = (seconds: number): void => {
      clearTimeout(expiry);
      expiry = setTimeout(
        () => listener.close(1008, "The token has expired"),
        seconds * 1000 - Date.now() + TOKEN_GRACE_MS,
      );
    };
    until(expires);
    let alive = true;
    const beat = setInterval(() => {
      if (!alive) {
        listener.terminate();
        return;
      }
      alive = false;
      listener.ping();
    }, options.pingMs ?? 30_000);
    listener.on("pong", () => {
      alive = true;
    });
    listener.on("error", () => undefined);
    readPairs(
      listener,
      (message, body) => {
        if (message.renewToken !== undefined) {
          const verdict = demand(message.renewToken.token, entity, "Listen");
          if (verdict.ok) until(verdict.expires);
          else listener.close(1008, "The token was refused");
        }
        answer(message, body, (one) => one.listener === listener && !one.pointed);
      },
      () => listener.close(1008, "The message could not be read"),
    );
    listener.on("close", () => {
      clearInterval(beat);
      clearTimeout(expiry);
      if (listeners.get(entity) === listener) listeners.delete(entity);
      drop(listener);
    });
  }
  function meet(met: WebSocket, one: Waiting): void {
    meetings.set(one.id, met);
    met.on("error", () => undefined);
    met.on("close", () => {
      meetings.delete(one.id);
      if (waiting.has(one.id)) one.fail(502, "The rendezvous was closed early");
    });
    readPairs(
      met,
      (message, body) => answer(message, body, (other) => other.id === one.id),
      () => met.close(1008),
    );
    if (one.pointed) sendPair(met, one.message, one.body);
  }
  function answer(message: Message, body: Buffer | undefined, mine: (one: Waiting) => boolean): void {
    const one = message.response === undefined ? undefined : waiting.get(message.response.requestId);
    if (one !== undefined && mine(one)) one.finish(message.response!, body);
  }
  /** Fails what waits for a listener that has gone. */
  function drop(listener: WebSocket): void {
    for (const one of [...waiting.values()]) if (one.listener === listener) one.fail(502, "The listener was lost");
  }
  const authority = (): string =>
    `${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    url: `http://${authority()}`,
    async close() {
      for (const one of [...waiting.values()]) one.fail(503, "The relay is stopping");
      for (const listener of listeners.values()) listener.close(1001, "The relay is stopping");
      for (const met of meetings.values()) met.close(1001);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const patience = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
      }, 500);
      await closed;
      clearTimeout(patience);
    },
  };
}

/** The query wins over the header; `Authorization` counts only where neither is there. */
function tokenOf(request: http.IncomingMessage): {
  token: string | undefined;
  from: "query" | "header" | "authorization" | undefined;
} {
  const query = new URL(request.url ?? "/", "http://relay").searchParams.get("sb-hc-token");
  if (query !== null) return { token: query, from: "query" };
  const header = request.headers["servicebusauthorization"];
  if (typeof header === "string") return { token: header, from: "header" };
  const plain = request.headers.authorization;
  return plain === undefined ? { token: undefined, from: undefined } : { token: plain, from: "authorization" };
}
function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.end(
    `HTTP/1.1 ${status} ${reason.replace(/[^\x20-\x7e]/g, "?")}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
