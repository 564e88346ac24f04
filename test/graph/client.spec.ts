import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createGraphClient } from "../../src/graph/client";
import { GraphDirectory } from "../../src/graph/graph-directory";
import { Keeper } from "../../src/graph/keeper";
import { GraphTransport } from "../../src/graph/transport";

const servers: Server[] = [];
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((r) => server.listen(0, "127.0.0.1", r));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(async () => {
  for (const s of servers.splice(0)) await new Promise((r) => s.close(r));
});

describe("the client of Graph", () => {
  it("G5: follows no redirect, so that no other host sees the request", async () => {
    const seen: string[] = [],
      elsewhere = await serve((req, res) => {
        seen.push(req.url ?? "");
        res.end("{}");
      }),
      graph = await serve((_req, res) => {
        res.writeHead(307, { location: `${elsewhere}/v1.0/users/x` }); // where restify was loaded it returns nothing
        res.end();
      });
    const client = createGraphClient({ kind: "open", baseUrl: graph });
    await assert.rejects(client.api("/users/x").get());
    assert.deepEqual(seen, []);
  });
  it("G5: asks the next page of the same host, whatever host its link names", async () => {
    const seen: string[] = [],
      asked: string[] = [],
      elsewhere = await serve((req, res) => {
        seen.push(req.url ?? "");
        res.end("{}");
      });
    const graph = await serve((req, res) => {
      asked.push(req.url ?? "");
      res.setHeader("content-type", "application/json");
      const first = !(req.url ?? "").includes("page=2");
      res.end(
        JSON.stringify({
          value: [{ id: first ? "1" : "2", displayName: "x" }],
          ...(first ? { "@odata.nextLink": `${elsewhere}/v1.0/servicePrincipals/x/synchronization/jobs?page=2` } : {}),
        }),
      );
    });
    const client = createGraphClient({ kind: "open", baseUrl: graph }),
      now = (): number => 0;
    const directory = new GraphDirectory(new GraphTransport({ client }), new Keeper({ now }));
    await directory.syncJobs([{ id: "x", displayName: "x" }]);
    assert.deepEqual(seen, []);
    assert.ok(asked.length > 0);
  });
  for (const baseUrl of [
    "http://graph.microsoft.com",
    "http://127.0.0.1.evil.example",
    "https://127.0.0.1",
    "http://10.0.0.1:80",
  ])
    it(`G5: without a credential ${baseUrl} is not asked`, () =>
      assert.throws(() => createGraphClient({ kind: "open", baseUrl }), /loopback/));
});
