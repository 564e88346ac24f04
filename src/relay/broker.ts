/** The embedded broker: the service's side of Azure Relay Hybrid Connections in HTTP mode, for one machine (relay protocol §2, §6, §9). */
import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { keepControlChannel } from "./control-channel";
import { Exchange } from "./exchange";
import { BODY_LIMIT, readPairs, type Message } from "./frames";
import { verifyToken, type SasRight, type SasRule, type SasVerdict } from "./sas";
import { SenderRequest } from "./sender-request";
import { entityOf, isLoopback, pathOf, tokenOf } from "./target";

/** Where the broker listens, and whom it serves by which rules. */
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
/** A broker that listens. `url`: its base, such as `http://127.0.0.1:4200`. */
export interface Broker {
  readonly url: string;
  /** Fails what waits with 502, tells listeners that they may come back (1001), and frees the port. */
  close(): Promise<void>;
}

/** Starts the broker. Throws where `host` is not of this machine, or the port is taken. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const host = options.host ?? "127.0.0.1";
  if (!isLoopback(host)) throw new Error("The embedded broker listens on loopback only; elsewhere use Azure Relay");
  const broker = new EmbeddedBroker(host, options);
  await broker.listen(options.port ?? 0);
  return broker;
}

const RESPONSE_TIMEOUT_MS = 60_000,
  PING_MS = 30_000,
  CLOSE_PATIENCE_MS = 500,
  /** A sender's idle connection is kept as long as a relay in the cloud keeps it; the sender lets go first (sender.ts). */
  KEEP_ALIVE_MS = 120_000;

