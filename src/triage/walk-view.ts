/** What a place of the walk says, in the words of one language, ready to show. Pure. */
import {
  dateText,
  FACTS,
  speaker,
  wordsIn,
  type ApprovalState,
  type Diagnosis,
  type Evidence,
  type FactKey,
  type Finding,
  type Language,
  type Moment,
  type Reading,
  type ReadingRow,
  type RemediationId,
  type Subject,
  type Unreadable,
  type Verdict,
  type Words,
} from "../domain";
import {
  commandText,
  GUIDE,
  nodeOf,
  NODES,
  type AskNode,
  type Chapter,
  type CheckNode,
  type EndNode,
  type GuideNode,
  type ProposeNode,
} from "../guide";
import { findingsOf, readingsAt, standingOf, verdictOf, type Standing } from "./node-verdict";
import { READING_SPECS } from "./readings";
import { UNREAD } from "./readings/spec";
import { adviceOf, briefly, remedyTitleOf, stageTitleOf, textOf, titleOf } from "./words";
import { nextOf, offeredAt, OVERVIEW, problemAfter, requestAt, type NodeChange, type WalkPlace } from "./walk";

/**
 * How a step stands, told apart: `good` – shown to be in order for this subject; `problem`; `look` – needs a look; `unread` – could not be checked;
 * `none` – does not apply; `hand` – a person does it; `repair`, `question` and `end` are steps of their own kind.
 */
export type StepState = "good" | "problem" | "look" | "unread" | "none" | "hand" | "repair" | "question" | "end";
const STATE_OF: Readonly<Record<Verdict, StepState>> = {
  pass: "good",
  fail: "problem",
  warn: "look",
  unknown: "unread",
  skip: "none",
};
export const stateAt = (node: GuideNode, place: Pick<WalkPlace, "diagnosis">): StepState =>
  node.kind === "check"
    ? STATE_OF[verdictOf(node, place.diagnosis)]
    : ({ propose: "repair", advise: "hand", ask: "question", end: "end" } as const)[node.kind];

/** A step by its name. */
export interface StepLink {
  readonly node: string;
  readonly title: string;
}
export interface ReadingShown {
  readonly title: string;
  readonly says: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly (string | Moment)[]; readonly mark: ReadingRow["mark"] | "" }[];
  readonly more: number;
  readonly source: string;
}
/** How often each state stands among some steps; only what is there. */
export type Tally = readonly { readonly state: StepState; readonly count: number }[];
export interface OverviewShown {
  readonly kind: "overview";
  readonly who: Subject;
  readonly says: string;
  readonly chapters: readonly (StepLink & { readonly state: StepState; readonly tally: Tally })[];
  readonly tally: Tally;
  readonly problem?: StepLink;
}
export interface StepShown {
  readonly kind: "step";
  readonly who: Subject;
  readonly node: string;
  readonly state: StepState;
  readonly title: string;
  /** `Chapter 2 of 13: The way to the cloud – step 1 of 4`. */
  readonly position: string;
  /** What is so, in a few sentences. */
  readonly result: string;
  /** What is to be done by hand, or what became of a repair. */
  readonly todo: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly readings: readonly ReadingShown[];
  readonly see: readonly { readonly text: string; readonly isCommand: boolean }[];
  readonly why: string;
  readonly now: string;
  readonly answers: readonly { readonly id: string; readonly title: string }[];
  readonly repairs: readonly RemediationId[];
  /** Of an end: how the steps of the guide stand. */
  readonly tally: Tally;
  /** Of a repair that can do nothing here: the step where the cause was found. */
  readonly cause?: StepLink;
  readonly hasNext: boolean;
  /** The next step is the repair of this one. */
  readonly toRepair: boolean;
  readonly problem?: StepLink;
  /** After a new look: what has changed since. */
  readonly changes: readonly string[];
}
export type WalkShown = OverviewShown | StepShown;

