/** The seam between the agent and what it runs on: a host that reads and changes the sync server. */
import type { CollectAnswers, PremisesCommand, PremisesQuestion } from "../domain";
export interface CommandResult {
  readonly state: "done" | "failed" | "unknown";
  readonly detail: string;
}
export interface PremisesHost {
  collect(questions: readonly PremisesQuestion[], signal: AbortSignal): Promise<CollectAnswers>;
  execute(command: PremisesCommand, signal: AbortSignal): Promise<CommandResult>;
}
