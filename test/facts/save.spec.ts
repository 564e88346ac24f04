import assert from "node:assert/strict";
import { FACT_KEYS } from "../../src/domain";
import { readFacts } from "../../src/facts/save";

describe("saved facts", () => {
  it("lack what was not read when they were saved", () => {
    const facts = readFacts('{"schema":"facts/1","facts":{}}');
    assert.ok(FACT_KEYS.every((k) => facts[k].state === "unreadable" && facts[k].why === "not-asked"));
  });
  for (const [what, text] of [
    ["no JSON", "{"],
    ["another form", '{"schema":"facts/2","facts":{}}'],
    ["a fact without a state", '{"schema":"facts/1","facts":{"now":{"value":"x"}}}'],
  ] as const)
    it(`are refused where the file is ${what}`, () => assert.throws(() => readFacts(text), /no set of facts/));
});
