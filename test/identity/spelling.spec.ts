import assert from "node:assert/strict";
import { flawOf } from "../../src/identity/spelling";

describe("identity/spelling", () => {
  it("mends what has one mend", () => {
    assert.equal(flawOf("userPrincipalName", "ann.berg.@contoso.com")?.mended, "ann.berg@contoso.com");
    assert.equal(flawOf("userPrincipalName", "ann\u200b.berg@contoso.com")?.mended, "ann.berg@contoso.com");
  });
  it("leaves what several values would mend to a person", () => {
    const flaw = flawOf("userPrincipalName", "jörg@contoso.com");
    assert.equal(flaw?.mended, undefined);
    assert.match(flaw?.rule ?? "", /U\+00F6/);
  });
  it("takes what the service takes", () => {
    for (const good of ["ann.berg@contoso.com", "o'neil_x-1@contoso.com", "a#b@sub.contoso.com"])
      assert.equal(flawOf("userPrincipalName", good), undefined, good);
    assert.equal(flawOf("proxyAddresses", "x500:/o=Org/cn=a b"), undefined);
  });
});
