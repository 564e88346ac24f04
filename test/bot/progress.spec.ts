import assert from "node:assert/strict";
import { LiveCard } from "../../src/bot/progress";
import { notice } from "../../src/cards/notice";
import type { Card } from "../../src/cards/render";
import { gate } from "./fake-service";

const card = (text: string): Card => notice(text);
const turn = (): Promise<void> => new Promise((r) => setTimeout(r, 5));

describe("a card that follows what goes on", () => {
  let shown: string[];
  const titleOf = (c: Card): string => /"text":"(\w+)"/.exec(JSON.stringify(c))?.[1] ?? "?";
  const update = async (c: Card): Promise<void> => {
    shown.push(titleOf(c));
  };
  beforeEach(() => {
    shown = [];
  });

  it("of states that come together the newest leaves", async () => {
    const live = new LiveCard(update, { paceMs: 0, most: 9 });
    for (const text of ["one", "two", "three"]) live.show(() => card(text));
    await turn();
    await live.end(card("end"));
    assert.deepEqual(shown, ["three", "end"]);
  });
  it("nothing leaves once the result is known, and nothing follows it", async () => {
    const live = new LiveCard(update, { paceMs: 0, most: 9 });
    live.show(() => card("one"));
    await live.end(card("end"));
    live.show(() => card("two"));
    await turn();
    assert.deepEqual(shown, ["end"]);
  });
  it("a state that is made when the result comes is not sent", async () => {
    const made = gate(),
      live = new LiveCard(update, { paceMs: 0, most: 9 });
    live.show(() => made.opened.then(() => card("one")));
    await turn();
    const ended = live.end(card("end"));
    made.open();
    await ended;
    assert.equal(shown.includes("one"), false);
    assert.equal(shown.at(-1), "end");
  });
  it("no more states are sent than are allowed", async () => {
    const live = new LiveCard(update, { paceMs: 0, most: 2 });
    for (const text of ["one", "two", "three"]) {
      live.show(() => card(text));
      await turn();
    }
    await live.end(card("end"));
    assert.deepEqual(shown, ["one", "two", "end"]);
  });
  it("while one is on its way the next waits, and a refused one stops nothing", async () => {
    const first = gate();
    const live = new LiveCard(
      async (c) => {
        if (titleOf(c) === "one") {
          await first.opened;
          throw new Error("refused");
        }
        await update(c);
      },
      { paceMs: 0, most: 9 },
    );
    for (const text of ["one", "two"]) {
      live.show(() => card(text));
      await turn();
    }
    assert.deepEqual(shown, []);
    first.open();
    await turn();
    assert.deepEqual(shown, ["two"]);
    await live.end(card("end"));
    assert.deepEqual(shown, ["two", "end"]);
  });
  it("a result of several messages waits behind no state, and only its card is shown once more", async () => {
    const late = gate();
    const live = new LiveCard(
      async (c) => {
        if (titleOf(c) === "one") await late.opened;
        await update(c);
      },
      { paceMs: 0, most: 9 },
    );
    live.show(() => card("one"));
    await turn();
    const say = (text: string) => async () => void shown.push(text),
      ended = live.endWith(say("all"), say("card"));
    await turn();
    assert.deepEqual(shown, ["all"]);
    late.open();
    await ended;
    assert.deepEqual(shown, ["all", "one", "card"]);
  });
  it("the result goes at once, and once more behind a state that was still on its way", async () => {
    const late = gate();
    const live = new LiveCard(
      async (c) => {
        if (titleOf(c) === "one") await late.opened;
        await update(c);
      },
      { paceMs: 0, most: 9 },
    );
    live.show(() => card("one"));
    await turn();
    const ended = live.end(card("end"));
    await turn();
    assert.deepEqual(shown, ["end"]);
    late.open();
    await ended;
    assert.deepEqual(shown, ["end", "one", "end"]);
  });
});
