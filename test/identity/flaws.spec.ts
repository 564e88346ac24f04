import assert from "node:assert/strict";
import { claimOfFlaw, flawsOf, namesOnceMended, traceOf, type Trace } from "../../src/identity/flaws";
import { flawOf, flawsIn, type Flaw } from "../../src/identity/spelling";
import { personOf } from "../../src/identity/person";
import { ad, exportError, linked } from "../checks/shared/people";
import { factsOf, type GivenFacts } from "../testers/check-tester";

const BAD = "smtp:a lima@contoso.com";
const proxies = (...list: string[]) => ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", ...list] });
const contact = (over: Partial<ReturnType<typeof ad>> = {}) => {
  const { userPrincipalName: _upn, sAMAccountName: _sam, ...rest } = ad();
  return { ...rest, objectClass: ["top", "person", "organizationalPerson", "contact"], ...over };
};
const told = (object: ReturnType<typeof ad>) => [...new Set(flawsOf(object).map((f) => `${f.attribute}: ${f.type}`))];

describe("identity/flaws", () => {
  it("finds nothing on an ordinary account", () => assert.deepEqual(flawsOf(ad()), []));
  it("puts what the service minds first, and mends the whole list", () => {
    const flaws = flawsOf(ad({ mailNickname: "a b", proxyAddresses: ["SMTP:ana.lima@contoso.com", BAD] }));
    const [first] = flaws;
    assert.deepEqual([first?.attribute, first?.enforced], ["proxyAddresses", true]);
    assert.deepEqual([flaws.at(-1)?.attribute, flaws.at(-1)?.enforced], ["mailNickname", false]);
    assert.deepEqual(first?.whole, ["SMTP:ana.lima@contoso.com", "smtp:alima@contoso.com"]);
  });
  it("sees duplicates within the object, whatever their letter case, and keeps the primary one", () => {
    const [flaw] = flawsOf(proxies("smtp:Ana.Lima@contoso.com", "sip:ana.lima@contoso.com"));
    assert.deepEqual(
      [flaw?.type, flaw?.whole],
      ["duplicate", ["SMTP:ana.lima@contoso.com", "sip:ana.lima@contoso.com"]],
    );
  });
  it("wants exactly one primary address: mail tells which", () => {
    const two = proxies("SMTP:al@contoso.com");
    assert.deepEqual(flawsOf(two)[0]?.whole, ["SMTP:ana.lima@contoso.com", "smtp:al@contoso.com"]);
    const none = ad({ mail: "x@contoso.com", proxyAddresses: ["smtp:a@contoso.com", "smtp:b@contoso.com"] });
    assert.deepEqual([flawsOf(none)[0]?.type, flawsOf(none)[0]?.whole], ["format", undefined]);
    assert.deepEqual(flawsOf(ad({ proxyAddresses: ["sip:ana.lima@contoso.com"] })), []);
  });
  it("judges users, contacts and groups by rules of their own, as IdFix does", () => {
    const long = "x".repeat(21);
    const { userPrincipalName: _upn, ...nameless } = ad({ sAMAccountName: long });
    assert.deepEqual(told(ad({ sAMAccountName: long })), [], "sAMAccountName counts only without a sign-in name");
    assert.deepEqual(told(nameless), ["sAMAccountName: length"]);
    const { mail: _mail, proxyAddresses: _list, ...unmailed } = nameless;
    assert.deepEqual(told({ ...unmailed, objectClass: ["top", "group"], displayName: "" }), [], "a group without mail");
    assert.deepEqual(told({ ...nameless, objectClass: ["top", "group"], displayName: "" }), ["displayName: blank"]);
    assert.deepEqual(told(contact()), ["mailNickname: blank", "targetAddress: blank"]);
    const elsewhere = contact({ mailNickname: "ana", targetAddress: "SMTP:ana@fabrikam.com" });
    assert.deepEqual(told(elsewhere), ["targetAddress: format"]);
    assert.deepEqual(told({ ...elsewhere, mail: "ana@fabrikam.com" }), []);
    assert.deepEqual(told(contact({ mailNickname: "ana", targetAddress: "SMTP:a(b@fabrikam.com" })), [
      "targetAddress: character",
      "targetAddress: format",
    ]);
    assert.deepEqual(told({ ...ad({ sAMAccountName: long }), objectClass: ["top", "user", "computer"] }), []);
  });

  const flaw = (attribute: string, value: string): Flaw => flawsIn(attribute, value)[0]!;
  const traced = (f: Flaw, facts: GivenFacts): Trace => traceOf(f, personOf(factsOf({ "ad.user": ad(), ...facts })));
  it("follows what became of the value", () => {
    const upn = flaw("userPrincipalName", "an a@contoso.com");
    assert.equal(traced(upn, {}), "unseen");
    assert.equal(traced(upn, { "entra.user": linked() }), "replaced");
    assert.equal(traced(upn, { "entra.user": linked({ userPrincipalName: "an a@contoso.com" }) }), "taken");
    const error = (attribute?: string) => ({
      "server.runHistory": exportError("IdentityDataValidationFailed", undefined, attribute ?? ""),
    });
    assert.equal(traced(upn, error("FederatedUser.UserPrincipalName")), "named");
    assert.equal(traced(upn, error()), "refused");
    assert.equal(traced(upn, error("ProxyAddresses")), "unseen");
    assert.equal(traced(flaw("proxyAddresses", BAD), { "entra.user": linked() }), "replaced");
    const target = flaw("targetAddress", "SMTP:a b@contoso.com");
    assert.equal(traced(target, { "entra.user": linked() }), "taken", "the object arrived without complaint");
  });
  it("follows a group's value to the group that is synced from it", () => {
    const group = { ...proxies(BAD), objectClass: ["top", "group"], objectSid: "S-1-5-21-1-2-3-1200" };
    const twin = (list: string[]) => ({
      "ad.user": group,
      "entra.object": {
        id: "g",
        kind: "group" as const,
        onPremisesSyncEnabled: true,
        onPremisesSecurityIdentifier: group.objectSid,
        proxyAddresses: list,
      },
    });
    assert.equal(traced(flaw("proxyAddresses", BAD), twin([])), "replaced");
    assert.equal(traced(flaw("proxyAddresses", BAD), twin([BAD])), "taken");
    assert.equal(traced(flaw("mailNickname", ".ana"), twin([])), "taken", "the group arrived without complaint");
  });
  it("makes a fault of what the service minds, and of advice only where an error says so", () => {
    const upn = flawOf("userPrincipalName", "an a@contoso.com")!;
    const advice = flaw("displayName", " Ana");
    const claims = (f: Flaw) =>
      (["named", "refused", "replaced", "unseen", "taken"] as const).map((t) => claimOfFlaw(f, t)?.proof ?? "none");
    assert.deepEqual(claims(upn), ["stated", "measured", "measured", "measured", "none"]);
    assert.deepEqual(claims(advice), ["stated", "timed", "none", "none", "none"]);
  });
  it("knows which names a mend would bring along", () => {
    assert.deepEqual(namesOnceMended(proxies(BAD)), ["alima@contoso.com"]);
    assert.deepEqual(namesOnceMended(ad({ displayName: " Ana" })), []);
  });
});