/** What the walk says itself; all else comes from the guide, the findings and the readings. */
const WORDS = {
  position: {
    en: "Chapter {chapter} of {chapters}: {title} – step {step} of {steps}",
    de: "Kapitel {chapter} von {chapters}: {title} – Schritt {step} von {steps}",
  },
  good: { en: "This is in order.", de: "Das ist in Ordnung." },
  unread: { en: "This could not be checked.", de: "Das ließ sich nicht prüfen." },
  unreadFor: { en: "This could not be checked: {which}.", de: "Das ließ sich nicht prüfen: {which}." },
  openStage: {
    en: "Nothing that was read shows it: {stages}.",
    de: "Nichts Gelesenes zeigt es: {stages}.",
  },
  undecided: {
    en: "What was read does not decide it: {stages}.",
    de: "Das Gelesene entscheidet es nicht: {stages}.",
  },
  none: {
    en: "There is nothing to judge here for this case.",
    de: "Hier gibt es für diesen Fall nichts zu beurteilen.",
  },
  gone: {
    en: "This does not apply: {stages}.",
    de: "Das entfällt: {stages}.",
  },
  against: {
    en: "No cause follows from it, and it is not in order: {says}",
    de: "Daraus folgt keine Ursache, und doch ist es nicht in Ordnung: {says}",
  },
  nothing: { en: "{stage}: nothing was found", de: "{stage}: nichts gefunden" },
  stage: { en: "{stage}: {what}", de: "{stage}: {what}" },
  hand: {
    en: "Read this, and do it by hand where it helps.",
    de: "Lesen Sie das, und tun Sie es von Hand, wo es hilft.",
  },
  offered: {
    en: "Can be asked for here: {titles}. Nothing runs before it is approved.",
    de: "Hier anzufordern: {titles}. Nichts läuft, bevor es genehmigt ist.",
  },
  notOffered: {
    en: "No repair can be run for this here.",
    de: "Hierfür kann keine Reparatur ausgeführt werden.",
  },
  causeElsewhere: {
    en: "The cause that comes first is another one: {title}.",
    de: "Die Ursache, die zuerst kommt, ist eine andere: {title}.",
  },
  nothingFound: {
    en: "Nothing was found here that would have to be put right.",
    de: "Hier wurde nichts gefunden, das in Ordnung zu bringen wäre.",
  },
  request: { en: "{title}: {state}.", de: "{title}: {state}." },
  looked: { en: "Looked again at {at}: {was} → {is}.", de: "Noch einmal nachgesehen, {at}: {was} → {is}." },
  unchanged: { en: "Looked again at {at}: still {is}.", de: "Noch einmal nachgesehen, {at}: weiterhin {is}." },
  changed: { en: "Changed too: {title}, {was} → {is}.", de: "Ebenfalls anders: {title}, {was} → {is}." },
  problems: {
    en: "{count, plural, =0 {No step of the guide is found out of order} one {One step of the guide is not in order or needs a look: {titles}} other {# steps of the guide are not in order or need a look: {titles}}}.",
    de: "{count, plural, =0 {Bei keinem Schritt des Leitfadens wurde ein Fehler gefunden} one {Ein Schritt des Leitfadens ist nicht in Ordnung oder braucht einen Blick: {titles}} other {# Schritte des Leitfadens sind nicht in Ordnung oder brauchen einen Blick: {titles}}}.",
  },
  cause: { en: "The verdict: {title}.", de: "Der Befund: {title}." },
} as const satisfies Readonly<Record<string, Words>>;
/** A verdict in the middle of a sentence. */
const IS: Readonly<Record<Verdict, Words>> = {
  pass: { en: "in order", de: "in Ordnung" },
  warn: { en: "needs a look", de: "braucht einen Blick" },
  fail: { en: "not in order", de: "nicht in Ordnung" },
  skip: { en: "does not apply", de: "entfällt" },
  unknown: { en: "could not be checked", de: "nicht prüfbar" },
};
const REQUEST: Readonly<Record<ApprovalState, Words>> = {
  pending: { en: "waits for a decision", de: "wartet auf eine Entscheidung" },
  approved: { en: "approved, about to run", de: "genehmigt, läuft gleich" },
  dispatched: { en: "on its way to the server", de: "auf dem Weg zum Server" },
  running: { en: "running", de: "läuft" },
  done: { en: "done", de: "ausgeführt" },
  failed: { en: "failed", de: "fehlgeschlagen" },
  unknown: { en: "its outcome is not known", de: "der Ausgang ist nicht bekannt" },
  declined: { en: "declined", de: "abgelehnt" },
  expired: { en: "expired without a decision", de: "ohne Entscheidung abgelaufen" },
  stale: { en: "not run, since the facts had changed", de: "nicht ausgeführt, weil sich die Fakten geändert hatten" },
};

