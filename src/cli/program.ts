/** The command line: what each command takes, with its examples; a command is loaded when it is called. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { TriageError } from "../domain";
import { EXIT } from "./exit";
import { EXIT_CODES, examples, type Example } from "./help";

/** Where the package is, where paths are counted from, and where what commander says goes (help, and what is wrong with the line). */
export interface Place {
  readonly root: string;
  readonly cwd: string;
  readonly prints?: { readonly out: (text: string) => void; readonly err: (text: string) => void };
}
const versionIn = (root: string): string =>
  (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;

/** All commands. `ends` takes the exit code of the one that was called. */
function commandsIn({ root, cwd, prints }: Place, ends: (run: Promise<number>) => Promise<void>): Command {
  const program = new Command("sync-triage")
    .description("Finds out why a user is missing in Microsoft 365, and repairs the cause after approval")
    .version(versionIn(root), "-V, --version", "print the version")
    .configureOutput({
      ...(prints === undefined ? {} : { writeOut: prints.out, writeErr: prints.err }),
      outputError: (text, write) => write(text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase())),
    })
    .showHelpAfterError("See what it takes with --help.")
    .exitOverride()
    .addHelpText(
      "after",
      examples(
        ["sync-triage lab", "everything on this machine, with Microsoft's Agents Playground"],
        ['sync-triage triage --ask "jane.doe@contoso.com is missing"', "the configured tenant, read only"],
        ["sync-triage doctor", "what of this machine's set-up is right, and what is not"],
        ["sync-triage help triage", "what a command takes, with its examples"],
      ) + `\n${EXIT_CODES}`,
    );
  /** A subcommand with examples below its help. */
  const command = (name: string, does: string, ...lines: Example[]): Command =>
    program
      .command(name)
      .description(does)
      .addHelpText("after", examples(...lines));
  const JSON_LINES = "one JSON object a line, for machines";

  command(
    "triage",
    "triage one person without Teams",
    ['sync-triage triage --ask "jane.doe@contoso.com isn\'t in Microsoft 365"', "the configured tenant, read only"],
    ["sync-triage triage --scenario test/scenarios/default.json", "a world of the lab, with the file's own ask"],
    ["sync-triage triage --scenario test/scenarios/cases --json", "every world of a folder"],
    ['sync-triage triage --ask "jane.doe@contoso.com" --save facts.json --scrub', "facts to give to others"],
  )
    .option("--scenario <path...>", "scenario files or folders; without it the configured tenant is triaged")
    .option("--ask <text>", "what the admin writes")
    .option("--approve", "lab only: approve the first remediation, run it and confirm")
    .option("--save <file>", "write the facts that were read, for `replay`; they name people")
    .option("--scrub", "with --save: other names, addresses, domains and ids in the file, the same verdict")
    .option("--json", JSON_LINES)
    .action(
      async (o: {
        scenario?: string[];
        ask?: string;
        approve?: boolean;
        save?: string;
        scrub?: boolean;
        json?: boolean;
      }) => {
        const { scenario } = o;
        if (scenario !== undefined) return ends((await import("./triage.js")).triageCommand({ ...o, scenario }, cwd));
        return ends((await import("./tenant.js")).tenantTriage(o, cwd));
      },
    );
  command(
    "replay",
    "judge facts again that `triage --save` wrote, without any system",
    ["sync-triage replay facts.json"],
    ["sync-triage replay facts.json --walk", "the guide, step by step"],
  )
    .argument("<file>", "what `triage --save` wrote")
    .option("--walk", "print the guide's walk over them")
    .option("--json", "one JSON value on one line, for machines")
    .action(async (file: string, o: { walk?: boolean; json?: boolean }) =>
      ends((await import("./replay.js")).replayCommand(file, o, cwd)),
    );
  command(
    "scenarios",
    "judge every world with a known cause",
    ["sync-triage scenarios"],
    ["sync-triage scenarios my-worlds --repairs --json", "worlds of your own, with their repairs"],
  )
    .argument("[paths...]", "files or folders; without them test/scenarios/cases")
    .option("--repairs", "approve and run the first repair of each world that offers one")
    .option("--json", JSON_LINES)
    .action(async (paths: string[], o: { repairs?: boolean; json?: boolean }) =>
      ends(
        (await import("./scenarios.js")).scenariosCommand(
          paths.length > 0 ? paths : [join(root, "test", "scenarios", "cases")],
          cwd,
          o,
        ),
      ),
    );
  command(
    "cases",
    "the customers' cases of a data folder, newest first",
    ["sync-triage cases --folder /home/data"],
    ["DATA_FOLDER=/home/data sync-triage cases --number 10 --json"],
    ["sync-triage cases --folder /home/data --feedback", "how often each cause was right, and what it was instead"],
    ["sync-triage cases --folder /home/data --report ID --as html > report.html", "the incident report of one case"],
    [
      "sync-triage cases --folder /home/data --report ID --as share",
      "the same without names, for a forum or Microsoft support",
    ],
  )
    .option("--folder <path>", "the bot's data folder; without it DATA_FOLDER")
    .option("--number <n>", "how many", "50")
    .option("--feedback", "what people said of the causes, counted by cause")
    .option("--report <id>", "print the incident report of this case")
    .option("--as <form>", "with --report: html, markdown, csv, json, or share (without names)", "markdown")
    .option("--language <language>", "with --report: en or de", "en")
    .option("--json", JSON_LINES)
    .action(async (o) => ends((await import("./cases.js")).casesCommand(o)));
  const audit = command(
    "audit",
    "the record of who did what, in a data folder",
    ["sync-triage audit verify --folder /home/data"],
    ["sync-triage audit export --folder /home/data --since 2026-03-01"],
    ['sync-triage audit acknowledge --folder /home/data --by "Ada Admin" --reason "a disk was exchanged"'],
  );
  const inFolder = (name: string, description: string): Command =>
    audit
      .command(name)
      .description(description)
      .option("--folder <path>", "the bot's data folder; without it DATA_FOLDER")
      .option("--heads <file>", "where the heads of the audit were sent to; without it AUDIT_HEADS");
  inFolder("verify", "say whether it holds, and which line is the first that does not")
    .option("--json", "one JSON object, for machines")
    .action(async (o) => ends((await import("./audit.js")).auditVerify(o)));
  inFolder("export", "print it, one JSON object a line")
    .option("--since <time>", "entries from this time on, ISO 8601")
    .option("--case <id>", "entries of one case")
    .action(async (o) => ends((await import("./audit.js")).auditExport(o)));
  inFolder("acknowledge", "let an audit that does not hold go on; the bot must be stopped")
    .requiredOption("--by <who>", "who has looked at it")
    .requiredOption("--reason <text>", "why it may go on")
    .option("--json", "one JSON object, for machines")
    .action(async (o) => ends((await import("./audit.js")).auditAcknowledge(o)));
  command(
    "doctor",
    "one look at what this machine is set up for: ok, a problem with what to do, or not checked",
    ["sync-triage doctor"],
    ["sync-triage doctor --json"],
  )
    .option("--json", JSON_LINES)
    .action(async (o) => ends((await import("./doctor.js")).doctorCommand(o, root)));
  command(
    "lab",
    "everything on this machine, with the Agents Playground",
    ["sync-triage lab"],
    [
      "sync-triage lab --scenario test/scenarios/cases/i-012-service-password-rotated.json --port 0",
      "another world, on any free port",
    ],
    ["sync-triage lab --no-playground --json", "for a program that drives it"],
  )
    .option("--scenario <file>", "a world; without it test/scenarios/default.json")
    .option("--port <n>", "port of the bot, 0 = any free one", "3978")
    .option("--no-playground", "without the Agents Playground")
    .option("--json", "one line of JSON with the addresses when all is up")
    .action(async (o) => ends((await import("./lab.js")).labCommand(o, cwd, root)));
  command("bot", "the bot of production; its settings: docs/generated/settings.md", ["sync-triage bot"]).action(
    async () => ends((await import("./bot.js")).botCommand()),
  );
  command("docs", "write docs/generated", ["sync-triage docs --check", "1 where a page is stale"])
    .option("--check", "write nothing, and say which page is stale")
    .action(async (o: { check?: boolean }) => ends((await import("./docs.js")).docsCommand(root, o.check === true)));
  command("agent", "the program on the sync server; its settings: docs/generated/settings.md", [
    "sync-triage agent",
  ]).action(async () => (await import("./agent.js")).agentCommand());

  return program;
}

/** Runs one line of arguments, without the program's own name. Returns the exit code; what went wrong is told on stderr. */
export async function runCommandLine(args: readonly string[], place: Place): Promise<number> {
  let code: number = EXIT.done;
  try {
    await commandsIn(place, async (run) => {
      code = await run;
    }).parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    // What commander has to say, it has said: help and the version end well, a wrong option does not.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.failed;
    const says =
      error instanceof TriageError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`${says}\n`);
    return EXIT.failed;
  }
}
