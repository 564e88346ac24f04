import assert from "node:assert/strict";
import {
  depthOf,
  dnKey,
  domainDnOf,
  domainOf,
  isWithin,
  parentDn,
  placeText,
  rdnsOf,
  sameDn,
  withPlaces,
} from "../../src/identity/dn";

const OU = "OU=Staff,DC=contoso,DC=local",
  COMMA = `CN=Byron\\, Ada,${OU}`;

describe("distinguished names", () => {
  it("keeps an escaped comma inside its component", () => {
    assert.deepEqual(rdnsOf(COMMA), ["CN=Byron\\, Ada", "OU=Staff", "DC=contoso", "DC=local"]);
    assert.equal(parentDn(COMMA), OU);
    assert.equal(depthOf(COMMA), 4);
  });
  it("takes a comma after an escaped backslash as a separator", () =>
    assert.deepEqual(rdnsOf("CN=a\\\\,OU=b"), ["CN=a\\\\", "OU=b"]));
  it("keeps the name of a replication conflict whole", () =>
    assert.equal(
      rdnsOf(`CN=Ada\\0ACNF:468e5bdd-50fb-59fd-b06a-739b0363c682,${OU}`)[0],
      "CN=Ada\\0ACNF:468e5bdd-50fb-59fd-b06a-739b0363c682",
    ));
  it("has no components for nothing", () => {
    assert.deepEqual(rdnsOf(""), []);
    assert.equal(parentDn("DC=local"), "");
  });
  for (const other of [
    "cn=byron\\, ada,ou=STAFF,dc=Contoso,dc=LOCAL",
    "CN=Byron\\, Ada , OU = Staff,DC=contoso, DC=local",
  ])
    it(`${other} is the same object`, () => {
      assert.ok(sameDn(COMMA, other));
      assert.equal(dnKey(COMMA), dnKey(other));
    });
  for (const other of [`CN=Ada,${OU}`, `CN=Byron\\,Ada,${OU}`, "CN=Byron\\, Ada,OU=Staff,DC=contoso"])
    it(`${other} is another object`, () => {
      assert.ok(!sameDn(COMMA, other));
    });
  for (const [child, ancestor, within] of [
    [COMMA, OU, true],
    [COMMA, "dc=contoso, dc=local", true],
    [OU, OU, true],
    [OU, COMMA, false],
    ["CN=A,OU=Old Staff,DC=contoso,DC=local", OU, false],
    [`CN=A\\,${OU}`, OU, false],
    ["CN=A,OU=Staff,DC=fabrikam,DC=local", OU, false],
  ] as const)
    it(`${child} is ${within ? "" : "not "}within ${ancestor}`, () => {
      assert.equal(isWithin(child, ancestor), within);
    });
  it("reads the domain off the DC components only", () => {
    assert.equal(domainOf("CN=DC=trap\\,x,OU=A,dc=EMEA,DC = contoso,DC=local"), "emea.contoso.local");
    assert.equal(domainDnOf("CN=A,OU=B,DC=emea,DC=contoso,DC=local"), "DC=emea,DC=contoso,DC=local");
    assert.equal(domainOf("CN=A"), "");
  });
  for (const [dn, text] of [
    ["CN=Hana Sato,OU=Staff,DC=contoso,DC=local", "Hana Sato · contoso.local/Staff"],
    ["CN=Sato\\, Hana,OU=Ops,OU=Staff,DC=emea,DC=contoso,DC=local", "Sato, Hana · emea.contoso.local/Staff/Ops"],
    ["OU=NoSync,OU=Staff,DC=contoso,DC=local", "contoso.local/Staff/NoSync"],
    ["DC=contoso,DC=local", "contoso.local"],
  ] as const)
    it(`shows ${dn} as ${text}`, () => assert.equal(placeText(dn), text));
  it("finds two DNs between which no comma stands", () =>
    assert.equal(
      withPlaces("liegt in OU=A,DC=contoso,DC=local; ausgenommen durch OU=B,OU=A,DC=contoso,DC=local."),
      "liegt in contoso.local/A; ausgenommen durch contoso.local/A/B.",
    ));
  it("finds the DNs in a sentence, and leaves the rest as it is", () =>
    assert.equal(
      withPlaces(
        "hana stands in OU=NoSync,OU=Staff,DC=contoso,DC=local, which CN=Sato\\, H,DC=contoso,DC=local owns; OU=x.",
      ),
      "hana stands in contoso.local/Staff/NoSync, which Sato, H · contoso.local owns; OU=x.",
    ));
});
