import assert from "node:assert/strict";
import { followUps } from "../../src/bot/follow-ups";
import type { BotParts } from "../../src/bot/parts";
import { fakeService, gate } from "./fake-service";

describe("follow-ups", () => {
  it("one look at a time: a case that is due is not looked at twice at once", async () => {
    const looking = gate(),
      service = fakeService();
    let looks = 0;
    service.dueFollowUps = async () => {
      looks += 1;
      await looking.opened;
      return [];
    };
    const stop = followUps({ service } as unknown as BotParts, 1, () => new Date(0));
    const until = async (holds: () => boolean): Promise<void> => {
      while (!holds()) await new Promise((r) => setTimeout(r, 1));
    };
    await until(() => looks > 0);
    for (let turn = 0; turn < 10; turn++) await new Promise((r) => setTimeout(r, 1));
    assert.equal(looks, 1);
    looking.open();
    await until(() => looks > 1);
    stop();
  });
});
