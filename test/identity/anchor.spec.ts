import assert from "node:assert/strict";
import { anchorOfEntraCsDn, anchorsOf, entraCsDn, guidOfImmutableId, immutableIdOf } from "../../src/identity/anchor";

const PAIRS = [
  [
    "12345678-9abc-def0-1234-56789abcdef0",
    "eFY0Erya8N4SNFZ4mrze8A==",
    "CN={6546593045727961384E34534E465A346D727A6538413D3D}",
  ],
  [
    "8d3c6a51-7f2e-4b90-a6c1-0e5f92d4b7aa",
    "UWo8jS5/kEumwQ5fktS3qg==",
    "CN={55576F386A53352F6B45756D775135666B74533371673D3D}",
  ],
  [
    "30475e40-e7ae-4af3-af75-8b143c81daf5",
    "QF5HMK7n80qvdYsUPIHa9Q==",
    "CN={514635484D4B376E38307176645973555049486139513D3D}",
  ],
] as const;

describe("sourceAnchors", () => {
  for (const [guid, anchor, dn] of PAIRS)
    it(`${guid} is ${anchor} in every spelling`, () => {
      for (const written of [guid, guid.toUpperCase(), `{${guid}}`, guid.replaceAll("-", ""), ` ${guid} `])
        assert.equal(immutableIdOf(written), anchor, written);
      assert.equal(guidOfImmutableId(anchor), guid);
      assert.equal(entraCsDn(anchor), dn);
      for (const written of [dn, dn.toLowerCase(), ` ${dn} `])
        assert.equal(anchorOfEntraCsDn(written), anchor, written);
    });
  it("takes the bytes in .NET order: the big-endian text is another object's anchor", () => {
    assert.notEqual(immutableIdOf(PAIRS[0][0]), "EjRWeJq83vASNFZ4mrze8A==");
    assert.equal(guidOfImmutableId("EjRWeJq83vASNFZ4mrze8A=="), "78563412-bc9a-f0de-1234-56789abcdef0");
  });
  for (const text of [
    undefined,
    null,
    "",
    "nobody",
    "12345678-9abc-def0-1234-56789abcdef",
    "12345678-9abc-def0-1234-56789abcdefg",
    "eFY0Erya8N4SNFZ4mrze8A==",
  ])
    it(`${JSON.stringify(text)} is no GUID`, () => {
      assert.equal(immutableIdOf(text), undefined);
    });
  for (const [why, text] of [
    ["nothing", undefined],
    ["null", null],
    ["an empty text", ""],
    ["a GUID", PAIRS[0][0]],
    ["15 bytes", "eFY0Erya8N4SNFZ4mrze"],
    ["17 bytes", "eFY0Erya8N4SNFZ4mrze8AA="],
    ["no padding", "eFY0Erya8N4SNFZ4mrze8A"],
    ["bits beyond the last byte", "eFY0Erya8N4SNFZ4mrze8B=="],
    ["the URL alphabet", "UWo8jS5_kEumwQ5fktS3qg=="],
    ["a blank", "eFY0Erya8N4SNFZ4mrze8A== "],
    ["what somebody wrote by hand", "employee-4711"],
  ] as const)
    it(`an immutableId of ${why} is no anchor of a GUID`, () => {
      assert.equal(guidOfImmutableId(text), undefined);
    });
  for (const dn of ["CN=Ada,OU=Staff,DC=contoso,DC=local", "CN={ABC}", "CN={}", "CN={XY}", "{6546}"])
    it(`${dn} is no name in the Entra connector space`, () => {
      assert.equal(anchorOfEntraCsDn(dn), undefined);
    });
  it("names both anchors of an AD object, mS-DS-ConsistencyGuid first, each once", () => {
    const [a, b] = PAIRS;
    assert.deepEqual(anchorsOf({ objectGUID: a[0], "mS-DS-ConsistencyGuid": b[0] }), [b[1], a[1]]);
    assert.deepEqual(anchorsOf({ objectGUID: a[0], "mS-DS-ConsistencyGuid": a[0].toUpperCase() }), [a[1]]);
    assert.deepEqual(anchorsOf({ objectGUID: a[0], "mS-DS-ConsistencyGuid": "not a GUID" }), [a[1]]);
    assert.deepEqual(anchorsOf({}), []);
  });
});
