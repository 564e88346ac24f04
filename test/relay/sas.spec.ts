import assert from "node:assert/strict";
import { makeToken, resourceOf, signature, verifyToken, type SasRight, type SasRule } from "../../src/relay/sas";

const key = "dGVzdC12ZWN0b3ItbGlzdGVuLWtleS0wMTIzNDU2Nzg5QUI=",
  keyName = "agent-dc01-listen",
  expires = 1893456000;
const resource = "http://relay.contoso.example/agents/dc01/";
const rules: SasRule[] = [{ name: keyName, scope: "agents/dc01", rights: ["Listen"], keys: ["another key", key] }];
const verify = (token: string | undefined, more: { path?: string; right?: SasRight; now?: number } = {}) =>
  verifyToken(token, {
    rules,
    hosts: ["relay.contoso.example"],
    path: more.path ?? "agents/dc01",
    right: more.right ?? "Listen",
    nowSeconds: more.now ?? expires - 3600,
  });
const status = (v: ReturnType<typeof verify>): number => (v.ok ? 200 : v.status);
const tokenOf = (sr: string, sig: string): string =>
  `SharedAccessSignature sr=${sr}&sig=${encodeURIComponent(sig)}&se=${expires}&skn=${keyName}`;

describe("relay/sas", () => {
  const upper = "http%3A%2F%2Frelay.contoso.example%2Fagents%2Fdc01%2F";
  for (const [name, sr, sig] of [
    ["upper-case escapes", upper, "pXjbuTE/t8yTi2422r4V9zLr7yQHYVsfl5WB6cMm4uE="],
    [
      "lower-case escapes",
      "http%3a%2f%2frelay.contoso.example%2fagents%2fdc01%2f",
      "lmLIWbh/L3YwA8NnaL6mOVQMVifYjmMjMZz+tk4Myhk=",
    ],
    [
      "no trailing slash",
      "http%3A%2F%2Frelay.contoso.example%2Fagents%2Fdc01",
      "YObjMwgwO/mzu6CJ/YG503yIYY9gQMnzmSwIdZes9JA=",
    ],
    ["the namespace root", "http%3A%2F%2Frelay.contoso.example%2F", "HgENe9GenQq17TM98J1dlkJa/z/BoOMmKENKhw70XHQ="],
  ] as const)
    it(`signs and accepts the published vector with ${name}`, () => {
      assert.equal(signature(sr, expires, key), sig);
      assert.equal(status(verify(tokenOf(sr, sig))), 200);
    });
  it("makes the published token", () => {
    assert.equal(
      makeToken(resource, { keyName, key }, expires),
      tokenOf(upper, "pXjbuTE/t8yTi2422r4V9zLr7yQHYVsfl5WB6cMm4uE="),
    );
    assert.equal(resourceOf("sb://RELAY.contoso.example:8443/?x=1", "/agents/dc01"), resource);
  });
  it("tells which of a rule's two keys signed", () => {
    const v = verify(makeToken(resource, { keyName, key }, expires));
    assert.deepEqual(v.ok && { slot: v.slot, expires: v.expires }, { slot: 1, expires });
  });
  it("refuses a signature made with the base64-decoded key", () =>
    assert.equal(status(verify(tokenOf(upper, "eZTTxGXc6kWZ3Co8IVau6DGIbPw6gi2xAxbBq0lT9Nc="))), 401));
  it("gives an unknown rule the words of a bad signature", () => {
    const unknown = verify(makeToken(resource, { keyName: "nobody", key }, expires)),
      forged = verify(makeToken(resource, { keyName, key: "forged" }, expires));
    assert.deepEqual(unknown, forged);
    assert.equal(status(unknown), 401);
  });
  it("refuses what is missing, malformed, repeated, late or too long-lived with 401", () => {
    const good = makeToken(resource, { keyName, key }, expires);
    for (const bad of [
      undefined,
      "",
      "Bearer x",
      good.replace("SharedAccessSignature ", ""),
      `${good}&se=${expires}`,
      good.replace(/&skn=.*/, ""),
      good.replace(`se=${expires}`, "se=soon"),
    ])
      assert.equal(status(verify(bad)), 401, bad);
    assert.equal(status(verify(good, { now: expires + 1 })), 401);
    assert.equal(status(verify(good, { now: expires - 25 * 3600 })), 401);
  });
  it("refuses another path, host or right with 403, and takes a path below", () => {
    const good = makeToken(resource, { keyName, key }, expires);
    assert.equal(status(verify(good, { path: "Agents/DC01/collect" })), 200);
    assert.equal(status(verify(good, { path: "agents/dc012" })), 403);
    assert.equal(status(verify(good, { right: "Send" })), 403);
    assert.equal(status(verify(makeToken("http://elsewhere.example/agents/dc01/", { keyName, key }, expires))), 403);
    assert.equal(
      status(verify(makeToken("http://relay.contoso.example/", { keyName, key }, expires), { path: "agents/dc02" })),
      403,
    );
  });
});
