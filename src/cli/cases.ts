/** `cases`: the customers' cases of one data folder, newest first, what people said of their causes, and the report of one: tables for people, one JSON object a line for machines. Reads only. */
import { z } from "zod";
import { LANGUAGES, TriageError, type Language, type TriageCase } from "../domain";
import { REPORT_FORM_IDS, REPORT_FORMS, type ReportFormId } from "../report/forms";
import { reportOf } from "../report/model";
import { FileStore } from "../store/file-store";
import { countFeedback, type FeedbackCount } from "../triage/feedback";
import { titleOf } from "../triage/words";
import { plain, tableOf, TERMINAL } from "./terminal";

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

/** What people said of causes: a row a cause, and what it was instead. */
export const tableOfFeedback = (counts: readonly FeedbackCount[]): string[] =>
  tableOf(
    ["cause", "right", "wrong", "it was"],
    counts.map(({ cause, right, wrong, instead }) => [
      titleOf(cause),
      String(right),
      String(wrong),
      instead.map((i) => `${i.cause === null ? "something else" : titleOf(i.cause)} (${i.times})`).join(", "),
    ]),
  );

const options = z.object({
  folder: z.string().min(1).optional(),
  number: z.coerce.number().int().min(1).max(100_000),
  json: z.boolean().default(false),
  feedback: z.boolean().default(false),
  report: z.string().optional(),
  as: z.enum(REPORT_FORM_IDS).default("markdown"),
  language: z.enum(LANGUAGES).default("en"),
});
/** `folder`: the bot's DATA_FOLDER, which is taken where none is given. */
export interface CasesOptions {
  readonly folder?: string;
  readonly number: string;
  readonly json?: boolean;
  /** What people said of causes, instead of the cases. */
  readonly feedback?: boolean;
  /** Id of a case whose report is printed instead. */
  readonly report?: string;
  readonly as?: string;
  readonly language?: string;
}
const WRONG: Readonly<Record<string, (o: CasesOptions) => string>> = {
  number: (o) => `--number takes a number from 1, not ${o.number}`,
  as: (o) => `--as takes one of ${REPORT_FORM_IDS.join(", ")}, not ${o.as}`,
  language: (o) => `--language takes one of ${LANGUAGES.join(", ")}, not ${o.language}`,
};
export async function casesCommand(given: CasesOptions): Promise<number> {
  const parsed = options.safeParse(given);
  if (!parsed.success) {
    const option = String(parsed.error.issues[0]?.path[0]);
    throw new TriageError(option, WRONG[option]?.(given) ?? `--${option} is not understood`);
  }
  const o = parsed.data,
    folder = o.folder ?? process.env["DATA_FOLDER"];
  if (folder === undefined || folder === "")
    throw new TriageError("folder", "Say where the cases are: --folder, or DATA_FOLDER as the bot has it.");
  const store = await FileStore.read(folder, TERMINAL.err);
  if (o.report !== undefined) process.stdout.write(await reportFrom(store, o.report, o.as, o.language));
  else
    (o.feedback ? await feedbackLines(store, o.json) : await caseLines(store, o.number, o.json)).forEach(TERMINAL.out);
  return 0;
}
async function caseLines(store: FileStore, number: number, json: boolean): Promise<string[]> {
  const lines = (await store.newest(number)).map(lineOfCase);
  if (json) return lines.map((l) => JSON.stringify(l));
  return lines.length === 0 ? ["No cases yet."] : tableOfCases(lines, new Date());
}
async function feedbackLines(store: FileStore, json: boolean): Promise<string[]> {
  const counts = countFeedback(await store.feedback());
  if (json) return counts.map((c) => JSON.stringify(c));
  return counts.length === 0 ? ["Nobody has said anything of a cause yet."] : tableOfFeedback(counts);
}
async function reportFrom(store: FileStore, id: string, form: ReportFormId, language: Language): Promise<string> {
  const c = await store.getCase(id);
  if (c === undefined)
    throw new TriageError("report", `There is no case ${plain(id)} in this folder; \`cases --json\` tells the ids.`);
  const approvals = await Promise.all(c.approvalIds.map((a) => store.getApproval(a)));
  const asked = approvals.filter((a) => a !== undefined);
  return REPORT_FORMS[form].write(reportOf(c, asked, new Date().toISOString(), language));
}
