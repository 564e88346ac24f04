import assert from "node:assert/strict";
import { flawOf, flawsIn, wellFormed, type FlawType, type ObjectKind } from "../../src/identity/spelling";

/** Attribute, value, what is wrong (the reference's word), its mend where there is one. */
type Case = readonly [attribute: string, value: string, wrong: FlawType | "fine", mended?: string];
const x = (length: number): string => "x".repeat(length);

/** What the service refuses, drops or replaces. */
const ENFORCED: readonly Case[] = [
  ["userPrincipalName", "ann.berg@contoso.com", "fine"],
  ["userPrincipalName", "o'neil_x-1@contoso.com", "fine"],
  ["userPrincipalName", "a#b!c^d~e@sub.contoso.com", "fine"],
  ["userPrincipalName", "ann.berg.@contoso.com", "format", "ann.berg@contoso.com"],
  ["userPrincipalName", "ann.berg&@contoso.com", "format", "ann.berg@contoso.com"],
  ["userPrincipalName", ".ann@contoso.com", "format", "ann@contoso.com"],
  ["userPrincipalName", "ann..berg@contoso.com", "format", "ann.berg@contoso.com"],
  ["userPrincipalName", "ann\u200b.berg@contoso.com", "character", "ann.berg@contoso.com"],
  ["userPrincipalName", "ann.berg @contoso.com", "character", "ann.berg@contoso.com"],
  ["userPrincipalName", "jörg@contoso.com", "character"],
  ["userPrincipalName", "a|b@contoso.com", "character"],
  ...["\\", "%", "&", "*", "+", "/", "=", "?", "{", "}", "<", ">", "(", ")", ";", ":", ",", "[", "]", '"'].map(
    (c): Case => ["userPrincipalName", `a${c}b@contoso.com`, "character"],
  ),
  ["userPrincipalName", "ann@berg@contoso.com", "format"],
  ["userPrincipalName", "@contoso.com", "format"],
  ["userPrincipalName", "ann.berg", "format"],
  ["userPrincipalName", "ann@-contoso.com", "format"],
  ["userPrincipalName", "ann@contoso..com", "format"],
  ["userPrincipalName", `${x(64)}@contoso.com`, "fine"],
  ["userPrincipalName", `${x(65)}@contoso.com`, "length"],
  ["userPrincipalName", `ann@${x(44)}.com`, "fine"],
  ["userPrincipalName", `ann@${x(45)}.com`, "length"],

  ["proxyAddresses", "SMTP:ann.berg@contoso.com", "fine"],
  ["proxyAddresses", "smtp:o'neil+tag@contoso.com", "fine"],
  ["proxyAddresses", "smtp:a berg@contoso.com", "character", "smtp:aberg@contoso.com"],
  ["proxyAddresses", "smtp: ann@contoso.com", "character", "smtp:ann@contoso.com"],
  ["proxyAddresses", "smtp:ann@contoso.com;", "format", "smtp:ann@contoso.com"],
  ["proxyAddresses", "SMTP:smtp:ann@contoso.com", "format", "SMTP:ann@contoso.com"],
  ["proxyAddresses", "smtp:<ann@contoso.com>", "format", "smtp:ann@contoso.com"],
  ["proxyAddresses", "smtp:ann.@contoso.com", "format", "smtp:ann@contoso.com"],
  ["proxyAddresses", "smtp:user:m@contoso.com", "character"],
  ...["<", ">", "(", ")", ";", ",", "[", "]", '"'].map(
    (c): Case => ["proxyAddresses", `smtp:a${c}b@contoso.com`, "character"],
  ),
  ["proxyAddresses", "smtp:jörg@contoso.com", "character"],
  ["proxyAddresses", "smtp:ann", "format"],
  ["proxyAddresses", `smtp:${x(239)}@contoso.com`, "fine"],
  ["proxyAddresses", `smtp:${x(240)}@contoso.com`, "length"],
  ["proxyAddresses", "x500:/o=Org/cn=a b", "fine"],
  ["proxyAddresses", "SPO:SPO_1@SPO_2", "fine"],
  ["proxyAddresses", "sip:a b@contoso.com", "fine"],

  ["mailNickname", "ann.berg", "fine"],
  ["mailNickname", ".ann", "format", "ann"],
  ["mailNickname", x(64), "fine"],
  ["mailNickname", x(65), "length"],
  ["mailNickname", "ann berg", "fine"],

  ["targetAddress", "SMTP:ann@contoso.mail.onmicrosoft.com", "fine"],
  ["targetAddress", "SMTP:a\\b@contoso.com", "character"],
  ["targetAddress", "SMTP:a b@contoso.com", "character", "SMTP:ab@contoso.com"],
  ["targetAddress", `SMTP:${x(239)}@contoso.com`, "length"],

  ["sAMAccountName", "ann.berg", "fine"],
  ["sAMAccountName", x(21), "length"],
  ["sAMAccountName", "a*b", "character"],
  ["displayName", "Jörg Müller, R&D", "fine"],
  ["displayName", x(256), "fine"],
  ["displayName", x(257), "length"],
  ["givenName", x(65), "length"],
  ["sn", x(65), "length"],
  ["mail", "not an address", "fine"],
];
/** What only IdFix flags: the service takes it. */
const ADVISED: readonly Case[] = [
  ["userPrincipalName", "o'neil@contoso.com", "character"],
  ["userPrincipalName", "ann@contoso.local", "domain"],
  ["proxyAddresses", "smtp:ann@contoso.lan", "domain"],
  ["proxyAddresses", "sip:a b@contoso.com", "character", "sip:ab@contoso.com"],
  ["proxyAddresses", 'x500:/o=Org/cn="a"', "character"],
  ["mail", "ann berg@contoso.com", "character", "annberg@contoso.com"],
  ["mailNickname", "ann berg", "character", "annberg"],
  ["mailNickname", "ann.", "format", "ann"],
  ["mailNickname", "a&b", "character"],
  ["displayName", " Ann  Berg\u200b", "character", "Ann Berg"],
  ["givenName", x(64), "length"],
];

