import { adviceOf, textOf } from "../../../src/triage/words";
import { personOf } from "../../../src/identity/person";
import assert from "node:assert/strict";
import { checks } from "../../../src/checks/attributes";
import { flawOf } from "../../../src/identity/spelling";
import type { AnyCheck, Facts } from "../../../src/domain";
import { anchorsOf, entraCsDn } from "../../../src/identity/anchor";
import { AAD, connectors, DOMAINS, factsOf, judgeOne, linked, messagesOf, NOW, person, run } from "../scope/world";

const check = (id: string): AnyCheck => checks.find((c) => c.id === id)!;
const failed = (ErrorType: string, attribute?: string): Partial<Facts> => ({
  "server.connectors": connectors(),
  "server.runHistory": [
    run({
      ConnectorName: AAD,
      RunProfileName: "Export",
      Result: "completed-export-errors",
      Errors: [
        {
          ObjectDn: entraCsDn(anchorsOf(person())[0]!),
          ErrorType,
          ...(attribute === undefined ? {} : { AttributeConflictName: attribute }),
        },
      ],
    }),
  ],
});
const refused = (over: object): Partial<Facts> => ({
  "ad.user": person(over),
  "entra.user": linked(),
  "server.connectors": connectors(),
  "server.runHistory": [
    run({
      RunProfileName: "Export",
      Result: "completed-export-errors",
      Errors: [
        {
          ObjectDn: person().dn,
          ErrorType: "permission-issue",
          ErrorCode: "8344",
          AttributeConflictName: "mS-DS-ConsistencyGuid",
        },
      ],
    }),
  ],
});

const rows: { id: string; name: string; facts: Partial<Facts>; message: string; code?: string; suggests?: string[] }[] =
  [
    {
      id: "attributes.valid-values",
      name: "a zero-width space in the UPN",
      facts: { "ad.user": person({ userPrincipalName: "ann\u200b.berg@contoso.com" }) },
      message: "malformed",
      code: "invalid-attribute-value",
      suggests: ["set-user-principal-name"],
    },
    {
      id: "attributes.valid-values",
      name: "a blank in an address",
      facts: { "ad.user": person({ proxyAddresses: ["SMTP:ann berg@contoso.com"] }) },
      message: "malformed",
      code: "invalid-attribute-value",
      suggests: ["set-attribute"],
    },
    {
      id: "attributes.valid-values",
      name: "refused without a known flaw",
      facts: { "ad.user": person(), ...failed("DataValidationFailed", "targetAddress") },
      message: "refused",
      code: "invalid-attribute-value",
      suggests: [],
    },
    {
      id: "attributes.valid-values",
      name: "another error is not a format fault",
      facts: { "ad.user": person(), ...failed("FederatedDomainChangeError", "UserPrincipalName") },
      message: "valid",
    },
    {
      id: "attributes.size",
      name: "LargeObject with too many certificates",
      facts: { "ad.user": person({ userCertificate: Array<string>(20).fill("x") }), ...failed("LargeObject") },
      message: "tooLarge",
      code: "attribute-too-large",
      suggests: [],
    },
    {
      id: "attributes.size",
      name: "many certificates that nobody refused",
      facts: { "ad.user": person({ userCertificate: Array<string>(20).fill("x") }) },
      message: "within",
    },
    {
      id: "attributes.references",
      name: "the manager is not in the cloud",
      facts: {
        "ad.user": person({ manager: "CN=Boss,OU=Staff,DC=contoso,DC=local" }),
        ...failed("dn-attributes-failure", "manager"),
      },
      message: "missing",
      code: "referenced-object-missing",
      suggests: [],
    },
    {
      id: "attributes.required",
      name: "no sAMAccountName",
      facts: { "ad.user": person({ sAMAccountName: "" }) },
      message: "noSam",
      code: "required-attribute-missing",
      suggests: ["set-attribute"],
    },
    {
      id: "attributes.required",
      name: "no mail where mail is the sign-in name",
      facts: {
        "ad.user": person({ mail: "" }),
        "server.globalSettings": { "Microsoft.SynchronizationOption.UPNAttribute": "mail" },
        "entra.domains": DOMAINS,
        "entra.user": linked({ userPrincipalName: "ann.berg@contoso.onmicrosoft.com" }),
      },
      message: "sourceEmpty",
      code: "required-attribute-missing",
      suggests: ["set-attribute"],
    },
    {
      id: "attributes.required",
      name: "an empty UPN that fell back",
      facts: {
        "ad.user": person({ userPrincipalName: "" }),
        "entra.domains": DOMAINS,
        "entra.user": linked({ userPrincipalName: "ann.berg@contoso.onmicrosoft.com" }),
      },
      message: "upnEmpty",
      code: "required-attribute-missing",
      suggests: ["set-user-principal-name", "set-attribute"],
    },
    {
      id: "attributes.source",
      name: "mail changed, the primary address kept",
      facts: { "ad.user": person({ mail: "ann.lind@contoso.com" }), "entra.user": linked(), "entra.domains": DOMAINS },
      message: "masked",
      code: "wrong-source-attribute",
      suggests: ["set-attribute"],
    },
    {
      id: "attributes.source",
      name: "an address of an unverified domain",
      facts: {
        "ad.user": person({ proxyAddresses: ["SMTP:ann.berg@contoso.com", "smtp:ann@tailspin.com"] }),
        "entra.user": linked(),
        "entra.domains": DOMAINS,
      },
      message: "unverified",
      code: "address-domain-unverified",
      suggests: [],
    },
    {
      id: "attributes.source",
      name: "AD and cloud agree, the ask does not",
      facts: {
        ask: { text: "", terms: { upns: ["ann.lind@contoso.com"], sams: [], names: [], departments: [], ids: [] } },
        "ad.user": person(),
        "entra.user": linked(),
        "entra.domains": DOMAINS,
      },
      message: "stale",
      code: "wrong-source-attribute",
      suggests: ["set-user-principal-name"],
    },
    {
      id: "attributes.source",
      name: "all agree",
      facts: { "ad.user": person(), "entra.user": linked(), "entra.domains": DOMAINS },
      message: "agrees",
    },
    {
      id: "attributes.writeback",
      name: "8344 on an ordinary account",
      facts: refused({}),
      message: "denied",
      code: "ad-permission-missing",
      suggests: ["grant-connector-permission"],
    },
    {
      id: "attributes.writeback",
      name: "8344 on a protected account",
      facts: refused({ adminCount: 1 }),
      message: "protected",
      code: "ad-permission-missing",
      suggests: [],
    },
  ];
