import assert from "node:assert/strict";
import { peopleIn } from "../../src/triage/people";

/** A message and the asks that it holds. */
const LISTS: readonly (readonly [text: string, ...asks: string[]])[] = [
  [
    "a.b@contoso.com, c.d@contoso.com and e.f@fabrikam.com are missing",
    "a.b@contoso.com are missing",
    "c.d@contoso.com are missing",
    "e.f@fabrikam.com are missing",
  ],
  [
    "ravi.kapoor@contoso.com und hana.sato@contoso.com fehlen beide",
    "ravi.kapoor@contoso.com fehlen beide",
    "hana.sato@contoso.com fehlen beide",
  ],
  [
    "faltan ravi.kapoor@contoso.com y hana.sato@contoso.com",
    "faltan ravi.kapoor@contoso.com",
    "faltan hana.sato@contoso.com",
  ],
  [
    "farah and ravi.kapoor@contoso.com and minh.tran@contoso.com are gone",
    "farah are gone",
    "ravi.kapoor@contoso.com are gone",
    "minh.tran@contoso.com are gone",
  ],
  ["a.b@contoso.com\nc.d@contoso.com", "a.b@contoso.com", "c.d@contoso.com"],
  ["Hana Sato and Ravi Kapoor aren't in Teams", "Hana Sato aren't in Teams", "Ravi Kapoor aren't in Teams"],
];
/** One ask, though more than one name stands in it. */
const ONE: readonly string[] = [
  "Hana Sato is missing",
  "Hana Sato, hana.sato@contoso.com, is missing",
  "I added the alias bob@contoso.com to robert.kimani@contoso.com, and now it errors",
  "In AD the UPN is johan.smedberg@contoso.com, in Entra he is smedbergj@contoso.onmicrosoft.com",
  "Benedikt Thorsson is in the cloud and Solveig Thorsson is not",
  "Eszter Varga and Jonathan Pryce have no mailbox. Start with e.varga@contoso.com please",
  "We made contacts (Anna Brand, Otto Voss ...) and none of them is in Entra",
  "Azure AD and Microsoft Teams don't show Hana Sato",
];
/** Whom a message names, as it writes them. */
const NAMED: readonly (readonly [text: string, ...names: string[]])[] = [
  ["Hana Sato is missing", "Hana Sato"],
  ["hana sato is missing", "hana sato"],
  ["WHERE IS HANA SATO???", "HANA SATO"],
  ["Sato, Hana is missing", "Sato, Hana"],
  ["Wo ist der Benutzer Ravi Kapoor?", "Ravi Kapoor"],
  ["Frau Farah Siddiqui fehlt", "Farah Siddiqui"],
  ["Herr Siddiqui fehlt", "Siddiqui"],
  ["¿Dónde está Lucía Romero?", "Lucía Romero"],
  ["Où est Claire Dubois ?", "Claire Dubois"],
  ["Will May isn't there, June Park is fine", "Will May"],
  ["will may is missing", "will may"],
  ["Anil Das is missing", "Anil Das"],
  ["Hana SATO is missing", "Hana SATO"],
  ["J. Sato is missing", "J. Sato"],
  ["佐藤花 is missing", "佐藤花"],
  ["Ludwig van der Meer isn't there", "Ludwig van der Meer"],
  ["the user CONTOSO\\hsato", "CONTOSO\\hsato"],
  ["fsiddiqui is the only one who isn't in Entra", "fsiddiqui"],
  ["Hana Sato (hana.sato@contoso.com) is missing", "hana.sato@contoso.com"],
  ["[Hana Sato](mailto:hana.sato@contoso.com) is missing", "hana.sato@contoso.com"],
  ["Hana Sato isn't in the group SG-Sales-EU", "Hana Sato"],
  ["Hello Omar,\n\nHana Sato is missing.\n\nKind regards\nLena Fuchs\nlena.fuchs@contoso.com", "Hana Sato"],
  ["Hana Sato is missing. Danke und Gruß\nLena Fuchs", "Hana Sato"],
  ["- Hana Sato\n- Ravi Kapoor\n\nBest regards,\nLena Fuchs", "Hana Sato", "Ravi Kapoor"],
  [
    "1. hana.sato@contoso.com\n2) minh.tran@fabrikam.com; CONTOSO\\rkapoor",
    "hana.sato@contoso.com",
    "minh.tran@fabrikam.com",
    "CONTOSO\\rkapoor",
  ],
  ["hana.sato@contoso.com et minh.tran@fabrikam.com manquent", "hana.sato@contoso.com", "minh.tran@fabrikam.com"],
  [
    "Hana Sato, Ravi Kapoor und Herr Minh Tran sowie Frau Farah Siddiqui",
    "Hana Sato",
    "Ravi Kapoor",
    "Minh Tran",
    "Farah Siddiqui",
  ],
  ["hana sato and ravi kapoor are missing", "hana sato", "ravi kapoor"],
  ["hana and ravi are missing", "hana", "ravi"],
  [
    "ravi.kapoor@contoso.com, minh.tran@contoso.com and farah are gone",
    "ravi.kapoor@contoso.com",
    "minh.tran@contoso.com",
    "farah",
  ],
  ["Sato, Hana; Kapoor, Ravi", "Sato, Hana", "Kapoor, Ravi"],
  [
    "Hana Sato <hana.sato@contoso.com>, Ravi Kapoor <ravi.kapoor@contoso.com>",
    "hana.sato@contoso.com",
    "ravi.kapoor@contoso.com",
  ],
  ["the devices PC-0441 and PC-0442 are not in Entra", "PC-0441", "PC-0442"],
  ["a.b@contoso.com, A.B@contoso.com, c.d@contoso.com", "a.b@contoso.com", "c.d@contoso.com"],
  ["a.b@contoso.com and c.d@contoso.com have the same proxyAddress", "a.b@contoso.com"],
  ["Which of the aliases a.b@contoso.com, c.d@contoso.com is Hana Sato's?", "a.b@contoso.com"],
  ["the sync is broken", ""],
];
const namesOf = (text: string): string[] => peopleIn(text).people.map((p) => p.name);