describe("identity/spelling", () => {
  for (const [attribute, value, wrong, mended] of ENFORCED)
    it(`${attribute} ${value.slice(0, 40)}: ${wrong}`, () => {
      const flaw = flawOf(attribute, value);
      assert.equal(flaw?.type ?? "fine", wrong, flaw?.rule.en);
      assert.equal(flaw?.mended, mended);
    });
  for (const [attribute, value, wrong, mended] of ADVISED)
    it(`${attribute} ${value.slice(0, 40)}: ${wrong}, as advice`, () => {
      assert.equal(flawOf(attribute, value), undefined);
      const flaw = flawsIn(attribute, value).find((f) => f.type === wrong);
      assert.deepEqual([flaw?.type, flaw?.enforced, flaw?.mended], [wrong, false, mended]);
    });

  it("tells kinds of objects apart: a group's account name may be long, a contact has no sign-in name", () => {
    assert.equal(flawOf("sAMAccountName", x(21), "group"), undefined);
    assert.equal(flawOf("userPrincipalName", "jörg@contoso.com", "contact"), undefined);
  });
  it("names the character and its place, which nobody sees", () => {
    const rule = flawOf("userPrincipalName", "ann\u200b.berg@contoso.com")?.rule;
    assert.match(rule?.en ?? "", /U\+200B at position 4/);
    assert.match(rule?.de ?? "", /Position 4 .* U\+200B/);
  });

  it("what is mended is well formed, and stays as it is when it is mended again", () => {
    const PIECES = [
      "a",
      "Ann",
      "berg",
      ".",
      "..",
      " ",
      "\u200b",
      "&",
      "'",
      "@",
      "@contoso.com",
      "smtp:",
      "SMTP:",
      "<",
      ">",
      ";",
      "ö",
      "\\",
      "x500:",
      "-",
    ];
    const ATTRIBUTES = [
      "userPrincipalName",
      "proxyAddresses",
      "mail",
      "mailNickname",
      "targetAddress",
      "sAMAccountName",
      "displayName",
      "title",
    ];
    const KINDS: readonly ObjectKind[] = ["user", "contact", "group"];
    let seed = 7;
    const next = (n: number): number => (seed = (seed * 48271) % 0x7fffffff) % n;
    let tried = 0;
    for (let i = 0; i < 20_000; i++) {
      const value = Array.from({ length: 1 + next(7) }, () => PIECES[next(PIECES.length)]).join("");
      const attribute = ATTRIBUTES[next(ATTRIBUTES.length)] ?? "";
      const kind = KINDS[next(KINDS.length)] ?? "user";
      const mended = wellFormed(attribute, value, kind);
      if (mended === undefined || mended === value) continue;
      tried += 1;
      assert.equal(flawOf(attribute, mended, kind), undefined, `${attribute}: ${value} → ${mended}`);
      assert.equal(wellFormed(attribute, mended, kind), mended, `${attribute}: ${value}`);
    }
    assert.ok(tried > 500, `only ${tried} values were mended`);
  });
});
