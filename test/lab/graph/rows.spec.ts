import assert from "node:assert/strict";
import { join } from "node:path";
import { matches, parseFilter } from "../../../src/lab/graph/odata";
import { rowsOf } from "../../../src/lab/graph/rows";
import { loadScenario } from "../../../src/lab/scenario";
import { World } from "../../../src/lab/world";

const NADIA = "a4ecae41-3369-5abd-ba88-a5e3ad41728f";
const FILTERS = [
  "userPrincipalName eq 'NADIA.RAHMAN@contoso.com'",
  "id in ('a4ecae41-3369-5abd-ba88-a5e3ad41728f','5a564dfd-722c-5822-bf07-828f203e2805')",
  "proxyAddresses/any(p:p eq 'smtp:nadia.rahman@contoso.com') or mail eq 'tomas.lindqvist@contoso.com'",
  "displayName eq 'Nadia Rahman' and startswith(userPrincipalName,'n')",
  "startswith(displayName,'N') or mail eq 'tomas.lindqvist@contoso.com'",
  "not(userType eq 'Guest')",
  "onPremisesSyncEnabled eq true",
];

describe("rows that a filter may mean", () => {
  let world: World;
  beforeEach(async () => {
    world = new World((await loadScenario(join("test", "scenarios", "baseline.json"))).world, () => 0);
  });
  for (const filter of FILTERS)
    it(`hold all that match ${filter}, in their order`, () => {
      const rows = rowsOf(world, world.world.cloud.users),
        expr = parseFilter(filter),
        holds = (row: object): boolean => matches(expr, row, () => "ignore-case");
      const all = rows.all().filter(holds);
      assert.ok(all.length > 0);
      assert.deepEqual(rows.mayMatch(expr).filter(holds), all);
    });
  it("are few where the filter names a value", () => {
    const rows = rowsOf(world, world.world.cloud.users);
    assert.ok(rows.all().length > 5);
    assert.deepEqual(
      rows.mayMatch(parseFilter(FILTERS[0]!)).map((r) => r["id"]),
      [NADIA],
    );
  });
  it("follow a write that rings the bell", () => {
    const of = (upn: string): unknown[] =>
      rowsOf(world, world.world.cloud.users)
        .mayMatch(parseFilter(`userPrincipalName eq '${upn}'`))
        .map((r) => r["id"]);
    assert.deepEqual(of("nadia.r@contoso.com"), []);
    world.world.cloud.users[NADIA]!.userPrincipalName = "nadia.r@contoso.com";
    world.changed();
    assert.deepEqual(of("nadia.r@contoso.com"), [NADIA]);
  });
});