/** Where a walk stands, in words. */
export function walkView(place: WalkPlace, language: Language = "en"): WalkShown {
  const node = NODES.get(place.state.at);
  return node === undefined ? overviewOf(place, language) : stepOf(node, place, language);
}

const linkTo = (id: string | undefined, language: Language): StepLink | undefined => {
  const node = id === undefined ? undefined : NODES.get(id);
  return node === undefined ? undefined : { node: node.id, title: wordsIn(node.title, language) };
};
/** The steps that people count: a repair is part of the step before it, an end no step. */
const isStep = (n: GuideNode): boolean => n.kind !== "propose" && n.kind !== "end";
const BY_WEIGHT: readonly StepState[] = ["problem", "look", "unread", "good", "hand", "question", "none"];
function tallyOf(nodes: readonly GuideNode[], place: Pick<WalkPlace, "diagnosis">): Tally {
  const states = nodes.filter(isStep).map((n) => stateAt(n, place));
  return BY_WEIGHT.map((state) => ({ state, count: states.filter((s) => s === state).length })).filter(
    (t) => t.count > 0,
  );
}
/** Titles of problems that a sentence names before it stops. */
const NAMED = 3;
function overviewOf(place: WalkPlace, language: Language): OverviewShown {
  const say = speaker(WORDS, language);
  const all = GUIDE.flatMap((c) => c.nodes);
  const problems = all.filter((n) => ["problem", "look"].includes(stateAt(n, place)));
  const problem = linkTo(problemAfter(OVERVIEW, place.diagnosis), language);
  const named = problems.slice(0, NAMED).map((n) => `„${wordsIn(n.title, "de")}“`);
  const titles = problems.slice(0, NAMED).map((n) => `“${wordsIn(n.title, "en")}”`);
  return {
    kind: "overview",
    who: place.diagnosis.subject,
    says: [
      say("problems", {
        count: problems.length,
        titles: (language === "de" ? named : titles).join(", ") + (problems.length > NAMED ? " …" : ""),
      }),
      say("cause", { title: titleOf(place.diagnosis.rootCause.code, language) }),
    ].join(" "),
    chapters: GUIDE.map((c) => {
      const tally = tallyOf(c.nodes, place);
      return {
        node: c.nodes[0]!.id,
        title: wordsIn(c.title, language),
        state: tally[0]?.state ?? "none",
        tally,
      };
    }),
    tally: tallyOf(all, place),
    ...(problem === undefined ? {} : { problem }),
  };
}

