/** The agent's own entry: what runs on the sync server. Nothing else of the product is reachable from here. */
import { TriageError } from "../domain";
import { agentCommand } from "./agent";

agentCommand().catch((error: unknown) => {
  process.stderr.write(`${error instanceof TriageError ? error.message : String(error)}\n`);
  process.exit(2);
});
