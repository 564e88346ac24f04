/** One exchange: a sender's request that waits for the answer of one listener, over the control channel or a rendezvous (relay protocol §6). */
import { randomBytes, randomUUID } from "node:crypto";
import type http from "node:http";
import type { WebSocket } from "ws";
import { CONTROL_LIMIT, sendPair, type ResponseFrame } from "./frames";
import type { SenderRequest } from "./sender-request";
import { endToEnd, strippedTarget, type TokenCarrier } from "./target";

/** The way of an exchange through the broker. */
export interface Route {
  readonly entity: string;
  readonly listener: WebSocket;
  /** Where the sender's token was found: an `Authorization` that the relay evaluated does not reach the listener (§3.1). */
  readonly tokenFrom: TokenCarrier | undefined;
  /** The broker's name in `Via`. */
  readonly host: string;
  /** Host and port of the rendezvous address. */
  readonly authority: string;
  /** Until the listener must have answered; then the sender gets 504. */
  readonly responseTimeoutMs: number;
  /** Called once or more when the exchange no longer waits: it was answered, it failed, or the sender has gone. */
  readonly onEnd: (exchange: Exchange) => void;
}

/** Waits from its construction on until it is answered, fails, times out, or the sender goes. */
export class Exchange {
  readonly id = `${randomUUID()}_G0`;
  /** Only a pointer goes over the control channel; the request, and its answer, go over the rendezvous (§6.2). */
  readonly pointed: boolean;
  // The secret of the rendezvous address is not the id, which a sender may know (§6.5).
  #secret: string | undefined = randomBytes(16).toString("hex");
  readonly #address: string;
  readonly #via: string;
  readonly #message: { readonly request: object };
  readonly #body: Buffer | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly sender: SenderRequest,
    body: Buffer,
    readonly route: Route,
  ) {
    const { request } = sender;
    this.#address = `ws://${route.authority}/$hc/${route.entity}?sb-hc-action=request&sb-hc-id=${this.id}&sb-hc-rv=${this.#secret}`;
    this.#via = `1.1 ${route.host}`;
    this.#body = body.length > 0 ? body : undefined;
    this.#message = {
      request: {
        address: this.#address,
        id: this.id,
        requestTarget: strippedTarget(request.url ?? "/"),
        method: request.method ?? "GET",
        remoteEndpoint: { address: request.socket.remoteAddress ?? "", port: request.socket.remotePort ?? 0 },
        requestHeaders: forwardedHeaders(request.headers, route.tokenFrom, this.#via),
        body: this.#body !== undefined,
      },
    };
    this.pointed =
      request.headers["transfer-encoding"] !== undefined ||
      Buffer.byteLength(JSON.stringify(this.#message)) + body.length > CONTROL_LIMIT;
    this.#timer = setTimeout(
      () =>
        this.fail(504, "The request was routed to the listener but the listener did not respond in the required time"),
      route.responseTimeoutMs,
    );
    sender.onClose(() => this.#end());
  }

  /** Tells the listener of the request on its control channel. */
  announce(): void {
    if (this.pointed) sendPair(this.route.listener, { request: { address: this.#address, id: this.id } });
    else sendPair(this.route.listener, this.#message, this.#body);
  }
  /** Whether the dialled secret opens the rendezvous. It does so once only; the exchange waits on for its answer. */
  admits(secret: string | null): boolean {
    if (this.#secret === undefined || this.#secret !== secret) return false;
    this.#secret = undefined;
    return true;
  }
  /** Gives the rendezvous what it was dialled for; a request that the listener has in full is not sent again (§6.4). */
  meet(rendezvous: WebSocket): void {
    if (this.pointed) sendPair(rendezvous, this.#message, this.#body);
  }
  /** Hands the listener's answer to the sender. */
  answer(frame: ResponseFrame, body: Buffer | undefined): void {
    this.#end();
    this.sender.answer(frame, body, this.#via);
  }
  /** Gives the sender an answer of the relay's own. */
  fail(status: number, reason: string): void {
    this.#end();
    this.sender.refuse(status, reason);
  }
  #end(): void {
    clearTimeout(this.#timer);
    this.route.onEnd(this);
  }
}

const RELAY_HEADERS = [
  "servicebusauthorization",
  "microsoft-relay-allowedlisteners",
  "microsoft-relay-disallowedlisteners",
];
/** What of the sender's headers reaches the listener: the end-to-end ones that are not the relay's, and `Via` with the relay appended. */
function forwardedHeaders(
  headers: http.IncomingHttpHeaders,
  tokenFrom: TokenCarrier | undefined,
  via: string,
): Record<string, string> {
  const kept = endToEnd(headers, tokenFrom === "authorization" ? [...RELAY_HEADERS, "authorization"] : RELAY_HEADERS);
  return { ...kept, via: kept["via"] === undefined ? via : `${kept["via"]}, ${via}` };
}
