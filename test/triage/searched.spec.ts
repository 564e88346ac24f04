import assert from "node:assert/strict";
import { unreadable, wordsIn, type FactKey, type Facts, type FactSet, type Unreadable } from "../../src/domain";
import { parseAsk } from "../../src/triage/ask";
import { searchedPlaces } from "../../src/triage/searched";
import { connectors, factsOf } from "../checks/scope/world";

/** The facts with some that could not be read. */
const facts = (given: Partial<Facts>, unread: Partial<Record<FactKey, Unreadable["why"]>> = {}): FactSet =>
  new Proxy(factsOf(given), {
    get: (all, key) => {
      const why = unread[key as FactKey];
      return why === undefined ? all[key as FactKey] : unreadable(why, "detail");
    },
  });
const told = (f: FactSet): (readonly [string, string | undefined])[] =>
  searchedPlaces(f).map(({ place, unread }) => [wordsIn(place), unread && wordsIn(unread.why)]);

describe("where somebody was looked for", () => {
  it("both sides and what was deleted there, the forests by name", () =>
    assert.deepEqual(told(facts({ "server.connectors": connectors() })), [
      ["Active Directory: contoso.local", undefined],
      ["Active Directory's deleted objects", undefined],
      ["Users in Microsoft Entra ID", undefined],
      ["Deleted users in Microsoft Entra ID", undefined],
    ]));
  it("the silent agent, with what is known of the last synchronization", () => {
    const [ad, deleted, users] = told(
      facts(
        { "entra.organization": { onPremisesLastSyncDateTime: "2026-11-23T08:30:00Z" } as Facts["entra.organization"] },
        { "ad.user": "offline", "ad.deleted": "offline" },
      ),
    );
    assert.deepEqual(ad, [
      "Active Directory",
      "the agent on the sync server does not answer; the tenant was last synchronized at 23 Nov 2026, 08:30 UTC",
    ]);
    assert.equal(deleted?.[1], "the agent on the sync server does not answer");
    assert.equal(users?.[1], undefined);
  });
  it("what may not be read is no absence, nor is a list that was cut", () =>
    assert.deepEqual(
      told(facts({}, { "entra.user": "denied", "entra.deletedUsers": "truncated" })).map(([, why]) => why),
      [undefined, undefined, "the app may not read there", "the list is longer than is read"],
    ));
  it("groups where the ask speaks of one", () =>
    assert.equal(
      told(facts({ ask: parseAsk("the group Sales is missing") })).at(-1)?.[0],
      "Groups in Microsoft Entra ID",
    ));
});
