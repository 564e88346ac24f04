/** Who is called: never more than a few, never who may not, and nothing is claimed of people who were not looked at. */
import assert from "node:assert/strict";
import { askedFor, MOST_ASKED } from "../../src/approvals/asked";
import type { Authority } from "../../src/ports";
import { person } from "../support/cases";

describe("who is asked to decide", () => {
  let looked: string[];
  const may = (...ids: string[]): Authority => ({
    holders: () => ({ roles: [], groups: [] }),
    authorise: async (_risk, { id }) => {
      looked.push(id);
      return ids.includes(id) ? { allowed: true } : { allowed: false, code: "right", says: "No." };
    },
  });
  const asked = async (ids: readonly string[] | undefined, who: Authority): Promise<string[] | undefined> => {
    looked = [];
    const people = await askedFor(who, "write", person("asker"), async () => ids?.map((id) => person(id)));
    return people?.map((p) => p.id);
  };
  const crowd = Array.from({ length: 300 }, (_, i) => `p${i}`);

  it("those who may, without whoever asks", async () =>
    assert.deepEqual(await asked(["asker", "a", "b", "c"], may("asker", "b", "c")), ["b", "c"]));
  it("nobody there may: an empty list", async () => assert.deepEqual(await asked(["asker", "a"], may("asker")), []));
  it("the channel does not tell who is there: not known", async () =>
    assert.equal(await asked(undefined, may("a")), undefined));
  it("a few at most, and a few rights read, however many there are", async () => {
    assert.equal((await asked(crowd, may(...crowd)))?.length, MOST_ASKED);
    assert.ok(looked.length <= 8, String(looked.length));
    assert.equal(await asked(crowd, may("p299")), undefined);
    assert.ok(looked.length <= 24, String(looked.length));
  });
});
