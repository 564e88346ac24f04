import assert from "node:assert/strict";
import { parseAsk } from "../../src/triage/ask";

describe("understanding the ask", () => {
  const rows: [string, Partial<ReturnType<typeof parseAsk>["terms"]>][] = [
    [
      "<at>Sync Triage</at>&nbsp;jane.doe@contoso.com isn't in Microsoft 365",
      { upns: ["jane.doe@contoso.com"], sams: [] },
    ],
    ["sofia.bergman.jr.@contoso.com is refused.", { upns: ["sofia.bergman.jr.@contoso.com"] }],
    ["Hana in Finance can't be found", { names: ["Hana in Finance", "Hana"], departments: ["Finance"] }],
    ["Mariam Touré's AD account was re-created", { names: ["Mariam Touré"] }],
    ["CONTOSO\\jdoe is missing", { sams: ["jdoe"] }],
    ["what about s.kovacs?", { sams: ["s.kovacs"] }],
    ["take Rosa Delgado", { names: ["Rosa Delgado"] }],
    ["object 15c882a0-c924-54bc-ae41-3e9abf113411 please", { ids: ["15c882a0-c924-54bc-ae41-3e9abf113411"] }],
  ];
  for (const [text, want] of rows)
    it(text, () => {
      const { terms } = parseAsk(text);
      for (const [k, v] of Object.entries(want))
        assert.deepEqual((terms as unknown as Record<string, unknown>)[k === "names" ? "names" : k], v);
    });
  it("tries a lone lower-case word as an account name", () =>
    assert.ok(parseAsk("fsiddiqui is the only one who isn't in Entra").terms.sams.includes("fsiddiqui")));
  it("keeps hostile text as text", () => {
    const t = parseAsk("'; DROP (objectClass=*) ${x} *)(uid=*").terms;
    assert.deepEqual(t.upns, []);
  });
});
