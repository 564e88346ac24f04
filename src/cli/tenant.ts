/** `triage` without a scenario: the configured tenant, read only. */
import { diagnose } from "../cases/diagnose";
import { TriageError } from "../domain";
import { PRODUCTION_POLICY } from "../approvals/states";
import { factsWriter, type SaveOptions } from "./save-facts";
import { settingsOf } from "./settings";
import { lineOf } from "./triage-line";
import { tenantPorts } from "./wire";

export async function tenantTriage(
  o: { ask?: string; approve?: boolean; json?: boolean } & SaveOptions,
  cwd: string,
): Promise<number> {
  if (o.approve === true)
    throw new TriageError("approve", "--approve is for the lab; in a tenant a person approves on the card.");
  if (o.ask === undefined)
    throw new TriageError(
      "ask",
      'Say whom it is about: --ask "jane.doe@contoso.com isn\'t in Microsoft 365", or give --scenario.',
    );
  const save = factsWriter(o, cwd);
  const r = await diagnose({ ask: o.ask }, { ...tenantPorts(settingsOf(process.env)), policy: PRODUCTION_POLICY });
  await save?.(r.facts);
  process.stdout.write(`${JSON.stringify(lineOf(null, r.diagnosis), null, o.json === true ? 0 : 2)}\n`);
  return 0;
}
