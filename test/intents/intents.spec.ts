/** The table of sentences, read; and near neighbours that must not be taken for one another. */
import assert from "node:assert/strict";
import { readMessage, type Intent } from "../../src/intents/intent";
import { cycleIn, rightIn } from "../../src/intents/details";
import { meaningOf } from "../../src/intents/explain";
import { GOAL, isClaim, isRight, rowOf, sentences } from "./table";

const read = (text: string): Intent => readMessage(text).intent;

describe("what a message wants", () => {
  const rows = sentences().map(rowOf);
  it("at least 300 sentences, 100 of them by somebody apart", () => {
    assert.ok(rows.length >= 300);
    assert.ok(rows.filter((r) => r.by === "apart").length >= 100);
  });
  for (const by of new Set(rows.map((r) => r.by)))
    it(`the intent of ${GOAL * 100} in 100 sentences is right (${by})`, () => {
      const own = rows.filter((r) => r.by === by),
        wrong = own.filter((r) => !isRight(r));
      assert.ok(wrong.length <= (1 - GOAL) * own.length, wrong.map((r) => `${r.text}: ${r.read}`).join("\n"));
    });
  it(`of ${GOAL * 100} in 100 named subjects each is looked for by exactly one ask`, () => {
    const named = rows.flatMap((r) => r.subjects).length,
      lost = rows.flatMap((r) => r.lost);
    assert.ok(lost.length <= (1 - GOAL) * named, lost.join("\n"));
  });
  it("no claim about people from a sentence that names nobody", () =>
    assert.deepEqual(
      rows.filter(isClaim).map((r) => r.text),
      [],
    ));
});

describe("what is said beside the intent", () => {
  const RIGHT: readonly (readonly [string, boolean])[] = [
    ["that was the cause", true],
    ["das stimmt", true],
    ["daran lag es", true],
    ["das stimmt nicht", false],
    ["stimmt so nicht", false],
    ["daran lag es nicht", false],
    ["that is wrong", false],
  ];
  for (const [text, isRight] of RIGHT)
    it(`“${text}” calls a verdict ${isRight ? "right" : "wrong"}`, () => assert.equal(rightIn(text), isRight));
  it("the cycle that is wished for", () =>
    assert.deepEqual(
      ["Vollsynchronisierung starten", "Initialsynchronisierung starten", "Deltazyklus starten"].map(cycleIn),
      ["full", "full", "delta"],
    ));
});

describe("near neighbours", () => {
  const NEIGHBOURS: readonly (readonly [string, Intent])[] = [
    // A word of ours, and the same word beside a name.
    ["status", "status"],
    ["the status of hana.sato@contoso.com", "person"],
    ["help", "help"],
    ["help, Hana Sato is missing", "person"],
    ["cases", "cases"],
    ["cases of Hana Sato", "cases"],
    ["approve", "approve"],
    ["who can approve the request of Hana Sato?", "approvers"],
    // A wish, and what is said of the past or asked.
    ["add Hana Sato to the group Sales", "unsupported"],
    ["why is Hana Sato not in the group Sales", "group"],
    ["I reset the password of Hana Sato yesterday and she still cannot sign in", "person"],
    // A name alone, and what cannot be one.
    ["dana", "person"],
    ["hana sato", "person"],
    ["Hana in Finance", "person"],
    ["sdfghjkl", "unclear"],
    ["Freigabe erteilt", "unclear"],
    ["Marta's account is missing", "person"],
    ["I think Pavel is missing too", "person"],
    ["my manager's account is missing", "unclear"],
    // The engine, and an object.
    ["is the sync running?", "health"],
    ["is Hana Sato synced?", "person"],
    ["run a sync", "sync-now"],
    ["Starte eine Delta-Synchronisierung", "sync-now"],
    ["Starten Sie eine Deltasynchronisierung", "sync-now"],
    ["Vollsynchronisierung starten", "sync-now"],
    ["Fälle hier", "cases"],
    // A verdict is called right or wrong, or a complaint that says nothing of it.
    ["that is wrong", "feedback"],
    ["das stimmt nicht", "feedback"],
    ["something is off", "unclear"],
    ["irgendwas stimmt nicht", "unclear"],
    ["hier stimmt etwas nicht", "unclear"],
    ["when did the sync run", "health"],
    ["does the sync run every 30 minutes?", "health"],
    // Meaning, and fault.
    ["what is staging mode?", "explain"],
    ["are we in staging mode?", "health"],
    ["AttributeValueMustBeUnique", "explain"],
    ["AttributeValueMustBeUnique for Hana Sato", "person"],
    // A number of the organization's own system.
    ["incident INC0012345", "incident"],
    ["Ticketnummer: HD-4711", "incident"],
    ["incident number is 4711", "incident"],
    ["ticket: Hana Sato is missing", "person"],
    ["the incident with hana.sato@contoso.com", "person"],
    // A comma between two words in small letters makes no name of them, nor does one word.
    ["lifesaver, off to lunch", "unclear"],
    ["three of our users are gone and everybody is shouting at me", "unclear"],
    ["Tanaka, Aiko is missing", "person"],
  ];
  for (const [text, intent] of NEIGHBOURS) it(`${intent}: ${text}`, () => assert.equal(read(text), intent));
});

describe("the meaning of a code", () => {
  it("from the table, with its causes", () => {
    const m = meaningOf("8344");
    assert.ok(m.known && m.causes.includes("ad-permission-missing"));
  });
  it("a sign-in error by its number", () => assert.equal(meaningOf("AADSTS50105").known, true));
  it("an unknown one says so", () => assert.equal(meaningOf("no-such-code").known, false));
});
