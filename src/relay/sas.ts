/** Shared access signatures of Azure Relay: make and verify. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** One key of a rule. The text itself is the HMAC key; it is not base64-decoded, though it looks so. */
export interface SasKey {
  readonly keyName: string;
  readonly key: string;
}
/** What a rule allows: to listen on an entity, or to send to it. */
export type SasRight = "Listen" | "Send";
/** A rule as the broker holds it: `scope` is a path prefix (`agents/lab`, "" for the namespace); two slots, both valid. */
export interface SasRule {
  readonly name: string;
  readonly scope: string;
  readonly rights: readonly SasRight[];
  readonly keys: readonly [string] | readonly [string, string];
}
/** A token judged: `expires` in seconds since 1970, `slot` the key of the rule that signed it; or the status and reason of the refusal. */
export type SasVerdict =
  | { readonly ok: true; readonly rule: SasRule; readonly expires: number; readonly slot: number }
  | { readonly ok: false; readonly status: 401 | 403; readonly reason: string };

const hmac = (key: string, raw: string): Buffer =>
  createHmac("sha256", Buffer.from(key, "utf8")).update(raw, "utf8").digest();
const LONGEST_LIFE_S = 24 * 3600;
const CLOCK_SKEW_S = 300;

/** Base64 HMAC-SHA256 over the already percent-encoded resource, a line feed and the expiry (seconds since 1970). */
export const signature = (encodedResource: string, expires: number, key: string): string =>
  hmac(key, `${encodedResource}\n${expires}`).toString("base64");

/** A token for a resource URI such as `http://host/agents/lab/`; `expires` in whole seconds since 1970. */
export function makeToken(resource: string, { keyName, key }: SasKey, expires: number): string {
  const sr = encodeURIComponent(resource);
  return `SharedAccessSignature sr=${sr}&sig=${encodeURIComponent(signature(sr, expires, key))}&se=${expires}&skn=${encodeURIComponent(keyName)}`;
}

/** The resource URI that Microsoft's clients sign: scheme `http`, host in lower case without port, one trailing slash. */
export function resourceOf(namespace: string, path: string): string {
  return `http://${new URL(namespace).hostname.toLowerCase()}/${path.replace(/^\/+|\/+$/g, "")}/`;
}

const segments = (path: string): string[] =>
  path
    .toLowerCase()
    .split("/")
    .filter((s) => s !== "");
/** True where `prefix` covers `path` on segment boundaries, letter case aside. */
export const coversPath = (prefix: string, path: string): boolean => {
  const p = segments(prefix),
    q = segments(path);
  return p.every((s, i) => s === q[i]);
};

function fieldsOf(token: string): Map<string, string> | undefined {
  const match = /^SharedAccessSignature (.+)$/.exec(token);
  if (match === null) return undefined;
  const fields = new Map<string, string>();
  for (const piece of match[1]!.split("&")) {
    const at = piece.indexOf("="),
      name = piece.slice(0, at).toLowerCase();
    if (at < 1 || fields.has(name)) return undefined;
    fields.set(name, piece.slice(at + 1));
  }
  return ["sr", "sig", "se", "skn"].every((name) => (fields.get(name) ?? "") !== "") ? fields : undefined;
}
const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll("+", "%20"));
  } catch {
    return undefined;
  }
};
const base64Of = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** What a token must be good for; `hosts` are the names that the relay goes by. */
export interface SasDemand {
  readonly rules: readonly SasRule[];
  readonly hosts: readonly string[];
  readonly path: string;
  readonly right: SasRight;
  readonly nowSeconds: number;
}
/** Checks a token against the rules: 401 for what is missing, malformed, forged or expired; 403 for a good token with the wrong path or right. */
export function verifyToken(token: string | undefined, demand: SasDemand): SasVerdict {
  const refuse = (status: 401 | 403, reason: string): SasVerdict => ({ ok: false, status, reason });
  if (token === undefined || token === "") return refuse(401, "The token is missing");
  const fields = fieldsOf(token),
    expiry = fields?.get("se") ?? "";
  if (fields === undefined || !/^\d{1,12}$/.test(expiry)) return refuse(401, "The token is malformed");
  const raw = fields.get("sr")!,
    name = decoded(fields.get("skn")!);
  const rule = demand.rules.find((r) => r.name === name);
  const given = Buffer.from(base64Of(fields.get("sig")!) ?? "", "base64");
  // An unknown name costs the same work and gets the same words as a bad signature.
  const slot = (rule?.keys ?? ["unknown rule"]).findIndex((key) => {
    const own = hmac(key, `${raw}\n${expiry}`);
    return given.length === own.length && timingSafeEqual(own, given);
  });
  if (rule === undefined || slot < 0) return refuse(401, `The token has an invalid signature for ${demand.path}`);
  const expires = Number(expiry);
  if (expires < demand.nowSeconds) return refuse(401, "The token has expired");
  if (expires > demand.nowSeconds + LONGEST_LIFE_S + CLOCK_SKEW_S)
    return refuse(401, "The token lives longer than is allowed");
  const resource = URL.canParse(decoded(raw) ?? "") ? new URL(decoded(raw)!) : undefined;
  const path = decoded(resource?.pathname ?? "");
  if (
    resource === undefined ||
    path === undefined ||
    !demand.hosts.includes(resource.hostname.toLowerCase()) ||
    !coversPath(path, demand.path)
  )
    return refuse(403, "The token is for another resource");
  if (!coversPath(rule.scope, demand.path) || !rule.rights.includes(demand.right))
    return refuse(403, `The rule does not grant ${demand.right} here`);
  return { ok: true, rule, expires, slot };
}
