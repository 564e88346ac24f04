import assert from "node:assert/strict";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { BODY_BOUNDS, BodyReader, refusedByHeaders } from "../../src/bot/reader";

const KB = 1024,
  JSON_TYPE = { "content-type": "application/json" };
const deep = (n: number): string => `${"[".repeat(n)}${"]".repeat(n)}`;

describe("the reader of bodies", () => {
  let server: Server, reader: BodyReader;
  beforeEach(async () => {
    reader = new BodyReader();
    server = createServer((req, res) => {
      void (async () => {
        const status = refusedByHeaders(req),
          body = status === undefined ? await reader.read(req) : { kind: "refused" as const, status };
        res.statusCode = body.kind === "json" ? 200 : body.status;
        res.end(body.kind === "json" ? JSON.stringify(body.value) : undefined);
      })();
    });
    await new Promise<void>((r) => server.listen(0, "127.0.0.1", r));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  /** Posts parts as they are; without an end where `open` is said. */
  const post = (
    parts: readonly (string | Buffer)[],
    headers: Record<string, string> = JSON_TYPE,
    open = false,
  ): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo,
        req = request({ port, host: "127.0.0.1", method: "POST", headers }, (res: IncomingMessage) => {
          let text = "";
          res.on("data", (d) => (text += d)).on("end", () => resolve({ status: res.statusCode!, text }));
        });
      req.on("error", reject);
      for (const part of parts) req.write(part);
      if (!open) req.end();
    });

  it("reads JSON of many parts, UTF-8 cut between two of them", async () => {
    const text = Buffer.from('{"a":"Zoë [[[[ \\"{"}');
    assert.deepEqual(await post([text.subarray(0, 9), text.subarray(9)]), { status: 200, text: text.toString() });
  });
  it("reads what Teams says it sends", async () => {
    for (const type of ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])
      assert.equal((await post(["{}"], { "content-type": type })).status, 200, type);
  });
  const bomb = gzipSync(Buffer.alloc(1024 * KB, " "));
  for (const [name, headers] of Object.entries({
    "a compressed body": { ...JSON_TYPE, "content-encoding": "gzip" },
    "a body that is said to be as it is": { ...JSON_TYPE, "content-encoding": "identity" },
    "a form with files": { "content-type": "multipart/form-data; boundary=x" },
    "a form": { "content-type": "application/x-www-form-urlencoded" },
    "another charset": { "content-type": "application/json; charset=utf-16" },
    "a type that only begins like ours": { "content-type": "application/jsonp" },
    "no type": {},
  }))
    it(`B6: ${name} is refused unread`, async () => assert.equal((await post([bomb], headers)).status, 415));
  it("B6: a body over 256 KB is refused, whether it says so or not", async () => {
    const large = `"${"x".repeat(256 * KB)}"`;
    assert.equal((await post([large], { ...JSON_TYPE, "content-length": String(large.length) })).status, 413);
    assert.equal((await post([large])).status, 413);
    assert.equal((await post([`"${"x".repeat(256 * KB - 2)}"`])).status, 200);
  });
  it("B6: a body that is nested too deep is refused before it is built; brackets in texts do not count", async () => {
    assert.equal((await post([deep(10_000)])).status, 400);
    assert.equal((await post([deep(BODY_BOUNDS.depth + 1)])).status, 400);
    assert.equal((await post([deep(BODY_BOUNDS.depth)])).status, 200);
    assert.equal((await post([JSON.stringify({ a: `\\"${deep(1_000)}` })])).status, 200);
  });
  it("what is no JSON, or no UTF-8, is refused", async () => {
    for (const part of ["", "{", "{}{}", Buffer.from([0x22, 0xff, 0x22])])
      assert.equal((await post([part])).status, 400);
  });
  it("B6: who sends too slowly is refused", async () => {
    reader = new BodyReader({ ...BODY_BOUNDS, ms: 20 });
    assert.equal((await post(['{"a":'], JSON_TYPE, true)).status, 408);
  });
  it("B6: all bodies together have a bound, and what was refused makes room again", async () => {
    reader = new BodyReader(BODY_BOUNDS, 100 * KB);
    assert.equal((await post([`"${"x".repeat(100 * KB)}"`])).status, 503);
    assert.equal((await post([`"${"x".repeat(90 * KB)}"`])).status, 200);
    assert.equal((await post([`"${"x".repeat(90 * KB)}"`])).status, 200);
  });
});
