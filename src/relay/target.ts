/** Paths and queries of the relay: which part is the entity, and which pieces the relay owns. */
import { coversPath } from "./sas";

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
