import assert from "node:assert/strict";
import type { Card } from "../../src/cards/render";
import { cardStates } from "../cards/states";
import { Easel, type Drawn } from "../look/easel";
import { faultsOf, tooLong } from "../look/judge";

const executablePath = process.env["CHROMIUM"];
const cardOf = (...body: object[]): Card => ({ type: "AdaptiveCard", version: "1.5", lang: "en", body });
const text = (words: string, more: object = {}): object => ({ type: "TextBlock", text: words, wrap: true, ...more });
const columns = (...items: object[]): object => ({
  type: "ColumnSet",
  columns: items.map((item) => ({ type: "Column", width: "400px", items: [item] })),
});
/** A sample of what `npm run e2e` draws: the whole list, light and on a phone, where there is least room. */
(executablePath === undefined ? describe.skip : describe)("the cards as Teams draws them", function () {
  this.timeout(120_000);
  let easel: Easel;
  before(async () => {
    easel = await Easel.open(executablePath!);
  });
  after(() => easel?.close());
  const look = (card: Card): Promise<Drawn> => easel.look(card, "light", "phone");

  for (const [what, card, says] of [
    ["a row that is wider than the card", cardOf(columns(text("a"), text("b"))), /^too wide/],
    ["one that only unfolding shows", cardOf({ ...columns(text("a"), text("b")), isVisible: false }), /^too wide/],
    [
      "a button whose label does not fit",
      cardOf({ type: "ActionSet", actions: [{ type: "Action.Submit", title: "Keep this one ".repeat(9) }] }),
      /^cut off/,
    ],
    ["words that are too pale", cardOf(text("Done", { color: "Warning" })), /^axe: color-contrast/],
  ] as const)
    it(`${what} is noticed`, async () => {
      const faults = faultsOf(await look(card));
      assert.ok(
        faults.some((f) => says.test(f)),
        faults.join("\n"),
      );
    });
  it("counts the rows of words that can be seen: columns stand beside each other, what is folded does not count", async () => {
    const beside = {
      type: "ColumnSet",
      columns: [text("a"), text("b")].map((item) => ({ type: "Column", items: [item] })),
    };
    const { folded, unfolded } = await look(cardOf(text("one"), beside, text("three", { isVisible: false })));
    assert.deepEqual([folded.lines, unfolded.lines], [2, 3]);
  });
  it("a card of sixteen lines is more than a glance", async () => {
    assert.equal(
      tooLong(await look(cardOf(...Array.from({ length: 15 }, () => text("x", { spacing: "None" }))))).length,
      0,
    );
    assert.match(tooLong(await look(cardOf(...Array.from({ length: 16 }, () => text("x"))))).join(), /16 lines/);
  });
  for (const [name, card] of Object.entries(cardStates()))
    it(`${name}: nothing is too wide, cut off, one over the other, or closed to a screen reader`, async () =>
      assert.deepEqual(faultsOf(await look(card)), []));
});
