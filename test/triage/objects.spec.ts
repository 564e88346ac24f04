import assert from "node:assert/strict";
import type { Facts, ObjectValue } from "../../src/domain";
import { objectsOf, valueTitleOf } from "../../src/triage/objects";
import { factsOf } from "../checks/scope/world";
import { ad, ANCHOR, duplicate, linked } from "../checks/shared/people";

const held = (given: Partial<Facts>, object: number): Record<string, ObjectValue> =>
  Object.fromEntries((objectsOf(factsOf(given))[object]?.holds ?? []).map((v) => [v.what, v]));

describe("the objects in play side by side", () => {
  it("nobody has none", () => assert.deepEqual(objectsOf(factsOf({})), []));
  it("the same anchor, name and addresses do not differ; addresses of the service's own domain are no difference", () => {
    const own = ad({ proxyAddresses: ["SMTP:Dana@contoso.com"], userPrincipalName: "dana@contoso.com" });
    const cloud = linked({
      proxyAddresses: ["SMTP:dana@contoso.com", "smtp:dana@contoso.onmicrosoft.com"],
      userPrincipalName: "DANA@contoso.com",
      ...(own.displayName === undefined ? {} : { displayName: own.displayName }),
    });
    const values = held({ "ad.user": own, "entra.user": cloud }, 1);
    for (const what of ["upn", "anchor", "addresses"]) assert.equal(values[what]?.differs, false, what);
    assert.deepEqual(values["anchor"]?.values, [ANCHOR]);
  });
  it("anchors are compared letter by letter", () => {
    const values = held({ "ad.user": ad(), "entra.user": linked({ onPremisesImmutableId: ANCHOR.toLowerCase() }) }, 1);
    assert.equal(values["anchor"]?.differs, true);
  });
  it("another user's values stand beside the person's, and what one side alone has is no difference", () => {
    const values = held({ "ad.user": ad(), "entra.relatedUsers": [duplicate({ onPremisesImmutableId: null })] }, 1);
    assert.deepEqual([values["anchor"]?.differs, values["anchor"]?.values], [true, []]);
    assert.equal(values["licences"]?.differs, undefined);
  });
  it("an attribute that differs on a synced person is added by its LDAP name", () => {
    const given = { "ad.user": ad({ department: "Sales" }), "entra.user": linked({ department: "Ops" }) };
    assert.deepEqual(held(given, 0)["department"], { what: "department", values: ["Sales"] });
    assert.deepEqual(held(given, 1)["department"], { what: "department", values: ["Ops"], differs: true });
    assert.equal(valueTitleOf("department", "de"), "department");
  });
});
