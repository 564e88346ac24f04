/** The incident report of one case, as Markdown. Every value is escaped: whatever an attribute or an error text holds, it stays text. */
import {
  undoText,
  wordsIn,
  type Words,
  type Approval,
  type Confirmation,
  type Finding,
  type FollowingPurpose,
  type Found,
  type TriageCase,
} from "../domain";
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
const t = (value: Words): string => markdownText(wordsIn(value));
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

/** A section with its heading. */
const section = (title: string, lines: readonly string[]): string[] => [`## ${title}`, "", ...lines, ""];

/** `at`: when the report is written, ISO 8601. */
export function report(c: TriageCase, approvals: readonly Approval[], at: string): string {
  const d = c.diagnosis;
  return [
    "# Incident report",
    "",
    ...headLines(c, at),
    "",
    ...section("Symptom", [t(c.ask)]),
    ...(d === undefined ? [] : diagnosisLines(c.confirmation === undefined ? d : (c.found ?? d))),
    "## What was run",
    "",
    ...(approvals.length === 0
      ? ["Nothing was proposed, and nothing was changed.", ""]
      : approvals.flatMap(approvalLines)),
    ...section("Confirmation", confirmationLines(c)),
    ...(c.followUpAt === undefined ? [] : [`A follow\\-up is due ${t(c.followUpAt)}\\.`, ""]),
    ...section(
      "Timeline",
      table(
        ["When", "What", "By"],
        c.timeline.map((e) => [t(e.at), t(e.what), t(e.by ?? "")]),
      ),
    ),
    ...section(
      "Not checked",
      d === undefined || d.notChecked.length === 0
        ? ["Everything that was asked for could be read."]
        : list(d.notChecked.map((n) => `${t(n.what)}: ${t(n.why)}`)),
    ),
  ].join("\n");
}
function headLines(c: TriageCase, at: string): string[] {
  const s = c.diagnosis?.subject;
  const person =
    s === undefined
      ? []
      : [
          ["Person", t(s.displayName ?? "unknown")],
          ["Sign\\-in name", t(s.userPrincipalName ?? "unknown")],
          ["Cloud object id", t(s.cloudId ?? "none")],
          ["Distinguished name", t(s.distinguishedName ?? "none")],
          ["objectGUID", t(s.objectGUID ?? "none")],
        ];
  return table(
    ["", ""],
    [
      ["Case", t(c.id)],
      ["State", t(c.state)],
      ["Opened", `${t(c.openedAt)} by ${t(c.openedBy.name)}`],
      ["Written", t(at)],
      ...person,
    ],
  );
}
/** What was found: where a repair was planned, before it. How things are now stands under Confirmation. */
function diagnosisLines(d: Found): string[] {
  const { code, confidence, evidence } = d.rootCause;
  const advice = diagnosisAdvice(d);
  return [
    ...section("Root cause", [`**${t(titleOf(code))}** \\(${t(code)}, ${t(confidence)}\\)`, "", t(causeTextOf(d))]),
    ...section(
      "Evidence",
      evidence.length === 0
        ? ["None was recorded."]
        : table(
            ["Seen", "Source"],
            evidence.map((e) => [t(wordsIn(e.text)), t(e.source)]),
          ),
    ),
    ...section("Findings", d.findings.length === 0 ? ["None."] : list(d.findings.map(findingLine))),
    ...(advice.length === 0 ? [] : section("Advice", list(advice.map(t)))),
  ];
}
function findingLine(f: Finding): string {
  const names = [f.code, f.confidence].filter((n) => n !== undefined).map(t);
  return `${t(textOf(f))}${names.length === 0 ? "" : ` \\(${names.join(", ")}\\)`}`;
}
const OUTCOME: Readonly<Record<Confirmation["state"], string>> = {
  resolved: "Resolved",
  partly: "Partly resolved",
  unresolved: "Not resolved",
};
const listed = (title: string, items: readonly Words[]): string[] =>
  items.length === 0 ? [] : ["", title, "", ...list(items.map((x) => t(x)))];
const confirmationLines = ({ confirmation }: TriageCase): string[] =>
  confirmation === undefined
    ? ["Not looked at again yet."]
    : [
        `${OUTCOME[confirmation.state]}, seen ${t(confirmation.at)}\\.`,
        ...listed("Better:", confirmation.better),
        ...listed("Left:", confirmation.left),
        ...listed("Beside it:", confirmation.notes),
      ];

/** The buttons of the plan's card, as the report speaks of them. */
const HINT: Readonly<Record<FollowingPurpose, string>> = {
  undo: "Press Undo on the plan's card to ask for it.",
  "put-back": "Press Put back on the plan's card to ask for it.",
  "go-on": "Press Go on on the plan's card to carry out the rest.",
};
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
  if (plan.touches.length > 0) lines.push("It also touches:", "", ...list(plan.touches.map((x) => t(x))), "");
  lines.push(
    ...table(
      ["Step", "Command", "Result"],
      plan.commands.map((c, i) => {
        const s = (a.steps ?? []).find((x) => x.command === i);
        return [
          String(i + 1),
          t(commandText(c)),
          t(s === undefined ? "not run" : `${s.state} ${s.at} ${wordsIn(s.detail)}`),
        ];
      }),
    ),
    "",
  );
  const { says, offers } = a.aftermath ?? { says: [], offers: [] };
  if (says.length > 0) lines.push("After the run:", "", ...list(says.map((x) => t(x))), "");
  const hint = offers.map((what) => HINT[what]).join(" ");
  lines.push(t(`Undo: ${undoText(a)} ${hint}`.trim()), "");
  return lines;
}
