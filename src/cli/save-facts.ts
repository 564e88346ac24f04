/** `--save` and `--scrub` of `triage`. */
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { TriageError, type FactSet } from "../domain";
import { factsAsText } from "../facts/save";
import { scrubbed } from "../facts/scrub";

export interface SaveOptions {
  readonly save?: string;
  readonly scrub?: boolean;
}
/** Writes facts where `--save` says, readable for the owner alone; undefined without it. Throws TriageError `scrub` where there is nothing to scrub. */
export function factsWriter(
  { save, scrub }: SaveOptions,
  cwd: string,
): ((facts: FactSet) => Promise<void>) | undefined {
  if (save !== undefined)
    return (facts) =>
      writeFile(resolve(cwd, save), factsAsText(scrub === true ? scrubbed(facts) : facts), { mode: 0o600 });
  if (scrub === true)
    throw new TriageError("scrub", "--scrub replaces personal values in the file of --save; give that as well.");
  return undefined;
}
