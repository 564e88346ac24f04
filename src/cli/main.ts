/** The command line: one program, one subcommand each. */
import { join } from "node:path";
import { Command } from "commander";
import { TriageError } from "../domain";

const root = join(__dirname, "..", "..");
const cwd = process.env["SYNC_TRIAGE_CWD"] ?? process.cwd();
const program = new Command("sync-triage").description("Finds out why a user is missing in Microsoft 365");
const ends = (run: Promise<number>): Promise<void> =>
  run.then((code) => {
    process.exitCode = code;
  });

program
  .command("triage")
  .description("triage one person without Teams; one JSON object a line with --json")
  .option("--scenario <path...>", "scenario files or folders; without it the configured tenant is triaged", [])
  .option("--ask <text>", "what the admin writes")
  .option("--approve", "lab only: approve the first remediation, run it and confirm")
  .option("--save <file>", "write the facts that were read, for `replay`; they name people")
  .option("--scrub", "with --save: other names, addresses, domains and ids in the file, the same verdict")
  .option("--json")
  .action(
    async (o: {
      scenario: string[];
      ask?: string;
      approve?: boolean;
      save?: string;
      scrub?: boolean;
      json?: boolean;
    }) => {
      if (o.scenario.length > 0) return ends((await import("./triage.js")).triageCommand(o, cwd));
      return ends((await import("./tenant.js")).tenantTriage(o, cwd));
    },
  );
program
  .command("replay")
  .description("judge facts again that `triage --save` wrote")
  .argument("<file>")
  .option("--walk", "print the guide's walk over them")
  .option("--json", "one JSON object on one line")
  .action(async (file: string, o: { walk?: boolean; json?: boolean }) =>
    ends((await import("./replay.js")).replayCommand(file, o, cwd)),
  );
program
  .command("scenarios")
  .description("judge every case with a known cause")
  .argument("[paths...]")
  .option("--repairs", "approve and run the first repair of each world that offers one")
  .action(async (paths: string[], o: { repairs?: boolean }) =>
    ends(
      (await import("./scenarios.js")).scenariosCommand(
        paths.length > 0 ? paths : [join(root, "test", "scenarios", "cases")],
        cwd,
        o.repairs,
      ),
    ),
  );
program
  .command("cases")
  .description("the customers' cases of a data folder, newest first")
  .option("--folder <path>", "the bot's data folder; without it DATA_FOLDER")
  .option("--number <n>", "how many", "50")
  .option("--json", "one JSON object a line")
  .action(async (o) => ends((await import("./cases.js")).casesCommand(o)));
const audit = program.command("audit").description("the record of who did what, in a data folder");
const inFolder = (name: string, description: string): Command =>
  audit
    .command(name)
    .description(description)
    .option("--folder <path>", "the bot's data folder; without it DATA_FOLDER")
    .option("--heads <file>", "where the heads of the audit were sent to; without it AUDIT_HEADS");
inFolder("verify", "say whether it holds, and which line is the first that does not").action(async (o) =>
  ends((await import("./audit.js")).auditVerify(o)),
);
inFolder("export", "print it, one JSON object a line")
  .option("--since <time>", "entries from this time on, ISO 8601")
  .option("--case <id>", "entries of one case")
  .action(async (o) => ends((await import("./audit.js")).auditExport(o)));
inFolder("acknowledge", "let an audit that does not hold go on; the bot must be stopped")
  .requiredOption("--by <who>", "who has looked at it")
  .requiredOption("--reason <text>", "why it may go on")
  .action(async (o) => ends((await import("./audit.js")).auditAcknowledge(o)));
program
  .command("lab")
  .description("everything on this machine, with the Agents Playground")
  .option("--scenario <file>")
  .option("--port <n>", "port of the bot, 0 = any free one", "3978")
  .option("--no-playground")
  .option("--json")
  .action(async (o) => ends((await import("./lab.js")).labCommand(o, cwd, root)));
program
  .command("bot")
  .description("the bot of production")
  .action(async () => ends((await import("./bot.js")).botCommand()));
program
  .command("docs")
  .description("write docs/generated")
  .option("--check")
  .action(async (o: { check?: boolean }) => ends((await import("./docs.js")).docsCommand(root, o.check === true)));
program
  .command("agent")
  .description("the program on the sync server")
  .action(async () => (await import("./agent.js")).agentCommand());

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof TriageError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 2;
});
