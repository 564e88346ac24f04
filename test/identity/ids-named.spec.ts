import assert from "node:assert/strict";
import { idsNamedBy, type ObjectError } from "../../src/identity/errors";

const ID = "0e5f4649-d8de-5fc6-b21c-67bc28928abb";
const naming = (holderId: string | undefined): ObjectError => ({
  side: "entra",
  names: ["AttributeValueMustBeUnique"],
  type: "AttributeValueMustBeUnique",
  code: "",
  attribute: "ProxyAddresses",
  holderId,
  evidence: { text: "", source: "" },
});

describe("the objects that errors name", () => {
  for (const named of [ID, `group_${ID}`, `contact_${ID}`, `publicfolder_${ID}`, ID.toUpperCase()])
    it(`is found in ${named}`, () => assert.deepEqual(idsNamedBy([naming(named)]), [ID]));
  it("are none where an error names none", () =>
    assert.deepEqual(idsNamedBy([naming(undefined), naming("somebody")]), []));
  it("are told once each, and no more than five", () => {
    const many = Array.from({ length: 9 }, (_, i) => naming(`${i}${ID.slice(1)}`));
    assert.equal(idsNamedBy([...many, ...many]).length, 5);
  });
});
