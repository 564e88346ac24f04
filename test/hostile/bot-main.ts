/** The bot as a process of its own, with the door of production and cases in memory; it tells its address and its memory. */
import { TEAMS } from "../../src/bot/channel";
import { hush } from "../../src/bot/log";
import { startBot } from "../../src/bot/server";
import { MemoryConversations } from "../../src/store/conversations";
import { fakeService } from "../bot/fake-service";
import { TENANT, triageCase } from "../support/cases";
import type { Door, Memory } from "./siege";

const MB = 1024 * 1024,
  LOOK_MS = 10;

async function main({ appId, keysAt }: Door): Promise<void> {
  hush();
  const service = fakeService();
  service.cases.set("case-1", triageCase({ id: "case-1" }));
  const bot = await startBot({
    host: "127.0.0.1",
    port: 0,
    service,
    tenantId: TENANT,
    channel: TEAMS,
    conversations: new MemoryConversations(),
    auth:
      keysAt === undefined
        ? { kind: "loopback" }
        : { kind: "tenant", appId, appType: "UserAssignedMSI", tenantId: TENANT, keysAt },
  });
  let peak = 0;
  const look = (): void => void (peak = Math.max(peak, process.memoryUsage.rss()));
  setInterval(look, LOOK_MS);
  // `idle`: what is asked for after this is over the memory of now.
  process.on("message", (order: "idle" | "peak") => {
    if (order === "idle") {
      global.gc?.();
      peak = 0;
    }
    look();
    process.send!({ memory: peak / MB } satisfies Memory);
  });
  process.on("disconnect", () => process.exit(0));
  process.send!({ url: bot.url });
}
void main(JSON.parse(process.argv[2]!) as Door);
