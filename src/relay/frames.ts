/** What travels on the sockets of a hybrid connection, and the pairing rule: a JSON with `body: true` is followed by exactly one binary message. */
import { z } from "zod";
import type { RawData, WebSocket } from "ws";

/** Bytes of a body, or of a JSON message, that may go over the control channel. */
export const CONTROL_LIMIT = 65_536;
/** Bytes of any body that we accept. */
export const BODY_LIMIT = 32 * 1024 * 1024;

const headersSchema = z.record(z.string());
/** A request to a listener; with `address` alone it points to the rendezvous where the whole one waits (relay protocol §6.1, §6.2). */
export const requestSchema = z.object({
  address: z.string(),
  id: z.string().optional(),
  requestTarget: z.string().optional(),
  method: z.string().optional(),
  requestHeaders: headersSchema.optional(),
  body: z.boolean().optional(),
});
/** A listener's answer; the status may come as a number or as three digits (relay protocol §6.3). */
export const responseSchema = z.object({
  requestId: z.string(),
  statusCode: z.union([
    z.number(),
    z
      .string()
      .regex(/^\d{3}$/)
      .transform(Number),
  ]),
  statusDescription: z.string().nullish(),
  responseHeaders: headersSchema.nullish(),
  body: z.boolean().optional(),
});
/** A text message of a control channel or a rendezvous (relay protocol §4.2). */
export const messageSchema = z.object({
  request: requestSchema.optional(),
  response: responseSchema.optional(),
  renewToken: z.object({ token: z.string() }).optional(),
});
/** A request as it was read. */
export type RequestFrame = z.infer<typeof requestSchema>;
/** An answer as it was read; its status is a number. */
export type ResponseFrame = z.infer<typeof responseSchema>;
/** A text message as it was read; names that are not known are left out. */
export type Message = z.infer<typeof messageSchema>;

/** Sends a message and its body as one pair; nothing may be sent between the two, so this is the only writer of both. */
export function sendPair(socket: WebSocket, message: object, body?: Buffer): void {
  socket.send(JSON.stringify(message));
  if (body !== undefined) socket.send(body, { binary: true });
}

const bufferOf = (data: RawData): Buffer =>
  Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);

/** Reads pairs from a socket. Unknown names and stray binaries are ignored, so that the protocol can grow; JSON that cannot be read calls `onBroken`. */
export function readPairs(
  socket: WebSocket,
  onMessage: (message: Message, body: Buffer | undefined) => void,
  onBroken: () => void,
): void {
  let waiting: Message | undefined;
  socket.on("message", (data, isBinary) => {
    if (isBinary) {
      const message = waiting;
      waiting = undefined;
      if (message !== undefined) onMessage(message, bufferOf(data));
      return;
    }
    let parsed;
    try {
      parsed = messageSchema.safeParse(JSON.parse(bufferOf(data).toString("utf8")));
    } catch {
      onBroken();
      return;
    }
    if (!parsed.success || waiting !== undefined) {
      onBroken();
      return;
    }
    if (parsed.data.request?.body === true || parsed.data.response?.body === true) waiting = parsed.data;
    else onMessage(parsed.data, undefined);
  });
}
