/** Serves the simulator to the agent's process: loopback, one random token. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { PremisesCommand, PremisesQuestion } from "../../domain";
import type { PremisesSimulator } from "./simulator";

export async function startPremisesServer(
  simulator: PremisesSimulator,
): Promise<{ url: string; token: string; close(): Promise<void> }> {
  const token = randomBytes(24).toString("base64url"),
    wanted = Buffer.from(`Bearer ${token}`);
  const server = createServer((request, response) => {
    void (async () => {
      const given = Buffer.from(request.headers.authorization ?? "");
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        response.statusCode = 401;
        response.end();
        return;
      }
      const chunks: Buffer[] = [];
      for await (const c of request) chunks.push(c as Buffer);
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      const answer =
        request.url === "/collect"
          ? await simulator.collect(body as PremisesQuestion[])
          : request.url === "/execute"
            ? await simulator.execute(body as PremisesCommand)
            : request.url === "/state"
              ? simulator.handle.world.premises.agent
              : undefined;
      if (answer === undefined) {
        response.statusCode = 404;
        response.end();
        return;
      }
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify(answer));
    })().catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    close: () =>
      new Promise((r) => {
        server.close(() => r());
        server.closeAllConnections();
      }),
  };
}
