/** Paths, queries and headers of the relay: which part is the entity, and which pieces the relay owns. */
import type http from "node:http";
import { coversPath } from "./sas";

/** Where a token came with a request. */
export type TokenCarrier = "query" | "header" | "authorization";
/** The token of a request: the query wins over the header, and `Authorization` counts only where neither is there (relay protocol §3.1). */
export function tokenOf(request: http.IncomingMessage): {
  readonly token: string | undefined;
  readonly from: TokenCarrier | undefined;
} {
  const query = new URL(request.url ?? "/", "http://relay").searchParams.get("sb-hc-token");
  if (query !== null) return { token: query, from: "query" };
  const header = request.headers["servicebusauthorization"];
  if (typeof header === "string") return { token: header, from: "header" };
  const plain = request.headers.authorization;
  return plain === undefined ? { token: undefined, from: undefined } : { token: plain, from: "authorization" };
}

/** Removes the `sb-hc-…=` pieces of a query and leaves the rest byte for byte; a query with nothing left loses its `?`. */
export function strippedTarget(target: string): string {
  const at = target.indexOf("?");
  if (at < 0) return target;
  const kept = target
    .slice(at + 1)
    .split("&")
    .filter((piece) => !/^sb-hc-[^=]*=/i.test(piece))
    .join("&");
  return kept === "" ? target.slice(0, at) : `${target.slice(0, at)}?${kept}`;
}
/** The decoded path without its query and slashes at the ends; undefined where the escapes are broken. */
export function pathOf(target: string): string | undefined {
  try {
    return decodeURIComponent(target.split("?")[0]!).replace(/^\/+|\/+$/g, "");
  } catch {
    return undefined;
  }
}
/** The longest registered entity that covers the path. */
export function entityOf(path: string, entities: readonly string[]): string | undefined {
  return entities.filter((entity) => coversPath(entity, path)).sort((a, b) => b.length - a.length)[0];
}

const HOP_BY_HOP = new Set([
  "connection",
  "content-length",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "close",
  "keep-alive",
  "proxy-connection",
  "expect",
]);
/** End-to-end headers only, repeated ones joined; `also` names further ones to leave out. */
export function endToEnd(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  also: readonly string[] = [],
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !HOP_BY_HOP.has(name.toLowerCase()) && !also.includes(name.toLowerCase()))
      kept[name] = Array.isArray(value) ? value.join(", ") : value;
  return kept;
}
/** True for names and addresses of this machine only: the one place where plain http and ws are allowed. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
