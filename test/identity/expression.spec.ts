import assert from "node:assert/strict";
import {
  attributesIn,
  evaluateExpression,
  ExpressionError,
  parseExpression,
  RuleError,
  type ExprValue,
} from "../../src/identity/expression";
import { immutableIdOf } from "../../src/identity/anchor";

const DN = "CN=Ada Byron,OU=Staff,DC=emea,DC=contoso,DC=local";
const GUID = "468e5bdd-50fb-59fd-b06a-739b0363c682";
const run = (source: string, attributes: Record<string, ExprValue> = {}, dn = DN): ExprValue =>
  evaluateExpression(source, {
    attribute: (n) => attributes[n] ?? null,
    parameter: (n) => (n === "Domain.FQDN" ? "emea.contoso.local" : null),
    dn,
  });

describe("sync rule expressions", () => {
  const table: [string, string, Record<string, ExprValue>, ExprValue][] = [
    ["a text compares without letter case", '[sAMAccountName] = "SUPPORT_1"', { sAMAccountName: "support_1" }, true],
    ["null is false in a condition", 'IIF([a] > 0, "yes", "no")', {}, "no"],
    ["null equals nothing but null", '[a] = "x"', {}, false],
    ["absent is not present", "IsPresent([a]) = False", {}, true],
    ["an empty text is not present", "IsNullOrEmpty([a])", { a: "" }, true],
    ["a number compares with a text of digits", "[a] = 2", { a: "2" }, true],
    ["<> of two texts", '[a] <> "b"', { a: "B" }, false],
    ["hexadecimal literals", "BitAnd([t], &H21C07000) > 0", { t: 4096 }, true],
    ["bits beyond 32 are kept apart", "BitAnd([t], &H21C07000) > 0", { t: 34359738368 }, false],
    ["a disabled account", "IIF(BitAnd([userAccountControl],2)=0,True,False)", { userAccountControl: 514 }, false],
    ["an enabled account", "IIF(BitAnd([userAccountControl],2)=0,True,False)", { userAccountControl: 512 }, true],
    ["Left beyond the end", 'Left([a], 14) = "SystemMailbox{"', { a: "Sys" }, false],
    ["InStr counts from one", 'InStr([a], "}")', { a: "CAS_}" }, 5],
    ["InStr finds nothing", 'InStr([a], "}")', { a: "CAS_" }, 0],
    ["&& and || from left to right", "True || True && False", {}, false],
    ["& joins texts and parameters", '[s]&"@"&%Domain.FQDN%', { s: "ada" }, "ada@emea.contoso.local"],
    ["the first component of the DN, without its type", "DNComponent(CRef([dn]),1)", {}, "Ada Byron"],
    ["CBool of null", "CBool(IIF(IsPresent([a]), True, NULL))", {}, false],
    [
      "ConvertToBase64 takes the bytes in .NET order",
      "ConvertToBase64([objectGUID])",
      { objectGUID: GUID },
      immutableIdOf(GUID)!,
    ],
    ["doubled quotes inside a text", '"a""b"', {}, 'a"b'],
    ["a list value by value", '[l] = "x"', { l: ["X", "y"] }, [true, false]],
  ];
  for (const [name, source, attributes, expected] of table)
    it(name, () => {
      assert.deepEqual(run(source, attributes), expected);
    });

  it("evaluates only the branch that is taken: Error() of the other one stays silent", () => {
    const upn = 'IIF(IsPresent([userPrincipalName]),[userPrincipalName],Error("AccountName is not present"))';
    assert.equal(run(upn, { userPrincipalName: "a@contoso.com" }), "a@contoso.com");
    assert.throws(
      () => run(upn),
      (e) => e instanceof RuleError && e.message === "AccountName is not present",
    );
  });
  it("tells a replication conflict by its name", () => {
    const source = 'CBool(InStr(DNComponent(CRef([dn]),1),"\\\\0ACNF:")>0)';
    assert.equal(
      run(source, {}, "CN=Ada\\0ACNF:468e5bdd-50fb-59fd-b06a-739b0363c682,OU=Staff,DC=contoso,DC=local"),
      true,
    );
    assert.equal(run(source), false);
  });
  for (const source of ["IIF(", "[a] =", "[a] [b]", "#", "NoSuchFunction([a])"])
    it(`refuses ${source}`, () => {
      assert.throws(() => run(source), ExpressionError);
    });
  it("parses without evaluating, and names what it reads once", () => {
    assert.doesNotThrow(() => parseExpression('Error("x")'));
    assert.deepEqual(attributesIn("IIF(IsPresent([mail]),[mail],[sAMAccountName])"), ["mail", "sAMAccountName"]);
  });
});