describe("several people in one message", () => {
  for (const [text, ...asks] of LISTS)
    it(text, () =>
      assert.deepEqual(
        peopleIn(text).people.map((p) => p.text),
        asks,
      ),
    );
  for (const text of ONE)
    it(`one: ${text}`, () =>
      assert.deepEqual(
        peopleIn(text).people.map((p) => p.text),
        [text],
      ));
  it("of thirty none is left out", () =>
    assert.equal(namesOf(Array.from({ length: 30 }, (_, i) => `user${i}@contoso.com`).join(", ")).length, 30));
  it("each ask holds its person, however long the list is", () => {
    const names = Array.from({ length: 400 }, (_, i) => `user${i}.of.contoso@contoso.com`),
      { people, unread } = peopleIn(`${names.join("\n")}\nare missing`);
    assert.deepEqual([people.length, unread], [400, 0]);
    assert.ok(people.every((p) => p.text.startsWith(p.name)));
  });
  it("what is too long to be read is told", () => {
    const { people, unread } = peopleIn(`Hana Sato is missing. ${"The log says nothing. ".repeat(1000)}`);
    assert.equal(people[0]!.name, "Hana Sato");
    assert.equal(unread, 22 + 22_000 - 16_000 - 1);
  });
});
describe("whom a message names", () => {
  for (const [text, ...names] of NAMED) it(text, () => assert.deepEqual(namesOf(text), names));
  it("a single letter case, a lone word: nothing is sure", () =>
    assert.deepEqual(
      ["hana sato is missing", "fsiddiqui is missing", "Hana Sato is missing"].map(
        (t) => peopleIn(t).people[0]!.isSure,
      ),
      [false, false, true],
    ));
});
