import assert from "node:assert/strict";
import { join } from "node:path";
import { ONE_PERSON_POLICY } from "../../src/approvals/states";
import { diagnosisFrom } from "../../src/cases/diagnose";
import { FACT_KEYS, seen, unreadable, type FactSet } from "../../src/domain";
import { factsAsText, readFacts } from "../../src/facts/save";
import { scrubbed } from "../../src/facts/scrub";
import { loadScenario, type World } from "../../src/lab/scenario";
import { leftIn } from "../support/personal";
import { CASES, startReadsLab, worlds } from "../support/reads-lab";

const NO_COST = { graphRequests: 0, graphReads: 0, relayRoundTrips: 0, wallMs: 0, slowestCheckMs: 0 };
const judged = (facts: FactSet) => {
  const { rootCause, remediations, verdicts } = diagnosisFrom(facts, ONE_PERSON_POLICY, NO_COST);
  return {
    code: rootCause.code,
    confidence: rootCause.confidence,
    remedies: remediations.map((r) => r.id),
    verdicts: verdicts.map((v) => `${v.check} ${v.verdict} ${v.message}`),
  };
};
describe("scrubbed facts", function () {
  this.timeout(180_000);
  const read: { file: string; world: World; facts: FactSet }[] = [];
  before(async () => {
    const lab = await startReadsLab();
    for (const file of worlds) {
      const { triage } = await lab.of(file);
      const { world } = await loadScenario(join(CASES, file));
      read.push({ file, world, facts: (await triage()).facts });
    }
    await lab.emulator.close();
  });
  it("are judged as they were, in every shared world", () => {
    for (const { file, facts } of read)
      assert.deepEqual(judged(readFacts(factsAsText(scrubbed(facts)))), judged(facts), file);
  });
  it("name nobody of the shared worlds, in no spelling", () => {
    const left = read.map(({ file, world, facts }) => ({ file, left: leftIn(factsAsText(scrubbed(facts)), world) }));
    assert.deepEqual(
      left.filter((l) => l.left.length > 0),
      [],
    );
  });
  it("are others each time, and the same under the same key", () => {
    const { facts } = read[0]!;
    const key = new Uint8Array(32);
    assert.notEqual(factsAsText(scrubbed(facts)), factsAsText(scrubbed(facts)));
    assert.equal(factsAsText(scrubbed(facts, key)), factsAsText(scrubbed(facts, key)));
  });
});

describe("scrubbing keeps what checks judge by", () => {
  const via = { system: "premises", via: "LDAP" } as const;
  const bare = Object.fromEntries(FACT_KEYS.map((k) => [k, unreadable("not-asked", "")])) as FactSet;
  const guid = "a48fc927-5c30-59f4-a0af-286cdc8767dc";
  const of = (more: Readonly<Record<string, unknown>>) => {
    const object = {
      dn: "CN=Zoë\\, Ng,OU=Staff,DC=emea,DC=contoso,DC=local",
      forest: "contoso.local",
      objectGUID: guid,
    };
    const facts = { ...bare, "ad.user": seen({ ...object, objectClass: ["top", "user"], ...more }, via) };
    const ad = scrubbed(facts)["ad.user"];
    assert.equal(ad.state, "seen");
    return ad.value;
  };
  it("the parent of a DN, its escapes and the domain that it lies in", () => {
    const { dn, forest } = of({});
    const m = /^CN=(\p{L}{3})\\, (\p{L}{2}),OU=(\p{L}{5}),DC=(\p{L}{4}),DC=(\p{L}{7}),DC=local$/u.exec(dn);
    assert.ok(m, dn);
    assert.equal(forest, `${m[5]}.local`);
  });
  it("an anchor in all its spellings", () => {
    const ad = of({
      "mS-DS-ConsistencyGuid": "J8mPpDBc9Fmgryhs3Idn3A==",
      note: `CN={${Buffer.from("J8mPpDBc9Fmgryhs3Idn3A==").toString("hex").toUpperCase()}}`,
    });
    const anchor = String(ad["mS-DS-ConsistencyGuid"]);
    const hex = Buffer.from(ad.objectGUID.replaceAll("-", ""), "hex");
    assert.deepEqual(Buffer.from(anchor, "base64").subarray(8), hex.subarray(8));
    assert.equal(ad["note"], `CN={${Buffer.from(anchor).toString("hex").toUpperCase()}}`);
  });
  it("accents, capitals, length and characters that are not allowed", () => {
    const { displayName, userPrincipalName } = of({ displayName: "ZOË ng", userPrincipalName: "zoë.ng.@contoso.com" });
    assert.match(String(displayName), /^\p{Lu}{3} \p{Ll}{2}$/u);
    assert.match(String(userPrincipalName), /^\p{Ll}{3}\.\p{Ll}{2}\.@[a-z]{7}\.com$/u);
    assert.equal(String(displayName).slice(0, 3).toLowerCase(), String(userPrincipalName).slice(0, 3));
  });
  it("names that installers give, and what stands behind them is replaced", () => {
    const { sAMAccountName, memberOf } = of({
      sAMAccountName: "MSOL_4f6e0c1d",
      memberOf: ["CN=Domain Admins,CN=Users,DC=contoso,DC=local"],
    });
    assert.match(String(sAMAccountName), /^MSOL_(?!4f6e0c1d)\w{8}$/);
    assert.match(String(memberOf?.[0]), /^CN=Domain Admins,CN=Users,DC=(?!contoso)\w{7},DC=local$/);
  });
  it("digits of a phone number, however it is written", () => {
    const ad = of({ mobile: "+46 70 555 12 34", telephoneNumber: "46705551234" });
    assert.equal(String(ad["mobile"]).replace(/\D/g, ""), ad["telephoneNumber"]);
    assert.notEqual(ad["telephoneNumber"], "46705551234");
  });
  it("who shares a domain, a RID or an id", () => {
    const { objectSid, userPrincipalName, mail } = of({
      objectSid: "S-1-5-21-1-2-3-1105",
      userPrincipalName: "a.b@contoso.com",
      mail: "c@contoso.com",
    });
    assert.match(String(objectSid), /^S-1-5-21-\d+-\d+-\d+-1105$/);
    assert.equal(String(userPrincipalName).split("@")[1], String(mail).split("@")[1]);
  });
});
