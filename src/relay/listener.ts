/** The listening side: dials out, keeps the control channel, and answers every request that comes over it. */
import WebSocket from "ws";
import { BODY_LIMIT, CONTROL_LIMIT, readPairs, sendPair, type RequestFrame } from "./frames";
import { makeToken, resourceOf, type SasKey } from "./sas";
import { isLoopback } from "./target";

/** A sender's request as the listener's handler gets it. */
export interface RelayRequest {
  readonly id: string;
  readonly method: string;
  /** Path and query, entity included. */ readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
/** What the handler answers; without a body the sender gets an empty one. */
export interface RelayResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}
/** `connecting`, or why it is not: `unauthorised` needs a new key, `unknown-entity` a configuration. */
export type ListenerState = "listening" | "connecting" | "unauthorised" | "unknown-entity" | "stopped";
/** Where and as what a listener listens, and who answers for it. */
export interface ListenerOptions {
  /** Namespace: `wss://name.servicebus.windows.net` or https; plain ws only on loopback. */
  readonly relay: string;
  readonly entity: string;
  readonly key: SasKey;
  readonly handle: (request: RelayRequest) => Promise<RelayResponse>;
  readonly onState?: (state: ListenerState) => void;
  /** Delays between tries in ms; the last one repeats. */
  readonly ladderMs?: readonly number[];
  readonly tokenLifeSeconds?: number;
  readonly pingMs?: number;
}
const LADDER_MS = [0, 1000, 2000, 5000, 10_000, 30_000, 60_000];
const UNAUTHORISED_AFTER = 3,
  UNAUTHORISED_WAIT_MS = 300_000,
  HANDSHAKE_MS = 15_000,
  PONG_WAIT_MS = 20_000,
  RENDEZVOUS_IDLE_MS = 60_000;
const jittered = (ms: number): number => ms * (0.8 + Math.random() * 0.4);

/** A listener that stays connected: it renews its token, and comes back after every loss until it is stopped. Refuses a relay without encryption, but on loopback. */
export class RelayListener {
  private control: WebSocket | undefined;
  private readonly rendezvous = new Set<WebSocket>();
  private wanted = false;
  private timers = new Set<NodeJS.Timeout>();
  private attempt = 0;
  private refusals = 0;
  private readonly base: URL;

  constructor(private readonly options: ListenerOptions) {
    this.base = new URL(options.relay.replace(/^http/, "ws").replace(/^sb:/, "wss:"));
    if (this.base.protocol !== "wss:" && !isLoopback(this.base.hostname))
      throw new Error("The relay must be wss, except on loopback");
  }

