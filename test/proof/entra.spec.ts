/** Expected values: row A15 of the threat model and the access token claims reference of Microsoft Entra ID. */
import assert from "node:assert/strict";
import type { Person } from "../../src/domain";
import { EntraProofs, type EntraProofOptions } from "../../src/proof/entra";
import { startIssuer, type Issuer, type TokenChange } from "../support/issuer";

const TENANT = "11111111-1111-4111-8111-111111111111",
  OTHER_TENANT = "22222222-2222-4222-8222-222222222222",
  CLIENT = "33333333-3333-4333-8333-333333333333",
  ADMIN: Person = { id: "e752b931-2cc1-51e0-bd68-ab6fd4cdb29e", tenantId: TENANT, name: "Grace" };
const issuerOf = (tenant: string): string => `https://login.microsoftonline.com/${tenant}/v2.0`;

describe("a fresh proof of the person", () => {
  let issuer: Issuer;
  before(async () => {
    issuer = await startIssuer();
  });
  after(() => issuer.stop());
  afterEach(() => {
    issuer.well = true;
  });

  const proofs = (more: Partial<EntraProofOptions> = {}): EntraProofs =>
    new EntraProofs({
      tenantId: TENANT,
      clientId: CLIENT,
      contextId: "c1",
      keysAt: issuer.url.replace(/[^/]*$/, "keys"),
      ...more,
    });
  const secondsFromNow = (s: number): number => Math.floor(Date.now() / 1000) + s;
  let serial = 0;
  /** A good token, but for the change. */
  const token = ({ claims, ...change }: TokenChange = {}): string =>
    issuer.token(CLIENT, "", {
      ...change,
      claims: {
        iss: issuerOf(TENANT),
        iat: secondsFromNow(-10),
        oid: ADMIN.id,
        tid: TENANT,
        acrs: ["c1"],
        uti: String(serial++),
        ...claims,
      },
    });
  const codeOf = async (text: string, by = ADMIN, p = proofs()): Promise<string> => {
    const r = await p.verify(text, by);
    return r.proved ? "proved" : r.code;
  };

  it("A15: the presser's own token proves it: just issued, for this app, with the context", async () => {
    const before = Date.now(),
      r = await proofs().verify(token(), ADMIN);
    assert.ok(r.proved && Date.parse(r.at) >= before);
    assert.equal(await codeOf(token({ claims: { acrs: ["c7", "c1"] } })), "proved");
  });
  const forged: readonly [what: string, code: string, text: () => string][] = [
    ["an empty text", "malformed", () => ""],
    ["a code, such as the lab's", "malformed", () => "123456"],
    ["three empty parts", "malformed", () => ".."],
    ["alg none", "algorithm", () => token({ header: { alg: "none" } })],
    ["HS256 with the public key", "algorithm", () => token({ header: { alg: "HS256" } })],
    ["another algorithm", "algorithm", () => token({ header: { alg: "RS384" } })],
    ["an unknown key id", "signature", () => token({ header: { kid: "nobody" } })],
    ["a foreign key under a known id", "signature", () => token({ foreign: true })],
    ["another issuer", "issuer", () => token({ claims: { iss: "https://sts.example" } })],
    ["the issuer of another tenant", "issuer", () => token({ claims: { iss: issuerOf(OTHER_TENANT) } })],
    ["no issuer", "issuer", () => token({ claims: { iss: undefined } })],
    ["another audience", "audience", () => token({ claims: { aud: "https://graph.microsoft.com" } })],
    ["no audience", "audience", () => token({ claims: { aud: undefined } })],
    ["an expired one", "time", () => token({ until: -120 })],
    ["no end", "time", () => token({ claims: { exp: undefined } })],
    ["one not yet valid", "time", () => token({ from: 120 })],
    ["no beginning", "time", () => token({ claims: { nbf: undefined } })],
    ["one issued six minutes ago", "age", () => token({ claims: { iat: secondsFromNow(-360) } })],
    ["one issued in ten minutes", "age", () => token({ claims: { iat: secondsFromNow(600) } })],
    ["no time of issue", "age", () => token({ claims: { iat: undefined } })],
    ["another tenant's", "tenant", () => token({ claims: { tid: OTHER_TENANT } })],
    ["another person's", "person", () => token({ claims: { oid: "9bf67aa8-e855-5293-a8c8-8293b2b25382" } })],
    ["nobody's", "malformed", () => token({ claims: { oid: undefined } })],
    ["a person by name", "malformed", () => token({ claims: { oid: undefined, upn: "grace@contoso.com" } })],
    ["one without a context", "context", () => token({ claims: { acrs: undefined } })],
    ["one of another context", "context", () => token({ claims: { acrs: ["c2", "c11"] } })],
    ["a context as text", "context", () => token({ claims: { acrs: "c1" } })],
  ];
  for (const [what, code, text] of forged)
    it(`A15: ${what} proves nothing`, async () => assert.equal(await codeOf(text()), code));

  it("A15: five minutes after its issue is the last moment", async () => {
    const at = (s: number) => proofs({ now: () => new Date(Date.now() + s * 1000) });
    assert.equal(await codeOf(token({ claims: { iat: secondsFromNow(0) } }), ADMIN, at(295)), "proved");
    assert.equal(await codeOf(token({ claims: { iat: secondsFromNow(0) } }), ADMIN, at(305)), "age");
  });
  it("A15: proves once", async () => {
    const p = proofs(),
      text = token();
    assert.equal(await codeOf(text, ADMIN, p), "proved");
    assert.equal(await codeOf(text, ADMIN, p), "used");
    const signature = text.slice(text.lastIndexOf(".") + 1),
      bytes = (x: string): string => Buffer.from(x, "base64url").toString("hex"),
      others = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map(
        (c) => signature.slice(0, -1) + c,
      ),
      twin = others.find((x) => x !== signature && bytes(x) === bytes(signature))!;
    assert.equal(await codeOf(text.slice(0, -signature.length) + twin, ADMIN, p), "used");
    assert.equal(await codeOf(token(), ADMIN, p), "proved");
  });
  it("A15: a token that failed for one person still proves for its own", async () => {
    const p = proofs(),
      text = token();
    assert.equal(await codeOf(text, { ...ADMIN, id: "somebody-else" }, p), "person");
    assert.equal(await codeOf(text, { ...ADMIN, tenantId: OTHER_TENANT }, p), "tenant");
    assert.equal(await codeOf(text, ADMIN, p), "proved");
  });
  it("A15: nothing is proved where the keys cannot be read", async () => {
    issuer.well = false;
    assert.equal(await codeOf(token()), "keys-unread");
    assert.equal(await codeOf(token(), ADMIN, proofs({ keysAt: "http://127.0.0.1:1/keys" })), "keys-unread");
  });
});
