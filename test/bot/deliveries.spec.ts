import assert from "node:assert/strict";
import { Deliveries } from "../../src/bot/deliveries";
import { MemoryConversations } from "../../src/store/conversations";

describe("B7: a message that is delivered again", () => {
  const twoLives = (): [Deliveries, Deliveries] => {
    const store = new MemoryConversations();
    return [new Deliveries(store), new Deliveries(store)];
  };
  it("is taken once in one life", async () => {
    const [bot] = twoLives();
    assert.equal((await bot.take("chat", "m1", 2))?.ids.length, 2);
    assert.equal(await bot.take("chat", "m1", 2), undefined);
    assert.notEqual(await bot.take("another", "m1", 2), undefined);
  });
  it("is taken under the same ids where an earlier life did not end it", async () => {
    const [before, after] = twoLives(),
      first = await before.take("chat", "m1", 2);
    assert.deepEqual((await after.take("chat", "m1", 2))?.ids, first?.ids);
    await first?.over();
    assert.equal(await after.take("chat", "m1", 2), undefined);
  });
  it("is never taken again where it asks for nobody", async () => {
    const [before, after] = twoLives();
    await before.take("chat", "m1", 0);
    assert.equal(await after.take("chat", "m1", 0), undefined);
  });
});
