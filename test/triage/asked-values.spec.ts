import assert from "node:assert/strict";
import { attributesIn } from "../../src/triage/asked-values";

describe("the attributes that an ask speaks of", () => {
  const asks: [string, string[]][] = [
    ["department and job title of hana.sato are old", ["department", "title"]],
    ["her manager is empty in the org chart", ["manager"]],
    ["extensionAttribute7 doesn't arrive", ["extensionAttribute7"]],
    ["seine Abteilung stimmt nicht, die Durchwahl auch nicht", ["department", "telephoneNumber"]],
    ["not in Office 365", []],
    ["Hana Sato isn't in Microsoft 365", []],
  ];
  for (const [ask, attributes] of asks)
    it(ask, () => assert.deepEqual(attributesIn(ask).sort(), [...attributes].sort()));
});
