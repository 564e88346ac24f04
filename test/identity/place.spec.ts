import assert from "node:assert/strict";
import type { Connector } from "../../src/domain";
import { containerVerdict, isSelected, placeOf } from "../../src/identity/place";

const connector = (Name: string, partitions: [string, boolean, string[], string[]][]): Connector => ({
  Name,
  Type: "AD",
  Partitions: partitions.map(([DN, Selected, ContainerInclusionList, ContainerExclusionList]) => ({
    DN,
    Selected,
    ContainerInclusionList,
    ContainerExclusionList,
  })),
});
const AAD: Connector = { Name: "contoso.onmicrosoft.com - AAD", Type: "Extensible2", Partitions: [] };

describe("domain and OU scope", () => {
  const connectors = [
    AAD,
    connector("contoso.local", [
      [
        "DC=contoso,DC=local",
        true,
        ["OU=Staff,DC=contoso,DC=local", "OU=Field,OU=NoSync,OU=Staff,DC=contoso,DC=local"],
        ["OU=NoSync,OU=Staff,DC=contoso,DC=local", "OU=Leavers,DC=contoso,DC=local"],
      ],
      ["DC=emea,DC=contoso,DC=local", false, [], []],
      ["DC=apac,DC=contoso,DC=local", true, [], ["OU=Lab,DC=apac,DC=contoso,DC=local"]],
    ]),
  ];
  const table: [string, string, boolean, string | null][] = [
    ["an included OU", "CN=A,OU=Staff,DC=contoso,DC=local", true, "OU=Staff,DC=contoso,DC=local"],
    [
      "letter case and blanks do not matter",
      "cn=a, ou=staff, dc=contoso, dc=local",
      true,
      "OU=Staff,DC=contoso,DC=local",
    ],
    [
      "an exclusion inside an inclusion wins",
      "CN=A,OU=NoSync,OU=Staff,DC=contoso,DC=local",
      false,
      "OU=NoSync,OU=Staff,DC=contoso,DC=local",
    ],
    [
      "an inclusion inside that exclusion wins again",
      "CN=A,OU=Field,OU=NoSync,OU=Staff,DC=contoso,DC=local",
      true,
      "OU=Field,OU=NoSync,OU=Staff,DC=contoso,DC=local",
    ],
    ["an excluded OU", "CN=A,OU=Leavers,DC=contoso,DC=local", false, "OU=Leavers,DC=contoso,DC=local"],
    ["an OU that was never ticked", "CN=A,OU=New,DC=contoso,DC=local", false, null],
    ["a name that only ends alike is another OU", "CN=A,OU=Old Staff,DC=contoso,DC=local", false, null],
    [
      "an escaped comma is part of the name",
      "CN=Byron\\, Ada,OU=Staff,DC=contoso,DC=local",
      true,
      "OU=Staff,DC=contoso,DC=local",
    ],
    ["a partition with exclusions only takes the rest", "CN=A,OU=Any,DC=apac,DC=contoso,DC=local", true, null],
  ];
  for (const [name, dn, inScope, container] of table)
    it(name, () => {
      const place = placeOf({ dn }, connectors);
      assert.equal(place?.connector.Name, "contoso.local");
      assert.equal(isSelected({ dn }, connectors), inScope);
      const verdict = place?.partition === undefined ? undefined : containerVerdict(dn, place.partition);
      assert.equal(verdict?.decidedBy?.container ?? null, container);
    });
  it("takes the child domain's own partition of the forest's connector", () => {
    const dn = "CN=A,OU=Staff,DC=emea,DC=contoso,DC=local";
    assert.equal(placeOf({ dn }, connectors)?.partition?.DN, "DC=emea,DC=contoso,DC=local");
    assert.equal(isSelected({ dn }, connectors), false);
  });
  it("does not put a child domain without a partition into its parent's", () => {
    const dn = "CN=A,OU=Staff,DC=amer,DC=contoso,DC=local";
    assert.deepEqual([placeOf({ dn }, connectors)?.partition, isSelected({ dn }, connectors)], [undefined, false]);
  });
  it("knows no connector for a foreign forest", () => {
    assert.equal(placeOf({ dn: "CN=A,DC=fabrikam,DC=local" }, connectors), undefined);
  });
});