const chapterOf = (node: GuideNode): Chapter => GUIDE.find((c) => c.nodes.includes(node))!;
function positionOf(node: GuideNode, language: Language): string {
  const chapter = chapterOf(node),
    steps = chapter.nodes.filter(isStep);
  // A repair stands where its check does.
  const before = chapter.nodes.slice(0, chapter.nodes.indexOf(node) + 1).filter(isStep);
  return speaker(WORDS, language)("position", {
    chapter: GUIDE.indexOf(chapter) + 1,
    chapters: GUIDE.length,
    title: wordsIn(chapter.title, language),
    step: Math.max(1, before.length),
    steps: steps.length,
  });
}
function stepOf(node: GuideNode, place: WalkPlace, language: Language): StepShown {
  const { diagnosis } = place;
  const standing = node.kind === "check" ? standingOf(node, diagnosis) : undefined;
  const problem = linkTo(problemAfter(node.id, diagnosis), language);
  const next = nextOf(node, place);
  const isIdle = node.kind === "propose" && offeredAt(node, diagnosis).length === 0;
  const cause =
    isIdle && causeNode(diagnosis) !== stepOfRepair(node.id) ? linkTo(causeNode(diagnosis), language) : undefined;
  return {
    kind: "step",
    who: diagnosis.subject,
    node: node.id,
    state: stateAt(node, place),
    title: wordsIn(node.title, language),
    position: positionOf(node, language),
    result: briefly(resultOf(node, standing, place, language)),
    todo: todoOf(node, place, language).map(briefly),
    evidence: (standing?.findings ?? [])
      .filter((f) => f.verdict === standing?.verdict)
      .flatMap((f) => f.evidence)
      .slice(0, 5),
    readings: readingsAt(node, diagnosis).map((r) => readingShown(r, language)),
    see: node.see.map((s) =>
      typeof s === "object" && "holes" in s
        ? { text: commandText(s, diagnosis.subject), isCommand: true }
        : { text: wordsIn(s, language), isCommand: false },
    ),
    why: wordsIn(node.says, language),
    now: node.now === undefined ? "" : wordsIn(node.now, language),
    answers: node.kind === "ask" ? node.answers.map((a) => ({ id: a.id, title: wordsIn(a.title, language) })) : [],
    repairs: offeredAt(node, diagnosis),
    tally:
      node.kind === "end"
        ? tallyOf(
            GUIDE.flatMap((c) => c.nodes),
            place,
          )
        : [],
    ...(cause === undefined ? {} : { cause }),
    hasNext: next !== undefined && next !== OVERVIEW,
    toRepair: next !== undefined && NODES.get(next)?.kind === "propose",
    ...(problem === undefined ? {} : { problem }),
    changes: changesOf(node, place, language),
  };
}
/** The step where the root cause was found. */
const causeNode = ({ findings: [first], rootCause }: Diagnosis): string => first?.guide ?? nodeOf(rootCause.code);
const stepOfRepair = (id: string): string => id.replace(/\.repair$/, "");
const readingShown = (r: Reading, language: Language): ReadingShown => ({
  title: wordsIn(READING_SPECS[r.id].title, language),
  says: wordsIn(r.says, language),
  columns: r.rows.length === 0 ? [] : READING_SPECS[r.id].columns.map((c) => wordsIn(c, language)),
  rows: r.rows.map((row) => ({
    cells: row.cells.map((c) => (typeof c === "object" && "at" in c ? c : briefly(wordsIn(c, language)))),
    mark: row.mark ?? "",
  })),
  more: r.more,
  source: r.source,
});

function resultOf(node: GuideNode, standing: Standing | undefined, place: WalkPlace, language: Language): string {
  const say = speaker(WORDS, language);
  switch (node.kind) {
    case "check":
      return checkText(standing ?? standingOf(node, place.diagnosis), language);
    case "propose":
      return repairText(node, place, language);
    case "advise":
      return say("hand");
    case "ask":
    case "end":
      return endText(node, place, language);
  }
}
/** Sentences of findings that a step shows. */
const SENTENCES = 2;
const textsOf = (findings: readonly Finding[], language: Language): string =>
  [...new Set(findings.map((f) => textOf(f, language)))].slice(0, SENTENCES).join(" ");
