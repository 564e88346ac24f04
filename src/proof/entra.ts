/**
 * A fresh proof of a person: an access token of Microsoft Entra ID for this bot's own app, fetched for one decision with the authentication
 * context that the tenant demands. It is looked at, and nothing of it is kept but a hash, so that it proves once.
 */
import { createHash } from "node:crypto";
import type { JWTPayload, JWTVerifyGetKey } from "jose";
import { z } from "zod";
import type { Person } from "../domain/case";
import type { ProofResult, Proofs } from "../ports";

export interface EntraProofOptions {
  readonly tenantId: string;
  /** Who the token must be for: the client id of the bot's app registration, which issues tokens of version 2. */
  readonly clientId: string;
  /** Id of the authentication context (`c1` … `c99`) that the token must carry in `acrs`. */
  readonly contextId: string;
  /** Where the issuer publishes its keys; Microsoft's own place unless a test says otherwise. */
  readonly keysAt?: string;
  readonly now?: () => Date;
}
/** Why a token proves nothing, in one word for the audit. */
type Fault =
  | "malformed"
  | "algorithm"
  | "signature"
  | "keys-unread"
  | "issuer"
  | "audience"
  | "time"
  | "age"
  | "tenant"
  | "person"
  | "context"
  | "used";
const LOGIN = "https://login.microsoftonline.com";
/** A token is fresh for five minutes after its issue: four of age and one of difference between the clocks, seconds. */
const AGE_S = 4 * 60,
  SKEW_S = 60,
  /** A hash is kept until its token would be too old in any case. */
  KEPT_MS = 10 * 60_000;
const KEYS_PATIENCE_MS = 5_000;
/** The claims beside those of every JWT (access token claims reference): the object id, the tenant, and the contexts that were satisfied. */
const claims = z.object({ oid: z.string(), tid: z.string(), acrs: z.array(z.string()) });

export class EntraProofs implements Proofs {
  #keys: JWTVerifyGetKey | undefined;
  readonly #used = new Map<string, number>();
  constructor(private readonly o: EntraProofOptions) {}

  async verify(token: string, by: Person): Promise<ProofResult> {
    const now = this.o.now?.() ?? new Date(),
      verified = await this.#payload(token, now);
    if (typeof verified === "string") return { proved: false, code: verified };
    const fault = this.#faultOf(verified, by) ?? this.#useOnce(token, now);
    return fault === undefined ? { proved: true, at: now.toISOString() } : { proved: false, code: fault };
  }
  /** What a token says whose signature, issuer, audience and times are right. */
  async #payload(token: string, now: Date): Promise<JWTPayload | Fault> {
    const jose = await import("jose"); // large, and seldom needed
    this.#keys ??= jose.createRemoteJWKSet(
      new URL(this.o.keysAt ?? `${LOGIN}/${this.o.tenantId}/discovery/v2.0/keys`),
      { timeoutDuration: KEYS_PATIENCE_MS },
    );
    try {
      const { payload } = await jose.jwtVerify(token, this.#keys, {
        algorithms: ["RS256"],
        issuer: `${LOGIN}/${this.o.tenantId}/v2.0`,
        audience: this.o.clientId,
        requiredClaims: ["exp", "nbf", "iat"],
        maxTokenAge: AGE_S,
        clockTolerance: SKEW_S,
        currentDate: now,
      });
      return payload;
    } catch (error) {
      return faultFrom(error);
    }
  }
  #faultOf(payload: JWTPayload, by: Person): Fault | undefined {
    const says = claims.safeParse(payload);
    if (!says.success) return says.error.issues.some((i) => i.path[0] === "acrs") ? "context" : "malformed";
    const { oid, tid, acrs } = says.data;
    if (tid !== this.o.tenantId || tid !== by.tenantId) return "tenant";
    if (oid !== by.id) return "person";
    return acrs.includes(this.o.contextId) ? undefined : "context";
  }
  #useOnce(token: string, now: Date): Fault | undefined {
    for (const [hash, at] of this.#used) if (now.getTime() - at > KEPT_MS) this.#used.delete(hash);
    // Of what is signed: the last character of a signature can be written in several ways.
    const hash = createHash("sha256")
      .update(token.slice(0, token.lastIndexOf(".")))
      .digest("base64url");
    if (this.#used.has(hash)) return "used";
    this.#used.set(hash, now.getTime());
    return undefined;
  }
}
const OF_CLAIM: Readonly<Record<string, Fault>> = {
  iss: "issuer",
  aud: "audience",
  iat: "age",
  exp: "time",
  nbf: "time",
};
const OF_CODE: Readonly<Record<string, Fault>> = {
  ERR_JOSE_ALG_NOT_ALLOWED: "algorithm",
  ERR_JOSE_NOT_SUPPORTED: "algorithm",
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "signature",
  ERR_JWKS_NO_MATCHING_KEY: "signature",
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: "signature",
  ERR_JWS_INVALID: "malformed",
  ERR_JWT_INVALID: "malformed",
};
/** jose's error as one word; what is no judgement of the token is a failure to read the keys. */
function faultFrom(error: unknown): Fault {
  const e = error as { code?: unknown; claim?: unknown };
  if (typeof e.claim === "string") return OF_CLAIM[e.claim] ?? "malformed";
  return (typeof e.code === "string" ? OF_CODE[e.code] : undefined) ?? "keys-unread";
}
