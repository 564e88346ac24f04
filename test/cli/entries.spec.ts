/** What the two programs of production are made of: the files that their entries can reach, by every kind of import. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

const fileOf = (path: string): string | undefined =>
  [`${path.replace(/\.js$/, "")}.ts`, join(path, "index.ts"), path].find((p) => existsSync(p) && /\.\w+$/.test(p));

/** All files of ours that `entry` can reach, relative to the root, sorted. */
function reachableFrom(entry: string): string[] {
  const found = new Set<string>(),
    open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    if (!file.endsWith(".ts")) continue;
    for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8"), true, true).importedFiles) {
      if (!fileName.startsWith(".")) continue;
      const to = fileOf(join(dirname(file), fileName));
      assert.ok(to, `${relative(".", file)} imports ${fileName}, which is not there`);
      open.push(to);
    }
  }
  return [...found].map((f) => relative(".", f)).sort();
}
const inLab = (files: readonly string[]): string[] => files.filter((f) => /^src\/lab\/|^src\/cli\/lab/.test(f));

describe("the programs of production", () => {
  it("the walk finds the lab where it is", () => {
    const files = reachableFrom("src/cli/main.ts");
    assert.ok(inLab(files).includes("src/lab/stack.ts"), "through an import() of a command");
  });
  it("the agent does not contain the lab, nor the bot's side", () => {
    const files = reachableFrom("src/cli/agent-main.ts");
    assert.ok(files.includes("src/agent/agent.ts") && files.includes("src/relay/listener.ts"));
    assert.deepEqual(inLab(files), []);
    assert.deepEqual(
      files.filter((f) => /^src\/(bot|cases|approvals|graph|triage|checks|remediations|cards|store)\//.test(f)),
      ["src/store/line-file.ts", "src/store/private.ts"], // its journal is a file of lines too
    );
  });
  for (const entry of ["src/cli/bot.ts", "src/cli/tenant.ts"])
    it(`${entry} does not contain the lab`, () => {
      const files = reachableFrom(entry);
      assert.ok(files.includes("src/cases/diagnose.ts"));
      assert.deepEqual(inLab(files), []);
    });
});
