/** What asks for an explanation: the ledger that claims are measured by. */
import type { Evidence } from "./check";
import type { Stage } from "./stage";

/**
 * - `complaint`: what the ask complains of; `about` is the topic.
 * - `break`: the first stage that is not well; `about` is the stage.
 * - `error`: an error on the object, on either side; `about` is its name or number.
 * - `run`: the newest run of a profile broke off; `about` is connector and profile.
 * - `value`: the two sides differ for longer than a cycle; `about` is the attribute.
 * - `withheld`: the directory withholds a value (attribute quarantine); `about` is the property.
 * - `quoted`: an error, an event or a code that the ask quotes; `about` as it was written.
 */
export interface Symptom {
  readonly kind: "complaint" | "break" | "error" | "run" | "value" | "withheld" | "quoted";
  readonly about: string;
  readonly stage: Stage;
  readonly scope: "subject" | "connector" | "tenant";
  /** Since when it has shown, where a fact tells: ISO 8601 UTC. */
  readonly since?: string;
  readonly evidence: readonly Evidence[];
}
