import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MAIN } from "../support/main";

const SCENARIOS = join("test", "scenarios"),
  OWN = join(SCENARIOS, "own");
const triage = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...MAIN, "triage", ...args], { maxBuffer: 64 * 1024 * 1024 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
const lines = (out: string): any[] =>
  out
    .split("\n")
    .filter((l) => l !== "")
    .map((l) => JSON.parse(l));
const keys = (x: object): string[] => Object.keys(x).sort();

describe("the triage command", function () {
  this.timeout(60_000);
  it("prints one object with every key that others read", async () => {
    const { code, out } = await triage("--scenario", join(SCENARIOS, "default.json"), "--json"),
      [line, ...more] = lines(out);
    assert.deepEqual([code, more.length], [0, 0]);
    assert.deepEqual(keys(line), [
      "advice",
      "cost",
      "findings",
      "notChecked",
      "open",
      "remediations",
      "rootCause",
      "scenario",
      "schema",
      "stages",
      "subject",
      "walk",
    ]);
    assert.deepEqual([line.schema, line.scenario], ["triage/1", "default"]);
    assert.deepEqual(keys(line.subject), ["cloudId", "distinguishedName", "userPrincipalName"]);
    assert.deepEqual(keys(line.rootCause), ["code", "confidence", "evidence", "title"]);
    assert.deepEqual(keys(line.rootCause.evidence[0]), ["source", "text"]);
    assert.deepEqual(keys(line.remediations[0]), ["approvals", "id", "risk", "title"]);
    assert.equal(line.findings[0].code, line.rootCause.code);
    assert.ok(line.walk.length > 0 && line.walk.every((w: object) => "node" in w && "verdict" in w));
    for (const k of ["graphRequests", "graphReads", "relayRoundTrips", "wallMs", "slowestCheckMs"])
      assert.equal(typeof line.cost[k], "number", k);
  });
  it("takes another ask, and says what it could not check", async () => {
    const { out } = await triage("--scenario", join(OWN, "agent-offline.json"), "--json"),
      [line] = lines(out);
    assert.ok(line.notChecked.length > 0 && line.notChecked.every((n: any) => n.what !== "" && n.why !== ""));
    const other = lines(
      (await triage("--scenario", join(SCENARIOS, "default.json"), "--ask", "ravi.kapoor@contoso.com", "--json")).out,
    )[0];
    assert.equal(other.rootCause.code, "soft-deleted-conflict");
  });
  it("approves as the lab's people, and shows the world afterwards", async () => {
    const { code, out } = await triage("--scenario", join(SCENARIOS, "default.json"), "--approve", "--json"),
      [line] = lines(out);
    assert.deepEqual([code, line.after.caseState], [0, "resolved"]);
    assert.ok(
      Object.keys(line.after.world.premises.directory.forests["contoso.local"].objects).some((dn) =>
        dn.startsWith("CN=Farah Siddiqui,OU=Staff,"),
      ),
    );
  });
  it("its exit code tells what came of it", async () => {
    const scenario = join(SCENARIOS, "default.json");
    assert.equal((await triage("--scenario", scenario, "--ask", "nobody.at.all@contoso.com")).code, 3);
  });
  it("without --json it is read by people", async () =>
    assert.match(
      (await triage("--scenario", join(SCENARIOS, "default.json"))).out,
      /farah\.siddiqui@contoso\.com\n {2}.*\[ou-out-of-scope, certain\]/,
    ));

  describe("over a folder", () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "cases-"));
      await copyFile(join(SCENARIOS, "baseline.json"), join(folder, "baseline.json"));
      for (const name of ["healthy.json", "agent-offline.json"]) await copyFile(join(OWN, name), join(folder, name));
      await writeFile(join(folder, "broken.json"), "{");
    });
    after(() => rm(folder, { recursive: true, force: true }));
    it("one line each, in order; a file with a mistake costs its own line only, and the code is 2", async () => {
      const { code, out, err } = await triage("--scenario", folder, "--json");
      assert.deepEqual([code, lines(out).length], [2, 2]);
      assert.match(err, /^[^\n]*broken\.json: is not JSON[^\n]*\n$/);
    });
  });
  for (const [what, path, says] of [
    ["file", "nowhere.json", /^[^\n]*nowhere\.json: cannot be read[^\n]*\n$/],
    ["option", undefined, /^Unknown option/],
  ] as const)
    it(`an unknown ${what} is told`, async () => {
      const { code, out, err } = await triage(...(path === undefined ? ["--scenarios"] : ["--scenario", path]));
      assert.notEqual(code, 0);
      assert.equal(out, "");
      assert.match(err, says);
    });
});
