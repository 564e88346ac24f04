/** What outlives a crash, written down: what was done to the world, and what stands in the bot's folder. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Approval, PremisesCommand, TriageCase } from "../../src/domain";
import type { GraphEmulator } from "../../src/lab/graph/emulator";
import { PremisesSimulator } from "../../src/lab/premises/simulator";
import type { CommandOutcome } from "../../src/ports";

/** The simulator, which writes down what it was made to do. */
export class RecordingSimulator extends PremisesSimulator {
  readonly effects: string[] = [];
  override async execute(command: PremisesCommand): Promise<CommandOutcome> {
    const outcome = await super.execute(command);
    if (outcome.state === "done") this.effects.push(JSON.stringify(command));
    return outcome;
  }
}
/** Writes to the cloud as the emulator saw them: `PATCH /v1.0/users/…`. Posts that only read are left out. */
export const writesIn = (graph: GraphEmulator): string[] =>
  graph.stats.log
    .filter((l) => l.method !== "GET" && l.status < 300 && !/getByIds|checkMember|getMember|\$batch/i.test(l.url))
    .map((l) => `${l.method} ${l.url}`);

export interface Stored {
  readonly cases: TriageCase[];
  readonly approvals: Approval[];
}
/** The records of one conversation, read as the files that they are. */
export async function storedIn(folder: string, conversationId: string): Promise<Stored> {
  const [cases, approvals] = await Promise.all([
    recordsOf<TriageCase>(join(folder, "cases")),
    recordsOf<Approval>(join(folder, "approvals")),
  ]);
  return {
    cases: cases.filter((c) => c.conversationId === conversationId),
    approvals: approvals.filter((a) => a.conversationId === conversationId),
  };
}
async function recordsOf<T>(folder: string): Promise<T[]> {
  const names = (await readdir(folder)).filter((n) => n.endsWith(".json"));
  return Promise.all(names.map(async (n) => JSON.parse(await readFile(join(folder, n), "utf8")) as T));
}
