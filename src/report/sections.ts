/** The report in its parts, in words: what the forms that people read are made of. Texts are text; each form makes its own markup safe. */
import { dateText, speaker, wordsIn, type Language } from "../domain";
import type { Repair, Report } from "./model";
import { APPROVAL_STATE, CASE_STATE, CONFIDENCE, OFFER, OUTCOME, RISK, STEP_STATE, WORDS } from "./words";

/** One piece of a part. The cells of a table are as many as its head. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "facts"; readonly facts: readonly { readonly name: string; readonly value: string }[] }
  | { readonly kind: "list"; readonly title: string; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly title: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };
export const PARTS = [
  "case",
  "person",
  "ask",
  "cause",
  "evidence",
  "findings",
  "repairs",
  "confirmation",
  "next",
  "earlier",
  "timeline",
  "notChecked",
] as const;
export type Part = (typeof PARTS)[number];
/** A part with its heading; `level` 3 stands under the part before it. */
export interface Section {
  readonly part: Part;
  readonly level: 2 | 3;
  readonly title: string;
  readonly blocks: readonly Block[];
}

type Say = (key: keyof typeof WORDS, data?: Readonly<Record<string, string | number>>) => string;
const text = (line: string): Block => ({ kind: "text", text: line });
const list = (items: readonly string[], title = ""): Block[] =>
  items.length === 0 ? [] : [{ kind: "list", title, items }];
const table = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): Block[] =>
  rows.length === 0 ? [] : [{ kind: "table", title, head, rows }];

/** What the report is called. */
export const titleOfReport = (r: Report): string => speaker(WORDS, r.language)("title");

/** All parts that hold something, in their order. */
export function sectionsOf(r: Report): Section[] {
  const say: Say = speaker(WORDS, r.language),
    at = (iso: string): string => dateText(iso, r.language);
  const blocks: Readonly<Record<Exclude<Part, "repairs">, readonly Block[]>> = {
    case: [headOf(r, say, at)],
    person: personOf(r, say),
    ask: [text(r.ask)],
    cause: causeOf(r, say),
    evidence:
      r.cause === null
        ? []
        : r.evidence.length === 0
          ? [text(say("noEvidence"))]
          : table(
              say("evidence"),
              [say("seen"), say("source")],
              r.evidence.map((e) => [e.text, e.source]),
            ),
    findings: table(
      say("findings"),
      [say("what"), say("sure"), say("code")],
      r.findings.map((f) => [
        f.text,
        f.confidence === null ? "" : wordsIn(CONFIDENCE[f.confidence], r.language),
        f.code ?? "",
      ]),
    ),
    confirmation: confirmationOf(r, say, at),
    next: list(r.next),
    earlier: earlierOf(r, say, at),
    timeline: table(
      say("timeline"),
      [say("when"), say("what"), say("who")],
      r.timeline.map((e) => [at(e.at), e.what, e.by ?? ""]),
    ),
    notChecked: r.cause === null ? [] : r.notChecked.length === 0 ? [text(say("allChecked"))] : list(r.notChecked),
  };
  return PARTS.flatMap((part): Section[] => {
    if (part === "repairs") return repairsOf(r, say, at);
    return blocks[part].length === 0 ? [] : [{ part, level: 2, title: say(part), blocks: blocks[part] }];
  });
}