  /** Starts, or starts again after `stop`. Returns at once; `onState` tells the rest. */
  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.attempt = 0;
    this.dial();
  }

  /** Closes the control channel (1000) and stops trying. */
  async stop(): Promise<void> {
    if (!this.wanted) return;
    this.wanted = false;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    for (const socket of this.rendezvous) socket.close(1000);
    const socket = this.control;
    this.control = undefined;
    this.options.onState?.("stopped");
    if (socket === undefined || socket.readyState === WebSocket.CLOSED) return;
    await new Promise<void>((resolve) => {
      const giveUp = setTimeout(() => socket.terminate(), 2000);
      socket.once("close", () => {
        clearTimeout(giveUp);
        resolve();
      });
      if (socket.readyState === WebSocket.OPEN) socket.close(1000, "stopping");
      else socket.terminate();
    });
  }

  private token(): string {
    return makeToken(
      resourceOf(this.base.href, this.options.entity),
      this.options.key,
      Math.floor(Date.now() / 1000) + this.life(),
    );
  }
  private life(): number {
    return this.options.tokenLifeSeconds ?? 3600;
  }
  private later(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
    return timer;
  }

  private dial(): void {
    if (!this.wanted) return;
    this.options.onState?.("connecting");
    const socket = new WebSocket(new URL(`/$hc/${this.options.entity}?sb-hc-action=listen`, this.base), {
      headers: { ServiceBusAuthorization: this.token() },
      perMessageDeflate: false,
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: BODY_LIMIT,
      followRedirects: false,
    });
    this.control = socket;
    let refused: number | undefined,
      settled = false;
    const gone = (): void => {
      if (settled) return;
      settled = true;
      if (this.control !== socket) return;
      this.control = undefined;
      this.retry(refused);
    };
    socket.on("unexpected-response", (request, response) => {
      refused = response.statusCode ?? 500;
      response.resume();
      request.destroy();
      gone();
    });
    // The close that follows tells what to do; without a handler the error would end the process.
    socket.on("error", () => {
      if (socket.readyState === WebSocket.CLOSED || socket.readyState === WebSocket.CONNECTING) gone();
    });
    socket.on("close", gone);
    socket.on("open", () => {
      this.attempt = 0;
      this.refusals = 0;
      this.keepAlive(socket);
      this.renewing(socket);
      readPairs(
        socket,
        (message, body) => {
          if (message.request !== undefined) void this.take(socket, message.request, body, true);
        },
        () => undefined,
      );
      this.options.onState?.("listening");
    });
  }

  private retry(refused: number | undefined): void {
    if (!this.wanted) return;
    const ladder = this.options.ladderMs ?? LADDER_MS,
      ceiling = ladder.at(-1) ?? 60_000;
    let wait = ladder[Math.min(this.attempt++, ladder.length - 1)] ?? ceiling;
    this.refusals = refused === 401 || refused === 403 ? this.refusals + 1 : 0;
    if (this.refusals > 0) {
      this.options.onState?.("unauthorised");
      if (this.refusals >= UNAUTHORISED_AFTER) wait = UNAUTHORISED_WAIT_MS;
    }
    // An agent must heal by itself once the entity exists.
    if (refused === 404) {
      this.options.onState?.("unknown-entity");
      wait = ceiling;
    }
    this.later(jittered(wait), () => this.dial());
  }

  private keepAlive(socket: WebSocket): void {
    let overdue: NodeJS.Timeout | undefined;
    const beat = setInterval(() => {
      if (socket.readyState !== WebSocket.OPEN) return;
      overdue ??= setTimeout(() => socket.terminate(), PONG_WAIT_MS);
      socket.ping();
    }, this.options.pingMs ?? 30_000);
    socket.on("pong", () => {
      clearTimeout(overdue);
      overdue = undefined;
    });
    socket.once("close", () => {
      clearInterval(beat);
      clearTimeout(overdue);
    });
  }
  private renewing(socket: WebSocket): void {
    const next = (): void => {
      const timer = this.later(this.life() * 1000 * (0.75 + Math.random() * 0.05), () => {
        if (socket.readyState === WebSocket.OPEN) {
          sendPair(socket, { renewToken: { token: this.token() } });
          next();
        }
      });
      socket.once("close", () => {
        clearTimeout(timer);
        this.timers.delete(timer);
      });
    };
    next();
  }

  private async take(
    socket: WebSocket,
    frame: RequestFrame,
    body: Buffer | undefined,
    onControl: boolean,
  ): Promise<void> {
    if (frame.method === undefined || frame.body === undefined) {
      if (onControl)
        this.meet(frame.address, (met) =>
          readPairs(
            met,
            (message, more) => {
              if (message.request !== undefined) void this.take(met, message.request, more, false);
            },
            () => met.terminate(),
          ),
        );
      return;
    }
    const id = frame.id ?? "";
    let answer: RelayResponse;
    try {
      answer = await this.options.handle({
        id,
        method: frame.method,
        target: frame.requestTarget ?? "/",
        headers: frame.requestHeaders ?? {},
        body: body ?? Buffer.alloc(0),
      });
    } catch {
      answer = { status: 500 };
    }
    const content = answer.body !== undefined && answer.body.length > 0 ? answer.body : undefined;
    const message = {
      response: {
        requestId: id,
        statusCode: answer.status,
        statusDescription: "",
        responseHeaders: answer.headers ?? {},
        body: content !== undefined,
      },
    };
    if (onControl && (content?.length ?? 0) > CONTROL_LIMIT) {
      this.meet(frame.address, (met) => {
        sendPair(met, message, content);
        met.close(1000);
      });
    } else if (socket.readyState === WebSocket.OPEN) sendPair(socket, message, content);
    // Otherwise the channel that brought the request is gone: on a new one its id means nothing.
  }

  /** Dials a rendezvous address, if its host is one that we trust. */
  private meet(address: string, onOpen: (socket: WebSocket) => void): void {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const azure =
      this.base.hostname.endsWith(".servicebus.windows.net") &&
      url?.hostname.endsWith(".servicebus.windows.net") === true;
    if (url === undefined || url.protocol !== this.base.protocol || !(url.hostname === this.base.hostname || azure))
      return;
    const socket = new WebSocket(url, {
      perMessageDeflate: false,
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: BODY_LIMIT,
      followRedirects: false,
    });
    this.rendezvous.add(socket);
    const idle = setTimeout(() => socket.close(1000), RENDEZVOUS_IDLE_MS + HANDSHAKE_MS);
    socket.on("message", () => idle.refresh());
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(idle);
      this.rendezvous.delete(socket);
    });
    socket.on("open", () => onOpen(socket));
  }
}