/** Pieces of evidence of one stage that a sentence holds. */
const PIECES = 2;
const stagesText = ({ stages, by }: Standing, language: Language): string => {
  const say = speaker(WORDS, language);
  return stages
    .map((s) => {
      const stage = stageTitleOf(s.stage, language),
        what = s.evidence.slice(0, PIECES).map((e) => wordsIn(e.text, language));
      return what.length > 0
        ? say("stage", { stage, what: what.join("; ") })
        : by === "missing"
          ? say("nothing", { stage })
          : stage;
    })
    .join("; ");
};
function checkText(standing: Standing, language: Language): string {
  const say = speaker(WORDS, language);
  const { verdict, by, findings } = standing;
  if (by === "missing") return say("gone", { stages: stagesText(standing, language) });
  if (by === "reading")
    return say("against", { says: standing.against.map((r) => wordsIn(r.says, language)).join(" ") });
  if (by === "stage") {
    const isUndecided = verdict === "warn" && standing.stages.every((s) => s.state === "unknown");
    const stages = stagesText(standing, language);
    if (isUndecided) return say("undecided", { stages });
    return verdict === "unknown" || verdict === "skip" ? say("openStage", { stages }) : `${stages}.`;
  }
  switch (verdict) {
    case "fail":
    case "warn":
      return textsOf(findings, language);
    case "pass":
      return textsOf(findings, language) || say("good");
    case "unknown":
      return unreadText(findings, language);
    case "skip":
      return say("none");
  }
}
const isReason = (why: string | undefined): why is Unreadable["why"] => why !== undefined && why in UNREAD;
/** Which requests failed and why, in the words of the requests: no fact's own name. */
function unreadText(findings: readonly Finding[], language: Language): string {
  const say = speaker(WORDS, language);
  const missing = new Map<FactKey, string>(findings.flatMap((f) => f.missing ?? []).map((m) => [m.fact, m.why]));
  const blind = findings.filter((f) => f.code !== undefined);
  if (missing.size === 0 && blind.length > 0) return textsOf(blind, language);
  const which = [...missing].slice(0, SENTENCES).map(([fact, why]) => {
    const reason = why.split(":")[0];
    return `${FACTS[fact].from} (${isReason(reason) ? wordsIn(UNREAD[reason], language) : why})`;
  });
  return which.length === 0 ? say("unread") : say("unreadFor", { which: which.join("; ") });
}
function repairText(node: ProposeNode, place: WalkPlace, language: Language): string {
  const say = speaker(WORDS, language);
  const request = requestAt(node, place);
  if (request !== undefined)
    return say("request", { title: request.plan.title, state: wordsIn(REQUEST[request.state], language) });
  const offered = offeredAt(node, place.diagnosis);
  if (offered.length > 0)
    return say("offered", { titles: offered.map((id) => remedyTitleOf(id, language)).join("; ") });
  const { code } = place.diagnosis.rootCause;
  const isElsewhere = !(node.codes as readonly string[]).includes(code);
  if (node.repairs === undefined && blamingAt(node, place).length === 0) return say("nothingFound");
  return isElsewhere
    ? `${say("notOffered")} ${say("causeElsewhere", { title: titleOf(code, language) })}`
    : say("notOffered");
}
const blamingAt = (node: CheckNode | ProposeNode, { diagnosis }: Pick<WalkPlace, "diagnosis">): Finding[] =>
  findingsOf(node, diagnosis.verdicts).filter((f) => f.code !== undefined);
/** An end says what was seen on the way; a question what it rests on. */
function endText(node: AskNode | EndNode, place: WalkPlace, language: Language): string {
  return node.kind === "ask" ? wordsIn(node.says, language) : overviewOf(place, language).says;
}
/** What a person does by hand: of what was found here, else of the cause. */
function todoOf(node: GuideNode, place: WalkPlace, language: Language): string[] {
  if (node.kind !== "propose") return [];
  const own = blamingAt(node, place).flatMap((f) => adviceOf(f, language));
  return [...new Set(own)].slice(0, 4);
}
/** Steps beside this one of which a change is told. */
const CHANGES = 3;
function changesOf(node: GuideNode, { looked, diagnosis }: WalkPlace, language: Language): string[] {
  if (looked === undefined) return [];
  const say = speaker(WORDS, language);
  const at = dateText(looked.at, language);
  const is = (v: Verdict): string => wordsIn(IS[v], language);
  const own = looked.changes.find((c) => c.node === node.id);
  const others = looked.changes.filter((c) => c !== own).slice(0, CHANGES);
  const told = (c: NodeChange): string =>
    say("changed", { title: linkTo(c.node, language)?.title ?? c.node, was: is(c.before), is: is(c.after) });
  return [
    own === undefined
      ? say("unchanged", { at, is: is(verdictOf(node, diagnosis)) })
      : say("looked", { at, was: is(own.before), is: is(own.after) }),
    ...others.map(told),
  ];
}
