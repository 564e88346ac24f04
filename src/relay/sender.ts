/** The sending side: one HTTP request through the relay, judged by `Via` before its status. */
import http from "node:http";
import https from "node:https";
import { BODY_LIMIT } from "./frames";
import { makeToken, resourceOf, type SasKey } from "./sas";
import { isLoopback } from "./target";

/** Which entity a sender sends to, and with which key. */
export interface SenderOptions {
  /** Namespace: `https://name.servicebus.windows.net`, or plain http on loopback. */
  readonly relay: string;
  /** Path of the hybrid connection, such as `agents/lab`. */
  readonly entity: string;
  readonly key: SasKey;
  /** Whole exchange; 65 s by default, more than the relay's own 60 s, so that its 504 is seen. */
  readonly timeoutMs?: number;
  readonly now?: () => Date;
}
/**
 * `answer`: the listener spoke. The others: the relay did, or nobody; `arrived` is "no" only where that is proved (no connection was made, or
 * the relay knew no listener: 404), else the listener may have the request and may have acted on it.
 */
export type SendResult =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: http.IncomingHttpHeaders;
      readonly body: Buffer;
    }
  | {
      readonly kind: "agent-offline" | "agent-timeout" | "relay-auth" | "relay-fault" | "broken";
      readonly detail: string;
      readonly arrived: "no" | "perhaps";
    };

const TOKEN_LIFE_S = 3600;
/** After this long an idle connection is given up, before the relay does: a request on one that was just closed is lost, and is never repeated. */
const IDLE_MS = 60_000;

/** Sends requests to the one entity, each at most once. Refuses a relay without encryption, but on loopback. */
export class RelaySender {
  private token = { text: "", renewAt: 0 };
  private readonly agent: http.Agent;
  private readonly base: URL;
  constructor(private readonly options: SenderOptions) {
    this.base = new URL(options.relay.replace(/^ws/, "http").replace(/^sb:/, "https:"));
    if (this.base.protocol !== "https:" && !isLoopback(this.base.hostname))
      throw new Error("The relay must be https, except on loopback");
    const idle = { keepAlive: true, timeout: IDLE_MS };
    this.agent = this.base.protocol === "https:" ? new https.Agent(idle) : new http.Agent(idle);
  }

  /** Sends `body` to `entity + suffix`; never throws and never repeats. `suffix` starts with a slash. */
  send(
    method: "GET" | "POST",
    suffix: string,
    body?: Buffer,
    timeoutMs = this.options.timeoutMs ?? 65_000,
  ): Promise<SendResult> {
    return new Promise((resolve) => {
      const [send, ready] =
        this.base.protocol === "https:"
          ? ([https.request, "secureConnect"] as const)
          : ([http.request, "connect"] as const);
      let connected = false;
      const lost = (kind: "agent-timeout" | "broken", detail: string): void =>
        resolve(connected ? { kind, detail, arrived: "perhaps" } : { kind: "relay-fault", detail, arrived: "no" });
      const request = send(
        new URL(`/${this.options.entity}${suffix}`, this.base),
        {
          method,
          agent: this.agent,
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            ServiceBusAuthorization: this.currentToken(),
            ...(body === undefined ? {} : { "Content-Type": "application/json", "Content-Length": body.length }),
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          let size = 0;
          response.on("data", (part: Buffer) => {
            size += part.length;
            if (size > BODY_LIMIT) request.destroy(new Error("the answer is too large"));
            else parts.push(part);
          });
          response.on("error", (error) => lost("broken", error.message));
          response.on("end", () => {
            if (response.complete) resolve(judged(response, Buffer.concat(parts)));
            else lost("broken", "the answer was cut off");
          });
        },
      );
      request.on("socket", (socket) => {
        connected = !socket.connecting;
        if (socket.connecting)
          socket.once(ready, () => {
            connected = true;
          });
      });
      request.on("error", (error: NodeJS.ErrnoException) => {
        if (error.name === "AbortError" || error.name === "TimeoutError")
          lost("agent-timeout", `no ${connected ? "answer" : "connection"} within ${timeoutMs} ms`);
        else lost("broken", error.message);
      });
      request.end(body);
    });
  }
  /** Closes idle connections. */
  close(): void {
    this.agent.destroy();
  }

  private currentToken(): string {
    const now = (this.options.now?.() ?? new Date()).getTime() / 1000;
    if (now >= this.token.renewAt)
      this.token = {
        text: makeToken(
          resourceOf(this.base.href, this.options.entity),
          this.options.key,
          Math.floor(now) + TOKEN_LIFE_S,
        ),
        renewAt: now + TOKEN_LIFE_S * 0.8,
      };
    return this.token.text;
  }
}

function judged(response: http.IncomingMessage, body: Buffer): SendResult {
  const status = response.statusCode ?? 0,
    detail = `${status} ${response.statusMessage ?? ""}`.trim();
  if (response.headers.via !== undefined) return { kind: "answer", status, headers: response.headers, body };
  if (status === 401 || status === 403) return { kind: "relay-auth", detail, arrived: "perhaps" };
  if (status === 404) return { kind: "agent-offline", detail, arrived: "no" };
  // Also what a relay says that lost its listener, or stopped, after it had handed the request over.
  if (status === 502 || status === 503) return { kind: "agent-offline", detail, arrived: "perhaps" };
  if (status === 504) return { kind: "agent-timeout", detail, arrived: "perhaps" };
  return { kind: "relay-fault", detail, arrived: "perhaps" };
}
