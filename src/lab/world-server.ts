/** `GET {world}`: the world as it is now, in the scenario's own form. `PATCH {world}`: a merge patch; the world changes under the bot. Loopback only. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { TriageError } from "../domain";
import type { World } from "./world";

const LIMIT = 4 * 1024 * 1024;
async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const c of request) {
    size += (c as Buffer).length;
    if (size > LIMIT) throw new TriageError("too-large", "The patch is larger than 4 MB");
    chunks.push(c as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
/** The newest plan that waits for a decision, for the second approver of the lab. */
export interface OpenApproval {
  readonly id: string;
  readonly revision: number;
  readonly conversationId: string;
  readonly cardId: string | undefined;
  /** What its approvers type: the account, and the lab's code. */
  readonly typed?: string;
  readonly code?: string;
}
export async function startWorldServer(
  world: World,
  openApproval: () => Promise<OpenApproval | undefined>,
  port = 0,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(body));
    };
    void (async () => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      if (path === "/open-approval" && request.method === "GET") return answer(200, (await openApproval()) ?? {});
      if (path !== "/world") return answer(404, { error: "The world is at /world" });
      if (request.method === "GET") return answer(200, world.snapshot());
      if (request.method !== "PATCH") return answer(405, { error: "GET or PATCH" });
      let patch: unknown;
      try {
        patch = JSON.parse(await bodyOf(request));
      } catch (error) {
        return answer(400, { error: `The patch is not JSON: ${(error as Error).message}` });
      }
      if (typeof patch !== "object" || patch === null || Array.isArray(patch))
        return answer(400, { error: "The patch must be a JSON object" });
      try {
        world.patch(patch);
      } catch (error) {
        return answer(400, { error: (error as Error).message });
      }
      return answer(200, world.snapshot());
    })().catch((error: unknown) => answer(500, { error: String(error) }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/world`,
    close: () =>
      new Promise((r) => {
        server.close(() => r());
        server.closeAllConnections();
      }),
  };
}
