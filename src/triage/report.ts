/** The incident report of one case, as Markdown. Every value is escaped: whatever an attribute or an error text holds, it stays text. */
import type { Approval, TriageCase } from "../domain/case";
import type { Command } from "../domain/command";
import { causeTextOf, diagnosisAdvice, textOf, titleOf } from "./words";

const SYNTAX = /[\\`*_{}[\]()#+\-.!|<>~&@:$^=]/g;
/** One value inside a line of Markdown: invisible and bidirectional characters shown as code points, line breaks out, syntax escaped. */
export function markdownText(value: string): string {
  return value
    .replace(/[\r\n\t]+/g, " ")
    .replace(
      /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
      (c) => `<U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`,
    )
    .replace(SYNTAX, "\\$&");
}
const t = markdownText;
const row = (...cells: string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: string[], rows: string[][]): string[] => [
  row(...head),
  row(...head.map(() => "---")),
  ...rows.map((r) => row(...r)),
];
const list = (items: readonly string[]): string[] => items.map((i) => `- ${i}`);

/** One command in words: system, kind and the object that it names. */
export function commandText(c: Command): string {
  const { system, kind, ...args } = c;
  const shown = Object.entries(args).map(
    ([k, v]) => `${k}=${v === null ? "(empty)" : typeof v === "string" ? v : JSON.stringify(v)}`,
  );
  return `${system}: ${kind}${shown.length === 0 ? "" : ` ${shown.join(" ")}`}`;
}

/** `at`: when the report is written, ISO 8601. */
export function report(c: TriageCase, approvals: readonly Approval[], at: string): string {
  const d = c.diagnosis,
    lines: string[] = ["# Incident report", ""];
  lines.push(
    ...table(
      ["", ""],
      [
        ["Case", t(c.id)],
        ["State", t(c.state)],
        ["Opened", `${t(c.openedAt)} by ${t(c.openedBy.name)}`],
        ["Written", t(at)],
        ...(d === undefined
          ? []
          : [
              ["Person", t(d.subject.displayName ?? "unknown")],
              ["Sign\\-in name", t(d.subject.userPrincipalName ?? "unknown")],
              ["Cloud object id", t(d.subject.cloudId ?? "none")],
              ["Distinguished name", t(d.subject.distinguishedName ?? "none")],
              ["objectGUID", t(d.subject.objectGUID ?? "none")],
            ]),
      ],
    ),
    "",
    "## Symptom",
    "",
    t(c.ask),
    "",
  );
  if (d !== undefined) {
    lines.push(
      "## Root cause",
      "",
      `**${t(titleOf(d.rootCause.code))}** \\(${t(d.rootCause.code)}, ${t(d.rootCause.confidence)}\\)`,
      "",
      t(causeTextOf(d)),
      "",
    );
    lines.push(
      "## Evidence",
      "",
      ...(d.rootCause.evidence.length === 0
        ? ["None was recorded."]
        : table(
            ["Seen", "Source"],
            d.rootCause.evidence.map((e) => [t(e.text), t(e.source)]),
          )),
      "",
    );
    lines.push(
      "## Findings",
      "",
      ...(d.findings.length === 0
        ? ["None."]
        : list(
            d.findings.map(
              (f) =>
                `${t(textOf(f))}${f.code === undefined ? "" : ` \\(${t(f.code)}${f.confidence === undefined ? "" : `, ${t(f.confidence)}`}\\)`}`,
            ),
          )),
      "",
    );
    const advice = diagnosisAdvice(d);
    if (advice.length > 0) lines.push("## Advice", "", ...list(advice.map(t)), "");
  }
  lines.push("## What was run", "");
  if (approvals.length === 0) lines.push("Nothing was proposed, and nothing was changed.", "");
  for (const a of approvals) lines.push(...approvalLines(a));
  lines.push("## Confirmation", "");
  if (c.confirmation === undefined) lines.push("Not looked at again yet.", "");
  else
    lines.push(
      `${c.confirmation.resolved ? "Resolved" : "Not resolved"}, seen ${t(c.confirmation.at)}\\.`,
      "",
      ...list(c.confirmation.says.map(t)),
      "",
    );
  if (c.followUpAt !== undefined) lines.push(`A follow\\-up is due ${t(c.followUpAt)}\\.`, "");
  lines.push(
    "## Timeline",
    "",
    ...table(
      ["When", "What", "By"],
      c.timeline.map((e) => [t(e.at), t(e.what), t(e.by ?? "")]),
    ),
    "",
  );
  lines.push(
    "## Not checked",
    "",
    ...(d === undefined || d.notChecked.length === 0
      ? ["Everything that was asked for could be read."]
      : list(d.notChecked.map((n) => `${t(n.what)}: ${t(n.why)}`))),
    "",
  );
  return lines.join("\n");
}

function approvalLines(a: Approval): string[] {
  const { plan } = a;
  const lines = [
    `### ${t(plan.title)}`,
    "",
    t(plan.summary),
    "",
    `State: **${t(a.state)}**\\. Risk: ${t(plan.risk)}\\. Requested by ${t(a.requestedBy.name)}, ${t(a.createdAt)}\\. Plan digest ${t(a.planDigest)}\\.`,
    "",
  ];
  if (a.outcome !== undefined) lines.push(t(a.outcome), "");
  if (a.decisions.length > 0)
    lines.push(
      ...table(
        ["Decision", "By", "When", "Reason"],
        a.decisions.map((d) => [t(d.verdict), t(d.by.name), t(d.at), t(d.reason)]),
      ),
      "",
    );
  if (plan.changes.length > 0)
    lines.push(
      ...table(
        ["What", "Before", "After"],
        plan.changes.map((c) => [t(c.what), t(c.before), t(c.after)]),
      ),
      "",
    );
  if (plan.touches.length > 0) lines.push("It also touches:", "", ...list(plan.touches.map(t)), "");
  lines.push(
    ...table(
      ["Step", "Command", "Result"],
      plan.commands.map((c, i) => {
        const s = (a.steps ?? []).find((x) => x.command === i);
        return [String(i + 1), t(commandText(c)), t(s === undefined ? "not run" : `${s.state} ${s.at} ${s.detail}`)];
      }),
    ),
    "",
  );
  lines.push(
    "impossible" in plan.undo ? `Undo: not possible\\. ${t(plan.undo.impossible)}` : `Undo: ${t(plan.undo.says)}`,
    "",
  );
  return lines;
}
