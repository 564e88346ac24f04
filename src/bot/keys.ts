/** The keys that the channel signs its tokens with, as it publishes them. */
import { createPublicKey, type JsonWebKey } from "node:crypto";
import { OpenIdMetadata, type IOpenIdMetadataKey } from "botframework-connector/lib/auth/openIdMetadata";
import { z } from "zod";

/** The keys could not be fetched, so no token can be judged. */
export class KeysUnread extends Error {
  override readonly name = "KeysUnread";
}
/** Where Azure Bot Service describes its keys (Bot Framework, "Authenticate requests from the Bot Connector service"). */
export const CHANNEL_KEYS = "https://login.botframework.com/v1/.well-known/openidconfiguration";

const description = z.object({ jwks_uri: z.string().url() });
const keySet = z.object({
  keys: z.array(z.object({ kid: z.string(), endorsements: z.array(z.string()).optional() }).passthrough()),
});
const HOUR_MS = 3_600_000,
  /** As the SDK has it: keys are fetched daily, and for one that is not known at most hourly. */
  FRESH_MS = 24 * HOUR_MS,
  /** Whoever comes while the keys cannot be had does not make us ask again at once. */
  PAUSE_MS = 10_000,
  PATIENCE_MS = 5_000;

/** In place of the SDK's keys: fetched once for all who wait, in bounded time, and a key that endorses no channel is no key. */
export class ChannelKeys extends OpenIdMetadata {
  #keys = new Map<string, IOpenIdMetadataKey>();
  #readAt = -Infinity;
  #failedAt = -Infinity;
  #reading: Promise<void> | undefined;
  constructor(
    private readonly address: string,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    super(address);
  }
  /** Null for a key that is not there or endorses no channel. Throws KeysUnread where no keys are to be had. */
  override async getKey(id: string): Promise<IOpenIdMetadataKey | null> {
    const age = this.nowMs() - this.#readAt;
    if (age > FRESH_MS || (age > HOUR_MS && !this.#keys.has(id))) await this.#refresh();
    return this.#keys.get(id) ?? null;
  }
  async #refresh(): Promise<void> {
    if (this.nowMs() - this.#failedAt < PAUSE_MS) throw new KeysUnread();
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }
  async #read(): Promise<void> {
    try {
      const { jwks_uri } = description.parse(await jsonAt(this.address)),
        { keys } = keySet.parse(await jsonAt(jwks_uri));
      this.#keys = new Map(
        keys
          .filter((k) => k.kty === "RSA" && (k.endorsements ?? []).length > 0)
          .map((k) => [k.kid, { key: pemOf(k), endorsements: k.endorsements ?? [] }]),
      );
      this.#readAt = this.nowMs();
    } catch {
      this.#failedAt = this.nowMs();
      throw new KeysUnread();
    }
  }
}
const pemOf = (key: JsonWebKey): string =>
  createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "pem" }).toString();
async function jsonAt(address: string): Promise<unknown> {
  const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new KeysUnread();
  return answer.json();
}
