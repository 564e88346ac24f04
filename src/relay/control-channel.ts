/** The broker's end of a control channel: it lives as long as its token and its listener's pongs (relay protocol §4.2 to §4.5). */
import type { WebSocket } from "ws";
import { readPairs, type Message } from "./frames";
import type { SasVerdict } from "./sas";

/** After a token's expiry: Microsoft's .NET listener renews at that very moment (§4.3). */
const TOKEN_GRACE_MS = 300_000;

/** What a control channel lives by, and whom it tells. */
export interface ControlChannelOptions {
  /** Expiry of the token that opened the channel, seconds since 1970. */
  readonly expires: number;
  readonly pingMs: number;
  /** Judges a `renewToken`. */
  readonly verify: (token: string) => SasVerdict;
  readonly onMessage: (message: Message, body: Buffer | undefined) => void;
  readonly onClose: () => void;
}

/** Keeps an open channel: closes it with 1008 for an expired or refused token and for what cannot be read, ends it where no pong comes. */
export function keepControlChannel(listener: WebSocket, options: ControlChannelOptions): void {
  const token = expiryOf(listener);
  token.extend(options.expires);
  const stopPings = keepPinging(listener, options.pingMs);
  listener.on("error", () => undefined);
  readPairs(
    listener,
    (message, body) => {
      if (message.renewToken !== undefined) {
        const verdict = options.verify(message.renewToken.token);
        if (verdict.ok) token.extend(verdict.expires);
        else listener.close(1008, "The token was refused");
      }
      options.onMessage(message, body);
    },
    () => listener.close(1008, "The message could not be read"),
  );
  listener.on("close", () => {
    stopPings();
    token.forget();
    options.onClose();
  });
}

/** The timer that closes a channel once its token has expired, grace included. */
function expiryOf(listener: WebSocket): { extend(expires: number): void; forget(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    extend(expires) {
      clearTimeout(timer);
      timer = setTimeout(
        () => listener.close(1008, "The token has expired"),
        expires * 1000 - Date.now() + TOKEN_GRACE_MS,
      );
    },
    forget: () => clearTimeout(timer),
  };
}

/** Pings in turn and terminates the listener that left one unanswered (§4.4); returns what stops it. */
function keepPinging(listener: WebSocket, pingMs: number): () => void {
  let alive = true;
  const beat = setInterval(() => {
    if (!alive) {
      listener.terminate();
      return;
    }
    alive = false;
    listener.ping();
  }, pingMs);
  listener.on("pong", () => {
    alive = true;
  });
  return () => clearInterval(beat);
}