class EmbeddedBroker implements Broker {
  readonly #server = http.createServer({ maxHeaderSize: 32 * 1024 }, (request, response) => {
    void this.#serve(new SenderRequest(request, response));
  });
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: BODY_LIMIT, perMessageDeflate: false });
  /** The control channel of each entity. The newest listener wins: an agent has exactly one channel. */
  readonly #listeners = new Map<string, WebSocket>();
  readonly #exchanges = new Map<string, Exchange>();
  /** Open rendezvous by the id of their exchange. */
  readonly #rendezvous = new Map<string, WebSocket>();
  /** Host and port, once it listens. */
  #authority = "";

  constructor(
    private readonly host: string,
    private readonly options: BrokerOptions,
  ) {
    this.#server.keepAliveTimeout = KEEP_ALIVE_MS;
    this.#server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
  }

  get url(): string {
    return `http://${this.#authority}`;
  }
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, this.host, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
    const name = this.host.includes(":") && !this.host.startsWith("[") ? `[${this.host}]` : this.host;
    this.#authority = `${name}:${(this.#server.address() as AddressInfo).port}`;
  }
  async close(): Promise<void> {
    for (const exchange of [...this.#exchanges.values()])
      exchange.fail(502, "The relay stops, and the listener has the request");
    for (const listener of this.#listeners.values()) listener.close(1001, "The relay is stopping");
    for (const rendezvous of this.#rendezvous.values()) rendezvous.close(1001);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const patience = setTimeout(() => {
      for (const socket of this.#sockets.clients) socket.terminate();
      this.#server.closeAllConnections();
    }, CLOSE_PATIENCE_MS);
    await closed;
    clearTimeout(patience);
  }

  /** A sender's HTTP request: verified, read whole, and given to the listener of its entity. */
  async #serve(sender: SenderRequest): Promise<void> {
    const path = pathOf(sender.request.url ?? "/"),
      entity = path === undefined ? undefined : entityOf(path, this.options.entities);
    if (path === undefined || entity === undefined) return sender.refuse(404, "Endpoint does not exist");
    const { token, from } = tokenOf(sender.request);
    const verdict = this.#verify(token, path, "Send");
    if (!verdict.ok) return sender.refuse(verdict.status, verdict.reason);
    const listener = this.#listeners.get(entity);
    if (listener === undefined) return sender.refuse(404, "There are no listeners connected for the endpoint");
    const body = await sender.readBody();
    if (body === undefined) return;
    if (this.#listeners.get(entity) !== listener) return sender.refuse(502, "The listener was lost");
    const exchange = new Exchange(sender, body, {
      entity,
      listener,
      tokenFrom: from,
      host: this.host,
      authority: this.#authority,
      responseTimeoutMs: this.options.responseTimeoutMs ?? RESPONSE_TIMEOUT_MS,
      onEnd: ({ id }) => {
        this.#exchanges.delete(id);
        this.#rendezvous.get(id)?.close(1001);
      },
    });
    this.#exchanges.set(exchange.id, exchange);
    exchange.announce();
  }

  /** A WebSocket of a listener: its control channel, or the rendezvous of one exchange. A missing action means `connect` (§2). */
  #upgrade(request: http.IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", () => socket.destroy());
    const url = new URL(request.url ?? "/", "http://relay"),
      path = pathOf(url.pathname);
    const entity = path?.startsWith("$hc/") === true ? entityOf(path.slice(4), this.options.entities) : undefined;
    if (entity === undefined) return refuseUpgrade(socket, 404, "Endpoint does not exist");
    switch (url.searchParams.get("sb-hc-action")) {
      case "listen": {
        const verdict = this.#verify(tokenOf(request).token, entity, "Listen");
        if (!verdict.ok) return refuseUpgrade(socket, verdict.status, verdict.reason);
        return this.#sockets.handleUpgrade(request, socket, head, (listener) =>
          this.#register(listener, entity, verdict.expires),
        );
      }
      case "request": {
        const exchange = this.#exchanges.get(url.searchParams.get("sb-hc-id") ?? "");
        if (exchange?.route.entity !== entity || !exchange.admits(url.searchParams.get("sb-hc-rv")))
          return refuseUpgrade(socket, 403, "The rendezvous address is no longer valid");
        return this.#sockets.handleUpgrade(request, socket, head, (rendezvous) => this.#meet(rendezvous, exchange));
      }
      default:
        return refuseUpgrade(socket, 400, "This relay serves HTTP mode only");
    }
  }

  /** A control channel was opened: it takes over the entity. */
  #register(listener: WebSocket, entity: string, expires: number): void {
    const older = this.#listeners.get(entity);
    this.#listeners.set(entity, listener);
    if (older !== undefined) {
      this.#failExchangesOf(older);
      older.close(1008, "A newer listener took over");
    }
    keepControlChannel(listener, {
      expires,
      pingMs: this.options.pingMs ?? PING_MS,
      verify: (token) => this.#verify(token, entity, "Listen"),
      onMessage: (message, body) =>
        this.#answer(message, body, (exchange) => exchange.route.listener === listener && !exchange.pointed),
      onClose: () => {
        if (this.#listeners.get(entity) === listener) this.#listeners.delete(entity);
        this.#failExchangesOf(listener);
      },
    });
  }
  /** A rendezvous was dialled: it serves one exchange, and closed before the answer it fails it (§6.5). */
  #meet(rendezvous: WebSocket, exchange: Exchange): void {
    this.#rendezvous.set(exchange.id, rendezvous);
    rendezvous.on("error", () => undefined);
    rendezvous.on("close", () => {
      this.#rendezvous.delete(exchange.id);
      if (this.#exchanges.has(exchange.id)) exchange.fail(502, "The rendezvous was closed early");
    });
    readPairs(
      rendezvous,
      (message, body) => this.#answer(message, body, (answered) => answered === exchange),
      () => rendezvous.close(1008),
    );
    exchange.meet(rendezvous);
  }
  /** Ends the exchange that a `response` names, where the socket that brought it may answer that one. */
  #answer({ response }: Message, body: Buffer | undefined, mayAnswer: (exchange: Exchange) => boolean): void {
    if (response === undefined) return;
    const exchange = this.#exchanges.get(response.requestId);
    if (exchange !== undefined && mayAnswer(exchange)) exchange.answer(response, body);
  }
  #failExchangesOf(listener: WebSocket): void {
    for (const exchange of [...this.#exchanges.values()])
      if (exchange.route.listener === listener) exchange.fail(502, "The listener was lost");
  }
  #verify(token: string | undefined, path: string, right: SasRight): SasVerdict {
    const hosts = ["localhost", "127.0.0.1", "[::1]", this.host.toLowerCase()];
    return verifyToken(token, { rules: this.options.rules, hosts, path, right, nowSeconds: Date.now() / 1000 });
  }
}

function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.end(
    `HTTP/1.1 ${status} ${reason.replace(/[^\x20-\x7e]/g, "?")}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
