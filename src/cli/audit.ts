/** `audit`: verify, export and acknowledge the record of who did what, in one data folder. */
import { dirname, join } from "node:path";
import { TriageError } from "../domain";
import type { AuditEntry } from "../ports";
import { AUDIT_KINDS, readAudit, type AuditReading } from "../store/audit-reading";
import { AUDIT_FILE, FileAudit, headsFileOf } from "../store/file-audit";
import { FolderLock } from "../store/lock";
import { EXIT } from "./exit";
import { TERMINAL } from "./terminal";

/** Of a folder the bot's DATA_FOLDER is taken where none is given, of heads its AUDIT_HEADS. */
export interface AuditPlace {
  readonly folder?: string;
  readonly heads?: string;
}
interface AsJson {
  /** One JSON object in place of the sentences. */
  readonly json?: boolean;
}
interface Place {
  readonly path: string;
  readonly heads: string | undefined;
}
function placeOf({ folder = process.env["DATA_FOLDER"], heads = process.env["AUDIT_HEADS"] }: AuditPlace): Place {
  if (folder === undefined || folder === "")
    throw new TriageError("folder", "Say where the audit is: --folder, or DATA_FOLDER as the bot has it.");
  return { path: join(folder, AUDIT_FILE), heads: heads === "" ? undefined : heads };
}
/** Reads; one that is not there is told as such, and is not an empty one. */
async function readingOf({ path, heads }: Place, each?: (line: ExportLine) => void): Promise<AuditReading> {
  const found = await readAudit(path, {
    ...headsFileOf(heads),
    ...(each === undefined
      ? {}
      : {
          each: ({ entry, head, fault }) => each({ n: head.n, ...entry, ...(fault === undefined ? {} : { fault }) }),
        }),
  });
  if (found.lines === 0 && found.faults.length === 0) throw new TriageError("audit", `${path} holds no entry.`);
  return found;
}
/** Prints what does not hold, a line each, the first one first. 0: it holds, or what does not was acknowledged. 1: it does not. */
export async function auditVerify(given: AuditPlace & AsJson, prints = TERMINAL): Promise<number> {
  const found = await readingOf(placeOf(given)),
    { lines: entries, acknowledged, faults } = found,
    holds = faults.length === 0;
  if (given.json === true) {
    prints.out(JSON.stringify({ holds, entries, acknowledged, faults }));
    return holds ? EXIT.done : EXIT.wrong;
  }
  const lines =
    faults.length > 0
      ? faults
      : [
          acknowledged === 0
            ? `The audit holds: ${entries} entries.`
            : `${entries} entries, of which ${acknowledged} did not hold when an operator acknowledged them; all others hold.`,
        ];
  lines.forEach(prints.out);
  return holds ? EXIT.done : EXIT.wrong;
}
/** An entry as it is exported. `fault`: why it does not hold. */
export type ExportLine = AuditEntry & { readonly n: number; readonly fault?: string };

/** One JSON object a line. `since`: a time; `case`: the id of one case. The code is that of `auditVerify`. */
export async function auditExport(
  given: AuditPlace & { readonly since?: string; readonly case?: string },
  prints = TERMINAL,
): Promise<number> {
  const sinceMs = given.since === undefined ? -Infinity : Date.parse(given.since);
  if (Number.isNaN(sinceMs)) throw new TriageError("since", `--since takes a time like 2026-03-01, not ${given.since}`);
  const found = await readingOf(placeOf(given), (e) => {
    if (Date.parse(e.at) < sinceMs || (given.case !== undefined && e.caseId !== given.case)) return;
    prints.out(JSON.stringify(e));
  });
  found.faults.forEach(prints.err);
  return found.faults.length > 0 ? EXIT.wrong : EXIT.done;
}
/** Writes who has looked at what does not hold, and why it may go on. Refused while the bot runs on the folder. */
export async function auditAcknowledge(
  given: AuditPlace & AsJson & { readonly by: string; readonly reason: string },
  prints = TERMINAL,
): Promise<number> {
  const { path, heads } = placeOf(given),
    by = given.by.trim(),
    reason = given.reason.trim();
  if (by === "" || reason === "")
    throw new TriageError("acknowledge", "Say who has looked, and why it may go on: --by, --reason.");
  const before = await readingOf({ path, heads }),
    done = (): number => {
      if (given.json === true) prints.out(JSON.stringify({ acknowledged: before.faults }));
      else if (before.faults.length === 0) prints.out("The audit holds; there is nothing to acknowledge.");
      else for (const fault of before.faults) prints.out(`Acknowledged: ${fault}`);
      return EXIT.done;
    };
  if (before.faults.length === 0) return done();
  const lock = await FolderLock.take(dirname(path));
  try {
    const audit = await FileAudit.open(path, heads === undefined ? {} : { heads });
    await audit.append({
      at: new Date().toISOString(),
      kind: AUDIT_KINDS.acknowledged,
      by,
      reason,
      detail: before.digest,
    });
    await audit.close();
  } finally {
    await lock.release();
  }
  return done();
}
