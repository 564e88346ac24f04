import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "../support/project";

/** The commands that begin something new, in a copy of the project: what they write compiles, and the gate names what is still to do. */
describe("npm run new:…", function () {
  this.timeout(180_000);
  let copy: string;
  const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
  const begin = (...args: string[]) => {
    const { status, stdout, stderr } = run(join("scripts", "new.mjs"), ...args);
    return { status, text: stdout + stderr };
  };
  const faults = (): string[] =>
    JSON.parse(run("--no-deprecation", "--import", "tsx", "print-faults.ts").stdout) as string[];
  before(() => {
    copy = mkdtempSync(join(tmpdir(), "sync-triage-new-"));
    const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
      cwd: ROOT,
      encoding: "utf8",
    }).split("\n");
    for (const file of files.filter((f) => f !== "" && !f.startsWith("docs/images/"))) {
      mkdirSync(join(copy, dirname(file)), { recursive: true });
      cpSync(join(ROOT, file), join(copy, file));
    }
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"), "junction");
    writeFileSync(
      join(copy, "print-faults.ts"),
      'import { faultsOf } from "./test/support/gate";\nimport { readProject } from "./test/support/project";\nprocess.stdout.write(JSON.stringify(faultsOf(readProject())));\n',
    );
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it("writes a check, a remediation, a card, a guide step and a fact, and the gate says what each still lacks", () => {
    for (const args of [
      ["check", "matching.tried-out", "--code", "anchor-mismatch", "--guide", "objects.matching"],
      ["remediation", "try-this"],
      ["card", "tried"],
      [
        "fact",
        "entra.triedPolicy",
        "--path",
        "/policies/triedPolicy",
        "--property",
        "whoMay",
        "--property",
        "isOn:boolean",
      ],
      ["step", "objects.tried", "--after", "objects.status", "--code", "present-but-unlicensed"],
    ])
      assert.deepEqual([args[0], begin(...args).status], [args[0], 0]);
    const still = faults().join("\n");
    assert.match(still, /No check suggests the remediation try-this/);
    assert.match(still, /The card tried has no golden/);
    assert.match(still, /The fact entra\.triedPolicy is collected and read by nobody/);
    assert.doesNotMatch(still, /emulator|bench|No test tries/, "what is mechanical about a fact is written");
    for (const part of [
      "checks/matching/tried-out",
      "remediations/try-this",
      "cards/tried",
      "domain/facts",
      "guide/chapters-object",
    ])
      assert.match(still, new RegExp(`src/${part}\\.ts:\\d+ \\(.*TODO`));
    for (const page of ["checks", "remediations", "guide", "facts"])
      assert.match(still, new RegExp(`docs/generated/${page}.md is stale`));
    assert.doesNotMatch(
      still,
      /The check matching\.tried-out/,
      "a new check has all its parts; what is open is named TODO",
    );
  });
  it("what they wrote compiles and is formatted", () => {
    const bin = (...parts: string[]): string => join(ROOT, "node_modules", ...parts);
    // Only what was written, and what that imports: the whole project is typed elsewhere.
    const files = [
      "src/checks/matching/index.ts",
      "test/checks/matching/tried-out.spec.ts",
      "src/remediations/try-this.ts",
      "test/remediations/try-this.spec.ts",
      "src/cards/tried.ts",
      "src/guide/index.ts",
    ];
    writeFileSync(
      join(copy, "tsconfig.new.json"),
      JSON.stringify({
        extends: "./tsconfig.json",
        include: [],
        files,
        compilerOptions: { incremental: false, noEmit: true },
      }),
    );
    const types = run(bin("typescript", "bin", "tsc"), "-p", "tsconfig.new.json");
    assert.equal(types.stdout, "");
    const format = run(
      bin("prettier", "bin", "prettier.cjs"),
      "--check",
      "--log-level=warn",
      ...files,
      "src/guide",
      "test/cards",
    );
    assert.equal(format.stderr, "");
  });
  it("a new table of cases fails until its rule is written", () => {
    const spec = run(
      join(ROOT, "node_modules", "mocha", "bin", "mocha.js"),
      "--import=tsx",
      "--exit",
      "test/checks/matching/tried-out.spec.ts",
    );
    assert.notEqual(spec.status, 0);
    assert.match(spec.stdout, /expected fault, got healthy/);
  });
  it("refuses what stands already, a wrong name and an unknown place, and writes nothing", () => {
    for (const [args, says] of [
      [["check", "matching.anchor-differs"], /stands already/],
      [["check", "nowhere.thing"], /There is no area nowhere/],
      [["check", "matching.more", "--code", "no-such-cause"], /There is no root cause no-such-cause/],
      [["check", "matching.more", "--guide", "no.step"], /The guide has no step no\.step/],
      [["step", "objects.more", "--after", "objects.status", "--code", "no-such-cause"], /There is no root cause/],
      [["fact", "entra.more", "--path", "/policies/more"], /--property/],
      [["fact", "entra.more", "--path", "/policies/more", "--property", "x:date"], /is one of text, number, boolean/],
      [["fact", "entra.domains", "--path", "/domains", "--property", "id"], /stands already/],
      [["step", "objects.more", "--after", "no.where"], /No chapter has a step/],
      [["thing", "x"], /Wanted is one of/],
    ] as [string[], RegExp][]) {
      const { status, text } = begin(...args);
      assert.equal(status, 2);
      assert.match(text, says);
    }
  });
});
