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
describe("several people in one message", () => {
  for (const [text, ...asks] of LISTS) it(text, () => assert.deepEqual(peopleIn(text), asks));
  for (const text of ONE) it(`one: ${text}`, () => assert.deepEqual(peopleIn(text), [text]));
  it("at most ten", () =>
    assert.equal(peopleIn(Array.from({ length: 30 }, (_, i) => `user${i}@contoso.com`).join(", ")).length, 10));
});
