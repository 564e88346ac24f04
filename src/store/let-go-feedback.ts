/** What people said of causes, counted on when the case itself is let go: one line a case, which tells neither who said it nor of whom. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ROOT_CAUSES, type Feedback, type TriageCase } from "../domain";
import { openPrivate, type Guard } from "./private";

/** What counts of one person's feedback. */
export type Told = Pick<Feedback, "cause" | "isRight" | "was">;

const FILE = "feedback.jsonl";
const told = z.object({ cause: z.enum(ROOT_CAUSES), isRight: z.boolean(), was: z.enum(ROOT_CAUSES).optional() });
/** `case`: a hash of the case's id, by which a case that is still there is not counted twice. */
const line = z.object({ case: z.string(), told: z.array(told) });
const hashOf = (caseId: string): string => createHash("sha256").update(caseId).digest("hex").slice(0, 40);

/** Durable before it resolves. To be called before the case goes; what is written for a case that stays does not count. */
export async function keepFeedback(folder: string, c: TriageCase, guard: Guard): Promise<void> {
  if (c.feedback === undefined || c.feedback.length === 0) return;
  guard();
  const file = await openPrivate(join(folder, FILE), "a");
  try {
    // A line break first, so that half a line of a crash spoils no other.
    await file.write(
      `\n${JSON.stringify({ case: hashOf(c.id), told: c.feedback.map(({ cause, isRight, was }) => ({ cause, isRight, was })) })}\n`,
    );
    await file.sync();
  } finally {
    await file.close();
  }
}
/** What was kept of cases that are not among these; of a case that was written twice, the last. Lines that are none of ours are left out. */
export async function keptFeedback(folder: string, present: readonly string[]): Promise<Told[]> {
  const text = await readFile(join(folder, FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const isThere = new Set(present.map(hashOf)),
    kept = text.split("\n").flatMap((l) => lineIn(l) ?? []);
  const last = new Map(kept.filter((l) => !isThere.has(l.case)).map((l) => [l.case, l.told]));
  return [...last.values()].flat().map(({ was, ...t }) => (was === undefined ? t : { ...t, was }));
}
function lineIn(text: string): z.output<typeof line> | undefined {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
