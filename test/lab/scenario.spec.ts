import assert from "node:assert/strict";
import { mkdtemp, readdir, writeFile, copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadScenario } from "../../src/lab/scenario";

const scenarios = join(__dirname, "..", "scenarios");
const head = {
  schema: "scenario/1",
  id: "x",
  title: "t",
  source: "s",
  baseline: "baseline.json",
  ask: "a",
  expect: null,
};
async function written(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "scenario-"));
  await copyFile(join(scenarios, "baseline.json"), join(folder, "baseline.json"));
  await writeFile(join(folder, "case.json"), text);
  return join(folder, "case.json");
}
describe("scenario files", () => {
  it("loads the baseline and every case", async () => {
    assert.equal((await loadScenario(join(scenarios, "baseline.json"))).id, "baseline");
    const files = await readdir(join(scenarios, "cases"));
    assert.ok(files.length > 0);
    for (const file of files) assert.equal(`${(await loadScenario(join(scenarios, "cases", file))).id}.json`, file);
  });
  it("patches by RFC 7396: null removes, lists are replaced", async () => {
    const s = await loadScenario(
      await written(JSON.stringify({ ...head, world: { premises: { services: { ADSync: null }, runHistory: [] } } })),
    );
    assert.equal(s.world.premises.services["ADSync"], undefined);
    assert.deepEqual(s.world.premises.runHistory, []);
    assert.equal(s.world.cloud.organization.onPremisesSyncEnabled, true);
  });
  const wrong: [string, string, RegExp][] = [
    ["bad JSON", "{ nope", /is not JSON/],
    [
      "an unknown key",
      JSON.stringify({ ...head, world: { cloud: { userz: {} } } }),
      /world\.cloud has the unknown key "userz"/,
    ],
    [
      "a wrong type",
      JSON.stringify({ ...head, world: { premises: { scheduler: { StagingModeEnabled: "yes" } } } }),
      /world\.premises\.scheduler\.StagingModeEnabled is string; boolean is wanted/,
    ],
    [
      "a missing baseline",
      JSON.stringify({ ...head, baseline: "none.json", world: {} }),
      /baseline "none\.json" is neither/,
    ],
  ];
  for (const [what, text, says] of wrong)
    it(`refuses ${what} in one line`, async () => {
      const path = await written(text);
      await assert.rejects(
        loadScenario(path),
        (e: Error) => says.test(e.message) && e.message.startsWith(path) && !e.message.includes("\n"),
      );
    });
});
