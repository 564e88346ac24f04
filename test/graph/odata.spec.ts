import assert from "node:assert/strict";
import { anyOf, eq, holdsAddress, segment, url } from "../../src/graph/odata";

/** What could end a literal, an option or a path. OData 4.01 §5.1.1.6: a quote inside a literal is doubled. */
const HOSTILE = [
  "O'Brien",
  "' or '1' eq '1",
  "''",
  "a&$filter=accountEnabled eq true",
  "a#b",
  "a+b c",
  "a%27b",
  "100%",
  "a/b",
  "a?b",
  "a\nb",
  "Ünïçødé",
  "\u2019 or 1 eq 1",
  "a)or(b",
];
/** The literals of a filter, read as the protocol says. */
const literalsIn = (filter: string): string[] =>
  [...filter.matchAll(/'((?:[^']|'')*)'/g)].map((m) => m[1]!.replace(/''/g, "'"));
const rest = (filter: string): string => filter.replace(/'(?:[^']|'')*'/g, "?");

describe("values in OData", () => {
  for (const value of HOSTILE)
    it(`R8: ${JSON.stringify(value)} stays one literal, and the query the one that was meant`, () => {
      const filter = eq("mail", value);
      assert.deepEqual([literalsIn(filter), rest(filter)], [[value], "mail eq ?"]);
      assert.deepEqual(
        [literalsIn(anyOf("mail", [value, "x"])), rest(anyOf("mail", [value, "x"]))],
        [[value, "x"], "mail in (?, ?)"],
      );
      assert.deepEqual(literalsIn(holdsAddress([value])), [`SMTP:${value}`, `smtp:${value}`]);
      const asked = new URL(`https://graph.example${url("/users", { $filter: filter, $top: "1" })}`);
      assert.deepEqual(
        [...asked.searchParams],
        [
          ["$filter", filter],
          ["$top", "1"],
        ],
      );
      assert.equal(asked.pathname, "/users");
      const path = new URL(`https://graph.example/users/${segment(value)}/manager`).pathname.split("/");
      assert.deepEqual([path.length, decodeURIComponent(path[2]!)], [4, value]);
    });
});
