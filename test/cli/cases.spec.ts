import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ageOf, lineOfCase, tableOfCases } from "../../src/cli/cases";
import { FileStore } from "../../src/store/file-store";
import { AT, person, triageCase } from "../support/cases";
import { MAIN } from "../support/main";

const cases = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [...MAIN, "cases", ...args],
      { env: { ...process.env, DATA_FOLDER: "" } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

describe("the cases command", function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "cases-"));
    const store = await FileStore.open(folder);
    await store.putCase(triageCase({ id: "old", openedAt: "2026-03-01T09:00:00.000Z" }));
    await store.putCase(triageCase({ id: "new", openedAt: "2026-03-02T09:00:00.000Z", state: "resolved" }));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("prints one object a line, newest first, with every key that others read", async () => {
    const { code, out } = await cases("--folder", folder, "--json"),
      lines = out
        .trim()
        .split("\n")
        .map((l) => JSON.parse(l) as object);
    assert.equal(code, 0);
    assert.deepEqual(lines[0], {
      id: "new",
      state: "resolved",
      person: "Dana Petrov",
      cause: "anchor-mismatch",
      title: "The cloud user carries another sourceAnchor",
      openedAt: "2026-03-02T09:00:00.000Z",
      openedBy: "Ada Admin",
      followUpAt: null,
    });
    assert.equal(lines.length, 2);
  });
  it("prints a table for people, as many as are asked for, and names a broken record beside it", async () => {
    const [file] = await readdir(join(folder, "cases"));
    await writeFile(join(folder, "cases", `${"0".repeat(40)}.json`), "{");
    const { code, out, err } = await cases("--folder", folder, "--number", "1");
    assert.deepEqual([code, out.trim().split("\n").length], [0, 2], file);
    assert.match(out, /^STATE +PERSON +AGE +CAUSE\nresolved +Dana Petrov +\d+ d +The cloud user/);
    assert.match(err, /^[^\n]*0{40}\.json is not a whole record[^\n]*\n$/);
  });
  it("prints what people said of causes: a table, and an object a line", async () => {
    const said = await mkdtemp(join(tmpdir(), "feedback-")),
      given = { by: person("admin", "Ada Admin"), at: AT, cause: "anchor-mismatch" } as const;
    try {
      const store = await FileStore.open(said);
      assert.match((await cases("--folder", said, "--feedback")).out, /^Nobody has said anything/);
      await store.putCase(
        triageCase({
          feedback: [
            { ...given, isRight: false, was: "sync-pending" },
            { ...given, by: person("sam"), isRight: true },
          ],
        }),
      );
      const table = await cases("--folder", said, "--feedback");
      assert.match(
        table.out,
        /^CAUSE +RIGHT +WRONG +IT WAS\nThe cloud user carries another sourceAnchor +1 +1 +The change is newer than the last sync cycle \(1\)\n$/,
      );
      const { out } = await cases("--folder", said, "--feedback", "--json");
      assert.deepEqual(JSON.parse(out), {
        cause: "anchor-mismatch",
        right: 1,
        wrong: 1,
        instead: [{ cause: "sync-pending", times: 1 }],
      });
      assert.doesNotMatch(table.out + out, /Ada|admin/);
    } finally {
      await rm(said, { recursive: true, force: true });
    }
  });
  it("prints the report of one case in the form that is asked for", async () => {
    const html = await cases("--folder", folder, "--report", "new", "--as", "html", "--language", "de"),
      share = await cases("--folder", folder, "--report", "new", "--as", "share");
    assert.match(html.out, /^<!doctype html>\n<html lang="de">[^]*Dana Petrov/);
    assert.match(share.out, /^# Incident report/);
    assert.doesNotMatch(share.out, /Dana|Petrov|contoso|Ada/);
  });
  for (const [what, args, says] of [
    ["a form that there is not", ["--folder", ".", "--report", "x", "--as", "pdf"], /^--as takes one of html/],
    [
      "a language that there is not",
      ["--folder", ".", "--report", "x", "--language", "fr"],
      /^--language takes one of/,
    ],
    ["no folder", [], /^Say where the cases are/],
    ["a folder that holds none", ["--folder", join(tmpdir(), "not-there")], /is not a data folder/],
    ["a number that is none", ["--folder", ".", "--number", "x"], /--number takes a number/],
  ] as const)
    it(`${what}: code 2 and one clear line`, async () => {
      const { code, out, err } = await cases(...args);
      assert.deepEqual([code, out, err.trim().split("\n").length], [2, "", 1], err);
      assert.match(err, says);
    });
  it("tells age in the largest whole unit", () => {
    const now = new Date("2026-03-04T12:00:00.000Z");
    const ages = ["2026-03-01T11:59:00Z", "2026-03-04T01:30:00Z", "2026-03-04T11:48:10Z", "2026-03-04T11:59:30Z"];
    assert.deepEqual(
      ages.map((a) => ageOf(a, now)),
      ["3 d", "10 h", "11 min", "now"],
    );
  });
  it("shows a name's invisible characters as dots, since a terminal would obey them", () => {
    const c = triageCase(),
      diagnosis = { ...c.diagnosis!, subject: { ...c.diagnosis!.subject, displayName: "a\u001b[2J\u202eb" } };
    const [, row] = tableOfCases([lineOfCase({ ...c, diagnosis })], new Date());
    assert.match(row ?? "", /a·\[2J·b/);
  });
});
