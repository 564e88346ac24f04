import assert from "node:assert/strict";
import { endToEnd, entityOf, isLoopback, pathOf, strippedTarget } from "../../src/relay/target";

describe("relay/target", () => {
  for (const [given, left] of [
    ["/a?x=1&sb-hc-token=secret&y=2", "/a?x=1&y=2"],
    ["/a?SB-HC-Token=secret", "/a"],
    ["/a?", "/a"],
    ["/a?&&&", "/a?&&&"],
    ["/a?sb-hc-foo", "/a?sb-hc-foo"],
    ["/a?y=%2B&x", "/a?y=%2B&x"],
    ["/a", "/a"],
  ] as const)
    it(`strips ${given} to ${left}`, () => assert.equal(strippedTarget(given), left));
  it("takes the longest entity on segment boundaries, without letter case", () => {
    const entities = ["agents", "agents/lab"];
    assert.equal(entityOf("Agents/LAB/collect", entities), "agents/lab");
    assert.equal(entityOf("agents/labs", entities), "agents");
    assert.equal(entityOf("other", entities), undefined);
  });
  it("has no path for broken escapes", () => {
    assert.equal(pathOf("/%zz"), undefined);
    assert.equal(pathOf("/a%20b/?q"), "a b");
  });
  it("drops hop-by-hop headers and the named ones", () =>
    assert.deepEqual(
      endToEnd({ Connection: "close", "Transfer-Encoding": "chunked", "X-A": ["1", "2"], Secret: "s" }, ["secret"]),
      { "X-A": "1, 2" },
    ));
  it("knows this machine's names", () => {
    for (const host of ["localhost", "127.0.0.1", "[::1]"]) assert.ok(isLoopback(host));
    for (const host of ["127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0", "10.0.0.1"])
      assert.ok(!isLoopback(host));
  });
});
