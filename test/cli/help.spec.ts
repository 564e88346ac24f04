import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { EXIT, EXIT_MEANS, exitOfTriage } from "../../src/cli/exit";
import { runCommandLine } from "../../src/cli/program";
import { MAIN } from "../support/main";

const COMMANDS = ["triage", "replay", "scenarios", "cases", "audit", "doctor", "lab", "bot", "docs", "agent"];
/** Those that print results, by the way to them. */
const WITH_JSON = ["triage", "replay", "scenarios", "cases", "audit verify", "audit acknowledge", "doctor", "lab"];
/** What the program says to a line by itself, without a process of its own. */
async function says(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const code = await runCommandLine(args, {
    root: process.cwd(),
    cwd: process.cwd(),
    prints: { out: (text) => void (said.out += text), err: (text) => void (said.err += text) },
  });
  return { code, ...said };
}
/** No setting of the bot or the agent stands in the environment. */
const bare = Object.fromEntries(
  Object.entries(process.env).filter(([k]) => !/^(BOT_|AGENT_|RELAY_|MAY_|DATA_)/.test(k)),
);
const run = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...MAIN, ...args], { env: bare }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

describe("the command line", function () {
  this.timeout(60_000);
  it("--help names every command, shows examples and the exit codes", async () => {
    const { code, out } = await says("--help");
    assert.equal(code, 0);
    for (const name of COMMANDS) assert.match(out, new RegExp(`^ {2}${name} `, "m"));
    assert.match(out, /Examples:\n.*\$ sync-triage lab/s);
    for (const [ending, means] of Object.entries(EXIT_MEANS))
      assert.ok(out.includes(`  ${EXIT[ending as keyof typeof EXIT]}  ${means}`), ending);
  });
  it("each command shows examples, whose files are there", async () => {
    for (const name of COMMANDS) {
      const { code, out } = await says(name, "--help");
      assert.equal(code, 0, name);
      assert.match(out, new RegExp(`Examples:\\n(.*\\n)*? +\\$ .*sync-triage ${name}`), name);
      for (const [path] of out.matchAll(/test\/scenarios[\w/.-]*/g)) assert.ok(existsSync(path), `${name}: ${path}`);
    }
  });
  it("every option says what it does, and every command that prints results takes --json", async () => {
    for (const name of WITH_JSON) {
      const { out } = await says(...name.split(" "), "--help");
      assert.match(out, /^ {2}--json +\S.*for machines|^ {2}--json +one line of JSON/m, name);
      assert.doesNotMatch(out, /^ {2}-\S+(?: <\S+>)?$/m, name);
    }
  });
  it("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    assert.deepEqual(await says("--version"), { code: 0, out: `${version}\n`, err: "" });
  });
  it("the README says what each exit code means", () => {
    const readme = readFileSync("README.md", "utf8");
    for (const [ending, means] of Object.entries(EXIT_MEANS))
      assert.ok(readme.includes(`| ${EXIT[ending as keyof typeof EXIT]} | ${means} |`), ending);
  });
  for (const [what, args, parts] of [
    ["an unknown command", ["trage"], [/^Unknown command 'trage'/, /Did you mean triage/, /--help/]],
    ["an unknown option", ["cases", "--jsn"], [/^Unknown option '--jsn'/, /Did you mean --json/, /--help/]],
  ] as const)
    it(`${what}: code 2, and what to do`, async () => {
      const { code, out, err } = await says(...args);
      assert.deepEqual([code, out], [2, ""]);
      for (const part of parts) assert.match(err, part);
    });
  for (const [what, args, parts] of [
    [
      "no tenant and no scenario",
      ["triage", "--ask", "x"],
      [/--scenario test\/scenarios/, /BOT_ID/, /settings\.md/, /doctor/],
    ],
    ["nobody named", ["triage"], [/--ask "jane\.doe@contoso\.com/, /--scenario/]],
    ["a bot without settings", ["bot"], [/Settings are missing: SYNC_TRIAGE_MODE, BOT_ID/, /settings\.md/]],
    ["an agent without settings", ["agent"], [/SYNC_TRIAGE_AGENT_ID/, /settings\.md/]],
    ["a folder without scenarios", ["triage", "--scenario", "src"], [/No scenario file/, /test\/scenarios\/cases/]],
  ] as const)
    it(`${what}: code 2, and what to do`, async () => {
      const { code, out, err } = await run(...args);
      assert.deepEqual([code, out], [2, ""]);
      for (const part of parts) assert.match(err, part);
      assert.doesNotMatch(err, /\n {4}at /, "no stack");
    });
});

describe("the exit code of a triage", () => {
  for (const [what, code, given] of [
    ["a cause that is named", 0, ["ou-out-of-scope", false]],
    ["a healthy person", 0, ["already-synced", false]],
    ["nobody found", 3, ["user-not-found", false]],
    ["several who fit", 3, ["undetermined", true]],
    ["no cause that could be proved", 4, ["undetermined", false]],
    ["a repair that resolved it", 0, ["ou-out-of-scope", false, "resolved"]],
    ["a repair that did not", 5, ["ou-out-of-scope", false, "unresolved"]],
    ["a repair where nobody was found", 3, ["user-not-found", false, "diagnosed"]],
  ] as [string, number, Parameters<typeof exitOfTriage>][])
    it(`${what}: ${code}`, () => assert.equal(exitOfTriage(...given), code));
});
