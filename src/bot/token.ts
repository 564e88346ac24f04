/** The channel's token: who hands us an activity is proved by one header, before a byte of the body is read. */
import type { ClaimsIdentity } from "botframework-connector";
import { JwtTokenExtractor } from "botframework-connector/lib/auth/jwtTokenExtractor";
import { KeysUnread, type ChannelKeys } from "./keys";

/** Who signs for Azure Bot Service (AuthenticationConstants.ToBotFromChannelTokenIssuer). A token of Microsoft Entra is never the channel's. */
const ISSUER = "https://api.botframework.com";
/** The channel that the signing key must endorse, and that the activity must come from. */
export const TEAMS_CHANNEL = "msteams";
const BEARER = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/,
  SKEW_S = 5 * 60;

/** `unread`: the keys could not be had, so nothing was proved either way. */
export type TokenVerdict =
  | { readonly kind: "verified"; readonly identity: ClaimsIdentity }
  | { readonly kind: "refused"; readonly why: "no-token" | "token" }
  | { readonly kind: "unread" };
const REFUSED: TokenVerdict = { kind: "refused", why: "token" };

/** Tokens for one bot. The signature is verified by the SDK, every option said; what the SDK leaves open is demanded here. */
export class ChannelTokens {
  readonly #extractor: JwtTokenExtractor;
  constructor(appId: string, keys: ChannelKeys) {
    const options = { issuer: [ISSUER], audience: appId, clockTolerance: SKEW_S, ignoreExpiration: false };
    this.#extractor = Object.assign(new JwtTokenExtractor(options, "", ["RS256"]), { openIdMetadata: keys });
  }
  /** Signature, issuer, audience, times and the key's endorsement of Teams. */
  async verify(authorization: string | undefined): Promise<TokenVerdict> {
    if (authorization === undefined || !BEARER.test(authorization)) return { kind: "refused", why: "no-token" };
    try {
      const identity = await this.#extractor.getIdentityFromAuthHeader(authorization, TEAMS_CHANNEL, [TEAMS_CHANNEL]);
      // jsonwebtoken takes a token without an end for one that never ends.
      return identity !== null && typeof claimOf(identity, "exp") === "number"
        ? { kind: "verified", identity }
        : REFUSED;
    } catch (error) {
      return error instanceof KeysUnread ? { kind: "unread" } : REFUSED;
    }
  }
}
/** A claim as the token has it; undefined where it has none. */
export const claimOf = (identity: ClaimsIdentity, type: string): unknown =>
  identity.claims.find((c) => c.type === type)?.value;
