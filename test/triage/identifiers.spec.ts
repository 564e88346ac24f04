import assert from "node:assert/strict";
import { canonicalNameOf } from "../../src/identity/dn";
import { parseAsk } from "../../src/triage/ask";

/** One GUID as text, as its 16 bytes in .NET order (adsync reference §5.1), and as their base64. */
const GUID = "0efd1f8d-5bd4-4d5c-8d52-d5b5a6e0fd8c";
const ANCHOR = "jR/9DtRbXE2NUtW1puD9jA==";
const HEX = "8d1ffd0ed45b5c4d8d52d5b5a6e0fd8c";
const SID = "S-1-5-21-1004336348-1177238915-682003330-2304";
const DN = "CN=Sato\\, Hana,OU=Staff,DC=contoso,DC=local";

/** What is written, and an identifier that has to be found in it. */
const ROWS: readonly (readonly [text: string, id: string])[] = [
  [`${GUID} is missing`, GUID],
  [`{${GUID.toUpperCase()}} is missing`, GUID],
  [`https://portal.azure.com/#view/Blade/~/overview/userId/${GUID}/hidePreviewBanner~/true`, GUID],
  [`what became of ${ANCHOR}?`, ANCHOR],
  [`${HEX} is missing`, ANCHOR],
  [`mS-DS-ConsistencyGuid ${HEX.match(/../g)!.join(" ")} is missing`, ANCHOR],
  [`CN={${Buffer.from(ANCHOR).toString("hex")}} is refused`, ANCHOR],
  [`${SID.toLowerCase()} is missing`, SID],
  [`${DN} is missing`, DN],
  ["contoso.local/Staff/Hana Sato", "contoso.local/Staff/Hana Sato"],
  ["10442107 is missing", "10442107"],
];

describe("identifiers of an ask", () => {
  for (const [text, id] of ROWS) it(text, () => assert.ok(parseAsk(text).terms.ids.includes(id)));
  it("an address, an error number and a version are none", () =>
    assert.deepEqual(
      parseAsk("hana.sato@contoso.com: error 8344 with Connect 2.5.190.0 since 2026-11-23").terms.ids,
      [],
    ));
  it("the canonical name of a DN", () => {
    assert.equal(canonicalNameOf(DN), "contoso.local/Staff/Sato, Hana");
    assert.equal(canonicalNameOf("CN=A/B,CN=Users,DC=emea,DC=contoso,DC=local"), "emea.contoso.local/Users/A\\/B");
  });
});

/** What is written, and a name that has to be tried. */
const NAMES: readonly (readonly [text: string, name: string])[] = [
  ["hana sato is missing", "hana sato"],
  ["HANA SATO is missing", "HANA SATO"],
  ["Wo ist der Benutzer Ravi Kapoor?", "Ravi Kapoor"],
  ["Will Turner isn't in M365", "Will Turner"],
  ["Since Monday April June can't sign in", "April June"],
  ["Hana May isn't in Teams", "Hana May"],
  ["maria de la cruz fehlt", "maria de la cruz"],
  ["Siobhán O’Brien's account", "Siobhán O’Brien"],
  ["monitoring service apac is missing", "monitoring service apac"],
  [`${DN} is refused`, "Sato, Hana"],
];
describe("names in an ask", () => {
  for (const [text, name] of NAMES)
    it(text, () => assert.ok(parseAsk(text).terms.names.includes(name), parseAsk(text).terms.names.join("; ")));
  it("an account as a phone writes it", () =>
    assert.ok(parseAsk("Mhohenlohe is missing").terms.sams.includes("mhohenlohe")));
  it("a computer's account", () => assert.ok(parseAsk("CONTOSO\\LT-0441$ is missing").terms.sams.includes("lt-0441$")));
});
