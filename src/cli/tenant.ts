/** `triage` without a scenario: the configured tenant, read only. */
import { diagnose } from "../cases/diagnose";
import { TriageError } from "../domain";
import { PRODUCTION_POLICY } from "../approvals/states";
import { factsWriter, type SaveOptions } from "./save-facts";
import { settingsOf, type Settings } from "./settings";
import { exitOf, lineOf, pretty } from "./triage-line";
import { tenantPorts } from "./wire";

function tenantSettings(): Settings {
  try {
    return settingsOf(process.env);
  } catch (error) {
    if (!(error instanceof TriageError)) throw error;
    throw new TriageError(
      error.code,
      `Without --scenario the configured tenant is triaged, and none is configured here. ${error.message}\nTo try it on a world of the lab: --scenario test/scenarios/default.json`,
    );
  }
}

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
  const r = await diagnose({ ask: o.ask }, { ...tenantPorts(tenantSettings()), policy: PRODUCTION_POLICY });
  await save?.(r.facts);
  const line = lineOf(null, r.diagnosis, r);
  process.stdout.write(o.json === true ? `${JSON.stringify(line)}\n` : pretty(line));
  return exitOf(line);
}
