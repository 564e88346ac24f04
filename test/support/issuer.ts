/** The channel's issuer on this machine: signs tokens, and publishes its keys as Azure Bot Service does. */
import { createHmac, createPublicKey, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export const ISSUER = "https://api.botframework.com";
/** How a token is to differ from a good one. A claim or header that is undefined is left out. */
export interface TokenChange {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  /** Key that it names and is signed with. `channel`: endorsed for Teams. */
  readonly key?: KeyName;
  /** Signed by a key that is published nowhere. */
  readonly foreign?: true;
  /** Seconds from now. */
  readonly from?: number;
  readonly until?: number;
}
export type KeyName = "channel" | "unendorsed" | "endorsesNone" | "webchat";
const ENDORSES: Record<KeyName, readonly string[] | undefined> = {
  channel: ["msteams", "webchat"],
  unendorsed: undefined,
  endorsesNone: [],
  webchat: ["webchat"],
};
const HASHES: Record<string, string> = { RS256: "RSA-SHA256", RS384: "RSA-SHA384" };
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export interface Issuer {
  /** Address of the description of its keys. */
  readonly url: string;
  /** How often its keys were fetched. */
  readonly fetched: () => number;
  /** False: it answers 500. */
  well: boolean;
  /** A good token for one bot, but for what is changed. */
  token(appId: string, serviceUrl: string, change?: TokenChange): string;
  stop(): Promise<void>;
}
export async function startIssuer(): Promise<Issuer> {
  const keys = new Map(
      Object.keys(ENDORSES).map((name) => [name, generateKeyPairSync("rsa", { modulusLength: 2048 })]),
    ),
    stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  let fetched = 0;
  const server = createServer((req, res) => {
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    if (!issuer.well) {
      res.statusCode = 500;
      return void res.end();
    }
    res.setHeader("content-type", "application/json");
    if (req.url !== "/keys") return void res.end(JSON.stringify({ issuer: ISSUER, jwks_uri: `${at}/keys` }));
    fetched++;
    res.end(
      JSON.stringify({
        keys: [...keys].map(([kid, { publicKey }]) => ({
          ...publicKey.export({ format: "jwk" }),
          kid,
          use: "sig",
          endorsements: ENDORSES[kid as KeyName],
        })),
      }),
    );
  });
  await new Promise<void>((r) => server.listen(0, "127.0.0.1", () => r()));
  const issuer: Issuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/openid`,
    fetched: () => fetched,
    well: true,
    token(appId, serviceUrl, { claims, header, key = "channel", foreign, from = -60, until = 3600 } = {}) {
      const nowS = Math.floor(Date.now() / 1000),
        head = { typ: "JWT", alg: "RS256", kid: key, ...header },
        body = { iss: ISSUER, aud: appId, nbf: nowS + from, exp: nowS + until, serviceurl: serviceUrl, ...claims },
        signed = `${part(head)}.${part(body)}`,
        { privateKey, publicKey } = keys.get(key)!;
      return `${signed}.${signature(signed, String(head.alg), foreign === true ? stranger : privateKey, publicKey)}`;
    },
    stop: () =>
      new Promise((r) => {
        server.close(() => r());
        server.closeAllConnections();
      }),
  };
  return issuer;
}
/** HS256 stands for the old confusion: the public key, which everybody has, as the secret. */
function signature(text: string, alg: string, own: KeyObject, published: KeyObject): string {
  if (alg === "none") return "";
  if (alg === "HS256") {
    const pem = createPublicKey(published.export({ type: "spki", format: "pem" })).export({
      type: "spki",
      format: "pem",
    });
    return createHmac("sha256", pem).update(text).digest("base64url");
  }
  return createSign(HASHES[alg]!).update(text).sign(own, "base64url");
}
