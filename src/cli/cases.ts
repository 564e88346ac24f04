/** `cases`: the customers' cases of one data folder, newest first: a table for people, one JSON object a line for machines. Reads only. */
import { z } from "zod";
import { TriageError, type TriageCase } from "../domain";
import { FileStore } from "../store/file-store";
import { titleOf } from "../triage/words";
import { tableOf } from "./terminal";

/** One case as the list shows it. */
export interface CaseLine {
  readonly id: string;
  readonly state: TriageCase["state"];
  readonly person: string | null;
  /** Code of the root cause; null where nothing was diagnosed. */
  readonly cause: string | null;
  readonly title: string | null;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly followUpAt: string | null;
}
export function lineOfCase(c: TriageCase): CaseLine {
  const subject = c.diagnosis?.subject,
    cause = c.diagnosis?.rootCause.code ?? null;
  return {
    id: c.id,
    state: c.state,
    person: subject?.displayName ?? subject?.userPrincipalName ?? null,
    cause,
    title: cause === null ? null : titleOf(cause),
    openedAt: c.openedAt,
    openedBy: c.openedBy.name,
    followUpAt: c.followUpAt ?? null,
  };
}
const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
] as const;
/** How long ago, in the largest whole unit: `3 d`, `5 h`, `12 min`, `now`. */
export function ageOf(openedAt: string, now: Date): string {
  const ms = now.getTime() - Date.parse(openedAt),
    unit = UNITS.find(([, size]) => ms >= size);
  return unit === undefined ? "now" : `${Math.floor(ms / unit[1])} ${unit[0]}`;
}
/** The table, a line a case. */
export const tableOfCases = (lines: readonly CaseLine[], now: Date): string[] =>
  tableOf(
    ["state", "person", "age", "cause"],
    lines.map((l) => [l.state, l.person ?? "nobody", ageOf(l.openedAt, now), l.title ?? "not diagnosed"]),
  );

const options = z.object({
  folder: z.string().min(1).optional(),
  number: z.coerce.number().int().min(1).max(100_000),
  json: z.boolean().default(false),
});
/** `folder`: the bot's DATA_FOLDER, which is taken where none is given. */
export async function casesCommand(given: { folder?: string; number: string; json?: boolean }): Promise<number> {
  const parsed = options.safeParse(given);
  if (!parsed.success) throw new TriageError("number", `--number takes a number from 1, not ${given.number}`);
  const folder = parsed.data.folder ?? process.env["DATA_FOLDER"];
  if (folder === undefined || folder === "")
    throw new TriageError("folder", "Say where the cases are: --folder, or DATA_FOLDER as the bot has it.");
  const store = await FileStore.read(folder, (says) => process.stderr.write(`${says}\n`)),
    lines = (await store.newest(parsed.data.number)).map(lineOfCase);
  const shown = parsed.data.json
    ? lines.map((l) => JSON.stringify(l))
    : lines.length === 0
      ? ["No cases yet."]
      : tableOfCases(lines, new Date());
  for (const line of shown) process.stdout.write(`${line}\n`);
  return 0;
}
