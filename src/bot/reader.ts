/** Reads a JSON body within bounds. What is over them is refused while it comes in; nothing is unpacked, and nothing goes to the disk. */
import type { IncomingMessage } from "node:http";

/** How much one body may be; `ms`: from its first byte to its last. */
export interface BodyBounds {
  readonly bytes: number;
  readonly depth: number;
  readonly ms: number;
}
/** Teams sends some kilobytes; its cards hold flat data. */
export const BODY_BOUNDS: BodyBounds = { bytes: 256 * 1024, depth: 32, ms: 10_000 };
/** All bodies that are being read, together; in bytes. */
const READ_AT_ONCE = 32 * 1024 * 1024;

/** A body's value, or the HTTP status that says why there is none. */
export type Body =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "refused"; readonly status: number };
const refused = (status: number): Body => ({ kind: "refused", status });

/**
 * What the headers alone rule out: 415 for anything but plain `application/json` (so no multipart, no compression),
 * 413 for a length over the bound. Undefined where the body may be read.
 */
export function refusedByHeaders(req: IncomingMessage, bytes = BODY_BOUNDS.bytes): number | undefined {
  const { "content-type": type = "", "content-encoding": encoding, "content-length": length = "0" } = req.headers;
  if (encoding !== undefined || !/^application\/json *(; *charset=utf-8)?$/i.test(type.trim())) return 415;
  return Number(length) > bytes ? 413 : undefined;
}

/** Reads bodies, of which all together hold a bounded part of the memory. */
export class BodyReader {
  #held = 0;
  constructor(
    private readonly bounds: BodyBounds = BODY_BOUNDS,
    private readonly together = READ_AT_ONCE,
  ) {}
  /** 408 too slow or cut off, 413 too large, 503 too many at once, 400 no JSON or too deep. */
  async read(req: IncomingMessage): Promise<Body> {
    const parts: Buffer[] = [];
    let held = 0;
    const take = (part: Buffer): number | undefined => {
      held += part.length;
      this.#held += part.length;
      if (held > this.bounds.bytes) return 413;
      if (this.#held > this.together) return 503;
      parts.push(part);
      return undefined;
    };
    try {
      const status = await received(req, take, this.bounds.ms);
      return status === undefined ? jsonOf(Buffer.concat(parts), this.bounds.depth) : refused(status);
    } finally {
      this.#held -= held;
    }
  }
}
/** Hands each part to `take` until the end, a refusal, or the time is over; what comes after that is let go unseen. */
function received(
  req: IncomingMessage,
  take: (part: Buffer) => number | undefined,
  ms: number,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    const end = (status: number | undefined): void => {
      clearTimeout(timer);
      req.off("data", onData);
      req.resume();
      resolve(status);
    };
    const onData = (part: Buffer): void => {
      const status = take(part);
      if (status !== undefined) end(status);
    };
    const timer = setTimeout(() => end(408), ms);
    req.on("data", onData);
    req.once("end", () => end(undefined));
    for (const cut of ["close", "error", "aborted"]) req.once(cut, () => end(408));
  });
}
function jsonOf(bytes: Buffer, depth: number): Body {
  if (depthOf(bytes) > depth) return refused(400);
  try {
    return { kind: "json", value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return refused(400);
  }
}
const QUOTE = 0x22,
  BACKSLASH = 0x5c,
  OPENING = new Set([0x5b, 0x7b]),
  CLOSING = new Set([0x5d, 0x7d]);
/** How deep arrays and objects stand in each other, without building them. */
function depthOf(bytes: Buffer): number {
  let deepest = 0,
    depth = 0,
    inText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (inText) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (OPENING.has(byte)) deepest = Math.max(deepest, ++depth);
    else if (CLOSING.has(byte)) depth--;
  }
  return deepest;
}