describe("checks/attributes", () => {
  for (const r of rows)
    it(`${r.id}: ${r.name}`, () => {
      assert.deepEqual(messagesOf(check(r.id), r.facts), [r.message]);
      const [finding] = judgeOne(check(r.id), r.facts);
      assert.equal(finding!.code, r.code ?? finding!.code);
      if (r.suggests !== undefined) assert.deepEqual(finding!.suggests, r.suggests);
      if (finding!.verdict === "fail") assert.ok(finding!.evidence.length > 0, "a fault is proved");
      assert.doesNotMatch(textOf(finding!) + adviceOf(finding!).join(), /\{\w+\}/, "every placeholder is filled");
    });
  it("mends what has one mend", () => {
    assert.equal(flawOf("userPrincipalName", "ann.berg.@contoso.com")?.mended, "ann.berg@contoso.com");
    assert.equal(flawOf("userPrincipalName", "ann\u200b.berg@contoso.com")?.mended, "ann.berg@contoso.com");
    assert.equal(flawOf("userPrincipalName", "jörg@contoso.com")?.mended, undefined);
    assert.match(flawOf("userPrincipalName", "jörg@contoso.com")!.rule, /U\+00F6/);
    for (const good of ["ann.berg@contoso.com", "o'neil_x-1@contoso.com", "a#b@sub.contoso.com"])
      assert.equal(flawOf("userPrincipalName", good), undefined, good);
    assert.equal(flawOf("proxyAddresses", "x500:/o=Org/cn=a b"), undefined);
  });
  it("nobody to look at is never a fault", () => {
    for (const c of checks)
      for (const o of [c.evaluate(factsOf({ now: NOW }), personOf(factsOf({ now: NOW })))].flat())
        assert.notEqual((o as { verdict: string }).verdict, "fail", c.id);
  });
});
