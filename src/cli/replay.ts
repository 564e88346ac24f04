/** `replay FILE`: judges saved facts again; with `--walk` the guide is walked over them. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { PRODUCTION_POLICY } from "../approvals/states";
import { diagnosisFrom } from "../cases/diagnose";
import { readFacts } from "../facts/save";
import { tableOf, TERMINAL } from "./terminal";
import { exitOf, lineOf, pretty } from "./triage-line";

/** What reading costs is not known any more. */
const NO_COST = { graphRequests: 0, graphReads: 0, relayRoundTrips: 0, wallMs: 0, slowestCheckMs: 0 };

export async function replayCommand(file: string, o: { walk?: boolean; json?: boolean }, cwd: string): Promise<number> {
  const facts = readFacts(await readFile(resolve(cwd, file), "utf8")),
    line = lineOf(null, diagnosisFrom(facts, PRODUCTION_POLICY, NO_COST));
  if (o.json === true) TERMINAL.out(JSON.stringify(o.walk === true ? line.walk : line));
  else if (o.walk === true)
    tableOf(
      ["verdict", "step"],
      line.walk.map((s) => [s.verdict, s.node]),
    ).forEach(TERMINAL.out);
  else process.stdout.write(pretty(line));
  return exitOf(line);
}
