/** The seam between the agent and what it runs on: the PowerShell host on a sync server, or the lab's simulator. */
import type { CollectAnswers, PremisesCommand, PremisesQuestion } from "../domain";
export interface CommandResult {
  readonly state: "done" | "failed" | "unknown";
  readonly detail: string;
}
export interface PremisesHost {
  collect(questions: readonly PremisesQuestion[], signal: AbortSignal): Promise<CollectAnswers>;
  execute(command: PremisesCommand, signal: AbortSignal): Promise<CommandResult>;
}
