/** An HTTP request of a sender as the broker holds it: its body, and what the sender gets back (relay protocol §6.1, §6.3, §7). */
import type http from "node:http";
import { BODY_LIMIT, type ResponseFrame } from "./frames";
import { endToEnd } from "./target";

/** One request of an HTTP sender; it is answered once, by the relay or with what the listener said. */
export class SenderRequest {
  constructor(
    readonly request: http.IncomingMessage,
    private readonly response: http.ServerResponse,
  ) {}

  /** Calls back once the sender has its answer, or has gone. */
  onClose(closed: () => void): void {
    this.response.on("close", closed);
  }

  /** The whole body; empty = none. Undefined where it was too large (refused with 413), or where the sender hung up meanwhile. */
  async readBody(): Promise<Buffer | undefined> {
    const parts: Buffer[] = [];
    let size = 0;
    try {
      for await (const part of this.request) {
        size += (part as Buffer).length;
        if (size > BODY_LIMIT) {
          // Within the loop: to leave it destroys the request, and nothing could be answered any more.
          this.refuse(413, "The request is too large");
          return undefined;
        }
        parts.push(part as Buffer);
      }
    } catch {
      return undefined;
    }
    return Buffer.concat(parts);
  }

  /** The relay's own answer: without `Via`, which only a listener's answer carries. Nothing is done where an answer has begun. */
  refuse(status: number, reason: string): void {
    const { request, response } = this;
    if (response.headersSent || response.destroyed) return;
    // The rest of an unread body must not be taken for the next request.
    if (!request.complete) response.setHeader("Connection", "close");
    // Not chained: restify, in the same process, replaces writeHead by one that returns nothing.
    response.writeHead(status, reason, { "Content-Type": "text/plain" });
    response.end(reason);
  }

  /** The listener's answer. A status outside 200 to 599, or a header that cannot be written, becomes the relay's own 502. */
  answer(frame: ResponseFrame, body: Buffer | undefined, via: string): void {
    const { response } = this;
    if (frame.statusCode < 200 || frame.statusCode > 599)
      return this.refuse(502, "The listener gave an invalid status");
    try {
      for (const [name, value] of Object.entries(endToEnd(frame.responseHeaders ?? {})))
        response.setHeader(name, value.replace(/[^\t\x20-\x7e]/g, "?"));
      response.setHeader("Via", via);
    } catch {
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      return this.refuse(502, "The listener gave an invalid header");
    }
    const bodiless = frame.statusCode === 204 || frame.statusCode === 304 || this.request.method === "HEAD";
    if (!bodiless) response.setHeader("Content-Length", body?.length ?? 0);
    const phrase = (frame.statusDescription ?? "").replace(/[^\x20-\x7e]/g, "?");
    response.statusCode = frame.statusCode;
    if (phrase !== "") response.statusMessage = phrase;
    response.end(bodiless ? undefined : body);
  }
}
