import assert from "node:assert/strict";
import { kindOf, log, pseudonym } from "../../src/bot/log";
import { TriageError } from "../../src/domain";

/** A token as the channel's look, and a text that a person wrote. */
const TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJjYW5hcnkifQ.c2lnbmF0dXJl",
  NAME = "canary.person@contoso.com";

/** What is written to stderr meanwhile. */
function written(work: () => void): string {
  const before = process.stderr.write.bind(process.stderr);
  let text = "";
  process.stderr.write = ((chunk: string) => {
    text += chunk;
    return true;
  }) as typeof process.stderr.write;
  try {
    work();
  } finally {
    process.stderr.write = before;
  }
  return text;
}
describe("the log", () => {
  it("B8: a line holds its closed list of fields, whatever a caller hands over beside them", () => {
    const line = { level: "warn", at: "door", what: "token", authorization: `Bearer ${TOKEN}`, text: NAME } as const,
      text = written(() => log(line));
    assert.deepEqual(JSON.parse(text), { level: "warn", at: "door", what: "token" });
  });
  it("B8: of a fault its kind is told, never its text, which may quote what was sent", () => {
    const faults = [
      new Error(`401 for Bearer ${TOKEN}`),
      Object.assign(new RangeError(NAME), { statusCode: 502, request: { headers: { authorization: TOKEN } } }),
      new TriageError("graph", NAME),
      TOKEN,
      { message: TOKEN },
    ];
    assert.deepEqual(faults.map(kindOf), [
      { error: "Error" },
      { error: "RangeError", status: 502 },
      { error: "graph" },
      { error: "?" },
      { error: "?" },
    ]);
  });
  it("B8, D3: nobody is found by the word that stands for an object id", () => {
    const id = "1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b";
    assert.equal(pseudonym(id), pseudonym(id));
    assert.notEqual(pseudonym(id), pseudonym(`${id.slice(0, -1)}c`));
    assert.ok(!pseudonym(id).includes(id.slice(0, 8)));
  });
});