function headOf({ head, language }: Report, say: Say, at: (iso: string) => string): Block {
  return {
    kind: "facts",
    facts: [
      { name: say("number"), value: head.case },
      ...(head.incident === null ? [] : [{ name: say("incident"), value: head.incident }]),
      { name: say("state"), value: wordsIn(CASE_STATE[head.state], language) },
      { name: say("opened"), value: say("by", { at: at(head.openedAt), by: head.openedBy }) },
      { name: say("written"), value: at(head.writtenAt) },
    ],
  };
}
function personOf({ person }: Report, say: Say): Block[] {
  if (person === null) return [];
  return [
    {
      kind: "facts",
      facts: [
        { name: say("name"), value: person.displayName ?? say("unknown") },
        { name: say("signInName"), value: person.userPrincipalName ?? say("unknown") },
        { name: say("cloudId"), value: person.cloudId ?? say("none") },
        { name: say("distinguishedName"), value: person.distinguishedName ?? say("none") },
        { name: say("objectGUID"), value: person.objectGUID ?? say("none") },
      ],
    },
  ];
}
function causeOf({ cause, language }: Report, say: Say): Block[] {
  if (cause === null) return [text(say("undiagnosed"))];
  const { title, code } = cause,
    confidence = wordsIn(CONFIDENCE[cause.confidence], language);
  return [text(say("judged", { title, confidence, code })), ...(cause.text === "" ? [] : [text(cause.text)])];
}
function confirmationOf(
  { confirmation, followUpAt, language }: Report,
  say: Say,
  at: (iso: string) => string,
): Block[] {
  const followUp = followUpAt === null ? [] : [text(say("followUp", { at: at(followUpAt) }))];
  if (confirmation === null) return [text(say("notLooked")), ...followUp];
  return [
    text(say("looked", { state: wordsIn(OUTCOME[confirmation.state], language), at: at(confirmation.at) })),
    ...list(confirmation.better, say("better")),
    ...list(confirmation.left, say("left")),
    ...list(confirmation.notes, say("besides")),
    ...followUp,
  ];
}
function earlierOf({ earlier }: Report, say: Say, at: (iso: string) => string): Block[] {
  if (earlier === null) return [];
  return [
    text(say("times", { count: earlier.count, since: at(earlier.since) })),
    ...list(earlier.solvedBy.map((s) => say("solved", { times: s.times, title: s.title }))),
  ];
}
function repairsOf(r: Report, say: Say, at: (iso: string) => string): Section[] {
  const head: Section = {
    part: "repairs",
    level: 2,
    title: say("repairs"),
    blocks: r.repairs.length === 0 ? [text(say("nothingDone"))] : [],
  };
  return [
    head,
    ...r.repairs.map(
      (repair): Section => ({
        part: "repairs",
        level: 3,
        title: repair.title,
        blocks: repairBlocks(repair, r.language, say, at),
      }),
    ),
  ];
}
function repairBlocks(a: Repair, language: Language, say: Say, at: (iso: string) => string): Block[] {
  const resultOf = ({ state, at: ended, detail }: Repair["steps"][number]): string =>
    state === null
      ? say("notRun")
      : [
          wordsIn(STEP_STATE[state], language),
          ...(ended === null ? [] : [at(ended)]),
          ...(detail === "" ? [] : [detail]),
        ].join(" · ");
  return [
    text(a.summary),
    {
      kind: "facts",
      facts: [
        { name: say("state"), value: wordsIn(APPROVAL_STATE[a.state], language) },
        ...(a.outcome === null ? [] : [{ name: say("outcome"), value: a.outcome }]),
        { name: say("risk"), value: wordsIn(RISK[a.risk], language) },
        { name: say("requested"), value: say("by", { at: at(a.requestedAt), by: a.requestedBy }) },
        { name: say("digest"), value: a.planDigest },
        { name: say("undo"), value: [a.undo, ...a.offers.map((o) => wordsIn(OFFER[o], language))].join(" ") },
      ],
    },
    ...table(
      say("decision"),
      [say("decision"), say("who"), say("when"), say("reason")],
      a.decisions.map((d) => [say(d.verdict), d.by, at(d.at), d.reason]),
    ),
    ...table(
      say("what"),
      [say("what"), say("before"), say("after")],
      a.changes.map((c) => [c.what, c.before, c.after]),
    ),
    ...list(a.touches, say("touches")),
    ...table(
      say("step"),
      [say("step"), say("what"), say("result")],
      a.steps.map((s, i) => [String(i + 1), s.title, resultOf(s)]),
    ),
    ...list(a.after, say("differs")),
  ];
}
