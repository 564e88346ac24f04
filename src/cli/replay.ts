/** `replay FILE`: judges saved facts again; with `--walk` the guide is walked over them. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { PRODUCTION_POLICY } from "../approvals/states";
import { diagnosisFrom } from "../cases/diagnose";
import { readFacts } from "../facts/save";
import { lineOf } from "./triage-line";

/** What reading costs is not known any more. */
const NO_COST = { graphRequests: 0, graphReads: 0, relayRoundTrips: 0, wallMs: 0, slowestCheckMs: 0 };

export async function replayCommand(file: string, o: { walk?: boolean; json?: boolean }, cwd: string): Promise<number> {
  const facts = readFacts(await readFile(resolve(cwd, file), "utf8")),
    line = lineOf(null, diagnosisFrom(facts, PRODUCTION_POLICY, NO_COST));
  const steps = line.walk.map((s) => `${s.verdict.padEnd(8)} ${s.node}`);
  process.stdout.write(
    o.walk === true ? `${steps.join("\n")}\n` : `${JSON.stringify(line, null, o.json === true ? 0 : 2)}\n`,
  );
  return 0;
}
